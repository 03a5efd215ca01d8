"""A time expression before its judge: itself, its value, its surroundings and what the document tells of its time."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ppx.extractors.deadlines import dates, points
from ppx.extractors.deadlines.surroundings import ends, is_labelled, is_promise, is_report, starts

if TYPE_CHECKING:
    from ppx.extractors.deadlines.expressions import Found
    from ppx.extractors.deadlines.points import Clock
    from ppx.extractors.deadlines.surroundings import Place
    from ppx.extractors.deadlines.values import Value
    from ppx.records import Span


@dataclass(frozen=True, slots=True)
class Setting:
    """What the document tells of time, for every expression in it."""

    clock: Clock
    floor: str | None
    """the day that divides past from future"""
    past: tuple[Span, ...]
    """sections that report on the past; in order and apart from one another"""
    plan: str
    """last day of the latest five-year plan that the document names"""
    cells: tuple[Span, ...]
    """table cells under a heading that asks for a time; in order"""
    news: bool = False
    """True for news, where 预计 foretells and promises nothing"""


@dataclass(frozen=True, slots=True)
class Case:
    """One expression before its judge."""

    setting: Setting
    found: Found
    value: Value
    place: Place

    @property
    def is_ahead(self) -> bool:
        """True where the time is known to begin behind the document's day, or to end behind its year."""
        floor, day = self.setting.floor, self.setting.clock.day
        first, last = self.value.start or self.value.end, self.value.end or self.value.start
        if not first or not last or not floor or dates.is_masked(last):
            return False
        return last[:4] > floor[:4] or (day is not None and first > day)

    @property
    def is_dated(self) -> bool:
        """True where it names its year itself: 3月19日 in a review is not one of this year."""
        named = self.has("year", "year_head", "year_to", "bare_year", "word")
        return named or points.plan_number(self.found) is not None

    @property
    def is_past(self) -> bool:
        """True before the document's own day, and in a section that reports on the past."""
        if _covers(self.setting.past, self.found.start) and not (self.is_ahead and self.is_dated):
            return True
        last, floor = self.value.end, self.setting.floor
        return bool(last and floor and not dates.is_masked(last) and last < floor)

    @property
    def is_fact(self) -> bool:
        """True where the sentence reports; a modal in the phrase or a later year speaks against it."""
        if self.is_ahead or is_promise(self.place.phrase):
            return False
        return is_report(self.place.sentence)

    @property
    def is_forecast(self) -> bool:
        """True for what news foretells: 预计全年粮食产量达…."""
        return self.setting.news and self.place.before.endswith(("预计", "预测", "有望"))

    @property
    def is_answer(self) -> bool:
        """True where a label or a table column asks for it."""
        return is_labelled(self.place) or _covers(self.setting.cells, self.found.start)

    @property
    def is_qualified(self) -> bool:
        """True where it tells who is meant: 2022年9月1日至2023年8月31日期间出生的."""
        return starts("life_events", self.place.after) and "的" in self.place.phrase

    @property
    def is_of_other_year(self) -> bool:
        """True for a day whose year stands before it in words: 次年1月1日, 去年11—12月."""
        dated = self.has("year", "word", "bare_year", "year_head", "year_to")
        return not dated and ends("other_years", self.place.before)

    def has(self, *names: str) -> bool:
        """True where one of the form's groups was filled."""
        return any(self.found.group(name) for name in names)


def _covers(spans: tuple[Span, ...], position: int) -> bool:
    index = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return index >= 0 and position < spans[index][1]
