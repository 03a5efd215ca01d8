"""Text cut at the borders of what is marked in it: records that overlap share the pieces they have in common."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ppx.report.results import Json

KINDS = {"agencies": "agency", "deadlines": "deadline", "targets": "target"}
"""record kinds that mark text, by the field of a document that holds them"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that is a record or was dropped."""

    start: int
    end: int
    kind: str
    """agency, deadline, target or dropped"""
    record: str
    """the record's anchor, or the reason of a dropped stretch"""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with the same marks throughout."""

    text: str
    kind: str = ""
    """of its shortest mark; empty for plain text"""
    records: tuple[str, ...] = ()
    """anchors of all records that it belongs to, the shortest first; the reason where it was dropped"""


def mentions(document: Json) -> Iterator[tuple[str, Json]]:
    """Every mention of a document with its kind."""
    for field, kind in KINDS.items():
        for record in document[field]:
            yield kind, record


def by_line(spans: Iterable[Sequence[int]], marks: Iterable[Mark]) -> Iterator[list[Mark]]:
    """For each span, in order, the marks that touch it, counted from its beginning."""
    waiting = sorted(marks, key=lambda m: m.start)
    at, active = 0, list[Mark]()
    for start, end in spans:
        while at < len(waiting) and waiting[at].start < end:
            active.append(waiting[at])
            at += 1
        active = [m for m in active if m.end > start]
        yield [Mark(m.start - start, m.end - start, m.kind, m.record) for m in active if m.start < end]


def cut(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The text in pieces; marks count from its beginning, and what of them lies outside is left out."""
    inside = [m for m in marks if m.start < len(text) and m.end > 0 and m.end > m.start]
    borders = sorted({0, len(text), *(max(0, m.start) for m in inside), *(min(len(text), m.end) for m in inside)})
    opening = sorted(inside, key=lambda m: m.start)
    active: list[Mark] = []
    pieces, upcoming = [], 0
    for start, end in pairwise(borders):
        while upcoming < len(opening) and opening[upcoming].start <= start:
            active.append(opening[upcoming])
            upcoming += 1
        active = [m for m in active if m.end > start]
        pieces.append(_piece(text[start:end], active))
    return tuple(pieces)


def _piece(text: str, active: Sequence[Mark]) -> Piece:
    if not active:
        return Piece(text)
    nearest = sorted(active, key=lambda m: (m.kind == "dropped", m.end - m.start, m.record))
    kind = nearest[0].kind
    return Piece(text, kind, tuple(m.record for m in nearest if (m.kind == "dropped") == (kind == "dropped")))
