"""`ppx extract`: a progress bar on a terminal, plain lines elsewhere, and a closing table."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from ppx import job, writing
from ppx.errors import UsageError
from ppx.records import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ppx.job import Run
    from ppx.records import Summary

ENCODINGS = ("utf-8-sig", "utf-8")


def extract(
    raw: Path,
    out: Path,
    include: Sequence[str],
    exclude: Sequence[str],
    manifest: Path | None,
    jobs: int | None,
    encoding: str,
    lexicon: Path | None = None,
    formats: Sequence[str] = (),
) -> None:
    """Run the main job and print what it did; ends with status 1 where a page failed."""
    if encoding not in ENCODINGS:
        raise UsageError(f"--csv-encoding {encoding}: ppx writes {' or '.join(ENCODINGS)}")
    formats = writing.check_formats(formats)
    settings = Settings(lexicons=str(lexicon) if lexicon else None)
    raws = job.prepare(raw, out, include=include, exclude=exclude, manifest=manifest, lexicons=settings.lexicons)
    errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=errors, disable=not errors.is_terminal, transient=True,
    )  # fmt: skip
    with bar:
        task = bar.add_task("extracting", total=len(raws))

        def seen(summary: Summary) -> None:
            bar.advance(task)
            if summary.error:
                errors.print(f"{summary.path}: {summary.error.message}")

        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        try:
            run = job.extract(raws, out, settings, jobs=jobs or cores, encoding=encoding, formats=formats, seen=seen)
        except KeyboardInterrupt:
            errors.print("ppx: interrupted; what was written is whole, run the same command again to finish")
            raise typer.Exit(130) from None
        except OSError as error:
            raise UsageError(
                f"{out} cannot be written: {error.strerror or error}; the results are not complete"
            ) from error
    _close(run, out)
    if run.failed:
        raise typer.Exit(1)


def _close(run: Run, out: Path) -> None:
    """The closing table, and where the results are."""
    console = Console(highlight=False, soft_wrap=True)
    rows = [("pages", f"{len(run.pages):,}")]
    rows += [(name, f"{run.total(name):,}") for name in ("documents", "clauses", "agencies", "deadlines", "targets")]
    rows += [
        ("failures", f"{len(run.failed):,}"),
        ("seconds", f"{run.seconds:.1f}"),
        ("characters/s", f"{run.total('characters') / max(run.seconds, 1e-9):,.0f}"),
    ]
    if console.is_terminal:
        table = Table(show_header=False)
        table.add_column(style="bold")
        table.add_column(justify="right")
        for row in rows:
            table.add_row(*row)
        console.print(table)
    else:
        for name, value in rows:
            console.print(f"{name} {value}", markup=False)
    if run.removed:
        console.print(f"removed the results of {run.removed:,} pages that are gone", markup=False)
    console.print(f"results in {out}", markup=False)
