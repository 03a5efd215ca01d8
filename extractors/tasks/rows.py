"""Rows of task tables: which cell tells the action, how far the task reaches, and who answers for rows that name nobody.

1   修建农村公路120公里   市交通运输局   2025年11月底前
2   改造桥梁12座                        2025年12月底前      the cell of 市交通运输局 covers this row as well
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ppx.records import Agency, Document, Span

COLUMN = "table_column"
"""the rule of an agency under a head that names a role"""
_MOSTLY = 2.5
"""a cell of whose characters one in so many belongs to agencies or dates tells no action"""


def find_action(text: str, row: Span, others: Sequence[Span]) -> Span:
    """The longest cell that neither lists agencies nor holds only a date (`others`); the row where there is none."""
    start = row[0]
    free: list[Span] = []
    for cell in text[slice(*row)].split("\t"):
        span = (start, start + len(cell))
        start = span[1] + 1
        told = sum(b - a for a, b in others if span[0] <= a and b <= span[1])
        if told * _MOSTLY <= len(cell):
            free.append(span)
    return max(free, key=lambda span: span[1] - span[0], default=row)


def find_covered(document: Document) -> dict[int, tuple[str, ...]]:
    """Ids of the agencies whose cell covers a row that names nobody, by the row's place.

    A cell that spans rows stands in the first of them, the others are empty there. A row with nothing but a title parts sections.
    """
    found: dict[int, tuple[str, ...]] = {}
    for table in document.tables:
        named = [
            agency
            for agency in document.agencies
            if agency.rule == COLUMN and table.span[0] <= agency.span[0] < table.span[1]
        ]
        if named:
            found |= _covered(document.text, table.rows, named)
    return found


def _covered(
    text: str, rows: Sequence[Sequence[Span]], named: Sequence[Agency]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of one table that an agency's cell above covers."""
    above: tuple[str, ...] = ()
    columns: frozenset[int] = frozenset()
    width = 0
    for row in rows:
        start, end = row[0][0], row[-1][1]
        own = [agency for agency in named if start <= agency.span[0] < end]
        filled = [n for n, (a, b) in enumerate(row) if text[a:b].strip()]
        if own:
            above, width = tuple(agency.id for agency in own), len(row)
            columns = frozenset(n for n, (a, b) in enumerate(row) for agency in own if a <= agency.span[0] < b)
        elif len(row) != width or not columns.isdisjoint(filled) or not filled or (filled == [0] and width > 2):
            above = ()
        elif above:
            yield start, above
