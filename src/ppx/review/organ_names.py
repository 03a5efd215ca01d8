"""Names of organs that two entries lay claim to: which one wins, and which is never reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ppx import lexicon, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Claim(NamedTuple):
    """An entry that says what organ a written name means."""

    organ: str
    entry: str


def disputed(name: str, tables: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Entries of a team's tables whose names another table gives to another organ; with what becomes of them."""
    if name == "organs":
        yield from _stems(tables)
        yield from _organs(tables)
    elif name == "organs_national":
        yield from _national(tables)


def _endings(tables: Mapping[str, Any]) -> dict[str, str]:
    return {**lexicon.package("organs")["endings"], **tables.get("endings", {})}


def _stems(tables: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Stems whose every name is an organ with an entry of its own, which goes before."""
    held = {**lexicon.package("organs")["organs"], **tables.get("organs", {})}
    for stem, aliases in tables.get("stems", {}).items():
        for alias in (stem, *aliases):
            if all(alias + ending in held for ending in _endings(tables)):
                yield ("stems", stem), f"shadowed: every name of {alias} has an entry in [organs], which goes before"


def _organs(tables: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Entries of [organs] that take a name away from a stem of the package."""
    local = lexicon.package("organs")
    claims = {
        alias + ending: Claim(stem + official, f"stems.{stem}")
        for stem, aliases in local["stems"].items()
        for ending, official in local["endings"].items()
        for alias in (stem, *aliases)
    }
    for written, entry in tables.get("organs", {}).items():
        claim = claims.get(written)
        if claim and written not in local["organs"] and entry["organ"] != claim.organ:
            yield (
                ("organs", written),
                f"clash: {written} is {claim.organ} by {claim.entry} of the package, here {entry['organ']}",
            )


def _national(tables: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """National organs whose name is a local one's too: that one goes before in every text with a region."""
    local = lexicon.package("organs")
    names = {
        alias + ending
        for stem, held in local["stems"].items()
        for ending in local["endings"]
        for alias in (stem, *held)
    }
    for written in tables.get("seals", {}):
        if written in local["organs"] or written in names:
            yield (
                ("seals", written),
                f"shadowed: {written} is a local organ's name too, which goes before in a text with a region",
            )


WHOLE = {"organs": ("organs",), "organs_national": ("seals",), "organs_local": ("bodies", "zones")}
"""tables whose names are taken for organs wherever a text has them"""


def common(name: str, tables: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Names of a team's tables that are common words: a text has them without meaning the organ."""
    paths = [(table, written) for table in WHOLE.get(name, ()) for written in tables.get(table, {})]
    found = words.ordinary(written for _, written in paths) if paths else frozenset()
    for path in paths:
        if path[1] in found:
            yield (
                path,
                f"common: {path[1]} is an ordinary word, so every text that has it will have this organ; give a longer name",
            )
