"""Doubles: a body that the page holds twice (for print, for mobile, in a hidden field) is kept once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ppx.normalizers.main_text.signs import Sign

LONG = 18
"""characters from which a line that stands twice is a copy and no formula"""
LEAST = 3
"""long lines that must stand twice"""
PROBE, SAMPLE = 40, 200
"""characters by which a second copy on one line is looked for, and told"""
ENOUGH = 0.8
"""share of a stretch that must stand elsewhere for it to be a copy"""


def without_doubles(signs: Sequence[Sign], kept: list[bool]) -> tuple[list[bool], dict[int, str]]:
    """The decisions with second copies dropped, and the reason for each line dropped."""
    first: dict[str, int] = {}
    for number, sign in enumerate(signs):
        if kept[number]:
            first.setdefault(sign.text, number)
    copies = [n for n, s in enumerate(signs) if kept[n] and len(s.text) >= LONG and first[s.text] < n]
    if len(copies) < LEAST:
        return kept, {}
    begin, end = _stretch(signs, first, copies)
    inside = [n for n in range(begin, end + 1) if kept[n]]
    again = sum(len(signs[n].text) for n in inside if first[signs[n].text] < begin)
    if again < ENOUGH * sum(len(signs[n].text) for n in inside):
        return kept, {}
    drop = set(inside)
    return [keep and n not in drop for n, keep in enumerate(kept)], dict.fromkeys(drop, "duplicate")


def _stretch(signs: Sequence[Sign], first: Mapping[str, int], copies: Sequence[int]) -> tuple[int, int]:
    """First and last line of the second copy: the long lines that stand twice and the short ones around them."""
    begin, end = copies[0], copies[-1]
    while begin > 0 and first.get(signs[begin - 1].text, begin) < begin - 1:
        begin -= 1
    while end + 1 < len(signs) and first.get(signs[end + 1].text, end) < begin:
        end += 1
    return begin, end


def second_copy(text: str, start: int, end: int) -> int:
    """Where a line without breaks begins to tell its text again; its end, if it does not."""
    while start < end and text[start].isspace():
        start += 1
    if end - start < 4 * PROBE:
        return end
    at = text.find(text[start : start + PROBE], start + PROBE, end)
    same = min(end - at, SAMPLE)
    if at < 0 or end - at < ENOUGH * (at - start) or text[at : at + same] != text[start : start + same]:
        return end
    return at
