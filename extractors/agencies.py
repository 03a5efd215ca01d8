"""Agencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ppx.records import Context, Document


def extract(document: Document, context: Context) -> Document:
    """The document with its agencies."""
    del context
    return document
