"""Deadlines: every time that bounds an action, a goal or the document's force.

    extract(document, context).deadlines   # by 2025-12-31 «2025年底前», within P3Y «三年内», …

`expressions` finds them by the grammar of `patterns`, and `values` reads them, with `points` of the calendar and the arithmetic of `dates`.
`judgement` turns away what is no deadline: `lengths` and `periods` hold its rules, a `Case` is what they look at, and
`surroundings` the words around it. `anchors` knows the document's own time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from ppx.extractors.deadlines import anchors, columns, dates, expressions, judgement, points, values
from ppx.records import Deadline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ppx.extractors.deadlines.expressions import Found
    from ppx.extractors.deadlines.points import Clock
    from ppx.extractors.deadlines.values import Value
    from ppx.records import Context, Document

_ENDS_LATER = regex.compile("[、和及与](?:[0-9]{4}年)?[0-9]{1,2}月(?:[0-9]{1,2}[日号]|底|末)(?:之前|以前|前)")
_SENTENCE = 200
"""characters within which a yearly recurrence still holds for a day without year"""


def extract(document: Document, context: Context) -> Document:
    """The document with its deadlines."""
    found = [
        Deadline(
            clause=document.clause_at(mention.start),
            span=(mention.start, mention.end),
            text=document.text[mention.start : mention.end],
            kind=value.kind,
            start=value.start,
            end=value.end,
            rule=mention.rule,
            length=value.length,
            on=value.on,
            working=value.working,
            due=value.due,
            edtf=value.edtf,
        )
        for mention, value in _judged(document, context)
    ]
    for head in columns.find(document):
        if all(head.span[1] <= other.span[0] or other.span[1] <= head.span[0] for other in found):
            found.append(head)
    found.sort(key=lambda deadline: deadline.span)
    return replace(document, deadlines=tuple(_numbered(found, context)))


def _numbered(found: Sequence[Deadline], context: Context) -> Iterator[Deadline]:
    """The deadlines, each with its id and its place in the raw page."""
    for number, deadline in enumerate(found, 1):
        yield replace(deadline, id=f"d{number}", raw=context.raw_span(*deadline.span))


def _judged(document: Document, page: Context) -> Iterator[tuple[Found, Value]]:
    """Every deadline with what it says, in text order."""
    setting = judgement.settle(document, anchors.read_clock(document, page.parent))
    clock, paragraph = setting.clock, -1
    before: tuple[Found, Value] | None = None
    for found in expressions.scan(document.text):
        if found.start >= paragraph:
            paragraph = _paragraph_end(document.text, found.start)
            clock, before = setting.clock, None
        value = values.value(found, clock)
        clock = _leaning(clock, setting.clock, found)
        if value:
            value = judgement.judge(document.text, setting, found, _continued(document.text, found, value, before))
        if value:
            before = (found, value)
            yield before


def _paragraph_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _leaning(clock: Clock, own: Clock, found: Found) -> Clock:
    """The clock after an expression: the year that it names holds for the days behind it, unless it is past or a far goal (到2025年)."""
    written = found.group("year_to") or found.group("year_head") or found.group("year")
    named = points.year_of(written) if written else None
    goal = found.rule == "point" and found.group("lead") and not found.group("month")
    if not named or goal or (own.year and named < own.year):
        return clock
    return replace(clock, named=named)


def _continued(text: str, found: Found, value: Value, before: tuple[Found, Value] | None) -> Value:
    """The value in the light of the deadline before it in the paragraph.

    - 自2021年11月1日起施行，有效期5年: it ends five years after that day.
    - 6月25日、12月10日前: the first is a last day as well.
    - 到2025年、2030年: the second is reached by its end as well.
    - 每年6月底、12月底…（其中，6月底报…）: it recurs as they do.
    """
    if found.rule == "point" and value.kind == "during" and value.end and _ENDS_LATER.match(text, found.end):
        value = replace(value, kind="by", start=None)
    if not before:
        return value
    earlier, known = before
    if found.rule == "validity" and known.kind == "from" and value.length:
        anchor = known.start or known.due
        return replace(value, due=dates.shift(anchor, value.length) if anchor else None)
    if found.rule != "point" or found.start - earlier.end > _SENTENCE:
        return value
    gap = text[earlier.end : found.start]
    yearly = known.on or (known.length or "").endswith("Y")
    if known.kind == "recurring" and yearly and not found.group("year") and found.group("month") and "。" not in gap:
        return values.recurring(found) or value
    if gap in ("、", "和", "及") and known.kind == "by" and value.kind == "during":
        return replace(value, kind="by", start=None)
    return value
