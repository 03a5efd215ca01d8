"""The rows of every table from one page result."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ppx.writing.reprints import Reprint

Json = dict[str, Any]
Row = dict[str, Any]


class PageRows:
    """One written document with what its rows look up: its paragraphs by position and its records by id."""

    def __init__(self, page: Json, document: Json) -> None:
        """Index the document."""
        self.page, self.document = page, document
        self.id: str = document["id"]
        self.text: str = document["text"]
        self.path: str = page["source"]["path"]
        self.starts = [p["span"][0] for p in document["paragraphs"]]
        self.places = [
            (None, None, None),
            *((*(p["lines"] or (None, None)), p["node"]) for p in document["paragraphs"]),
        ]
        """first line, last line and node by how many paragraphs begin at or before a position"""
        self.records = {r["id"]: r for kind in ("clauses", "agencies", "deadlines", "targets") for r in document[kind]}

    def name(self, record: str | None) -> str | None:
        """The id of a record across the corpus."""
        return None if record is None else f"{self.id}:{record}"

    def names(self, records: list[str]) -> str:
        """Ids across the corpus, joined."""
        return ";".join(f"{self.id}:{record}" for record in records)

    def place(self, start: int, end: int) -> Row:
        """Where `[start, end)` stands in the raw page: its lines, or its element."""
        first = bisect_right(self.starts, start)
        last = bisect_right(self.starts, end - 1, first) if end > start else first
        (line, _, node), (_, until, _) = self.places[first], self.places[last]
        return {"page": self.path, "line_first": line, "line_last": until, "node": node}

    def mention(self, record: Json) -> Row:
        """What the rows of every mention share."""
        start, end = record["span"]
        return {
            "document_id": self.id,
            "clause_id": self.name(record["clause"]),
            "start": start,
            "end": end,
            **self.place(start, end),
        }


def document_row(rows: PageRows, position: int) -> Row:
    """The row of a document."""
    page, d = rows.page, rows.document
    counts = {kind: len(d[kind]) for kind in ("clauses", "agencies", "deadlines", "targets")}
    same = ("part_of", "kind", "title", "doc_number", "issuer", "signed", "published", "effective", "expires")
    return {
        "document_id": rows.id,
        "page": page["source"]["path"],
        "position": position,
        **{name: d[name] for name in same},
        "region": d["region"] and d["region"]["name"],
        "region_code": d["region"] and d["region"]["code"],
        "script": page["script"]["detected"],
        "profile": page["script"]["profile"],
        "url": page["source"]["url"],
        "characters": len(rows.text),
        **counts,
        "warnings": len(page["warnings"]),
    }


def clause_rows(rows: PageRows) -> Iterator[Row]:
    """A row a clause; `text` is its own, up to where the next clause begins."""
    clauses = rows.document["clauses"]
    for index, c in enumerate(clauses):
        start, end = c["span"]
        own = min([end] + [n["span"][0] for n in clauses[index + 1 : index + 2]])
        same = ("path", "kind", "marker", "ordinal", "repaired", "heading")
        yield {
            "clause_id": rows.name(c["id"]),
            "document_id": rows.id,
            "parent_id": rows.name(c["parent"]),
            **{name: c[name] for name in same},
            "text": rows.text[start:own].strip(),
            "start": start,
            "end": end,
            **rows.place(start, own),
        }


def agency_rows(rows: PageRows) -> Iterator[Row]:
    """A row a mention of an agency."""
    for a in rows.document["agencies"]:
        same = ("role", "name", "full", "key", "level", "group", "text")
        yield {"agency_id": rows.name(a["id"]), **rows.mention(a), **{name: a[name] for name in same}}


def deadline_rows(rows: PageRows) -> Iterator[Row]:
    """A row a deadline."""
    for d in rows.document["deadlines"]:
        same = ("kind", "due", "length", "working", "edtf", "text")
        dates = {"start_date": d["start"], "end_date": d["end"], "on": ";".join(d["on"])}
        yield {"deadline_id": rows.name(d["id"]), **rows.mention(d), **dates, **{name: d[name] for name in same}}


def target_rows(rows: PageRows) -> Iterator[Row]:
    """A row a target."""
    for t in rows.document["targets"]:
        same = ("kind", "indicator", "subject", "op", "low", "high", "unit", "change", "per_year", "text")
        yield {
            "target_id": rows.name(t["id"]),
            **rows.mention(t),
            "deadline_id": rows.name(t["deadline"]),
            "deadline_text": rows.records[t["deadline"]]["text"] if t["deadline"] else None,
            **{name: t[name] for name in same},
        }


def task_rows(rows: PageRows) -> Iterator[Row]:
    """A row a task: an obligations matrix that a person can sort."""
    for k in rows.document["tasks"]:
        roles = ("lead", "cooperate", "responsible", "support", "inherited")
        start, end = k["span"]
        deadlines = [rows.records[i] for i in k["deadlines"]]
        yield {
            "task_id": rows.name(k["id"]),
            **rows.mention(k),
            "heading": rows.records.get(k["clause"], {}).get("heading"),
            "text": rows.text[start:end],
            **{role: ";".join(rows.records[i]["name"] for i in k[role]) for role in roles},
            "due": ";".join(d["due"] or d["end"] or d["start"] or d["length"] or d["text"] for d in deadlines),
            "targets": ";".join(_figure(rows.records[i]) for i in k["targets"]),
            "agency_ids": rows.names([i for role in roles for i in k[role]]),
            "deadline_ids": rows.names(k["deadlines"]),
            "target_ids": rows.names(k["targets"]),
        }


def _figure(t: Json) -> str:
    value = f"{t['low']}..{t['high']}" if t["op"] == ".." else str(t["low"])
    return " ".join(str(part) for part in (t["indicator"], t["op"], value, t["unit"]) if part)


def citation_rows(rows: PageRows) -> Iterator[Row]:
    """A row a citation; which document it names is open until all are known."""
    for c in rows.document["citations"]:
        same = ("relation", "title", "doc_number")
        yield {**rows.mention(c), **{name: c[name] for name in same}}


def duplicate_row(document: str, reprint: Reprint) -> Row:
    """The row of a document that is a reprint."""
    return {
        "document_id": document,
        "duplicate_of": reprint.of,
        "similarity": reprint.similarity,
        "only_here": reprint.only_here,
        "only_there": reprint.only_there,
    }


PROJECTIONS: Mapping[str, Callable[[PageRows], Iterator[Row]]] = {
    "clauses": clause_rows,
    "agencies": agency_rows,
    "deadlines": deadline_rows,
    "targets": target_rows,
    "tasks": task_rows,
}
