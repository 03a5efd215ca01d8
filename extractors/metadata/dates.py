"""Dates as official documents and sites write them, as ISO dates."""

from __future__ import annotations

from datetime import date

import regex

from ppx import numerals

HAN_YEAR = r"[一二][九〇零○0Oo][〇零○0Oo一二三四五六七八九]{2}"
DAY = (
    rf"(?P<year>(?:19|20)\d\d|{HAN_YEAR})\s?年\s?(?P<month>[01]?\d|[一二三四五六七八九]|十[一二]?)\s?月"
    r"\s?(?P<day>[0-3]?\d|[一二三四五六七八九]|[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?)\s?日"
)
"""2021年9月30日, 二〇二一年八月二十三日"""
STAMP = r"(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>[01]?\d)(?P=sep)(?P<d>[0-3]?\d)(?!\d)"
"""2021-08-25, 2020/11/7: how sites write them"""

_ANY = regex.compile(rf"{DAY.removesuffix('日')}(?:日|(?<=\d)(?![\d日]))|{STAMP}")
"""sites leave the 日 out: 发布日期：2018年03月27"""


def iso(found: regex.Match[str]) -> str | None:
    """The ISO date of a match of `DAY`, or None where there is no such day (2月30日)."""
    year = numerals.year(found["year"].replace("O", "〇").replace("o", "〇"))
    return day(year, numerals.ordinal(found["month"]), numerals.ordinal(found["day"]))


def day(year: int | None, month: int | None, number: int | None) -> str | None:
    """The ISO date of three numbers, or None."""
    try:
        return date(year or 0, month or 0, number or 0).isoformat()
    except ValueError:
        return None


def read(text: str) -> str | None:
    """The first date in a site's own line or meta tag, as ISO date, or None."""
    found = _ANY.search(text) if text else None
    if not found:
        return None
    if found["y"]:
        return day(int(found["y"]), int(found["m"]), int(found["d"]))
    return iso(found)
