"""`ppx show`: one page as a tree of clauses, its agencies, deadlines and targets coloured where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from ppx import engines, project
from ppx.cli.explain import single

if TYPE_CHECKING:
    from pathlib import Path

    from ppx.records import Clause, Document

COLOURS = {"agencies": "cyan", "deadlines": "magenta", "targets": "green"}


def show(path: Path, lexicon: Path | None = None, config: Path | None = None) -> None:
    """Print the page's documents; ends with status 1 where the page failed."""
    result, _ = engines.look(single(path), project.load(config).using(lexicon))
    console = Console(highlight=False, soft_wrap=True)
    if result.error:
        console.print(f"{result.error.code}: {result.error.message}", markup=False)
        raise typer.Exit(1)
    for warning in result.warnings:
        console.print(f"! {warning.code}: {warning.message}", markup=False, style="yellow")
    for document in result.documents:
        console.print(_tree(document))
    legend = Text.assemble(*((f" {name} ", colour) for name, colour in COLOURS.items()))
    console.print(legend)


def _tree(document: Document) -> Tree:
    facts = (document.kind, document.doc_number, document.issuer, document.signed or document.published)
    region = document.region.name if document.region else None
    head = Text(document.title or "(no title)", style="bold")
    head.append("  " + " · ".join(fact for fact in (*facts, region) if fact), style="dim")
    tree = Tree(head)
    nodes: dict[str | None, Tree] = {None: tree}
    marked = _marked(document)
    clauses = document.clauses
    for number, clause in enumerate(clauses):
        end = min([clause.span[1], *(c.span[0] for c in clauses[number + 1 : number + 2])])
        nodes[clause.id] = nodes[clause.parent].add(_label(clause, marked[clause.span[0] : end]))
    if not clauses:
        tree.add(marked)
    return tree


def _label(clause: Clause, text: Text) -> Text:
    text = text.copy()
    text.rstrip()
    repaired = Text(" (number repaired)", style="yellow") if clause.repaired else Text()
    return Text.assemble((f"{clause.id} ", "bold blue"), text, repaired)


def _marked(document: Document) -> Text:
    """The document's text, its mentions coloured."""
    text = Text(document.text)
    spans = [(COLOURS["agencies"], a.span) for a in document.agencies]
    spans += [(COLOURS["deadlines"], d.span) for d in document.deadlines]
    spans += [(COLOURS["targets"], t.span) for t in document.targets]
    for colour, (start, end) in spans:
        text.stylize(colour, start, end)
    return text
