"""Shapes of JSON values: what fits, and where a value does not.

    page = record(ppx=one_of(1), warnings=array(record(code=text())))
    list(mismatches(page, value))        # [("warnings[3].code", "a string", 7)]

A record may hold more than its shape says (a contract grows), never less.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MISSING: Any = type("Missing", (), {"__repr__": lambda _: "no field"})()


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value must be."""

    says: str
    fits: Callable[[Any], bool]
    parts: Callable[[Any], Iterator[tuple[str, Shape, Any]]] | None = None
    """of a value of the right kind: the place, the shape and the value of each part"""


def mismatches(shape: Shape, value: Any, place: str = "") -> Iterator[tuple[str, str, Any]]:
    """Place, what was expected and what stands there, of every value in `value` that does not fit."""
    if shape.fits(value):
        return
    found = False
    for name, part, held in shape.parts(value) if shape.parts else ():
        for mismatch in mismatches(part, held, place + name):
            found = True
            yield mismatch
    if not found:
        yield place.lstrip("."), shape.says, value


def text(pattern: str = "", says: str = "a string") -> Shape:
    """A string, of a pattern where one is given."""
    if not pattern:
        return Shape(says, lambda value: isinstance(value, str))
    match = re.compile(pattern).fullmatch
    return Shape(says, lambda value: isinstance(value, str) and match(value) is not None)


def whole() -> Shape:
    """A whole number from 0."""
    return Shape("a whole number from 0", lambda value: type(value) is int and value >= 0)


def number() -> Shape:
    """A finite number."""
    return Shape("a number", lambda value: type(value) is int or (type(value) is float and value - value == 0))


def flag() -> Shape:
    """True or false."""
    return Shape("true or false", lambda value: value is True or value is False)


def one_of(*values: object) -> Shape:
    """One of a closed list."""
    return Shape(
        f"one of {', '.join(map(str, values))}",
        lambda value: isinstance(value, str | int) and type(value) is not bool and value in values,
    )


def pair() -> Shape:
    """Two whole numbers, the first not above the second."""
    return Shape(
        "[first, last] with 0 ≤ first ≤ last",
        lambda value: (
            type(value) is list
            and len(value) == 2
            and type(value[0]) is int
            and type(value[1]) is int
            and 0 <= value[0] <= value[1]
        ),
    )


def maybe(shape: Shape) -> Shape:
    """The shape or null."""

    def parts(value: Any) -> Iterator[tuple[str, Shape, Any]]:
        yield "", shape, value

    return Shape(f"{shape.says} or null", lambda value: value is None or shape.fits(value), parts)


def array(shape: Shape) -> Shape:
    """A list of the shape."""

    def parts(value: Any) -> Iterator[tuple[str, Shape, Any]]:
        for index, item in enumerate(value if type(value) is list else ()):
            yield f"[{index}]", shape, item

    fits = shape.fits
    return Shape("a list", lambda value: type(value) is list and all(map(fits, value)), parts)


def counts() -> Shape:
    """An object of names with whole numbers."""
    return Shape(
        "names with whole numbers from 0",
        lambda value: type(value) is dict and all(type(number) is int and number >= 0 for number in value.values()),
    )


def record(**fields: Shape) -> Shape:
    """An object with these fields, and perhaps others."""
    checks = tuple((name, shape.fits) for name, shape in fields.items())

    def parts(value: Any) -> Iterator[tuple[str, Shape, Any]]:
        if type(value) is dict:
            for name, shape in fields.items():
                yield f".{name}", shape, value.get(name, MISSING)

    return Shape(
        "an object",
        lambda value: type(value) is dict and all(fits(value.get(name, MISSING)) for name, fits in checks),
        parts,
    )
