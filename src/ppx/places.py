"""Places: RAW and OUT looked at before a run begins.

check(raw, out)        # UsageError that says what to do, else nothing
try_writing(out)
"""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

from ppx import stores
from ppx.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def check(raw: Path, out: Path) -> None:
    """Raise where RAW and OUT cannot be those of one run.

    Raises:
        UsageError: RAW is missing; OUT is a file, lies inside RAW or in a store that shows half-written files.
        StoreError: a store does not answer.
    """
    with stores.faults(raw):
        if not raw.exists():
            raise UsageError(f"{raw}: no such file or folder; give the folder of raw pages as RAW")
        is_folder = raw.is_dir()
    with stores.faults(out):
        if out.exists() and not out.is_dir():
            raise UsageError(f"{out} is a file; give a folder as OUT")
    if not stores.holds_whole(out):
        known = ", ".join(sorted(stores.WHOLE))
        raise UsageError(f"{out}: files may appear there half-written; give OUT on disk or in a store of {known}")
    if is_folder and stores.is_inside(out, raw):
        raise UsageError(f"{out} lies inside {raw}, so results would be read as pages; give a folder beside it as OUT")


def try_writing(out: Path) -> None:
    """Write a file into OUT and take it away again; OUT is made where it is on disk.

    Raises:
        OSError: OUT cannot be written.
    """
    if stores.is_disk(out):
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            return
    trial = out / f".trial.{os.getpid()}"
    stores.commit(trial, b"")
    with stores.faults(trial):
        trial.unlink(missing_ok=True)
