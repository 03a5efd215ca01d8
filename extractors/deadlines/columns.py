"""Years that head the columns of an indicator table: what the goals under them are to be reached by.

    指标   单位   2022年   2025年目标   2030年目标     →  by the end of 2025, by the end of 2030

Where no head says 目标 the last of several years is the goal's, the others are what was reached.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx.records import Deadline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.records import Document

_INDICATOR = regex.compile("[^，。；]{0,4}指标(?:名称|内容|项目)?")
# 2025年 | 2025年目标值 | 到2025年 | 2025年（预期）
_YEAR = regex.compile(
    r"(?:到|至)?(?P<year>20[0-9]{2})年?[底末]?(?P<goal>[(（]?(?:目标|规划|预期|计划)(?:目标)?值?[)）]?)?"
)


def find(document: Document) -> Iterator[Deadline]:
    """The deadlines in the heads of indicator tables, in text order, without ids."""
    for table in document.tables:
        heads = [(span, document.text[slice(*span)].strip()) for span in table.header]
        if not any(_INDICATOR.fullmatch(head) for _, head in heads):
            continue
        years = [(span[0], found) for span, head in heads if (found := _YEAR.fullmatch(head))]
        goals = [pair for pair in years if pair[1]["goal"]] or (years[-1:] if len(years) > 1 else [])
        for start, found in goals:
            end = f"{found['year']}-12-31"
            width = found.start("goal") if found["goal"] else found.end()
            span = (start, start + width)
            yield Deadline(
                clause=document.clause_at(start),
                span=span,
                text=document.text[slice(*span)],
                kind="by",
                start=None,
                end=end,
                edtf=f"../{end}",
                rule="table_head",
            )
