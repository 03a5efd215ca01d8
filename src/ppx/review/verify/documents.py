"""The claims that a page result can be held to on its own: ids, spans, paragraphs, clauses, records and their order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any
from unicodedata import category

from ppx.review.verify.claims import fault
from ppx.review.verify.values import check_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ppx.review.verify.claims import Fault

Json = dict[str, Any]
MENTIONS = ("agencies", "deadlines", "targets")
FILLERS = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0") | {chr(code) for code in range(0xFE00, 0xFE10)}
UNSEEN = frozenset(("Cc", "Cf", "Zl", "Zp", "Zs"))
"""what takes no room or only room: signs that the standard counts among others, and its categories"""
RECORDS = (*MENTIONS, "tasks", "citations")
NUMBERED = (*MENTIONS, "tasks")
ROLES = {
    "lead": {"lead"},
    "cooperate": {"cooperate"},
    "responsible": {"responsible", "mention"},
    "support": {"support"},
    "inherited": {"lead", "cooperate", "responsible", "support", "mention"},
}
"""what an agency that a task lists may be where it stands; a sentence may oblige one that is only mentioned"""


def check_documents(file: str, page: Json) -> Iterator[Fault]:
    """What does not hold in the documents of a page of the right shape."""
    documents = page["documents"]
    for place, document in enumerate(documents, 1):
        expected = f"{page['source']['path']}#{place}"
        if document["id"] != expected:
            yield fault("id", file, document["id"], expected, document["id"])
        before = [d["id"] for d in documents[: place - 1]]
        if document["part_of"] is not None and document["part_of"] not in before:
            yield fault("part_of", file, document["id"], f"null or one of {before}", document["part_of"])
        outside = list(_check_spans(file, document))
        yield from outside
        if not outside:
            yield from _check_document(file, document)


def _check_document(file: str, document: Json) -> Iterator[Fault]:
    yield from _check_ids(file, document)
    yield from _check_paragraphs(file, document)
    yield from _check_tree(file, document)
    yield from _check_clauses(file, document)
    yield from _check_order(file, document)
    yield from _check_references(file, document)
    yield from _check_tables(file, document)
    yield from check_values(file, document)


def name(document: Json, record: object) -> str:
    """A record's id across the corpus."""
    return f"{document['id']}:{record}"


def records(document: Json) -> Iterator[tuple[str, str, Json]]:
    """Kind, id and record of all that has a span; what has no id is named by its place."""
    for kind in ("paragraphs", "clauses", *RECORDS, "tables"):
        for place, record in enumerate(document[kind]):
            yield kind, name(document, record.get("id", f"{kind}[{place}]")), record


def _check_spans(file: str, document: Json) -> Iterator[Fault]:
    text = document["text"]
    for kind, label, record in records(document):
        start, end = record["span"]
        if end > len(text):
            yield fault("span", file, label, f"inside [0, {len(text)}]", record["span"])
        elif start == end and kind not in ("tables", "paragraphs"):
            yield fault("span", file, label, "a span that is not empty", record["span"])
        elif kind in MENTIONS and text[start:end] != record["text"]:
            yield fault("text", file, label, text[start:end], record["text"])


def _check_ids(file: str, document: Json) -> Iterator[Fault]:
    seen: set[str] = set()
    for kind in ("clauses", *NUMBERED):
        for place, record in enumerate(document[kind], 1):
            counted = record["id"] if kind == "clauses" else f"{record['id'][:1]}{place}"
            if record["id"] in seen or record["id"] != counted:
                yield fault("id", file, name(document, record["id"]), f"{counted}, once", record["id"])
            seen.add(record["id"])


def shown(line: str) -> str:
    """The line without what no reader sees: white space, the entity for it, controls, marks of format, fillers."""
    return "".join(c for c in line.replace("&nbsp;", "") if c not in FILLERS and category(c) not in UNSEEN)


def _check_paragraphs(file: str, document: Json) -> Iterator[Fault]:
    text, at = document["text"], 0
    for place, paragraph in enumerate(document["paragraphs"]):
        label = name(document, f"paragraphs[{place}]")
        start, end = paragraph["span"]
        if start != at or text[end : end + 1] not in ("\n", "") or "\n" in text[start:end]:
            wanted = text.find("\n", at)
            yield fault("paragraphs", file, label, [at, wanted if wanted >= 0 else len(text)], paragraph["span"])
        elif not shown(text[start:end]):
            yield fault("paragraphs", file, label, "a paragraph with characters", text[start:end])
        if (paragraph["lines"] is None) == (paragraph["node"] is None):
            yield fault("paragraphs", file, label, "either lines or a node", [paragraph["lines"], paragraph["node"]])
        at = end + 1
    if text and at != len(text) + 1:
        yield fault("paragraphs", file, document["id"], f"paragraphs up to {len(text)}", at - 1)


