"""Links: the deadline that governs a quantity.

It stands in the quantity's own sentence, or opens its paragraph or its enumeration; one from further away never governs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ppx.records import Deadline, Document, Span

# `到2025年，`, `力争到2025年：`, `（三）发展目标。到2025年，`: what may stand in front of a deadline that opens a paragraph
_LEAD = re.compile(
    r"^[\s　]*(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]?)?(?:——)?[^，。；：\n]{0,16}[。：]?(?:力争|确保|争取|计划|努力|通过努力，)?$"
)
# `根据全市农业发展行动方案和主要任务，`到2025年: words that lead up to it in the first sentence, no figure among them
_LED = re.compile("[^。；\n]{0,90}[，：]$")
_SENTENCE = re.compile(r"(?:^|[。\n：；　])(?:力争|确保|争取|计划|努力)?$")
PARAGRAPH, LIST = 3000, 20
"""how long a paragraph, how many items of a list are looked over"""
_LONG = ("Y", "M")
"""lengths within which a figure may be reached; 3个工作日内 is for one action"""
_PART = re.compile("[；;]")
_HEAD = re.compile(
    r"(?:^|[。\n：；　）)])(?:[^。；\n：0-9]{0,40}，)?(?:力争|确保|争取|计划|努力|全[省市县区州盟国]|我[省市县区州])?$"
)
ROW = 40
"""how many deadlines of a table row are looked at"""
_PLAIN = ("by", "during")


# `开办时间压缩至`1个工作日以内: a length to reach, which governs nothing
_REACHED = re.compile("(?:压缩|缩短|压减|精简|减少|控制|缩减|降低?|提速)(?:至|到|在|为)[0-9.]{0,4}$")


def is_length(text: str, start: int) -> bool:
    """True where the time at `start` is a length that is to be reached."""
    return bool(_REACHED.search(text, max(0, start - 9), start))


def governing(document: Document, span: Span, sentence: Span) -> Deadline | None:
    """The deadline of the quantity at `span` in `sentence`, or None."""
    if document.tables and "\t" in document.text[sentence[0] : sentence[1]]:
        return _beside(document, span, sentence)
    deadlines = document.deadlines
    index = bisect_right(deadlines, span[0], key=lambda d: d.span[0])
    near = None
    at = index - 1
    while at >= 0 and deadlines[at].span[0] >= sentence[0]:
        if is_length(document.text, deadlines[at].span[0]):
            at -= 1
            continue
        if _governs(document.text, deadlines[at], span[0]):
            near = deadlines[at]
            break
        at -= 1
    if near:
        return near
    return _opening(document, span[0], sentence[0])


def _governs(text: str, deadline: Deadline, position: int) -> bool:
    """True for a date or some years; one behind which a semicolon stands governs what follows only from the head of its part."""
    plain = deadline.kind in _PLAIN or (deadline.kind == "within" and (deadline.length or "").endswith(_LONG))
    start = deadline.span[0]
    if not plain or not _PART.search(text, deadline.span[1], position):
        return plain
    return bool(_HEAD.search(text, max(0, start - 60), start))


def _beside(document: Document, span: Span, row: Span) -> Deadline | None:
    """In a table row: the last deadline in front in the same cell, else the first that fills a cell of its own."""
    text = document.text
    cell = max(row[0], text.rfind("\t", row[0], span[0]) + 1)
    first = bisect_left(document.deadlines, row[0], key=lambda d: d.span[0])
    in_row = [d for d in document.deadlines[first : first + ROW] if d.span[0] < row[1] and d.kind != "recurring"]
    inside = [d for d in in_row if cell <= d.span[0] < span[0] and not is_length(text, d.span[0])]
    if inside:
        return inside[-1]
    return next((d for d in in_row if _fills_cell(text, d.span, row)), None)


def _fills_cell(text: str, span: Span, row: Span) -> bool:
    """True where a table cell holds the span and nothing else that tells."""
    start, end = span
    before = text[row[0] : start].rpartition("\t")[2]
    return not (before.strip() or text[end : row[1]].partition("\t")[0].strip("完成。；; 　"))


def _opening(document: Document, position: int, floor: int) -> Deadline | None:
    """The deadline that opens the paragraph of `position`, or the one that leads its enumeration."""
    text = document.text
    start = text.rfind("\n", max(0, position - PARAGRAPH), position) + 1
    found = _first(document, start, floor)
    if found:
        return found
    if text.startswith("——", start):
        return _leading(document, start)
    if text[start - 2 : start - 1] in (":", "："):
        return _sentence_first(document, (text.rfind("\n", max(0, start - PARAGRAPH), start - 1) + 1, start - 1))
    index = bisect_right(document.clauses, position, key=lambda clause: clause.span[0]) - 1
    clause = document.clauses[index] if index >= 0 else None
    if clause is None or clause.parent is None:
        return None
    place = next((n for n in range(index - 1, -1, -1) if document.clauses[n].id == clause.parent), None)
    if place is None:
        return None
    parent = document.clauses[place]
    child = next(document.clauses[n] for n in range(place + 1, index + 1) if document.clauses[n].parent == parent.id)
    listed = clause.span[0] == start and text[child.span[0] - 2 : child.span[0] - 1] in (":", "：")
    if not listed and "目标" not in (parent.heading or ""):
        return None
    return _sentence_first(document, (parent.span[0], child.span[0]))


def _leading(document: Document, start: int) -> Deadline | None:
    """The deadline that opens a sentence of the paragraph in front of a list of `——…`."""
    text = document.text
    for _ in range(LIST):
        if start <= 0:
            return None
        end = start - 1
        start = text.rfind("\n", max(0, end - PARAGRAPH), end) + 1
        if not text.startswith("——", start):
            return _sentence_first(document, (start, end))
    return None


def _sentence_first(document: Document, span: Span) -> Deadline | None:
    """The last deadline of a span that opens a sentence of it."""
    index = bisect_right(document.deadlines, span[1], key=lambda d: d.span[0]) - 1
    while index >= 0 and document.deadlines[index].span[0] >= span[0]:
        deadline = document.deadlines[index]
        front = document.text[max(span[0], deadline.span[0] - 8) : deadline.span[0]]
        if deadline.kind in _PLAIN and _SENTENCE.search(front):
            return deadline
        index -= 1
    return None


def _first(document: Document, start: int, end: int) -> Deadline | None:
    """The deadline that opens the paragraph at `start`."""
    index = bisect_right(document.deadlines, start - 1, key=lambda d: d.span[0])
    if index >= len(document.deadlines):
        return None
    deadline = document.deadlines[index]
    if deadline.span[0] >= end or deadline.kind not in _PLAIN:
        return None
    front = document.text[start : deadline.span[0]]
    return deadline if _LEAD.match(front) or _LED.match(front) else None
