"""`ppx report`: a site that shows what was extracted, opened from disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from ppx import reading, stores
from ppx.errors import PageError, UsageError
from ppx.report import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from ppx.reading import Raw, Skipped
    from ppx.records import Page


def report(out: Path, raw: Path | None, to: Path | None) -> None:
    """Build the site and say where it is; ends with status 1 where a page result is damaged."""
    if to is None and not stores.is_disk(out):
        raise UsageError(f"{out} is in a store and the site is opened from disk; give a folder with --to")
    target = to or out / "report"
    errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        console=errors, disable=not errors.is_terminal, transient=True,
    )  # fmt: skip
    try:
        with bar:
            task = bar.add_task("reporting")
            done = build(out, target, _raw_pages(raw), lambda n, total: bar.update(task, completed=n, total=total))
    except OSError as error:
        raise UsageError(
            f"{target} cannot be written: {error.strerror or error}; give another folder with --to"
        ) from error
    for line in done.damaged:
        errors.print(f"left out, run ppx extract again: {line}")
    typer.echo(f"{done.pages:,} pages, {done.documents:,} documents; {done.shown:,} shown with their raw page")
    typer.echo(f"open {target / 'index.html'}")
    if done.damaged:
        raise typer.Exit(1)


def _raw_pages(raw: Path | None) -> Callable[[str], Page | None]:
    """What gives the raw page of a path: none where RAW was not given, where it lacks the page or cannot read it.

    Raises:
        UsageError: RAW does not exist.
    """
    if raw is None:
        return lambda _: None
    found = {page.path: page for page in reading.find(raw)}
    records = _Records(found)

    def page_of(path: str) -> Page | None:
        try:
            held = found.get(path) or records.take(path)
            return None if held is None or reading.is_container(path) else reading.read(held)
        except PageError:
            return None

    return page_of


class _Records:
    """The records of raw containers, which are asked for in the order of the parts: one container is open at a time."""

    def __init__(self, found: Mapping[str, Raw]) -> None:
        """Take the raw files by their paths."""
        self.found = found
        self.open = ""
        self.rest: Iterator[Raw | Skipped] = iter(())

    def take(self, path: str) -> Raw | None:
        """The record of this path; None where the container has none behind the one before."""
        container = path.rpartition("!")[0]
        if container != self.open and container in self.found:
            self.open, self.rest = container, iter(reading.unpack(self.found[container]))
        return next((r for r in self.rest if isinstance(r, reading.Raw) and r.path == path), None)
