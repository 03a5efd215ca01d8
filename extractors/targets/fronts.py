"""Fronts: the indicator where it stands in front of its quantity: 东湖高新区经济总量|突破5000亿元."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ppx.extractors.targets import grants, holders, measures, trims, verbs, words
from ppx.extractors.targets.readings import JOINTS, SET_BEHIND

if TYPE_CHECKING:
    from ppx.extractors.targets.readings import Reading
    from ppx.extractors.targets.stretches import Stretch

# `食堂面积按每名学生`不低于0.8平方米`配置`
_PER_HEAD = re.compile(
    "(?P<what>[^，。；]{2,30}?)(?:原则上)?按照?(?P<who>每(?:[0-9]{1,5}|名|个|所|户|人|家|班|床|辆|套|间|亩|村|万|千|百)[^，。；]{0,8})$"
)
# `可按市场评估价的`70%, `按投资额的`20%
_RATED = re.compile("(?P<what>[^，。；]*?)(?:时)?(?:可以|可|应|均)?(?:并)?按照?[^，]{2,40}$")
_RATE_BEHIND = ("的比例", "的标准", "给予", "予以", "计入", "执行", "确定", "征收")
# `设施比例应不小于住宅建筑面积的`11%
_HELD = re.compile(
    "(?P<what>[^，。；]{2,30}?)(?:应|须|原则上)?(?:按)?不(?:得)?(?:小于|大于|低于|高于|超过|少于)[^，。；]{2,24}的$"
)
# `应占建设用地`70%, `达全盟总数的`70%
_SHARED = re.compile("(?P<what>[^占]{2,30}?)(?:应|均|要)?(?:占|达到?|为)(?P<of>[^占]{2,16}?)的?$")
# `厚度`低于0.01毫米`的地膜`
_SIZE = re.compile("(?:厚度|高度|宽度|长度|面积|重量|年限|浓度|价格)$")
_SIZED = re.compile("的(?P<what>[^，。；、的]{2,12})$")
_COLLECTED = re.compile("(?P<verb>征收|收取|缴纳|确定|设定|免收|免缴|免征|免交)(?P<what>[^，]{2,16})$")


def read(reading: Reading, stretch: Stretch, phrase: str, previous: Reading | None) -> Reading:
    """The reading with indicator and subject out of the words in front, their verb and change taken off already."""
    whole = trims.untimed(phrase)
    phrase = _unbased(whole, stretch)
    grant = grants.in_front(phrase)
    if grant:
        subject = holders.recipient(stretch, phrase[: len(phrase) - len(grant)])
        return reading._replace(indicator=trims.tidy(grant), subject=subject, verb=reading.verb or "给予")
    headed = _PER_HEAD.match(phrase) if reading.verb in SET_BEHIND else None
    if headed:
        return reading._replace(indicator=trims.tidy(headed["what"]), subject=headed["who"])
    at, make = verbs.made(phrase)
    if not make:
        reading = reading._replace(verb=reading.verb or _deed(phrase, reading.dimension))
        return _measured(reading, stretch, phrase, previous, based=phrase != whole)
    reading = reading._replace(verb=reading.verb or make)
    subject = holders.actor(phrase[:at])
    own, indicator = measures.split(phrase[at + len(make) :], counted=True)
    if indicator:
        indicator = make + indicator if indicator in words.of("generic") else _sized(indicator, stretch.right)
        subject = subject or own or holders.beneficiary(stretch.right) or holders.topic(stretch)
        return reading._replace(indicator=indicator, subject=subject)
    if make in words.of("make_stage"):
        return reading._replace(indicator=_staged(stretch, make))
    if measures.is_measure(make) or (
        not trims.stripped(phrase[:at].strip("、和及并")) and make in words.of("make_deed")
    ):
        return reading._replace(indicator=make, subject=subject)
    return _measured(reading, stretch, phrase[:at], previous, based=reading.dimension in ("area", "length"))


def _unbased(phrase: str, stretch: Stretch) -> str:
    """Without the base of a share, unless it is measured as a 比重 or 占比."""
    if stretch.quantity.dimension != "share" and stretch.quantity.unit != "倍":
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


def _deed(phrase: str, dimension: str) -> str:
    """The verb of making that the words end in: 普通国省道新改建|1200公里."""
    make = words.tail(phrase, "make") if dimension in ("count", "area", "length") else ""
    return make if 2 <= len(make) < len(phrase) - 1 else ""


def _measured(
    reading: Reading, stretch: Stretch, phrase: str, previous: Reading | None, *, based: bool = False
) -> Reading:
    """No verb of making: a subject and what is measured of it, or what the quantity before measured.

    `based`: a share, the base of which was taken off (专任教师|占教职工总数).
    """
    phrase = trims.uncaused(phrase).lstrip("、")
    near = previous if previous and stretch.opener not in ("。", "；", ";", "\n") else None
    if near and near.indicator and phrase.startswith(("占", "比重")):
        subject = near.subject if stretch.left.startswith("、") else None
        return reading._replace(indicator=near.indicator + phrase, subject=subject)
    counted = based or (reading.dimension == "count" and reading.change == "level")
    subject, indicator = measures.split(phrase.removesuffix("时"), counted=counted)
    if indicator:
        verb = reading.verb or (near.verb if near and not near.behind and stretch.left.startswith(JOINTS) else "")
        subject = subject or (None if near else holders.topic(stretch))
        return reading._replace(indicator=indicator, subject=subject, verb=verb)
    if near and (reading.dimension != "time" or near.dimension == "time" or stretch.quantity.explicit):
        return reading._replace(indicator=near.indicator, subject=subject, verb=reading.verb or near.verb)
    return _carried(reading._replace(subject=subject), stretch)


def _carried(reading: Reading, stretch: Stretch) -> Reading:
    """The indicator that the words in front of the comma, the bracket or the table cell name."""
    if stretch.opener == "\t":
        return reading._replace(indicator=_cell(stretch.before))
    front = _piece(stretch)
    at, make = verbs.made(front)
    if make:
        own, indicator = measures.split(front[at + len(make) :].removesuffix("时"))
        return reading._replace(indicator=indicator, subject=reading.subject or own)
    if reading.verb and (measures.is_measure(front) or words.tail(front, "make_noun")):
        own, indicator = measures.split(front)
        return reading._replace(indicator=indicator, subject=reading.subject or own)
    found = _COLLECTED.search(front)
    if not found:
        return reading
    return reading._replace(indicator=trims.tidy(found["what"].removesuffix("时")), verb=reading.verb or found["verb"])


def _staged(stretch: Stretch, make: str) -> str | None:
    """What is begun or finished, named in front of the comma: `农村危房改造，全年计划开工10922户`."""
    for front in reversed(_pieces(stretch)):
        if front.startswith(("在", "按", "以", "为", "根据", "对")):
            continue
        at, moves = verbs.made(front)
        front = front[at + len(moves) :] if moves else front
        return front + make if 2 <= len(front) <= 14 and "的" not in front else None
    return None


def _piece(stretch: Stretch) -> str:
    """The nearest piece without digits in front of the comma or the bracket that opens the stretch."""
    return next(reversed(_pieces(stretch)), "")


def _pieces(stretch: Stretch) -> list[str]:
    """The last pieces without digits in front of the comma or the bracket that opens the stretch."""
    if stretch.opener not in ("，", ",", "（", "("):
        return []
    pieces = re.split("[，。；：,;:\n]", stretch.before.rstrip("，,（("))[-3:]
    return [trims.untimed(piece[-40:]) for piece in pieces if piece and not _DIGIT.search(piece)]


_DIGIT = re.compile("[0-9]")


def _cell(before: str) -> str | None:
    """The nearest cell to the left in a table row that names something."""
    for cell in reversed(before.rstrip("\t").split("\t")):
        if len(cell) > 2 and not re.search("[0-9。；]", cell):
            return trims.tidy(cell)
    return None
