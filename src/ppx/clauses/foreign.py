"""Stretches whose markers open no clause of the document: lists of attachments, tables of contents, quotations over lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ppx.clauses.markers import Mark
    from ppx.records import Span

ENTRY, ENTRIES = 120, 4
"""longest stretch from one entry of a table of contents to the next, and the fewest that make one without its label"""
_OPENINGS = re.compile(r"\n[^\S\n]*+[附目“「]")
ATTACHED = regex.compile(r"^[^\S\n]*附[件表录图注]?[^\S\n]*[:：].*$", regex.MULTILINE)
CONTENTS = regex.compile(r"^[^\S\n]*目[^\S\n]*[录次][^\S\n]*[:：]?$", regex.MULTILINE)
QUOTED = regex.compile(
    r"^[^\S\n]*[“「](?=第.{1,9}[条章节编]|[(（][一二三四五六七八九十]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、])[^”」\n]*$",
    regex.MULTILINE,
)
QUOTE_END = regex.compile(r"[”」]")
QUOTE_REACH = 3000
"""characters in which a quotation over several lines has to close"""


def find_openings(text: str) -> list[Span]:
    """The lines that a label of attachments or of contents, or a quotation, may open."""
    lines = text + "\n"
    starts = (found.start() for found in _OPENINGS.finditer("\n" + text))
    return [(start, lines.index("\n", start)) for start in starts]


def find_attachment_lists(text: str, marks: Sequence[Mark], openings: Sequence[Span]) -> Iterator[Span]:
    """`附件：1. …`, `2. …`: the lines that go on counting with digits right behind the label."""
    starts = [mark.start for mark in marks]
    for opening in openings:
        found = ATTACHED.match(text, *opening)
        if not found:
            continue
        end = found.end()
        at = bisect_left(starts, end)
        expected = None
        while (
            at < len(marks)
            and not text[end : min(marks[at].start, end + 9)].strip()
            and marks[at].style in ("digit_dot", "digit_comma")
        ):
            if expected is not None and marks[at].number != expected:
                break
            expected = (marks[at].number or 0) + 1
            end = text.find("\n", marks[at].end)
            end = len(text) if end < 0 else end
            at += 1
        if end > found.end():
            yield found.end(), end


def find_contents(text: str, marks: Sequence[Mark], openings: Sequence[Span]) -> Iterator[Span]:
    """A table of contents: from its label, or the first marker, to where its first entry comes again."""
    starts = [mark.start for mark in marks]
    labelled = [found.end() for opening in openings if (found := CONTENTS.match(text, *opening))]
    for label in (*labelled, *starts[:1]):
        at = bisect_left(starts, label)
        if at == len(marks) or text[label : min(starts[at], label + 9)].strip():
            continue
        again = _again(text, marks, at)
        if again and (label in labelled or again - at >= ENTRIES):
            yield label, marks[again].start


def _again(text: str, marks: Sequence[Mark], at: int) -> int | None:
    """Where the entry comes again, only short lines that are entries themselves between; a preface may stand in front."""
    first = marks[at]
    for i in range(at + 1, min(at + 300, len(marks))):
        if (marks[i].style, marks[i].number) == (first.style, first.number) and _entry(text, marks[i]) == _entry(
            text, first
        ):
            return i
        if marks[i].start - marks[i - 1].start > ENTRY:
            return None
    return None


def _entry(text: str, mark: Mark) -> str:
    """The first characters behind a marker, without what leads to a page number."""
    return regex.sub(r"[\s.…·\d]+", "", text[mark.end : mark.end + 24].partition("\n")[0])[:6]


def find_quotations(text: str, marks: Sequence[Mark], openings: Sequence[Span]) -> Iterator[Span]:
    """An article quoted over several lines, as decisions that amend a law do."""
    if not marks:
        return
    done = 0
    for start, end in openings:
        found = QUOTED.match(text, start, end) if start >= done else None
        close = QUOTE_END.search(text, found.end(), found.end() + QUOTE_REACH) if found else None
        if close:
            done = close.end()
            yield start, done
