"""Snapshots: dated copies of the tables with their run.json, whole or not at all."""

from __future__ import annotations

import os
import shutil
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path


def keep(out: Path, names: Iterable[str], today: date) -> Path:
    """Copy the files `names` and run.json to OUT/snapshots/YYYY-MM-DD, the second of a day to YYYY-MM-DD.2; returns the folder.

    Raises:
        OSError: they cannot be copied; nothing of them is left.
    """
    folder = out / "snapshots"
    partial = folder / f".partial.{os.getpid()}"
    for left in folder.glob(".partial.*"):
        shutil.rmtree(left)
    try:
        partial.mkdir(parents=True)
        for name in (*names, "run.json"):
            shutil.copyfile(out / name, partial / name)
        shown = today.isoformat()
        final = next(f for n in count(1) if not (f := folder / (shown if n == 1 else f"{shown}.{n}")).exists())
        return partial.rename(final)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
