"""The rows of every table from one page result, made column by column: name → its cells, one a record.

rows = PageRows(page, page["documents"][0])
clause_columns(rows)["text"]        # the own text of every clause
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ppx.writing.reprints import Reprint

Json = dict[str, Any]
Row = dict[str, Any]
Columns = dict[str, "Sequence[Any]"]


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

    def names(self, records: Iterable[str | None]) -> list[str | None]:
        """Ids of records across the corpus."""
        whole = f"{self.id}:"
        return [None if record is None else whole + record for record in records]

    def joined(self, records: Iterable[str]) -> str:
        """Ids across the corpus in one cell."""
        return ";".join(f"{self.id}:{record}" for record in records)

    def placed(self, spans: Iterable[Sequence[int]]) -> Columns:
        """Where the spans stand in the raw page: lines, or the element where they begin."""
        first_lines, last_lines, nodes = [], [], []
        starts, places = self.starts, self.places
        for start, end in spans:
            first = bisect_right(starts, start)
            last = bisect_right(starts, end - 1, first) if end > start else first
            line, until, node = places[first]
            first_lines.append(line)
            last_lines.append(until if last == first else places[last][1])
            nodes.append(node)
        return {
            "page": [self.path] * len(nodes),
            "line_first": first_lines,
            "line_last": last_lines,
            "node": nodes,
        }

    def mentions(self, records: Sequence[Json]) -> Columns:
        """What the rows of every mention share."""
        spans = [r["span"] for r in records]
        return {
            "document_id": [self.id] * len(spans),
            "clause_id": self.names(r["clause"] for r in records),
            "start": [span[0] for span in spans],
            "end": [span[1] for span in spans],
            **self.placed(spans),
        }


def _taken(records: Sequence[Json], *names: str) -> Columns:
    """Fields of the records as they are."""
    return {name: [r[name] for r in records] for name in names}


def document_columns(rows: PageRows, position: int) -> Columns:
    """The row of a document."""
    page, d = rows.page, rows.document
    counts = {kind: len(d[kind]) for kind in ("clauses", "agencies", "deadlines", "targets")}
    same = ("part_of", "kind", "title", "doc_number", "issuer", "signed", "published", "effective", "expires")
    row = {
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
    return {name: [cell] for name, cell in row.items()}


def clause_columns(rows: PageRows) -> Columns:
    """A row a clause; `text` is its own, up to where the next clause begins."""
    clauses = rows.document["clauses"]
    spans = [c["span"] for c in clauses]
    next_starts = [*(span[0] for span in spans[1:]), *(span[1] for span in spans[-1:])]
    own = [(start, min(end, until)) for (start, end), until in zip(spans, next_starts, strict=True)]
    return {
        "clause_id": rows.names(c["id"] for c in clauses),
        "document_id": [rows.id] * len(clauses),
        "parent_id": rows.names(c["parent"] for c in clauses),
        **_taken(clauses, "path", "kind", "marker", "ordinal", "repaired", "heading"),
        "text": [rows.text[start:end].strip() for start, end in own],
        "start": [span[0] for span in spans],
        "end": [span[1] for span in spans],
        **rows.placed(own),
    }


def agency_columns(rows: PageRows) -> Columns:
    """A row a mention of an agency."""
    agencies = rows.document["agencies"]
    return {
        "agency_id": rows.names(a["id"] for a in agencies),
        **rows.mentions(agencies),
        **_taken(agencies, "role", "name", "full", "key", "level", "group", "text"),
    }


def deadline_columns(rows: PageRows) -> Columns:
    """A row a deadline."""
    deadlines = rows.document["deadlines"]
    return {
        "deadline_id": rows.names(d["id"] for d in deadlines),
        **rows.mentions(deadlines),
        "start_date": [d["start"] for d in deadlines],
        "end_date": [d["end"] for d in deadlines],
        "on": [";".join(d["on"]) for d in deadlines],
        **_taken(deadlines, "kind", "due", "length", "working", "edtf", "text"),
    }


def target_columns(rows: PageRows) -> Columns:
    """A row a target."""
    targets = rows.document["targets"]
    governing = [rows.records[t["deadline"]] if t["deadline"] else None for t in targets]
    same = ("kind", "indicator", "subject", "op", "low", "high", "unit", "change", "per_year", "text")
    return {
        "target_id": rows.names(t["id"] for t in targets),
        **rows.mentions(targets),
        "deadline_id": rows.names(t["deadline"] for t in targets),
        "deadline_text": [d and d["text"] for d in governing],
        **_taken(targets, *same),
    }


def task_columns(rows: PageRows) -> Columns:
    """A row a task: an obligations matrix that a person can sort."""
    tasks, found = rows.document["tasks"], rows.records
    roles = ("lead", "cooperate", "responsible", "support", "inherited")
    return {
        "task_id": rows.names(k["id"] for k in tasks),
        **rows.mentions(tasks),
        "heading": [found.get(k["clause"], {}).get("heading") for k in tasks],
        "text": [rows.text[slice(*k["span"])] for k in tasks],
        **{role: [";".join(found[i]["name"] for i in k[role]) for k in tasks] for role in roles},
        "due": [";".join(_day(found[i]) for i in k["deadlines"]) for k in tasks],
        "targets": [";".join(_figure(found[i]) for i in k["targets"]) for k in tasks],
        "agency_ids": [rows.joined(i for role in roles for i in k[role]) for k in tasks],
        "deadline_ids": [rows.joined(k["deadlines"]) for k in tasks],
        "target_ids": [rows.joined(k["targets"]) for k in tasks],
    }


def _day(d: Json) -> str:
    day: str = d["due"] or d["end"] or d["start"] or d["length"] or d["text"]
    return day


def _figure(t: Json) -> str:
    value = f"{t['low']}..{t['high']}" if t["op"] == ".." else str(t["low"])
    return " ".join(str(part) for part in (t["indicator"], t["op"], value, t["unit"]) if part)


def citation_rows(rows: PageRows) -> list[Row]:
    """A row a citation; which document it names is open until all are known."""
    citations = rows.document["citations"]
    columns = {**rows.mentions(citations), **_taken(citations, "relation", "title", "doc_number")}
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def duplicate_row(document: str, reprint: Reprint) -> Row:
    """The row of a document that is a reprint."""
    return {
        "document_id": document,
        "duplicate_of": reprint.of,
        "similarity": reprint.similarity,
        "only_here": reprint.only_here,
        "only_there": reprint.only_there,
    }


PROJECTIONS: Mapping[str, Callable[[PageRows], Columns]] = {
    "clauses": clause_columns,
    "agencies": agency_columns,
    "deadlines": deadline_columns,
    "targets": target_columns,
    "tasks": task_columns,
}


def project(documents: Iterable[PageRows]) -> Iterator[tuple[str, Columns]]:
    """The rows that the documents of a page result give, a block of a table at a time."""
    for position, rows in enumerate(documents, 1):
        yield "documents", document_columns(rows, position)
        for table, columns in PROJECTIONS.items():
            yield table, columns(rows)
