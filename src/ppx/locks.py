"""Locks: one run at a time writes into OUT.

with hold(out): ...

On disk the system keeps the lock (filelock) and takes it back from a process that dies. A store has no locks, so there an object,
OUT/.lock, tells who writes; a run that dies leaves it, and people decide when it goes.
"""

from __future__ import annotations

import json
import os
import platform
import uuid
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ppx import stores
from ppx.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = ".lock"


@contextmanager
def hold(out: Path, *, break_lock: bool = False) -> Iterator[None]:
    """The right to write into OUT; `break_lock` takes it from a run that died in a store.

    Raises:
        UsageError: another run has it.
        OSError: the lock cannot be written.
    """
    with _on_disk(out) if stores.is_disk(out) else _in_store(out / NAME, break_lock):
        yield


@contextmanager
def _on_disk(out: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout  # some 20 ms, for this verb only

    lock = FileLock(out / NAME)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise UsageError(f"another run is writing into {out}; wait for it, or give another folder as OUT") from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _in_store(file: Path, break_lock: bool) -> Iterator[None]:
    began = datetime.now(UTC).isoformat(timespec="seconds")
    told = {"owner": f"{platform.node()}, process {os.getpid()}", "began": began, "token": uuid.uuid4().hex}
    own = json.dumps(told).encode()
    if break_lock:
        with stores.faults(file):
            file.unlink(missing_ok=True)
    _take(file, own)
    try:
        yield
    finally:
        with suppress(OSError), stores.faults(file):  # a lock that cannot be removed is told of by the next run
            if file.read_bytes() == own:
                file.unlink()


def _take(file: Path, own: bytes) -> None:
    """Write the lock and look whether it is ours: not every store refuses to write an object that is there."""
    with stores.faults(file):
        free = not file.exists()
        if free:
            with suppress(FileExistsError):
                stores.create(file, own)
        if file.read_bytes() == own:
            return
    raise _refusal(file)


def _refusal(file: Path) -> UsageError:
    try:
        told = json.loads(stores.read(file))
        who = f"{told['owner']}, since {told['began']}"
    except (OSError, ValueError, KeyError, TypeError):
        who = "its lock does not say who"
    return UsageError(
        f"another run is writing into {file.parent} ({who}); wait for it, or, where that run is dead, "
        f"give --break-lock, which removes {file}"
    )
