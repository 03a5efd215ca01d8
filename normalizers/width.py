"""Width and punctuation: half-width digits and letters, Chinese punctuation in Chinese context."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ppx.text import Draft


def fold(draft: Draft) -> Draft:
    """The draft, cleaned; its paragraphs stay as many."""
    return draft
