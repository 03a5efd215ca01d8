"""Paragraphs: pieces of one sentence that the page broke are one paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex as re

from ppx.forms import MARKER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ppx.normalizers.documents.pieces import Piece
    from ppx.records import Span

OPENS, CLOSES = "(《", ")》"
RUNNING = frozenset("、,(《")
"""characters after which a sentence cannot be over"""
CLOSING = frozenset("》、,。;!?")
"""characters that cannot open a line; a lone `）` can: it is what is left of a marker"""
COUNTED = frozenset("个家项人名年月日条处座台套件次亿万元%")
"""what counts: after a number at the end of a line the sentence goes on"""
ENDS = frozenset('。;:!?)"》…')
MARK = re.compile(r"[。,、;:]")
WINDOW = 200
"""characters at the end of a piece in which an open bracket is looked for"""
TOLD = 30
"""characters from which a line without a mark at its end is a broken sentence and no heading"""
WRAP_MOST, WRAP_SHARE, WRAP_SLACK = 60, 0.4, 3
"""characters of a page wrapped at a fixed width at most, share of its lines that reach it, and what they may lack"""
CLOSED = frozenset({"date", "number", "salutation", "publicity", "enacted"})
"""forms that are whole by themselves"""
FRESH = CLOSED | {"attachment", "title", "marker"}
"""forms that begin a paragraph"""


def join(pieces: Sequence[Piece]) -> tuple[tuple[Span, ...], ...]:
    """The paragraphs that the pieces make, each the spans of its pieces."""
    paragraphs: list[list[Span]] = []
    before, width = None, _width(pieces)
    for piece in pieces:
        if before is not None and _goes_on(before, piece, width):
            paragraphs[-1].append(piece.span)
        else:
            paragraphs.append([piece.span])
        before = piece
    return tuple(tuple(paragraph) for paragraph in paragraphs)


def _width(pieces: Sequence[Piece]) -> int:
    """The width at which the page is wrapped, less the slack; 0 where it is not."""
    lengths = sorted(len(piece.text) + piece.indent for piece in pieces)
    width = lengths[-1] if lengths else 0
    full = sum(length > width - WRAP_SLACK for length in lengths)
    return width - WRAP_SLACK if width <= WRAP_MOST and full >= max(4, WRAP_SHARE * len(lengths)) else 0


def _goes_on(before: Piece, piece: Piece, width: int) -> bool:
    """True where the sentence of one piece goes on in the next."""
    if before.tag or piece.tag or before.form in CLOSED:
        return False
    if piece.text[0] in CLOSING:
        return before.form in ("prose", "marker") or before.text[-1] not in ENDS
    if piece.form in FRESH or MARKER.match(piece.text):
        return False
    if before.text[-1] in RUNNING or _open(before.text[-WINDOW:]):
        return True
    if width and len(before.text) + before.indent >= width and not piece.indent and before.text[-1] not in ENDS:
        return True
    return before.form in ("prose", "marker") and len(before.text) >= TOLD and _breaks(before.text[-1], piece.text)


def _breaks(last: str, text: str) -> bool:
    """True where a line without a mark at its end goes on: a number is counted, or the rest comes to a comma first."""
    if last in ENDS:
        return False
    if last.isdecimal():
        return text[0] in COUNTED
    mark = MARK.search(text)
    return mark is not None and mark.group() in ",、"


def _open(text: str) -> bool:
    """True where a bracket is still open at the end."""
    return any(text.rfind(a) > text.rfind(b) for a, b in zip(OPENS, CLOSES, strict=True))
