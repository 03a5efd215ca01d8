"""Clauses: the tree that a document's markers draw.

    split("一、总体要求\\n（一）指导思想。坚持……")   # 1 总体要求, 1.1 指导思想

`markers` finds candidates by the `patterns` of their styles, `places` and `foreign` say which of them take part, `numbering` finds
the one best explanation of all among the `options` of each, `headings` reads the titles. Nothing is guessed silently: a number that
the count and not the marker gave is `repaired` and has a caution.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppx.clauses.gaps import find_lost
from ppx.clauses.headings import read_headings
from ppx.clauses.numbering import explain
from ppx.clauses.places import find_candidates
from ppx.clauses.reasons import tell_reasons
from ppx.clauses.styles import KINDS, base_of
from ppx.records import Caution, Clause

if TYPE_CHECKING:
    from ppx.clauses.numbering import Choice

__all__ = ["split", "tell_reasons"]


def split(text: str) -> tuple[tuple[Clause, ...], tuple[Caution, ...]]:
    """The clauses of a document's text in text order, and warnings whose `lines` are a span of `text`."""
    marks = find_candidates(text)
    choices, cost = explain(marks)
    if cost:
        lost = find_lost(text, choices)
        if lost:
            found = {mark.start for mark in lost}  # a place has one marker: what was not chosen there gives way
            others = [mark for mark in marks if mark.start not in found]
            choices, _ = explain(sorted([*others, *lost], key=lambda mark: mark.start))
    return _grow(text, choices), _warn(choices)


def _grow(text: str, choices: list[Choice]) -> tuple[Clause, ...]:
    """The tree of the choices, the preamble first where there is one."""
    headings = read_headings(text, choices)
    ends = _ends(choices, len(text))
    clauses = []
    first = choices[0].mark.start if choices else len(text)
    if text[:first].strip() or not choices:
        clauses.append(Clause("0", "0", None, "preamble", "", 0, False, None, (0, first)))
    open_: list[Clause] = []
    seen: dict[str, int] = {}
    for choice, heading, end in zip(choices, headings, ends, strict=True):
        del open_[choice.depth :]
        parent = open_[-1] if open_ else None
        path = _path(choice, parent)
        seen[path] = seen.get(path, 0) + 1
        name = path if seen[path] == 1 else f"{path}~{seen[path]}"
        kind = KINDS[base_of(choice.style)]
        clause = Clause(
            name,
            path,
            parent.id if parent else None,
            kind,
            choice.mark.shown,
            choice.ordinal,
            choice.repaired,
            heading,
            (choice.mark.start, end),
        )
        clauses.append(clause)
        open_.append(clause)
    return tuple(clauses)


def _path(choice: Choice, parent: Clause | None) -> str:
    """Dotted ordinals from the root; a decimal without a parent keeps its own."""
    if parent:
        return f"{parent.path}.{choice.ordinal}"
    return ".".join(map(str, (*choice.mark.prefix, choice.ordinal)))


def _ends(choices: list[Choice], length: int) -> list[int]:
    """Where each clause ends: where the next one of its level or above begins."""
    ends = []
    following = [length]  # by depth: where the next clause of that level or above begins; the last holds for all below
    for choice in reversed(choices):
        ends.append(following[min(choice.depth, len(following) - 1)])
        following.extend(following[-1:] * (choice.depth - len(following)))
        following[choice.depth :] = [choice.mark.start]
    return ends[::-1]


def _warn(choices: list[Choice]) -> tuple[Caution, ...]:
    cautions = []
    for choice in choices:
        span = (choice.mark.start, max(choice.mark.end, choice.mark.start + 1))
        if choice.repaired:
            shown = f"the marker {choice.mark.shown!r}" if choice.mark.shown else "a paragraph without a marker"
            cautions.append(
                Caution(
                    "number_repaired",
                    f"{shown} is read as number {choice.ordinal}: the count proves it; compare the page",
                    span,
                )
            )
        elif choice.jump:
            message = f"the count jumps to {choice.mark.shown!r}: {choice.jump} missing in front of it; the page may have lost text"
            cautions.append(Caution("number_jump", message, span))
    return tuple(cautions)
