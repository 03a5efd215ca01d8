"""What every page result claims, as functions that raise AssertionError: test_pages asks it of real pages, fuzz of found ones."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import opencc
import regex

from ppx.characters import is_blank
from ppx.review.likeness import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.records import Agency, Deadline, Document, Evidence, PageResult, Target

SIMPLIFY = opencc.OpenCC("t2s")
NOISE = str.maketrans("", "", "*#>-_`|'\u200b\xad")
"""marks that a clean text leaves out"""
PINYIN = regex.compile(r"\(\p{Latin}{1,6}\)")


def mentions(document: Document) -> Iterator[Agency | Deadline | Target]:
    """Agencies, deadlines and targets."""
    yield from document.agencies
    yield from document.deadlines
    yield from document.targets


def bare(text: str) -> str:
    """The text without what cleaning may change: script, width, marks, injected pinyin and white space."""
    return PINYIN.sub("", fold(SIMPLIFY.convert(text)).translate(NOISE))


def hold_spans(result: PageResult, evidence: Evidence) -> None:
    """Every span is its mention and stands in its clause."""
    for document in result.documents:
        spans = {c.id: c.span for c in document.clauses}
        for mention in mentions(document):
            start, end = mention.span
            assert document.text[start:end] == mention.text != ""
            low, high = spans.get(mention.clause, (0, len(document.text)))
            assert low <= start < end <= high


def hold_raw_places(result: PageResult, evidence: Evidence) -> None:
    """Every raw place leads back to its mention."""
    assert evidence.page is not None
    for document in result.documents:
        for mention in mentions(document):
            if evidence.page.is_html:
                assert mention.raw is None
                continue
            assert mention.raw is not None
            raw, text = bare(evidence.page.text[slice(*mention.raw)]), bare(mention.text)
            if result.script.profile == "s2twp-inverse":  # words were restored: alike, not equal
                assert SequenceMatcher(None, raw, text, autojunk=False).ratio() >= 0.5
            else:
                assert raw == text


def hold_paragraphs(result: PageResult, evidence: Evidence) -> None:
    """Every paragraph leads back to its place in the page."""
    assert evidence.page is not None
    lines = evidence.page.text.split("\n")
    for document in result.documents:
        assert "\n".join(document.text[slice(*p.span)] for p in document.paragraphs) == document.text
        for paragraph in document.paragraphs:
            assert (paragraph.lines is None) == (paragraph.node is not None) == evidence.page.is_html
            if paragraph.lines:
                first, last = paragraph.lines
                raw, text = bare("".join(lines[first - 1 : last])), bare(document.text[slice(*paragraph.span)])
                assert text in raw or SequenceMatcher(None, raw, text, autojunk=False).ratio() >= 0.7


def hold_together(result: PageResult, evidence: Evidence) -> None:
    """Nothing of the page vanishes."""
    page = evidence.page
    assert page is not None
    covered = bytearray(len(page.text))
    for verdict in evidence.verdicts:
        start, end = verdict.span
        assert not any(covered[start:end]), page.text[start:end]
        covered[start:end] = b"\1" * (end - start)
    assert [page.text[i : i + 20] for i, c in enumerate(page.text) if not covered[i] and not is_blank(c)] == []
    dropped = sum(len(page.text[slice(*v.span)].strip()) for v in evidence.verdicts if not v.keep)
    assert dropped == sum(len(d.text) for d in result.dropped)


def hold_ids(result: PageResult, evidence: Evidence) -> None:
    """Ids are unique and every reference is kept."""
    for document in result.documents:
        clauses = [c.id for c in document.clauses]
        assert len(clauses) == len(set(clauses))
        assert {c.parent for c in document.clauses} <= {None, *clauses}
        records = [m.id for m in mentions(document)] + [t.id for t in document.tasks]
        assert len(records) == len(set(records))
        agencies, deadlines, targets = (
            {m.id for m in group} for group in (document.agencies, document.deadlines, document.targets)
        )
        assert {m.clause for m in mentions(document)} | {t.clause for t in document.tasks} <= {"0", *clauses}
        assert {t.deadline for t in document.targets} <= {None, *deadlines}
        for task in document.tasks:
            assert {*task.lead, *task.cooperate, *task.responsible, *task.support, *task.inherited} <= agencies
            assert set(task.deadlines) <= deadlines
            assert set(task.targets) <= targets


def hold_order(result: PageResult, evidence: Evidence) -> None:
    """Records stand in text order and clauses nest."""
    for document in result.documents:
        for group in (document.clauses, document.agencies, document.deadlines, document.targets, document.tasks):
            starts = [record.span[0] for record in group]
            assert starts == sorted(starts)
        spans = {c.id: c.span for c in document.clauses}
        for clause in document.clauses:
            if clause.parent:
                low, high = spans[clause.parent]
                assert low <= clause.span[0] < clause.span[1] <= high
