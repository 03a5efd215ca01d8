"""Tables: whether one holds data or only sets the page, and the rows of one that holds data."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ppx.reading.elements import Shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ppx.reading.elements import Hider

BODY_LINES = 6
BODY_CHARACTERS = 300
BODY_SHARE = 0.6
"""A cell of so many lines and characters that is so much of its table is a page's body, not a datum."""
CELL_LINES = 4
"""Data cells hold fewer lines than this on average."""
LONGEST_SPAN = 100
"""Columns or rows that one cell may cover."""
WIDEST = 1000
"""Columns of a table beyond which a cell covers no more than its own place; as many as HTML lets one cell cover."""

_NUMBER = re.compile(r"\s*0*([1-9][0-9]{0,8})")


class Cell(NamedTuple):
    """A cell: its lines `[start, end)` of the page so far, and how many columns and rows it covers."""

    start: int
    end: int
    columns: int
    rows: int


def span_cell(start: int, end: int, attributes: Mapping[str, str | None]) -> Cell:
    """The cell of these lines, as wide and as high as its attributes say."""
    return Cell(start, end, _span(attributes.get("colspan")), _span(attributes.get("rowspan")))


def _span(value: str | None) -> int:
    digits = _NUMBER.match(value) if value else None
    return min(int(digits[1]), LONGEST_SPAN) if digits else 1


@dataclass(slots=True, eq=False)
class Grid:
    """A table while it is walked."""

    outer: Grid | None
    start: int
    """number of lines before it"""
    hider: Hider | None
    """what hides the table as a whole"""
    rows: list[list[Cell]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    """CSS path of every row"""
    nested: bool = False
    """whether a table with text stands in it"""


def is_data(grid: Grid, lines: Sequence[Shown]) -> bool:
    """Whether the table holds data. `lines` are its own; one that sets the page has one column, nested tables or a body."""
    if grid.nested or len(grid.paths) != len(grid.rows):
        return False
    filled = [cell for row in grid.rows for cell in row if cell.end > cell.start]
    if max((len(row) for row in grid.rows), default=0) < 2 or not filled:
        return False
    sizes = [sum(len(line.text) for line in lines[c.start - grid.start : c.end - grid.start]) for c in filled]
    counts = [c.end - c.start for c in filled]
    body = any(
        count >= BODY_LINES and size >= BODY_CHARACTERS and size >= BODY_SHARE * sum(sizes)
        for count, size in zip(counts, sizes, strict=True)
    )
    return not body and sum(counts) < CELL_LINES * len(filled)


def set_rows(grid: Grid, lines: Sequence[Shown], table: str) -> list[Shown]:
    """The table's lines with each row as one, its cells joined by tabs.

    A cell that covers columns or rows is followed, or stood under, by empty ones, and empty cells at the end keep their tabs,
    so that columns agree and a row of one cell is seen to be a row. Hidden lines and lines outside the rows (a caption) stay
    as they are.
    """
    done: list[Shown] = []
    at = 0
    taken: dict[int, int] = {}
    for row, path in zip(grid.rows, grid.paths, strict=True):
        if not row:
            continue
        first, last = row[0].start - grid.start, row[-1].end - grid.start
        done += lines[at:first]
        at = max(at, last)
        cells = [
            [line for line in lines[c.start - grid.start : c.end - grid.start] if line.hider is grid.hider] for c in row
        ]
        done += [line for line in lines[first:last] if line.hider is not grid.hider]
        text = "\t".join(_columns(row, cells, taken))
        if text.strip():
            done.append(_row(text, path, [line for cell in cells for line in cell], table))
    return done + list(lines[at:])


def _columns(row: Sequence[Cell], cells: Sequence[Sequence[Shown]], taken: dict[int, int]) -> list[str]:
    """The row's cells by column; `taken` counts the rows that cells above still cover, by column."""
    columns: list[str] = []

    def skip() -> None:
        while taken.get(len(columns), 0) > 0:
            taken[len(columns)] -= 1
            columns.append("")

    for cell, lines in zip(row, cells, strict=True):
        skip()
        inside = len(columns) < WIDEST
        for number in range(cell.columns if inside else 1):
            taken[len(columns)] = cell.rows - 1 if inside else 0
            columns.append(" ".join(line.text for line in lines) if not number else "")
    skip()
    return columns


def _row(text: str, path: str, lines: Sequence[Shown], table: str) -> Shown:
    size = sum(len(line.text) for line in lines)
    linked = sum(line.linked * len(line.text) for line in lines) / size
    return Shown(text, path, "tr", linked, all(line.centered for line in lines), lines[0].hider, table)
