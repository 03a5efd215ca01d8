"""`ppx verify`: an independent check of what `ppx extract` wrote."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from ppx.review.verify import CLAIMS
from ppx.review.verify import verify as replay

if TYPE_CHECKING:
    from pathlib import Path

    from ppx.review.verify import Fault

BROKEN = 3
"""exit status where a claim does not hold"""


def verify(out: Path, raw: Path | None, limit: int, as_json: bool) -> None:
    """Print the faults as they are found; ends with status 3 where there are any."""
    found: Counter[str] = Counter()
    for fault in replay(out, raw):
        found[fault.claim] += 1
        if as_json:
            typer.echo(json.dumps(asdict(fault), ensure_ascii=False))
        elif not limit or found.total() <= limit:
            typer.echo(_line(fault))
    if not as_json:
        _summary(found, limit, raw)
    if found:
        raise typer.Exit(BROKEN)


def _line(fault: Fault) -> str:
    place = f"{fault.file} {fault.record}".strip()
    return f"{fault.claim}  {place}\n    expected {fault.expected}\n    found    {fault.found}"


def _summary(found: Counter[str], limit: int, raw: Path | None) -> None:
    if limit and found.total() > limit:
        typer.echo(f"… and {found.total() - limit} more; --limit 0 shows all")
    for claim, times in found.most_common():
        typer.echo(f"{claim:<16}{times:>8}  {CLAIMS[claim]}")
    aside = "" if raw else "; give RAW to check it against the raw pages too"
    typer.echo(f"{found.total()} faults{aside}" if found else f"every claim holds{aside}")
