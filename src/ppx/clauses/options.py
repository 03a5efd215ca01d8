"""Every way to take a candidate as a clause, and what it costs.

- going on with the next number costs nothing; a gap, a repeat, a step back, a restart cost more and more;
- a number other than the marker reads costs more the less the two look alike (`十` for `十一`: a character was lost);
- a style inside one that it usually stands over costs, and so does leaving a level before opening another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppx.clauses.styles import FIRM, NEAR, RANK, UNNAMED, base_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ppx.clauses.markers import Mark
    from ppx.clauses.numbering import State

    Unlike = Callable[[int], float]
    """what it costs to read the candidate's numeral as another number"""

SOUND = 2.0
"""what it costs to leave out a candidate, from which one that goes on at no cost is taken without a second thought"""
GAP, FAR = 2.0, 0.15
"""a number was jumped; and for each further one up to five"""
LATE = 2.2
"""a level that begins with neither 1 nor the number that goes on"""
RESTART, REPEAT, BACK = 1.5, 2.4, 4.0
LEAVE, INVERT, MOVED, UNUSUAL = 0.7, 1.0, 1.0, 1.0
"""opening a level after leaving another, a style in one that it usually stands over, a count that goes on elsewhere,
a repaired first number that breaks the style's habit of going on or of beginning anew"""

Level = tuple[str, int]
"""a style and the number that it has come to"""
Option = tuple[float, int, str, int, bool, int]
"""a way to take a candidate: cost, depth, style, number, repaired, jump"""


def find_certain(state: State, mark: Mark) -> Option | None:
    """The way to go on at no cost, where the candidate is sound and just goes on."""
    style, number = mark.style, mark.number
    if mark.use or mark.skip < SOUND or number is None:
        return None
    depth = depth_of(state, style)
    if depth is not None:
        return (0.0, depth, style, number, False, 0) if state.stack[depth][1] == number - 1 else None
    if mark.prefix or style in FIRM:
        return None
    depth = len(state.stack)
    parent = state.stack[-1][0] if depth else ""
    if parent and rank_of(parent) >= RANK[style]:
        return None
    before, at = state.closed.get(style, ("", 0))
    goes_on = number == 1 or (number == at + 1 and (before == parent or style == "article"))
    return (0.0, depth, style, number, False, 0) if goes_on else None


def depth_of(state: State, style: str) -> int | None:
    """The depth at which the style is open; no style is open twice."""
    for depth, level in enumerate(state.stack):
        if level[0] == style:
            return depth
    return None


def rank_of(style: str) -> int:
    """The place of the style in the usual order of nesting."""
    return RANK[base_of(style)]


def find_options(state: State, mark: Mark, unlike: Unlike) -> Sequence[Option | None]:
    """Every way to go on with a candidate, None to leave it out; only one where it goes on at no cost."""
    certain = find_certain(state, mark)
    if certain:
        return (certain,)
    options: list[Option] = []
    for style, near in ((mark.style, 0.0), *NEAR.get(mark.style, ())):
        if style not in RANK:
            continue
        base = mark.use + near
        if mark.prefix:
            style = decimal_style(mark.prefix)
        depth = depth_of(state, style)
        if depth is not None:
            options += _siblings(mark, unlike, base, depth, style, state.stack[depth][1])
        elif base_of(style) == mark.style or mark.style in UNNAMED or (mark.style == "lone" and style in state.running):
            options += (_decimals if mark.prefix else _children)(state, mark, unlike, base, style)
    free = [option for option in options if option[0] == 0.0] if mark.skip >= SOUND else []
    return free[:1] or (None, *options)


def _siblings(mark: Mark, unlike: Unlike, base: float, depth: int, style: str, at: int) -> Sequence[Option]:
    """The candidate goes on at an open level that has come to `at`."""
    number, expected = mark.number, at + 1
    if number == expected:
        return ((base, depth, style, expected, False, 0),)
    repaired = (base + unlike(expected), depth, style, expected, True, 0)
    if number is None:
        return (repaired,)
    if number > expected:
        return repaired, (base + _gap(number - expected), depth, style, number, False, number - expected)
    broken = RESTART if number == 1 else REPEAT if number == at else BACK
    return repaired, (base + broken, depth, style, number, False, 0)


def _children(state: State, mark: Mark, unlike: Unlike, base: float, style: str) -> Iterator[Option]:
    """The candidate opens a level under the deepest open one, or under one above it."""
    stack, rank = state.stack, RANK[style]
    deepest = len(stack)
    if style in FIRM:
        deepest = next((i for i, level in enumerate(stack) if rank_of(level[0]) >= rank), deepest)
    before, at = state.closed.get(style, ("", 0))
    for depth in range(deepest, max(-1, deepest - 4), -1):
        parent = stack[depth - 1][0] if depth else ""
        cost = base + LEAVE * (deepest - depth)
        if parent and rank_of(parent) > rank:
            cost += 0.0 if f"{parent}>{style}" in state.running else INVERT * (0.3 if style == "article" else 1.0)
        going_on = 0.0 if before == parent or style == "article" else MOVED
        yield from _firsts(mark, unlike, cost, depth, style, at + 1, going_on, style in state.running)
        if style in FIRM:
            return


def _firsts(
    mark: Mark,
    unlike: Unlike,
    cost: float,
    depth: int,
    style: str,
    following: int,
    going_on: float,
    running: bool = False,
) -> Iterator[Option]:
    """The candidate is the first of a new level: number 1, or the one that goes on from where the style had come to."""
    number = mark.number
    if number == 1:
        yield cost, depth, style, 1, False, 0
    else:
        unusual = UNUSUAL if (running or number) and mark.hint != 1 else 0.0
        yield cost + unlike(1) + unusual, depth, style, 1, True, 0
    if following > 1:
        if number == following:
            yield cost + going_on, depth, style, following, False, 0
        elif running or mark.shown:
            yield cost + going_on + unlike(following) + UNUSUAL * (not running), depth, style, following, True, 0
    if number and number not in (1, following):
        missing = number - following if running and number > following else number - 1
        yield cost + LATE + FAR * min(missing - 1, 5), depth, style, number, False, missing


def _decimals(state: State, mark: Mark, unlike: Unlike, base: float, style: str) -> Iterator[Option]:
    """`1.2.3` opens a level under what stands for `1.2`; where nothing does, over all other decimals."""
    stack = state.stack
    fitting = next((depth for depth in range(len(stack), 0, -1) if _full(stack[depth - 1]) == mark.prefix), None)
    if fitting is not None:
        yield from _firsts(mark, unlike, base, fitting, style, 1, 0.0)
        return
    depth = next((i for i, level in enumerate(stack) if base_of(level[0]) in ("decimal", "plain")), len(stack))
    yield from _firsts(mark, unlike, base + 1.2, depth, style, 1, 0.0)


def decimal_style(prefix: tuple[int, ...]) -> str:
    """The level of all decimals with the same numbers in front: `decimal:1.2`."""
    return "decimal:" + ".".join(map(str, prefix))


def _full(level: Level) -> tuple[int, ...]:
    """The numbers that a decimal under this level begins with."""
    prefix = level[0].partition(":")[2]
    return (*(map(int, prefix.split(".")) if prefix else ()), level[1])


def _gap(missing: int) -> float:
    return GAP + FAR * min(missing - 1, 5)
