"""Units: which words measure or count, and to which dimension they belong."""

from __future__ import annotations

import re

from ppx import lexicon
from ppx.grammar import alternatives


@lexicon.cached
def dimensions() -> dict[str, str]:
    """The dimension of every unit (`元` → `money`, `家` → `count`); rates (`元/亩`) go by the unit in front."""
    tables = lexicon.load("units")
    return {word: name for name, table in tables.items() if name != "per" for word in table["words"]}


@lexicon.cached
def by_first() -> dict[str, list[str]]:
    """First character → the units that begin with it, the longest first."""
    found: dict[str, list[str]] = {}
    for unit in sorted(dimensions(), key=len, reverse=True):
        found.setdefault(unit[0], []).append(unit)
    return found


@lexicon.cached
def _rates() -> re.Pattern[str]:
    return re.compile(rf"(?:[/／]{alternatives(lexicon.load('units')['per']['words'])}){{1,2}}")


def at(text: str, position: int) -> str | None:
    """The longest unit that begins at `position`, with what it is measured by (`元/亩`); None where none does."""
    for unit in by_first().get(text[position : position + 1], ()):
        if text.startswith(unit, position):
            rate = (
                _rates().match(text, position + len(unit))
                if text[position + len(unit) : position + len(unit) + 1] in "/／"
                else None
            )
            return unit + rate[0] if rate else unit
    return None


def dimension(unit: str | None) -> str:
    """The dimension of a unit as it stands in a record; `bare` for none."""
    if unit is None:
        return "bare"
    known = dimensions().get(unit)
    if known:
        return known
    return dimensions().get(unit.partition("/")[0], "ratio" if unit.startswith("∶") else "count")
