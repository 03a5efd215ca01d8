"""Targets: every quantity that the document promises, grants or imposes (docs/output.md says what each field means).

A quantity passes from room to room:

    quantities   numbers with unit and comparator       units     which word measures what
    figures      how numbers are written                values    what they say
    stretches    the words that belong to each          reports   what tells of the past
    phrases      indicator and subject of those words (readings); in fronts where they stand in front
    trims, verbs, measures, holders, grants: the phrase taken apart
    parallels    分别: one of several each              conditions   what only selects or describes
    eligibility  where the document tells who may apply
    kinds        target, incentive or limit             links     the deadline that governs
    grids        indicator tables: a row an indicator, a column a year
    findings     what becomes a record, and the record

The patterns are of `re`: nearly all are tried on a few words, where it begins a match in a third of the time of `regex`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ppx.extractors.targets import (
    conditions,
    findings,
    grids,
    kinds,
    links,
    parallels,
    quantities,
    reports,
    stretches,
)
from ppx.extractors.targets.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ppx.extractors.targets.quantities import Quantity
    from ppx.extractors.targets.readings import Reading
    from ppx.extractors.targets.reports import View
    from ppx.extractors.targets.stretches import Stretch
    from ppx.records import Context, Document, Span, Target

# `4%左右`安排、`比上年提高`1个百分点: what the first number leaves over
_LEFT_OVER = re.compile("^[^、]{1,6}、(?=比|较|同比|占|增长|年均|下降)")


def extract(document: Document, context: Context) -> Document:
    """The document with its targets, in text order."""
    found: list[Finding | Target] = []
    view = reports.look(document)
    grid, rows = grids.read(document) if document.tables else ([], [])
    for sentence, members in stretches.sentences(document.text, _free(document)):
        if not any(start <= sentence[0] < end for start, end in view.reviewed):
            found += _sentence(document, view, sentence, members)
    if grid:
        found = [one for one in found if not any(a <= one.span[0] < b for a, b in grid)]
        found = sorted([*found, *rows], key=lambda one: one.span)
    return replace(document, targets=tuple(findings.records(document, context, found)))


def _free(document: Document) -> list[Quantity]:
    """The quantities that are no part of a deadline."""
    deadlines = iter(document.deadlines)
    current = next(deadlines, None)
    free: list[Quantity] = []
    for quantity in quantities.find(document.text):
        while current and current.span[1] <= quantity.start:
            current = next(deadlines, None)
        overlaps = current is not None and current.span[0] < quantity.end
        if overlaps and links.is_length(document.text, quantity.start):
            free.append(quantity)
            continue
        timely = quantity.dimension in ("time", "bare")
        if not overlaps or (current is not None and current.span[1] <= quantity.number and not timely):
            free.append(quantity)
    return free


def _sentence(document: Document, view: View, sentence: Span, members: Sequence[Quantity]) -> Iterator[Finding]:
    """What a sentence says that becomes a target; each quantity is read in the light of the one before it.

    A length of time hands on nothing: 给予0.3元补贴，期限不超过2年，单个项目不超过300万元.
    """
    text = document.text
    previous: Reading | None = None
    carried: Reading | None = None
    last: Stretch | None = None
    for group in parallels.groups(text, _stretches(document, sentence, members)):
        if previous and last and group[0].start <= last.end:
            group[0] = _rest(group[0], previous)
        for stretch, reading, rule in parallels.read(group, carried):
            before = text[sentence[0] : stretch.quantity.start]
            if reports.past(before, view.year) or (view.told and not reports.aims(before)):
                continue
            if conditions.earns(stretch, reading, text[stretch.end : stretch.end + 40]):
                yield Finding(sentence, stretch, reading, rule="condition", kind="condition")
            elif _promises(document, view, sentence, stretch, reading):
                yield Finding(sentence, stretch, reading, rule)
                previous, last = reading, stretch
                carried = carried if carried and reading.dimension == "time" else reading
            elif conditions.recurs(stretch):
                if stretch.quantity.explicit:
                    yield Finding(sentence, stretch, reading, rule="frequency", kind="other")
            elif _is_threshold(stretch):
                yield Finding(sentence, stretch, reading, rule="condition", kind="condition")


def _is_threshold(stretch: Stretch) -> bool:
    """True for a condition worth having: a bound that selects, not a time that went by (近三年)."""
    quantity = stretch.quantity
    return quantity.explicit and quantity.op != "~" and conditions.selects(stretch)


def _stretches(document: Document, sentence: Span, members: Sequence[Quantity]) -> list[Stretch]:
    """The quantities between their words, without those that stand inside the noun of a neighbour."""
    text = document.text
    around = _cut(text, sentence, members)
    skip = _nested(text, around)
    if skip:
        around = _cut(text, sentence, [s.quantity for n, s in enumerate(around) if n not in skip])
    around = [_untimed(document, stretch) for stretch in around]
    chained = False
    kept: list[Stretch] = []
    for n in range(len(around) - 1, -1, -1):
        chained = _chained(text, around[n : n + 2], before=chained)
        if not chained:
            kept.append(around[n])
    return kept[::-1]


def _untimed(document: Document, stretch: Stretch) -> Stretch:
    """The stretch without a deadline in the middle of its words: 千人口托位数|2025年|达到4.6个."""
    deadlines = document.deadlines
    at = bisect_left(deadlines, stretch.quantity.start, key=lambda d: d.span[0]) - 1
    if at < 0 or deadlines[at].span[0] < stretch.start or deadlines[at].kind == "recurring":
        return stretch
    front, found, rest = stretch.left.partition(deadlines[at].text)
    return stretch._replace(left=front + rest) if found else stretch


def _cut(text: str, sentence: Span, members: Sequence[Quantity]) -> list[Stretch]:
    """Each quantity with the words in front back to the one before, and those behind up to the next."""
    found: list[Stretch] = []
    for n, quantity in enumerate(members):
        behind = stretches.aside(text, quantity.end)
        ceiling = next((m.start for m in members[n + 1 : n + 5] if m.start >= behind), sentence[1])
        floor = max(sentence[0], members[n - 1].end if n else 0)
        found.append(stretches.cut(text, quantity, floor, ceiling, sentence))
    for n in range(len(found) - 2, -1, -1):
        right = stretches.completed(found[n], found[n + 1])
        if right != found[n].right:
            found[n] = found[n]._replace(right=right)
    return found


def _nested(text: str, around: Sequence[Stretch]) -> set[int]:
    """Which quantities stand inside the noun that a neighbour counts, or begin the change that it ends."""
    skip: set[int] = set()
    for n, (first, second) in enumerate(pairwise(around)):
        between = _between(text, first, second)
        if between is None or n in skip:
            continue
        if conditions.nested(first, between, second) or conditions.begins(first, between):
            skip.add(n)
        elif conditions.inside(first, between, second):
            skip.add(n + 1)
    return skip


def _chained(text: str, pair: Sequence[Stretch], *, before: bool) -> bool:
    """True where the first leads up to the second, a condition; `before`: the second leads up to another itself."""
    if len(pair) < 2 or not pair[0].quantity.explicit:
        return False
    between = _between(text, pair[0], pair[1])
    return between is not None and (conditions.chained(between, pair[1]) or (before and between == "、"))


def _between(text: str, first: Stretch, second: Stretch) -> str | None:
    """The words between two quantities; None where they stand too far apart to have to do with each other."""
    start, end = first.quantity.end, second.quantity.start
    return text[start:end] if end - start <= stretches.REACH_RIGHT else None


def _rest(stretch: Stretch, previous: Reading) -> Stretch:
    """The stretch without what belongs to the quantity before it: the noun that it counts, the words left over."""
    left = _LEFT_OVER.sub("", stretch.left)
    if previous.behind and previous.indicator and previous.indicator in left:
        left = left.rpartition(previous.indicator)[2].lstrip("、和及与")
    elif previous.behind and left.endswith(("、", "和", "及", "与")):
        left = ""
    return stretch._replace(left=left)


def _promises(document: Document, view: View, sentence: Span, stretch: Stretch, reading: Reading) -> bool:
    """True where the quantity promises, grants or imposes something, and the words say so."""
    quantity = stretch.quantity
    if reading.indicator is None or (not reading.reached and conditions.selects(stretch)):
        return False
    dimension = quantity.dimension
    if dimension == "bare" and not conditions.SCALED.search(reading.indicator):
        return False
    if quantity.spelled and not quantity.explicit and not _counts_in_words(quantity, reading, dimension):
        return False
    if quantity.explicit or reading.verb or kinds.is_price(quantity, reading.indicator):
        return True
    if dimension == "time" or (reading.behind and not reading.bound):
        return False
    return bool(
        reading.bound
        or (view.plans and conditions.listed(stretch, reading))
        or links.governing(document, (quantity.start, quantity.end), sentence)
    )


def _counts_in_words(quantity: Quantity, reading: Reading, dimension: str) -> bool:
    """True for 新建学校五所; 三个方面, 五项行动 and their like head lists and count nothing."""
    if quantity.low < 2 or dimension == "time":
        return False
    return dimension != "count" or (bool(reading.verb) and not (reading.behind and quantity.unit in _HEADING_UNITS))


_HEADING_UNITS = ("个", "项", "条", "种", "类", "件", "次", "支", "张", "场")
