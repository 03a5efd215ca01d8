"""Calendar arithmetic on ISO strings, so that a masked year (`20XX`) goes through unharmed."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

FIRST_PLAN_YEAR = 1966
"""year that the third five-year plan began; plans before it follow no rule"""
THIRD_PLAN = 3


class Period(NamedTuple):
    """First and last day of a time, `YYYY-MM-DD`, years perhaps masked."""

    first: str
    last: str


def is_masked(day: str) -> bool:
    """True where the page hides digits of the year."""
    return "X" in day


def month_end(year: str, month: int) -> str:
    """Last day of a month; February of a masked year has 28 days."""
    day = 28 if is_masked(year) and month == 2 else monthrange(2001 if is_masked(year) else int(year), month)[1]
    return f"{year}-{month:02}-{day:02}"


def months(year: str, first: int, last: int) -> Period:
    """From the first day of one month to the last day of another."""
    return Period(f"{year}-{first:02}-01", month_end(year, last))


def whole_year(year: str) -> Period:
    """The calendar year."""
    return months(year, 1, 12)


def plan(number: int) -> Period | None:
    """The years of a five-year plan: 14 → 2021–2025."""
    if number < THIRD_PLAN:
        return None
    first = FIRST_PLAN_YEAR + 5 * (number - THIRD_PLAN)
    return Period(f"{first}-01-01", f"{first + 4}-12-31")


def single(year: str, month: int, day: int) -> Period | None:
    """One day; None where the calendar has none."""
    if not 1 <= day <= int(month_end(year, month)[-2:]):
        return None
    return Period(*[f"{year}-{month:02}-{day:02}"] * 2)


def tenday(year: str, month: int, which: str) -> Period:
    """上旬, 中旬 or 下旬 of a month."""
    first = {"上": 1, "中": 11, "下": 21}[which]
    last = month_end(year, month) if which == "下" else f"{year}-{month:02}-{first + 9:02}"
    return Period(f"{year}-{month:02}-{first:02}", last)


def day_before(day: str) -> str:
    """The day before; a masked year that would change keeps its mask, as 20xx年前 does."""
    year, month, number = day[:4], int(day[5:7]), int(day[8:])
    if not is_masked(day):
        return (date.fromisoformat(day) - timedelta(1)).isoformat()
    if number > 1:
        return f"{year}-{month:02}-{number - 1:02}"
    return month_end(year, month - 1) if month > 1 else f"{year}-12-31"


def shift(day: str, length: str) -> str | None:
    """The day that lies `length` (P3Y, P6M, P2W, P30D) after another; None for masked days and for hours."""
    if is_masked(day) or not length.startswith("P") or length.startswith("PT"):
        return None
    amount, unit, start = int(length[1:-1]), length[-1], date.fromisoformat(day)
    if unit in "DW":
        return (start + timedelta(amount * (7 if unit == "W" else 1))).isoformat()
    total = start.year * 12 + start.month - 1 + amount * (12 if unit == "Y" else 1)
    year, month = divmod(total, 12)
    if year > 9999:
        return None
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).isoformat()


def edtf(kind: str, start: str | None, end: str | None) -> str | None:
    """The time as EDTF level 1; None where it has no form there (masked intervals, lengths, recurrences)."""
    known = [day for day in (start, end) if day]
    if kind not in ("by", "during", "from") or not known:
        return None
    if any(map(is_masked, known)):
        return _masked(start, end)
    if start == end and start:
        return start
    return f"{start or '..'}/{end or '..'}"


def _masked(start: str | None, end: str | None) -> str | None:
    if not start or not end or start[:4] != end[:4]:
        return None
    if start == end:
        return start
    year = start[:4]
    if (start, end) == whole_year(year):
        return year
    return start[:7] if Period(start, end) == months(year, int(start[5:7]), int(start[5:7])) else None
