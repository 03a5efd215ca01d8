"""Documents: the kept lines of a page as one or several documents, each with its title and paragraphs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ppx.folding import plain, trimmed
from ppx.normalizers.documents.borders import Border, borders
from ppx.normalizers.documents.paragraphs import join
from ppx.normalizers.documents.pieces import cut
from ppx.normalizers.documents.titles import from_attachments, labelled, stripped
from ppx.normalizers.documents.wraps import measure
from ppx.records import Part, Verdict
from ppx.titles import key, same

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from ppx.normalizers.documents.pieces import Piece
    from ppx.normalizers.documents.wraps import Wrap
    from ppx.records import Page


def divide(page: Page, verdicts: tuple[Verdict, ...]) -> tuple[Part, ...]:
    """The documents of the page in order; none where nothing is kept."""
    pieces = tuple(cut(page, [verdict for verdict in verdicts if verdict.keep]))
    if not pieces:
        return ()
    named = [name for v in verdicts if v.reason == "byline" and not v.keep for name in labelled(page.text, *v.span)]
    headline = stripped(page.source.headline or next(iter(named), ""))
    shown = (*named, *(page.text[slice(*v.span)] for v in verdicts if v.reason == "headline" and not v.keep))
    found = borders(pieces, frozenset(plain(line).strip() for line in (headline, *shown) if line))
    ends = [border.start - border.above for border in found[1:]] + [len(pieces)]
    wrap = measure(pieces)
    parts = [_part(page, pieces, border, end, wrap) for border, end in zip(found, ends, strict=True)]
    if not parts[0].title:
        lost = None if _tells(pieces, found, plain(headline)) else headline
        parts[0] = replace(parts[0], title_text=lost or from_attachments(page.attachments, pieces))
    return tuple(parts)


def _part(page: Page, pieces: Sequence[Piece], border: Border, end: int, wrap: Wrap) -> Part:
    first, last = border.title or (end, end)
    title = tuple(trimmed(page.text, *piece.span) for piece in pieces[first:last])
    body = [*pieces[border.start : first], *pieces[last:end]]
    return Part(join(body, wrap), title, _as_written(page, border.name) if border.name else None, border.part_of)


def _as_written(page: Page, name: str) -> str:
    """A folded name in the page's own wording."""
    at = plain(page.text).find(name)
    return page.text[at : at + len(name)]


def _tells(pieces: Sequence[Piece], found: Sequence[Border], headline: str) -> bool:
    """True where the headline is no title of the first document: it names an attachment, or a mere site."""
    others = ("".join(p.text for p in pieces[slice(*b.title)]) for b in found[1:] if b.title)
    return len(key(headline)) < 6 or any(same(headline, other) for other in others)


def settle(verdicts: tuple[Verdict, ...], parts: tuple[Part, ...]) -> tuple[Verdict, ...]:
    """The verdicts as dividing left them: kept lines that no document holds are dropped.

    So each character that is no blank stands in one place: a title, a paragraph or a dropped piece.
    """
    starts = {start for part in parts for pieces in (*part.paragraphs, part.title) for start, _ in pieces}
    return tuple(verdict if not verdict.keep or _held(verdict, starts) else _lost(verdict) for verdict in verdicts)


def _held(verdict: Verdict, starts: AbstractSet[int]) -> bool:
    return verdict.span[0] in starts or not starts.isdisjoint(range(*verdict.span))


def _lost(verdict: Verdict) -> Verdict:
    return Verdict(verdict.span, keep=False, reason="no_article", mark=f"{verdict.evidence}; in no document")
