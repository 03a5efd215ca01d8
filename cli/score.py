"""`ppx score`: results against gold, a line a field, and the floors."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import typer

from ppx.errors import UsageError
from ppx.review.score import Scores, floors_missed
from ppx.review.score import score as score_all
from ppx.review.tally import FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def score(gold: Path, out: Path, raw: Path | None, floors: Path | None, show: Sequence[str], pages: bool) -> None:
    """Print the scores; ends with status 1 below a floor or where a gold page has no result."""
    unknown = [name for name in show if name not in FIELDS]
    if unknown:
        raise UsageError(f"--show {unknown[0]}: no such field; fields are {', '.join(FIELDS)}")
    least = tomllib.loads(floors.read_text("utf-8")) if floors else {}
    scores = score_all(gold, out, raw=raw)
    missed = floors_missed(scores, least)
    if pages:
        _pages(scores)
    typer.echo(f"{len(scores.pages)} pages")
    typer.echo(f"{'field':<18}{'precision':>10}{'recall':>9}{'f1':>8}{'floor':>8}{'gold':>8}{'found':>8}")
    for name, tally in scores.total.items():
        cells = "".join(
            _cell(v, w) for v, w in ((tally.precision, 10), (tally.recall, 9), (tally.f1, 8), (least.get(name), 8))
        )
        typer.echo(f"{name:<18}{cells}{tally.wanted:>8}{tally.found:>8}")
    for name in show:
        typer.echo("\n".join(["", f"{name}:", *scores.total[name].rows]))
    for page in scores.missing:
        typer.echo(f"no result for {page}", err=True)
    for line in missed:
        typer.echo(f"below the floor: {line}", err=True)
    if scores.missing or missed:
        raise typer.Exit(1)


def _cell(value: float | None, width: int) -> str:
    return f"{'-' if value is None else format(value, '.4f'):>{width}}"


def _pages(scores: Scores) -> None:
    typer.echo(
        f"{'page':<28}"
        + "".join(f"{name.replace('agencies', 'ag').replace('target_', 't_')[:9]:>10}" for name in FIELDS)
    )
    for page, tallies in scores.pages.items():
        typer.echo(f"{page[:27]:<28}" + "".join(_cell(tally.f1, 10) for tally in tallies.values()))
