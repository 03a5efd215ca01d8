"""Phrases: what a quantity measures and for whom it holds, read from the clause's own structure.

Three shapes carry most of them:

    subject  verb of making  indicator  [verb of reaching]  QUANTITY        开发区新引进亿元级项目5个以上
    subject  indicator  verb of reaching  QUANTITY                          东湖高新区经济总量突破5000亿元
    subject  verb of making  QUANTITY  indicator                            各集聚区明确1-2个主导产业
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import regex

from ppx.extractors.targets import grants, holders, measures, trims, units, verbs, words

if TYPE_CHECKING:
    from ppx.extractors.targets.stretches import Stretch
    from ppx.extractors.targets.verbs import Change


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words around a quantity say of it."""

    indicator: str | None
    subject: str | None
    change: Change = "level"
    verb: str = ""
    """the verb of making, reaching or giving that governs it; empty where none does"""
    behind: bool = False
    """True where the indicator stands behind the quantity"""
    reached: bool = False
    """True where so many of a kind reach a class (`3个开发区达到千亿级规模`)"""
    bound: str = ""
    """a comparator that stands apart from the number (`最高资助3000万元`)"""


_THINGS = ("count", "money", "share", "area", "length", "mass", "energy")
"""dimensions of quantities that may stand in front of what they measure"""
_OPEN_VERBS = ("", "实现", "完成", "新增", "净增", "有", "累计", "年均")
_JOINTS = ("、", "和", "及", "以及", "与", "或", "并", "暨")
# `按不低于5%`的幅度压减一般性支出
_PACED = regex.compile(
    "的(?:幅度|比例|速度)(?P<verb>压减|削减|缩减|降低|减少|下调|增长|增加|提高|递增)(?P<what>[^，。；、]{2,12})$"
)
_PENALTY = regex.compile("(?:罚款|罚金|有期徒刑|拘役|拘留)")
_ALLOTS = ("安排", "拿出", "投入", "统筹", "筹集", "拨付", "落实")
# `拟按3%`安排
_SET_BEHIND = ("安排", "执行", "确定", "掌握", "把握", "控制")
# `增速高于规上工业`2个百分点
_ABOVE = regex.compile("(?P<what>[^，。；]{2,30}?)(?P<verb>高于|快于|领先|超过)[^，。；]{2,24}$")
# `3个`开发区达到千亿级规模
_CLASSED = regex.compile(
    "(?P<what>[^，。；、]{2,12}?)(?:达到|跻身|进入|迈上|成为)(?P<rank>[^，。；、]{1,8}级(?:以上)?(?:规模)?)$"
)
# `年均引进`, `每年`, `年增长5%`; not 年底, 年产值
_YEARLY = regex.compile("年均|每年|逐年|(?<![0-9xX全今明去上本])年(?=(?:增长|递增|增速|增幅|下降))")


def read(stretch: Stretch, previous: Reading | None) -> Reading:
    """What the words around a quantity say; `previous` is the reading before it in the same sentence."""
    quantity, right = stretch.quantity, stretch.right
    dimension = units.dimension(quantity.unit)
    phrase, verb, change = verbs.peel(stretch.left)
    verb = verb or (right if right in _SET_BEHIND else "")
    reading = Reading(None, None, quantity.says or change, verb, bound=trims.bound(stretch.left))
    penalty = _PENALTY.match(right)
    if penalty:
        return replace(reading, indicator=penalty[0], verb="处", behind=True)
    grant = grants.behind(right) if dimension in ("money", "share") else ""
    if grant:
        return _given(reading, stretch, phrase, grant)
    classed = _CLASSED.match(right) if dimension == "count" else None
    if classed:
        return replace(reading, indicator=classed["rank"] + classed["what"], verb="达到", behind=True, reached=True)
    paced = _PACED.match(right) if change == "level" else None
    if paced:
        down = paced["verb"] in words.of("decrease")
        return replace(reading, indicator=paced["what"], change="decrease" if down else "growth", verb=paced["verb"])
    make = words.tail(phrase, "make")
    if make in _ALLOTS and dimension == "money" and right.startswith(("支持", "用于")):
        return replace(reading, indicator=holders.beneficiary(right), verb=make, behind=True)
    above = _ABOVE.match(phrase) if quantity.unit == "个百分点" else None
    if above:
        reading, phrase = replace(reading, change="growth", verb=above["verb"]), above["what"]
    noun = _noun(right) if dimension in _THINGS or right.startswith("的") else ""
    if noun and (make or not phrase or (dimension == "count" and verb in _OPEN_VERBS) or phrase.endswith(_JOINTS)):
        return _behind(reading, phrase, make, noun, previous)
    return _in_front(reading, stretch, phrase, previous)


