"""What a lexicon may hold. The package's own files are the pattern: an overlay has their tables, with values of the same kind.

Tables of names (organs, zones, seals) are open: a team adds entries of its own. All others are read by name in the code, and a
name that the code does not know would be a word that nobody reads.
"""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, Any, NamedTuple

import regex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

OPEN = frozenset({
    "headings.finite.not_before", "headings.finite.not_behind", "issuers.national", "issuers.local", "kinds.same",
    "organs.endings", "organs.stems", "organs.organs", "organs.renamed", "organs.renamed.*",
    "organs_national.seals", "organs_national.renamed", "organs_national.renamed.*",
    "organs_local.places", "organs_local.places.*", "organs_local.grids", "organs_local.zones", "organs_local.bodies",
    "organs_local.expand", "regions.codes", "regions.zones", "units",
})  # fmt: skip
"""tables to which an overlay may add entries"""
ENTRIES: Mapping[str, Mapping[str, str]] = {
    "main_text.*": dict.fromkeys(("starts", "whole", "inside", "labels", "loose", "subjects"), "words"),
    "units.*": {"words": "words"},
    "organs.organs.*": {"organ": "text", "vertical": "flag"}
    | {form + rank: "text" for form in ("plain", "party", "government", "place")
       for rank in ("", "_province", "_prefecture", "_county")},
}  # fmt: skip
"""keys of the tables that are all alike, with the kind of each"""
KINDS = {"words": "a list of words", "text": "a text in quotes", "flag": "true or false", "table": "a table of entries"}
CODES = {"organs_local.places": regex.compile(r"\d{6}"), "organs_local.grids": regex.compile(r"\d{2}")}
"""tables whose keys are codes of GB/T 2260"""
PLACEHOLDERS = frozenset({"d", "s", "p", "pd", "a", "party"})
"""what a seal may name in braces (docs/lexicons.md)"""
_SEALS = ("organs.organs.*.", "organs_local.places.*.")


class Fault(NamedTuple):
    """What is wrong with an entry."""

    path: tuple[str, ...]
    word: str | None
    text: str


def faults(name: str, own: Mapping[str, Any], base: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with a team's tables for the lexicon NAME, `base` being the package's."""
    yield from _table(own, base, (), name)


def faults_of_package(name: str, tables: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the package's own tables: they are their own pattern, so only their leaves can be."""
    yield from _table(tables, tables, (), name)


def _table(own: Mapping[str, Any], base: Mapping[str, Any], path: tuple[str, ...], where: str) -> Iterator[Fault]:
    kinds = dict(ENTRIES.get(where) or {key: kind(value) for key, value in base.items()})
    common = next(iter(kinds.values()), None) if where in OPEN else None
    for key, value in own.items():
        wanted = kinds.get(key, common)
        at = (*path, key)
        if wanted is None:
            yield Fault(at, None, f"nothing of that name is read here; there are {_listed(kinds)}")
        elif kind(value) != wanted:
            yield Fault(at, None, f"must be {KINDS[wanted]}")
        elif where in CODES and not CODES[where].fullmatch(key):
            yield Fault(
                at, None, "must be a code of GB/T 2260: six digits of a division, two of a power grid's province"
            )
        elif wanted == "table":
            alike = f"{where}.*"
            inner = alike if alike in ENTRIES or alike in OPEN else f"{where}.{key}"
            pattern = base.get(key, {} if inner in ENTRIES else next(iter(base.values())))
            yield from _table(value, pattern, at, inner)
        else:
            yield from _leaf(value, base.get(key), at, f"{where}.")
    if where == "organs.organs.*" and "organ" not in own and "organ" not in base:
        yield Fault(path, None, "has no `organ`, its official name")


def _leaf(value: Any, base: Any, path: tuple[str, ...], where: str) -> Iterator[Fault]:
    if isinstance(value, list):
        if base and {f"-{word}" for word in base} == set(value):
            yield Fault(path, None, "takes every word of the package's list out; leave one, or add one")
        for word in value:
            if not word.removeprefix("-").strip():
                yield Fault(path, word, "holds an empty word")
    elif not path[-1].strip():
        yield Fault(path, None, "is an empty word")
    elif where in _SEALS and path[-1] not in ("organ", "vertical"):
        text = _unfilled(value)
        if text:
            yield Fault(path, None, text)


def _unfilled(template: str) -> str | None:
    """What is wrong with the braces of a seal."""
    known = ", ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS))
    try:
        used = {field for _, field, _, _ in Formatter().parse(template) if field is not None}
    except ValueError:
        return f"has a brace without its partner; a seal may hold {known}"
    return None if used <= PLACEHOLDERS else f"names {{{min(used - PLACEHOLDERS)}}}; a seal may hold {known}"


def kind(value: Any) -> str:
    """The kind of a value: `words`, `text`, `flag`, `table`, or `other` for what no lexicon holds."""
    if isinstance(value, list):
        return "words" if all(isinstance(word, str) for word in value) else "other"
    return {str: "text", bool: "flag", dict: "table"}.get(type(value), "other")


def _listed(known: Collection[str]) -> str:
    shown = sorted(known)
    return ", ".join(shown[:12]) + (" …" if len(shown) > 12 else "")
