"""Documents with their marked agencies, deadlines and targets: what goes to an annotation tool and comes back corrected.

    for document in read_marked(Path("out")):
        document.marks[0]        # Mark("agency", 160, 163, "财政局", {"role": "cooperate", "name": "市财政局", …})

Offsets are code points of the document's text.
"""

from __future__ import annotations

import typing
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from ppx import records
from ppx.errors import UsageError
from ppx.review.results import find, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked mention."""

    label: str
    """`agency`, `deadline` or `target`"""
    start: int
    end: int
    text: str
    fields: Mapping[str, str]
    """those of `FIELDS` that are known, as the tools hold them: text"""


@dataclass(frozen=True, slots=True)
class Marked:
    """One document with its marks."""

    page: str
    """path of the raw page"""
    id: str
    position: int
    """place in the page, from 1"""
    documents: int
    """how many the page has"""
    title: str | None
    text: str
    clauses: tuple[tuple[int, str], ...]
    """where each clause begins, and its id"""
    marks: tuple[Mark, ...] = ()
    reviewed: bool = field(default=True)
    """False where no person has looked at it"""

    def clause_at(self, position: int) -> str:
        """Id of the deepest clause at a position."""
        index = bisect_right(self.clauses, position, key=lambda clause: clause[0]) - 1
        return self.clauses[index][1] if index >= 0 else "0"


FIELDS: Mapping[str, tuple[str, ...]] = {
    "agency": ("role", "name", "full"),
    "deadline": ("kind", "start", "end", "length", "on", "working"),
    "target": ("kind", "op", "low", "high", "unit", "change", "per_year", "indicator", "subject", "deadline"),
}
"""label → what a person may correct of it; a target's `deadline` is the words of the deadline"""
LISTS = {"agency": "agencies", "deadline": "deadlines", "target": "targets"}


def choices(label: str, name: str) -> tuple[str, ...]:
    """The values of a field that has a closed list (`role`: lead, cooperate, …); none for free text."""
    record = {"agency": records.Agency, "deadline": records.Deadline, "target": records.Target}[label]
    hint = typing.get_type_hints(record, {**vars(records), "Decimal": str}).get(name)
    if hint is bool:
        return ("true",)
    return typing.get_args(hint) if typing.get_origin(hint) is Literal else ()


def read_marked(out: Path) -> Iterator[Marked]:
    """The documents of a folder that `ppx extract` wrote, in the order of their pages.

    Raises:
        UsageError: it holds no page results, or a damaged one.
    """
    for file in find(out):
        for page in read(file):
            try:
                yield from (_marked(page, place, d) for place, d in enumerate(page["documents"], 1))
            except (KeyError, TypeError) as error:
                raise UsageError(f"{file} holds no page result ({error}); run ppx extract again") from error


def _marked(page: Json, position: int, document: Json) -> Marked:
    words = {d["id"]: d["text"] for d in document["deadlines"]}
    marks = [
        Mark(label, record["span"][0], record["span"][1], record["text"], dict(_fields(label, record, words)))
        for label, name in LISTS.items()
        for record in document[name]
    ]
    return Marked(
        page=page["source"]["path"],
        id=document["id"],
        position=position,
        documents=len(page["documents"]),
        title=document["title"],
        text=document["text"],
        clauses=tuple((c["span"][0], c["id"]) for c in document["clauses"]),
        marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end))),
    )


def _fields(label: str, record: Json, words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in FIELDS[label]:
        value = record[name]
        if name == "deadline":
            value = words.get(value)
        if isinstance(value, list):
            value = ";".join(value)
        if value is True:
            yield name, "true"
        elif value is not None and value is not False and value != "":
            yield name, str(value)


def describe(document: Marked) -> Json:
    """What of a document travels beside its text and its marks."""
    return {
        "page": document.page,
        "document": document.id,
        "position": document.position,
        "documents": document.documents,
        "title": document.title,
        "clauses": [list(clause) for clause in document.clauses],
    }


def revive(data: Json, where: str) -> Marked:
    """A document without marks from what travelled.

    Raises:
        UsageError: something of it is missing; `where` names it.
    """
    try:
        return Marked(
            page=data["page"],
            id=data["document"],
            position=data["position"],
            documents=data["documents"],
            title=data["title"],
            text=data["text"],
            clauses=tuple((start, clause) for start, clause in data["clauses"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(
            f"{where}: {error} is missing or damaged; import what was exported with ppx gold export"
        ) from error
