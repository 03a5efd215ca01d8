"""Tables of indicators: their goals are targets, reached by the year that heads the column."""

from __future__ import annotations

from ppx.extractors import deadlines, tables, targets
from ppx.records import Context, Document, Source

CONTEXT = Context(Source(path="a.txt", sha256="", bytes=0, media_type="text/plain", encoding="utf-8"), {})


def read(*rows: str) -> Document:
    document = Document(id="a.txt#1", text="主要指标如下。\n" + "\n".join(rows).replace("|", "\t"))
    for extract in (tables.extract, deadlines.extract, targets.extract):
        document = extract(document, CONTEXT)
    return document


def told(document: Document) -> list[tuple[object, ...]]:
    due = {deadline.id: deadline.end for deadline in document.deadlines}
    return [
        (t.text, t.indicator, t.op, str(t.low), t.unit, t.change, t.per_year, due.get(t.deadline or ""))
        for t in document.targets
    ]


def test_a_row_is_an_indicator_and_a_goal_column_its_year() -> None:
    document = read(
        "序号|指标|单位|2022年|2025年目标|属性",
        "1|农村宽带用户数|万户|12.5|20|预期性",
        "2|农产品网络零售额|亿元|3|≥5|预期性",
        "3|通信基站|个|200|600以上|预期性",
        "4|单位产值能耗累计下降|%|—|[13.5]|约束性",
        "5|农村居民收入年均增长|%|6.1|＞7|预期性",
        "6|建成智慧水利平台|—|—|完成|预期性",
    )
    year = "2025-12-31"
    assert told(document) == [
        ("20", "农村宽带用户数", "=", "200000", "户", "level", False, year),
        ("≥5", "农产品网络零售额", ">=", "500000000", "元", "level", False, year),
        ("600以上", "通信基站", ">=", "600", "个", "level", False, year),
        ("[13.5]", "单位产值能耗", "=", "13.5", "%", "decrease", False, year),
        ("＞7", "农村居民收入", ">=", "7", "%", "growth", True, year),
    ]


def test_the_last_of_several_years_is_the_goal_and_a_unit_may_stand_behind_the_indicator() -> None:
    document = read("主要指标|2020年|2025年", "森林覆盖率（%）|60.2|61", "1.造林面积（万亩）|3|4.5")
    assert told(document) == [
        ("61", "森林覆盖率", "=", "61", "%", "level", False, "2025-12-31"),
        ("4.5", "造林面积", "=", "45000", "亩", "level", False, "2025-12-31"),
    ]


def test_a_table_of_results_has_no_goals() -> None:
    assert told(read("指标|单位|完成值", "粮食产量|万吨|30", "造林面积|万亩|4")) == []
    assert read("项目|2022年|2025年", "预算收入|3|4").deadlines == ()


def test_the_years_of_a_head_in_two_rows() -> None:
    document = read(
        "类别|指标|单位|规划期||属性",
        "|||2020年|2025年|",
        "生态|造林面积|万亩|3|4.5|预期性",
        "生态|森林覆盖率|%|60|61|约束性",
    )
    assert told(document) == [
        ("4.5", "造林面积", "=", "45000", "亩", "level", False, "2025-12-31"),
        ("61", "森林覆盖率", "=", "61", "%", "level", False, "2025-12-31"),
    ]
