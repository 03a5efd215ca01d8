"""Widths and marks are Chinese where the text is; folding twice changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppx.normalizers import noise, width
from ppx.text import Draft, Text


def fold(text: str) -> str:
    return width.fold(Draft(Text.of(text), None)).text.value


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("２０２５年，增长５％", "2025年，增长5%"),
        ("达到３．５亿元", "达到3.5亿元"),
        ("１．总体要求", "1.总体要求"),
        ("各市,县(区)人民政府:", "各市，县（区）人民政府："),
        ("(一)加快发展;", "（一）加快发展；"),
        ("世贸组织(WTO),简称", "世贸组织（WTO），简称"),
        ("(2022)财年", "（2022）财年"),
        ("增长5%,R&D占比3%,达到", "增长5%，R&D占比3%，达到"),
        ('实施"双百"行动', "实施“双百”行动"),
        ("实施'双百'行动", "实施‘双百’行动"),
        ("「十四五」期间『新城』", "“十四五”期间‘新城’"),
        ("⼀、⼯作⽬标", "一、工作目标"),
        ("全长10㎞", "全长10km"),
        ("加快项目建设.", "加快项目建设。"),
    ],
)
def test_text_is_set_as_official_text_is(raw: str, wanted: str) -> None:
    assert fold(raw) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "1,000.5",
        "9:30-10:30",
        "https://example.org/a?b=1,2",
        "Research (R&D), Inc.; People's Park",
        "㈠ ⑴ ⒈ ① Ⅰ ㎡ ℃",
        "各州、市〈地〉人民政府〈行政公署〉",
        "国发〔2020〕7号",
        "1∶1",
        "2021—2025年--",
        "一.",
        '他说"好',
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert fold(text) == text


MARKS = "市县中文，。（）()\"'“”‘’,;:?!.．、 \n\tAb19０９％%〈〉『』「」第一㈠⑴—-&<>#*"


@given(st.text(MARKS, max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(st.text(MARKS, max_size=40))
def test_cleaning_and_folding_keep_paragraphs_and_cells(text: str) -> None:
    draft = width.fold(noise.clean(Draft(Text.of(text), None)))
    assert draft.text.value.count("\n") == text.count("\n")
    assert draft.text.value.count("\t") == text.count("\t")


@given(st.text(MARKS, max_size=40))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    text = text.replace(" ", "")
    draft = width.fold(Draft(Text.of(text), None))
    assert len(draft.text) == len(text)
    assert all(draft.text.raw_span(n, n + 1) == (n, n + 1) for n in range(len(text)))