def yearly(left: str) -> bool:
    """True where the words in front make it a rate of each year."""
    return bool(_YEARLY.search(_BEGUN.sub("", left)))


# `由每年600元`提高到800元
_BEGUN = regex.compile("(?:从|由)[^，。从由]{0,12}[0-9][^，。从由]{0,8}")


# --- the indicator behind -------------------------------------------------------------------------------------------

_NO_NOUN = ("给予", "予以", "，", "并", "对", "为", "向", "用于", "支持", "、", "较", "比上年")
# where a noun phrase behind a quantity ends: a verb of its own clause begins
_VERB_BEHIND = regex.compile(
    "(?<=..)(?:支持|给予|予以|用于|作为|并(?=[^列行])|纳入|达到|达|均|开展|进行|参与|分别|以上|以及|实现|列入|落户|上市(?!公司|企业|后备)|到|入选)"
)
_RELATIVE = regex.compile("[^，。；]*(?:的|具有|具备)(?=[^的]{2,}$)")
_SHORT = 12
"""a noun phrase no longer than this keeps its relative clause (全国有影响力的产业链)"""


def _given(reading: Reading, stretch: Stretch, phrase: str, grant: str) -> Reading:
    """Money or a rate with the noun of giving behind it."""
    make = words.tail(phrase, "make")
    if make in ("设立", "组建", "成立", "筹集", "募集", "安排", "享受"):
        subject = holders.actor(phrase[: -len(make)])
        if make == "享受":
            subject = subject or holders.recipient(stretch, "")
    else:
        subject = holders.recipient(stretch, phrase)
    subject = subject or holders.beneficiary(stretch.right)
    return replace(reading, indicator=trims.tidy(grant), subject=subject, verb=reading.verb or "给予", behind=True)


def _noun(right: str) -> str:
    """The noun phrase that a quantity counts, standing behind it; empty where a verb or nothing does."""
    if not right or right.startswith(_NO_NOUN) or (right.startswith("以") and not right.startswith("以上")):
        return ""
    phrase = right.removeprefix("的")
    cut = _VERB_BEHIND.search(phrase)
    phrase = phrase[: cut.start()] if cut else phrase
    relative = _RELATIVE.match(phrase) if len(phrase) > _SHORT else None
    phrase = phrase[relative.end() :] if relative else phrase
    for joint in _JOINTS:
        phrase = phrase.removesuffix(joint)
    return trims.tidy(phrase) or ""


def _behind(reading: Reading, phrase: str, make: str, noun: str, previous: Reading | None) -> Reading:
    """A counted noun; in a list (`4个…、10个…`) the verb and the subject of the first go on."""
    going_on = previous if previous and previous.behind and (not phrase or phrase.endswith(_JOINTS)) else None
    if make:
        subject = holders.actor(phrase[: len(phrase) - len(make)])
        return replace(reading, indicator=noun, subject=subject, verb=make, behind=True)
    at, made = verbs.made(phrase)
    near = made if len(phrase) - at - len(made) <= 8 else ""
    verb = reading.verb or near or (going_on.verb if going_on and not phrase else "")
    return replace(reading, indicator=noun, subject=going_on.subject if going_on else None, verb=verb, behind=True)


# --- the indicator in front -----------------------------------------------------------------------------------------

# `可按市场评估价的`70%, `按投资额的`20%
_RATED = regex.compile("(?P<what>[^，。；]*?)(?:时)?(?:可以|可|应|均)?(?:并)?按照?[^，]{2,40}$")
_RATE_BEHIND = ("的比例", "的标准", "给予", "予以", "计入", "执行", "确定", "征收")
# `设施比例应不小于住宅建筑面积的`11%
_HELD = regex.compile(
    "(?P<what>[^，。；]{2,30}?)(?:应|须|原则上)?(?:按)?不(?:得)?(?:小于|大于|低于|高于|超过|少于)[^，。；]{2,24}的$"
)
# `应占建设用地`70%, `达全盟总数的`70%
_SHARED = regex.compile("(?P<what>[^占]{2,30}?)(?:应|均|要)?(?:占|达到?|为)(?P<of>[^占]{2,16}?)的?$")
# `厚度`低于0.01毫米`的地膜`
_SIZE = regex.compile("(?:厚度|高度|宽度|长度|面积|重量|年限|浓度|价格)$")
_SIZED = regex.compile("的(?P<what>[^，。；、的]{2,12})$")
_COLLECTED = regex.compile("(?P<verb>征收|收取|缴纳|确定|设定)(?P<what>[^，]{2,16})$")


