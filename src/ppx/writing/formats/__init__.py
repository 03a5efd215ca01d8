"""The formats of the tables. Every format takes the same typed rows, a block of a table at a time.

    with open_formats(("csv", "sqlite"), partials, encoding="utf-8") as rows:
        rows.add("documents", {"document_id": …})

A cell is None, a str, an int, a float, a bool or a date, as its column says. A format is a context manager that yields a
function `write(table, columns)`; its files are whole when it ends. Its library is loaded when it is asked for.
"""

from __future__ import annotations

import importlib.util
import sqlite3
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from ppx.errors import UsageError
from ppx.writing.columns import TABLES
from ppx.writing.formats.csv_files import CsvFiles, csv_files, csv_lines
from ppx.writing.formats.parquet_files import parquet_files
from ppx.writing.formats.sqlite_file import sqlite_file
from ppx.writing.formats.xlsx_file import xlsx_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ppx.writing.columns import Column
    from ppx.writing.partials import Partials
    from ppx.writing.rows import Columns, Row

    Cell = str | int | float | bool | date | None
    Block = Sequence[Sequence[Cell]]
    Write = Callable[[str, Block], None]

BLOCK = 2000
"""rows handed on at a time"""
LIBRARIES: Mapping[str, str | None] = {"csv": None, "parquet": "pyarrow", "sqlite": None, "xlsx": "xlsxwriter"}
"""format → the module that its extra brings"""


class Rows:
    """Rows on their way into every format."""

    def __init__(self, csv: CsvFiles, others: Sequence[Write] = ()) -> None:
        """Rows for CSV and these formats."""
        self.csv, self.others = csv, others
        self.rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        self.held: dict[str, dict[str, list[Any]]] = {name: {c.name: [] for c in TABLES[name]} for name in TABLES}
        """table → column → cells on their way into the others"""

    def add(self, table: str, row: Row) -> None:
        """Take in a row; a column that it leaves out is empty."""
        self.rows[table].append(row)
        if len(self.rows[table]) >= BLOCK:
            self._gather(table)

    def _gather(self, table: str) -> None:
        rows, self.rows[table] = self.rows[table], []
        if rows:
            columns: Columns = {c.name: [row.get(c.name) for row in rows] for c in TABLES[table]}
            self.csv.put(table, csv_lines(table, columns))
            self.extend(table, columns)

    def extend(self, table: str, columns: Columns) -> None:
        """Take in a block of rows for all formats but CSV, whose lines are put into `csv` as they are."""
        if not self.others:
            return
        held = self.held[table]
        for name, cells in held.items():
            cells.extend(columns[name])
        while len(next(iter(held.values()))) >= BLOCK:
            self._hand_on(table)

    def finish(self) -> None:
        """Hand on what is held."""
        for table in TABLES:
            self._gather(table)
            self._hand_on(table)

    def _hand_on(self, table: str) -> None:
        held = self.held[table]
        block = [type_cells(column, held[column.name][:BLOCK]) for column in TABLES[table]]
        for cells in held.values():
            del cells[:BLOCK]
        if block[0]:
            for write in self.others:
                write(table, block)


def type_cells(column: Column, values: Sequence[Any]) -> Sequence[Cell]:
    """Values of a page result as their column holds them; an empty text is None.

    Raises:
        ValueError: a date that is none, which is a bug in ppx.
    """
    if column.type == "date":
        return [date.fromisoformat(value) if value else None for value in values]
    return [value or None for value in values] if column.type == "string" else values


def check_formats(names: Iterable[str]) -> tuple[str, ...]:
    """The formats of a run, each once, CSV always among them.

    Raises:
        UsageError: a name is no format, or what it needs is not installed.
    """
    asked = {"csv", *names}
    for name in sorted(asked):
        if name not in LIBRARIES:
            raise UsageError(f"--format {name}: no such format; ppx writes {', '.join(LIBRARIES)}")
        library = LIBRARIES[name]
        if library and importlib.util.find_spec(library) is None:
            raise UsageError(f"--format {name} needs {library}; install it with: pip install 'ppx[{name}]'")
    if "sqlite" in asked:
        _check_full_text()
    return tuple(name for name in LIBRARIES if name in asked)


def _check_full_text() -> None:
    with closing(sqlite3.connect(":memory:")) as base:
        try:
            base.execute("create virtual table t using fts5(x)")
        except sqlite3.OperationalError as error:
            raise UsageError(f"--format sqlite: the SQLite of this Python has no full-text search ({error})") from error


@contextmanager
def open_formats(names: Sequence[str], partials: Partials, *, encoding: str) -> Iterator[Rows]:
    """Rows that go into CSV and every format of `names`; the files are whole when the `with` ends."""
    opened = {
        "parquet": lambda: parquet_files(partials),
        "sqlite": lambda: sqlite_file(partials),
        "xlsx": lambda: xlsx_file(partials),
    }
    with ExitStack() as stack:
        csv = stack.enter_context(csv_files(partials, encoding))
        others = [stack.enter_context(opened[name]()) for name in names if name != "csv"]
        rows = Rows(csv, others)
        yield rows
        rows.finish()


def file_names(name: str) -> list[str]:
    """The files of a format."""
    return {
        "csv": [f"{table}.csv" for table in TABLES],
        "parquet": [f"{table}.parquet" for table in TABLES],
        "sqlite": ["ppx.sqlite"],
        "xlsx": ["ppx.xlsx"],
    }[name]
