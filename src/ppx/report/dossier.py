"""The right side of an evidence page: each document with its facts, and its clauses in order with the records in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ppx.report.names import anchor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ppx.report.results import Json
    from ppx.report.sheet import Sheet

ROLES = ("lead", "cooperate", "responsible", "support", "mention")
FACTS = ("doc_number", "issuer", "signed", "published", "effective", "expires")


@dataclass(frozen=True, slots=True)
class Duty:
    """A task with its records written out."""

    record: Json
    anchor: str
    rows: tuple[int, ...]
    """numbers of the rows of the raw side that it stands on"""
    names: tuple[tuple[str, tuple[str, ...]], ...]
    """names of agencies by role"""
    times: tuple[Json, ...]
    """its deadlines"""
    aims: tuple[Json, ...]
    """its targets"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause with the records that stand in it."""

    clause: Json | None
    """None for what stands in no clause"""
    anchor: str
    depth: int
    """how many clauses are around it"""
    text: str
    """its own, that of its children left out"""
    rows: tuple[int, ...]
    agencies: tuple[tuple[str, tuple[Json, ...]], ...]
    """by role, roles in the order of `ROLES`"""
    deadlines: tuple[Json, ...]
    targets: tuple[Json, ...]
    tasks: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """A document."""

    document: Json
    position: int
    """in its page, from 1"""
    facts: tuple[tuple[str, str], ...]
    """field and value of what is known of it"""
    entries: tuple[Entry, ...]


def open_documents(result: Json, sheet: Sheet) -> tuple[Dossier, ...]:
    """The documents of a page."""
    return tuple(
        Dossier(document, n + 1, tuple(_facts(document)), tuple(_entries(document, n, sheet)))
        for n, document in enumerate(result["documents"])
    )


def own_text(document: Json) -> dict[str, str]:
    """The text of each clause by its id, that of its children left out."""
    ends: dict[str, int] = {c["id"]: c["span"][1] for c in document["clauses"]}
    for clause in document["clauses"]:
        if clause["parent"] in ends:
            ends[clause["parent"]] = min(ends[clause["parent"]], clause["span"][0])
    return {c["id"]: document["text"][c["span"][0] : ends[c["id"]]].strip() for c in document["clauses"]}


def _facts(document: Json) -> Iterator[tuple[str, str]]:
    for field in FACTS:
        if document[field]:
            yield field, document[field]
    if document["region"]:
        yield "region", f"{document['region']['name']} {document['region']['code']}"


def _entries(document: Json, position: int, sheet: Sheet) -> Iterator[Entry]:
    known = {clause["id"] for clause in document["clauses"]}
    found = {kind: _by_clause(document[kind], known) for kind in ("agencies", "deadlines", "targets")}
    duties = _by_clause(document["tasks"], known)
    texts = own_text(document)
    rows = _rows_by_clause(document, position, sheet)
    clauses = (
        [None, *document["clauses"]] if not known or any(None in f for f in found.values()) else document["clauses"]
    )
    for clause in clauses:
        name = clause["id"] if clause else None
        yield Entry(
            clause=clause,
            anchor=anchor(position + 1, name) if name is not None else f"{position + 1}-text",
            depth=clause["path"].count(".") if clause else 0,
            text=_without_heading(clause, texts[clause["id"]]) if clause else "" if known else document["text"],
            rows=rows.get(name, ()),
            agencies=tuple(_by_role(found["agencies"].get(name, []))),
            deadlines=tuple(found["deadlines"].get(name, [])),
            targets=tuple(found["targets"].get(name, [])),
            tasks=tuple(_duty(task, document, position, sheet) for task in duties.get(name, [])),
        )


def _without_heading(clause: Json, text: str) -> str:
    """A clause's own text without the marker and the heading that it begins with."""
    rest = text.removeprefix(clause["marker"].strip()).lstrip()
    heading = clause["heading"]
    return rest.removeprefix(heading).lstrip("。：: \n") if heading and rest.startswith(heading) else rest


def _by_clause(records: Sequence[Json], known: set[str]) -> dict[str | None, list[Json]]:
    """Records by the clause that they name; under None those whose clause the document does not have."""
    found: defaultdict[str | None, list[Json]] = defaultdict(list)
    for record in records:
        found[record["clause"] if record["clause"] in known else None].append(record)
    return dict(found)


def _by_role(agencies: Sequence[Json]) -> Iterator[tuple[str, tuple[Json, ...]]]:
    for role in ROLES:
        here = tuple(a for a in agencies if a["role"] == role)
        if here:
            yield role, here


def _rows_by_clause(document: Json, position: int, sheet: Sheet) -> dict[str | None, tuple[int, ...]]:
    found: defaultdict[str | None, dict[int, None]] = defaultdict(dict)
    for index, paragraph in enumerate(document["paragraphs"]):
        for number in sheet.places.get((position, index), ()):
            found[paragraph["clause"]][number] = None
    return {clause: tuple(numbers) for clause, numbers in found.items()}


def _duty(task: Json, document: Json, position: int, sheet: Sheet) -> Duty:
    start, end = task["span"]
    rows = [
        number
        for index, p in enumerate(document["paragraphs"])
        if p["span"][0] < end and p["span"][1] > start
        for number in sheet.places.get((position, index), ())
    ]
    return Duty(task, anchor(position + 1, task["id"]), tuple(dict.fromkeys(rows)), *told(task, document))


def told(
    task: Json, document: Json
) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[Json, ...], tuple[Json, ...]]:
    """What the ids of a task stand for: names of agencies by role, its deadlines, its targets."""
    named = {a["id"]: a["name"] for a in document["agencies"]}
    timed = {d["id"]: d for d in document["deadlines"]}
    aimed = {t["id"]: t for t in document["targets"]}
    roles = ("lead", "cooperate", "responsible", "support", "inherited")
    names = tuple((r, tuple(dict.fromkeys(named[i] for i in task[r] if i in named))) for r in roles if task[r])
    times = tuple(timed[i] for i in task["deadlines"] if i in timed)
    return names, times, tuple(aimed[i] for i in task["targets"] if i in aimed)
