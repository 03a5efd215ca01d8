"""Refresh: which raw pages have to be run, and which page results stand as they are.

    plan = sort_out(raws, out, settings, last)
    plan.todo, plan.unchanged, plan.gone

A page result is its own mark of completion, since it appears whole or not at all: it stands where its head tells the same raw
bytes, version, settings, lexicons and row of the manifest. No ledger is needed, so a run that was killed goes on where it stopped.
run.json only spares the reading of results that stand.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ppx import pipeline, reading, stores, writing
from ppx.events import tell
from ppx.records import Gone
from ppx.summaries import entries, summarize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ppx.reading import Raw
    from ppx.records import Made, Settings, Summary
    from ppx.runs import Last
    from ppx.writing import Head

SETTLED = (None, "not_text", "too_large", "damaged", "encrypted", "no_text", "damaged_container")
"""errors that the same bytes give again; a page with another one (its worker died, the disk refused) is tried again"""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do."""

    todo: tuple[Raw, ...]
    unchanged: tuple[Summary, ...]
    """of results that stand"""
    gone: Mapping[str, Summary | None]
    """raw pages that are gone, by path; None where an earlier run removed the result already"""


def sort_out(raws: Sequence[Raw], out: Path, settings: Settings, last: Last, *, fresh: bool = False) -> Plan:
    """What is to be done; with `fresh`, or where ppx itself is another, all pages are.

    Partial files of runs that died are swept away: call it only while no other run writes into OUT.

    Raises:
        OSError: OUT cannot be read.
    """
    standing = _Standing(out, settings, last, pipeline.made(settings))
    stray = set(writing.find_results(out))
    todo, unchanged = [], []
    redo = fresh or last.other_code
    for raw in raws:
        file = writing.page_file(out, raw.path)
        known = file in stray and not redo
        stray.discard(file)
        summary = standing.of_raw(raw, file) if known else None
        if summary:
            unchanged.append(summary)
        else:
            todo.append(raw)
    paths = {raw.path for raw in raws}
    gone: dict[str, Summary | None] = {path: None for path in last.pages if path not in paths}
    gone.update((s.path, s) for s in standing.of_strays(sorted(stray)) if s.path not in paths)
    return Plan(tuple(todo), tuple(unchanged), gone)


def bury(gone: Mapping[str, Summary | None], shown: set[str], last: Last, out: Path, today: str) -> tuple[Gone, ...]:
    """The tombstones of the pages that are gone now or before and are not `shown` again, by path."""
    graves = {grave.path: grave for grave in last.gone if grave.path not in shown}
    for path, left in gone.items():
        if path not in graves:
            summary = left or last.pages[path]
            graves[path] = Gone(path, summary.sha256, tuple(_documents(out, summary)), today)
    return tuple(graves[path] for path in sorted(graves))


def remove(gone: Iterable[str], out: Path) -> int:
    """Remove the results of pages that are gone; returns how many there were."""
    removed = 0
    for path in gone:
        removed += writing.page_file(out, path).exists()
        writing.remove_page(out, path)
        tell(logging.INFO, "page_gone", page=path)
    return removed


def _documents(out: Path, summary: Summary) -> Iterator[str]:
    """The ids of the documents that a raw file gave."""
    if summary.records and writing.part_file(out, summary.path).exists():
        for page in writing.read_pages(out, summary.path):
            yield from (document["id"] for document in page["documents"])
    else:
        yield from (f"{summary.path}#{number}" for number in range(1, summary.documents + 1))


@dataclass(frozen=True, slots=True)
class _Standing:
    """Tells of page results whether they stand."""

    out: Path
    settings: Settings
    last: Last
    made: Made

    def of_raw(self, raw: Raw, file: Path) -> Summary | None:
        """The summary of a raw page whose result stands, None where the page has to be run."""
        head = writing.read_head(file)
        if head is None or head.path != raw.path or head.error not in SETTLED:
            return None
        if (
            head.made != self.made
            or head.manifest != reading.told(raw)
            or not head.sha256
            or reading.digest(raw) != head.sha256
        ):
            return None
        summary = self._summary(file, head)
        return summary if summary and self._is_whole(summary) else None

    def _is_whole(self, summary: Summary) -> bool:
        """Whether the part of a container is there as it was written."""
        if not summary.records:
            return True
        part = writing.part_file(self.out, summary.path)
        return part.is_file() and stores.size(part) == summary.part_bytes

    def of_strays(self, files: Sequence[Path]) -> Iterator[Summary]:
        """The summaries of results that no raw page has; files that are no results of ppx are passed over."""
        for file in files:
            head = writing.read_head(file)
            if head and writing.page_file(self.out, head.path) == file:
                summary = self._summary(file, head)
                if summary:
                    yield summary

    def _summary(self, file: Path, head: Head) -> Summary | None:
        """From the last run where that wrote this very result, else from the result; None where it is damaged."""
        row = self.last.pages.get(head.path)
        if row and row.sha256 == head.sha256 and head.made == self.last.made:
            if row.result_bytes != head.size:
                return None
            return replace(row, status="done") if row.status == "missing" else row
        try:
            return summarize(writing.read_page(file), head.size, entries(self.settings.lexicons))
        except (OSError, ValueError, KeyError, TypeError):
            return None
