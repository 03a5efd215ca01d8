"""What a reader of the outline would miss if it broke: paths, spans, titles, cautions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ppx.clauses import split, tell_reasons
from ppx.records import Document

GOLDENS = Path(__file__).with_name("goldens") / "clauses.md"
CASE = re.compile(
    r"^## (?P<title>[^\n]+)\n\n```\n(?P<text>.*?)\n```\n\.\n(?P<lines>.*?)\n*(?=^## |\Z)", re.MULTILINE | re.DOTALL
)
CASES = [
    pytest.param(case["text"], case["lines"], id=case["title"]) for case in CASE.finditer(GOLDENS.read_text("utf-8"))
]
PIECES = [
    *(
        "一、",
        "（一）",
        "（二）",
        "(十",
        "）",
        "1.",
        "1、",
        "2．",
        "（1）",
        "①",
        "第一章",
        "第二条",
        "第 3 条",
        "1.1",
        "1 ",
        "a)",
    ),
    *("加强领导", "。", "；", "：", "\n", "\n", "\t", "　　", "附件：", "目录", "“", "”", "2025年"),
]


def shown(text: str) -> str:
    clauses, _ = split(text)
    return "\n".join(
        " ".join(filter(None, [c.id, f"«{c.marker}»", c.heading, "repaired" * c.repaired])) for c in clauses
    )


@pytest.mark.parametrize(("text", "lines"), CASES)
def test_golden(text: str, lines: str) -> None:
    assert shown(text) == lines


def test_goldens_are_read() -> None:
    assert len(CASES) == GOLDENS.read_text("utf-8").count("\n## ")


def test_span_covers_children_and_closing_paragraphs() -> None:
    text = "一、甲任务\n（一）乙项。开展工作。\n补充说明。\n二、丙任务\n特此通知。"
    clauses, _ = split(text)
    spans = {clause.id: text[clause.span[0] : clause.span[1]] for clause in clauses}
    assert spans == {
        "1": "一、甲任务\n（一）乙项。开展工作。\n补充说明。\n",
        "1.1": "（一）乙项。开展工作。\n补充说明。\n",
        "2": "二、丙任务\n特此通知。",
    }
    assert Document(id="d", text=text, clauses=clauses).clause_at(text.index("补充")) == "1.1"


def test_preamble_only_where_text_stands_in_front() -> None:
    assert [clause.id for clause in split("各单位：\n一、甲\n二、乙")[0]] == ["0", "1", "2"]
    assert [clause.id for clause in split("一、甲\n二、乙")[0]] == ["1", "2"]
    (only,) = split("没有编号的通知。")[0]
    assert (only.kind, only.path, only.span) == ("preamble", "0", (0, 8))


def test_kind_and_parent() -> None:
    clauses, _ = split("第一编 总则\n第一章 任务\n第一节 原则\n第一条 为了甲。\n（一）乙；\n1.丙；\n（1）丁；\n①戊。")
    assert [clause.kind for clause in clauses] == [
        "part",
        "chapter",
        "section",
        "article",
        "paren_han",
        "digit",
        "paren_digit",
        "circled",
    ]
    assert [clause.parent for clause in clauses] == [None, *(clause.id for clause in clauses[:-1])]
    assert clauses[-1].path == "1.1.1.1.1.1.1.1"


def test_a_document_that_lost_its_line_breaks() -> None:
    body = "坚持以人民为中心的发展思想，统筹推进各项工作，确保目标任务按期完成，不断提升群众的获得感和满意度，形成上下联动的工作格局。"
    text = (
        f"各单位：现通知如下。一、总体要求{body}二、主要任务（一）强化统筹。{body}（二）强化保障。{body}"
        f"落实资金（一次性）安排：（1）甲；（2）乙。三、工作要求（一）加强领导。{body}（二）加强督查。{body}"
    )
    clauses, cautions = split(text)
    assert [clause.path for clause in clauses] == ["0", "1", "2", "2.1", "2.2", "3", "3.1", "3.2"]
    assert [clause.heading for clause in clauses][1:5] == ["总体要求", "主要任务", "强化统筹", "强化保障"]
    assert not cautions


def test_two_digit_styles_nest() -> None:
    assert [clause.path for clause in split("1、甲方\n1.子项\n2.次项\n2、乙方\n1.三项\n3、丙方")[0]] == [
        "1",
        "1.1",
        "1.2",
        "2",
        "2.1",
        "3",
    ]


def test_table_rows_open_nothing() -> None:
    assert [clause.path for clause in split("一、名单\n1.甲公司\t100万元\n2.乙公司\t200万元\n二、要求")[0]] == [
        "1",
        "2",
    ]


def test_every_repair_has_a_caution() -> None:
    text = "（一）甲项。开展。\n（二）乙项。开展。\n（二）丙项。开展。\n（四）丁项。开展。"
    clauses, cautions = split(text)
    assert [clause.ordinal for clause in clauses] == [1, 2, 3, 4]
    (caution,) = cautions
    assert caution.code == "number_repaired"
    assert caution.lines is not None
    assert text[caution.lines[0] : caution.lines[1]].startswith("（二）")


def test_a_jump_has_a_caution() -> None:
    _, cautions = split("（一）甲工程包\n（四）乙工程包")
    assert [caution.code for caution in cautions] == ["number_jump"]


def test_a_clean_count_has_none() -> None:
    text = "".join(f"第{number}条 应当遵守规定。\n" for number in range(1, 300))
    clauses, cautions = split(text)
    assert [clause.ordinal for clause in clauses] == list(range(1, 300))
    assert not cautions


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60))
def test_any_text_gives_a_sound_tree(text: str) -> None:
    clauses, cautions = split(text)
    ids = [clause.id for clause in clauses]
    assert ids
    assert len(set(ids)) == len(ids)
    assert [clause.span[0] for clause in clauses] == sorted(clause.span[0] for clause in clauses)
    by_id = {clause.id: clause for clause in clauses}
    for clause in clauses:
        start, end = clause.span
        assert 0 <= start <= end <= len(text)
        assert text.startswith(clause.marker, start)
        if clause.parent:
            outer = by_id[clause.parent].span
            assert outer[0] <= start
            assert end <= outer[1]
    assert sum(clause.repaired for clause in clauses) == sum(caution.code == "number_repaired" for caution in cautions)


def test_each_number_has_its_reason() -> None:
    lines = [
        "一、任务",
        "（一）建设园区。",
        "（二）引进企业。",
        "二、保障",
        "（三）加强领导。",
        "）落实资金。",
        "（八）严格考核。",
    ]
    clauses, _ = split("\n".join(lines))
    reasons = {clause.id: reason for clause, reason in tell_reasons(clauses)}
    assert reasons["1.2"] == "continues 1.1"
    assert reasons["2.3"] == "continues 1.2 under another parent"
    assert reasons["2.4"] == "repaired: reads '）', the count of the whole document proves 4 after 2.3"
    assert reasons["2.8"] == "jumps: 3 missing after 2.4"


def repaired(text: str) -> list[tuple[str, str]]:
    """Path and first words of every repaired clause."""
    return [(clause.path, text[slice(*clause.span)][:6]) for clause in split(text)[0] if clause.repaired]


LAW = [
    "第一章 总则",
    "第一条 为了规范评审活动，制定本办法。",
    "第二条 本办法适用于市级评审。",
    "前款所称评审，包括复评。",
    "第二章 程序",
    "第三条 评审由市科技局组织。",
    "评审费用由市财政承担。",
    "第四条 评审按照下列顺序进行：",
    "（一）申报；",
    "（二）公示。",
    "第五条 评审结果应当公布。",
    "第三章 附则",
    "第六条 本办法自公布之日起施行。",
]


def test_of_the_paragraphs_in_a_gap_the_one_that_opens_as_articles_do_is_the_lost_one() -> None:
    lines = [line.removeprefix("第四条 ") for line in LAW]
    assert repaired("\n".join(lines)) == [("2.4", "评审按照下列")]


def test_a_title_between_articles_is_the_lost_chapter_however_far() -> None:
    many = [f"{'第二条 '}" * (not i) + f"第{i}款说明评审的范围和方式。" for i in range(50)]
    lines = ["第一章 总则", "第一条 为了规范评审活动，制定本办法。", *many, "评审程序", *LAW[5:]]
    assert ("2", "评审程序\n第") in repaired("\n".join(lines))


def test_general_provisions_are_the_first_chapter_whatever_the_numeral_shows() -> None:
    lines = ["第二章 总则", *LAW[1:4], "第三章 程序", *LAW[5:11], "第二章 附则", *LAW[12:]]
    clauses, _ = split("\n".join(lines))
    assert clauses[0].path == "1"
    assert clauses[0].repaired


def test_a_numeral_that_is_none_takes_the_number_that_the_count_proves() -> None:
    assert repaired("一、任务\n（六）建设。\n（士）引进。\n（八）融资。") == [("1.7", "（士）引进。")]


def test_an_article_lost_in_front_of_a_swapped_pair_is_found() -> None:
    lines = [f"第{'一二三四五六七八九'[i]}条 第{i}项任务由市科技局承担。" for i in range(9)]
    lines[3] = lines[3][4:]
    lines[4], lines[5] = "第六条" + lines[4][3:], "第五条" + lines[5][3:]
    assert [path for path, _ in repaired("\n".join(lines))] == ["4", "5", "6"]


def test_a_cut_marker_over_a_title_is_a_chapter() -> None:
    lines = ["第一 总则", *LAW[1:]]
    clauses, _ = split("\n".join(lines))
    assert [(clause.path, clause.kind) for clause in clauses[:2]] == [("1", "chapter"), ("1.1", "article")]
