"""What holds for every page: the sample pages, and every corpus that PPX_CORPORA names (folders, joined as in PATH).

Spans are their mentions, raw places lead back to them, nothing of a page vanishes, every result holds to its schema.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest
from claims import hold_ids, hold_order, hold_paragraphs, hold_raw_places, hold_spans, hold_together
from jsonschema import Draft202012Validator

from ppx import reading, writing
from ppx.pipeline import run_page
from ppx.reading import Raw
from ppx.records import Evidence, PageResult, Settings
from ppx.writing.objects import render

ROOT = Path(__file__).parent.parent
CORPORA = [
    ROOT / "data/raw",
    *(Path(folder) for folder in os.environ.get("PPX_CORPORA", "").split(os.pathsep) if folder),
]
PAGES = [raw for corpus in CORPORA for raw in reading.find(corpus)]


@cache
def ran(index: int) -> tuple[PageResult, Evidence]:
    return run_page(PAGES[index], Settings())


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(writing.page_schema())


every_page = pytest.mark.parametrize("index", range(len(PAGES)), ids=[raw.path for raw in PAGES])


@every_page
def test_the_page_has_a_result_that_holds_to_the_schema(index: int) -> None:
    result, _ = ran(index)
    assert result.error is None
    validator().validate(writing.page_object(result))


@every_page
def test_the_page_is_written_as_its_object_says(index: int) -> None:
    result, _ = ran(index)
    assert render(writing.open_page(result)) == render(writing.page_object(result))


@every_page
def test_every_span_is_its_mention_and_stands_in_its_clause(index: int) -> None:
    hold_spans(*ran(index))


@every_page
def test_every_raw_place_leads_back_to_its_mention(index: int) -> None:
    hold_raw_places(*ran(index))


@every_page
def test_every_paragraph_leads_back_to_its_place(index: int) -> None:
    hold_paragraphs(*ran(index))


@every_page
def test_nothing_of_the_page_vanishes(index: int) -> None:
    hold_together(*ran(index))


@every_page
def test_ids_are_unique_and_every_reference_is_kept(index: int) -> None:
    hold_ids(*ran(index))


@every_page
def test_records_stand_in_text_order_and_clauses_nest(index: int) -> None:
    hold_order(*ran(index))


def test_a_page_knows_nothing_of_its_place_or_of_other_pages(tmp_path: Path) -> None:
    raw = PAGES[-1]
    copy = tmp_path / "copy"
    copy.write_bytes(raw.file.read_bytes())
    moved, _ = run_page(Raw(raw.path, copy), Settings())
    first, _ = run_page(Raw(raw.path, raw.file), Settings())
    assert moved == first
