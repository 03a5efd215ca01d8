"""The word lists of `lexicons/targets.toml`, ready to be taken off the two ends of a phrase."""

from __future__ import annotations

from ppx import lexicon


@lexicon.cached
def of(table: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(lexicon.load("targets")[table]["words"])


@lexicon.cached
def _by_end(table: str, end: int) -> dict[str, tuple[str, ...]]:
    """The words, longest first, for each character that they begin (`end` 0) or end (`end` -1) with."""
    found: dict[str, list[str]] = {}
    for word in sorted(of(table), key=len, reverse=True):
        found.setdefault(word[end], []).append(word)
    return {character: tuple(group) for character, group in found.items()}


def tail(phrase: str, table: str) -> str:
    """The longest word of the table that the phrase ends in, or an empty string."""
    for word in _by_end(table, -1).get(phrase[-1:], ()):
        if phrase.endswith(word):
            return word
    return ""


def head(phrase: str, table: str) -> str:
    """The longest word of the table that the phrase begins with, or an empty string."""
    for word in _by_end(table, 0).get(phrase[:1], ()):
        if phrase.startswith(word):
            return word
    return ""
