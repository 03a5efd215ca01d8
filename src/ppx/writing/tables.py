"""The tables: CSV projections of the page results, streamed page by page, and the data package that describes them.

What is kept in memory does not grow with the text of the corpus: a block of rows a table, one entry a distinct organ, and
of every document its id with a digest of its number, its title and its text.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ppx import divisions
from ppx.writing.attached import Links
from ppx.writing.columns import TABLES, UNITS, Column
from ppx.writing.results import page_file, read_page, write_json
from ppx.writing.rows import PROJECTIONS, PageRows, citation_rows, document_row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import TextIO

    from ppx.writing.rows import Json, Row

BLOCK = 2000
"""rows handed to pandas at a time"""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""what a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)"""


@dataclass(slots=True)
class Index:
    """What the tables need to know of all documents at once."""

    cited: dict[bytes, str] = field(default_factory=dict)
    """digest of a document number or title → id of the first document that has it"""
    texts: dict[bytes, str] = field(default_factory=dict)
    """digest of a text → id of the first document that has it"""
    copies: list[tuple[str, str]] = field(default_factory=list)
    """documents with the text of an earlier one"""

    def add(self, document: Json) -> None:
        """Take in a document; call it in the order of the tables."""
        for name in (document["doc_number"], document["title"]):
            if name:
                self.cited.setdefault(_digest(name), document["id"])
        if document["text"]:
            first = self.texts.setdefault(_digest(document["text"]), document["id"])
            if first != document["id"]:
                self.copies.append((document["id"], first))

    def find(self, citation: Json) -> str | None:
        """Id of the document that a citation names, its number before its title; None where the corpus has none."""
        for name in (citation["doc_number"], citation["title"]):
            found = self.cited.get(_digest(name)) if name else None
            if found:
                return found
        return None


def _digest(text: str) -> bytes:
    return hashlib.blake2b("".join(text.split()).encode(), digest_size=12).digest()


@dataclass(slots=True)
class Organ:
    """One organ across the corpus."""

    full: str
    level: str
    aliases: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    last: str = ""


class TableFile:
    """A CSV file that takes rows and appears under its name when all of them are in."""

    def __init__(self, out: Path, name: str, encoding: str) -> None:
        """Open the partial file of the table `name`."""
        self.columns = TABLES[name]
        self.file = out / f"{name}.csv"
        self.partial = out / f".{name}.csv.{os.getpid()}"
        self.handle: TextIO = self.partial.open("w", encoding=encoding, newline="")
        self.rows: list[Row] = []
        self.fresh = True

    def __enter__(self) -> TableFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush(last=True)
            self.handle.flush()
            os.fsync(self.handle.fileno())
        self.handle.close()
        if kind is None:
            self.partial.replace(self.file)
        else:
            self.partial.unlink(missing_ok=True)

    def add(self, row: Row) -> None:
        """Take in a row."""
        self.rows.append(row)
        if len(self.rows) >= BLOCK:
            self._flush()

    def _flush(self, *, last: bool = False) -> None:
        if self.rows or (last and self.fresh):
            import pandas  # loaded only when tables are written

            data = {c.name: [cell(c, row.get(c.name)) for row in self.rows] for c in self.columns}
            pandas.DataFrame(data, dtype=object).to_csv(
                self.handle, header=self.fresh, index=False, lineterminator="\r\n"
            )
            self.rows.clear()
            self.fresh = False


