"""Attachments: the titles that a notice announces, those that stand with a label, and whether a text stands under a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx.forms import ATTACHED, LABEL, find_marker, is_title
from ppx.normalizers.documents.edges import QUOTED
from ppx.normalizers.documents.titles import BODY
from ppx.titles import key, title_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from ppx.normalizers.documents.pieces import Piece

LISTED = regex.compile(
    r"附\s?件?\s{0,2}(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s?[:.、]\s{0,3}(?:\d{1,2}\s?[.、]\s?)?(?=\S)"
)
"""what stands before the title in a list of attachments: `附件：1. `"""
FORMS = (
    "申请表", "登记表", "审批表", "报名表", "备案表", "推荐表", "花名册", "回执", "承诺书", "申报书", "申请书", "流程图",
)  # fmt: skip
"""attachments that are blank forms or pictures"""
ROWS, FILLED = 3, 0.6
"""rows and share of filled cells from which a table is a list and no blank form"""
TOP = 40
"""pieces at the top of a page among which a notice names what it brings"""
NEAR = 3
"""pieces below a title among which its text must begin"""


def announced(pieces: Sequence[Piece], n: int) -> Iterator[str]:
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


def under_label(
    pieces: Sequence[Piece], texts: Sequence[str], n: int, named: AbstractSet[str]
) -> tuple[int, int] | None:
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
    return (n + 1, end) if begins(pieces, end, reach=12) or (key(title) in named and _tabled(pieces, end)) else None


def _tabled(pieces: Sequence[Piece], at: int) -> bool:
    """True where a table with filled cells follows: a list, no blank form."""
    rows = [piece.text.split("\t") for piece in pieces[at : at + 12] if "\t" in piece.text]
    cells = [cell.strip() for row in rows for cell in row]
    return len(rows) >= ROWS and sum(map(bool, cells)) > FILLED * len(cells)


def begins(pieces: Sequence[Piece], at: int, reach: int = NEAR) -> bool:
    """True where text stands close under a title, before the next label."""
    for piece in pieces[at : at + reach]:
        if piece.form in BODY:
            return True
        if piece.form == "attachment":
            return False
    return False
