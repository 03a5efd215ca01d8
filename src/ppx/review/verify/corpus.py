"""What is claimed of all pages together: organs, documents with the same text, cited documents."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ppx.review.verify.claims import fault
from ppx.review.verify.tables import BROKEN, Table, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ppx.review.verify.claims import Fault

Json = dict[str, Any]


class Corpus:
    """Counts over the documents of a run: one entry an organ, and hashes of each document's text, number and title."""

    def __init__(self) -> None:
        """Begin with none."""
        self.mentions: Counter[str] = Counter()
        self.documents: Counter[str] = Counter()
        self.aliases: dict[str, set[str]] = {}
        self.texts: set[int] = set()
        self.copies: list[str] = []
        self.names: set[int] = set()
        self.pages: set[int] = set()
        self.quotes: dict[str, list[tuple[str, str, str]]] = {}
        """by document what duplicates.csv quotes of it: row, column, passage"""
        self.faults: list[Fault] = []

    def expect(self, out: Path, table: Table | None) -> None:
        """Take in what duplicates.csv quotes of documents, before they come."""
        try:
            for row in read_rows(out, table) if table else ():
                for column, document in (("only_here", row["document_id"]), ("only_there", row["duplicate_of"])):
                    said = [(row["document_id"], column, passage) for passage in _passages(row[column])]
                    self.quotes.setdefault(document, []).extend(said)
        except BROKEN:  # told by check_tables
            return

    def add_page(self, page: Json) -> None:
        """Take in a page with its documents."""
        self.pages.add(hash(page["source"]["path"]))
        for document in page["documents"]:
            self.add(document)

    def add(self, document: Json) -> None:
        """Take in a document."""
        text = _bare(document["text"])
        for row, column, passage in self.quotes.get(document["id"], ()):
            if passage not in text:
                quoted = f"a passage of {document['id']}"
                self.faults.append(fault("duplicates", "duplicates.csv", f"{row}: {column}", quoted, passage))
        keyed = [a for a in document["agencies"] if a["key"] is not None]
        self.mentions.update(a["key"] for a in keyed)
        self.documents.update({a["key"] for a in keyed})
        for agency in keyed:
            self.aliases.setdefault(agency["key"], set()).add(agency["name"])
        for name in (document["doc_number"], document["title"]):
            if name:
                self.names.add(hash((document["id"], _bare(name))))
        if text and hash(text) in self.texts:
            self.copies.append(document["id"])
        self.texts.add(hash(text))

    def check(self, out: Path, tables: Mapping[str, Table]) -> Iterator[Fault]:
        """The tables that are about all documents."""
        yield from self.faults
        for name, check in (
            ("organs", self._organs),
            ("duplicates", self._duplicates),
            ("citations", self._cited),
            ("attachments", self._attached),
        ):
            if name in tables:
                try:
                    yield from check(out, tables[name])
                except BROKEN:  # told by check_tables
                    continue

    def _organs(self, out: Path, table: Table) -> Iterator[Fault]:
        seen: list[str] = []
        for row in read_rows(out, table):
            key = row["key"]
            seen.append(key)
            found = (row["mentions"], row["documents"], set(row["aliases"].split(";")))
            expected = (str(self.mentions[key]), str(self.documents[key]), self.aliases.get(key, set()))
            if found != expected:
                yield fault("organs", table.file, key, expected, found)
        if seen != sorted(seen):
            yield fault("row_order", table.file, "", "sorted by key", "not sorted")
        for key in sorted(set(self.mentions) - set(seen)):
            yield fault("row_missing", table.file, key, f"a row: {self.mentions[key]} mentions", "none")

    def _duplicates(self, out: Path, table: Table) -> Iterator[Fault]:
        listed: set[str] = set()
        for row in read_rows(out, table):
            listed.add(row["document_id"])
            share = row["similarity"]
            if row["document_id"] == row["duplicate_of"] or not share or not 0 < float(share) <= 1:
                yield fault("duplicates", table.file, row["document_id"], "another document, above 0 to 1", row)
        for copy in self.copies:
            if copy not in listed:
                yield fault("duplicates", table.file, copy, "a row: an earlier document has its text", "none")

    def _attached(self, out: Path, table: Table) -> Iterator[Fault]:
        for row in read_rows(out, table):
            leads = row["attached_page"]
            if leads and (hash(leads) not in self.pages or leads == row["page"]):
                yield fault("attached", table.file, f"{row['page']}: {row['url']}", "another page of the run", leads)

    def _cited(self, out: Path, table: Table) -> Iterator[Fault]:
        for row in read_rows(out, table):
            cited = row["cited_document_id"]
            names = [row[c].removeprefix("'") for c in ("doc_number", "title") if row[c]]
            if cited and not any(hash((cited, _bare(name))) in self.names for name in names):
                record = f"{row['document_id']}[{row['start']}:{row['end']}]"
                yield fault("cell", table.file, f"{record}: cited_document_id", f"a document called {names}", cited)


def _passages(cell: str) -> list[str]:
    """The passages of a cell `“…”;“…”`, those that were cut without their end."""
    quoted = cell.removesuffix(";…").removeprefix("“").removesuffix("”")
    return [_bare(passage).removesuffix("…") for passage in quoted.split("”;“")] if cell else []


def _bare(text: str) -> str:
    return "".join(text.split())
