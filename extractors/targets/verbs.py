"""Verbs: what makes, reaches or moves the quantity.

研发经费投入|年均增长            the verb of change is taken off the end
开发区|新引进|亿元级项目         a verb of making stands at the beginning, or behind one who acts
"""

from __future__ import annotations

import re
from typing import Literal

from ppx.extractors.targets import measures, trims, words

Change = Literal["level", "growth", "decrease", "multiple"]

# `较“十三五”末`, `比上年`, `在2020年基础上`: what a change is measured against
_BASE = re.compile(
    r"(?:与?较|(?<![占同环对])比|相比|与|在)[^，。；较比]{1,14}(?:(?<!每)年度?|末|底|基础上|相比|同期|平均水平|年初预算|预算|初)(?:再|又|均)?$"
)
# `由每人每年380元`提高到420元
_FROM = re.compile("(?:从|由)[^从由，。；]{1,24}$")
# `提高至`每人每年`400元`, `扩大到`全国`50%以上的城市`
_SCOPE = re.compile("每[人户名生家亩班床所辆台]每(?:年|月|天|日|学期|学年)$|(?<=[到至])全[国省市县区]$")
_LOOKED_AT, _LONGEST_BASE = 60, 60
"""how many characters of a phrase are looked over for a verb of making; how long a phrase with a base may be"""


def peel(left: str) -> tuple[str, str, Change]:
    """The words without the verbs and adverbs at their end; the verb nearest to the quantity; what it says of change."""
    change: Change = "level"
    phrase, verb, aimed = _SCOPE.sub("", left.rstrip('“‘"（( ')), "", False
    while phrase:
        based = _based(phrase, verb)
        if based is not None:
            phrase = based
            continue
        if not verb and phrase.endswith("安排") and measures.is_measure(phrase[:-2]):
            phrase, verb = phrase[:-2].removesuffix("拟"), "安排"
            continue
        word, moves = _last(phrase, verb, aimed=aimed)
        if not word:
            break
        if moves == "noun":
            return phrase, word, _as_noun(phrase)
        if moves == "reach" and verb and word in ("实现", "完成", "新增", "净增"):
            break
        if moves != "adverb":
            verb = verb or word
        if moves in ("growth", "decrease"):
            change = moves
        aimed = aimed or word.endswith("目标")
        phrase = phrase[: -len(word)]
    return phrase, verb, _as_noun(phrase) if change == "level" else change


def _based(phrase: str, verb: str) -> str | None:
    """The phrase without what a change is measured against; None where it ends in no such thing."""
    found = _BASE.search(phrase) if len(phrase) < _LONGEST_BASE else None
    if found is None and verb.endswith(("到", "至", "为")):
        found = _FROM.search(phrase)
    return phrase[: found.start()] if found else None


Moves = Literal["growth", "decrease", "reach", "adverb", "noun", ""]


def _last(phrase: str, verb: str, *, aimed: bool) -> tuple[str, Moves]:
    """The longest word that the phrase ends in, and what it is; verbs of change count only nearest to the quantity.

    `aimed`: 目标 was taken off, so that 经济增长|预期目标 keeps its noun.
    """
    moves: Moves = "growth"
    word = "" if verb or aimed else _moving(phrase, "growth")
    if not verb and len(falls := _moving(phrase, "decrease")) > len(word):
        word, moves = falls, "decrease"
    if len(adverb := trims.adverb_at_end(phrase)) > len(word):
        word, moves = adverb, "adverb"
    if len(reach := words.tail(phrase, "reach")) > len(word):
        word, moves = reach, "reach"
    held = trims.bound_at_end(phrase)
    if len(held) > len(word):
        return held, "adverb"
    if moves in ("growth", "decrease") and word in words.of("change_noun"):
        return word, "noun"
    return word, moves if word else ""


def _moving(phrase: str, table: str) -> str:
    """The verb of change at the end; one of a single character only behind an adverb (`至少进1位`, not 推进)."""
    word = words.tail(phrase, table)
    rest = phrase[:-1]
    if len(word) != 1 or (
        word not in _COMPARED and (not rest or words.tail(rest, "adverb") or rest.endswith(("下", "年")))
    ):
        return word
    return word if word in _COMPARED and len(rest) < _LONGEST_BASE and _BASE.search(rest) else ""


_COMPARED = ("高", "低")
"""verbs of change only behind what something is compared with: 比去年预算高"""


def _as_noun(phrase: str) -> Change:
    """What a noun of change at the end says (居民消费价格涨幅)."""
    if phrase.endswith(("增长", "增速", "涨幅", "增幅", "增长率")):
        return "growth"
    return "decrease" if phrase.endswith(("降幅", "下降率", "下降幅度")) else "level"


def made(phrase: str) -> tuple[int, str]:
    """Where a verb of making stands in the phrase, and which; `(0, "")` for none."""
    begin = len(phrase) - len(trims.uncaused(trims.stripped_left(phrase)))
    begins = words.firsts()["make"]
    if phrase.startswith("重点", begin) and len(words.head(phrase, "make", begin + 2)) > 1:
        begin += 2  # 重点培育, not 重点企业
    for at in range(begin, min(len(phrase), begin + _LOOKED_AT)):
        if phrase[at] not in begins:
            continue
        word = words.head(phrase, "make", at)
        if len(word) < 2 or (at > begin and not _acts(phrase[begin:at])):
            continue
        word = _linked(phrase[at:], word)
        rest = phrase[at + len(word) :]
        if word == "新增" and phrase[begin:at].endswith(("城镇", "农村")):
            continue  # 城镇新增就业 is one noun
        if word == "脱贫" and rest.startswith(("人口", "劳动力", "户", "群众", "县", "村", "地区", "人员", "家庭")):
            continue
        if words.head(rest, "noun_after_make") or (not rest and word in words.of("make_noun")):
            continue
        return at, word
    return 0, ""


def _linked(phrase: str, word: str) -> str:
    """The verb with those that go with it: 新建、改造, 培育和发展."""
    while True:
        rest = phrase[len(word) :]
        joint = next((j for j in ("、", "和", "及", "并", "与", "或") if rest.startswith(j)), "")
        more = words.head(rest[len(joint) :], "make")
        if len(more) < 2 or (not joint and more not in words.of("make_linked")):
            return word
        word += joint + more


# `当地力争到2025年`建成: whoever it is, a verb follows
_RESOLVED = re.compile("(?:力争|争取|确保|计划|20[0-9]{2}年(?:年?底)?前?|期间|底前|末|拟|将|预计)$")


def _acts(front: str) -> bool:
    """True where the words read so far are a subject that acts, adverbs behind it or not."""
    if _RESOLVED.search(front):
        return True
    front = trims.stripped(front)
    if not front or measures.is_measure(front):
        return not front
    return bool(words.tail(front, "place") or words.tail(front, "holder") or front.endswith(("农村", "城镇", "财政")))
