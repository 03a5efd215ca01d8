"""Whether what a tool says of a time or a quantity is what was wanted: generously for every tool, and in full for ppx."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from ppx.review.likeness import fold

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]


def judge(wanted: list[Json], found: list[Json]) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Counts by `times` or `values` and `wanted`, `given`, `right`, `full`; and the misses."""
    tally: Counter[tuple[str, str]] = Counter()
    missed = []
    for want, got in zip(wanted, found, strict=True):
        for kind, key in (("times", "deadlines"), ("values", "targets")):
            if key not in want and "path" in want:
                continue  # the gold of this page does not say
            tally[kind, "given"] += len(got[kind])
            tally[kind, "wanted"] += len(want.get(key, []))
            misses = matched(want.get(key, []), got[kind], same_days if kind == "times" else same_numbers)
            tally[kind, "right"] += len(want.get(key, [])) - len(misses)
            whole = matched(want.get(key, []), got[kind], same_deadline if kind == "times" else same_target)
            tally[kind, "full"] += len(want.get(key, [])) - len(whole)
            missed += [f"{asked['text']} in {want.get('path') or want['text']}" for asked in misses]
    return tally, missed


def matched(wanted: list[Json], given: list[Json], same: Callable[[Json, list[Json]], list[Json]]) -> list[Json]:
    """The wanted that nothing answers; what answers one is not asked again."""
    left, misses = list(given), []
    for asked in wanted:
        used = same(asked, [item for item in left if touches(item["text"], asked["text"])])
        left = [item for item in left if not any(item is one for one in used)]
        if not used:
            misses.append(asked)
    return misses


def touches(one: str, other: str) -> bool:
    """True where two wordings can be of the same place: one holds the other, or they share two characters in a row."""
    a, b = fold(one), fold(other)
    return a in b or b in a or any(a[n : n + 2] in b for n in range(len(a) - 1))


def same_days(asked: Json, items: list[Json]) -> list[Json]:
    """The items that say the same days or the same length, none where they do not."""
    if asked.get("on"):
        alone = next((item for item in items if set(item.get("on", [])) == set(asked["on"])), None)
        if alone:
            return [alone]
        held = [item for item in items if set(item.get("on", [])) & set(asked["on"])]
        return held if set(asked["on"]) <= {day for item in held for day in item["on"]} else []
    return next(([item] for item in items if _same_days(asked, item)), [])


def _same_days(asked: Json, item: Json) -> bool:
    if asked.get("length"):
        return asked["length"] in item.get("lengths", [])
    start, end = asked.get("start"), asked.get("end")
    begins = not start or start in item.get("starts", [])
    ends = not end or bool({end, asked.get("also", end)} & set(item.get("ends", [])))
    return begins and ends


def same_numbers(asked: Json, items: list[Json]) -> list[Json]:
    """The items that together say the numbers of the quantity, none where they do not."""
    used = []
    for number in {asked["low"], asked["high"]} - {None}:
        item = next((i for i in items if any(math.isclose(number, n, rel_tol=1e-9) for n in i["numbers"])), None)
        if item is None:
            return []
        used.append(item)
    return used


def same_deadline(asked: Json, items: list[Json]) -> list[Json]:
    """The item that ppx gave with the same kind, days, length and kind of days."""
    return next(([item] for item in items if _same_deadline(asked, item)), [])


def _same_deadline(asked: Json, item: Json) -> bool:
    return bool(
        item.get("kind") == asked["kind"]
        and item["starts"] == [day for day in (asked.get("start"),) if day]
        and item["ends"] == [day for day in (asked.get("end"),) if day]
        and item["lengths"] == [length for length in (asked.get("length"),) if length]
        and item["on"] == list(asked.get("on") or [])
        and item["working"] == bool(asked.get("working"))
    )


def same_target(asked: Json, items: list[Json]) -> list[Json]:
    """The item that ppx gave with the same comparator, numbers, unit, change and rate."""
    return next(([item] for item in items if _same_target(asked, item)), [])


def _same_target(asked: Json, item: Json) -> bool:
    return bool(
        item.get("op") == asked["op"]
        and all(math.isclose(a, b) for a, b in zip(item["numbers"], (asked["low"], asked["high"]), strict=False))
        and fold(item["unit"]) == fold(asked.get("unit"))
        and item["change"] == asked.get("change", "level")
        and item["per_year"] == bool(asked.get("per_year"))
    )
