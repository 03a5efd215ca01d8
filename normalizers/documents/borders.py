"""Borders: where each document of a page begins, and what it came with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from ppx.forms import FORWARD, is_title
from ppx.normalizers.documents.attachments import NEAR, TOP, announced, begins, under_label
from ppx.normalizers.documents.edges import QUOTED
from ppx.normalizers.documents.series import PIECE, find_series
from ppx.normalizers.documents.titles import BODY, last_of_name, opening
from ppx.titles import ISSUED_BY, key, title_end, title_start

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ppx.normalizers.documents.pieces import Piece


@dataclass(frozen=True, slots=True)
class Border:
    """The beginning of a document."""

    start: int
    """its first piece"""
    title: tuple[int, int] | None
    """first and behind-last piece of its title"""
    part_of: int | None = None
    """index of the document that it came with"""
    name: str | None = None
    """its title, folded, where no line shows it but the notice names it"""
    above: int = 0
    """pieces in front of it that no document holds: the heading that a collecting page sets"""


FIRST = regex.compile(r"第\s?一\s?[编章条]|一、")
"""the first marker of a text"""
UNDER = frozenset({"salutation", "number", "enacted"})
"""forms that stand under the title of a document"""
LINES = 5
"""lines that a title may be broken over"""
HEADS = frozenset({"number", "title", "short", "signature", "attachment"})
"""forms of the first piece of a title, or of what stands right above it"""
CLOSING = frozenset({"date", "publicity"})
"""forms that end a notice"""
BEFORE = BODY | CLOSING
"""forms above the head of a further notice"""


def borders(pieces: Sequence[Piece], heads: frozenset[str]) -> tuple[Border, ...]:
    """The documents that the pieces make, in order; the first begins with the first piece."""
    numbered = find_series(pieces)
    if numbered:
        return tuple(_collected(pieces, numbered, heads))
    found = list(_attachments(pieces))
    end = found[0].start if found else len(pieces)
    return (Border(0, opening(pieces, 0, end, heads)), *found)


def _collected(pieces: Sequence[Piece], numbered: Sequence[tuple[int, int]], heads: frozenset[str]) -> Iterator[Border]:
    """The pieces of a collecting page; the heading is the title, unless a whole document with its own stands under it."""
    places = [n for _, n in numbered]
    if numbered[0][0] > 1:
        yield Border(0, opening(pieces, 0, places[0], heads))
    for n, end in zip(places, [*places[1:], len(pieces)], strict=True):
        own = opening(pieces, n + 1, end, frozenset()) if PIECE.match(pieces[n].text) else None
        first = n == places[0] and numbered[0][0] == 1
        if own and pieces[own[1] - 1].form == "title":
            yield Border(n + 1, own, above=0 if first else 1)
        else:
            yield Border(0 if first else n, (n, n + 1))


def _attachments(pieces: Sequence[Piece]) -> Iterator[Border]:
    """What follows the first document: attachments, each part of the notice in front, and further notices."""
    texts = [piece.text for piece in pieces]
    ended, named, issued, start = False, set[str](), set[str](), 0
    count, notice = 1, 0
    for n, piece in enumerate(pieces):
        if n < start:
            continue
        if piece.form == "attachment" or (n < TOP and "《" in piece.text):
            names = set(announced(pieces, n))
            named |= names
            issued |= names if names and FORWARD.search(piece.text) else set()
        heads = n and piece.form in HEADS
        again = _repeated(pieces, n) if heads else None
        if again:
            yield Border(again, (again, title_end(texts, again) + 1), above=again - n)
            ended, start, notice, count = False, again + 1, count, count + 1
            continue
        own = _notice(pieces, texts, n) if heads else None
        title = own or (_titled(pieces, texts, n, ended=ended, named=named, issued=issued) if heads else None)
        name = _untitled(pieces, n) if ended and not start and not title else None
        if title or name:
            notice = count if own else notice
            yield Border(n, title, part_of=None if own else notice, name=name)
            ended, start, count = False, title[1] if title else n + 1, count + 1
            continue
        ended = _ends(pieces, n, ended=ended)


def _notice(pieces: Sequence[Piece], texts: Sequence[str], n: int) -> tuple[int, int] | None:
    """First and behind-last piece of the title, where another notice begins with piece n.

    The pages of a bulletin hold several: `某令`, `第710号`, text. A notice has its number above or under its title, or
    addresses someone; a list of titles and numbers has no text between them.
    """
    if pieces[n].form == "number":
        first = n + 1
    elif pieces[n].form in ("title", "short", "signature"):
        first = n
    else:
        return None
    above = {piece.form for piece in pieces[max(0, n - NEAR) : n]}
    if above.isdisjoint(BEFORE):
        return None
    for last in range(first, min(first + LINES, len(pieces) - 1)):
        if pieces[last].form == "title" and title_start(texts, last) <= first:
            end = title_end(texts, last) + 1
            below = pieces[end].form if end < len(pieces) else ""
            addressed = below == "salutation" and texts[last].endswith(ISSUED_BY) and not above.isdisjoint(CLOSING)
            if first > n or below == "number" or addressed:
                return (first, end) if begins(pieces, end + (below == "number")) else None
            return None
        if pieces[last].form not in ("title", "short", "signature"):
            return None
    return None


def _repeated(pieces: Sequence[Piece], n: int) -> int | None:
    """The piece that repeats title n, with nothing but its issuer between: collections set both above each document."""
    if pieces[n].form != "title" or not any(piece.form in BODY for piece in pieces[max(0, n - NEAR) : n]):
        return None
    for m in range(n + 1, min(n + NEAR, len(pieces) - 1)):
        if pieces[m].form == "title":
            return m if key(pieces[m].text) == key(pieces[n].text) and _heads(pieces, m + 1) else None
        if pieces[m].form not in ("signature", "short"):
            return None
    return None


def _heads(pieces: Sequence[Piece], at: int) -> bool:
    """True where what only the head of a document has stands close under a title, or the first marker of a rule."""
    return any(p.form in UNDER or FIRST.match(p.text) for p in pieces[at : at + NEAR])


def _untitled(pieces: Sequence[Piece], n: int) -> str | None:
    """The name of the text that a signed notice forwards, where it begins at piece n without a title of its own."""
    if not FIRST.match(pieces[n].text) or any(FIRST.match(piece.text) for piece in pieces[:n]):
        return None
    forwarding = (p.text for p in pieces[:n] if "《" in p.text and FORWARD.search(p.text))
    names = [name for text in forwarding for name in QUOTED.findall(text) if is_title(name, loose=True)]
    return names[0] if names else None


def _ends(pieces: Sequence[Piece], n: int, *, ended: bool) -> bool:
    """True where the notice is over after this piece: signed, dated, noted."""
    piece = pieces[n]
    if piece.form in ("date", "publicity"):
        return True
    if piece.form == "signature":
        return ended or any(p.form == "salutation" or FORWARD.search(p.text) for p in pieces[max(0, n - 6) : n])
    if piece.form in ("marker", "prose", "salutation") and not piece.text.startswith("("):
        return False
    return ended


def _titled(
    pieces: Sequence[Piece], texts: Sequence[str], n: int, *, ended: bool, named: set[str], issued: set[str]
) -> tuple[int, int] | None:
    """First and behind-last piece of the title, where an attachment begins with piece n."""
    piece = pieces[n]
    if piece.form == "attachment":
        return under_label(pieces, texts, n, named)
    if piece.form not in ("title", "short", "signature"):
        return None
    run = range(n, min(n + LINES, len(pieces)))
    known = last_of_name(texts, run, named) if named else None
    joined = "".join(texts[n : known + 1]) if known is not None else ""
    if known is not None and (ended or is_title(joined, loose=key(joined) in issued)):
        end = title_end(texts, known) + 1
        return (n, end) if begins(pieces, end) else None
    for last in run if ended else ():
        if pieces[last].form not in ("title", "short", "signature"):
            return None
        if pieces[last].form == "title" and title_start(texts, last) <= n and _closed(texts[n : last + 1]):
            end = title_end(texts, last) + 1
            return (n, end) if begins(pieces, end) else None
    return None


def _closed(lines: Sequence[str]) -> bool:
    joined = "".join(lines)
    return joined.count("《") <= joined.count("》")
