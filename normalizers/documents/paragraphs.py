"""Paragraphs: pieces of one sentence that the page broke are one paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx.forms import CUT_MARKER, is_row
from ppx.normalizers.documents.wraps import STOPS, apart, measure, runs_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ppx.normalizers.documents.pieces import Piece
    from ppx.normalizers.documents.wraps import Wrap
    from ppx.records import Span

OPENS, CLOSES = "(《", ")》"
RUNNING = frozenset("、,(《")
"""characters after which a sentence cannot be over"""
CLOSING = frozenset("》、,。;!?")
"""characters that cannot open a line; a lone `）` can: it is what is left of a marker"""
COUNTED = frozenset("个家项人名年月日条处座台套件次亿万元%")
"""what counts: after a number at the end of a line the sentence goes on"""
ENDS = frozenset('。;:!?)"》…')
MARK = regex.compile(r"[。,、;:]")
WINDOW = 200
"""characters at the end of a piece in which an open bracket is looked for"""
TOLD = 30
"""characters from which a line without a mark at its end is a broken sentence and no heading"""
HEAD = 6
"""characters that hold a marker"""
OPENINGS = ("为", "根据", "按照", "依据", "近年来", "当前", "随着", "围绕", "坚持", "以", "结合", "《")
"""how the text under a heading begins"""
TORN = 3
"""characters before a mark that are no sentence of their own"""
CLOSED = frozenset({"date", "number", "salutation", "publicity", "enacted"})
"""forms that are whole by themselves"""
LONE = CLOSED - {"salutation"}
"""those that do not go on a line above even where it is full"""
FRESH = CLOSED | {"attachment", "title", "marker"}
"""forms that begin a paragraph"""


def join(pieces: Sequence[Piece], page: Wrap | None = None) -> tuple[tuple[Span, ...], ...]:
    """The paragraphs that the pieces make, each the spans of its pieces.

    `page` tells how the page is broken into lines; it speaks for a document too short to tell.
    """
    paragraphs: list[list[Span]] = []
    before, wrap = None, measure(pieces)
    wrap = wrap if wrap.width or page is None else page
    for piece in pieces:
        if before is not None and _goes_on(before, piece, wrap):
            paragraphs[-1].append(piece.span)
        else:
            paragraphs.append([piece.span])
        before = piece
    return tuple(tuple(paragraph) for paragraph in paragraphs)


def _goes_on(before: Piece, piece: Piece, wrap: Wrap) -> bool:
    """True where the sentence of one piece goes on in the next."""
    if piece.form == "marker" or (not wrap.width and before.text[-1] in STOPS and piece.text[0] not in CLOSING):
        return False
    if before.form in CLOSED or is_row(before.text) or is_row(piece.text) or apart(before, piece):
        return False
    if piece.text[0] in CLOSING:
        return before.form in ("prose", "marker") or before.text[-1] not in ENDS
    if piece.text[0] == "(" and CUT_MARKER.match(piece.text):
        return False
    if wrap.width and before.form != "title" and piece.form not in LONE and runs_on(before, piece, wrap):
        return True
    if piece.form in FRESH and (piece.form != "salutation" or before.text[-1] not in "、,"):
        return False
    if before.text[-1] in RUNNING or (before.text[-1] not in STOPS and _open(before.text[-WINDOW:])):
        return True
    if before.node != piece.node:
        return False
    if before.form == "marker" and piece.text.startswith(OPENINGS) and not MARK.search(before.text, HEAD):
        return False
    return before.form in ("prose", "marker") and len(before.text) >= TOLD and _breaks(before.text[-1], piece.text)


def _breaks(last: str, text: str) -> bool:
    """True where a line without a mark at its end goes on.

    A number is counted, the rest comes to a comma first, or to any mark after a character or two.
    """
    if last in ENDS:
        return False
    if last.isdecimal():
        return text[0] in COUNTED
    mark = MARK.search(text)
    return mark is not None and (mark.group() in ",、" or mark.start() < TORN)


def _open(text: str) -> bool:
    """True where a bracket is still open at the end; not the one of a marker that lost its other half."""
    text = text[1:] if text[:1] == "(" and CUT_MARKER.match(text) else text
    return any(text.rfind(a) > text.rfind(b) for a, b in zip(OPENS, CLOSES, strict=True))
