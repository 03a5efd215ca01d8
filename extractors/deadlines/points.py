"""Points of the calendar: the period that 2025年, 6月30日, 3月上旬, 上半年 or “十四五” covers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ppx import lexicon, numerals
from ppx.extractors.deadlines import dates
from ppx.extractors.deadlines.dates import Period

if TYPE_CHECKING:
    from ppx.extractors.deadlines.expressions import Found


@dataclass(frozen=True, slots=True)
class Clock:
    """What the document tells of its own time."""

    day: str | None
    """its date, ISO"""
    year: str | None
    """the year that 今年 and 年底 mean"""
    named: str | None = None
    """the year named last in the same paragraph: 6月底 leans on it"""


UNKNOWN = Period("", "")
"""a period of a year that nobody names: 全年 of a document without date"""

_NARROW = str.maketrans("０１２３４５６７８９ｘＸ×x*＊", "0123456789XXXXXX")
_DECEMBER, _QUARTER_MONTHS = 12, 3


def year_of(text: str) -> str | None:
    """A year as four ISO characters: ２０２５, 二〇二五, 20xx → 20XX."""
    narrow = text.translate(_NARROW)
    if narrow[0].isdecimal() and narrow.isascii():
        return narrow
    number = numerals.year(text)
    return str(number) if number else None


def plan_number(found: Found, tag: str = "") -> str | None:
    """The number of the five-year plan that a point names (`十四`)."""
    return next((n for n in (found.group(f"plan{form}{tag}") for form in ("", "_bare", "_long")) if n), None)


def count(text: str) -> int | None:
    """A small number in words or digits, leading zeros and all (`09`, `十一`, `１２`)."""
    return numerals.ordinal(text.translate(_NARROW).lstrip("0") or "0")


def read_month(year: str, month: str, day: str | None, tenday: str | None) -> Period | None:
    """A month, a day of it or its 上旬, 中旬, 下旬; None where the calendar has none."""
    number = count(month)
    if not number or number > _DECEMBER:
        return None
    if day:
        return dates.single(year, number, count(day) or 0)
    return dates.tenday(year, number, tenday) if tenday else dates.months(year, number, number)


def read_point(found: Found, clock: Clock, tag: str = "", year: str | None = None) -> Period | None:
    """The period that a point covers, `year` where it names none; UNKNOWN where nobody does."""
    plan = plan_number(found, tag)
    if plan:
        return dates.plan(count(plan) or 0)
    written, word = found.group(f"year{tag}"), found.group(f"word{tag}")
    named = year_of(written) if written else None
    if written and not named:
        return None
    year = named or _word_year(word, clock) or year or (None if word else clock.named or clock.year)
    if not year:
        return UNKNOWN
    month, quarter, half = (found.group(name + tag) for name in ("month", "quarter", "half"))
    if month:
        return read_month(year, month, found.group(f"day{tag}"), found.group(f"tenday{tag}"))
    if quarter:
        last = (count(quarter) or 1) * _QUARTER_MONTHS
        return dates.months(year, last - 2, last)
    if half:
        return dates.months(year, 1, 6) if half == "上" else dates.months(year, 7, 12)
    return dates.whole_year(year)


def named_year(found: Found, clock: Clock) -> str | None:
    """The year that an expression names, in digits or in words; None where it names none, or none that is known."""
    written = found.group("year")
    return year_of(written) if written else _word_year(found.group("word"), clock)


def holiday(year: str, name: str) -> str | None:
    """The first day of a holiday; None for a masked year and for one that the lexicon's table does not reach."""
    tables = lexicon.load("deadlines")
    day: str | None = tables["holidays"][name]
    if day in tables:
        day = tables[day].get(year)
    return f"{year}-{day}" if day and year.isdecimal() else None


def _word_year(word: str | None, clock: Clock) -> str | None:
    if not word or not clock.year or not clock.year.isdecimal():
        return None
    return str(int(clock.year) + {"明年": 1, "来年": 1, "后年": 2}.get(word, 0))
