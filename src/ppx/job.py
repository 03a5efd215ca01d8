"""The main job: raw pages in, page results, tables and run.json out; only what changed is done.

raws = prepare(Path("raw"), Path("out"))
run = extract(raws, Path("out"), Settings(), jobs=2)
"""

from __future__ import annotations

import logging
import time
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from ppx import engines, lexicon, locks, pipeline, places, reading, refresh, runs, snapshots, stores, writing
from ppx.engines import Limits
from ppx.errors import UsageError
from ppx.events import tell
from ppx.review import flags
from ppx.runs import Run, Tables
from ppx.summaries import entries, sharing, shown
from ppx.tabulation import Tabulation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from ppx.reading import Raw
    from ppx.records import Made, Settings, Summary
    from ppx.refresh import Plan
    from ppx.runs import Last
    from ppx.writing import Written

__all__ = ["Options", "Run", "extract", "prepare"]


DEADLY = frozenset(("timeout", "memory", "worker_died"))
"""errors of a page that did harm to its worker"""


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes about its work; nothing of it changes a page result."""

    jobs: int = 1
    """worker processes"""
    encoding: str = "utf-8-sig"
    """of the CSV files"""
    fresh: bool = False
    """do all pages again"""
    keep_missing: bool = False
    """keep the results of raw pages that are gone, and show them in the tables"""
    snapshot: bool = False
    """keep a dated copy of the tables"""
    formats: tuple[str, ...] = ("csv",)
    """of the tables"""
    engine: Literal["local", "dask"] = "local"
    scheduler: str | None = None
    """address of a Dask scheduler; None for a cluster of this run's own"""
    limits: Limits = field(default_factory=Limits)
    """what one page may take"""
    break_lock: bool = False
    """take the lock that a dead run left in a store"""


def prepare(
    raw: Path,
    out: Path,
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    manifest: Path | None = None,
    lexicons: str | None = None,
) -> list[Raw]:
    """The raw files of a job, in order, once it is sure that the job can begin.

    Raises:
        UsageError: RAW is missing or holds no page, OUT is a file, lies inside RAW or cannot be written, the manifest is
            damaged; one line says which and what to do.
        LexiconError: a lexicon of the team's own does not hold what it should.
    """
    try:
        places.check(raw, out)
    except stores.StoreError as error:
        raise UsageError(f"{error}; check the URL, the network and your credentials") from error
    if lexicons is not None:
        lexicon.overlay(lexicons)
    try:
        raws = list(reading.find(raw, include=include, exclude=exclude, manifest=manifest))
    except stores.StoreError as error:
        raise UsageError(f"RAW cannot be read: {error}; check the URL, the network and your credentials") from error
    if not raws:
        raise UsageError(f"{raw} holds no page that ppx reads (.txt .md .html .htm .xhtml .shtml .mht); see --include")
    try:
        places.try_writing(out)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror or error}; give another folder as OUT") from error
    return raws


def extract(
    raws: Sequence[Raw],
    out: Path,
    settings: Settings,
    options: Options = Options(),
    *,
    seen: Callable[[Summary], None] = lambda _: None,
    today: date | None = None,
) -> Run:
    """Run the job: the page results that are not there yet or no longer hold, then the tables, then run.json.

    `seen` is called for each page as it gets done or is found to stand. A run that ends half-way, however it ends, leaves
    whole files, and the next one goes on from there.

    Raises:
        UsageError: another run is writing into OUT.
        OSError: OUT, its tables or run.json cannot be written.
    """
    began, today = time.perf_counter(), today or date.today()
    with locks.hold(out, break_lock=options.break_lock):
        last = runs.read(out)
        plan = refresh.sort_out(raws, out, settings, last, fresh=options.fresh)
        tell(logging.INFO, "run_begun", pages=len(raws), todo=len(plan.todo), unchanged=len(plan.unchanged))
        for summary in plan.unchanged:
            seen(summary)
        kept = _kept(plan, options)
        order = _ordered(raws, kept)
        with _tables(order, plan, out, options) as tables:
            done = _run(plan, last, settings, out, options, tables, seen)
            pages = {summary.path: summary for summary in (*plan.unchanged, *kept, *done)}
            run = Run(tuple(pages[path] for path in order), done=tuple(done))
            run = _without_gone(run, plan, last, out, today)
            run = _settle_tables(run, last, out, pipeline.made(settings), options, tables)
        own = [shown(name, entry) for name, entry in entries(settings.lexicons)]
        run = replace(run, anomalies=tuple(flags.find(run.pages, last.pages, own)))
        run = replace(run, seconds=time.perf_counter() - began)
        _finish(run, out, settings, options, today)
    return run


def _tables(order: Sequence[str], plan: Plan, out: Path, options: Options) -> Tabulation:
    return Tabulation(
        out,
        order,
        (raw.path for raw in plan.todo),
        encoding=options.encoding,
        formats=options.formats,
        maker=runs.maker(),
        anew=options.fresh,
    )


