"""Reports: what a document tells of the past. No figure of it is a target."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    "力争|争取|确保|到20|至20|计划|拟|将|可(?:申请|享受|按|以|给予|获)|目标|要|预期|今年|明年|年底前|20[0-9x]{2}年底|必须|应|不得|给予|每年|原则上"
)
# the year of a report: `2024年，`; not one that is compared with or begun from
_YEAR = re.compile("(?<![比较与自从在到至〔0-9－—-])(?P<year>(?:19|20)[0-9]{2})年(?!基础上|以来|起|至今|后|底前|前)")
_HEADING = re.compile(
    "(?:工作)?回顾|发展基础|发展现状|工作成效|取得的?(?:主要)?成[效就绩]|现状|基本情况|主要成[就绩效]|发展成[就效]$"
    "|面临(?:的)?形势|进展情况|建设基础|现有基础"
)


# a heading without a number, on a line of its own: “十四五”时期工作回顾
_UNNUMBERED = re.compile("(?m)^(?![一二三四五六七八九十]{1,3}、|[（(第0-9])[^\n，。；：、！]{4,32}$")
_REPORT = re.compile("工作报告|工作总结")
# headings of what is to come, in a report that opens with what was done
_TO_COME = re.compile(
    "目标|任务|安排|重点工作|主要工作|要求|部署|打算|思路|建议|今年|明年|下一步|[“‘]十[四五六七八九]五|开好局|规划"
)
# “十四五”时期发展成就和“十五五”时期目标任务
_BOTH = re.compile("(?:成[就效绩]|回顾|总结)[和与及、]")
_AHEAD_LINE = re.compile("(?m)^[^\n]{0,16}(?:十五五|十六五|今后五年|未来五年|下一个五年|今年|主要目标)")
# what the review at the head of a work report says of time
_LOOKS_BACK = re.compile("去年|过去|[一三五]年来|以来|上年|回顾|20[0-9]{2}年")
_HEAD = 400
"""characters of a chapter that are looked at for a word that looks back"""


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
    """The spans that look back: clauses whose headings say so (`一、2024年工作回顾`), and the review that opens a work report."""
    found = [clause.span for clause in document.clauses if clause.heading and _HEADING.search(clause.heading)]
    if document.title and _REPORT.search(document.title):
        found += _opening(document)
        found += [
            (clause.span[0], _turn(document, clause.span))
            for clause in document.clauses
            if clause.heading and _BOTH.search(clause.heading) and not _HEADING.search(clause.heading)
        ]
    return found


def _turn(document: Document, span: Span) -> int:
    """Where a chapter that looks back and ahead turns: its first line that opens with the time to come."""
    found = _AHEAD_LINE.search(document.text, document.text.find("\n", *span) + 1 or span[1], span[1])
    return found.start() if found else span[0]


def _opening(document: Document) -> Iterator[Span]:
    """The reviews of a work report that no heading with a number tells: unnumbered ones, and a first chapter of many years."""
    lines = list(_UNNUMBERED.finditer(document.text))
    for number, line in enumerate(lines, 1):
        if _HEADING.search(line[0]):
            turn = next((later for later in lines[number:] if _TO_COME.search(later[0])), None)
            if turn:
                yield line.start(), turn.start()
    chapters = [clause for clause in document.clauses if clause.parent is None and clause.kind != "preamble"]
    first = chapters[0] if len(chapters) > 1 else None
    if first is None or not first.heading or _TO_COME.search(first.heading):
        return
    if _LOOKS_BACK.search(document.text, first.span[0], min(first.span[1], first.span[0] + _HEAD)):
        yield first.span


def told(document: Document) -> bool:
    """True for news and essays: documents that are no rule, plan or notice, so that their figures mostly report."""
    if document.kind:
        return document.kind == "新闻"
    if document.doc_number:
        return False
    return not _RULE.search(document.title) if document.title else not _binds(document.text)


def _binds(text: str) -> bool:
    """True where a text without a title obliges, plans or grants often enough to be a rule or a plan."""
    return len(text) < _PER_DUTY * (1 + sum(1 for _ in _DUTY.finditer(text)))


_ACTS = "(?:加强|加快|推进|推动|实施|深化|完善|健全|优化|支持|鼓励|落实|扩大|建立|开展|严格)"
# every alternative begins with a character of its own, which is what `re` looks for first
_DUTY = re.compile(
    "应当|必须|不得|给予|力争|确保|争取|到20[0-9]{2}年|要(?<![需主重只]要)(?=[加把在坚建进按及认严做积切统充全完组制]|求各)"
    "|申请|申报|年底前|牵头单位|责任单位|不低于|不少于|不超过|以下简称|责令|罚款|本(?:法|条例|规定|办法)"
    rf"|，{_ACTS}|。{_ACTS}|；{_ACTS}|\n{_ACTS}"
)
_PER_DUTY = 300
"""characters of a rule or plan in which such a word stands at least once"""


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
