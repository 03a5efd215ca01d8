"""Page results of an OUT folder, one after the other: a file holds one, the part of a container one a line.

    for file in find(out):
        for page in read(file): ...

A container's own result is among them; it has no documents and says in `records` what its part holds.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ppx.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Json = dict[str, Any]


def find(out: Path) -> list[Path]:
    """The files of page results in the order of their pages, that of a container before its part.

    Raises:
        UsageError: OUT holds none; a snapshot holds tables only.
    """
    folder = out / "pages"
    files = [f for f in folder.rglob("*.json*") if f.suffix in (".json", ".jsonl") and not f.name.startswith(".")]
    if not files and (out / "run.json").is_file():
        raise UsageError(
            f"{out} holds tables and no page results, as snapshots do; give the OUT of a run, copied whole where a later run is to follow"
        )
    if not files:
        raise UsageError(f"{out} holds no page results; give a folder that ppx extract wrote")
    return sorted(files, key=lambda f: f.relative_to(folder).parts)


def read(file: Path) -> Iterator[Json]:
    """The page results in a file.

    Raises:
        UsageError: it is damaged.
    """
    try:
        if file.suffix == ".jsonl":
            with file.open("rb") as lines:
                yield from map(_checked, lines)
        else:
            yield _checked(file.read_bytes())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{file} holds no page result ({type(error).__name__}: {error}); run ppx verify, or extract anew"
        ) from None


def _checked(data: bytes) -> Json:
    page = json.loads(data)
    page["source"]["path"], page["source"]["sha256"], page["documents"]
    return dict(page)
