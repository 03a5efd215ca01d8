"""Which division a level or a place in an agency's name means in this document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ppx import divisions, lexicon

if TYPE_CHECKING:
    from ppx.divisions import Division
    from ppx.records import Level, Region

_LONGEST = 11
"""characters of the longest place looked for before an organ"""
_LONGEST_SHORT = 4
"""characters of the longest short name (黔东南州 without its rank has 3, 呼和浩特 4)"""
_RANKS = frozenset("省市县区州盟旗")


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """The division that a document governs, with what it lies in. Equal to itself only, so that it is a cheap key: use `of`."""

    chain: tuple[Division, ...] = ()
    """the document's division and those above it, nearest first; empty for national texts"""
    own: frozenset[str] = frozenset()
    """their short names, which a text may use though they are everyday words elsewhere"""

    def level(self, word: str) -> Division | None:
        """The division that 市, 省, 自治区, 县 … mean here; None where the text does not tell."""
        if word == "市":
            return self._city()
        return next(
            (d for d in self.chain if d.name.endswith(word) and not (word == "区" and d.rank != "county")), None
        )

    def _city(self) -> Division | None:
        """A county-level city is its own 市; a district's and a county's is the city around it."""
        return next((d for d in self.chain if d.name.endswith("市")), None)

    def place(self, name: str) -> Division | None:
        """The division of that full or short name; among namesakes the one near the document's own."""
        held = divisions.named(name) or divisions.called(name)
        held = tuple(d for d in held if d.until is None) or held
        if len(held) > 1 and self.chain:
            held = tuple(d for d in held if self.chain[-1].holds(d)) or held
        if held:
            return held[0] if len({d.code for d in held}) == 1 else None
        return next((d for d in self.chain if divisions.short(d.name) == name), None)

    def place_before(self, text: str, end: int, start: int) -> str | None:
        """The longest place name that ends at `end` and does not begin before `start`."""
        if text[end - 1 : end] in _RANKS:
            for length in divisions.tails().get(text[end - 2 : end], ()):
                first = end - length
                if length <= _LONGEST and first >= start and divisions.named(text[first:end]):
                    return text[first:end]
        known = divisions.short_forms()
        for first in range(max(start, end - _LONGEST_SHORT), end - 1):
            name = text[first:end]
            if name in known or name in self.own:
                return name
        return None

    def place_after(self, text: str) -> str | None:
        """The longest place name that the text begins with."""
        for end in range(min(_LONGEST, len(text)), 1, -1):
            if text[end - 1] in _RANKS and divisions.named(text[:end]):
                return text[:end]
        known = divisions.short_forms()
        for end in range(min(_LONGEST_SHORT, len(text)), 1, -1):
            if text[:end] in known or text[:end] in self.own:
                return text[:end]
        return None


@lexicon.cached_last(256)
def of(region: Region | None) -> Scope:
    """The scope of a document's region."""
    held = divisions.coded(region.code) if region and region.code else divisions.named(region.name) if region else ()
    chain = (held[0], *divisions.above(held[0])) if held else ()
    return Scope(chain, frozenset(divisions.short(d.name) for d in chain))


def seal_name(division: Division) -> str:
    """The division as seals write it: a district behind its city (上海市闵行区), everything else alone."""
    above = divisions.above(division)
    if division.rank == "county" and division.name.endswith("区") and above:
        return above[0].name + division.name
    return division.name


def province(division: Division) -> Division:
    """The province it lies in, itself included."""
    return (division, *divisions.above(division))[-1]


def rank(division: Division) -> Level:
    """Its level as records name it."""
    return division.rank
