"""`ppx review`: the records most likely wrong, first."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.text import Text

from ppx.errors import UsageError
from ppx.review.queue import review as make_queue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ppx.review.queue import Doubt

COLUMNS = (
    "score",
    "kind",
    "document_id",
    "record",
    "reasons",
    "why",
    "page",
    "line_first",
    "line_last",
    "node",
    "text",
    "link",
)
SHOWN = 70
"""characters of a text on the terminal"""


def review(out: Path, limit: int, as_json: bool, file: Path | None) -> None:
    """Print the queue."""
    doubts = make_queue(out, limit)
    if file:
        _write(doubts, file)
    if as_json:
        for doubt in doubts:
            typer.echo(json.dumps({**asdict(doubt), "reasons": dict(doubt.reasons)}, ensure_ascii=False))
        return
    console = Console(highlight=False, soft_wrap=True)
    for doubt in doubts:
        console.print(_line(doubt))
    if not doubts:
        console.print("nothing to look at")


def _line(doubt: Doubt) -> Text:
    place = f"lines {doubt.lines[0]}-{doubt.lines[1]}" if doubt.lines else doubt.node or "page"
    words = " ".join(doubt.text.split())
    line = Text(f"{doubt.score:.2f} ", style="bold")
    line.append(doubt.record, style="cyan")
    line.append(f" «{words if len(words) <= SHOWN else words[: SHOWN - 1] + '…'}»\n" if words else "\n")
    for code, why in doubt.reasons:
        line.append(f"     {code}", style="yellow")
        line.append(f": {why}\n")
    return line.append(f"     {place} · {doubt.link}", style="dim")


def _write(doubts: Sequence[Doubt], file: Path) -> None:
    """The queue as CSV, as safe in a spreadsheet as the tables of extract.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        with file.open("w", encoding="utf-8-sig", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\r\n")
            writer.writerow(COLUMNS)
            for doubt in doubts:
                writer.writerow([_safe("" if cell is None else str(cell)) for cell in _cells(doubt)])
    except OSError as error:
        raise UsageError(f"--csv {file} cannot be written: {error.strerror}; give another file") from None


def _cells(doubt: Doubt) -> tuple[object, ...]:
    first, last = doubt.lines or (None, None)
    codes, whys = ";".join(code for code, _ in doubt.reasons), "; ".join(why for _, why in doubt.reasons)
    place = (doubt.page, first, last, doubt.node)
    return doubt.score, doubt.kind, doubt.document, doubt.record, codes, whys, *place, doubt.text, doubt.link


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and len(cell) > 1 else cell
