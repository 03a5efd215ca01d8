"""Page results as JSON files: one line a record, so that two runs differ line by line."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache, partial
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ppx.records import PageResult

CONTRACT = 1
NAME_BYTES = 240
"""longest file name written: file systems allow 255 bytes, and a temporary name is longer than the final one"""


def plain(value: object) -> Any:
    """A record as JSON holds it: objects, lists, strings and exact numbers."""
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if _names(value) or isinstance(value, Decimal):
        opened = _opened(value)
        return {name: plain(item) for name, item in opened.items()} if isinstance(opened, dict) else opened
    return value


def _opened(value: object) -> Any:
    """A record as an object with its fields as they are, an exact number as JSON has it.

    Raises:
        TypeError: it is neither.
    """
    if names := _names(value):
        return {name: getattr(value, name) for name in names}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"a {type(value).__name__} has no place in a page result")


def _names(value: object) -> tuple[str, ...]:
    """The fields of a record; none of what is no record."""
    kind: Any = type(value)
    return _names_of(kind)


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else ()


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
    if depth < 3 and (isinstance(value, dict) or _names(value)):
        items = value if isinstance(value, dict) else _opened(value)
        rows = [f"{_KEY.encode(key)}: {render(item, depth + 1)}" for key, item in items.items()]
        return "{" + ",\n".join(rows) + "}"
    if isinstance(value, list | tuple) and value and (isinstance(value[0], dict) or _names(value[0])):
        write = _JSON.encode if depth > 1 else partial(render, depth=depth + 1)
        return "[\n" + ",\n".join(map(write, value)) + "\n]"
    return _JSON.encode(value)


def page_file(out: Path, path: str) -> Path:
    """Where the result of the raw page `path` stands; a name too long for the file system ends in a digest of itself."""
    folder, _, name = path.rpartition("/")
    encoded = name.encode()
    if len(encoded) + len(".json") > NAME_BYTES:
        digest = hashlib.sha256(encoded).hexdigest()[:16]
        name = encoded[: NAME_BYTES - 32].decode(errors="ignore") + "~" + digest
    return out / "pages" / folder / f"{name}.json"


def write_page(result: PageResult, out: Path) -> None:
    """Write the page result whole or not at all.

    Raises:
        OSError: the disk or the folder refuses it.
    """
    write_json(page_file(out, result.source.path), {"ppx": CONTRACT, **_opened(result)})


def write_json(file: Path, value: dict[str, Any]) -> None:
    """Write `value` under its final name only when all of it is on the disk: temporary file, fsync, rename.

    Raises:
        OSError: the disk or the folder refuses it.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with partial.open("wb") as handle:
            handle.write(render(value).encode() + b"\n")
            handle.flush()
            os.fsync(handle.fileno())
        partial.replace(file)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def read_page(file: Path) -> dict[str, Any]:
    """A written page result."""
    return cast(dict[str, Any], json.loads(file.read_bytes()))


def remove_pages(out: Path, paths: Iterable[str]) -> int:
    """Remove the results of raw pages that are gone, and folders left empty; returns how many results were removed."""
    removed = 0
    for path in paths:
        file = page_file(out, path)
        if file.exists():
            file.unlink()
            removed += 1
        for folder in file.parents:
            if folder == out / "pages" or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()
    return removed
