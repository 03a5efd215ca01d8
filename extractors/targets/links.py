"""Links: the deadline that governs a quantity.

It stands in the quantity's own sentence, or opens its paragraph or its enumeration; one from further away never governs.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from ppx.records import Deadline, Document, Span

# `到2025年，`, `力争到2025年：`, `（三）发展目标。到2025年，`: what may stand in front of a deadline that opens a paragraph
_LEAD = regex.compile(
    r"^[\s　]*(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]?)?(?:——)?[^，。；：\n]{0,16}[。：]?(?:力争|确保|争取|计划|努力|通过努力，)?$"
)
# `根据全市农业发展行动方案和主要任务，`到2025年: words that lead up to it in the first sentence, no figure among them
_LED = regex.compile("[^。；\n]{0,90}[，：]$")
_SENTENCE = regex.compile(r"(?:^|[。\n：；　])(?:力争|确保|争取|计划|努力)?$")
PARAGRAPH, LIST = 3000, 20
"""how long a paragraph, how many items of a list are looked over"""
_PLAIN = ("by", "during")


# `开办时间压缩至`1个工作日以内: a length to reach, which governs nothing
_REACHED = regex.compile("(?:压缩|缩短|压减|精简|减少|控制|缩减|降低?|提速)(?:至|到|在|为)[0-9.]{0,4}$")


def is_length(text: str, start: int) -> bool:
    """True where the time at `start` is a length that is to be reached."""
    return bool(_REACHED.search(text, max(0, start - 9), start))


def governing(document: Document, span: Span, sentence: Span) -> Deadline | None:
    """The deadline of the quantity at `span` in `sentence`, or None."""
    deadlines = document.deadlines
    index = bisect_right(deadlines, span[0], key=lambda d: d.span[0])
    near = None
    at = index - 1
    while at >= 0 and deadlines[at].span[0] >= sentence[0]:
        if is_length(document.text, deadlines[at].span[0]):
            at -= 1
            continue
        if deadlines[at].kind in _PLAIN or deadlines[at].kind == "within":
            near = deadlines[at]
            break
        at -= 1
    if near:
        return near
    return _opening(document, span[0], sentence[0])


def _opening(document: Document, position: int, floor: int) -> Deadline | None:
    """The deadline that opens the paragraph of `position`, or the one that leads its enumeration."""
    text = document.text
    start = text.rfind("\n", max(0, position - PARAGRAPH), position) + 1
    found = _first(document, start, floor)
    if found:
        return found
    if text.startswith("——", start):
        return _leading(document, start)
    index = bisect_right(document.clauses, position, key=lambda clause: clause.span[0]) - 1
    clause = document.clauses[index] if index >= 0 else None
    if clause is None or clause.parent is None:
        return None
    parent = next((c for c in reversed(document.clauses[:index]) if c.id == clause.parent), None)
    if parent is None or "目标" not in (parent.heading or ""):
        return None
    child = next(c for c in document.clauses if c.parent == parent.id)
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
