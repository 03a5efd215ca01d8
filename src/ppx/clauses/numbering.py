"""The one best explanation of a document's markers: which of them open a clause, at which level, with which number.

A beam search over the candidates in text order. A state is the stack of open levels (`一、` 3 over `（二）` 2 over `1.` 5)
and what each style had counted to when it was closed. Every candidate may be left out, go on at an open level, or open a
level below; each choice costs what it breaks:

- going on with the next number costs nothing; a gap, a repeat, a step back, a restart cost more and more;
- a number other than the marker reads costs more the less the two look alike (`十` for `十一`: a character was lost);
- a style inside one that it usually stands over costs, and so does leaving a level before opening another.

The cheapest sum wins. A candidate that goes on at no cost leaves a state no other choice, so that a clean document is read
in one pass with one state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ppx.clauses.likeness import repair
from ppx.clauses.styles import FIRM, KINDS, NEAR, RANK, UNNAMED, base_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ppx.clauses.markers import Mark

WIDTH = 10
"""states kept after each candidate"""
MARGIN = 8.0
"""a state this much dearer than the best is dropped"""
GAP, FAR = 2.0, 0.15
"""a number was jumped; and for each further one up to five"""
LATE = 2.2
"""a level that begins with neither 1 nor the number that goes on"""
RESTART, REPEAT, BACK = 1.5, 2.4, 4.0
LEAVE, INVERT, MOVED, UNUSUAL = 0.7, 1.0, 1.0, 1.0
"""opening a level after leaving another, a style in one that it usually stands over, a count that goes on elsewhere,
a repaired first number that breaks the style's habit of going on or of beginning anew"""

Level = tuple[str, int]


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
    last: tuple[Choice, State] | None = None


Option = tuple[float, int, str, int, bool, int]
"""cost, depth, style, number, repaired, jump"""


def explain(marks: Sequence[Mark]) -> tuple[list[Choice], float]:
    """The choices of the cheapest reading in text order, and what it costs (0: nothing was broken)."""
    states = [State(0.0, (), {})]
    for mark in marks:
        states = _advance(states, mark)
    best: State = min(states, key=lambda state: state.cost)
    cost, choices, node = best.cost, [], best.last
    while node:
        choices.append(node[0])
        node = node[1].last
    return choices[::-1], cost


def _advance(states: list[State], mark: Mark) -> list[State]:
    """The states after one more candidate."""
    if len(states) == 1:
        certain = _certain(states[0], mark)
        if certain:
            return [certain]
    reached: dict[object, State] = {}
    for state in states:
        for after in _after(state, mark):
            going_on = tuple(after.closed.get(style) for style in KINDS if style in after.running)
            other = reached.get((after.stack, going_on))
            if other is None or after.cost < other.cost:
                reached[after.stack, going_on] = after
    ranked = sorted(reached.values(), key=lambda state: state.cost)[:WIDTH]
    return [state for state in ranked if state.cost <= ranked[0].cost + MARGIN]


def _certain(state: State, mark: Mark) -> State | None:
    """The state that goes on at no cost, where the candidate is sound and just goes on."""
    if mark.use or mark.skip < 2.0 or mark.number is None:
        return None
    for depth in range(len(state.stack) - 1, -1, -1):
        style, at = state.stack[depth]
        if style == mark.style:
            return _take(state, mark, (0.0, depth, style, mark.number, False, 0)) if at == mark.number - 1 else None
    if mark.prefix or mark.style in FIRM:
        return None
    depth = len(state.stack)
    parent = state.stack[-1][0] if depth else ""
    if parent and RANK[base_of(parent)] >= RANK[mark.style]:
        return None
    before, at = state.closed.get(mark.style, ("", 0))
    if mark.number == 1 or (mark.number == at + 1 and (before == parent or mark.style == "article")):
        return _take(state, mark, (0.0, depth, mark.style, mark.number, False, 0))
    return None


def _after(state: State, mark: Mark) -> Iterator[State]:
    options = list(_options(state, mark))
    free = [option for option in options if option[0] == 0.0 and mark.skip >= 2.0]
    if free:
        yield _take(state, mark, free[0])
        return
    yield State(state.cost + mark.skip, state.stack, state.closed, state.running, state.last)
    for option in options:
        yield _take(state, mark, option)


def _take(state: State, mark: Mark, option: Option) -> State:
    cost, depth, style, number, repaired, jump = option
    keep = depth + (depth < len(state.stack) and state.stack[depth][0] == style)
    closed = _close(state, keep) if keep < len(state.stack) else state.closed
    choice = Choice(mark, style, number, depth, repaired, jump)
    running = state.running
    if (
        number > 1
        and not repaired
        and not jump
        and style not in running
        and style not in {level[0] for level in state.stack[depth : depth + 1]}
    ):
        running = running | {style}
    if depth and RANK[base_of(state.stack[depth - 1][0])] > RANK[base_of(style)]:
        running = running | {f"{state.stack[depth - 1][0]}>{style}"}
    return State(state.cost + cost, (*state.stack[:depth], (style, number)), closed, running, (choice, state))


