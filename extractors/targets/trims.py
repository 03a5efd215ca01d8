"""Trims: what is taken off the two ends of a phrase before it is read: times, adverbs, comparators, what moves an actor."""

from __future__ import annotations

import re

from ppx.extractors.targets import words

BOUNDS = {
    **dict.fromkeys(
        ("不超过", "不得超过", "不高于", "不得高于", "不大于", "不得大于", "最高", "上限", "至多", "最多", "最长"), "<="
    ),
    **dict.fromkeys(
        ("不低于", "不得低于", "不少于", "不得少于", "不小于", "不得小于", "至少", "最低", "下限", "最短", "最少"), ">="
    ),
    **dict.fromkeys(("禁止", "严禁"), "!"),
}
"""comparators that stand apart from their number (`最高资助3000万元`), and what they say; `!` turns a comparator round"""
_BY_LENGTH = tuple(sorted(BOUNDS, key=len, reverse=True))
_LAST = frozenset(word[-1] for word in BOUNDS)
# not in 最低标准, 最低档工资, 最高价, 最高人民法院
_BOUND = re.compile(rf"(?:{'|'.join(_BY_LENGTH)})(?<!最[高低](?=[标价人水法检生工档保月收温]))")

# `力争到2025年，`, `2023-2025年`, `“十四五”期间`, `20xx年6月底前`, `今年`
_TIME = re.compile(
    r"""
    (?:力争|确保|争取|计划)?(?:到|至|在|截至|从|自)?
    (?:
      (?:20[0-9xX]{2}[-—－–~至]?)(?:20[0-9xX]{2})?年?(?:(?:1[0-2]|0?[1-9])月)?(?:年?底|末|初|起)?(?:之?前)?
      |“?十[三四五六]五”?(?:期间|时期|末|规划期内|期末)?
      |今年(?:底|末)?(?:前)?|明年|本年度|年内|年底前?|全年|年度|上半年|下半年
      |未来[三五二两十]年(?:内)?|[三五]年内|利?用[0-9一二两三四五]{1,2}年(?:左右)?的?时间|期间|届时|目前|近期|远期
    )
    [,，]?
    """,
    re.VERBOSE,
)
_NEVER_LEADING = frozenset("各总能年不")
# words whose first half only looks like an adverb: 新能源, 应用, 基本养老保险
_FUSED = re.compile(
    "新(?![认引培增获建设评签开招创申])|应[用急收届对]|可[再持视穿]|再[生制造]|要[素点求件]|均[衡价]|共[享建同性]|并[网购]|还[原款贷]|由[来]"
    "|基本(?:养老|医疗|公共|农田|生活|医保|民生|药物|建设)|继续教育|一般(?:公共|性|工商业|债|纳税)|直接(?:融资|投资|税|经济)|计划(?:总|单列)|统一(?:战线|大市场)"
)
_JOINTS_IN_FRONT = ("以及", "和", "及", "与", "或", "并")
_JOINTS_BEHIND = ("以及", "和", "及", "与", "的")
_EDGES = "　 、,，;；:：。"


def bound(left: str) -> str:
    """The last comparator that stands apart in the words before a number; empty where none does."""
    found = ""
    for match in _BOUND.finditer(left):
        found = match[0]
    return found


def bound_at_end(phrase: str) -> str:
    """The comparator that the phrase ends in, or an empty string."""
    if phrase[-1:] not in _LAST:
        return ""
    return next((word for word in _BY_LENGTH if phrase.endswith(word)), "")


def adverb_at_end(phrase: str) -> str:
    """The adverb that the phrase ends in; the 均 of 生均 and 亩均 is none."""
    word = words.tail(phrase, "adverb")
    return "" if word == "均" and phrase[-2:-1] in _AVERAGES else word


_AVERAGES = frozenset("人生亩户班车床")


def untimed(phrase: str) -> str:
    """Without the times in front."""
    for _ in range(3):
        match = _TIME.match(phrase)
        if not match:
            break
        phrase = phrase[match.end() :]
    return phrase


def undated(phrase: str) -> str:
    """Without the first time in it, wherever it stands."""
    return _TIME.sub("", phrase, count=1)


def stripped_left(phrase: str) -> str:
    """Without times and adverbs in front; a longer verb of making (新增) is no adverb (新)."""
    phrase = untimed(phrase)
    while phrase:
        word = words.head(phrase, "adverb")
        if not word or word in _NEVER_LEADING or _FUSED.match(phrase) or len(words.head(phrase, "make")) > len(word):
            break
        phrase = untimed(phrase[len(word) :])
    return phrase


def stripped(phrase: str) -> str:
    """Without times and adverbs in front, adverbs and comparators behind."""
    phrase = stripped_left(phrase)
    while phrase:
        word = adverb_at_end(phrase) or bound_at_end(phrase)
        if not word or word in ("年", "能", "总"):
            break
        phrase = phrase[: -len(word)]
    return phrase


def uncaused(phrase: str) -> str:
    """Without what moves the one who acts: 支持, 鼓励, 将."""
    for _ in range(2):
        word = words.head(phrase, "causative")
        rest = phrase[len(word) :]
        if (
            not word
            or len(rest) < 2
            or phrase.startswith("对外")
            or words.head(rest, "noun_after_make") in ("率", "额", "量")
        ):
            break
        phrase = stripped_left(rest)
    return phrase


def tidy(phrase: str) -> str | None:
    """The phrase without marks and joints at its ends; None where nothing is left."""
    phrase = phrase.strip(_EDGES)
    if phrase.startswith(_JOINTS_IN_FRONT):
        for joint in _JOINTS_IN_FRONT:
            phrase = phrase.removeprefix(joint) if len(phrase) > 2 else phrase
    if phrase.endswith(_JOINTS_BEHIND):
        for joint in _JOINTS_BEHIND:
            phrase = phrase.removesuffix(joint)
    if phrase.count("“") != phrase.count("”") and (phrase[:1] in "“”" or phrase[-1:] in "“”"):
        phrase = phrase.strip("“”")
    return phrase.removeprefix("的").strip() or None
