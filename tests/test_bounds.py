from __future__ import annotations

import pytest

from ppx.reading.bounds import ATTRIBUTES, DEEPEST, LARGE, UNCLOSED, bounded
from ppx.reading.html import parse, plant

FILLER = "<p>加强水源保护。</p>\n" * (LARGE // 16)
MANY = 15_000


def texts(markup: str) -> list[str]:
    page = parse(markup)
    return [page.text[line.start : line.end] for line in page.lines]


@pytest.mark.parametrize("tag", ["<p>一、</p>", "<div>" * 300 + "一、", f"<p data-all='{'甲' * LARGE}'>一、</p>"])
def test_a_page_that_people_read_is_left_as_it_is(tag: str) -> None:
    assert bounded(tag) == tag
    assert bounded(tag + FILLER) == tag + FILLER


@pytest.mark.parametrize("form", ["a{}", "a{}=甲", "a{}='x > y'", 'a{}="x > y"', "a{} = x"])
def test_an_element_keeps_its_first_attributes_and_its_text(form: str) -> None:
    markup = f"<div id=first {' '.join(map(form.format, range(MANY)))}>加强</div><p class=next>一、</p>{FILLER}"
    tree = plant(markup)
    (node,) = tree.css("#first")
    assert len(node.attributes) == ATTRIBUTES
    assert node.text() == "加强"
    assert len(tree.css("p.next")) == 1
    assert texts(markup)[:2] == ["加强", "一、"]


def test_a_script_without_tags_is_no_element_with_many_attributes() -> None:
    markup = f"<script>{'x = 1; ' * LARGE}</script><p>一、</p>"
    assert bounded(markup) == markup


@pytest.mark.parametrize("name", ["div", "ol><li", "section"])
@pytest.mark.parametrize("closed", [True, False])
def test_blocks_beyond_the_deepest_keep_lines_of_their_own(name: str, closed: bool) -> None:
    outer = name.partition(">")[0]
    inside = "".join(f"<{name}>第{n}行" for n in range(MANY))
    markup = f"<p>前</p>{inside}{f'</{outer}>' * MANY if closed else ''}<p>后</p>"
    found = texts(markup)
    assert [line.rpartition(" ")[2] for line in found] == ["前", *(f"第{n}行" for n in range(MANY)), "后"]


def test_words_beyond_the_deepest_stay_in_their_sentence() -> None:
    assert texts("<p>" + "<b>市" * MANY + "</b>" * MANY + "政府</p><p>后</p>") == ["市" * MANY + "政府", "后"]


def test_elements_beside_one_another_are_not_deep() -> None:
    assert UNCLOSED > DEEPEST
    beside = "<ul>" + "<li>项目<br><img>" * MANY + "</ul>" + "<div><p>文</div>" * MANY
    assert bounded(beside) == beside
