"""Days, years and plans: which of them bound what is to come, and which report, compare or belong to a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx.extractors.deadlines import dates, points
from ppx.extractors.deadlines.surroundings import (
    ends,
    holds,
    is_baseline,
    is_done_at_once,
    is_goal,
    is_named,
    is_report,
    starts,
)

if TYPE_CHECKING:
    from ppx.extractors.deadlines.cases import Case

_OF_THIS = regex.compile(r"本\p{Han}{1,5}$")
_IN_FORCE = ("施行", "实施", "执行", "生效", "试行", "实行", "使用", "启用")


def bounds_from_issue(case: Case) -> bool:
    """自发布之日起施行: of this document, not of an application."""
    if case.value.kind == "within" or case.has("wait"):
        return True
    return case.found.text.endswith(_IN_FORCE) or any(word in case.place.phrase for word in _IN_FORCE)


def bounds_from_date(case: Case) -> bool:
    """从2023年起: not long past, and no baseline; when this document takes force counts always."""
    text, start, floor = case.found.text, case.value.start, case.setting.floor
    if text.endswith(("以后", "之后", "开始")) and not case.has("lead"):
        return False
    if case.is_of_other_year or is_baseline(case.place) or "以来" in case.place.phrase[:6]:
        return False
    if text.endswith(_IN_FORCE) and _OF_THIS.search(case.place.lead):
        return True
    if text.endswith(_IN_FORCE) and case.place.after.startswith("的"):
        return False
    if not start:
        return case.has("word")
    if floor and not dates.is_masked(start):
        return int(start[:4]) >= int(floor[:4]) - 1
    return not is_report(case.place.phrase) and not is_report(_head_of(case.place.after))


def _head_of(after: str) -> str:
    """What follows up to the second comma: `自2019年起，有关部门组织开展了`."""
    return "，".join(after.split("。")[0].split("，")[:2])


def bounds_range(case: Case) -> bool:
    """2021—2023年: not in a name, not who was born in it."""
    place = case.place
    if case.is_of_other_year or is_baseline(place) or is_named(place) or case.is_qualified:
        return False
    if place.after.startswith(("的", "版")) and not case.is_ahead:
        return False
    return not case.is_fact


def bounds_this_year(case: Case) -> bool:
    """年底前, 全年, 年内: of the document's year, and with a goal."""
    place, text = case.place, case.found.text
    if case.is_answer:
        return True
    if case.is_fact or case.is_forecast or is_baseline(place) or ends("other_years", place.before):
        return False
    if text == "年内" or case.has("before", "month_end"):
        return True
    if text == "年度":
        return place.opens
    return (place.opens or case.has("lead") or ends("hedge", place.before)) and is_goal(place)


def bounds_point(case: Case) -> bool:
    """到2025年, “十四五”末, 2025年: each by its own rule."""
    place = case.place
    if case.is_of_other_year or is_baseline(place) or starts("after_point", place.after):
        return False
    if case.value.kind == "recurring" or case.is_answer:
        return not place.after.startswith(("为", "的"))
    if points.plan_number(case.found):
        return _bounds_plan(case)
    return _bounds_by(case) if case.value.kind == "by" else _bounds_period(case)


def _bounds_plan(case: Case) -> bool:
    """A plan's number alone is a name; its period or its end is a time."""
    place = case.place
    if not case.has("span", "edge") or case.is_fact:
        return False
    if case.value.kind == "by" and case.has("lead"):
        return True
    if not case.setting.floor and (case.value.end or "") < case.setting.plan:
        return False
    if case.value.kind == "by":
        return True
    if place.after.startswith(("的", "是", "，为")) or ends("plan_objects", place.before) or is_named(place):
        return False
    return not holds("situation", place.next_phrase)


# 从5500万户增长`到今年7月底`的1.46亿户
_GROWN = ("增长", "增加", "提高", "上升", "扩大", "下降", "减少", "降低", "发展")
_QUALIFIES = regex.compile("(?:（不?含[^）]{1,4}）)?的")


