"""Records as JSON: one line a record, so that two runs differ line by line.

render(page_object(result))
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from functools import cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, Union, cast

from ppx import records

if TYPE_CHECKING:
    from ppx.records import PageResult

CONTRACT = 1
_SIMPLE = (str, int, bool, float, type(None))
_FLAT = frozenset((int, str))
"""what stands in a tuple by itself: a span, lines, the days of a deadline"""


def plain(value: object) -> Any:
    """A record as JSON holds it: objects, lists, strings and exact numbers."""
    kind: Any = type(value)
    if kind is tuple or kind is list:
        items = cast(Sequence[object], value)
        return list(items) if items and type(items[0]) in _FLAT else [plain(item) for item in items]
    shape = _shape(kind)
    if shape is None:
        return _opened(value) if kind is Decimal else dict(value) if isinstance(value, Mapping) else value
    opened = dict(zip(shape.names, shape.read(value), strict=True))
    for name in shape.deep:
        if opened[name] is not None:
            opened[name] = plain(opened[name])
    return opened


def _opened(value: object) -> Any:
    """A record as an object with its fields as they are, an exact number as JSON has it.

    Raises:
        TypeError: it is neither.
    """
    kind: Any = type(value)
    if shape := _shape(kind):
        return dict(zip(shape.names, shape.read(value), strict=True))
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"a {type(value).__name__} has no place in a page result")


def _is_record(value: object) -> bool:
    kind: Any = type(value)
    return _shape(kind) is not None


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a class of records holds."""

    names: tuple[str, ...]
    """its fields"""
    read: Callable[[object], tuple[Any, ...]]
    """the values of a record's fields"""
    deep: tuple[str, ...]
    """the fields that hold more than a text, a whole number or a truth value"""


@cache
def _shape(kind: Any) -> _Shape | None:
    """The shape of a class of records; None of what is none."""
    if not is_dataclass(kind):
        return None
    names = tuple(f.name for f in fields(kind))
    hints = typing.get_type_hints(kind, {**vars(records), "Decimal": Decimal, "Mapping": Mapping})
    return _Shape(names, attrgetter(*names), tuple(name for name in names if _is_deep(hints[name])))


def _is_deep(hint: Any) -> bool:
    kinds = typing.get_args(hint) if typing.get_origin(hint) in (Union, types.UnionType) else (hint,)
    return not all(kind in _SIMPLE or typing.get_origin(kind) is Literal for kind in kinds)


_KEY = json.JSONEncoder()
_JSON = json.JSONEncoder(ensure_ascii=False, default=_opened)


def page_object(result: PageResult) -> dict[str, Any]:
    """The page result as docs/output.md says."""
    return {"ppx": CONTRACT, **plain(result)}


def render(value: object, depth: int = 0) -> str:
    """JSON with one record a line, the fields of the page and of its documents each on their own; records are opened."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return _JSON.encode(value)
    if depth < 3 and (isinstance(value, dict) or _is_record(value)):
        items = value if isinstance(value, dict) else _opened(value)
        rows = [f"{_KEY.encode(key)}: {render(item, depth + 1)}" for key, item in items.items()]
        return "{" + ",\n".join(rows) + "}"
    if isinstance(value, list | tuple) and value and (isinstance(value[0], dict) or _is_record(value[0])):
        write = _JSON.encode if depth > 1 else partial(render, depth=depth + 1)
        return "[\n" + ",\n".join(map(write, value)) + "\n]"
    return _JSON.encode(value)


def encode(page: dict[str, Any]) -> str:
    """A page result as JSON on one line."""
    return _JSON.encode(page)
