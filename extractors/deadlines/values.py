"""What a time expression says: its kind, days and length, once the document's own day is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import regex

from ppx.extractors.deadlines import dates, workdays
from ppx.extractors.deadlines.points import UNKNOWN, count, holiday, named_year, read_month, read_point, year_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ppx.extractors.deadlines.dates import Period
    from ppx.extractors.deadlines.expressions import Found
    from ppx.extractors.deadlines.points import Clock

Kind = Literal["by", "during", "from", "within", "recurring"]


@dataclass(frozen=True, slots=True)
class Value:
    """The answer fields of a deadline."""

    kind: Kind
    start: str | None = None
    end: str | None = None
    length: str | None = None
    on: tuple[str, ...] = ()
    working: bool = False
    due: str | None = None

    @property
    def edtf(self) -> str | None:
        """As ISO 8601-2."""
        return dates.edtf(self.kind, self.start, self.end)


_UNITS = {"年": "Y", "月": "M", "周": "W", "星期": "W", "日": "D", "天": "D"}


def value(found: Found, clock: Clock) -> Value | None:
    """What the expression says, or None where it says no time (a 32nd day, a plan that never was)."""
    return _READERS[found.rule](found, clock)


def _length(found: Found) -> tuple[str, bool] | None:
    """ISO 8601 duration and whether it counts working days; a range gives its longer end."""
    written, unit = found.group("most") or found.group("number") or "", (found.group("unit") or "").removeprefix("个")
    base = unit.removesuffix("度")
    if written == "半":
        half = {"年": "P6M", "月": "P15D", "小时": "PT30M"}.get(base)
        return (half, False) if half else None
    number = count(written)
    if not number:
        return None
    if base in ("半年", "季"):
        return f"P{number * (6 if base == '半年' else 3)}M", False
    if base in ("小时", "分钟"):
        return f"PT{number}{'H' if base == '小时' else 'M'}", False
    if base.endswith(("工作日", "自然日", "日历日")):
        return f"P{number}D", base == "工作日"
    return f"P{number}{_UNITS[base.removeprefix('周') or '周']}", False


def _within(found: Found, clock: Clock) -> Value | None:
    length = _length(found)
    if not length:
        return None
    del clock
    return Value("within", length=length[0], working=length[1])


def _validity(found: Found, clock: Clock) -> Value | None:
    told = _within(found, clock)
    if not told or not clock.day or not told.length:
        return told
    return Value("within", length=told.length, due=dates.shift(clock.day, told.length))


def _from_issue(found: Found, clock: Clock) -> Value | None:
    issued = found.group("event") not in ("施行", "实施", "通过", "批准")
    day = clock.day if issued else None
    if found.group("within"):
        told = _within(found, clock)
        if not told or not told.length:
            return None
        return replace(told, due=_due(day, told.length, told.working) if day else None)
    wait = found.group("wait")
    if wait and day:
        number = count(wait)
        unit = "M" if found.group("wait_unit") == "个月" else "D"
        return Value("from", due=dates.shift(day, f"P{number}{unit}") if number else None)
    return Value("from", due=day)


def _due(day: str, length: str, working: bool) -> str | None:
    """The day that ends a length counted from `day`; None for working days of years without a known calendar, and hours."""
    if not working:
        return dates.shift(day, length)
    days = length.removeprefix("P").removesuffix("D")
    return workdays.after(day, int(days)) if days.isdecimal() else None


def _frequency(found: Found, clock: Clock) -> Value | None:
    del clock
    every = found.group("every") or ""
    if every.startswith("半"):
        return Value("recurring", length="P6M" if "年" in every else "P15D")
    digits = regex.match(r"[一两二三四五六七八九十0-9０-９]+", every)
    number = count(digits.group()) if digits else 1
    if not number:
        return None
    unit = every[digits.end() :].removeprefix("个") if digits else every
    for mark, size in (("季", 3), ("学期", 6), ("月", 1)):
        if unit.startswith(mark):
            return Value("recurring", length=f"P{number * size}M")
    if unit.startswith(("年", "学年")):
        return Value("recurring", length=f"P{number}Y")
    return Value("recurring", length=f"P{number}{_UNITS[unit]}")


_ON = regex.compile(
    r"(?P<month>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?:(?P<day>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[日号]|(?P<tenday>[上中下])旬)?"
)


def _recurring_dates(found: Found, clock: Clock) -> Value | None:
    del clock
    if found.group("year_end"):
        return Value("recurring", on=("12-31",))
    items = [item.group("month", "day", "tenday") for item in _ON.finditer(found.group("dates") or "")]
    if found.group("last_day"):
        items = [(found.group("last_month") or items[-1][0], found.group("last_day"), None)]
    periods = [read_month("20XX", month or "", day, tenday) for month, day, tenday in items]
    if None in periods:
        return None
    days = [period.last[5:] for period in periods if period]
    return Value("recurring", on=tuple(dict.fromkeys(days)))


def _range(found: Found, clock: Clock) -> Value | None:
    to_year = found.group("year_to")
    bare = found.group("bare_year")
    first: Period | None
    if bare:
        year = year_of(bare)
        first = dates.whole_year(year) if year else None
    elif found.group("bare_month"):
        written = found.group("year_head") or to_year
        year = (year_of(written) if written else None) or clock.named or clock.year
        first = read_month(year, found.group("bare_month") or "", None, None) if year else UNKNOWN
    else:
        first = read_point(found, clock, year=None)
    if not first:
        return None
    if found.group("day_only"):
        if not found.group("day"):
            return None
        last = _sameread_month(first, found.group("day_only") or "")
    else:
        last = read_point(found, clock, "_to", year=first.first[:4] or None)
    if not last or (first.first and last.last and first.first > last.last):
        return None
    return Value("during", first.first or None, last.last or None)


def _sameread_month(first: Period, day: str) -> Period | None:
    if not first.first:
        return UNKNOWN
    return dates.single(first.first[:4], int(first.first[5:7]), count(day) or 0)


def _from_date(found: Found, clock: Clock) -> Value | None:
    period = read_point(found, clock)
    return Value("from", start=period.first or None) if period else None


def _this_year(found: Found, clock: Clock) -> Value | None:
    if found.group("month_end"):
        return Value("by", end=dates.month_end(clock.day[:4], int(clock.day[5:7])) if clock.day else None)
    year = clock.named or clock.year
    period = dates.whole_year(year) if year else UNKNOWN
    edge = found.group("edge")
    if edge:
        return Value("by", end=_middle(period) if edge.endswith("中") else period.last or None)
    return Value("during", period.first or None, period.last or None)


def _middle(year: Period) -> str | None:
    """The last day of June: 年中 ends the first half."""
    return f"{year.first[:4]}-06-30" if year.first else None


def _calendar(found: Found, clock: Clock) -> Value | None:
    period = read_point(found, clock)
    if not period:
        return None
    if found.group("span") or not (found.group("lead") or found.group("edge") or found.group("before")):
        return Value("during", period.first or None, period.last or None)
    last = period.last
    if (found.group("edge") or "").endswith("中"):
        return None if found.group("month") else Value("by", end=_middle(period))
    whole = not (found.group("edge") or found.group("day") or found.group("tenday"))
    if found.group("before") and whole and last and not found.group("quarter"):
        last = dates.day_before(period.first)
    return Value("by", end=last or None)


def _plan_part(found: Found, clock: Clock) -> Value | None:
    """The first or the last years of a five-year plan."""
    del clock
    whole, number = dates.plan(count(found.group("plan") or "") or 0), count(found.group("number") or "")
    if not whole or not number:
        return None
    first, last = int(whole.first[:4]), int(whole.last[:4])
    if found.group("part") == "前":
        return Value("during", whole.first, f"{first + number - 1}-12-31")
    return Value("during", f"{last - number + 1}-01-01", whole.last)


def _holiday(found: Found, clock: Clock) -> Value | None:
    """The day before a holiday: the one of the year named, else the next one after the document's day."""
    year, name = named_year(found, clock), found.group("holiday") or ""
    if year:
        day = holiday(year, name)
    else:
        coming = (holiday(str(int(clock.day[:4]) + more), name) for more in (0, 1)) if clock.day else ()
        day = next((d for d in coming if d and clock.day and d > clock.day), None)
    return Value("by", end=dates.day_before(day) if day else None)


_READERS: dict[str, Callable[[Found, Clock], Value | None]] = {
    "validity": _validity,
    "from_issue": _from_issue,
    "within": _within,
    "within_span": _within,
    "within_effort": _within,
    "within_coming": _within,
    "within_done": _within,
    "within_aim": _within,
    "within_time": _within,
    "within_term": _within,
    "recurring_dates": _recurring_dates,
    "frequency": _frequency,
    "frequency_once": _frequency,
    "range": _range,
    "from_date": _from_date,
    "this_year": _this_year,
    "point": _calendar,
    "plan_part": _plan_part,
    "holiday": _holiday,
}


def recurring(found: Found) -> Value | None:
    """A point without year as a day of every year (`6月底` behind `每年`)."""
    period = read_month("20XX", found.group("month") or "", found.group("day"), found.group("tenday"))
    return Value("recurring", on=(period.last[5:],)) if period else None
