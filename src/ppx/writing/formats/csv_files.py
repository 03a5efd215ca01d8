"""CSV: one file a table, RFC 4180, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from ppx.writing.columns import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ppx.writing.formats import Cell, Columns
    from ppx.writing.partials import Partials

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""what a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)"""


@dataclass(slots=True)
class CsvFiles:
    """The files that are being written; called with a block of a table, it writes that."""

    handles: Mapping[str, BinaryIO]
    ends: dict[str, int] = field(default_factory=dict)
    """bytes that each file has by now"""

    def __call__(self, table: str, columns: Columns) -> None:
        """Write a block of rows."""
        lines = io.StringIO(newline="")
        shown = [show(c.type, cells) for c, cells in zip(TABLES[table], columns, strict=True)]
        csv.writer(lines, lineterminator="\r\n").writerows(zip(*shown, strict=True))
        self.put(table, lines.getvalue().encode())

    def put(self, table: str, lines: bytes) -> None:
        """Write rows as they stood in a file from before."""
        self.ends[table] = self.ends.get(table, 0) + self.handles[table].write(lines)


@contextmanager
def csv_files(partials: Partials, encoding: str) -> Iterator[CsvFiles]:
    """Yields what writes a block of a table; every table has its header, also an empty one."""
    with ExitStack() as stack:
        files = CsvFiles({name: stack.enter_context(partials.file(f"{name}.csv").open("wb")) for name in TABLES})
        for name, columns in TABLES.items():
            files.put(name, (",".join(c.name for c in columns) + "\r\n").encode(encoding))
        yield files


def show(kind: str, cells: Sequence[Cell]) -> list[Any]:
    """Cells as CSV has them: nothing for None, `true`, a number in full, a text that no spreadsheet runs."""
    if kind == "boolean":
        return ["" if v is None else "true" if v else "false" for v in cells]
    if kind == "string":
        return ["" if v is None else f"'{v}" if v[:1] in FORMULA and len(v) > 1 else v for v in cast(list[str], cells)]
    return ["" if v is None else str(v) for v in cells]
