"""The rows that a document must have in the tables, told from docs/output.md."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]
Row = dict[str, Any]
ROLES = ("lead", "cooperate", "responsible", "support", "inherited")
COPIED = {
    "clauses": ("path", "kind", "marker", "ordinal", "repaired", "heading"),
    "agencies": ("role", "name", "full", "key", "level", "group", "text"),
    "deadlines": ("kind", "due", "length", "working", "edtf", "text"),
    "targets": ("kind", "indicator", "subject", "op", "low", "high", "unit", "change", "per_year", "text"),
    "tasks": (),
    "citations": ("relation", "title", "doc_number"),
}
"""cells that hold the record's field of the same name"""
IDS = {
    "clauses": "clause_id",
    "agencies": "agency_id",
    "deadlines": "deadline_id",
    "targets": "target_id",
    "tasks": "task_id",
}


class Held:
    """A document with its records by id and its paragraphs by position."""

    def __init__(self, document: Json) -> None:
        """Index the document."""
        self.document = document
        self.starts = [p["span"][0] for p in document["paragraphs"]]
        self.records = {r["id"]: r for kind in ("clauses", "agencies", "deadlines", "targets") for r in document[kind]}

    def named(self, record: str | None) -> str | None:
        """A record's id across the corpus."""
        return record and f"{self.document['id']}:{record}"

    def own(self, place: int) -> str:
        """A clause without its children: up to where the next clause begins."""
        clauses = self.document["clauses"]
        start, end = clauses[place]["span"]
        if place + 1 < len(clauses):
            end = min(end, clauses[place + 1]["span"][0])
        return str(self.document["text"][start:end])

    def field(self, record: str | None, name: str) -> Any:
        """A field of a record; None where there is no such record."""
        return self.records.get(record, {}).get(name)

    def paragraph(self, position: int) -> Json:
        """The paragraph that `position` stands in."""
        at = bisect_right(self.starts, position) - 1
        return self.document["paragraphs"][at] if at >= 0 else {"lines": None, "node": None}


def document_row(page: Json, document: Json, place: int) -> Row:
    """The row of a document."""
    region = document["region"] or {"name": None, "code": None}
    copied = ("part_of", "kind", "title", "doc_number", "issuer", "signed", "published", "effective", "expires")
    return {
        "document_id": document["id"],
        "page": page["source"]["path"],
        "position": place,
        **{field: document[field] for field in copied},
        "region": region["name"],
        "region_code": region["code"],
        "script": page["script"]["detected"],
        "profile": page["script"]["profile"],
        "url": page["source"]["url"],
        "characters": len(document["text"]),
        **{kind: len(document[kind]) for kind in ("clauses", "agencies", "deadlines", "targets")},
        "warnings": len(page["warnings"]),
    }


def record_rows(page: Json, held: Held, kind: str) -> Iterator[Row]:
    """The rows of a document in one of its tables."""
    for place, record in enumerate(held.document[kind]):
        start, end = record["span"]
        row = {"document_id": held.document["id"], **{field: record[field] for field in COPIED[kind]}}
        if kind in IDS:
            row[IDS[kind]] = held.named(record["id"])
        if kind != "clauses":
            row["clause_id"] = held.named(record["clause"])
        if kind != "tasks":
            row |= {"start": start, "end": end}
        until = start + len(held.own(place)) if kind == "clauses" else end
        yield row | _made(held, kind, record, place) | _place(page, held, start, until)


def _made(held: Held, kind: str, record: Json, place: int) -> Row:
    """Cells that hold no field as it stands."""
    if kind == "clauses":
        return {"parent_id": held.named(record["parent"]), "text": held.own(place).strip()}
    if kind == "deadlines":
        return {"start_date": record["start"], "end_date": record["end"], "on": ";".join(record["on"])}
    if kind == "targets":
        deadline = record["deadline"]
        return {"deadline_id": held.named(deadline), "deadline_text": held.field(deadline, "text")}
    return _task(held, record) if kind == "tasks" else {}


def _task(held: Held, task: Json) -> Row:
    ids = {"agency_ids": [i for role in ROLES for i in task[role]]}
    ids |= {"deadline_ids": task["deadlines"], "target_ids": task["targets"]}
    return {
        "heading": held.field(task["clause"], "heading"),
        "text": held.document["text"][slice(*task["span"])],
        **{role: ";".join(held.field(i, "name") or "" for i in task[role]) for role in ROLES},
        **{column: ";".join(f"{held.document['id']}:{i}" for i in listed) for column, listed in ids.items()},
    }


def _place(page: Json, held: Held, start: int, end: int) -> Row:
    """The raw lines or the node of the paragraphs that `[start, end)` stands in."""
    first, last = held.paragraph(start), held.paragraph(max(start, end - 1))
    return {
        "page": page["source"]["path"],
        "line_first": first["lines"] and first["lines"][0],
        "line_last": last["lines"] and last["lines"][1],
        "node": first["node"],
    }
