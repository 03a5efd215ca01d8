"""Main text: which lines of a page are document text, decided for the whole page at once, each with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppx.records import Verdict

if TYPE_CHECKING:
    from ppx.records import Page


def judge(page: Page) -> tuple[Verdict, ...]:
    """A verdict for every line of the page that is not blank, in order."""
    return tuple(
        Verdict((line.start, line.end), keep=True, reason="prose")
        for line in page.lines
        if page.text[line.start : line.end].strip()
    )