def _check_tree(file: str, document: Json) -> Iterator[Fault]:
    clauses, text = document["clauses"], document["text"]
    known: dict[str | None, Json] = {}
    for before, clause in pairwise([None, *clauses]):
        label = name(document, clause["id"])
        yield from _check_place(file, label, before, clause, len(text))
        yield from _check_parent(file, label, known, clause)
        own = text[slice(*clause["span"])]
        if not own.startswith(clause["marker"]):
            yield fault("marker", file, label, clause["marker"], own[:20])
        if clause["heading"] is not None and _bare(clause["heading"]) not in _bare(own):
            yield fault("marker", file, label, f"heading {clause['heading']} in the clause", own[:60])
        known[clause["id"]] = clause
    if clauses and max(c["span"][1] for c in clauses) != len(text):
        yield fault("tree", file, document["id"], f"clauses up to {len(text)}", clauses[-1]["span"])


def _check_place(file: str, label: str, before: Json | None, clause: Json, length: int) -> Iterator[Fault]:
    """No gap and no overlap: the first begins the text, each other begins in its parent or where one before it ends."""
    start = clause["span"][0]
    if before is None:
        if start != 0:
            yield fault("tree", file, label, "the first clause at 0", start)
        return
    if start <= before["span"][0]:
        yield fault("tree", file, label, f"a start after {before['span'][0]}", start)
    elif clause["parent"] != before["id"] and start != before["span"][1]:
        yield fault("tree", file, label, f"a start at {before['span'][1]} (of {length})", start)
    if clause["kind"] == "preamble":
        yield fault("tree", file, label, "the preamble first", clause["kind"])


def _check_parent(file: str, label: str, known: dict[str | None, Json], clause: Json) -> Iterator[Fault]:
    parent, ordinal = known.get(clause["parent"]), clause["ordinal"]
    if parent is None and clause["parent"] is not None:
        yield fault("tree", file, label, "a parent before it", clause["parent"])
        return
    path = f"{parent['path']}.{ordinal}" if parent else f"{ordinal}"
    if clause["path"] != path or clause["id"].partition("~")[0] != clause["path"]:
        yield fault("tree", file, label, f"path and id {path}", f"{clause['path']}, {clause['id']}")
    if (clause["path"] == "0") != (clause["kind"] == "preamble"):
        yield fault("tree", file, label, "path 0 for the preamble and no other", clause["kind"])
    if parent and not _holds(parent["span"], clause["span"]):
        yield fault("tree", file, label, f"inside {parent['span']} of its parent", clause["span"])


def _check_clauses(file: str, document: Json) -> Iterator[Fault]:
    """Every record names the clause that it stands in."""
    clauses, spans = document["clauses"], {c["id"]: c["span"] for c in document["clauses"]}
    for kind in ("paragraphs", *RECORDS):
        at = 0
        for place, record in enumerate(document[kind]):
            start, end = record["span"]
            while at < len(clauses) and clauses[at]["span"][0] <= start:
                at += 1
            wanted = clauses[at - 1]["id"] if at else None if kind == "paragraphs" else "0"
            label = name(document, record.get("id", f"{kind}[{place}]"))
            if record["clause"] != wanted:
                yield fault("clause", file, label, wanted, record["clause"])
            elif wanted in spans and end > spans[wanted][1] and kind in (*MENTIONS, "citations"):
                yield fault("clause", file, label, f"inside {spans[wanted]}", record["span"])
    for place, table in enumerate(document["tables"]):
        if table["clause"] is not None and table["clause"] not in spans:
            yield fault("clause", file, name(document, f"tables[{place}]"), "a clause of the document", table["clause"])


def _check_order(file: str, document: Json) -> Iterator[Fault]:
    for kind in (*RECORDS, "tables"):
        for (place, before), (_, record) in pairwise(enumerate(document[kind], 1)):
            first, second = before["span"], record["span"]
            if second[0] < (first[1] if kind in MENTIONS else first[0]):
                label = name(document, record.get("id", f"{kind}[{place}]"))
                yield fault("order", file, label, f"after {first}", second)


def _check_references(file: str, document: Json) -> Iterator[Fault]:
    held = {kind: {r["id"]: r for r in document[kind]} for kind in MENTIONS}
    for task in document["tasks"]:
        label = name(document, task["id"])
        for role, allowed in ROLES.items():
            for agency in task[role]:
                found = held["agencies"].get(agency)
                if found is None or found["role"] not in allowed:
                    is_now = found["role"] if found else "no agency"
                    yield fault("reference", file, label, f"{role}: an agency that may be it", f"{agency}: {is_now}")
        for kind in ("deadlines", "targets"):
            for lost in [i for i in task[kind] if i not in held[kind]]:
                yield fault("reference", file, label, f"an id of {kind}", lost)
    for target in document["targets"]:
        if target["deadline"] is not None and target["deadline"] not in held["deadlines"]:
            yield fault("reference", file, name(document, target["id"]), "a deadline's id", target["deadline"])


def _check_tables(file: str, document: Json) -> Iterator[Fault]:
    for place, table in enumerate(document["tables"]):
        at = table["span"][0]
        for cell in [c for row in (table["header"], *table["rows"]) for c in row]:
            if cell[0] < at or cell[1] > table["span"][1]:
                label = name(document, f"tables[{place}]")
                yield fault("cells", file, label, f"a cell in [{at}, {table['span'][1]}]", cell)
                break
            at = cell[1]


def _holds(outer: Sequence[int], inner: Sequence[int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _bare(text: str) -> str:
    return "".join(text.split())
