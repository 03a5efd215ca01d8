"""XLSX: `ppx.xlsx`, a sheet a table with frozen headers and filters, and a sheet that describes the columns.

Needs the extra `ppx[xlsx]`. Cells are typed; a text is a text whatever it begins with. Two limits of the format show: a table
longer than `ROWS` goes on in a second sheet (`clauses 2`), and a text longer than `CHARACTERS` ends in `…`.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from ppx.writing.columns import TABLES
from ppx.writing.results import TABLES_UNDER_WAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ppx.writing.columns import Column
    from ppx.writing.formats import Block, Cell, Write
    from ppx.writing.partials import Partials

ROWS = 1_048_576
"""rows of a sheet, its header among them (Excel specifications and limits)"""
CHARACTERS = 32_767
"""characters of a cell in UTF-16 units (same source)"""
WIDTHS = {"integer": 10, "number": 16, "boolean": 10, "date": 12, "string": 22}
WIDE = {"text": 60, "title": 50, "heading": 30, "only_here": 50, "only_there": 50, "targets": 40, "aliases": 40}


@dataclass(slots=True)
class Sheets:
    """The sheets of one table: the one that is being filled, and how far."""

    columns: Sequence[Column]
    names: Iterator[str]
    sheet: Any = None
    filled: int = field(default=0)


@contextmanager
def xlsx_file(partials: Partials, *, most: int = ROWS) -> Iterator[Write]:
    """Yields what writes a block of a table. The same rows give the same bytes: the creation date is fixed.

    `most` is how many rows a sheet takes, its header among them.

    Raises:
        OSError: the disk or the folder refuses the file.
    """
    from xlsxwriter import Workbook

    file = partials.file("ppx.xlsx")
    with (
        _disk_faults(),
        _rows_on_disk(file.parent) as options,
        Workbook(str(file), options) as book,
    ):
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC), "title": "ppx"})
        head = book.add_format({"bold": True})
        shapes = {"string": book.add_format({"num_format": "@"}), "date": book.add_format({"num_format": "yyyy-mm-dd"})}
        tables = {name: Sheets(columns, _names(name)) for name, columns in TABLES.items()}
        for sheets in tables.values():
            _begin(book, sheets, head, shapes)

        def write(table: str, columns: Block) -> None:
            sheets = tables[table]
            for row in zip(*columns, strict=True):
                if sheets.filled + 1 >= most:
                    _end(sheets)
                    _begin(book, sheets, head, shapes)
                sheets.filled += 1
                for place, value in enumerate(row):
                    _put(sheets.sheet, sheets.filled, place, value, shapes)

        yield write
        for sheets in tables.values():
            _end(sheets)
        _describe(book, head)


@contextmanager
def _rows_on_disk(out: Path) -> Iterator[dict[str, Any]]:
    """Options of a workbook that keeps its rows in files, in a folder that goes with it: the library leaves them where it fails."""
    with tempfile.TemporaryDirectory(prefix=TABLES_UNDER_WAY, dir=out) as folder:
        yield {"constant_memory": True, "tmpdir": folder}


@contextmanager
def _disk_faults() -> Iterator[None]:
    """What xlsxwriter says of the disk, as the error that everything else says it with."""
    from xlsxwriter.exceptions import FileCreateError

    try:
        yield
    except FileCreateError as error:
        fault = error.args[0] if error.args else error
        raise fault if isinstance(fault, OSError) else OSError(str(error)) from error


def _names(table: str) -> Iterator[str]:
    yield table
    number = 2
    while True:
        yield f"{table} {number}"
        number += 1


def _begin(book: Any, sheets: Sheets, head: Any, shapes: dict[str, Any]) -> None:
    sheets.sheet, sheets.filled = book.add_worksheet(next(sheets.names)), 0
    for place, column in enumerate(sheets.columns):
        width = WIDE.get(column.name, WIDTHS[column.type])
        sheets.sheet.set_column(place, place, width, shapes.get(column.type))
        sheets.sheet.write_string(0, place, column.name, head)
    sheets.sheet.freeze_panes(1, 1)


def _end(sheets: Sheets) -> None:
    sheets.sheet.autofilter(0, 0, sheets.filled, len(sheets.columns) - 1)


def _put(sheet: Any, row: int, place: int, value: Cell, shapes: dict[str, Any]) -> None:
    if isinstance(value, str):
        sheet.write_string(row, place, shorten(value), shapes["string"])
    elif isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, shapes["date"])
    elif value is not None:
        sheet.write_number(row, place, value)


def shorten(text: str) -> str:
    """The text, or as much of it as a cell holds with `…` behind."""
    if len(text) <= CHARACTERS // 2 or len(text.encode("utf-16-le")) <= 2 * CHARACTERS:
        return text
    return text.encode("utf-16-le")[: 2 * CHARACTERS - 2].decode("utf-16-le", "ignore") + "…"


def _describe(book: Any, head: Any) -> None:
    sheet = book.add_worksheet("columns")
    names = ("table", "column", "type", "key", "refers to", "description")
    lines = [
        (table, c.name, c.type, "key" if c.key else "", c.refers or "", c.description)
        for table, columns in TABLES.items()
        for c in columns
    ]
    for row, line in enumerate([names, *lines]):
        for place, value in enumerate(line):
            sheet.write_string(row, place, value, None if row else head)
    sheet.set_column(0, 4, 18)
    sheet.set_column(5, 5, 80)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(lines), len(names) - 1)