def _bounds_by(case: Case) -> bool:
    """到, 前, 底: not what has been reached by then (截至2020年底), nor who was registered by then."""
    lead, place = case.found.group("lead") or "", case.place
    if lead.startswith("截") and not case.setting.floor:
        return False
    if place.after.startswith("的") and place.before.endswith(_GROWN):
        return False
    if case.has("before") and (is_named(place) or case.is_qualified or _QUALIFIES.match(place.after)):
        return False
    if case.has("before") and place.before.endswith("对") and not case.is_ahead:
        return False
    if not lead and not case.has("before", "year", "word"):
        return is_goal(place) and not case.is_fact
    return not case.is_fact


def bounds_plan_part(case: Case) -> bool:
    """“十四五”前三年: where something is to be done in them."""
    return not (case.is_fact or is_baseline(case.place) or case.place.after.startswith("的"))


def bounds_holiday(case: Case) -> bool:
    """春节前: not 春节前后, not a fact, not who came before."""
    place = case.place
    return not (
        case.is_fact
        or is_baseline(place)
        or ends("other_years", place.before)
        or place.after.startswith(("后", "夕", "的", "一", "两", "几"))
    )


_YEAR_NEXT = regex.compile("[、和及与]20")
_FIGURE = regex.compile("[0-9](?:万亿|[万亿])?(?:元|亩|吨|公斤|斤|人|户|家|个|公里|%|平方米|千瓦)(?:左右|以上|以内)?$")
"""a phrase that ends in a figure: 2025年全国粮食产量1.4万亿斤左右"""
_BROKEN = regex.compile("[0-9０-９]{1,2}[月日]")
"""the rest of a day that no calendar has"""
_AFTER_YEAR = regex.compile("[0-9xX]年[、和及与]$")


def _bounds_period(case: Case) -> bool:
    """A bare year, month or day: only where it opens a goal."""
    place = case.place
    if (
        case.is_fact
        or case.is_forecast
        or place.after.startswith(("的", "是"))
        or is_named(place)
        or _BROKEN.match(place.after)
    ):
        return False
    if case.has("span"):
        return True
    if case.has("day"):
        return _bounds_day(case)
    if case.has("year") and ends("firm_hedge", place.before):
        return True
    listed = _YEAR_NEXT.match(place.after) is not None
    if not (place.opens or listed or place.before.endswith("对") or ends("hedge", place.before)):
        return case.has("year") and case.is_ahead and is_done_at_once(place)
    if not case.has("year", "word"):
        return case.setting.clock.day is not None and is_goal(place)
    if case.found.text.startswith("本") and not case.setting.clock.year:
        return False
    if case.has("month") and place.before.endswith(("（", "(")) and place.after[:1] in ("）", ")"):
        return True
    if case.has("year", "word") and case.is_ahead and _FIGURE.search(place.phrase):
        return True
    if case.is_ahead and place.after.startswith(("，", ",")):
        return not holds("situation", place.next_phrase)
    return listed or is_goal(place) or _AFTER_YEAR.search(place.before) is not None


# 2009年8月27日 第十一届全国人民代表大会常务委员会第十次会议通过: the history at the head of a law
_ENACTED = regex.compile("[ 　](?:[^。；]{0,60}(?:通过|修正|修订|公布|批准|发布|颁布|会议|委员会|国务院)|《|起?施行)")


def _bounds_day(case: Case) -> bool:
    """A single day: only with the document's own day before it, or set by 于 or 定于."""
    place = case.place
    if not place.before and _ENACTED.match(place.after):
        return False
    timed = place.before.endswith(("时间：", "日期：", "时间为", "日期为"))
    if not timed and (place.bare or not (place.opens or ends("hedge", place.before))):
        return False
    day, when = case.setting.clock.day, case.value.end
    return bool(day and when and when > day) or place.before.endswith(("定于", "将于", "拟于"))
