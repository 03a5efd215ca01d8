"""The one best explanation of a document's markers: which of them open a clause, at which level, with which number.

A beam search over the candidates in text order. A state is the stack of open levels (`一、` 3 over `（二）` 2 over `1.` 5)
and what each style had counted to when it was closed. Every candidate may be left out, go on at an open level, or open a
level below; each choice costs what it breaks, see `options`. The cheapest sum wins.

A candidate that goes on at no cost leaves a state no other choice, so that a clean document is read in one pass with one state.
"""

from __future__ import annotations

from functools import cache, lru_cache, partial
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ppx.clauses.likeness import repair
from ppx.clauses.options import find_certain, find_options, rank_of
from ppx.clauses.styles import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ppx.clauses.markers import Mark
    from ppx.clauses.options import Level, Option

WIDTH = 10
"""states kept after each candidate"""
MARGIN = 8.0
"""a state this much dearer than the best is dropped"""


class Choice(NamedTuple):
    """What one candidate was taken for."""

    mark: Mark
    style: str
    ordinal: int
    depth: int
    repaired: bool
    jump: int
    """how many numbers are missing in front of it"""


class State(NamedTuple):
    """A reading of the document up to a candidate."""

    cost: float
    stack: tuple[Level, ...]
    closed: Mapping[str, Level]
    """style → (what its parent's style was, the number it had come to)"""
    running: frozenset[str] = frozenset(("article",))
    """styles that go on counting under a new parent (`（六）` first under `二、`), and `han>article`: styles found inside one
    that they usually stand over"""
    counts: tuple[Level | None, ...] = (None,)
    """what those styles had come to: with the stack all that tells apart how two readings can go on"""
    last: tuple[Mark, Option, State] | None = None
    """the last candidate taken, as what, and the state before"""


def explain(marks: Sequence[Mark]) -> tuple[list[Choice], float]:
    """The choices of the cheapest reading in text order, and what it costs (0: nothing was broken)."""
    states: Sequence[State] = [State(0.0, (), {})]
    for mark in marks:
        states = _advance(states, mark)
    best = states[0]
    choices, node = [], best.last
    while node:
        mark, (_, depth, style, number, repaired, jump), before = node
        choices.append(Choice(mark, style, number, depth, repaired, jump))
        node = before.last
    return choices[::-1], best.cost


def _advance(states: Sequence[State], mark: Mark) -> Sequence[State]:
    """The states after one more candidate, the cheapest first; of those that can go on alike only one."""
    if len(states) == 1:
        certain = find_certain(states[0], mark)
        if certain:
            return (_take(states[0], mark, certain),)
    unlike = cache(partial(repair, mark))  # the states ask for few numbers
    reached: dict[object, State] = {}
    for state in states:
        for option in find_options(state, mark, unlike):
            after = _take(state, mark, option) if option else State(state.cost + mark.skip, *state[1:])
            key = after.stack, after.counts
            other = reached.get(key)
            if other is None or after.cost < other.cost:
                reached[key] = after
    ranked = sorted(reached.values(), key=itemgetter(0))[:WIDTH]
    return [state for state in ranked if state.cost <= ranked[0].cost + MARGIN]


def _take(state: State, mark: Mark, option: Option) -> State:
    """The state after the candidate was taken."""
    cost, depth, style, number, repaired, jump = option
    before, stack, closed, running, counts, _ = state
    goes_on = depth < len(stack) and stack[depth][0] == style
    if depth + goes_on < len(stack):
        closed = _close(state, depth + goes_on)
    if not goes_on:
        if number > 1 and not repaired and not jump and style not in running:
            running = running | {style}
        if depth and rank_of(stack[depth - 1][0]) > rank_of(style):
            running = running | {f"{stack[depth - 1][0]}>{style}"}
    if closed is not state.closed or running is not state.running:
        counts = tuple(map(closed.get, _counting(running)))
    return State(before + cost, (*stack[:depth], (style, number)), closed, running, counts, (mark, option, state))


@lru_cache(256)
def _counting(running: frozenset[str]) -> tuple[str, ...]:
    """The styles that go on counting under a new parent, in their usual order."""
    return tuple(style for style in KINDS if style in running)


def _close(state: State, depth: int) -> Mapping[str, Level]:
    """What the styles had come to, once the levels from `depth` down are closed; decimals never go on elsewhere."""
    closed = dict(state.closed)
    for i in range(depth, len(state.stack)):
        style, number = state.stack[i]
        if ":" not in style:
            closed[style] = (state.stack[i - 1][0] if i else "", number)
    return closed
