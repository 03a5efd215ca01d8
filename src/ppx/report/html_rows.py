"""Rows of an HTML page: its elements with the raw page at hand, else its documents and behind them what was dropped."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ppx.report.marks import Mark, Piece, by_line, cut
from ppx.report.rows import Rows, clause_anchor
from ppx.report.text_rows import span_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ppx.records import Page
    from ppx.report.results import Json

COMPARED = 40
"""characters that tell whether an element begins like a paragraph"""
ALIKE = 0.3
"""share of them that agree: the page's may be traditional characters and the paragraph's simplified, some four in ten the same"""


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph that waits for its element."""

    document: int
    paragraph: int
    text: str
    marks: Sequence[Mark]
    clauses: tuple[str, ...]


def from_result(result: Json) -> Rows:
    """Titles and paragraphs of the documents, then the dropped pieces in page order."""
    rows = Rows()
    for position, document in enumerate(result["documents"]):
        if document["title"]:
            rows.add((Piece(document["title"]),), is_title=True)
        for place, paragraph in zip(_places(position, document), document["paragraphs"], strict=True):
            number = rows.add(cut(place.text, place.marks), node=paragraph["node"], clauses=place.clauses)
            rows.place(position, place.paragraph, number)
    for dropped in result["dropped"]:
        rows.add((Piece(dropped["text"], "dropped", (dropped["reason"],)),), node=dropped["node"])
    return rows


def from_page(result: Json, page: Page) -> Rows:
    """What every element of the page shows, in page order."""
    waiting: defaultdict[str, deque[Place]] = defaultdict(deque)
    for position, document in enumerate(result["documents"]):
        for place, paragraph in zip(_places(position, document), document["paragraphs"], strict=True):
            waiting[paragraph["node"]].append(place)
    drops: defaultdict[str, deque[Json]] = defaultdict(deque)
    for dropped in result["dropped"]:
        drops[dropped["node"]].append(dropped)
    titles = ["".join((d["title"] or "").split()) for d in result["documents"]]
    rows = Rows()
    for line in page.lines:
        text, node = page.text[line.start : line.end], line.node or ""
        marks = _dropped(text, drops[node])
        kept = _kept(text, marks)
        places = _taken(kept, waiting[node]) if kept else []
        clauses = tuple(dict.fromkeys(c for p in places for c in p.clauses))
        marks += _aligned(text, places[0]) if len(places) == 1 else []
        is_title = bool(kept) and not places and any(kept in title for title in titles)
        number = rows.add(cut(text, marks), node=node, clauses=clauses, is_title=is_title)
        for place in places:
            rows.place(place.document, place.paragraph, number)
    return rows


def _places(position: int, document: Json) -> list[Place]:
    marks = by_line([p["span"] for p in document["paragraphs"]], span_marks(position, document))
    return [
        Place(position, index, document["text"][slice(*p["span"])], here, clause_anchor(position, p))
        for index, (p, here) in enumerate(zip(document["paragraphs"], marks, strict=True))
    ]


def _dropped(text: str, drops: deque[Json]) -> list[Mark]:
    """The dropped pieces of a line, which stand in its element in page order."""
    marks, at = [], 0
    while drops and (found := text.find(drops[0]["text"], at)) >= 0:
        dropped = drops.popleft()
        at = found + len(dropped["text"])
        marks.append(Mark(found, at, "dropped", dropped["reason"]))
    return marks


def _kept(text: str, drops: Sequence[Mark]) -> str:
    """What was kept of a line, without spaces."""
    return "".join("".join(piece.text.split()) for piece in cut(text, drops) if piece.kind != "dropped")


def _taken(kept: str, waiting: deque[Place]) -> list[Place]:
    """The paragraphs that stand on a line: the next of its element where it begins like the line, and those that still fit on it."""
    taken: list[Place] = []
    room = len(kept)
    while waiting and room > 0:
        told = "".join(waiting[0].text.split())
        if not _alike(kept[len(kept) - room :], told):
            break
        room -= len(told)
        taken.append(waiting.popleft())
    return taken


def _alike(left: str, right: str) -> bool:
    pairs = list(zip(left[:COMPARED], right[:COMPARED], strict=False))
    return not pairs or sum(a == b for a, b in pairs) >= ALIKE * len(pairs)


def _aligned(text: str, place: Place) -> list[Mark]:
    """The marks of a paragraph at the characters of its line, where both have as many characters beside spaces; none else."""
    theirs = [i for i, c in enumerate(text) if not c.isspace()]
    ours = {i: n for n, i in enumerate(i for i, c in enumerate(place.text) if not c.isspace())}
    if len(theirs) != len(ours):
        return []
    found = []
    for mark in place.marks:
        inside = [ours[i] for i in range(max(0, mark.start), mark.end) if i in ours]
        if inside:
            found.append(Mark(theirs[inside[0]], theirs[inside[-1]] + 1, mark.kind, mark.record))
    return found
