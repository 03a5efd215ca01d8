"""Written page results, for what works on them: a file holds one, the part of a container one a line.

    for file in find(out):
        for page in read(file): ...

A container's own result is among them; it has no documents and says in `records` what its part holds.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def find(out: Path) -> list[Path]:
    """The files of page results in the order of their pages, that of a container before its part; none where OUT has none."""
    folder = out / "pages"
    files = [f for f in folder.rglob("*.json*") if f.suffix in (".json", ".jsonl") and not f.name.startswith(".")]
    return sorted(files, key=lambda f: f.relative_to(folder).parts)


def read(file: Path) -> Iterator[Any]:
    """What stands in a file, unchecked: one value, or one a line of a part.

    Raises:
        ValueError: it is no JSON.
        OSError: it cannot be read.
    """
    if file.suffix == ".jsonl":
        with file.open("rb") as lines:
            yield from map(json.loads, lines)
    else:
        yield json.loads(file.read_bytes())
