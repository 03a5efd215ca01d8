"""Findings: quantities whose words promise, grant, impose or select something, and the records that they become."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ppx.extractors.targets import eligibility, kinds, links, phrases, trims
from ppx.records import Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ppx.extractors.targets.comparators import Op
    from ppx.extractors.targets.kinds import Kind
    from ppx.extractors.targets.quantities import Quantity
    from ppx.extractors.targets.readings import Reading
    from ppx.extractors.targets.stretches import Stretch
    from ppx.records import Context, Document, Span


class Finding(NamedTuple):
    """A quantity, what its words say, and the sentence that it stands in."""

    sentence: Span
    stretch: Stretch
    reading: Reading
    rule: str
    kind: Kind | None = None
    """None where its words tell (`kinds`)"""

    @property
    def span(self) -> Span:
        """Where the quantity stands."""
        return self.stretch.quantity.start, self.stretch.quantity.end


def records(document: Document, context: Context, found: Iterable[Finding | Target]) -> Iterator[Target]:
    """The targets, numbered in their order."""
    selecting = eligibility.spans(document)
    for number, one in enumerate(found, 1):
        if isinstance(one, Target):
            yield replace(one, id=f"t{number}", raw=context.raw_span(*one.span))
        else:
            yield _record(document, context, selecting, one, f"t{number}")


def _record(document: Document, context: Context, selecting: tuple[Span, ...], one: Finding, identity: str) -> Target:
    quantity, reading, span = one.stretch.quantity, one.reading, one.span
    text = document.text[slice(*span)]
    deadline = links.governing(document, span, one.sentence)
    op = _op(quantity, reading, turned=one.stretch.left.endswith(("禁止", "严禁")))
    stretch = one.stretch if op == quantity.op else one.stretch._replace(quantity=quantity._replace(op=op))
    kind, rule = one.kind or kinds.judge(stretch, reading, text[:2], dated=deadline is not None), one.rule
    imposed = kind not in ("target", "limit") or text.startswith("不得")
    if not imposed and eligibility.covers(selecting, span[0]):
        kind, rule = "condition", "eligibility"
    return Target(
        id=identity,
        clause=document.clause_at(span[0]),
        span=span,
        raw=context.raw_span(*span),
        text=text,
        indicator=reading.indicator,
        subject=reading.subject,
        op=op,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        change=reading.change,
        kind=kind,
        rule=rule,
        per_year=phrases.yearly(stretch.left),
        deadline=deadline.id if deadline else None,
    )


def _op(quantity: Quantity, reading: Reading, *, turned: bool) -> Op:
    """The comparator that touches the number, else the one that stands apart from it.

    `turned`: 禁止 stands directly in front and turned the comparator already.
    """
    said = trims.BOUNDS.get(reading.bound, "")
    if quantity.op == "<=" and said == "!" and not turned:
        return ">="
    if quantity.op != "=" or not said or said == "!":
        return quantity.op
    return "<=" if said == "<=" else ">="