def _in_front(reading: Reading, stretch: Stretch, phrase: str, previous: Reading | None) -> Reading:
    phrase = _unbased(trims.untimed(phrase), stretch)
    grant = grants.in_front(phrase)
    if grant:
        subject = holders.recipient(stretch, phrase[: len(phrase) - len(grant)])
        return replace(reading, indicator=trims.tidy(grant), subject=subject, verb=reading.verb or "给予")
    at, make = verbs.made(phrase)
    if not make:
        return _measured(reading, stretch, phrase, previous)
    reading = replace(reading, verb=reading.verb or make)
    subject = holders.actor(phrase[:at])
    own, indicator = measures.split(phrase[at + len(make) :], counted=True)
    if indicator:
        indicator = make + indicator if indicator in words.of("generic") else _sized(indicator, stretch.right)
        subject = subject or own or holders.beneficiary(stretch.right) or holders.topic(stretch)
        return replace(reading, indicator=indicator, subject=subject)
    if make in words.of("make_stage"):
        return replace(reading, indicator=_staged(stretch, make))
    if measures.is_measure(make):
        return replace(reading, indicator=make, subject=subject)
    return _measured(reading, stretch, phrase[:at], previous)


def _unbased(phrase: str, stretch: Stretch) -> str:
    """Without the base of a share, unless it is measured as a 比重 or 占比."""
    if units.dimension(stretch.quantity.unit) != "share":
        return phrase
    based = phrase.endswith("的") or stretch.right.startswith(_RATE_BEHIND)
    rated = _RATED.match(phrase) if based and "按" in phrase else None
    if rated:
        return rated["what"]
    held = _HELD.match(phrase)
    if held:
        return held["what"]
    shared = None if phrase.endswith(("比重", "比例", "占比", "率")) else _SHARED.match(phrase)
    return shared["what"] if shared else phrase


def _sized(indicator: str, right: str) -> str:
    """The noun of size with what it belongs to where that stands behind the quantity."""
    size, found = _SIZE.search(indicator), _SIZED.match(right)
    return found["what"] + size[0] if found and size else indicator


def _measured(reading: Reading, stretch: Stretch, phrase: str, previous: Reading | None) -> Reading:
    """No verb of making: a subject and what is measured of it, or what the quantity before measured."""
    phrase = trims.uncaused(phrase).lstrip("、")
    near = previous if previous and stretch.opener not in ("。", "；", ";", "\n") else None
    if near and near.indicator and phrase.startswith(("占", "比重")):
        subject = near.subject if stretch.left.startswith("、") else None
        return replace(reading, indicator=near.indicator + phrase, subject=subject)
    counted = units.dimension(stretch.quantity.unit) == "count" and reading.change == "level"
    subject, indicator = measures.split(phrase.removesuffix("时"), counted=counted)
    if indicator:
        return replace(reading, indicator=indicator, subject=subject or (None if near else holders.topic(stretch)))
    if near:
        return replace(reading, indicator=near.indicator, subject=subject, verb=reading.verb or near.verb)
    return _carried(replace(reading, subject=subject), stretch)


def _carried(reading: Reading, stretch: Stretch) -> Reading:
    """The indicator that the words in front of the comma, the bracket or the table cell name."""
    if stretch.opener == "\t":
        return replace(reading, indicator=_cell(stretch.before))
    front = _piece(stretch)
    at, make = verbs.made(front)
    if make:
        own, indicator = measures.split(front[at + len(make) :].removesuffix("时"))
        return replace(reading, indicator=indicator, subject=reading.subject or own)
    found = _COLLECTED.search(front)
    if not found:
        return reading
    return replace(reading, indicator=trims.tidy(found["what"].removesuffix("时")), verb=reading.verb or found["verb"])


def _staged(stretch: Stretch, make: str) -> str | None:
    """What is begun or finished, named in front of the comma: `农村危房改造，全年计划开工10922户`."""
    front = _piece(stretch)
    return front + make if 2 <= len(front) <= 14 and "的" not in front else None


def _piece(stretch: Stretch) -> str:
    """The nearest piece without digits in front of the comma or the bracket that opens the stretch."""
    if stretch.opener not in ("，", ",", "（", "("):
        return ""
    pieces = regex.split("[，。；：,;:\n]", stretch.before.rstrip("，,（("))[-3:]
    plain = [piece for piece in pieces if piece and not _DIGIT.search(piece)]
    return trims.untimed(plain[-1][-40:]) if plain else ""


_DIGIT = regex.compile("[0-9]")


def _cell(before: str) -> str | None:
    """The nearest cell to the left in a table row that names something."""
    for cell in reversed(before.rstrip("\t").split("\t")):
        if len(cell) > 2 and not regex.search("[0-9。；]", cell):
            return trims.tidy(cell)
    return None
