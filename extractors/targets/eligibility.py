"""Eligibility: where a document tells who may apply. A figure there selects (`注册资本不低于500万元`) and promises nothing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.records import Document, Span

_WHO = (
    "申报|申请|认定|准入|资格|评选|参评|评定|报名|报考|享受|入选|遴选|推荐|任职|招聘|录用|支持|补助|补贴|奖励|扶持|登记|受理"
    "|办理|入驻|入园|入会|参保|参赛|投标|受让|竞买|授信|贷款|贴息|退休|领取|落户|入户|加入|担任|设立|备案|注册|培育|基本|必备"
)
# `二、申报条件`, `（一）基本条件和要求`: not 保障条件, 办学条件
_HEADING = re.compile(
    rf"(?:{_WHO})(?:单位|企业|对象|人员?|主体|项目)?(?:的|应具备的?|需具备的?)?(?:基本|具体|资格)?(?:条件|资格|门槛)(?:[及和与](?:要求|标准|范围|对象))?$"
    r"|^(?:条件|(?:申报|申请)(?:要求|对象|范围|主体)|适用对象|支持对象|补贴对象|补助对象|奖励对象)$"
)
# `申报企业应当符合以下条件：`, `具备下列条件之一的：`, `有下列情形之一的，应当办理汇算清缴：`
_LEAD = re.compile(
    r"(?:符合|具备|满足|达到)[^，。；：\n]{0,16}(?:以下|下列|如下)[^。；：\n]{0,12}(?:条件|情形|资格)[^。；：\n]{0,16}(?:：|:|\n)"
    r"|(?:条件|资格|情形)(?:为|是|如下|包括)(?:：|:)"
    r"|有(?:以下|下列)[^。；：\n]{0,12}(?:情形|行为|情况)[^。；：\n]{0,60}(?:：|:|\n)"
)
# `属于…、…这几类情形的，应当提供劳动合同`: what stands before it in the sentence
_TAIL = re.compile("情[形况](?:之一)?的[，,]")
_REFERRING = ("这几类", "这几种", "这些", "这类", "这种", "上述", "以上", "前述")
"""what a tail has before it"""
_LONGEST = 300
"""characters of such a sentence that are looked at"""

_ENDS = ("条件", "资格", "门槛", "要求", "标准", "范围", "对象", "主体")
"""how every heading of them ends"""
_SIGNS = tuple(re.compile(sign) for sign in ("下(?:(?<=[以如]下)|列)", "：(?<=[为是括]：)", ":(?<=[为是括]:)"))
"""what a paragraph with a lead has one of; each begins with one character, which is found faster than any of several"""


def spans(document: Document) -> tuple[Span, ...]:
    """The stretches of the text that tell who may apply, in order and apart from one another."""
    found = [c.span for c in document.clauses if c.heading and c.heading.endswith(_ENDS) and _HEADING.search(c.heading)]
    found += [_listed(document, lead) for lead in _leads(document.text)]
    found += _told_before(document.text)
    apart: list[Span] = []
    for start, end in sorted(found):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return tuple(apart)


def _leads(text: str) -> Iterator[re.Match[str]]:
    """What leads up to a list of conditions, in text order; looked for only in paragraphs with a sign of one."""
    for start, end in sorted({_paragraph(text, sign.start()) for signs in _SIGNS for sign in signs.finditer(text)}):
        yield from _LEAD.finditer(text, start, end)


def _told_before(text: str) -> Iterator[Span]:
    """The conditions that a sentence tells before it refers to them."""
    for tail in _TAIL.finditer(text):
        if text.endswith(_REFERRING, 0, tail.start()):
            farthest = max(0, tail.start() - _LONGEST)
            start = max(farthest - 1, *(text.rfind(sign, farthest, tail.start()) for sign in "。；：\n")) + 1
            yield start, tail.start()


def _paragraph(text: str, at: int) -> Span:
    """The paragraph that holds a position, with its line break."""
    return text.rfind("\n", 0, at) + 1, text.find("\n", at) + 1 or len(text)


def _listed(document: Document, lead: re.Match[str]) -> Span:
    """The list behind a lead: the clauses below the one that it ends, or the rest of its paragraph."""
    text, start = document.text, lead.end()
    line_end = text.find("\n", start - 1)
    line_end = len(text) if line_end < 0 else line_end
    if text[start:line_end].strip():
        return start, line_end
    return start, _items_end(document, line_end)


def _items_end(document: Document, at: int) -> int:
    """Where the paragraphs end that follow the line break at `at` and each open a clause of one kind."""
    index = bisect_left(document.clauses, at, key=lambda clause: clause.span[0])
    kind = document.clauses[index].kind if index < len(document.clauses) else ""
    for clause in document.clauses[index:]:
        if clause.span[0] > at + 1 or clause.kind != kind:
            break
        at = document.text.find("\n", clause.span[0], clause.span[1])
        if at < 0:
            return clause.span[1]
    return at


def covers(found: tuple[Span, ...], position: int) -> bool:
    """True where one of the stretches holds the position."""
    index = bisect_right(found, position, key=lambda span: span[0]) - 1
    return index >= 0 and position < found[index][1]
