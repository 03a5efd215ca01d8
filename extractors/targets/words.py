"""The word lists of `lexicons/targets.toml`, ready to be taken off the two ends of a phrase."""

from __future__ import annotations

from ppx import lexicon


@lexicon.cached
def of(table: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(lexicon.load("targets")[table]["words"])


@lexicon.cached
def _by_end(table: str, end: int) -> dict[str, int]:
    """The length of the longest word for each character that a word begins (`end` 0) or ends (`end` -1) with."""
    found: dict[str, int] = {}
    for word in of(table):
        found[word[end]] = max(found.get(word[end], 0), len(word))
    return found


def tail(phrase: str, table: str) -> str:
    """The longest word of the table that the phrase ends in, or an empty string."""
    longest = _by_end(table, -1).get(phrase[-1:], 0)
    known = of(table) if longest else frozenset()
    for length in range(min(longest, len(phrase)), 0, -1):
        if phrase[-length:] in known:
            return phrase[-length:]
    return ""


def head(phrase: str, table: str) -> str:
    """The longest word of the table that the phrase begins with, or an empty string."""
    longest = _by_end(table, 0).get(phrase[:1], 0)
    known = of(table) if longest else frozenset()
    for length in range(min(longest, len(phrase)), 0, -1):
        if phrase[:length] in known:
            return phrase[:length]
    return ""
