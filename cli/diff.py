"""`ppx diff`: what differs between two runs, counted and told one by one."""

from __future__ import annotations

import csv
import json
from collections import Counter
from contextlib import ExitStack
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ppx.errors import UsageError
from ppx.review.diff import ACTIONS, CAUSES, KINDS
from ppx.review.diff import diff as find_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ppx.review.diff import Change

DIFFERENT = 1
"""exit status where the runs differ, as of diff(1)"""
COLUMNS = ("kind", "action", "cause", "rules", "page", "old", "new", "field", "old_value", "new_value", "text")
SIGNS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow"), "moved": (">", "cyan")}
SHOWN = 60
"""characters of a text or a value on the terminal"""


def diff(old: Path, new: Path, limit: int, as_json: bool, file: Path | None) -> None:
    """Print the changes; ends with status 1 where there are any."""
    counted: Counter[tuple[str, str, str]] = Counter()
    held: list[Change] = []
    with ExitStack() as stack:
        write = _writer(stack, file) if file else None
        for change in find_changes(old, new):
            counted[change.kind, change.action, change.cause] += 1
            if write:
                for row in _rows(change):
                    write(row)
            if as_json:
                typer.echo(json.dumps(asdict(change), ensure_ascii=False))
            elif not limit or len(held) < limit:
                held.append(change)
    if not as_json:
        _show(counted, held)
    if counted:
        raise typer.Exit(DIFFERENT)


def _writer(stack: ExitStack, file: Path) -> Callable[[Any], object]:
    """The CSV as a function that takes rows.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        handle = stack.enter_context(file.open("w", encoding="utf-8-sig", newline=""))
    except OSError as error:
        raise UsageError(f"--csv {file} cannot be written: {error.strerror}; give another file") from None
    write = csv.writer(handle, lineterminator="\r\n").writerow
    write(COLUMNS)
    return write


def _rows(change: Change) -> Iterator[list[str]]:
    """A row a change, or a row a field of what changed."""
    place = (change.kind, change.action, change.cause, ";".join(change.rules), change.page, change.old, change.new)
    for field, (before, after) in change.fields.items() or [("", ("", ""))]:
        yield [_safe(_value(cell)) for cell in (*place, field, before, after, change.text)]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and len(cell) > 1 else cell


def _value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(map(str, value))
    if isinstance(value, dict):
        return " ".join(map(str, value.values()))
    return str(value)


def _show(counted: Counter[tuple[str, str, str]], held: list[Change]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    if not counted:
        console.print("the two runs say the same")
        return
    console.print(_table(counted))
    for cause in CAUSES:
        if any(key[2] == cause for key in counted):
            console.print(f"{cause}: {CAUSES[cause]}", style="dim", markup=False)
    page = None
    for change in held:
        if change.page != page:
            page = change.page
            why = f"{change.cause} ({', '.join(change.rules)})" if change.rules else change.cause
            console.print(Text.assemble("\n", (page, "bold"), f"  {why}"))
        console.print(_line(change))
    left = counted.total() - len(held)
    if left:
        console.print(f"… and {left} more; --limit 0 shows all", markup=False)


def _table(counted: Counter[tuple[str, str, str]]) -> Table:
    """A line a kind, a column an action, and why."""
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    causes = [cause for cause in CAUSES if any(key[2] == cause for key in counted)]
    for name in (*ACTIONS, *causes):
        table.add_column(name, justify="right")
    for kind in KINDS:
        own = Counter({key: times for key, times in counted.items() if key[0] == kind})
        if own:
            by_action = [sum(n for key, n in own.items() if key[1] == action) for action in ACTIONS]
            by_cause = [sum(n for key, n in own.items() if key[2] == cause) for cause in causes]
            table.add_row(kind, *(str(n) if n else "·" for n in by_action + by_cause))
    return table


def _line(change: Change) -> Text:
    sign, colour = SIGNS[change.action]
    name = (change.new or change.old or "").rpartition("#")[2]
    line = Text(f"{sign} {change.kind} {name} ", style=colour)
    line.append(f"«{_cut(change.text)}»", style="default")
    for field, (before, after) in change.fields.items():
        line.append(f"\n    {field}: {_told(before, after)}", style="default")
    return line


def _told(before: Any, after: Any) -> str:
    """Old and new value; of two lists only what came and went, where that is all."""
    if isinstance(before, list) and isinstance(after, list) and before and after:
        lost, come = (
            Counter(map(str, before)) - Counter(map(str, after)),
            Counter(map(str, after)) - Counter(map(str, before)),
        )
        if lost or come:
            return " ".join([*(f"−{name}" for name in lost.elements()), *(f"+{name}" for name in come.elements())])
    return f"{_cut(_value(before)) or '—'} → {_cut(_value(after)) or '—'}"


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
