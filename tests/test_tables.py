from __future__ import annotations

from ppx.extractors import tables
from ppx.records import Context, Document, Source, Table


def found(text: str) -> tuple[Table, ...]:
    return tables.extract(
        Document(id="a.txt#1", text=text), Context(Source("a.txt", "", 0, "text/plain", "utf-8"), {})
    ).tables


def words(text: str, row: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in row]


def test_rows_that_follow_one_another_are_one_table() -> None:
    text = "一、任务\n序号\t任务\t责任单位\n1\t扩区\t市商务局\n2\t升级\t市科技局\n二、要求\n甲\t乙"
    first, second = found(text)
    assert words(text, first.header) == ["序号", "任务", "责任单位"]
    assert [words(text, row) for row in first.rows] == [["1", "扩区", "市商务局"], ["2", "升级", "市科技局"]]
    assert text[slice(*first.span)].startswith("序号")
    assert text[slice(*first.span)].endswith("市科技局")
    assert (second.header, len(second.rows)) == ((), 1)


def test_a_first_row_of_figures_or_gaps_is_no_header() -> None:
    for text in ("1\t扩区\n2\t升级", "名称\t\n甲\t乙"):
        assert found(text)[0].header == ()


def test_empty_cells_keep_their_place() -> None:
    text = "甲\t \t丙"
    assert words(text, found(text)[0].rows[0]) == ["甲", "", "丙"]


def test_text_without_rows_has_no_tables() -> None:
    assert found("一、任务\n正文。") == ()


def test_a_heading_inside_a_table_is_a_row_and_the_corner_may_be_empty() -> None:
    text = "\t2025年\t2030年\n一、产业\t\t\n产值\t100亿元\t200亿元"
    (table,) = found(text)
    assert words(text, table.header) == ["", "2025年", "2030年"]
    assert [words(text, row)[0] for row in table.rows] == ["一、产业", "产值"]


def test_heads_in_two_rows_are_read_from_the_lower_one_where_it_has_any() -> None:
    text = "序号\t指标\t单位\t“十四五”目标\t\t属性\n\t\t\t2025年\t年均增长\t\n1\t造林面积\t万亩\t5\t3%\t预期性"
    (table,) = found(text)
    assert words(text, table.header) == ["序号", "指标", "单位", "2025年", "年均增长", "属性"]
    assert [words(text, row) for row in table.rows] == [["1", "造林面积", "万亩", "5", "3%", "预期性"]]


def test_a_second_row_that_fills_columns_with_heads_of_their_own_is_no_head() -> None:
    text = "姓名\t职务\t\n甲\t主任\t男\n乙\t科员\t女"
    assert found(text)[0].header == ()
