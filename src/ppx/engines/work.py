"""What a run's pages are run with, the watch over each of them, and what is left of one that was not run to its end."""

from __future__ import annotations

import faulthandler
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ppx import pipeline, reading
from ppx.records import PageResult

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ppx.reading import Raw
    from ppx.records import Failure, Settings


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may take before its worker is ended and the page becomes an error."""

    seconds: float | None = 300.0
    """by the clock; the longest laws take some 2, and a loaded machine is several times slower"""
    memory: int | None = None
    """bytes of a worker's address space, on systems that can limit it"""


@dataclass(frozen=True, slots=True)
class Work:
    """What every page of a run is run with."""

    settings: Settings
    out: Path
    limits: Limits = field(default_factory=Limits)
    spool: Path | None = None
    """folder for what the tables want of each page result; None where they are made of the results themselves"""
    watched: bool = False
    """whether a page beyond its time ends the process: in workers only"""


@dataclass(frozen=True, slots=True)
class Care:
    """How a raw file is run that may have ended a worker."""

    mark: Path
    """a small file that holds the path of the page or record under way; `late_file` stands beside it"""
    fatal: Mapping[str, Failure]
    """records of a container that ended a worker, and the errors that they become"""


def refused(raw: Raw, work: Work, error: Failure) -> PageResult:
    """The result of a page, container or record that was not run to its end."""
    return PageResult(pipeline.made(work.settings), reading.unread(raw), error)


@contextmanager
def watch(path: str, work: Work, care: Care | None) -> Iterator[None]:
    """Ends this process where the page or record `path` takes longer than a page may; marks it where care is taken.

    The watch is kept by faulthandler's own thread, which needs no turn of the interpreter: it also ends a page that is stuck inside
    a library.
    """
    if care:
        care.mark.write_text(path, "utf-8")
    if not work.watched or work.limits.seconds is None:
        yield
        return
    with open(late_file(care.mark) if care else os.devnull, "w") as place:  # noqa: PTH123 - faulthandler wants a file with a number
        faulthandler.dump_traceback_later(work.limits.seconds, exit=True, file=place)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def late_file(mark: Path) -> Path:
    """Where faulthandler writes as it ends a page that takes too long."""
    return mark.with_name(f"{mark.name}.late")


def is_late(mark: Path) -> bool:
    """Whether the page under that mark was ended for taking too long; no clock is asked, which may jump."""
    try:
        return late_file(mark).stat().st_size > 0
    except OSError:
        return False


def limit_memory(size: int | None) -> None:
    """Hold this process to `size` bytes of address space; without effect on systems that cannot (Windows)."""
    if size is None:
        return
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
