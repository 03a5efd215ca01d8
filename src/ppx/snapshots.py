"""Snapshots: dated copies of the tables with their run.json, whole or not at all."""

from __future__ import annotations

import os
import shutil
from itertools import count
from typing import TYPE_CHECKING

from ppx import stores

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path


def keep(out: Path, names: Iterable[str], today: date) -> Path:
    """Copy the files `names` and run.json to OUT/snapshots/YYYY-MM-DD, the second of a day to YYYY-MM-DD.2; returns the folder.

    A store has no folders to rename: there run.json comes last, and a snapshot without it is none.

    Raises:
        OSError: they cannot be copied; on disk nothing of them is left.
    """
    folder = out / "snapshots"
    if not stores.is_disk(out):
        final = _free(folder, today)
        for name in (*names, "run.json"):
            stores.copy(out / name, final / name)
        return final
    partial = folder / f".partial.{os.getpid()}"
    for left in folder.glob(".partial.*"):
        shutil.rmtree(left)
    try:
        partial.mkdir(parents=True)
        for name in (*names, "run.json"):
            shutil.copyfile(out / name, partial / name)
        return partial.rename(_free(folder, today))
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def _free(folder: Path, today: date) -> Path:
    """The first name of the day that is not taken."""
    shown = today.isoformat()
    return next(f for n in count(1) if not (f := folder / (shown if n == 1 else f"{shown}.{n}")).exists())
