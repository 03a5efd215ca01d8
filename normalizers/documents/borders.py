"""Borders: where each document of a page begins, and what it came with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex as re

from ppx.forms import ATTACHED, FORWARD, LABEL, find_marker, is_title
from ppx.normalizers.documents.pieces import QUOTED
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


LISTED = re.compile(
    r"附\s?件?\s{0,2}(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s?[:.、]\s{0,3}(?:\d{1,2}\s?[.、]\s?)?(?=\S)"
)
"""what stands before the title in a list of attachments: `附件：1. `"""
FIRST = re.compile(r"第\s?一\s?[编章条]|一、")
"""the first marker of a text"""
FORMS = (
    *("申请表", "登记表", "审批表", "报名表", "备案表", "推荐表"),
    *("花名册", "回执", "承诺书", "申报书", "申请书", "流程图"),
)
"""attachments that are blank forms or pictures"""
ROWS, FILLED = 3, 0.6
"""rows and share of filled cells from which a table is a list and no blank form"""
LINES = 5
"""lines that a title may be broken over"""
HEADS = frozenset({"number", "title", "short", "signature", "attachment"})
"""forms of the first piece of a title, or of what stands right above it"""
TOP = 40
"""pieces at the top of a page among which a notice names what it brings"""
CLOSING = frozenset({"date", "publicity"})
"""forms that end a notice"""
NEAR = 3
"""pieces below a title among which its text must begin"""


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
    ended, named, start = False, set[str](), 0
    count, notice = 1, 0
    for n, piece in enumerate(pieces):
        if n < start:
            continue
        if n < TOP or piece.form == "attachment":
            named.update(_names(pieces, n))
        heads = n and piece.form in HEADS
        own = _notice(pieces, texts, n) if heads else None
        title = own or (_titled(pieces, texts, n, ended=ended, named=named) if heads else None)
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
    if above.isdisjoint(BODY | CLOSING):
        return None
    for last in range(first, min(first + LINES, len(pieces) - 1)):
        if pieces[last].form == "title" and title_start(texts, last) <= first:
            end = title_end(texts, last) + 1
            below = pieces[end].form if end < len(pieces) else ""
            addressed = below == "salutation" and texts[last].endswith(ISSUED_BY) and not above.isdisjoint(CLOSING)
            if first > n or below == "number" or addressed:
                return (first, end) if _begins(pieces, end + (below == "number")) else None
            return None
        if pieces[last].form not in ("title", "short", "signature"):
            return None
    return None


def _untitled(pieces: Sequence[Piece], n: int) -> str | None:
    """The name of the text that a signed notice forwards, where it begins at piece n without a title of its own."""
    if not FIRST.match(pieces[n].text) or any(FIRST.match(piece.text) for piece in pieces[:n]):
        return None
    forwarding = (p.text for p in pieces[:n] if "《" in p.text and FORWARD.search(p.text))
    names = [name for text in forwarding for name in QUOTED.findall(text) if is_title(name, loose=True)]
    return names[0] if names else None


def _names(pieces: Sequence[Piece], n: int) -> Iterator[str]:
    """The titles that a piece announces: in 《…》 at the top, in the list of attachments at the end."""
    text = pieces[n].text
    if "《" in text and n < TOP and pieces[n].form in ("prose", "marker"):
        yield from (key(name) for name in QUOTED.findall(text))
    if pieces[n].form == "attachment" and (label := LISTED.match(text)):
        yield key(text[label.end() :])
        for piece in pieces[n + 1 : n + 20]:
            item = find_marker(piece.text)
            if not item or piece.text[-1] == "。":
                break
            yield key(piece.text[item.end() :])


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
    pieces: Sequence[Piece], texts: Sequence[str], n: int, *, ended: bool, named: set[str]
) -> tuple[int, int] | None:
    """First and behind-last piece of the title, where an attachment begins with piece n."""
    piece = pieces[n]
    if piece.form == "attachment":
        return _labelled(pieces, texts, n, named)
    if piece.form not in ("title", "short", "signature"):
        return None
    run = range(n, min(n + LINES, len(pieces)))
    known = last_of_name(texts, run, named)
    if known is not None and (ended or is_title("".join(texts[n : known + 1]))):
        end = title_end(texts, known) + 1
        return (n, end) if _begins(pieces, end) else None
    for last in run if ended else ():
        if pieces[last].form not in ("title", "short", "signature"):
            return None
        if pieces[last].form == "title" and title_start(texts, last) <= n and _closed(texts[n : last + 1]):
            end = title_end(texts, last) + 1
            return (n, end) if _begins(pieces, end) else None
    return None


def _closed(lines: Sequence[str]) -> bool:
    joined = "".join(lines)
    return joined.count("《") <= joined.count("》")


def _labelled(pieces: Sequence[Piece], texts: Sequence[str], n: int, named: set[str]) -> tuple[int, int] | None:
    """The title under (or behind) an attachment's label, where a text follows it; a blank form is no document."""
    if n + 1 >= len(pieces):
        return None
    if not ATTACHED.match(texts[n]):
        label = LABEL.match(texts[n])
        behind = texts[n][label.end() :].strip() if label else ""
        own = pieces[n + 1].form in BODY and not pieces[n + 1].text.startswith(("2", "(2", "二"))
        return (n, n + 1) if own and is_title(behind, loose=True) and not texts[n].startswith("附表") else None
    last = n + 1
    while (
        last < min(n + 4, len(pieces))
        and pieces[last].form in ("short", "signature")
        and not is_title(texts[last], loose=True)
    ):
        last += 1
    if last >= len(pieces) or pieces[last].form not in ("title", "short", "signature"):
        return None
    if not is_title(texts[last], loose=True):
        last = n + 1
        if pieces[last].form != "short" or len(texts[last]) < 6:
            return None
    end = title_end(texts, last) + 1
    title = "".join(texts[n + 1 : end])
    if title.endswith(FORMS):
        return None
    return (n + 1, end) if _begins(pieces, end, reach=12) or (key(title) in named and _tabled(pieces, end)) else None


def _tabled(pieces: Sequence[Piece], at: int) -> bool:
    """True where a table with filled cells follows: a list, no blank form."""
    rows = [piece.text.split("\t") for piece in pieces[at : at + 12] if "\t" in piece.text]
    cells = [cell.strip() for row in rows for cell in row]
    return len(rows) >= ROWS and sum(map(bool, cells)) > FILLED * len(cells)


def _begins(pieces: Sequence[Piece], at: int, reach: int = NEAR) -> bool:
    """True where text stands close under a title, before the next label."""
    for piece in pieces[at : at + reach]:
        if piece.form in BODY:
            return True
        if piece.form == "attachment":
            return False
    return False