def _close(state: State, depth: int) -> Mapping[str, Level]:
    """What the styles had come to, once the levels from `depth` down are closed; decimals never go on elsewhere."""
    closed = dict(state.closed)
    for i in range(depth, len(state.stack)):
        style, number = state.stack[i]
        if ":" not in style:
            closed[style] = (state.stack[i - 1][0] if i else "", number)
    return closed


def _options(state: State, mark: Mark) -> Iterator[Option]:
    """Every way to take the candidate as a clause."""
    styles = ((mark.style, 0.0), *NEAR.get(mark.style, ()))
    for style, near in styles:
        if style not in RANK:
            continue
        base = mark.use + near
        if mark.prefix:
            style = decimal_style(mark.prefix)
        for depth, (open_style, at) in enumerate(state.stack):
            if open_style == style:
                yield from _siblings(mark, base, depth, style, at)
        opens = (
            base_of(style) == mark.style or mark.style in UNNAMED or (mark.style == "lone" and style in state.running)
        )
        if opens and not any(level[0] == style for level in state.stack):
            yield from (_decimals if mark.prefix else _children)(state, mark, base, style)


def _siblings(mark: Mark, base: float, depth: int, style: str, at: int) -> Iterator[Option]:
    """The candidate goes on at an open level that has come to `at`."""
    number, expected = mark.number, at + 1
    if number == expected:
        yield base, depth, style, expected, False, 0
        return
    yield base + repair(mark, expected), depth, style, expected, True, 0
    if number is None:
        return
    if number > expected:
        yield base + _gap(number - expected), depth, style, number, False, number - expected
    elif number == 1:
        yield base + RESTART, depth, style, 1, False, 0
    elif number == at:
        yield base + REPEAT, depth, style, number, False, 0
    else:
        yield base + BACK, depth, style, number, False, 0


def _children(state: State, mark: Mark, base: float, style: str) -> Iterator[Option]:
    """The candidate opens a level under the deepest open one, or under one above it."""
    deepest = len(state.stack)
    if style in FIRM:
        deepest = next((i for i, level in enumerate(state.stack) if RANK[base_of(level[0])] >= RANK[style]), deepest)
    for depth in range(deepest, max(-1, deepest - 4), -1):
        parent = state.stack[depth - 1][0] if depth else ""
        cost = base + LEAVE * (deepest - depth)
        if parent and RANK[base_of(parent)] > RANK[style]:
            cost += 0.0 if f"{parent}>{style}" in state.running else INVERT * (0.3 if style == "article" else 1.0)
        before, at = state.closed.get(style, ("", 0))
        going_on = 0.0 if before == parent or style == "article" else MOVED
        yield from _firsts(mark, cost, depth, style, at + 1, going_on, style in state.running)
        if style in FIRM:
            return


def _firsts(
    mark: Mark, cost: float, depth: int, style: str, following: int, going_on: float, running: bool = False
) -> Iterator[Option]:
    """The candidate is the first of a new level: number 1, or the one that goes on from where the style had come to."""
    number = mark.number
    if number == 1:
        yield cost, depth, style, 1, False, 0
    else:
        yield (
            cost + repair(mark, 1) + (UNUSUAL if (running or number) and mark.hint != 1 else 0.0),
            depth,
            style,
            1,
            True,
            0,
        )
    if following > 1:
        if number == following:
            yield cost + going_on, depth, style, following, False, 0
        elif running or mark.shown:
            yield cost + going_on + repair(mark, following) + UNUSUAL * (not running), depth, style, following, True, 0
    if number and number not in (1, following):
        missing = number - following if running and number > following else number - 1
        yield cost + LATE + FAR * min(missing - 1, 5), depth, style, number, False, missing


def _decimals(state: State, mark: Mark, base: float, style: str) -> Iterator[Option]:
    """`1.2.3` opens a level under what stands for `1.2`; where nothing does, over all other decimals."""
    stack = state.stack
    fitting = next((depth for depth in range(len(stack), 0, -1) if _full(stack[depth - 1]) == mark.prefix), None)
    if fitting is not None:
        yield from _firsts(mark, base, fitting, style, 1, 0.0)
        return
    depth = next((i for i, level in enumerate(stack) if base_of(level[0]) in ("decimal", "plain")), len(stack))
    yield from _firsts(mark, base + 1.2, depth, style, 1, 0.0)


def decimal_style(prefix: tuple[int, ...]) -> str:
    """The level of all decimals with the same numbers in front: `decimal:1.2`."""
    return "decimal:" + ".".join(map(str, prefix))


def _full(level: Level) -> tuple[int, ...]:
    """The numbers that a decimal under this level begins with."""
    prefix = level[0].partition(":")[2]
    return (*(map(int, prefix.split(".")) if prefix else ()), level[1])


def _gap(missing: int) -> float:
    return GAP + FAR * min(missing - 1, 5)
