"""The grammar of numerals is finite, so all of it is read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppx import numerals

DIGITS = "零一二三四五六七八九"


def group(number: int, *, leading: bool) -> str:
    """0 < number < 10,000 in words; `leading` writes 十 for 一十."""
    words, gap = "", False
    for scale, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        gap = gap or (not digit and bool(words))
        if digit:
            words += "零" if gap else ""
            words += mark if leading and not words and (digit, scale) == (1, 10) else DIGITS[digit] + mark
            gap = False
    return words


def words(number: int) -> str:
    """A whole number below 10,000 亿 in words."""
    out, gap = "", False
    for scale, mark in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // scale % 10**4
        if part:
            out += "零" if out and (gap or part < 1000) else ""
            out += group(part, leading=not out) + mark
        gap = not part
    return out


def test_every_group_is_read() -> None:
    for number in range(1, 10_000):
        assert numerals.read(words(number)) == number


@given(st.integers(1, 10**12 - 1))
def test_every_number_up_to_the_largest_is_read(number: int) -> None:
    assert numerals.read(words(number)) == number
    assert numerals.ordinal(words(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("１２", "12"),
        ("12.5万", "125000"),
        ("1,234.5亿", "123450000000"),
        ("两千", "2000"),
        ("廿五", "25"),
        ("5千万", "50000000"),
        ("零", "0"),
        ("〇", "0"),
        ("贰佰", "200"),
    ],
)
def test_forms_of_real_pages_are_read(text: str, value: str) -> None:
    assert numerals.read(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "万", "三三", "十百", "一百百", "五零", "甲", "零零", "二千零"])
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert numerals.read(text) is None


def test_years_are_read_digit_by_digit() -> None:
    assert [numerals.year(t) for t in ("二〇二五", "二○二五", "２０２５", "2025")] == [2025] * 4
    assert numerals.year("二十五") is None
