"""Page results of an OUT folder (`ppx.results`), checked for what a report needs, and what run.json tells of them."""

from __future__ import annotations

import json
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

from ppx import results
from ppx.codes import container_type
from ppx.errors import UsageError
from ppx.records import Document, PageResult, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Json = dict[str, Any]


def find(out: Path) -> list[Path]:
    """The files of page results, in the order of their folders and names.

    Raises:
        UsageError: OUT holds none.
    """
    found = results.find(out)
    if not found:
        raise UsageError(f"{out} holds no page results; give the folder that `ppx extract RAW OUT` wrote as OUT")
    return found


def read(file: Path) -> Iterator[Json]:
    """The page results in a file: one, or one a line of a container's `.jsonl`.

    Raises:
        ValueError: it is damaged.
        OSError: it cannot be read.
    """
    return map(_checked, results.read(file))


def _checked(result: Any) -> Json:
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
    return container if number.isdecimal() and container_type(container) else path
