"""`ppx gold`: records out to an annotation tool, corrections back in as gold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from ppx.errors import UsageError
from ppx.review.gold_answers import write_answers
from ppx.review.gold_doccano import from_lines, to_lines
from ppx.review.gold_label_studio import from_tasks, labelling_config, to_tasks
from ppx.review.gold_marks import read_marked

if TYPE_CHECKING:
    from pathlib import Path

TOOLS = ("label-studio", "doccano")


def export_tasks(out: Path, tool: str, to: Path | None) -> None:
    """Print or write the documents of OUT for a tool; beside a Label Studio file its labelling configuration."""
    _check(tool)
    documents = read_marked(out)
    if tool == "doccano":
        text = "".join(f"{line}\n" for line in to_lines(documents))
    else:
        text = json.dumps(to_tasks(documents), ensure_ascii=False, indent=1) + "\n"
    if to is None:
        typer.echo(text, nl=False)
        return
    to.write_text(text, "utf-8")
    typer.echo(f"documents in {to}", err=True)
    if tool == "label-studio":
        config = to.with_suffix(".xml")
        config.write_text(labelling_config(), "utf-8")
        typer.echo(f"labelling configuration in {config}", err=True)


def import_answers(file: Path, gold: Path, tool: str, replace: bool, unreviewed: bool) -> None:
    """Write gold files from a tool's export, and say what a person should still look at."""
    _check(tool)
    try:
        text = file.read_text("utf-8-sig")
        tasks = json.loads(text) if tool == "label-studio" else None
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise UsageError(f"{file} is no JSON: {error}; export it from {tool} again") from error
    name = file.name
    documents = from_lines(text, name) if tasks is None else from_tasks(tasks, name, unreviewed=unreviewed)
    written, notes = write_answers(documents, gold, replace=replace)
    for note in notes:
        typer.echo(note, err=True)
    typer.echo(f"{len(written)} gold files in {gold}")


def _check(tool: str) -> None:
    if tool not in TOOLS:
        raise UsageError(f"--format {tool}: ppx knows {' and '.join(TOOLS)}")
