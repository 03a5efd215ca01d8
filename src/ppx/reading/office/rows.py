"""Rows of a PDF as paragraphs: what a page prints in its margins is told apart, then full lines run on in the next.

Official documents indent the first line of a paragraph by two characters and set lines to full width (GB/T 9704-2012, 7.2).
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import regex

from ppx.reading.elements import Shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Row(NamedTuple):
    """A line as it is set; measures in points."""

    text: str
    page: int
    line: int
    left: float
    right: float
    bottom: float
    top: float

    @property
    def node(self) -> str:
        """Where it stands."""
        return f"page[{self.page}]/line[{self.line}]"


class Frame(NamedTuple):
    """The area that the text of a file fills, and the size of a character."""

    left: float
    right: float
    size: float


RUNNING = "running"
"""the tag of lines that a page prints in its margins; `main_text` drops them"""
EDGE = 2
"""lines at the top and the bottom of a page among which such lines stand"""
PAGES, SHARE, SHIFT = 3, 0.4, 6.0
"""pages, and share of all, on which a line stands at the same height, within so many points, to be a running head"""
FULL, INDENT, CENTER = 2.0, 0.8, 2.0
"""characters: short of the right edge for a full line, from the left edge for an indent, beside a centred line on both sides"""
GAP = 1.9
"""distance of two lines, in the usual distance, from which they are apart"""
LARGER = 1.2
"""ratio of heights from which two lines are set in different sizes"""

NUMBER = regex.compile(
    r"(?:[-—–－―·~]\s?){1,3}\d{1,4}(?:\s?[-—–－―·~]){1,3}|第\s?\d{1,4}\s?页(?:\s?[,/，共]?\s?共?\s?\d{1,4}\s?页)?"
)
"""`— 3 —`, `第 3 页 共 10 页`"""
BARE = regex.compile(r"(\d{1,4})(?:\s?/\s?\d{1,4})?")
"""`3`, `3/10`: a page number where it counts on with the pages"""
OPENS = regex.compile(
    r"[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十百\d]{1,5}[章节条]|[①-⑳]"
)
ENDS = "。；：！？;:!?”）)"
_WORD = regex.compile(r"[A-Za-z]")


def join(pages: Sequence[Sequence[Row]]) -> list[Shown]:
    """The paragraphs of all pages in order; a line of the margins follows the paragraph that its page broke."""
    margins = _margins(pages)
    body = [row for row in chain.from_iterable(pages) if row.node not in margins]
    frame = _frame(body)
    step = _step(body)
    out: list[Shown] = []
    waiting: list[Shown] = []
    before: Row | None = None
    for row in chain.from_iterable(pages):
        if row.node in margins:
            waiting.append(Shown(row.text, row.node, RUNNING, 0.0, False, None))
            continue
        centered = _is_centered(row, frame)
        if before is not None and not centered and _goes_on(before, row, frame, step):
            out[-1].text += _between(out[-1].text, row.text) + row.text
        else:
            out += waiting
            waiting = []
            out.append(Shown(row.text, row.node, "p", 0.0, centered, None))
        before = row
    return out + waiting


def _margins(pages: Sequence[Sequence[Row]]) -> frozenset[str]:
    """The nodes of page numbers and running heads."""
    found: set[str] = set()
    edges = [row for rows in pages for row in {*rows[:EDGE], *rows[-EDGE:]}]
    outer = [row for rows in pages for row in {*rows[:1], *rows[-1:]}]
    found.update(row.node for row in edges if NUMBER.fullmatch(row.text))
    bare = [(row, int(match[1]) - row.page) for row in outer if (match := BARE.fullmatch(row.text))]
    counted = Counter(shift for _, shift in bare)
    found.update(row.node for row, shift in bare if counted[shift] > 1)
    least = max(PAGES, SHARE * len(pages))
    heights: dict[str, list[Row]] = {}
    for row in edges:
        heights.setdefault(row.text, []).append(row)
    for rows in heights.values():
        middle = median(row.bottom for row in rows)
        if len({row.page for row in rows if abs(row.bottom - middle) <= SHIFT}) >= least:
            found.update(row.node for row in rows)
    return frozenset(found)


def _frame(rows: Sequence[Row]) -> Frame:
    """The text area: the left edge that many lines begin at, the right edge that full lines reach."""
    size = median([row.top - row.bottom for row in rows] or [1.0]) or 1.0
    lefts, rights = sorted(row.left for row in rows), sorted(row.right for row in rows)
    return Frame(_at(lefts, 0.05), _at(rights, 0.95), size)


def _at(values: Sequence[float], share: float) -> float:
    return values[round(share * (len(values) - 1))] if values else 0.0


def _step(rows: Iterable[Row]) -> float:
    """The usual distance from one line to the next."""
    steps: list[float] = []
    before: Row | None = None
    for row in rows:
        if before is not None and before.page == row.page and before.bottom > row.bottom:
            steps.append(before.bottom - row.bottom)
        before = row
    return median(steps or [1.0])


def _is_centered(row: Row, frame: Frame) -> bool:
    left, right = row.left - frame.left, frame.right - row.right
    return min(left, right) > CENTER * frame.size and abs(left - right) < frame.size


def _goes_on(before: Row, row: Row, frame: Frame, step: float) -> bool:
    """True where a line is full and the next begins at the left edge, in its size and close below it."""
    if before.right < frame.right - FULL * frame.size or row.left > frame.left + INDENT * frame.size:
        return False
    if before.page == row.page and not 0 < before.bottom - row.bottom < GAP * step:
        return False
    heights = sorted((before.top - before.bottom, row.top - row.bottom))
    if heights[1] > LARGER * heights[0]:
        return False
    return not (before.text[-1] in ENDS and OPENS.match(row.text))


def _between(one: str, other: str) -> str:
    """What stands between two lines: a space between words in letters, nothing in Chinese."""
    return " " if _WORD.match(one[-1]) and _WORD.match(other) else ""
