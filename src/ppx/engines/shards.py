"""Shards: the unit of work of every engine, and what a worker does with one.

    for shard in cut(raws): summaries = run_shard(shard, work)

A result is written whole or not at all under a name that follows from the raw file's path, so a shard that is run twice, or
half and then again, leaves the same files.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from ppx import pipeline, reading, writing
from ppx.engines import containers
from ppx.engines.work import refused, watch
from ppx.records import Failure
from ppx.summaries import entries, summarize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ppx.engines.work import Care, Work
    from ppx.reading import Raw
    from ppx.records import PageResult, Summary

SIZE = 8
"""pages in a shard: enough to make the hand-over cheap, few enough to keep the bar moving"""


def cut(raws: Iterable[Raw]) -> Iterator[tuple[Raw, ...]]:
    """Shards of a few pages in their order; a container is one of its own."""
    pages: list[Raw] = []
    for raw in raws:
        if reading.is_container(raw.path):
            yield (raw,)
            continue
        pages.append(raw)
        if len(pages) == SIZE:
            yield tuple(pages)
            pages.clear()
    if pages:
        yield tuple(pages)


def run_shard(shard: Sequence[Raw], work: Work, care: Care | None = None) -> list[Summary]:
    """The summaries of a shard, its results written."""
    return [run_one(raw, work, care) for raw in shard]


def run_one(raw: Raw, work: Work, care: Care | None = None) -> Summary:
    """The summary of one raw file, its result written; an error of the disk becomes the summary's."""
    began = time.perf_counter()
    if reading.is_container(raw.path):
        summary = _container(raw, work, care)
    else:
        with watch(raw.path, work, care):
            result, _ = pipeline.run_page(raw, work.settings)
        summary = write(result, work)
    return replace(summary, seconds=time.perf_counter() - began)


def _container(raw: Raw, work: Work, care: Care | None) -> Summary:
    try:
        return write(containers.run(raw, work, care), work)
    except OSError as fault:  # of the disk: what the container itself does not give is in its result
        return write(refused(raw, work, unwritable(raw.path, fault)), work)


def write(result: PageResult, work: Work) -> Summary:
    """The summary of a result, once it stands in OUT."""
    page = writing.open_page(result)
    data, error = b"", None
    try:
        data = writing.write_page(page, work.out)
    except OSError as fault:
        error = unwritable(result.source.path, fault)
    if result.records is None and not error:  # of a container the records are in the tables, not what counts them
        with writing.Spool(work.spool, result.source.path) as spool:
            spool.add(page, data)
    return summarize(page, len(data), entries(work.settings.lexicons), error)


def unwritable(path: str, fault: OSError) -> Failure:
    """The error of a result that the disk refuses."""
    return Failure("unwritable", f"the result of {path} cannot be written: {fault.strerror or fault}")
