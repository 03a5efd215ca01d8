from __future__ import annotations

import pytest

from ppx.extractors import citations
from ppx.records import Citation, Context, Document, Source

CONTEXT = Context(Source("a.txt", "", 0, "text/plain", "utf-8"), {})


def cited(text: str, number: str | None = None) -> tuple[Citation, ...]:
    return citations.extract(Document(id="a.txt#1", text=text, doc_number=number), CONTEXT).citations


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("根据《城镇燃气管理条例》，制定本办法。", "based_on"),
        ("为贯彻落实《国务院关于促进就业的意见》精神，", "implements"),
        ("现将《省人民政府关于促进就业的通知》转发给你们。", "forwards"),
        ("转发《省人民政府关于促进就业的通知》", "forwards"),
        ("《城镇燃气管理办法》同时废止。", "repeals"),
        ("对《城镇燃气管理办法》作如下修改：", "amends"),
        ("支持制定《包容审慎监管若干措施》。", "cites"),
    ],
)
def test_relation(text: str, relation: str) -> None:
    assert cited(text)[0].relation == relation


def test_documents_joined_to_one_another_share_the_relation() -> None:
    text = "根据《社会救助暂行办法》、《国务院关于建立临时救助制度的通知》（国发〔2014〕47号）和《广东省社会救助条例》，制定本细则。"
    found = cited(text)
    assert [c.relation for c in found] == ["based_on"] * 3
    assert found[1].doc_number == "国发〔2014〕47号"
    assert text[slice(*found[1].span)] == "《国务院关于建立临时救助制度的通知》（国发〔2014〕47号）"


def test_all_that_a_sentence_repeals() -> None:
    text = "《甲市救助管理办法》（甲府〔2001〕1号）、《甲市救助实施细则》（甲府〔2002〕2号）同时废止。"
    assert [(c.relation, c.doc_number) for c in cited(text)] == [
        ("repeals", "甲府〔2001〕1号"),
        ("repeals", "甲府〔2002〕2号"),
    ]


@pytest.mark.parametrize(
    "text", ["他在《山乡巨变》中写道", "填写《申请表》", "（以下简称《实施办法》）", "按照《办法》执行"]
)
def test_books_forms_and_short_names_are_no_citations(text: str) -> None:
    assert cited(text) == ()


def test_what_a_notice_issues_is_no_citation() -> None:
    assert cited("《甲市燃气管理办法》已经市政府同意，现印发给你们，请认真执行。") == ()


def test_a_number_without_a_title() -> None:
    (found,) = cited("根据国发〔2020〕7号文件要求，")
    assert (found.title, found.doc_number, found.relation) == (None, "国发〔2020〕7号", "based_on")


def test_the_documents_own_number_is_no_citation() -> None:
    assert cited("国发〔2020〕7号\n各有关单位：", "国发〔2020〕7号") == ()


def test_orders_keep_the_organ_that_their_number_counts_for() -> None:
    (found,) = cited("根据《公共租赁住房管理办法》（住房城乡建设部令第11号），")
    assert found.doc_number == "住房城乡建设部令第11号"


def test_names_within_names() -> None:
    (found,) = cited("按照《关于印发〈就业补助资金管理办法〉的通知》规定执行。")
    assert found.title == "关于印发〈就业补助资金管理办法〉的通知"
