"""Rulings: lines of which a project's rules for the site say what they are; they are judged by nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppx.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ppx.normalizers.main_text.signs import Sign
    from ppx.records import Page


def find_ruled(page: Page, signs: Sequence[Sign]) -> Iterator[tuple[int, Verdict]]:
    """The numbers of the signs whose lines are ruled, each with its verdict; beside a main element hidden lines stay hidden."""
    if not any(line.ruling for line in page.lines):
        return
    named = any(line.ruling and line.ruling.keep for line in page.lines)
    for number, sign in enumerate(signs):
        line = page.lines[page.line_at(sign.span[0])]
        if line.ruling:
            yield number, Verdict(sign.span, line.ruling.keep, "site_rule", line.ruling.selector)
        elif named and line.hidden:
            yield number, Verdict(sign.span, False, "hidden", "hidden")
