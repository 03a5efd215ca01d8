"""Wraps: pages whose lines were broken at a fixed width (a file shown as typed, the text of a PDF), and where a line goes on.

Widths are counted in Chinese characters; a digit or letter is half of one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ppx.normalizers.documents.pieces import Piece

NARROW = b" %.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
STOPS = frozenset("。;:!?")
CLOSERS = frozenset(')"》…')
"""marks that end a paragraph as often as not"""
COMMA = re.compile(r"[,。、;:]")
LEAST, MOST = 15.0, 60.0
"""narrowest and widest line of a page that is broken at a fixed width"""
REACH = 0.97
"""share of the lines that the width takes in: a row or an address may stand out"""
SLACK = 3.0
"""what a full line may lack: the next word, or a mark that may not open a line, did not fit"""
OPEN, SHARE, RUNNING = 4, 0.5, 0.25
"""full lines without an end that show the break, their share of all full lines, and the share of lines that are full"""
INDENT = (1.5, 4.5)
"""blanks before the first line of a paragraph"""
INDENTED = 3
"""lines so indented from which the page marks its paragraphs by it"""
CELLS = frozenset({"td", "th", "tr", "li", "dt", "dd", "caption", "h1", "h2", "h3", "h4", "h5", "h6"})
"""elements that hold a thing of their own; they go on only within themselves"""


class Wrap(NamedTuple):
    """How a page is broken into lines."""

    width: float
    """width from which a line is full; 0 where lines are not broken at a width"""
    indents: bool
    """True where the first line of a paragraph is indented"""


UNWRAPPED = Wrap(0.0, indents=False)


def measure(pieces: Sequence[Piece]) -> Wrap:
    """How the page that holds the pieces is broken into lines."""
    lines = [piece for piece in pieces if "\t" not in piece.text]
    rank = int(REACH * (len(lines) - 1))
    # no line is narrower than half a character each
    if not lines or sorted(piece.indent + 0.5 * len(piece.text) for piece in lines)[rank] > MOST:
        return UNWRAPPED
    most = sorted(piece.columns for piece in lines)[rank]
    if not LEAST <= most <= MOST:
        return UNWRAPPED
    full = [piece for piece in lines if most - SLACK <= piece.columns <= most + SLACK]
    unended = [piece for piece in full if piece.text[-1] not in STOPS and COMMA.search(piece.text)]
    if len(unended) < max(OPEN, SHARE * len(full)) or len(full) < RUNNING * len(lines):
        return UNWRAPPED
    indented = sum(INDENT[0] <= piece.indent <= INDENT[1] for piece in lines)
    return Wrap(most - SLACK, indents=indented >= INDENTED)


def columns(text: str) -> float:
    """The width of a text."""
    ascii_ = text.encode("ascii", "ignore")
    return len(text) - 0.5 * (len(ascii_) - len(ascii_.translate(None, NARROW)))


def runs_on(before: Piece, piece: Piece, wrap: Wrap) -> bool:
    """True where a full line of a page broken at a width goes on in the next."""
    if not wrap.width or before.indent > INDENT[1] or piece.indent >= 1:
        return False
    if before.text[-1] in STOPS or before.text[-1] in CLOSERS:
        return wrap.indents and before.columns >= wrap.width
    return before.columns >= wrap.width - (SLACK if COMMA.search(before.text) else 0)


def apart(before: Piece, piece: Piece) -> bool:
    """True where two lines stand in different cells, items or headings of an HTML page."""
    return before.node != piece.node and not CELLS.isdisjoint((before.tag, piece.tag))
