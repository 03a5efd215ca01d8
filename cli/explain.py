"""`ppx explain`: what became of each line of one page, why, and why each clause has its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.text import Text

from ppx import engines, project, reading
from ppx.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from ppx.reading import Raw
    from ppx.records import Agency, Deadline, Document, Numbering, Page, Target, Verdict


def single(page: Path) -> Raw:
    """The one raw page that a verb was given.

    Raises:
        UsageError: it is missing or no file.
    """
    if not page.is_file():
        raise UsageError(f"{page}: no such page; give the path of one raw page")
    return next(iter(reading.find(page)))


def explain(path: Path, lexicon: Path | None = None, config: Path | None = None) -> None:
    """Print a line for each piece of the page, each clause and each mention; ends with status 1 where the page failed."""
    result, evidence = engines.look(single(path), project.load(config).using(lexicon))
    console = Console(highlight=False, soft_wrap=True)
    source = result.source
    console.print(f"{source.path}: {source.media_type}, {source.encoding}, {source.bytes:,} bytes", markup=False)
    if result.error:
        console.print(f"{result.error.code}: {result.error.message}", markup=False)
        raise typer.Exit(1)
    for verdict in evidence.verdicts:
        if evidence.page:
            console.print(_line(evidence.page, verdict))
    for numbering in engines.tell_numbers(result):
        console.print(_clause(numbering))
    for document in result.documents:
        mentions: list[Agency | Deadline | Target] = [*document.agencies, *document.deadlines, *document.targets]
        for mention in mentions:
            console.print(_mention(document, mention))
    for warning in result.warnings:
        place = f"lines {warning.lines[0]}-{warning.lines[1]}" if warning.lines else warning.node or "page"
        console.print(f"! {place} {warning.code}: {warning.message}", markup=False, style="yellow")


def _clause(numbering: Numbering) -> Text:
    """Document and id of a clause, its marker, its number and the reason; what is no plain count stands out."""
    plain = numbering.reason.startswith(("begins", "continues")) and "missing" not in numbering.reason
    line = Text(f"§ {numbering.document.rpartition('#')[2]}:{numbering.clause} ")
    line.append(f"«{numbering.marker.strip()}» {numbering.ordinal} ", style="cyan")
    return line.append(f"[{numbering.reason}]", style="dim" if plain else "yellow")


def _mention(document: Document, mention: Agency | Deadline | Target) -> Text:
    """Document, clause and id of a mention, its words and the grammar rule that found it."""
    line = Text(f"@ {document.id.rpartition('#')[2]}:{mention.clause}:{mention.id} «{mention.text}» ")
    return line.append(f"[{mention.rule}]", style="dim")


def _line(page: Page, verdict: Verdict) -> Text:
    start, end = verdict.span
    number = page.line_at(start)
    sign, style = ("+", "") if verdict.keep else ("-", "dim")
    words = " ".join(page.text[start:end].split())
    place = page.lines[number].node if page.is_html else None
    why = verdict.reason + (f": {verdict.evidence}" if verdict.evidence else "")
    line = Text(f"{sign} {number + 1:>5} ", style=style)
    line.append(f"[{why}] ", style="cyan" if verdict.keep else "red")
    line.append(words if len(words) <= 60 else words[:59] + "…", style=style)
    if place:
        line.append(f"  {place}", style="dim")
    return line
