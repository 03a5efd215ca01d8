"""The numbers that a browser sets in front of list items are read, and lead back to the item."""

from __future__ import annotations

import pytest

from ppx.reading import counters
from ppx.reading.html import parse

ITEMS = "<li>建立健全工作机制。<li>完善配套政策措施"


def texts(markup: str) -> list[str]:
    page = parse(markup)
    return [page.text[line.start : line.end] for line in page.lines]


@pytest.mark.parametrize(
    ("opened", "numbers"),
    [
        ("<ol>", ("1. ", "2. ")),
        ("<ol start=4>", ("4. ", "5. ")),
        ("<ol start=x>", ("1. ", "2. ")),
        ("<ol reversed>", ("2. ", "1. ")),
        ("<ol type=a>", ("a. ", "b. ")),
        ("<ol type=I>", ("Ⅰ. ", "Ⅱ. ")),
        ("<ol style='list-style-type: cjk-ideographic;'>", ("一、", "二、")),
        ("<ol style='color:red;list-style: lower-roman inside'>", ("ⅰ. ", "ⅱ. ")),
        ("<ol class='custom_cn2 list-paddingleft-1'>", ("（一）", "（二）")),
        ("<ol style='list-style: none'>", ("", "")),
        ("<ul>", ("", "")),
        ("<ul style='list-style-type:decimal'>", ("1. ", "2. ")),
        ("<nav><ol>", ("", "")),
    ],
)
def test_items_carry_the_number_that_a_browser_shows(opened: str, numbers: tuple[str, str]) -> None:
    assert texts(opened + ITEMS) == [f"{numbers[0]}建立健全工作机制。", f"{numbers[1]}完善配套政策措施"]


def test_the_number_stands_before_the_first_words_of_an_item_and_its_place_is_theirs() -> None:
    page = parse(
        "<ol><li><p>总体目标</p><p>到2025年建成。</p><ol type=a><li>一期工程<li>二期工程</ol><li value=7>保障措施</ol>"
    )
    shown = [page.text[line.start : line.end] for line in page.lines]
    assert shown == ["1. 总体目标", "到2025年建成。", "a. 一期工程", "b. 二期工程", "7. 保障措施"]
    assert page.lines[0].node == "html > body > ol:nth-child(1) > li:nth-child(1) > p:nth-child(1)"


def test_an_item_that_is_not_shown_is_not_counted() -> None:
    assert texts("<ol><li style='display:none'>内部说明文字<li>完善配套政策措施</ol>")[1] == "1. 完善配套政策措施"


@pytest.mark.parametrize(
    "markup",
    [
        "<ol><li><a href=/>网站首页</a><li><a href=/a>政策文件</a><li>关于印发工作方案的通知</ol>",
        "<ol><li>（一）保证供水水质；<li>（二）保证供水水压。</ol>",
        "<ol><li>打印<li>收藏<li>关闭</ol>",
    ],
)
def test_menus_and_items_with_numbers_of_their_own_get_none(markup: str) -> None:
    assert not any(line.startswith(("1.", "2.", "3.")) for line in texts(markup))


def test_a_list_in_a_cell_stays_in_its_row() -> None:
    assert texts("<table><tr><td>甲<td>乙</tr><tr><td>丙<td><ol>" + ITEMS + "</ol></tr></table>")[1] == (
        "丙\t1. 建立健全工作机制。 2. 完善配套政策措施"
    )


def test_items_inside_a_table_are_not_counted_by_the_list_around_it() -> None:
    rows = "<tr><td>甲<td>乙</tr>" * 3
    shown = texts(f"<ol><li>第一项任务<table>{rows}<tr><td><li>散落的一项<td>丙</tr></table><li>第二项任务</ol>")
    assert (shown[0], shown[-1]) == ("1. 第一项任务", "2. 第二项任务")


def test_words_count_as_people_do() -> None:
    wanted = {0: "零", 10: "十", 11: "十一", 20: "二十", 101: "一百零一", 110: "一百一十", 1010: "一千零一十"}
    assert {n: counters.write("chinese", n) for n in wanted} == wanted
    assert [counters.write("legal", n) for n in (3, 12)] == ["叁", "拾贰"]


def test_a_number_beyond_a_style_is_written_in_figures() -> None:
    assert [counters.write(s, n) for s, n in (("circled", 21), ("lower-alpha", 0), ("cjk-heavenly-stem", 11))] == [
        "21",
        "0",
        "11",
    ]
    assert [counters.write(s, n) for s, n in (("lower-alpha", 28), ("upper-roman", 1994))] == ["ab", "MCMXCIV"]
