"""Page results of an OUT folder (`ppx.results`), what is wrong with them told to the user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ppx import results
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
    files = results.find(out)
    if not files and (out / "run.json").is_file():
        raise UsageError(
            f"{out} holds tables and no page results, as snapshots do; give the OUT of a run, copied whole where a later run is to follow"
        )
    if not files:
        raise UsageError(f"{out} holds no page results; give a folder that ppx extract wrote")
    return files


def read(file: Path) -> Iterator[Json]:
    """The page results in a file.

    Raises:
        UsageError: it is damaged.
    """
    try:
        yield from map(_checked, results.read(file))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{file} holds no page result ({type(error).__name__}: {error}); run ppx verify, or extract anew"
        ) from None


def _checked(page: Any) -> Json:
    page["source"]["path"], page["source"]["sha256"], page["documents"]
    return dict(page)
