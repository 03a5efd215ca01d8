"""Series: the headings of a collecting page, which shows several documents one under another and numbers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx.normalizers.documents.titles import BODY
from ppx.numerals import ordinal
from ppx.titles import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ppx.normalizers.documents.pieces import Piece

SERIES = regex.compile(
    r"^(?:(?P<before>第?[\d一二三四五六七八九十]{1,3}篇|篇[\d一二三四五六七八九十]{1,3})[:、\s]*)?(?P<stem>.{4,60}?)"
    r"\s?(?:[(]?(?:篇|第)?(?P<after>\d{1,2}|[一二三四五六七八九十]{1,3})篇?\)?)?$"
)
"""a heading of a collecting page: `某某实施方案3`, `篇三：某某实施方案`, `某某实施方案（三）`"""
PIECE = regex.compile(r"(?:第[\d一二三四五六七八九十]{1,3}篇|篇[\d一二三四五六七八九十]{1,3})\s?:")
"""the heading of such a piece that may have any name: `第二篇：某县工作方案`"""
CHAPTER = regex.compile(r"第.{1,4}[章节]")
DIGITS = regex.compile(r"\d{1,2}|[一二三四五六七八九十]{1,3}")
COUNTS = frozenset("一二三四五六七八九十篇)")
"""how a heading ends that has its number at its end, if not with a digit"""
NEAR, HEAD = 3, 6
"""pieces below a heading among which text must begin; where a whole document stands under it"""


def find_series(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """The headings of a collecting page, each with its number: one stem (or `第二篇：`), counted 1, 2, 3 …"""
    counts: dict[str, list[tuple[int, int]]] = {}
    for n, piece in enumerate(pieces):
        told = piece.text[0] in "第篇" and PIECE.match(piece.text)
        if (piece.form not in ("title", "short") and not told) or not _may_count(piece.text):
            continue
        match = SERIES.match(piece.text)
        count = match and (match["before"] or match["after"])
        if match and count:
            digits = DIGITS.search(count)
            number = ordinal(digits.group()) if digits else None
            if number is not None:
                counts.setdefault("" if told else key(match["stem"]), []).append((number, n))
    return next((found for stem, found in counts.items() if _counts(pieces, found, told=not stem)), [])


def _may_count(line: str) -> bool:
    """True where the line is short, and ends as a counted heading does or names a piece (篇三：…)."""
    return len(line) <= 70 and (line[-1] in COUNTS or line[-1].isdecimal() or "篇" in line)


def _counts(pieces: Sequence[Piece], found: Sequence[tuple[int, int]], *, told: bool) -> bool:
    """True where headings count from one, or from two where the first was no line of the document, text under each."""
    first = found[0][0]
    if first != 1 and not (told and first == 2):
        return False
    counted = [count for count, _ in found] == list(range(first, first + len(found)))
    return counted and first + len(found) > 2 and _apart(pieces, found, told=told)


def _apart(pieces: Sequence[Piece], found: Sequence[tuple[int, int]], *, told: bool) -> bool:
    """True where text stands under each heading, the head of a whole document between where the heading tells the piece."""
    if told and any(n + 1 < len(pieces) and CHAPTER.match(pieces[n + 1].text) for _, n in found):
        return False  # the parts of one plan
    reach = HEAD if told else NEAR
    return all(any(p.form in BODY for p in pieces[n + 1 : n + 1 + reach]) for _, n in found)
