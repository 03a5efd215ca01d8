"""Pieces: the kept lines, long ones cut where the page lost its line breaks; a piece is the smallest thing that moves whole."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import regex

from ppx.folding import LONG, is_glossed, paragraphs, plain, trimmed, unglossed
from ppx.forms import form, number_behind
from ppx.normalizers.documents.edges import find_edges
from ppx.normalizers.documents.wraps import columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ppx.records import Line, Page, Span, Verdict


class Piece(NamedTuple):
    """A line, or a part of a line that lost its breaks."""

    span: Span
    text: str
    """folded by `ppx.folding.plain`, without markup at its ends"""
    form: str
    tag: str = ""
    centered: bool = False
    indent: float = 0
    """width of the blanks before it on its line, in Chinese characters"""
    node: str | None = None
    """the element that holds it; None on text pages"""

    @property
    def columns(self) -> float:
        """Its width in Chinese characters, the indent included."""
        return self.indent + columns(self.text)


MARKUP = regex.compile(r"^(?:[\s#>]+|\*\*|</?[a-z][^<>]{0,120}>)+")
MARKS = frozenset("#>*<")
"""how markup begins"""
TAGS = regex.compile(r"(?:\s*</?[a-z][^<>]{0,120}>)+$")
"""tags at the end of a line, where a page kept them in its text"""


def cut(page: Page, verdicts: Sequence[Verdict]) -> Iterator[Piece]:
    """The pieces of the lines that are kept, in order; all but blanks is in one of them."""
    raw, folded, lines = page.text, plain(page.text), page.lines
    glossed = is_glossed(folded)
    top = verdicts[0].span[0] if verdicts else 0
    number = 0
    for verdict in verdicts:
        while number + 1 < len(lines) and lines[number + 1].start <= verdict.span[0]:
            number += 1
        line = lines[number]
        if line.end - line.start < LONG and verdict.text and verdict.text[-1] != "号":
            yield _made(raw, line, verdict.span, verdict.text, verdict.form)
            continue
        for span in _parted(raw, folded, line, verdict.span, top):
            yield _piece(raw, folded, line, span, glossed=glossed)


def _parted(raw: str, folded: str, line: Line, span: Span, top: int) -> Iterator[Span]:
    """The pieces of a line that may have lost its breaks; the kept lines begin at `top`."""
    row = line.tag == "tr"
    for start, end in paragraphs(raw, *span, row=row):
        if line.end - line.start >= LONG:
            edges = _filled(folded, find_edges(folded, (start, end), line.start, opens=start < top + LONG))
        elif folded[end - 1] == "号" and (at := number_behind(folded[start:end])) is not None:
            edges = _filled(folded, [start, start + at, end])
        else:
            yield start, end
            continue
        for a, b in pairwise(edges):
            yield (a, b) if row else trimmed(raw, a, b)


def _filled(folded: str, edges: Sequence[int]) -> list[int]:
    """The edges without those that would cut off nothing but blanks and tags."""
    out = [edges[0]]
    for edge in edges[1:-1]:
        if _says(folded[out[-1] : edge]) and _says(folded[edge : edges[-1]]):
            out.append(edge)
    return [*out, edges[-1]]


def _says(text: str) -> bool:
    return bool(_without_tags(text).strip())


def _without_tags(text: str) -> str:
    return TAGS.sub("", text) if text.endswith(">") else text


def _piece(raw: str, folded: str, line: Line, span: Span, *, glossed: bool) -> Piece:
    shown = folded[slice(*span)].strip()
    if glossed:
        shown = unglossed(shown)
    inner = MARKUP.sub("", shown) if shown[:1] in MARKS else shown
    text = _without_tags(inner.removesuffix("**")).strip() or shown or "-"
    return _made(raw, line, span, text, form(text))


def _made(raw: str, line: Line, span: Span, text: str, shape: str) -> Piece:
    before = span[0] - line.start
    indent = 0.5 * (before + raw.count("\u3000", line.start, span[0])) if before else 0.0
    return Piece(span, text, shape, line.tag, line.centered, indent, line.node)
