"""Engines map the pipeline over raw files; they know nothing of what it does.

    for summary in run(raws, Settings(), out, jobs=2): ...

Work travels in shards: a few pages, one container, or a range of a large one (`agenda`). A shard's results are written where it runs
(`shards`), so that only summaries come back and memory does not grow with the corpus; a window of shards is under way at a time. `local` is a pool of
processes on this machine, `cluster` a Dask cluster. The results are the same bytes with either and for any number of jobs, since
a page knows nothing of the others.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from ppx import pipeline
from ppx.engines.agenda import Agenda, is_large
from ppx.engines.shards import cut, run_one
from ppx.engines.work import Limits, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ppx.reading import Raw
    from ppx.records import Evidence, Numbering, PageResult, Settings, Summary

__all__ = ["OWN", "Limits", "look", "run", "tell_numbers"]

OWN = "own"
"""in the place of a scheduler's address: a Dask cluster of the run's own, on this machine"""


def run(
    raws: Iterable[Raw],
    settings: Settings,
    out: Path,
    *,
    jobs: int = 1,
    limits: Limits | None = None,
    scheduler: str | None = None,
    spool: Path | None = None,
    apart: bool = False,
) -> Iterator[Summary]:
    """Run the pipeline over `raws` and write each result under `out`; yields a summary a raw file, as they get done.

    One job runs in this process, without limits, and so does a lone page that need not be kept `apart` or cut. A page that
    fails, and one that kills or stalls its worker, is a summary with an error. In the folder `spool` what `writing.open_tables` makes of
    a page waits for it. `scheduler` is the address of a Dask
    scheduler, or `OWN` for a Dask cluster of `jobs` workers on this machine.

    Raises:
        UsageError: the extra ppx[dask] is not installed, or the scheduler does not answer.
    """
    work = Work(settings, out, limits or Limits(), spool)
    pages = iter(raws)
    first = tuple(islice(pages, 2))
    pages = chain(first, pages)
    if scheduler:
        from ppx.engines import cluster

        yield from cluster.run(Agenda(cut(pages), out), work, jobs, None if scheduler == OWN else scheduler)
    elif jobs == 1 or (len(first) < 2 and not apart and not any(is_large(raw, out) for raw in first)):
        for raw in pages:
            yield run_one(raw, work)
    else:
        from ppx.engines import local  # loads multiprocessing

        yield from local.run(Agenda(cut(pages), out), work, jobs)


def look(raw: Raw, settings: Settings) -> tuple[PageResult, Evidence]:
    """One page's result and the evidence behind it; nothing is written."""
    return pipeline.run_page(raw, settings)


def tell_numbers(result: PageResult) -> Iterator[Numbering]:
    """Why each clause of the page has its number."""
    return pipeline.tell_numbers(result.documents)
