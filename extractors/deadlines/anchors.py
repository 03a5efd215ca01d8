"""What the document tells of its own time: its day, its year, and the sections that report on the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx import numerals
from ppx.extractors.deadlines import dates
from ppx.extractors.deadlines.points import Clock
from ppx.extractors.deadlines.surroundings import holds

if TYPE_CHECKING:
    from ppx.records import Document, Span

_YEAR = regex.compile(r"(?<![0-9])(?P<year>20[0-9]{2})(?=年)")
_NUMBER_YEAR = regex.compile(r"[〔\[【(（](?P<year>20[0-9]{2})[〕\]】)）]")
_CITED = regex.compile("[〔﹝](20[0-9]{2})[〕﹞]")
_PLANS = regex.compile('十([一二三四五六七八九])五(?=[”"’」规期时末])|第十([一二三四五六七八九])个五年')
_HEADING = 24
"""longest heading of a section; run-in articles are longer"""
_HEADINGS = 400
"""headings looked at for the document's year"""


def read_clock(document: Document, parent: Document | None) -> Clock:
    """Day and year of a document; an attachment takes what it lacks from its notice."""
    day = next((d for d in map(_day, (document, parent)) if d), None)
    title = _title_year(document)
    year = day[:4] if day else None
    if title and (not year or 0 <= int(title) - int(year) <= 1):
        year = title
    number = _NUMBER_YEAR.search(document.doc_number or (parent.doc_number if parent else "") or "")
    return Clock(day, year or _heading_year(document) or (number["year"] if number else None))


def floor(clock: Clock, text: str) -> str | None:
    """The day that divides past from future: the document's own, else the first of its year.

    A document without date is not older than the newest number that it cites (国发〔2020〕7号).
    """
    if clock.day:
        return clock.day
    year = clock.year or max(_CITED.findall(text), default=None)
    return f"{year}-01-01" if year else None


def retrospects(document: Document) -> tuple[Span, ...]:
    """The clauses whose heading says that they report on the past, in order, none inside another."""
    spans: list[Span] = []
    for clause in document.clauses:
        heading = clause.heading or ""
        inside = bool(spans) and clause.span[0] < spans[-1][1]
        if not inside and len(heading) <= _HEADING and holds("retrospect", heading):
            spans.append(clause.span)
    return tuple(spans)


def latest_plan(text: str) -> str:
    """Last day of the latest five-year plan that the text names; empty where it names none."""
    numbers = {a or b for a, b in _PLANS.findall(text)}
    periods = [dates.plan(numerals.ordinal(f"十{n}") or 0) for n in numbers]
    return max((p.last for p in periods if p), default="")


def timed_cells(document: Document) -> tuple[Span, ...]:
    """The table cells whose column is headed by a label that asks for a time."""
    cells: list[Span] = []
    for table in document.tables:
        for column, head in enumerate(table.header):
            if holds("labels", document.text[slice(*head)]):
                cells += [row[column] for row in table.rows if column < len(row)]
    return tuple(sorted(cells))


def _day(document: Document | None) -> str | None:
    day = (document.signed or document.published or document.effective) if document else None
    return day if day and not dates.is_masked(day) else None


def _title_year(document: Document) -> str | None:
    years = set(_YEAR.findall(document.title or ""))
    return years.pop() if len(years) == 1 else None


def _heading_year(document: Document) -> str | None:
    """The year of the first heading that plans for one (`三、2025年政府工作任务`)."""
    for clause in document.clauses[:_HEADINGS]:
        found = _YEAR.search(clause.heading or "")
        rest = (clause.heading or "")[found.end() :] if found else ""
        if found and holds("prospect", rest) and not holds("retrospect", rest):
            return found["year"]
    return None
