"""Tables: runs of paragraphs that are table rows, their cells parted by tabs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ppx.records import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.records import Context, Document, Span

Row = tuple["Span", ...]

_LABEL = 24
"""characters that a heading of a column has at most"""


def extract(document: Document, context: Context) -> Document:
    """The document with its tables."""
    del context
    if "\t" not in document.text:
        return document
    return replace(document, tables=tuple(_table(document, run) for run in _runs(document.text)))


def _runs(text: str) -> Iterator[list[Row]]:
    """Rows that follow one another, from two cells up."""
    run: list[Row] = []
    at = 0
    for line in text.split("\n"):
        if "\t" in line:
            run.append(_cells(line, at))
        elif run:
            yield run
            run = []
        at += len(line) + 1
    if run:
        yield run


def _cells(line: str, at: int) -> Row:
    cells = []
    for cell in line.split("\t"):
        start = at + len(cell) - len(cell.lstrip())
        cells.append((start, max(start, at + len(cell.rstrip()))))
        at += len(cell) + 1
    return tuple(cells)


def _table(document: Document, run: list[Row]) -> Table:
    span = (run[0][0][0], run[-1][-1][1])
    headed = len(run) > 1 and _is_header(document.text, run)
    return Table(document.clause_at(span[0]), span, run[0] if headed else (), tuple(run[1:] if headed else run))


def _is_header(text: str, run: list[Row]) -> bool:
    """Whether the first row names columns: short words in every cell, none of them a figure or a sentence."""
    cells = [text[start:end] for start, end in run[0]]
    cells = cells if cells[0] else cells[1:]  # the corner over the heads of rows may be empty
    if any(not cell or len(cell) > _LABEL or cell[-1] in "。；;" for cell in cells):
        return False
    return not any(cell.replace(".", "").replace("%", "").isdigit() for cell in cells) and len(set(cells)) == len(cells)
