"""`ppx lexicon check`: a line for each fault of a team's own lexicons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from ppx import engines, reading
from ppx.errors import UsageError
from ppx.records import Settings
from ppx.review import lexicons

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def check(folder: Path, over: Path | None) -> None:
    """Print `file:line: entry: fault` for every finding; ends with status 1 where there is one."""
    found = lexicons.check(str(folder), _texts(over) if over else None)
    for finding in found:
        typer.echo(finding.line)
    if found:
        raise typer.Exit(1)
    typer.echo(f"nothing to mend in {folder}")


def _texts(raw: Path) -> Iterator[str]:
    """What the lexicons are held against on each page: its documents and what was dropped around them."""
    if not raw.exists():
        raise UsageError(f"{raw}: no such file or folder; give raw pages with --over")
    for page in reading.find(raw):
        result, _ = engines.look(page, Settings())
        documents = (text for d in result.documents for text in (d.title or "", d.text))
        yield "\n".join([*documents, *(dropped.text for dropped in result.dropped)])
