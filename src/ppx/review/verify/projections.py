"""The tables beside the page results: a row for every record and a record for every row, cell by cell, in order.

Every table is read once, beside the pages; what is held of it is the rows of one document.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ppx.review.verify.claims import fault
from ppx.review.verify.rows import IDS, Held, document_row, record_rows
from ppx.review.verify.tables import BROKEN, RUN_BY_SPREADSHEETS, Table, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ppx.review.verify.claims import Fault

Json = dict[str, Any]
Cells = dict[str, str]
LINKS = "attachments"
KINDS = ("clauses", "agencies", "deadlines", "targets", "tasks", "citations")
Place = tuple[int, int, int]
"""of a document: place of the raw file in run.json, number of the record in a container, place in the page"""
NOWHERE: Place = (-1, -1, -1)


class Cursor:
    """A table that gives the rows of one document after the other."""

    def __init__(self, out: Path, table: Table, places: Mapping[str, int]) -> None:
        """Open the table; `places` has the place of every page by its path."""
        self.table, self.places = table, places
        self.rows = read_rows(out, table)
        self.number = 0
        self.broken = False
        """True where the table cannot be read on, so that its rows say nothing more"""
        self.ahead: Cells | None = None
        self._next()

    def take(self, document: str) -> tuple[list[Cells], list[Fault]]:
        """The rows of a document; rows before them that belong to none to come are faults."""
        here = self._place(document)
        taken: list[Cells] = []
        faults: list[Fault] = []
        while self.ahead is not None:
            owner = self._owner(self.ahead)
            if owner == document:
                taken.append(self.ahead)
            elif self._place(owner) < here:
                faults.append(self._unexpected())
            else:
                break
            self._next()
        return taken, faults

    def skip(self, page: str) -> None:
        """Pass over the rows of a page whose result cannot be read."""
        while self.ahead is not None and self._place(self._owner(self.ahead))[0] == self.places[page]:
            self._next()

    def rest(self) -> Iterator[Fault]:
        """Rows behind those of the last document."""
        while self.ahead is not None:
            yield self._unexpected()
            self._next()

    def _next(self) -> None:
        try:
            self.ahead = next(self.rows, None)
        except BROKEN:  # told by check_tables
            self.ahead, self.broken = None, True
        self.number += 1

    def _owner(self, row: Cells) -> str:
        """The document of a row; a link stands before all documents of its page."""
        return f"{row['page']}#0" if self.table.name == LINKS else row["document_id"]

    def _place(self, document: str) -> Place:
        path, _, place = document.rpartition("#")
        if not place.isdecimal():
            return NOWHERE
        if path in self.places:
            return self.places[path], 0, int(place)
        container, _, number = path.rpartition("!")
        known = container in self.places and number.isdecimal()
        return (self.places[container], int(number), int(place)) if known else NOWHERE

    def _unexpected(self) -> Fault:
        row = self.ahead or {}
        shown = row.get(IDS.get(self.table.name, "page" if self.table.name == LINKS else "document_id"), "")
        return fault("row_unexpected", self.table.file, f"row {self.number}", "a record of the page results", shown)


class Projections:
    """All tables beside the pages: `check` them page by page, in the order of run.json, then `finish`."""

    def __init__(self, out: Path, tables: Mapping[str, Table], places: Mapping[str, int]) -> None:
        """Open the tables that hold a document's rows."""
        names = [name for name in ("documents", *KINDS, LINKS) if name in tables]
        self.cursors = {name: Cursor(out, tables[name], places) for name in names}

    def check(self, page: Json) -> Iterator[Fault]:
        """The rows of a page's documents."""
        yield from self._check_links(page)
        for place, document in enumerate(page["documents"], 1):
            held = Held(document)
            for name, cursor in self.cursors.items():
                if name == LINKS:
                    continue
                found, faults = cursor.take(document["id"])
                yield from faults
                if cursor.broken:
                    continue
                own = name == "documents"
                expected = [document_row(page, document, place)] if own else list(record_rows(page, held, name))
                yield from _compare(cursor.table, document["id"], expected, found)

    def _check_links(self, page: Json) -> Iterator[Fault]:
        """The rows of the files that a page links."""
        cursor, path = self.cursors.get(LINKS), page["source"]["path"]
        if cursor is None:
            return
        found, faults = cursor.take(f"{path}#0")
        yield from faults
        if not cursor.broken:
            expected = [{"page": path, "name": link["name"], "url": link["url"]} for link in page["attachments"]]
            yield from _compare(cursor.table, path, expected, found)

    def skip(self, path: str) -> None:
        """Leave out a page whose result cannot be read."""
        for cursor in self.cursors.values():
            cursor.skip(path)

    def finish(self) -> Iterator[Fault]:
        """Rows that are left when the pages have ended."""
        for cursor in self.cursors.values():
            yield from cursor.rest()


def show_cell(value: Any, kind: str) -> str:
    """A value as a cell: nothing for null, true and false, an apostrophe before what a spreadsheet would run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    shown = str(value)
    return f"'{shown}" if kind == "string" and len(shown) > 1 and shown.startswith(RUN_BY_SPREADSHEETS) else shown


def _compare(table: Table, document: str, expected: list[Json], found: list[Cells]) -> Iterator[Fault]:
    wanted = [{c: show_cell(v, table.types.get(c, "string")) for c, v in row.items()} for row in expected]
    names, others = [_name(table, row) for row in wanted], [_name(table, row) for row in found]
    missing, unexpected = Counter(names) - Counter(others), Counter(others) - Counter(names)
    for name in missing.elements():
        yield fault("row_missing", table.file, name, f"a row of {document}", "none")
    for name in unexpected.elements():
        yield fault("row_unexpected", table.file, name, f"{len(wanted)} rows of {document}", len(found))
    if missing or unexpected:
        return
    if names != others:
        yield fault("row_order", table.file, document, names, others)
        return
    for name, row, cells in zip(names, wanted, found, strict=True):
        for column, value in row.items():
            if cells.get(column, value) != value:
                yield fault("cell", table.file, f"{name}: {column}", value, cells[column])


def _name(table: Table, row: Cells) -> str:
    """What a row is known by: its id, or where it stands."""
    if table.name == LINKS:
        return f"{row['page']}: {row['url']}"
    key = IDS.get(table.name, "document_id")
    return f"{row['document_id']}[{row['start']}:{row['end']}]" if table.name == "citations" else row[key]
