"""CSV: one file a table, RFC 4180, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import io
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

from ppx.writing.columns import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ppx.writing.partials import Partials
    from ppx.writing.rows import Columns

FORMULA = "=+-@\t\r"
"""what a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)"""
FLAGS = {None: "", True: "true", False: "false"}


@dataclass(slots=True)
class CsvFiles:
    """The files that are being written."""

    handles: Mapping[str, BinaryIO]
    ends: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TABLES, 0))
    """bytes that each file has by now"""
    digests: dict[str, Any] = field(default_factory=lambda: {table: hashlib.sha256() for table in TABLES})
    """of these bytes, so that no file is read again for it"""

    def put(self, table: str, lines: bytes) -> None:
        """Write lines, as `csv_lines` gives them."""
        self.ends[table] += self.handles[table].write(lines)
        self.digests[table].update(lines)

    def written(self) -> Iterator[tuple[str, int, str]]:
        """Name, bytes and SHA-256 of each file."""
        for table, end in self.ends.items():
            yield f"{table}.csv", end, self.digests[table].hexdigest()


@contextmanager
def csv_files(partials: Partials, encoding: str) -> Iterator[CsvFiles]:
    """Yields the files; every table has its header, also an empty one."""
    with ExitStack() as stack:
        files = CsvFiles({name: stack.enter_context(partials.file(f"{name}.csv").open("wb")) for name in TABLES})
        for name, columns in TABLES.items():
            files.put(name, (",".join(c.name for c in columns) + "\r\n").encode(encoding))
        yield files


def csv_lines(table: str, columns: Columns) -> bytes:
    """Rows as they stand in the table's file."""
    lines = io.StringIO(newline="")
    shown = [show(c.type, columns[c.name]) for c in TABLES[table]]
    csv.writer(lines, lineterminator="\r\n").writerows(zip(*shown, strict=True))
    return lines.getvalue().encode()


def show(kind: str, cells: Sequence[Any]) -> Sequence[Any]:
    """Cells as the writer of CSV takes them, which shows None as nothing and a number in full: `true`, a text that no spreadsheet runs."""
    if kind == "string":
        return [f"'{v}" if v and v[0] in FORMULA and len(v) > 1 else v for v in cells]
    if kind == "boolean":
        return [FLAGS[v] for v in cells]
    return [v and date.fromisoformat(v).isoformat() for v in cells] if kind == "date" else cells
