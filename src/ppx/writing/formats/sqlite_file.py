"""SQLite: `ppx.sqlite` with keys, indices and full-text search over clauses and titles; Datasette serves it as it is.

Chinese has no spaces, and SQLite's own tokenizers find either whole runs of characters or three and more. So the full-text
tables hold every run of one to `LONGEST` characters of a text as a word, and a search for `园区` finds it in `产业园区建设`.
A longer phrase is searched in parts (`人工智能 产业园区`: both must occur) or by `text like`.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from ppx.writing.columns import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ppx.writing.columns import Column
    from ppx.writing.formats import Block, Cell, Write
    from ppx.writing.partials import Partials

SEARCHED = {"clauses": "text", "documents": "title"}
"""table → the column whose words are found"""
LONGEST = 6
"""characters of the longest word that is found whole; each more makes the file a tenth larger"""
RUN = re.compile(r"(?:[^\W_]|[.%])+")
"""letters, digits, and the signs of 3.5 and 90%; the tokenizer itself parts words at spaces only, so that a query is one word"""
TYPES = {"string": "text", "integer": "integer", "number": "numeric", "boolean": "integer", "date": "text"}


@contextmanager
def sqlite_file(partials: Partials) -> Iterator[Write]:
    """Yields what writes a block of a table; the same rows give the same bytes from the same version of SQLite.

    Raises:
        sqlite3.IntegrityError: an id is double or leads nowhere, which is a bug in ppx; the message names them.
        OSError: the disk or the folder refuses the file.
    """
    with _disk_faults(), closing(sqlite3.connect(partials.file("ppx.sqlite"), isolation_level=None)) as base:
        base.execute("pragma journal_mode = off")  # the file appears whole or not at all, so nothing is rolled back
        base.execute("pragma synchronous = off")
        base.execute("begin")
        for table, columns in TABLES.items():
            base.execute(_create(table, columns))
        for table, column in SEARCHED.items():
            base.execute(
                f'create virtual table {table}_fts using fts5({column}, content="{table}", columnsize=0, detail=none,'
                " tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'\")"
            )
        counts = dict.fromkeys(TABLES, 0)

        def write(table: str, columns: Block) -> None:
            marks = ", ".join("?" * len(columns))
            rows = zip(*map(_shown, TABLES[table], columns), strict=True)
            base.executemany(f"insert into {table} values ({marks})", rows)  # noqa: S608 - a name of TABLES
            if table in SEARCHED:
                _index(base, table, columns, counts[table])
            counts[table] += len(columns[0])

        yield write
        _finish(base)


@contextmanager
def _disk_faults() -> Iterator[None]:
    """What SQLite says of the disk, as the error that everything else says it with."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(f"ppx.sqlite: {error}") from error


def _create(table: str, columns: Sequence[Column]) -> str:
    lines = []
    for c in columns:
        line = f'"{c.name}" {TYPES[c.type]}' + (" not null primary key" if c.key else "")
        if c.type == "boolean":
            line += f' check ("{c.name}" in (0, 1))'
        if c.refers:
            key = next(k.name for k in TABLES[c.refers] if k.key)
            line += f' references {c.refers}("{key}") deferrable initially deferred'
        lines.append(line)
    return f"create table {table} (\n  " + ",\n  ".join(lines) + "\n)"


def _shown(column: Column, cells: Sequence[Cell]) -> Sequence[Cell]:
    return [v and str(v) for v in cells] if column.type == "date" else cells


def _index(base: sqlite3.Connection, table: str, columns: Block, before: int) -> None:
    """Put rows into the full-text table; row numbers count from 1 in the order of writing."""
    column = SEARCHED[table]
    place = [c.name for c in TABLES[table]].index(column)
    base.executemany(
        f"insert into {table}_fts (rowid, {column}) values (?, ?)",  # noqa: S608 - names of TABLES
        ((number, words(str(text or ""))) for number, text in enumerate(columns[place], before + 1)),
    )


def words(text: str) -> str:
    """Every run of one to `LONGEST` characters of a text, once, joined by spaces."""
    found: dict[str, None] = {}
    for run in RUN.findall(text.lower()):
        for length in range(1, LONGEST + 1):
            for start in range(len(run) - length + 1):
                found[run[start : start + length]] = None
    return " ".join(found)


def _finish(base: sqlite3.Connection) -> None:
    """Indices on foreign keys, the full-text tables packed, every key checked."""
    for table, columns in TABLES.items():
        for c in columns:
            if c.refers and not c.key:
                base.execute(f'create index {table}_{c.name} on {table} ("{c.name}")')
    for table in SEARCHED:
        base.execute(f"insert into {table}_fts ({table}_fts) values ('optimize')")  # noqa: S608 - a name of SEARCHED
    astray = base.execute("pragma foreign_key_check").fetchmany(3)
    if astray:
        raise sqlite3.IntegrityError(
            "ids that lead nowhere: "
            + "; ".join(f"{table} row {row} names a row of {other}" for table, row, other, _ in astray)
        )
    base.execute("commit")
