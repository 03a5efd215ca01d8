"""Where an entry of a TOML text stands: the reader of the standard library gives no lines."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEY = r"""(?:"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'|[\w-]++)"""
# [organs."税务局"] | "税务局" = "…" | words = [
_OPENS = regex.compile(
    rf"""^[ \t]*+(?:\[(?P<table>[ \t]*{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*+[ \t]*)\]|(?P<key>{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*+)[ \t]*=)""",
    regex.MULTILINE,
)
_AT_LINE = regex.compile(r"at line (\d+)")


def of_error(error: tomllib.TOMLDecodeError, text: str) -> int:
    """The line that a fault of the reader names; the last one where the text ends too early."""
    found = _AT_LINE.search(str(error))
    return int(found[1]) if found else text.count("\n") + 1


def of_entry(text: str, path: tuple[str, ...], word: str | None = None) -> int:
    """The line of the entry at `path`, or of `word` in its list; of the nearest table around it where it is written inline."""
    places = _places(text)
    held = path
    while held and held not in places:
        held = held[:-1]
    start = places.get(held, 0)
    stop = min((at for at in places.values() if at > start), default=len(text)) if held else len(text)
    for name in (*path[len(held) :], *([word] if word is not None else [])):
        start = _quoted(text, name, start, stop)
    return text.count("\n", 0, start) + 1


def _quoted(text: str, name: str, start: int, stop: int) -> int:
    """Where `name` stands in quotes between the two places; `start` where it does not."""
    found = [at for mark in "\"'" if (at := text.find(f"{mark}{name}{mark}", start, stop)) >= 0]
    return min(found, default=start)


@lru_cache(maxsize=4)
def _places(text: str) -> Mapping[tuple[str, ...], int]:
    """Where each table and each key of the text begins."""
    places: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for found in _OPENS.finditer(text):
        at = found.start("table") if found["table"] else found.start("key")
        if found["table"]:
            table = _path(found["table"])
            places.setdefault(table, at)
        else:
            places.setdefault(table + _path(found["key"]), at)
    return places


def _path(dotted: str) -> tuple[str, ...]:
    """`organs."税务局"` as the names it joins."""
    path: list[str] = []
    try:
        tables: Any = tomllib.loads(f"{dotted} = 0")
    except tomllib.TOMLDecodeError:
        return (dotted,)
    while isinstance(tables, dict):
        name, tables = next(iter(tables.items()))
        path.append(name)
    return tuple(path)
