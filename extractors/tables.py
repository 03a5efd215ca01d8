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
    header, rows = _head(document.text, run)
    return Table(document.clause_at(span[0]), span, header, tuple(rows))


def _head(text: str, run: list[Row]) -> tuple[Row, list[Row]]:
    """The heads of the columns and the rows below them; no heads where the first row names no columns.

    A head that covers columns has its own heads in the second row (`“十四五”目标` over 2025年 and 年均增长): they go before it.
    """
    if len(run) > 1 and _is_header([text[start:end] for start, end in run[0]]):
        return run[0], run[1:]
    if len(run) > 2 and len(run[0]) == len(run[1]) and _divides(run[0], run[1]):
        merged = tuple(below if below[0] < below[1] else above for above, below in zip(run[0], run[1], strict=True))
        heads = [text[start:end] for start, end in merged]
        if all(map(_names, heads)):
            return merged, run[2:]
    return (), run


def _divides(above: Row, below: Row) -> bool:
    """Whether the second row fills only what heads of the first cover, at least two columns of one head."""
    covers = [n + 1 < len(above) and above[n + 1][0] == above[n + 1][1] for n in range(len(above))]
    filled = [n for n, (start, end) in enumerate(below) if start < end]
    return len(filled) > 1 and all(above[n][0] == above[n][1] or covers[n] for n in filled)


def _is_header(cells: list[str]) -> bool:
    """Whether the first row names columns: short words in every cell, none of them a figure or a sentence."""
    cells = cells if cells[0] else cells[1:]  # the corner over the heads of rows may be empty
    return all(map(_names, cells)) and len(set(cells)) == len(cells)


def _names(cell: str) -> bool:
    """Whether a cell may name a column."""
    if not cell or len(cell) > _LABEL or cell[-1] in "。；;":
        return False
    return not cell.replace(".", "").replace("%", "").isdigit()
