"""Records as JSON: one line a record, so that two runs differ line by line.

render(page_object(result))    # or of open_page(result), which is faster: the same text
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from functools import cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, Union, cast

from ppx import records

if TYPE_CHECKING:
    from ppx.records import PageResult

CONTRACT = 1
_SIMPLE = (str, int, bool, float, type(None))
_FLAT = frozenset((int, str))
"""what stands in a tuple by itself: a span, lines, the days of a deadline"""
_FLAT_TUPLES = (tuple[int, int], tuple[str, ...])


def plain(value: object) -> Any:
    """A record as JSON holds it: objects, lists, strings and exact numbers."""
    kind: Any = type(value)
    if kind is tuple or kind is list:
        items = cast(Sequence[object], value)
        return list(items) if items and type(items[0]) in _FLAT else [plain(item) for item in items]
    shape = _shape(kind)
    if shape is None:
        return _opened(value) if kind is Decimal else dict(value) if isinstance(value, Mapping) else value
    return shape.opened(value, shape.deep)


def _opened(value: object) -> Any:
    """A record as an object with its fields as they are, an exact number as JSON has it.

    Raises:
        TypeError: it is neither.
    """
    kind: Any = type(value)
    if shape := _shape(kind):
        return shape.opened(value)
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
    nested: tuple[str, ...]
    """of these, the ones that hold more than a span or texts"""
    form: str
    """a record as JSON, with a place for the value of each field"""
    writers: tuple[Callable[[Any], str], ...]
    """what writes the values of each field"""

    def opened(self, record: object, plainly: Iterable[str] = ()) -> dict[str, Any]:
        """A record as an object, the fields `plainly` as JSON holds them and the others as they are."""
        held = dict(zip(self.names, self.read(record), strict=True))
        for name in plainly:
            if held[name] is not None:
                held[name] = plain(held[name])
        return held


@cache
def _shape(kind: Any) -> _Shape | None:
    """The shape of a class of records; None of what is none."""
    if not is_dataclass(kind):
        return None
    names = tuple(f.name for f in fields(kind))
    hints = typing.get_type_hints(kind, {**vars(records), "Decimal": Decimal, "Mapping": Mapping})
    deep = tuple(name for name in names if not all(_is_simple(held) for held in _choices(hints[name])))
    form = "{" + ", ".join(f'"{name}": %s' for name in names) + "}"
    nested = tuple(
        name for name in deep if not all(_is_simple(held) or held in _FLAT_TUPLES for held in _choices(hints[name]))
    )
    return _Shape(names, attrgetter(*names), deep, nested, form, tuple(_writer(hints[name]) for name in names))


def _is_simple(kind: Any) -> bool:
    return kind in _SIMPLE or typing.get_origin(kind) is Literal


def _choices(hint: Any) -> tuple[Any, ...]:
    """What a field may hold: the members of a union."""
    return typing.get_args(hint) if typing.get_origin(hint) in (Union, types.UnionType) else (hint,)


def _writer(hint: Any) -> Callable[[Any], str]:
    """What writes a field's values as JSON."""
    kinds = [kind for kind in _choices(hint) if kind is not type(None)]
    write = _WRITERS.get(str if typing.get_origin(kinds[0]) is Literal else kinds[0]) if len(kinds) == 1 else None
    if write is None:
        return _JSON.encode
    return write if len(_choices(hint)) == 1 else lambda value: "null" if value is None else write(value)


_KEY = json.JSONEncoder()
_JSON = json.JSONEncoder(ensure_ascii=False, default=_opened)
_WRITERS: dict[Any, Callable[[Any], str]] = {
    str: encode_basestring,
    int: str,
    bool: lambda value: "true" if value else "false",
    Decimal: lambda value: repr(_opened(value)),
    tuple[int, int]: "[%d, %d]".__mod__,
    tuple[str, ...]: lambda value: "[" + ", ".join(map(encode_basestring, value)) + "]",
}
"""what writes the common kinds of values, as the encoder does"""


def page_object(result: PageResult) -> dict[str, Any]:
    """The page result as docs/output.md says."""
    return {"ppx": CONTRACT, **plain(result)}


def open_page(result: PageResult) -> dict[str, Any]:
    """The page result opened down to its documents, whose lists hold the records themselves: all that writing needs."""
    documents = [{**_opened(document), "region": plain(document.region)} for document in result.documents]
    return {"ppx": CONTRACT, **plain(replace(result, documents=())), "documents": documents}


def open_records(page: dict[str, Any]) -> dict[str, Any]:
    """What `open_page` gives with the records opened too, as tables read them; spans and lists of days stay tuples."""
    documents = [{name: _row_each(value) for name, value in document.items()} for document in page["documents"]]
    return {**page, "documents": documents}


def _row_each(value: Any) -> Any:
    return [_row(record) for record in value] if isinstance(value, tuple) and value and _is_record(value[0]) else value


def _row(record: object) -> dict[str, Any]:
    shape = cast(_Shape, _shape(cast(Any, type(record))))
    return shape.opened(record, shape.nested)


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
        if depth < 2:
            lines: Iterable[str] = [render(item, depth + 1) for item in value]
        else:
            lines = _lines(value) if _is_record(value[0]) else map(_JSON.encode, value)
        return "[\n" + ",\n".join(lines) + "\n]"
    return _JSON.encode(value)


def _lines(values: Sequence[object]) -> Iterator[str]:
    """Records of one class as JSON, written field by field: the values of a field all need the same writer."""
    kind: Any = type(values[0])
    shape = cast(_Shape, _shape(kind))
    columns = zip(*map(shape.read, values), strict=True)
    written = [map(write, column) for write, column in zip(shape.writers, columns, strict=True)]
    return map(shape.form.__mod__, zip(*written, strict=True))


def encode(page: dict[str, Any]) -> str:
    """A page result as JSON on one line."""
    return _JSON.encode(page)
