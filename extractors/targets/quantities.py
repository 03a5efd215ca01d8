"""Quantities: number, unit and comparator, before anything is said of what they measure.

突破5000亿元    >= 500000000000 元        14%以上       >= 14 %
1-2个           .. 1 2 个                 15-20万元     .. 150000 200000 元
翻一番          =  2 倍                   每平方米37元  =  37 元/平方米
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from ppx.extractors.targets import comparators, figures, units, values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ppx.extractors.targets.comparators import Op


class Quantity(NamedTuple):
    """One number with its unit and the comparators that touch it."""

    start: int
    end: int
    op: Op
    low: Decimal
    high: Decimal
    unit: str | None
    dimension: str
    """what the unit measures (`money`, `count`); `bare` without one"""
    number: int
    """where the number begins"""
    bare_end: int
    """where the unit ends; from there to `end` stands the comparator behind"""
    explicit: bool
    """True where a comparator touches it"""
    says: Literal["multiple", "decrease"] | None = None
    """the change that its own words say: 翻一番, 倍增, 减半"""
    spelled: bool = False
    """True where the number is written in words (`三个`): weaker evidence that something is counted"""


def find(text: str) -> Iterator[Quantity]:
    """Every number with a unit or a comparator, in text order."""
    end = 0
    pattern = figures.pattern()
    for trigger in figures.trigger().finditer(text):
        start = trigger.start()
        if start < end or trigger["none"]:
            continue
        match = pattern.match(text, start)
        quantity = _read(text, match) if match else None
        if quantity:
            end = quantity.end
            yield quantity


# `1亿左右`农业转移人口: people, counted without a unit
_PEOPLE = re.compile("[^，。；、\n0-9]{0,10}(?:人口|劳动力|人员|居民|人次)")
_QUOTED = ("”", "’", "》")
_CIRCLE = re.compile(r"\w{0,8}圈")
# 70周年, 五千分之一, 14亿人口: a unit that goes on is none
_NO_UNIT = {"周": ("年",), "分": ("之一", "之二", "之三"), "人": ("口", "民", "均", "才", "大", "员", "工")}


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    number = match.start()
    if text[number - 1 : number] == "每":
        return None  # 每50公斤, 每10万人: by what something is measured
    value = values.read(text, match)
    if value is None or (value.unit is None and text[value.end : value.end + 1] in "年月日号条.．-"):
        return None
    end = value.end
    if text.startswith(_NO_UNIT.get(value.unit or "", ()), end) and value.unit in _NO_UNIT:
        return None
    if text.startswith(("级", "制"), end) and not text.startswith("级别", end):
        return None  # 千亿级, 50亿元级, 11人制: a class
    if value.unit in ("分钟", "小时") and _CIRCLE.match(text, end):
        return None  # 15分钟养老服务圈
    start, before = comparators.before(text, number)
    start, unit = _each(text, start, value.unit)
    close, after = comparators.after(text, end)
    counted = (before or after or _reached(text, start)) and values.ends(text, close)
    if unit is None and not counted and not (after and text[end - 1] in "万亿" and _PEOPLE.match(text, close)):
        return None
    if (
        value.spelled
        and not (before or after)
        and (value.high < 2 or unit in ("次", "轮") or text[end : end + 1] in _QUOTED)
    ):
        return None  # 一个, 一次性, 两次, “三园两场”: words, no counts
    op: Op = before or after or (">=" if value.vague else "=")
    explicit = bool(before or after or value.ranged or value.says)
    return Quantity(
        start,
        close,
        ".." if value.ranged else op,
        value.low,
        value.high,
        unit,
        units.dimension(unit),
        number,
        end,
        explicit,
        value.says,
        value.spelled,
    )


# money by the unit in front of it: `每平方米37元` is 37 元/平方米
_EACH = ("每平方米", "每立方米", "每平方公里", "每亩", "每吨", "每公顷", "每人", "每户", "每千瓦时", "每千瓦")


def _each(text: str, start: int, unit: str | None) -> tuple[int, str | None]:
    """Where the number with its `每…` begins, and its unit with what it is measured by."""
    if unit is None or "/" in unit or units.dimension(unit) != "money":
        return start, unit
    for word in _EACH:
        if text.endswith(word, 0, start):
            return start - len(word), f"{unit}/{word[1:]}"
    return start, unit


_REACH = re.compile("(?:达到?|提高[到至]|提升[到至]|降[到至低]|保持在|控制在|设为|增加[到至])$")


def _reached(text: str, start: int) -> bool:
    return bool(_REACH.search(text, max(0, start - 4), start))
