"""What the search page reads: rows of documents, clauses, agencies and tasks in scripts of a bounded size.

A page opened from disk may not fetch, so the rows come as scripts that hand them to `assets/shelf.js`. They are written while
the page results go by; only the shard at hand is in memory.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ppx.report.dossier import own_text, told
from ppx.report.names import page_link
from ppx.report.tally import date, province, year

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ppx.report.results import Json

FAMILIES = ("documents", "clauses", "agencies", "tasks")
SHARD = 120_000
"""characters of a shard: a browser reads one in a few milliseconds"""
Cells = list[object]


def script(value: object) -> str:
    """`value` as JSON that is safe in a script, whatever its strings hold: no markup, no line end of JavaScript."""
    shown = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, written in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        shown = shown.replace(sign, written)
    return shown


class Shelf:
    """The shards being written."""

    def __init__(self, folder: Path) -> None:
        """Shards go into `folder`, which exists."""
        self.folder = folder
        self.rows: dict[str, list[str]] = {family: [] for family in FAMILIES}
        self.sizes = dict.fromkeys(FAMILIES, 0)
        self.shards = dict.fromkeys(FAMILIES, 0)
        self.counts = dict.fromkeys(FAMILIES, 0)

    def add(self, result: Json) -> None:
        """Take in a page."""
        link = page_link(result["source"]["path"])
        for position, document in enumerate(result["documents"], start=1):
            number = self.counts["documents"]
            self._put("documents", _document(document, link, position))
            texts = own_text(document)
            for family, rows in (
                ("clauses", _clauses(document, number, texts)),
                ("agencies", _agencies(document, number)),
                ("tasks", _tasks(document, number)),
            ):
                for row in rows:
                    self._put(family, row)

    def close(self, facets: Json) -> None:
        """Write what is left, and the list of shards with what the filters offer."""
        for family in FAMILIES:
            self._flush(family)
        index = {"shards": self.shards, "counts": self.counts, "facets": facets}
        (self.folder / "index.js").write_text(f"ppx.shelf.open({script(index)});\n", "utf-8", "replace", "\n")

    def _put(self, family: str, row: Cells) -> None:
        written = script(row)
        self.rows[family].append(written)
        self.sizes[family] += len(written)
        self.counts[family] += 1
        if self.sizes[family] >= SHARD:
            self._flush(family)

    def _flush(self, family: str) -> None:
        if not self.rows[family]:
            return
        body = ",\n".join(self.rows[family])
        number = self.shards[family]
        text = f'ppx.shelf.take("{family}",{number},[\n{body}\n]);\n'
        (self.folder / f"{family}-{number}.js").write_text(text, "utf-8", "replace", "\n")
        self.rows[family], self.sizes[family], self.shards[family] = [], 0, number + 1


def _document(document: Json, link: str, position: int) -> Cells:
    region = document["region"]["name"] if document["region"] else ""
    counts = [len(document[name]) for name in ("clauses", "agencies", "deadlines", "targets", "tasks")]
    title = document["title"] or document["text"][:40].split("\n")[0]
    return [
        *(link, position, title, document["kind"] or "", document["doc_number"] or "", document["issuer"] or ""),
        *(region, province(document), year(document), date(document), counts),
    ]


def _clauses(document: Json, number: int, texts: dict[str, str]) -> Iterator[Cells]:
    for clause in document["clauses"]:
        yield [number, clause["id"], clause["path"], clause["heading"] or "", texts[clause["id"]]]
    if not document["clauses"] and document["text"]:
        yield [number, "text", "", "", document["text"]]


def _agencies(document: Json, number: int) -> Iterator[Cells]:
    """One row for each organ and role of a document: its first mention, and how many there are."""
    found: dict[tuple[str, str, str], list[str]] = {}
    levels: dict[str, str] = {}
    for agency in document["agencies"]:
        found.setdefault((agency["name"], agency["full"] or "", agency["role"]), []).append(agency["id"])
        levels.setdefault(agency["name"], agency["level"] or "")
    for (name, full, role), ids in found.items():
        yield [number, ids[0], name, full, role, levels[name], len(ids)]


def _tasks(document: Json, number: int) -> Iterator[Cells]:
    for task in document["tasks"]:
        names, times, aims = told(task, document)
        due = [said for d in times if (said := d["due"] or d["end"] or d["text"])]
        text = document["text"][slice(*task["span"])]
        yield [number, task["id"], text, names, due, [a["text"] for a in aims]]
