"""Doubles: a body that the page holds twice (for print, for mobile, in a hidden field) is kept once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ppx.normalizers.main_text.signs import Sign

LONG = 18
"""characters from which a line that stands twice is a copy and no formula"""
LEAST = 3
"""long lines that must stand twice"""
PROBE, SAMPLE = 40, 200
"""characters by which a second copy on one line is looked for, and told"""
COPIED = 4 * PROBE
"""characters from which a line may hold two copies"""
TAGS = regex.compile(r"</?[a-z][^<>]{0,300}>")
FIELD = 0.2
"""share of the kept text that a copy in one piece has at least"""
BODY = 0.1
"""share of the kept text that a second copy of a body has at least; rules repeat the items of a list"""
ENOUGH = 0.8
"""share of a stretch that must stand elsewhere for it to be a copy"""


def without_doubles(signs: Sequence[Sign], kept: list[bool]) -> tuple[list[bool], dict[int, str]]:
    """The decisions with second copies dropped, and the reason for each line dropped."""
    kept, fields = _without_fields(signs, kept)
    kept, lines = _without_lines(signs, kept)
    return kept, {**fields, **lines}


def _without_fields(signs: Sequence[Sign], kept: list[bool]) -> tuple[list[bool], dict[int, str]]:
    """The decisions without lines that tell the other lines again in one piece, as a field of a form does."""
    total = sum(len(sign.text) for sign, keep in zip(signs, kept, strict=True) if keep)
    least = max(COPIED, FIELD * total)
    drop = {n for n, sign in enumerate(signs) if len(sign.text) >= least and kept[n] and _told(signs, kept, n)}
    if not drop:
        return kept, {}
    return [keep and n not in drop for n, keep in enumerate(kept)], dict.fromkeys(drop, "duplicate")


def _told(signs: Sequence[Sign], kept: Sequence[bool], n: int) -> bool:
    """True where the other lines stand in line n one behind the other and make nearly all of it."""
    text = TAGS.sub("", signs[n].text)
    at = told = 0
    for m, sign in enumerate(signs):
        found = text.find(sign.text, at) if kept[m] and m != n else -1
        if found >= 0:
            at, told = found + len(sign.text), told + len(sign.text)
    return told >= ENOUGH * len(text)


def _without_lines(signs: Sequence[Sign], kept: list[bool]) -> tuple[list[bool], dict[int, str]]:
    """The decisions without a second stretch of lines that stood before."""
    long = [sign.text for sign, keep in zip(signs, kept, strict=True) if keep and len(sign.text) >= LONG]
    if len(long) - len(set(long)) < LEAST:
        return kept, {}
    first: dict[str, int] = {}
    for number, sign in enumerate(signs):
        if kept[number]:
            first.setdefault(sign.text, number)
    copies = [n for n, s in enumerate(signs) if kept[n] and len(s.text) >= LONG and first[s.text] < n]
    begin, end = _stretch(signs, first, copies)
    inside = [n for n in range(begin, end + 1) if kept[n]]
    again = sum(len(signs[n].text) for n in inside if first[signs[n].text] < begin or n < copies[0])
    total = sum(len(sign.text) for sign, keep in zip(signs, kept, strict=True) if keep)
    if again < ENOUGH * sum(len(signs[n].text) for n in inside) or again < BODY * total:
        return kept, {}
    drop = set(inside)
    return [keep and n not in drop for n, keep in enumerate(kept)], dict.fromkeys(drop, "duplicate")


def _stretch(signs: Sequence[Sign], first: Mapping[str, int], copies: Sequence[int]) -> tuple[int, int]:
    """First and last line of the second copy: the long lines that stand twice and the short ones around them."""
    begin, end = copies[0], copies[-1]
    shown = {sign.text: n for n, sign in reversed([*enumerate(signs)]) if sign.reason != "hidden"}
    while begin > 0 and shown.get(signs[begin - 1].text, begin) < begin - 1:
        begin -= 1
    while end + 1 < len(signs) and first.get(signs[end + 1].text, end) < begin:
        end += 1
    return begin, end


def second_copy(text: str, start: int, end: int) -> int:
    """Where a line without breaks begins to tell its text again; its end, if it does not."""
    if end - start < COPIED:
        return end
    while start < end and text[start].isspace():
        start += 1
    if end - start < COPIED:
        return end
    at = text.find(text[start : start + PROBE], start + PROBE, end)
    same = min(end - at, SAMPLE)
    if at < 0 or end - at < ENOUGH * (at - start) or text[at : at + same] != text[start : start + same]:
        return end
    return at
