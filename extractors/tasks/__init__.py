"""Tasks: who does what by when to reach which figure, one for each paragraph or list item with a duty.

    1.培育龙头企业。到2025年，培育100家。（牵头单位：市科技局；配合单位：市财政局）
    → the words up to the bracket; lead 市科技局, cooperate 市财政局, the deadline and the target of the paragraph

Where no list names anybody, those count as responsible whom the sentence obliges (`县水利局应当于3月底前完成排查`).
A responsibility block on lines of its own belongs to the items above it, back to the block before. Where a page lost its line
breaks, each clause is an item. A row of a task table is one (`rows`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise, zip_longest
from typing import TYPE_CHECKING

from ppx.extractors.tasks.rows import find_action, find_covered
from ppx.grammar import CLOSE, OPEN
from ppx.records import Task

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Mapping, Sequence

    from ppx.records import Agency, Context, Deadline, Document, Role, Span, Target

STANDING = "standing_duty"
"""the rule of an agency that a sentence gives every item behind it (`以下均需地方人民政府负责`)"""

# the label in front of a list of agencies, in a bracket or on a line of its own: `（责任单位：`, `牵头单位：`, `负责部门:`
_LABEL = re.compile(
    rf"^\s*{OPEN}?\s*(?:责任|牵头|配合|参加|参与|支持|落实|主办|协办|负责|承办|实施|组织)[^，。；：:]{{0,8}}(?:单位|部门|领导|主体|机构|责任)[^，。；：:]{{0,4}}[：:]"
)
# the marker of a clause and what a title ends in
_MARK = re.compile(
    rf"\s*(?:第[一二三四五六七八九十百零0-9]{{1,6}}[章节条]"
    rf"|{OPEN}[一二三四五六七八九十0-9]{{1,3}}{CLOSE}[、.．]?|[一二三四五六七八九十0-9]{{1,3}}(?:{CLOSE}[、.．]?|[、.．](?![0-9]))|[①-⑳])\s*"
)
# the rules that name an agency because its sentence gives it a duty
_ACTING = frozenset(("kind_with_duty", "set_with_duty", "field_department"))


# the rules by which running text, not a list, names an agency
_RUNNING = _ACTING | {"named_organ", "coordinating_body"}
# what stands between those who share a duty, and behind the last of them: `要在…前`, `应当`, `于每年12月底前`
_AND = re.compile("[、，和及与]|以及")
_OBLIGES = re.compile(
    "(?:等(?:相关|有关)?(?:部门|单位|机构)?)?(?:要|应当?(?![对急])|须|必须|需(?!求)|将|负责|于|每[年季月周半]|在[^，。；]{2,16}[前内底后]|自[^，。；]{2,40}内|按[^，。；]{2,10}(?:报送|通报|公布))"
)
_OPENS_SENTENCE = re.compile(r"(?:[。；;！\n：:　\s）)、.．，,]|由|期间|或者?)$")


@dataclass(slots=True)
class _Unit:
    """A paragraph while its task is put together."""

    span: Span
    clause: str
    """id of the clause that it begins in"""
    heading: str | None
    """of the clause that begins with it"""
    agencies: list[Agency] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    named: bool = False
    """True where an agency has a role"""
    block: bool = False
    """True where the paragraph is nothing but a list of who is responsible"""
    covered: tuple[str, ...] = ()
    """ids of the agencies whose cell in a row above covers this row too"""


def extract(document: Document, context: Context) -> Document:
    """The document with its tasks, in text order."""
    del context
    if not document.agencies:
        return replace(document, tasks=())
    covered = find_covered(document) if document.tables else {}
    units = _assigned(document, _units(document))
    standing = [agency for agency in document.agencies if agency.rule == STANDING]
    for unit in units:
        unit.covered = covered.get(unit.span[0], ())
    told = [(unit, _obliged(document.text, unit)) for unit in units if unit.covered or unit.agencies]
    bound = [(unit, obliged) for unit, obliged in told if unit.covered or _has_duty(unit, obliged)]
    return replace(document, tasks=tuple(_task(document, *one, standing, f"k{n}") for n, one in enumerate(bound, 1)))


def _units(document: Document) -> list[_Unit]:
    """The paragraphs, and the clauses inside them, with the records that stand there."""
    lines = document.text.split("\n")
    tops = {*accumulate((len(line) + 1 for line in lines[:-1]), initial=0)}
    starts = sorted(tops | {clause.span[0] for clause in document.clauses if clause.kind != "preamble"})
    opened = {clause.span[0]: clause.heading for clause in reversed(document.clauses)}
    units = [
        _Unit((start, end - (end in tops)), document.clause_at(start), opened.get(start))
        for start, end in pairwise([*starts, len(document.text)])
    ]
    for agency in document.agencies:
        unit = units[bisect_right(starts, agency.span[0]) - 1]
        unit.agencies.append(agency)
        unit.named = unit.named or agency.role != "mention"
    for deadline in document.deadlines:
        units[bisect_right(starts, deadline.span[0]) - 1].deadlines.append(deadline)
    for target in document.targets:
        units[bisect_right(starts, target.span[0]) - 1].targets.append(target)
    for unit in units:
        unit.block = unit.named and bool(_LABEL.match(document.text[slice(*unit.span)]))
    return units


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
    told = [unit for unit in units if unit.span[0] < unit.span[1]]
    for unit, after in zip_longest(told, told[1:]):
        if not unit.block:
            waiting = [] if running else waiting
            if not _is_title(document, unit, after, titles):
                free = waiting[1:] if waiting and waiting[0].named else waiting  # a named one stands first or nowhere
                waiting = [unit] if unit.named else [*free, unit]
                done.append(unit)
            running = False
            continue
        if not running:
            waiting = [w for w in waiting if _beside(w.clause, unit.clause, parents)][-ITEMS:]
        for item in waiting:
            item.agencies += unit.agencies
            item.named = True
        if not waiting:
            done.append(unit)
        running = True
    return done


ITEMS = 12
"""how many items one block is given to at most"""


def _beside(one: str, other: str, parents: Mapping[str, str | None]) -> bool:
    """True for the same clause, and for two under one parent."""
    return one == other or ("0" not in (one, other) and parents.get(one) == parents.get(other))


def _is_title(document: Document, unit: _Unit, after: _Unit | None, parents: Container[str]) -> bool:
    """True where the paragraph is only the title of clauses or paragraphs below it."""
    if not unit.heading or not document.text[slice(*unit.span)].rstrip().endswith(unit.heading):
        return False
    goes_on = after is not None and not after.block and after.clause == unit.clause
    return unit.clause in parents or goes_on


def _has_duty(unit: _Unit, obliged: Collection[str]) -> bool:
    """True where someone has a role, or is obliged beside a date or a figure."""
    return unit.named or bool(obliged and (unit.deadlines or unit.targets))


def _obliged(text: str, unit: _Unit) -> frozenset[str]:
    """Ids of the agencies that open a sentence and are obliged by it; none where a list names who answers."""
    if any(agency.role != "mention" and agency.rule not in _RUNNING for agency in unit.agencies):
        return frozenset()
    found: set[str] = set()
    chain: list[Agency] = []
    for agency, after in zip_longest(unit.agencies, unit.agencies[1:]):
        chain.append(agency)
        if after and _AND.fullmatch(text, agency.span[1], after.span[0]):
            continue
        begin, end = chain[0].span[0], agency.span[1]
        front = text[max(unit.span[0], begin - 8) : begin]
        opens = not front or _OPENS_SENTENCE.search(front)
        if opens and (agency.rule in _ACTING or _OBLIGES.match(text, end)):
            found.update(member.id for member in chain if member.role == "mention" and member.rule != STANDING)
        chain = []
    return frozenset(found)


def _task(document: Document, unit: _Unit, obliged: Collection[str], standing: Sequence[Agency], identity: str) -> Task:
    named: dict[Role, dict[str, str]] = {}
    for agency in unit.agencies:
        role: Role = "responsible" if agency.id in obliged else agency.role
        named.setdefault(role, {}).setdefault(agency.name, agency.id)

    def by(role: Role) -> tuple[str, ...]:
        return tuple(named[role].values()) if role in named else ()

    span = _action(document, unit)
    return Task(
        id=identity,
        clause=document.clause_at(span[0]),
        span=span,
        lead=by("lead"),
        cooperate=by("cooperate"),
        responsible=by("responsible"),
        support=by("support"),
        inherited=(*(agency.id for agency in standing if agency.span[1] <= unit.span[0]), *unit.covered),
        deadlines=tuple(deadline.id for deadline in unit.deadlines),
        targets=tuple(target.id for target in unit.targets),
    )


def _action(document: Document, unit: _Unit) -> Span:
    """Where the action is told: the paragraph without marker, run-in title and the bracket of who is responsible."""
    text = document.text
    start, end = unit.span
    if "\t" in text[start:end]:
        return _row(text, unit)
    opened = _last_bracket(text, start, end)
    if opened is not None and any(opened < a.span[0] < end for a in unit.agencies if a.role != "mention"):
        end = opened
    mark = _MARK.match(text, start, end)
    begin = mark.end() if mark else start
    heading = unit.heading
    told = begin + len(heading) + 1 if heading else end
    if heading and text.startswith(heading, begin) and text[told - 1 : told] in _ENDS_TITLE and text[told:end].strip():
        begin = told
    while begin < end and text[begin] in " 　\t":
        begin += 1
    while end > begin and text[end - 1] in " 　\t":
        end -= 1
    return (begin, end) if begin < end else unit.span


def _row(text: str, unit: _Unit) -> Span:
    """From the cell that tells the action to the dates and figures of the row, whichever stands first."""
    others = [agency.span for agency in unit.agencies if agency.role != "mention"] + [d.span for d in unit.deadlines]
    told = [find_action(text, unit.span, others), *(d.span for d in unit.deadlines), *(t.span for t in unit.targets)]
    return min(start for start, _ in told), max(end for _, end in told)


def _last_bracket(text: str, start: int, end: int) -> int | None:
    """Where the bracket opens that ends the paragraph, the brackets inside it passed over; None where none does."""
    at = end - 1
    while at > start and text[at] in "。；; 　":
        at -= 1
    if not _CLOSES.match(text, at):
        return None
    depth = 0
    for bracket in reversed([bracket.start() for bracket in _BRACKET.finditer(text, start, at + 1)]):
        depth += -1 if _OPENS.match(text, bracket) else 1
        if depth <= 0:
            return bracket
    return None


_ENDS_TITLE = ("。", "：", ":", " ", "　")
_OPENS, _CLOSES = re.compile(OPEN), re.compile(CLOSE)
_BRACKET = re.compile(f"{OPEN}|{CLOSE}")
