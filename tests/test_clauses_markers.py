"""The marker grammar is finite: every style with every number up to a hundred."""

from __future__ import annotations

import pytest

from ppx.clauses.likeness import spell
from ppx.clauses.markers import find_marks
from ppx.numerals import ordinal

STYLES = {
    "第{han}编 ": "part", "第{han}部分 ": "part", "第{han}分编 ": "subpart", "第{han}章 ": "chapter", "第{han}节　": "section",
    "第{han}条 ": "article", "第 {digit} 条 ": "article", "第{han}條 ": "article", "{han}、": "han", "{han}．": "han",
    "（{han}）": "paren_han", "({han})": "paren_han", "〔{han}〕": "paren_han", "【{han}】": "paren_han", "{digit}、": "digit_comma",
    "{digit}.": "digit_dot", "{digit}．": "digit_dot", "（{digit}）": "paren_digit", "({digit})": "paren_digit", "{digit})": "half_digit",
}  # fmt: skip


@pytest.mark.parametrize("form", STYLES)
def test_every_number_of_every_style(form: str) -> None:
    numbers = range(1, 100)
    marks = [find_marks(form.format(han=spell(number), digit=number) + "加强领导") for number in numbers]
    assert [(mark.style, mark.number) for (mark,) in marks] == [(STYLES[form], number) for number in numbers]
    assert {mark.use for (mark,) in marks} == {0.0}


@pytest.mark.parametrize(
    ("signs", "style"),
    [("①②③⑳", "circled"), ("㈠㈡㈢㈩", "paren_han"), ("⒈⒉⒊⒛", "digit_dot"), ("⑴⑵⑶⒇", "paren_digit"), ("ⅠⅡⅢⅫ", "roman")],
)
def test_signs(signs: str, style: str) -> None:
    marks = find_marks("\n".join(f"{sign}加强领导" for sign in signs))
    assert [mark.style for mark in marks] == [style] * 4
    assert [mark.number for mark in marks][:3] == [1, 2, 3]


@pytest.mark.parametrize(
    "text",
    ["2025年工作", "3、0以下", "1.5倍", "三、四线城市", "一、二类病种", "（一）、（二）项规定", "12345热线", "5.2%"],
)
def test_no_marker(text: str) -> None:
    assert find_marks(text) == []


def test_a_year_behind_a_marker() -> None:
    assert [(mark.number, mark.shown) for mark in find_marks("2.2024年12月31日前\n3、2025年底前")] == [
        (2, "2."),
        (3, "3、"),
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("(十加强领导", 10),
        ("）加强领导", None),
        ("（－）加强领导", 1),
        ("第三十 本办法", 30),
        ("l.加强领导", 1),
        ("1O.加强领导", 10),
        ("第士章 附则", 10),
    ],
)
def test_damaged_markers_cost_something(text: str, number: int | None) -> None:
    (mark,) = find_marks(text)
    assert mark.number == number
    assert mark.use > 0


@pytest.mark.parametrize("number", range(1, 1000))
def test_spell_is_read_back(number: int) -> None:
    assert ordinal(spell(number)) == number
