"""Tables with a column of agencies: cells of a row are joined by tabs, the head names the role."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import regex

from ppx import lexicon
from ppx.extractors.agencies import labels
from ppx.extractors.agencies.lists import Block
from ppx.extractors.agencies.vocabulary import vocabulary
from ppx.grammar import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ppx.records import Role


@lexicon.cached
def _head() -> regex.Pattern[str]:
    """A head cell that names a role: 责任单位 | 牵头部门 | 责任单位及配合单位."""
    words = vocabulary()
    return regex.compile(rf"{alternatives(words.roles)}{{1,2}}{alternatives(words.words['labels']['nouns'])}.{{0,6}}")


def find(text: str) -> Iterator[Block]:
    """The cells under every head that names a role."""
    if "\t" not in text:
        return
    columns: dict[int, Role] = {}
    width = start = 0
    for line in text.split("\n"):
        cells = line.split("\t")
        heads = {i: labels.role(cell) for i, cell in enumerate(cells) if _head().fullmatch(cell.strip())}
        if len(cells) > 1 and heads:
            columns, width = heads, len(cells)
        elif len(cells) > 1 and columns:
            yield from _row(text, start, cells, columns, width)
        elif line.strip():
            columns = {}
        start += len(line) + 1


def _row(text: str, start: int, cells: Sequence[str], columns: Mapping[int, Role], width: int) -> Iterator[Block]:
    """A row's cells under the heads; a row that lost cells to a span is counted from its end in its right half."""
    starts = [0, *accumulate(len(cell) + 1 for cell in cells)]
    lost = width - len(cells)
    for column, role in columns.items():
        index = column - lost if column >= max(lost, width // 2) else column
        if 0 <= index < len(cells) and cells[index].strip():
            first = start + starts[index]
            last = first + len(cells[index])
            yield Block((first, last), labels.listed(text, first, last, role), role, "table_column")
