"""Which time expressions are deadlines; what reports, cites, compares, qualifies or sets a rate is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ppx.extractors.deadlines import anchors, dates, lengths, periods
from ppx.extractors.deadlines.cases import Case, Setting
from ppx.extractors.deadlines.surroundings import Place, is_title_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from ppx.extractors.deadlines.expressions import Found
    from ppx.extractors.deadlines.points import Clock
    from ppx.extractors.deadlines.values import Value
    from ppx.records import Document


def settle(document: Document, clock: Clock) -> Setting:
    """What the document tells of time."""
    floor = anchors.floor(clock, document.text)
    plan = "" if floor else anchors.latest_plan(document.text)
    return Setting(
        clock, floor, anchors.retrospects(document), plan, anchors.timed_cells(document), document.kind == "新闻"
    )


def judge(text: str, setting: Setting, found: Found, value: Value) -> Value | None:
    """The value of an expression that bounds what is to come, with the day that its length ends; None for any other."""
    case = Case(setting, found, value, Place.of(text, (found.start, found.end)))
    if (
        is_title_part(case.place, bare=not case.has("lead", "edge", "before"))
        or case.is_past
        or not _RULES[found.rule](case)
    ):
        return None
    day, length = setting.clock.day, value.length
    if value.kind == "within" and length and not value.due and day and lengths.runs_from_document(case):
        return replace(value, due=dates.shift(day, length))
    return value


_RULES: dict[str, Callable[[Case], bool]] = {
    "validity": lengths.bounds_validity,
    "from_issue": periods.bounds_from_issue,
    "within": lengths.bounds_within,
    "within_done": lengths.bounds_within,
    "within_span": lengths.bounds_span,
    "within_effort": lengths.bounds_span,
    "within_aim": lengths.bounds_span,
    "within_time": lengths.bounds_span,
    "within_term": lengths.bounds_term,
    "within_coming": lengths.bounds_span,
    "recurring_dates": lengths.bounds_recurring_dates,
    "frequency": lengths.bounds_frequency,
    "frequency_once": lengths.bounds_frequency,
    "range": periods.bounds_range,
    "from_date": periods.bounds_from_date,
    "this_year": periods.bounds_this_year,
    "point": periods.bounds_point,
    "plan_part": periods.bounds_plan_part,
    "holiday": periods.bounds_holiday,
}
