"""Working days: the one door to the calendar of public holidays and the weekends worked for them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any


def after(day: str, count: int) -> str | None:
    """The ISO date of the `count`-th working day after `day`, which is not counted itself (民法典, article 201).

    The calendar holds the State Council's yearly holiday notices (国务院办公厅关于部分节假日安排的通知); None where the count
    leaves the years that have one.
    """
    import chinese_calendar  # loaded for the few documents that need it

    calendar: Any = chinese_calendar  # it ships no types
    at = date.fromisoformat(day)
    try:
        while count:
            at += timedelta(days=1)
            count -= bool(calendar.is_workday(at))
    except NotImplementedError:
        return None
    return at.isoformat()