def cell(column: Column, value: Any) -> Any:
    """The value as the table shows it: nothing for None, `true`, a number in full, a text that no spreadsheet runs."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    shown = str(value)
    return f"'{shown}" if column.type == "string" and len(shown) > 1 and shown.startswith(FORMULA) else shown


def write_tables(out: Path, paths: Sequence[str], *, encoding: str = "utf-8-sig") -> None:
    """Write every table of the page results of `paths`, in that order, and datapackage.json.

    `encoding` is `utf-8-sig` (spreadsheets open it right) or `utf-8`.

    Raises:
        OSError: the disk or the folder refuses them; no table is left half written.
    """
    index, links = Index(), Links()
    organs: dict[str, Organ] = {}
    with (
        TableFile(out, "documents", encoding) as documents,
        TableFile(out, "clauses", encoding) as clauses,
        TableFile(out, "agencies", encoding) as agencies,
        TableFile(out, "deadlines", encoding) as deadlines,
        TableFile(out, "targets", encoding) as targets,
        TableFile(out, "tasks", encoding) as tasks,
    ):
        files = {"clauses": clauses, "agencies": agencies, "deadlines": deadlines, "targets": targets, "tasks": tasks}
        for path in paths:
            page = read_page(page_file(out, path))
            links.add(page)
            for position, document in enumerate(page["documents"], 1):
                rows = PageRows(page, document)
                documents.add(document_row(rows, position))
                for name, project in PROJECTIONS.items():
                    for row in project(rows):
                        files[name].add(row)
                index.add(document)
                count_organs(organs, document)
    _write_citations(out, paths, index, encoding)
    with TableFile(out, "duplicates", encoding) as duplicates:
        for copy, first in index.copies:
            duplicates.add({"document_id": copy, "duplicate_of": first, "similarity": 1})
    with TableFile(out, "organs", encoding) as table:
        for key in sorted(organs):
            table.add(organ_row(key, organs[key]))
    with TableFile(out, "attachments", encoding) as attached:
        for row in links.rows():
            attached.add(row)
    write_json(out / "datapackage.json", data_package(encoding))


def _write_citations(out: Path, paths: Sequence[str], index: Index, encoding: str) -> None:
    """Citations need every document, so they take a second reading."""
    with TableFile(out, "citations", encoding) as table:
        for path in paths:
            page = read_page(page_file(out, path))
            for document in page["documents"]:
                for row in citation_rows(PageRows(page, document), index.find):
                    table.add(row)


def count_organs(organs: dict[str, Organ], document: Json) -> None:
    """Count the organs of a document that have a key."""
    for a in document["agencies"]:
        if a["key"]:
            organ = organs.setdefault(a["key"], Organ(a["full"] or a["name"], a["level"] or ""))
            organ.full = min(organ.full, a["full"] or organ.full)
            organ.aliases[a["name"]] += 1
            organ.documents += organ.last != document["id"]
            organ.last = document["id"]


def organ_row(key: str, organ: Organ) -> Row:
    """The row of an organ; its division is the one of its key."""
    code = key.partition(":")[0]
    held = divisions.coded(code) if code.isdecimal() else ()
    return {
        "key": key,
        "full": organ.full,
        "level": organ.level,
        "division_code": code if code.isdecimal() else None,
        "division": held[0].name if held else None,
        "aliases": ";".join(name for name, _ in sorted(organ.aliases.items(), key=lambda a: (-a[1], a[0]))),
        "mentions": organ.aliases.total(),
        "documents": organ.documents,
    }


def data_package(encoding: str) -> Json:
    """datapackage.json: a Frictionless Data Package v2 with a Table Schema for every table."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "ppx-output",
        "title": "Clauses, agencies, deadlines and targets of policy documents",
        "description": (
            "Lists in a cell are joined by ';'. A text cell that a spreadsheet would run as a formula "
            "(it begins with = + - @ tab or carriage return) begins with an apostrophe that is not part of the text."
        ),
        "resources": [_resource(name, columns, encoding) for name, columns in TABLES.items()],
    }


def _resource(name: str, columns: Sequence[Column], encoding: str) -> Json:
    schema: Json = {"fields": [_field(c) for c in columns], "missingValues": [""]}
    keys = [c.name for c in columns if c.key]
    if keys:
        schema["primaryKey"] = keys
    schema["foreignKeys"] = [
        {
            "fields": [c.name],
            "reference": {
                "resource": "" if c.refers == name else c.refers,
                "fields": [k.name for k in TABLES[c.refers] if k.key],
            },
        }
        for c in columns
        if c.refers
    ]
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": encoding,
        "dialect": {"lineTerminator": "\r\n"},
        "schema": schema,
    }


def _field(column: Column) -> Json:
    made: Json = {"name": column.name, "type": column.type}
    if column.name in UNITS:
        made["description"] = UNITS[column.name]
    if column.key:
        made["constraints"] = {"required": True, "unique": True}
    return made
