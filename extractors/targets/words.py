"""The word lists of `lexicons/targets.toml`, ready to be taken off the two ends of a phrase."""

from __future__ import annotations

from ppx import lexicon


@lexicon.cached
def of(table: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(lexicon.load("targets")[table]["words"])


Groups = dict[str, tuple[str, ...]]
"""words by a character of theirs, the longest first"""


@lexicon.cached
def firsts() -> dict[str, Groups]:
    """The words of every table, by the character that they begin with."""
    return {table: _grouped(table, 0) for table in lexicon.load("targets")}


@lexicon.cached
def lasts() -> dict[str, Groups]:
    """The words of every table, by the character that they end with."""
    return {table: _grouped(table, -1) for table in lexicon.load("targets")}


def _grouped(table: str, place: int) -> Groups:
    found: dict[str, list[str]] = {}
    for word in sorted(of(table), key=len, reverse=True):
        found.setdefault(word[place], []).append(word)
    return {character: tuple(group) for character, group in found.items()}


def tail(phrase: str, table: str) -> str:
    """The longest word of the table that the phrase ends in, or an empty string."""
    for word in lasts()[table].get(phrase[-1:], ()):
        if phrase.endswith(word):
            return word
    return ""


def head(phrase: str, table: str, at: int = 0) -> str:
    """The longest word of the table that stands at `at` of the phrase, or an empty string."""
    for word in firsts()[table].get(phrase[at : at + 1], ()):
        if phrase.startswith(word, at):
            return word
    return ""
