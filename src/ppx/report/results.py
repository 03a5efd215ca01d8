"""Page results of an OUT folder, one after the other."""

from __future__ import annotations

import json
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

from ppx.errors import UsageError
from ppx.records import Document, PageResult, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Json = dict[str, Any]
CONTAINERS = (".warc", ".jsonl", ".ndjson")
"""suffixes of the raw files that hold many pages"""


def find(out: Path) -> list[Path]:
    """The files of page results, in the order of their folders and names.

    Raises:
        UsageError: OUT holds none.
    """
    folder = out / "pages"
    found = [f for f in folder.rglob("*.json*") if f.suffix in (".json", ".jsonl") and not f.name.startswith(".")]
    if not found:
        raise UsageError(f"{out} holds no page results; give the folder that `ppx extract RAW OUT` wrote as OUT")
    return sorted(found, key=lambda f: f.relative_to(folder).parts)


def read(file: Path) -> Iterator[Json]:
    """The page results in a file: one, or one a line of a container's `.jsonl`.

    Raises:
        ValueError: it is damaged.
        OSError: it cannot be read.
    """
    if file.suffix == ".jsonl":
        with file.open("rb") as lines:
            yield from (_checked(line) for line in lines)
    else:
        yield _checked(file.read_bytes())


def _checked(data: bytes) -> Json:
    result = json.loads(data)
    if not isinstance(result, dict) or result.get("ppx") != 1:
        raise ValueError("no page result of contract 1")
    _need(PageResult, result)
    _need(Source, result["source"])
    for document in result["documents"]:
        _need(Document, document)
    return result


def _need(record: type, value: Json) -> None:
    missing = [name for name in _names(record) if name not in value]
    if missing:
        raise ValueError(f"{record.__name__} without {', '.join(missing)}")


@cache
def _names(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


def read_run(out: Path) -> Json:
    """run.json, empty where it is missing or damaged: a report needs page results only."""
    try:
        run = json.loads((out / "run.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return run if isinstance(run, dict) else {}


def missing_pages(out: Path) -> frozenset[str]:
    """The raw files that are gone and keep their results, as run.json tells."""
    pages = read_run(out).get("pages")
    rows = pages if isinstance(pages, list) else []
    return frozenset(str(row.get("path")) for row in rows if isinstance(row, dict) and row.get("status") == "missing")


def raw_path(result: Json) -> str:
    """The raw file of a result: its own path, or that of the container that a record stands in."""
    path: str = result["source"]["path"]
    container, _, number = path.rpartition("!")
    return container if number.isdecimal() and container.lower().removesuffix(".gz").endswith(CONTAINERS) else path
