"""Tasks: who does what by when to reach which figure, one for each paragraph or list item with a duty.

    1.培育龙头企业。到2025年，培育100家。（牵头单位：市科技局；配合单位：市财政局）
    → the words up to the bracket; lead 市科技局, cooperate 市财政局, the deadline and the target of the paragraph

A responsibility block on lines of its own belongs to the items above it, back to the block before.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING

import regex

from ppx.grammar import CLOSE, OPEN
from ppx.records import Task

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from ppx.records import Agency, Clause, Context, Deadline, Document, Span, Target

STANDING = "standing_duty"
"""the rule of an agency that a sentence gives every item behind it (`以下均需地方人民政府负责`)"""

# the label in front of a list of agencies, in a bracket or on a line of its own: `（责任单位：`, `牵头单位：`, `负责部门:`
_LABEL = regex.compile(
    rf"^\s*{OPEN}?\s*(?:责任|牵头|配合|参加|参与|支持|落实|主办|协办|负责|承办|实施|组织)[^，。；：:]{{0,8}}(?:单位|部门|领导|主体|机构|责任)[^，。；：:]{{0,4}}[：:]"
)
# the marker of a clause and what a title ends in
_MARK = regex.compile(
    rf"\s*(?:第[一二三四五六七八九十百零0-9]{{1,6}}[章节条]|{OPEN}?[一二三四五六七八九十0-9]{{1,3}}{CLOSE}?[、.．]?|[①-⑳])\s*"
)
# mentions that act when a figure or a date stands beside them; addressees and cited organs do not
_ACTING = frozenset(("kind_with_duty", "set_with_duty", "field_department", "field_list"))


@dataclass(slots=True)
class _Unit:
    """A paragraph while its task is put together."""

    span: Span
    agencies: list[Agency] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    block: bool = False
    """True where the paragraph is nothing but a list of who is responsible"""


def extract(document: Document, context: Context) -> Document:
    """The document with its tasks, in text order."""
    del context
    if not document.agencies:
        return replace(document, tasks=())
    units = _assigned(document, _units(document))
    standing = [agency for agency in document.agencies if agency.rule == STANDING]
    tasks = [_task(document, unit, standing) for unit in units if _has_duty(unit)]
    return replace(document, tasks=tuple(replace(task, id=f"k{n}") for n, task in enumerate(tasks, 1)))


def _units(document: Document) -> list[_Unit]:
    """The paragraphs with the records that stand in them."""
    lines = document.text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    units = [_Unit((start, start + len(line))) for start, line in zip(starts, lines, strict=False)]
    for agency in document.agencies:
        units[_index(starts, agency.span[0])].agencies.append(agency)
    for deadline in document.deadlines:
        units[_index(starts, deadline.span[0])].deadlines.append(deadline)
    for target in document.targets:
        units[_index(starts, target.span[0])].targets.append(target)
    for unit in units:
        unit.block = any(a.role != "mention" for a in unit.agencies) and bool(
            _LABEL.match(document.text[slice(*unit.span)])
        )
    return units


def _index(starts: Sequence[int], position: int) -> int:
    return bisect_left(starts, position + 1) - 1


def _assigned(document: Document, units: Sequence[_Unit]) -> list[_Unit]:
    """The units without blocks, each block's agencies given to the items above it that nobody was named for yet.

    Items are above a block when they stand in its clause or in one beside it; one line after the other of a block
    (`牵头单位：…`, `配合单位：…`) goes to the same items.
    """
    parents = {clause.id: clause.parent for clause in document.clauses}
    titles = {parent for parent in parents.values() if parent}
    done: list[_Unit] = []
    waiting: list[_Unit] = []
    running = False
    for unit in units:
        if unit.span[0] == unit.span[1]:
            continue
        if not unit.block:
            waiting = [] if running else waiting
            if not _is_title(document, unit, titles):
                waiting = [unit] if _named(unit) else [*[w for w in waiting if not _named(w)], unit]
                done.append(unit)
            running = False
            continue
        clause = document.clause_at(unit.span[0])
        if not running:
            waiting = [w for w in waiting if _beside(document.clause_at(w.span[0]), clause, parents)][-ITEMS:]
        for item in waiting:
            item.agencies += unit.agencies
        if not waiting:
            done.append(unit)
        running = True
    return done


ITEMS = 12
"""how many items one block is given to at most"""


def _named(unit: _Unit) -> bool:
    return any(agency.role != "mention" for agency in unit.agencies)


def _beside(one: str, other: str, parents: Mapping[str, str | None]) -> bool:
    """True for the same clause, and for two under one parent."""
    return one == other or ("0" not in (one, other) and parents.get(one) == parents.get(other))


def _is_title(document: Document, unit: _Unit, parents: Container[str]) -> bool:
    """True where the paragraph is only the title of clauses below it."""
    clause = document.clause_at(unit.span[0])
    heading = _heading(document.clauses, unit.span[0])
    return bool(heading) and clause in parents and document.text[slice(*unit.span)].rstrip().endswith(heading or "")


def _has_duty(unit: _Unit) -> bool:
    """True where someone has a role, or acts beside a date or a figure."""
    if _named(unit):
        return True
    return bool((unit.deadlines or unit.targets) and any(agency.rule in _ACTING for agency in unit.agencies))


def _task(document: Document, unit: _Unit, standing: Sequence[Agency]) -> Task:
    def by(role: str) -> tuple[str, ...]:
        return tuple(agency.id for agency in unit.agencies if agency.role == role)

    span = _action(document, unit)
    return Task(
        clause=document.clause_at(span[0]),
        span=span,
        lead=by("lead"),
        cooperate=by("cooperate"),
        responsible=by("responsible"),
        support=by("support"),
        inherited=tuple(agency.id for agency in standing if agency.span[1] <= unit.span[0]),
        deadlines=tuple(deadline.id for deadline in unit.deadlines),
        targets=tuple(target.id for target in unit.targets),
    )


def _action(document: Document, unit: _Unit) -> Span:
    """Where the action is told: the paragraph without marker, run-in title and the bracket of who is responsible."""
    text = document.text
    start, end = unit.span
    opened = _last_bracket(text, start, end)
    if opened is not None and any(opened < a.span[0] < end for a in unit.agencies if a.role != "mention"):
        end = opened
    mark = _MARK.match(text, start, end)
    begin = mark.end() if mark else start
    heading = _heading(document.clauses, start)
    told = begin + len(heading) + 1 if heading else end
    if heading and text.startswith(heading, begin) and text[told - 1 : told] in _ENDS_TITLE and text[told:end].strip():
        begin = told
    while begin < end and text[begin] in " 　\t":
        begin += 1
    while end > begin and text[end - 1] in " 　\t":
        end -= 1
    return (begin, end) if begin < end else unit.span


def _last_bracket(text: str, start: int, end: int) -> int | None:
    """Where the bracket opens that ends the paragraph, the brackets inside it passed over; None where none does."""
    at = end - 1
    while at > start and text[at] in "。；; 　":
        at -= 1
    if not _CLOSES.match(text, at):
        return None
    depth = 0
    for place in range(at, start - 1, -1):
        if _CLOSES.match(text, place):
            depth += 1
        elif _OPENS.match(text, place):
            depth -= 1
            if depth <= 0:
                return place
    return None


_ENDS_TITLE = ("。", "：", ":", " ", "　")
_OPENS, _CLOSES = regex.compile(OPEN), regex.compile(CLOSE)


def _heading(clauses: Sequence[Clause], start: int) -> str | None:
    """The heading of the clause that begins at `start`."""
    index = bisect_left(clauses, start, key=lambda clause: clause.span[0])
    return clauses[index].heading if index < len(clauses) and clauses[index].span[0] == start else None
