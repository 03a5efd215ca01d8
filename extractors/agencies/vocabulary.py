"""The lexicons of agencies, made ready for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ppx import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ppx.records import Role


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ as texts write it, place and level left out."""

    name: str
    """its official name, place and level left out: `科学技术局`"""
    seals: Mapping[str, str]
    """seal by what stands before it (`plain`, `party`, `government`, `place`), with {d}, {s}, {p}, {party}"""
    vertical: bool = False
    """True for branches of a national system, which stand under their own place"""


@dataclass(frozen=True, slots=True)
class Tails:
    """Names looked up by their ends: a dictionary of two-character tails, longest name first."""

    by_tail: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, names: Iterable[str]) -> Tails:
        """The look-up over `names`."""
        by_tail: dict[str, list[str]] = {}
        for name in sorted(set(names), key=len, reverse=True):
            by_tail.setdefault(name[-2:], []).append(name)
        return cls({tail: tuple(found) for tail, found in by_tail.items()})

    def ending_at(self, text: str, end: int, start: int = 0) -> str | None:
        """The longest name that ends at `end` and does not begin before `start`; None where there is none."""
        for name in self.by_tail.get(text[max(start, end - 2) : end], ()):
            if text.endswith(name, start, end):
                return name
        one = text[end - 1 : end]
        return one if end > start and one in self.by_tail else None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything the grammar of agencies knows by heart."""

    words: Mapping[str, Any]
    """the tables of agencies.toml"""
    organs: Mapping[str, Organ]
    tails: Tails
    """over `organs`"""
    national: Mapping[str, str]
    """national organ as written → its seal"""
    national_tails: Tails
    party: frozenset[str]
    fields: frozenset[str]
    renamed: Mapping[str, str]
    national_renamed: Mapping[str, str]
    places: Mapping[str, Mapping[str, str]]
    """division code → local seals"""
    zones: Mapping[str, str]
    bodies: Mapping[str, str]
    grids: Mapping[str, str]
    expand: Mapping[str, str]
    roles: Mapping[str, Role]
    """word of a label → role"""
    verbs: Mapping[str, Role]
    """verb of a duty → role"""


def _of_all_years(renamed: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Names of an earlier day → names of today; a later reform has the last word."""
    return {then: now for year in sorted(renamed) for then, now in renamed[year].items()}


@lexicon.cached
def vocabulary() -> Vocabulary:
    """The vocabulary of the package's lexicons."""
    words, local, country, near = (
        lexicon.load(name) for name in ("agencies", "organs", "organs_national", "organs_local")
    )
    organs = _organs(local)
    national = {seal: seal for seal in country["seals"].values()} | country["seals"]
    stems = {alias for stem, aliases in local["stems"].items() for alias in (stem, *aliases)}
    return Vocabulary(
        words=words,
        organs=organs,
        tails=Tails.of(organs),
        national=national,
        national_tails=Tails.of(national),
        party=frozenset(words["party"]["organs"]),
        fields=frozenset(words["fields"]["words"]) | stems,
        renamed=_of_all_years(local["renamed"]),
        national_renamed=_of_all_years(country["renamed"]),
        places=near["places"],
        zones=near["zones"],
        bodies=near["bodies"],
        grids=near["grids"],
        expand=near["expand"],
        roles=_roles(words["roles"]),
        verbs=_roles(words["verbs"]),
    )


def _organs(local: Mapping[str, Any]) -> dict[str, Organ]:
    organs: dict[str, Organ] = {}
    for stem, aliases in local["stems"].items():
        for ending, official in local["endings"].items():
            seal = "{d}" + stem + official
            seals = {"plain": seal, "place": seal, "government": "{d}人民政府" + stem + official}
            organ = Organ(stem + official, seals)
            for alias in (stem, *aliases):
                organs.setdefault(alias + ending, organ)
    for written, entry in local["organs"].items():
        seals = {form: words for form, words in entry.items() if form not in ("organ", "vertical")}
        if "plain" in seals and not entry.get("vertical"):
            seals.setdefault("place", seals["plain"])
        organs[written] = Organ(entry["organ"], seals, entry.get("vertical", False))
    return organs


def _roles(table: Mapping[str, list[str]]) -> dict[str, Role]:
    return {word: role for role, words in table.items() for word in words}  # type: ignore[misc]
