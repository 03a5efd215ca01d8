"""Measures: a phrase divided into whom it holds for and what is measured: 东湖高新区|经济总量."""

from __future__ import annotations

import re

from ppx.extractors.targets import trims, words

# words that end like a place and are none, or qualify what follows
_NO_PLACE = re.compile(
    "(?:城镇|乡镇|城乡|棚户区|跨[区市省县]|[上超股楼门夜黑]市|[小社灾库]区|农村|家庭|[小中特]镇|国家级?|[一二三]市|省级|市级|(?:^|[、和及])[省市县区州])$"
)
# 乡村, 市民, 区块: a place's last character that begins another word
_COMPOUND = re.compile("乡[村镇土贤]|市[民政值属价容委]|区[块位划委]|县[级城属委]|省[委属直际]|镇村|[州盟]委")
# `重点项目的容积率`
_OWNED = re.compile("(?P<who>[^的]{2,24})的(?P<what>[^的]{2,})$")
# `日常养护资金每年每公里`
_PER_ONE = re.compile("(?<=..)(?:每年)?(?P<one>每(?:公里|亩|人|户|平方米|吨|个|家|村|床|生|所|台))$")
# `工业总产值、工业投资等`主要经济指标
_LISTED = re.compile("^[^，。；]{2,60}等(?=[^的等]{0,8}指标$)")
# a count or a share of the holders themselves: 高新技术企业|数量
_COUNTS = ("数", "总数", "占比", "户数", "个数", "比例", "比重", "占")
_MEMBERS = ("毕业生", "职工", "员工", "人员", "学生", "教师", "师生", "子女")
"""people of a holder, who are part of its name: 高校毕业生"""
_BARE = ("规模", "总规模", "总量")


def is_measure(phrase: str) -> bool:
    """True where the phrase ends in a noun whose size a number gives."""
    return bool(words.tail(phrase, "measure"))


def split(phrase: str, *, counted: bool = False) -> tuple[str | None, str | None]:
    """Subject and indicator of a phrase; either may be missing.

    The subject ends in a word for a place or a holder, and what follows is a noun of size; a count of the holders
    themselves (高新技术企业数量) is one phrase. `counted`: the quantity counts things, so that a phrase without a noun of
    size is what is counted (规模以上工业企业|21户).
    """
    phrase = trims.stripped(phrase)
    if phrase.startswith("其") and not phrase.startswith(("其他", "其余", "其中", "其它")):
        phrase = phrase[1:]
    if not phrase:
        return None, None
    if not is_measure(phrase) and not counted and _is_holder(phrase):
        return trims.tidy(phrase), None
    each = _PER_ONE.search(phrase)
    if each and "均" in phrase:
        phrase = phrase[: each.start()]
    elif each:
        own, indicator = split(phrase[: each.start()], counted=counted)
        return own, each["one"] + (indicator or "")
    if phrase.startswith(("单个", "每个")) and "的" in phrase[:16]:
        who, _, what = phrase.partition("的")
        return trims.tidy(who), trims.tidy(what)
    return _divided(phrase, counted=counted)


def _is_holder(phrase: str) -> bool:
    if phrase.startswith("各") and len(phrase) < 9:
        return True
    return len(phrase) > 2 and bool(words.tail(phrase, "place") or words.tail(phrase, "holder"))


def _divided(phrase: str, *, counted: bool) -> tuple[str | None, str | None]:
    own, share, base = phrase.partition("占")
    if not share or not own or base.startswith("比"):
        own, share, base = phrase, "", ""
    owned = _OWNED.match(own)
    if owned and _owns(owned["who"], owned["what"]):
        return trims.tidy(owned["who"]), trims.tidy(owned["what"] + share + base)
    at = _boundary(own, "place", counted=counted, whole=bool(share))
    at += _boundary(own[at:], "holder", counted=counted, whole=bool(share))
    if at:
        what = own[at:].removeprefix("内") + share + base
        return trims.tidy(own[:at].removesuffix("内")), trims.tidy(_LISTED.sub("", what))
    return None, trims.tidy(_LISTED.sub("", phrase))


def _owns(who: str, what: str) -> bool:
    """True for 工业项目|的|容积率; not for 有研发机构|的|企业占比, where what is measured are holders."""
    if not is_measure(what) or what in _COUNTS or words.head(what, "holder"):
        return False
    return bool(words.tail(who, "holder") or words.tail(who, "place") or who.endswith("用地"))


def _boundary(phrase: str, table: str, *, counted: bool, whole: bool) -> int:
    """Where the last word of the table ends whose rest is a noun of size in its own right; 0 for nowhere.

    `whole`: a share follows (占…), so that any rest will do.
    """
    best, ends = 0, words.lasts()[table]
    for at in range(2, len(phrase) - 1):
        if (
            phrase[at - 1] not in ends
            or not words.tail(phrase[:at], table)
            or _NO_PLACE.search(phrase, max(0, at - 4), at)
        ):
            continue
        rest = phrase[at:]
        if rest[0] == "内" and not rest.startswith(("内部", "内资", "内容")):
            rest = rest[1:]
        if (
            not rest
            or rest[0] in "、和及与）)级域间场的"
            or _COMPOUND.match(phrase, at - 1)
            or rest in _BARE
            or rest.startswith(("内部", "生产总值", *_MEMBERS, *_COUNTS))
        ):
            continue
        if is_measure(rest) or whole or (counted and table == "place"):
            best = at
    return best
