"""What holds for every page: the sample pages, and every corpus that PPX_CORPORA names (folders, joined as in PATH).

Spans are their mentions, raw places lead back to them, nothing of a page vanishes, every result holds to its schema.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import opencc
import pytest
import regex
from jsonschema import Draft202012Validator

from ppx import reading, writing
from ppx.pipeline import run_page
from ppx.reading import Raw
from ppx.records import Agency, Deadline, Document, Evidence, PageResult, Settings, Target
from ppx.review.likeness import fold

ROOT = Path(__file__).parent.parent
CORPORA = [
    ROOT / "data/raw",
    *(Path(folder) for folder in os.environ.get("PPX_CORPORA", "").split(os.pathsep) if folder),
]
PAGES = [raw for corpus in CORPORA for raw in reading.find(corpus)]
SIMPLIFY = opencc.OpenCC("t2s")
NOISE = str.maketrans("", "", "*#>-_`|'\u200b\xad")
"""marks that a clean text leaves out"""
PINYIN = regex.compile(r"\(\p{Latin}{1,6}\)")


@cache
def ran(index: int) -> tuple[PageResult, Evidence]:
    return run_page(PAGES[index], Settings())


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(writing.page_schema())


every_page = pytest.mark.parametrize("index", range(len(PAGES)), ids=[raw.path for raw in PAGES])


def mentions(document: Document) -> Iterator[Agency | Deadline | Target]:
    yield from document.agencies
    yield from document.deadlines
    yield from document.targets


def bare(text: str) -> str:
    """The text without what cleaning may change: script, width, marks, injected pinyin and white space."""
    return PINYIN.sub("", fold(SIMPLIFY.convert(text)).translate(NOISE))


@every_page
def test_the_page_has_a_result_that_holds_to_the_schema(index: int) -> None:
    result, _ = ran(index)
    assert result.error is None
    validator().validate(writing.page_object(result))


@every_page
def test_every_span_is_its_mention_and_stands_in_its_clause(index: int) -> None:
    for document in ran(index)[0].documents:
        spans = {c.id: c.span for c in document.clauses}
        for mention in mentions(document):
            start, end = mention.span
            assert document.text[start:end] == mention.text != ""
            low, high = spans.get(mention.clause, (0, len(document.text)))
            assert low <= start < end <= high


@every_page
def test_every_raw_place_leads_back_to_its_mention(index: int) -> None:
    result, evidence = ran(index)
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


@every_page
def test_every_paragraph_leads_back_to_its_place(index: int) -> None:
    result, evidence = ran(index)
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


@every_page
def test_nothing_of_the_page_vanishes(index: int) -> None:
    result, evidence = ran(index)
    page = evidence.page
    assert page is not None
    covered = bytearray(len(page.text))
    for verdict in evidence.verdicts:
        start, end = verdict.span
        assert not any(covered[start:end]), page.text[start:end]
        covered[start:end] = b"\1" * (end - start)
    assert [page.text[i : i + 20] for i, c in enumerate(page.text) if not covered[i] and not c.isspace()] == []
    dropped = sum(len(page.text[slice(*v.span)].strip()) for v in evidence.verdicts if not v.keep)
    assert dropped == sum(len(d.text) for d in result.dropped)


@every_page
def test_ids_are_unique_and_every_reference_is_kept(index: int) -> None:
    for document in ran(index)[0].documents:
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


@every_page
def test_records_stand_in_text_order_and_clauses_nest(index: int) -> None:
    for document in ran(index)[0].documents:
        for group in (document.clauses, document.agencies, document.deadlines, document.targets, document.tasks):
            starts = [record.span[0] for record in group]
            assert starts == sorted(starts)
        spans = {c.id: c.span for c in document.clauses}
        for clause in document.clauses:
            if clause.parent:
                low, high = spans[clause.parent]
                assert low <= clause.span[0] < clause.span[1] <= high


def test_a_page_knows_nothing_of_its_place_or_of_other_pages(tmp_path: Path) -> None:
    raw = PAGES[-1]
    copy = tmp_path / "copy"
    copy.write_bytes(raw.file.read_bytes())
    moved, _ = run_page(Raw(raw.path, copy), Settings())
    first, _ = run_page(Raw(raw.path, raw.file), Settings())
    assert moved == first
