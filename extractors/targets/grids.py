"""Indicator tables of plans: a row an indicator, a column a year, the goals' columns headed by what they are to be reached by.

    指标                单位   2022年   2025年目标   属性
    农产品网络零售额    亿元   3        ≥5           预期性      →  农产品网络零售额 >= 500000000 元, by the end of 2025

The baseline's column gives nothing. Which columns hold goals the deadlines in the head tell, or a head `目标值`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import regex

from ppx.extractors.targets import quantities
from ppx.records import Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ppx.records import Deadline, Document, Span, Table

# 指标 | 主要指标 | 二级指标 | 指标名称
_INDICATOR = regex.compile("(?:主要|发展|核心|具体|考核|[一二三]级)?指标(?:名称|内容|项目)?")
_UNIT = regex.compile("(?:计量)?单位")
_GOAL = regex.compile("(?:规划|预期|发展|工作)?目标值?|规划值|预期值")
# 2．农村居民人均可支配收入（元） | 单位GDP能耗累计下降 | 地区生产总值年均增长
_NAME = regex.compile(
    r"""
    (?:\d{1,3}\s?[.．、]\s?|[(（]\d{1,3}[)）]\s?)?
    (?P<what>[^\n]+?)
    (?:(?P<yearly>年均)?(?:累计)?(?P<change>增长|增加|提高|提升|下降|降低|减少)(?:率|幅度)?)?
    (?:[(（](?P<unit>[^()（）]{1,10})[)）])?
    """,
    regex.VERBOSE,
)
# ≥5 | 600以上 | [13.5] | 10-12 | 95%
_VALUE = regex.compile(
    r"""
    [\[［〔【]?
    (?P<front>[≥≧≤≦>＞<＜约]?)\s?
    (?P<number>\d[\d,.]{0,14}(?:[-—～~]\d[\d,.]{0,14})?)\s?(?P<scale>[万亿]?)
    (?P<own>[%％‰]?)\s?
    (?P<behind>以上|以下|以内|左右)?
    [\]］〕】]?
    """,
    regex.VERBOSE,
)
_FRONTS = {">": "≥", "＞": "≥", "<": "≤", "＜": "≤"}
_CHANGES: dict[str, Literal["growth", "decrease"]] = {"下降": "decrease", "降低": "decrease", "减少": "decrease"}


def read(document: Document) -> tuple[list[Span], list[Target]]:
    """The spans of the document's indicator tables, and the targets in their goals' columns."""
    spans: list[Span] = []
    found: list[Target] = []
    for table in document.tables:
        heads = [document.text[slice(*span)].strip() for span in table.header]
        named = [n for n, head in enumerate(heads) if _INDICATOR.fullmatch(head)]
        goals = _goals(document, table, heads) if named else {}
        if goals:
            unit = next((n for n, head in enumerate(heads) if _UNIT.fullmatch(head)), None)
            spans.append(table.span)
            for row in table.rows:
                if len(row) == len(heads):
                    found += _row(document, row, named[-1], unit, goals)
    return spans, found


def _goals(document: Document, table: Table, heads: Sequence[str]) -> Mapping[int, Deadline | None]:
    """The columns of goals with what they are to be reached by."""
    found: dict[int, Deadline | None] = {}
    for column, (start, end) in enumerate(table.header):
        due = next((d for d in document.deadlines if start <= d.span[0] and d.span[1] <= end), None)
        if due or _GOAL.fullmatch(heads[column]):
            found[column] = due
    return found


def _row(
    document: Document, row: Sequence[Span], column: int, units: int | None, goals: Mapping[int, Deadline | None]
) -> Iterator[Target]:
    cells = [document.text[slice(*span)].strip() for span in row]
    name = _NAME.fullmatch(cells[column])
    unit = (cells[units] if units is not None else "") or (name["unit"] or "" if name else "")
    for place, due in goals.items():
        value = _VALUE.fullmatch(cells[place]) if name else None
        quantity = _quantity(value, unit if regex.search(r"[\w%％‰]", unit) else "") if value else None
        if name is None or quantity is None:
            continue
        change: Literal["level", "growth", "decrease"] = "level"
        if name["change"] and quantity.unit == "%":
            change = _CHANGES.get(name["change"], "growth")
        whole = cells[column][name.start("what") : name.end("change") if name["change"] else name.end("what")]
        yield Target(
            clause=document.clause_at(row[place][0]),
            span=row[place],
            text=document.text[slice(*row[place])],
            indicator=whole if change == "level" else name["what"],
            subject=None,
            op=quantity.op,
            low=quantity.low,
            high=quantity.high,
            unit=quantity.unit,
            change=change,
            kind="target",
            per_year=change != "level" and bool(name["yearly"]),
            deadline=due.id if due else None,
            rule="indicator_table",
        )


def _quantity(value: regex.Match[str], unit: str) -> quantities.Quantity | None:
    """A cell and the unit of its row as the running text would have them; None where they are no quantity."""
    front = _FRONTS.get(value["front"], value["front"])
    text = f"{front}{value['number']}{value['scale']}{value['own'] or unit}{value['behind'] or ''}"
    found = list(quantities.find(text))
    return found[0] if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) else None
