"""The charts of the overview, drawn from the tally."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ppx.report.charts import WIDE, Chart, Item, Part, bars, columns
from ppx.report.dossier import ROLES
from ppx.report.tally import province_name

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Mapping, Sequence

    from ppx.report.tally import Tally

MOST = 10
"""bars of a chart; the rest becomes one more"""
TARGET_KINDS = ("target", "incentive", "limit", "condition", "other")
YIELDS = ((0, 0), (1, 2), (3, 5), (6, 10), (11, 20), (21, None))
"""bounds of records for each 1,000 characters, both included"""


@dataclass(frozen=True, slots=True)
class Panel:
    """A chart with its title."""

    name: str
    """key of its title and note in the label table"""
    chart: Chart | None
    """None where there is nothing to count"""
    legend: tuple[tuple[str, str], ...] = ()
    """colour class and key of its label"""
    beside: tuple[tuple[str, int], ...] = ()
    """counts that the chart leaves out, by key of their labels"""
    wide: bool = False


def panels(tally: Tally) -> tuple[Panel, ...]:
    """Every chart in the order of the page."""
    return (
        _panel("provinces", bars, _provinces(tally)),
        _years(tally),
        _deadlines(tally),
        _roles(tally),
        _panel("leaders", bars, _ranked(tally.leaders, "task")),
        _units(tally),
        _panel("yields", columns, _yields(tally)),
        _panel("warnings", bars, _labelled(tally.warnings, "warning", "warning")),
        _panel("reasons", bars, _labelled(tally.reasons, "reason", "dropped")),
    )


def _panel(name: str, draw: Callable[[Sequence[Item]], Chart], items: Sequence[Item]) -> Panel:
    return Panel(name, draw(items) if any(item.value for item in items) else None)


def search_link(**chosen: str) -> str:
    """The search page with filters chosen."""
    return "search.html#" + urlencode(chosen)


def _provinces(tally: Tally) -> list[Item]:
    ranked = _ranking(tally.provinces)
    items = []
    for code, value in ranked[:MOST]:
        href = search_link(province=code or "-")
        items.append(
            Item(province_name(code) if code else "", (Part("document", value),), "" if code else "national", href)
        )
    return items + _rest(ranked, "document")


def _years(tally: Tally) -> Panel:
    """The thirty years that hold most documents."""
    counted = {int(year): n for year, n in tally.years.items() if year}
    begin, end = _window(counted, 30)
    years = [(str(year), counted.get(year, 0)) for year in range(begin, end)]
    items = [Item(year, (Part("document", n),), href=search_link(year=year) if n else "") for year, n in years]
    return Panel(
        "years", columns(items) if items else None, beside=_outside(counted, begin, end, undated=tally.years[""])
    )


def _deadlines(tally: Tally) -> Panel:
    """The time line: the twelve years that hold most deadlines, quarter by quarter."""
    counted = {year * 4 + quarter - 1: n for (year, quarter), n in tally.quarters.items()}
    begin, end = _window(counted, 48, 4)
    items = [Item(f"{at // 4} Q{at % 4 + 1}", (Part("deadline", counted.get(at, 0)),)) for at in range(begin, end)]
    chart = columns(items, width=WIDE, named=4) if items else None
    undated = {f"deadline.{kind}": n for kind, n in _ranking(tally.undated)}
    return Panel("deadlines", chart, beside=_outside(counted, begin, end, **undated), wide=True)


def _window(counted: Mapping[int, int], most: int, step: int = 1) -> tuple[int, int]:
    """First place and the one behind the last, whole steps, at most `most` places, where most of the counts lie."""
    if not counted:
        return 0, 0
    first, last = min(counted) // step * step, max(counted) // step * step + step
    if last - first <= most:
        return first, last
    starts = sorted({at // step * step for at in counted})
    best = max(starts, key=lambda s: (sum(n for at, n in counted.items() if s <= at < s + most), s))
    return best, best + most


def _outside(counted: Mapping[int, int], begin: int, end: int, **undated: int) -> tuple[tuple[str, int], ...]:
    """What a time line leaves out, by key of its label."""
    earlier = sum(n for at, n in counted.items() if at < begin)
    later = sum(n for at, n in counted.items() if at >= end)
    told = {"earlier": earlier, "later": later, **undated}
    return tuple((key, n) for key, n in told.items() if n)


def _roles(tally: Tally) -> Panel:
    items = [
        Item("", (Part(f"role-{role}", tally.roles[role]),), f"role.{role}", search_link(tab="agencies", role=role))
        for role in ROLES
    ]
    return _panel("roles", bars, items)


def _units(tally: Tally) -> Panel:
    """Targets by unit, each bar by kind of target."""
    totals: dict[str, int] = {}
    for (unit, _), value in tally.units.items():
        totals[unit] = totals.get(unit, 0) + value
    ranked = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
    items = [_unit(tally, unit) for unit, _ in ranked[:MOST]] + _rest(ranked, "target-other")
    legend = tuple((f"target-{kind}", f"target.{kind}") for kind in TARGET_KINDS)
    return Panel("units", bars(items) if items else None, legend)


def _unit(tally: Tally, unit: str) -> Item:
    parts = tuple(Part(f"target-{kind}", tally.units[unit, kind]) for kind in TARGET_KINDS)
    return Item(unit, parts, "" if unit else "no_unit")


def _yields(tally: Tally) -> list[Item]:
    items = []
    for low, high in YIELDS:
        name = str(low) if low == high else f"{low}–{high}" if high else f"≥ {low}"
        value = sum(n for at, n in tally.yields.items() if at >= low and (high is None or at <= high))
        items.append(Item(name, (Part("document", value),)))
    return items


def _ranked(counted: Counter[str], kind: str) -> list[Item]:
    return [Item(name, (Part(kind, value),)) for name, value in _ranking(counted)[:MOST]]


def _labelled(counted: Counter[str], family: str, kind: str) -> list[Item]:
    return [Item("", (Part(kind, value),), f"{family}.{name}") for name, value in _ranking(counted)]


def _rest(ranked: list[tuple[str, int]], kind: str) -> list[Item]:
    value = sum(n for _, n in ranked[MOST:])
    return [Item("", (Part(kind, value),), "rest")] if value else []


def _ranking(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
