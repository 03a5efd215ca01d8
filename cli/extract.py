"""`ppx extract`: a progress bar on a terminal, plain lines elsewhere, and a closing table."""

from __future__ import annotations

import os
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from ppx import events, job, writing
from ppx import project as projects
from ppx.engines import Limits
from ppx.errors import UsageError
from ppx.job import Options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ppx.job import Run
    from ppx.project import Project
    from ppx.reading import Raw
    from ppx.records import Settings, Summary

ENCODINGS = ("utf-8-sig", "utf-8")
UNEXPECTED = 3
"""exit status of a strict run that met anomalies"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for; where it is None or empty the project file answers."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    manifest: Path | None = None
    jobs: int | None = None
    csv_encoding: str | None = None
    formats: tuple[str, ...] = ()
    lexicon: Path | None = None
    config: Path | None = None
    fresh: bool = False
    keep_missing: bool = False
    snapshot: bool = False
    strict: bool = False
    log_level: str | None = None
    log_format: str | None = None
    engine: str = "local"
    scheduler: str | None = None
    page_seconds: float | None = None
    worker_memory: int | None = None
    """in MB"""
    break_lock: bool = False


def extract(raw: Path, out: Path, asked: Asked) -> None:
    """Run the main job and print what it did; ends with status 1 where a page failed, 3 where a strict run met anomalies."""
    project = projects.load(asked.config)
    settings, options = project.using(asked.lexicon), _options(asked, project)
    _log(asked, project)
    raws = job.prepare(
        raw, out,
        include=asked.include or project.include, exclude=asked.exclude or project.exclude,
        manifest=asked.manifest or project.manifest, lexicons=settings.lexicons,
    )  # fmt: skip
    run = _run(raws, out, settings, options)
    _close(run, out)
    if run.failed:
        raise typer.Exit(1)
    if asked.strict and run.anomalies:
        raise typer.Exit(UNEXPECTED)


def _options(asked: Asked, project: Project) -> Options:
    encoding = asked.csv_encoding or project.csv_encoding or ENCODINGS[0]
    if encoding not in ENCODINGS:
        raise UsageError(f"csv encoding {encoding}: ppx writes {' or '.join(ENCODINGS)}")
    formats = tuple(writing.check_formats(asked.formats or project.formats))
    jobs = asked.jobs or project.jobs or max(2, cores())  # a page that kills must have a worker to kill
    limits = Limits(asked.page_seconds or Limits().seconds, asked.worker_memory and asked.worker_memory * 10**6)
    return Options(
        jobs,
        encoding,
        asked.fresh,
        asked.keep_missing,
        asked.snapshot,
        formats,
        _engine(asked),
        asked.scheduler,
        limits,
        asked.break_lock,
    )


def _engine(asked: Asked) -> Literal["local", "dask"]:
    if asked.engine == "dask":
        return "dask"
    if asked.engine != "local":
        raise UsageError(f"--engine {asked.engine}: it is local or dask")
    if asked.scheduler:
        raise UsageError("--scheduler is of --engine dask; give both")
    return "local"


def _log(asked: Asked, project: Project) -> None:
    """Let the run tell its events on stderr, if someone wants them."""
    level, form = asked.log_level or project.log_level, asked.log_format or project.log_format
    for name, value, known in (("level", level, events.LEVELS), ("format", form, events.FORMATS)):
        if value is not None and value not in known:
            raise UsageError(f"--log-{name} {value}: it is one of {', '.join(known)}")
    if level or form:
        events.lines(sys.stderr, level or "info", form or "text")


def _run(raws: list[Raw], out: Path, settings: Settings, options: Options) -> Run:
    """The run, with a bar on a terminal and a line for each page that failed, unless the log has them."""
    errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    logged = events.logged()
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=errors, disable=not errors.is_terminal or logged, transient=True,
    )  # fmt: skip
    with bar:
        task = bar.add_task("extracting", total=len(raws))

        def seen(summary: Summary) -> None:
            bar.advance(task)
            if summary.error and not logged:
                errors.print(events.one_line(f"{summary.path}: {summary.error.message}"))

        try:
            return job.extract(raws, out, settings, options, seen=seen)
        except OSError as error:
            raise UsageError(
                f"{out} cannot be written: {error.strerror or error}; the results are not complete"
            ) from error


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _close(run: Run, out: Path) -> None:
    """The closing table, and where the results are."""
    console = Console(highlight=False, soft_wrap=True)
    rows = [("pages", len(run.pages)), ("done", len(run.done)), ("unchanged", run.unchanged)]
    rows += [(name, count) for name, count in (("missing", run.missing), ("removed", run.removed)) if count]
    rows += [(name, run.total(name)) for name in ("documents", "clauses", "agencies", "deadlines", "targets")]
    shown = [*((name, f"{count:,}") for name, count in rows), ("failures", f"{len(run.failed):,}")]
    shown.append(("seconds", f"{run.seconds:.1f}"))
    if run.done:
        shown.append(("characters/s", f"{sum(s.characters for s in run.done) / max(run.seconds, 1e-9):,.0f}"))
    if console.is_terminal:
        table = Table(show_header=False)
        table.add_column(style="bold")
        table.add_column(justify="right")
        for row in shown:
            table.add_row(*row)
        console.print(table)
    else:
        for name, value in shown:
            console.print(f"{name} {value}", markup=False)
    for line in _odd(run):
        console.print(events.one_line(line), markup=False)
    if not run.rebuilt:
        console.print("nothing changed; the tables stand as they were", markup=False)
    console.print(events.one_line(f"results in {out}"), markup=False)


def _odd(run: Run) -> Iterator[str]:
    """The anomalies in a few lines, those of pages that failed left out: they were told of."""
    counted = Counter(a.code for a in run.anomalies if a.code != "failed")
    for code, number in counted.most_common():
        first = next(a for a in run.anomalies if a.code == code)
        rest = f" (and {number - 1:,} more in run.json)" if number > 1 else ""
        yield f"{code}: {first.page + ': ' if first.page else ''}{first.message}{rest}"
