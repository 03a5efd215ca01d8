"""Clauses: the tree that a document's markers draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ppx.records import Caution, Clause


def split(text: str) -> tuple[tuple[Clause, ...], tuple[Caution, ...]]:
    """The clauses of a document's text in text order, and warnings whose `lines` are a span of `text`."""
    del text
    return (), ()
