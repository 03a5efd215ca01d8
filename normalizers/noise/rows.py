"""Rows: tables that a converter wrote as markdown become rows with cells parted by tabs, as tables of HTML pages are."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import regex

from ppx.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.records import Span

_BAR = regex.compile(r"(?:(?<![ \u3000])[ \u3000]++)?(?<!\\)\|[ \u3000]*+")
"""what parts two cells; `\\|` is a character of a cell"""
LEAST = {1: 3, 2: 2}
"""rows without bars at their ends that make a table, by the bars in each: one bar is in many lines that are no row"""


def bars(text: str) -> Iterator[Edit]:
    """Every bar of a row: a tab between cells, nothing at the row's ends; empty cells keep their tabs."""
    if "|" not in text:
        return
    for start, end in _rows(text):
        for found in _BAR.finditer(text, start, end):
            yield Edit(*found.span(), "" if found.start() == start or found.end() == end else "\t")


def _rows(text: str) -> Iterator[Span]:
    """The lines that are rows: framed by bars, or neighbours with the same number of bars."""
    at, lines = 0, list[tuple[int, int, int]]()
    for line in text.split("\n"):
        count = -1 if _is_framed(line) else line.count(" | ")
        lines.append((at, at + len(line), count))
        at += len(line) + 1
    for count, run in groupby(lines, key=lambda line: line[2]):
        rows = [(start, end) for start, end, _ in run]
        if count < 0 or (count > 0 and len(rows) >= LEAST.get(count, 2)):
            yield from rows


def _is_framed(line: str) -> bool:
    """`| 1 | 品种改良 | 县农业农村局 |`: bars at both ends and at least one between them."""
    return line.startswith("|") and line.endswith("|") and line.count("|") > 2