def _run(
    plan: Plan,
    last: Last,
    settings: Settings,
    out: Path,
    options: Options,
    tables: Tabulation,
    seen: Callable[[Summary], None],
) -> list[Summary]:
    """The summaries of the pages that have to be run, once they are; the tables grow meanwhile."""
    done: list[Summary] = []
    apart = any(_is_deadly(last.pages.get(raw.path)) for raw in plan.todo)
    for summary in map(sharing(), _engine(plan, settings, out, options, tables.spool, apart=apart)):
        _tell_page(summary)
        done.append(summary)
        tables.done(summary)
        seen(summary)
    return done


def _engine(
    plan: Plan, settings: Settings, out: Path, options: Options, spool: Path | None, *, apart: bool
) -> Iterator[Summary]:
    scheduler = (options.scheduler or engines.OWN) if options.engine == "dask" else None
    jobs = options.jobs
    if not all(stores.is_shared(place) for place in (out, *(raw.file for raw in plan.todo[:1]))):
        if scheduler and not scheduler.startswith("inproc:"):
            raise UsageError(
                "memory:// lives in one process, a Dask cluster in several; give a store that all of them see"
            )
        jobs = 1
    return engines.run(
        plan.todo,
        settings,
        out,
        jobs=jobs,
        limits=options.limits,
        scheduler=scheduler,
        spool=spool,
        apart=apart,
    )


def _is_deadly(summary: Summary | None) -> bool:
    """Whether a page ended its worker in the last run: alone in this process it would end the run."""
    return bool(summary and summary.error and summary.error.code in DEADLY)


def _tell_page(summary: Summary) -> None:
    seconds = round(summary.seconds, 3)
    if summary.error:
        code, message = summary.error.code, summary.error.message
        tell(logging.ERROR, "page_failed", page=summary.path, code=code, message=message, seconds=seconds)
    else:
        tell(logging.INFO, "page_done", page=summary.path, documents=summary.documents, seconds=seconds)


def _kept(plan: Plan, options: Options) -> list[Summary]:
    """What stays of pages that are gone: their results, where that is wished and there is something in them."""
    left = plan.gone.values() if options.keep_missing else ()
    return [replace(s, status="missing") for s in left if s and not s.error]


def _ordered(raws: Sequence[Raw], missing: Sequence[Summary]) -> list[str]:
    """All pages in the order of the tables: that of the raw pages; missing ones where they would stand among them."""
    whole = [raw.path for raw in raws]
    return sorted([*whole, *(s.path for s in missing)], key=lambda path: path.split("/")) if missing else whole


def _without_gone(run: Run, plan: Plan, last: Last, out: Path, today: date) -> Run:
    """The run with its tombstones, the results of pages that are gone removed unless they stay as missing."""
    there = {summary.path for summary in run.pages}
    gone = {path: left for path, left in plan.gone.items() if path not in there}
    graves = refresh.bury(gone, there, last, out, today.isoformat())
    return replace(run, removed=refresh.remove(gone, out), gone=graves)


def _settle_tables(run: Run, last: Last, out: Path, made: Made, options: Options, tables: Tabulation) -> Run:
    """The run with its tables: as they stand, if they are made of the same and nobody touched them, else the new ones."""
    state = runs.state(run.pages, made, {"encoding": options.encoding, "formats": options.formats})
    names = [name for name, _, _ in last.tables.files]
    if state == last.tables.state and not options.fresh and _measure(out, names) == last.tables.files:
        return replace(run, tables=last.tables, rebuilt=False)
    return replace(run, tables=Tables(state, tables.finish()))


def _measure(out: Path, names: Iterable[str]) -> tuple[Written, ...]:
    """The table files that are there now."""
    return tuple((name, *writing.digest_file(out / name)) for name in names if (out / name).is_file())


def _finish(run: Run, out: Path, settings: Settings, options: Options, today: date) -> None:
    """Write run.json and, where it is wished, the snapshot; tell how the run ended."""
    shown = {**asdict(settings), "csv_encoding": options.encoding, "formats": options.formats, "jobs": options.jobs}
    report = runs.report(run, pipeline.made(settings), shown)
    writing.write_rows(out / "run.json", report, "pages", map(runs.row, run.pages))
    if options.snapshot:
        snapshots.keep(out, [name for name, _, _ in run.tables.files], today)
    for anomaly in run.anomalies:
        tell(logging.WARNING, "anomaly", **asdict(anomaly))
    tell(
        logging.INFO, "run_ended", pages=len(run.pages), done=len(run.done), unchanged=run.unchanged, missing=run.missing,
        removed=run.removed, failed=len(run.failed), anomalies=len(run.anomalies), seconds=round(run.seconds, 3),
    )  # fmt: skip
