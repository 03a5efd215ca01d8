"""Reports: what a document tells of the past. No figure of it is a target."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ppx.records import Document, Span

_PAST = re.compile(
    r"""
    (?<![比较于])去年|上年(?![^，。；]{0,2}(?:增|提高|减|降))|截至目前|截[至止]20|目前|(?<!利用|依托|盘活|整合|改造|改建)(?<![对将把在以用托与和及于])现有|历史新高|上半年|一季度|前三季度
    |过去[一二三四五]年|[一三五]年来|以来|“十[二三]五”(?:时期|以来)
    |已[建经成引培完形认达实累有获集开启超]|累计已
    |(?:建成|完成|新增|引进|达到|增长|培育|实现|突破|获批|达|超过|下降)了
    |同比(?:增长|下降)|较上年同期
    """,
    re.VERBOSE,
)
_AHEAD = re.compile(
    "力争|争取|确保|到20|至20|计划|拟|将|目标|要|预期|今年|明年|年底前|20[0-9x]{2}年底|必须|应|不得|给予|每年|原则上"
)
# the year of a report: `2024年，`; not one that is compared with or begun from
_YEAR = re.compile("(?<![比较与自从在到至〔0-9－—-])(?P<year>(?:19|20)[0-9]{2})年(?!基础上|以来|起|至今|后|底前|前)")
_HEADING = re.compile(
    "(?:工作)?回顾|发展基础|发展现状|工作成效|取得的?(?:主要)?成[效就绩]|现状|基本情况|主要成[就绩效]|发展成[就效]$"
    "|面临(?:的)?形势|进展情况|建设基础|现有基础"
)


class View(NamedTuple):
    """How a document looks at time."""

    reviewed: list[Span]
    """the clauses that look back"""
    told: bool
    """True for news, so that only what aims counts"""
    plans: bool
    """True where it lists what is to be done"""
    year: int | None
    """the year that it speaks from"""


def look(document: Document) -> View:
    """How a document looks at time, read once."""
    return View(reviewed(document), told(document), plans(document), year_of(document))


def reviewed(document: Document) -> list[Span]:
    """The spans of the clauses whose headings say that they look back (`一、2024年工作回顾`)."""
    return [clause.span for clause in document.clauses if clause.heading and _HEADING.search(clause.heading)]


def told(document: Document) -> bool:
    """True for news and essays: documents that are no rule, plan or notice, so that their figures mostly report."""
    if document.kind:
        return document.kind == "新闻"
    return document.title is not None and not document.doc_number and not _RULE.search(document.title)


_RULE = re.compile(
    "方案|计划|规划|要点|意见|措施|纲要|办法|条例|通知|决定|规定|细则|公告|通告|报告|标准|函|批复|令|指南|指引|制度|政策|程序|规则"
    "|行动|安排|任务|指标|章程|清单|公报|法$|表$|第[一二三四五六七八九十]+(?:章|部分)|附件"
)


def plans(document: Document) -> bool:
    """True where the title says that the document lists what is to be done, so that bare `供水工程3个` is a target."""
    return document.title is None or bool(_PLAN.search(document.title))


_PLAN = re.compile("方案|计划|规划|要点|意见|措施|纲要|目标|任务|工作报告|行动|安排")


def aims(before: str) -> bool:
    """True where the words in front of a quantity set a goal, in a text that otherwise reports."""
    return bool(_AIM.search(before))


_AIM = re.compile("力争|争取|确保|计划|拟|目标|到20[0-9]{2}|至20[0-9]{2}|年底前|十五五|“十四五”末")


def year_of(document: Document) -> int | None:
    """The year that the document speaks from."""
    date = document.signed or document.published
    return int(date[:4]) if date and date[:4].isdigit() else None


def past(before: str, year: int | None) -> bool:
    """True where a sentence reports: its words up to the quantity speak of the past and none looks ahead."""
    if _AHEAD.search(before):
        return False
    if _PAST.search(before):
        return True
    if year is None or "年" not in before:
        return False
    named = [int(found["year"]) for found in _YEAR.finditer(before)]
    return bool(named) and named[-1] < year
