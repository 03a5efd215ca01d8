"""The local engine: a pool of worker processes on this machine.

    for summary in run(Agenda(cut(raws), work.out), work, jobs=2): ...

When a worker dies, what was under way is run again, one page or container at a time in a single worker: the page that kills becomes
an error, the others get their results.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from ppx.engines.agenda import run_step
from ppx.engines.shards import run_shard, write
from ppx.engines.work import Care, is_late, late_file, limit_memory, refused
from ppx.records import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ppx.engines.agenda import Agenda, Outcome, Step
    from ppx.engines.work import Work
    from ppx.reading import Raw
    from ppx.records import Summary

WINDOW = 2
"""steps under way for each worker"""
PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that this process gets when its parent ends"""
DEATHS = 20
"""records of one container that may end a worker before the container is given up"""


def run(agenda: Agenda, work: Work, jobs: int) -> Iterator[Summary]:
    """Run what is on the agenda in `jobs` processes, a window of it at a time; yields summaries as they get done."""
    work = replace(work, watched=True)
    pool = _pool(jobs, work)
    under_way: dict[Future[Outcome], Step] = {}
    try:
        while True:
            for step in agenda.take(WINDOW * jobs - len(under_way)):
                with interrupts_left():
                    under_way[pool.submit(run_step, step, work)] = step
            if not under_way:
                break
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            if any(isinstance(future.exception(), BrokenProcessPool) for future in done):
                lost, under_way = list(under_way.values()), {}
                pool.shutdown(cancel_futures=True)
                with _Cell(work) as cell:
                    for raw in agenda.lose(lost):
                        yield run_alone(raw, work, cell.attempt)
                pool = _pool(jobs, work)
                continue
            for future in done:
                yield from agenda.settle(under_way.pop(future), future.result())
    except BaseException:
        _kill(pool)
        raise
    pool.shutdown()


def run_alone(raw: Raw, work: Work, attempt: Callable[[Raw, Care | None], Summary | None]) -> Summary:
    """The summary of a raw file that may end its worker; `attempt` runs it apart from others and gives None where it did.

    A worker marks what it is at, and whether it was late. A container goes on past the record that ended its worker, which
    becomes an error of its own.
    """
    mark = work.out / f".under-way.{hashlib.sha256(raw.path.encode()).hexdigest()[:16]}"
    fatal: dict[str, Failure] = {}
    try:
        while len(fatal) < DEATHS:
            mark.write_text("", "utf-8")
            summary = attempt(raw, Care(mark, dict(fatal)))
            if summary:
                return summary
            path, late = mark.read_text("utf-8"), is_late(mark)
            if path in (raw.path, "", *fatal):
                return write(refused(raw, work, death(raw.path, work, late=late)), work)
            fatal[path] = death(path, work, late=late)
    finally:
        mark.unlink(missing_ok=True)
        late_file(mark).unlink(missing_ok=True)
    return write(refused(raw, work, death(raw.path, work, late=False)), work)


def death(path: str, work: Work, *, late: bool) -> Failure:
    """The error of a page or record that ended its worker, or was ended with it for being late."""
    if late:
        limit = f"{work.limits.seconds:g}"
        message = f"{path} took longer than {limit} seconds; look at it, or give more with --page-seconds"
        return Failure("timeout", message)
    return Failure(
        "worker_died", f"{path} ended its worker process (out of memory, or a crash in a library); look at it"
    )


class _Cell:
    """A single worker for raw files that may end it; a new one takes the place of one that ended."""

    def __init__(self, work: Work) -> None:
        """Take what the raw files are run with; the worker starts with the first of them."""
        self.work = work
        self.pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> _Cell:
        return self

    def __exit__(self, *_: object) -> None:
        if self.pool:
            _kill(self.pool)

    def attempt(self, raw: Raw, care: Care | None) -> Summary | None:
        """The summary of one raw file; None where it ended the worker."""
        try:
            if self.pool is None:
                self.pool = _pool(1, self.work)
            with interrupts_left():
                future = self.pool.submit(run_shard, (raw,), self.work, care)
            return future.result()[0]
        except BrokenProcessPool:
            self.pool = None
            return None


def _pool(jobs: int, work: Work) -> ProcessPoolExecutor:
    # spawn: no thread of the parent (a progress bar has one) is copied half-way into a worker
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(work.limits.memory,))


def _kill(pool: ProcessPoolExecutor) -> None:
    """End a pool whatever its workers are at, which nobody waits for: a page that stalls would hold up Ctrl-C.

    A result is whole or not there, so a worker may end at any moment.
    """
    for worker in list((getattr(pool, "_processes", None) or {}).values()):  # kill_workers(), from Python 3.14
        worker.kill()
    pool.shutdown(cancel_futures=True)


def _begin(memory: int | None) -> None:
    """What a worker does first: take its limits, and end when its parent does, however that ended."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's, which nothing here uses, would take of the memory
    limit_memory(memory)
    _end_with_parent()

    def wait_for_parent() -> None:
        parent = multiprocessing.parent_process()
        if parent:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait_for_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Have Linux end this process with its parent: a page that is stuck inside a library lets no thread of ours wait for that."""
    if sys.platform != "linux":
        return
    import ctypes

    with suppress(OSError, AttributeError):  # a system library without prctl: the thread is there
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


@contextmanager
def interrupts_left() -> Iterator[None]:
    """Workers that start here leave Ctrl-C to the parent: a signal ignored at the start of a process stays ignored in it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    answer = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, answer)
