"""Rows of a text page: its lines with the raw page at hand, else the paragraphs, titles and dropped lines in line order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ppx.report.marks import Mark, Piece, by_line, cut, mentions
from ppx.report.names import anchor
from ppx.report.rows import Rows, clause_anchor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.records import Page, Span
    from ppx.report.results import Json


def from_page(result: Json, page: Page) -> Rows:
    """The lines of the page, records and dropped stretches at their raw characters."""
    rows = Rows()
    titles = {n for d in result["documents"] if d["title_lines"] for n in _range(d["title_lines"])}
    clauses: defaultdict[int, list[str]] = defaultdict(list)
    for position, document in enumerate(result["documents"]):
        for index, paragraph in enumerate(document["paragraphs"]):
            for number in _range(paragraph["lines"]):
                rows.place(position, index, number)
                clauses[number] += [a for a in clause_anchor(position, paragraph) if a not in clauses[number]]
    spans = [(line.start, line.end) for line in page.lines]
    for number, (span, marks) in enumerate(zip(spans, by_line(spans, _raw_marks(result)), strict=True), start=1):
        pieces = cut(page.text[slice(*span)], marks)
        rows.add(pieces, label=str(number), clauses=tuple(clauses[number]), is_title=number in titles)
    return rows


def from_result(result: Json) -> Rows:
    """What the page result keeps of the lines, in line order; a document's stand behind what was dropped on the same line."""
    strips = [strip for n, d in enumerate(result["documents"]) for strip in _document_strips(n, d)]
    strips += [Strip(d["lines"], (Piece(d["text"], "dropped", (d["reason"],)),)) for d in result["dropped"]]
    rows = Rows()
    for strip in sorted(strips, key=lambda s: (s.lines[0], s.document)):
        first, last = strip.lines
        label = str(first) if first == last else f"{first}–{last}"
        is_title = strip.document >= 0 and strip.paragraph is None
        number = rows.add(strip.pieces, label=label, clauses=strip.clauses, is_title=is_title)
        if strip.paragraph is not None:
            rows.place(strip.document, strip.paragraph, number)
    return rows


@dataclass(frozen=True, slots=True)
class Strip:
    """What is known of some lines of a page that is not at hand."""

    lines: Span
    pieces: tuple[Piece, ...]
    clauses: tuple[str, ...] = ()
    document: int = -1
    """its position, from 0; -1 for a dropped piece"""
    paragraph: int | None = None
    """its number in the document; None for the title and for a dropped piece"""


def _document_strips(position: int, document: Json) -> Iterator[Strip]:
    if document["title"] and document["title_lines"]:
        yield Strip(document["title_lines"], (Piece(document["title"]),), (), position)
    paragraphs = document["paragraphs"]
    marks = by_line([p["span"] for p in paragraphs], span_marks(position, document))
    for index, (paragraph, here) in enumerate(zip(paragraphs, marks, strict=True)):
        pieces = cut(document["text"][slice(*paragraph["span"])], here)
        yield Strip(paragraph["lines"], pieces, clause_anchor(position, paragraph), position, index)


def span_marks(position: int, document: Json) -> list[Mark]:
    """The mentions of a document at the characters of its text."""
    return [Mark(m["span"][0], m["span"][1], kind, anchor(position + 1, m["id"])) for kind, m in mentions(document)]


def _raw_marks(result: Json) -> list[Mark]:
    """Mentions and dropped stretches at the characters of the raw page."""
    found = [Mark(d["raw"][0], d["raw"][1], "dropped", d["reason"]) for d in result["dropped"] if d["raw"]]
    for position, document in enumerate(result["documents"], start=1):
        for kind, mention in mentions(document):
            if mention["raw"]:
                found.append(Mark(mention["raw"][0], mention["raw"][1], kind, anchor(position, mention["id"])))
    return found


def _range(lines: Span | None) -> range:
    return range(lines[0], lines[1] + 1) if lines else range(0)
