"""What JioNLP and Recognizers-Text say of times and values, as days, ISO 8601 lengths and numbers; every reading counts."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any


def jionlp_time(detail: dict[str, Any], today: date) -> dict[str, Any]:
    """Points and spans are two moments, lengths a `delta`, recurrences a delta and a point, which may be a recurrence again."""
    given = detail["time"]
    if isinstance(given, list) and all(isinstance(side, str) for side in given):
        starts, ends = ([side[:10]] if side[:1].isdigit() else [] for side in given)
        return {"starts": starts, "ends": ends, "lengths": spans(ends[0], today) if ends else []}
    if isinstance(given, list):  # a range of lengths
        return {"lengths": [length for side in given for length in lengths(side)]}
    delta = given.get("delta", given)
    moments = (given.get("point") or {}).get("time")
    on = [moment[5:10] for moment in moments[-1:] if moment[:1].isdigit()] if isinstance(moments, list) else []
    return {"lengths": lengths(delta), "on": on}


def lengths(delta: Any) -> list[str]:
    """The lengths of a `delta` of JioNLP as ISO 8601."""
    parts = delta.items() if isinstance(delta, dict) else ()
    return [iso(float(number), unit) for unit, number in parts if isinstance(number, int | float)]


def recognizers_time(readings: list[dict[str, str]]) -> dict[str, Any]:
    """Every reading counts: TIMEX lengths, days, and ranges, whose end is the day after the last."""
    found: dict[str, Any] = {"starts": [], "ends": [], "lengths": [], "on": []}
    for reading in readings:
        if re.fullmatch(r"P[T\d.]+[YMWDH]", reading.get("timex", "")):
            found["lengths"].append({"P0.5Y": "P6M", "P0.25Y": "P3M"}.get(reading["timex"], reading["timex"]))
        for name, side in (("start", "starts"), ("end", "ends"), ("value", "both")):
            if not re.fullmatch(r"\d{4}-\d\d-\d\d.*", reading.get(name, "")):
                continue
            day = reading[name][:10]
            days = [day, str(date.fromisoformat(day) - timedelta(1))] if side == "ends" else [day]
            found["starts"] += days if side != "ends" else []
            found["ends"] += days if side != "starts" else []
    found["on"] = [day[5:] for day in found["ends"]]
    return found


def outermost(items: list[Any]) -> list[dict[str, Any]]:
    """The values of Recognizers-Text, the number inside an amount or a share counted with it (their `end` is the last character)."""
    values: list[tuple[int, int, dict[str, Any]]] = []
    for item in sorted(items, key=lambda i: (i.start, -i.end)):
        number = str((item.resolution or {}).get("value") or "").rstrip("%")
        numbers = [float(number)] if re.fullmatch(r"-?[\d.]+(?:[eE][+-]?\d+)?", number) else []
        around = next((v for start, end, v in values if start <= item.start and item.end <= end), None)
        if around:
            around["numbers"] += numbers
        else:
            values.append((item.start, item.end, {"text": item.text, "numbers": numbers}))
    return [value for _, _, value in values]


def spans(end: str, today: date) -> list[str]:
    """The lengths that a span from today to `end` may stand for."""
    last = date.fromisoformat(end)
    days = (last - today).days
    working = sum((today + timedelta(n)).weekday() < 5 for n in range(1, days + 1)) if 0 < days < 1000 else 0
    months = (last.year - today.year) * 12 + last.month - today.month
    near = {f"P{n}D" for n in (days - 1, days, days + 1)} | {f"P{working}D"}
    if abs(last.day - today.day) <= 1:
        near |= {f"P{months}M"} | ({f"P{months // 12}Y"} if months % 12 == 0 else set())
    return sorted(near)


def iso(number: float, unit: str) -> str:
    """A length of JioNLP as ISO 8601."""
    letter = {"year": "Y", "month": "M", "day": "D", "week": "W", "workday": "D", "quarter": "M", "half_year": "M"}
    times = {"quarter": 3, "half_year": 6}.get(unit, 1)
    number *= times
    if unit == "year" and number % 1:
        return f"P{number * 12:g}M"
    return f"P{number:g}{letter.get(unit, '?')}"
