"""Engines map the pipeline over raw files; they know nothing of what it does.

    for summary in run(raws, Settings(), out, jobs=2): ...

Work travels in shards of a few pages. A shard's page results are written where it runs, so that only summaries come back
and memory does not grow with the corpus; a window of shards is under way at a time. The results are the same bytes for any
number of jobs, since a page knows nothing of the others.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from ppx import pipeline, reading, writing
from ppx.records import Evidence, Failure, PageResult, Summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from ppx.reading import Raw
    from ppx.records import Settings

SHARD = 8
"""pages a worker takes at a time: enough to make the hand-over cheap, few enough to keep the bar moving"""
WINDOW = 2
"""shards under way for each worker"""


def run(raws: Iterable[Raw], settings: Settings, out: Path, *, jobs: int = 1) -> Iterator[Summary]:
    """Run the pipeline over `raws` and write each page result under `out`; yields a summary a page, as they get done.

    One job runs in this process. A page that fails, and one that kills its worker, is a summary with an error.
    """
    pages = iter(raws)
    first = tuple(islice(pages, SHARD))
    if jobs == 1 or len(first) == 1:
        for raw in _chain(first, pages):
            yield run_one(raw, settings, out)
        return
    yield from _run_pool(_shards(first, pages), settings, out, jobs)


def run_one(raw: Raw, settings: Settings, out: Path) -> Summary:
    """The summary of one page, its result written; an error of the disk becomes the summary's."""
    result, _ = pipeline.run_page(raw, settings)
    return _write(result, out)


def look(raw: Raw, settings: Settings) -> tuple[PageResult, Evidence]:
    """One page's result and the evidence behind it; nothing is written."""
    return pipeline.run_page(raw, settings)


def _chain(first: Sequence[Raw], rest: Iterator[Raw]) -> Iterator[Raw]:
    yield from first
    yield from rest


def _shards(first: tuple[Raw, ...], rest: Iterator[Raw]) -> Iterator[tuple[Raw, ...]]:
    shard = first
    while shard:
        yield shard
        shard = tuple(islice(rest, SHARD))


def run_shard(shard: Sequence[Raw], settings: Settings, out: Path) -> list[Summary]:
    """The summaries of a shard, its results written: what a worker does."""
    return [run_one(raw, settings, out) for raw in shard]


def _run_pool(shards: Iterator[tuple[Raw, ...]], settings: Settings, out: Path, jobs: int) -> Iterator[Summary]:
    """A pool with a window of shards; when a worker dies, what was under way is done again page by page."""
    pool = _pool(jobs)
    under_way: dict[Future[list[Summary]], tuple[Raw, ...]] = {}
    try:
        while True:
            for shard in islice(shards, WINDOW * jobs - len(under_way)):
                with _interrupts_left():
                    under_way[pool.submit(run_shard, shard, settings, out)] = shard
            if not under_way:
                break
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            if any(isinstance(future.exception(), BrokenProcessPool) for future in done):
                lost, under_way = list(under_way.values()), {}
                pool.shutdown(cancel_futures=True)
                for raw in (raw for shard in lost for raw in shard):
                    yield _run_alone(raw, settings, out)
                pool = _pool(jobs)
                continue
            for future in done:
                del under_way[future]
                yield from future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # spawn: no thread of the parent (a progress bar has one) is copied half-way into a worker
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"))


@contextmanager
def _interrupts_left() -> Iterator[None]:
    """Workers that start here leave Ctrl-C to the parent: a signal ignored at the start of a process stays ignored in it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    answer = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, answer)


def _run_alone(raw: Raw, settings: Settings, out: Path) -> Summary:
    """The page in a worker of its own; if that dies too, the page is the one that kills."""
    with _pool(1) as pool:
        try:
            with _interrupts_left():
                work = pool.submit(run_one, raw, settings, out)
            return work.result()
        except BrokenProcessPool:
            message = f"{raw.path} ended its worker process (out of memory, or a crash in a library); look at the page"
            failure = Failure("worker_died", message)
            return _write(PageResult(pipeline.made(settings), reading.unread(raw), failure), out)


def _write(result: PageResult, out: Path) -> Summary:
    error = result.error
    try:
        writing.write_page(result, out)
    except OSError as fault:
        error = Failure(
            "unwritable", f"the result of {result.source.path} cannot be written: {fault.strerror or fault}"
        )
    documents = result.documents
    return Summary(
        path=result.source.path,
        status="failed" if error else "done",
        bytes=result.source.bytes,
        characters=sum(len(d.text) for d in documents),
        documents=len(documents),
        clauses=sum(len(d.clauses) for d in documents),
        agencies=sum(len(d.agencies) for d in documents),
        deadlines=sum(len(d.deadlines) for d in documents),
        targets=sum(len(d.targets) for d in documents),
        tasks=sum(len(d.tasks) for d in documents),
        warnings=tuple(w.code for w in result.warnings),
        rules=tuple(sorted(Counter(_rules(result)).items())),
        error=error,
    )


def _rules(result: PageResult) -> Iterator[str]:
    for document in result.documents:
        yield from (f"agencies:{a.rule}" for a in document.agencies)
        yield from (f"deadlines:{d.rule}" for d in document.deadlines)
        yield from (f"targets:{t.rule}" for t in document.targets)
