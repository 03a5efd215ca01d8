"""A second look where the count shows that something is missing or damaged.

Between the clause that came before in the count and the one that jumps, a marker inside a line may have lost its line
break, and a paragraph may have lost its whole marker. What comes back are further candidates; the count decides again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import regex

from ppx.clauses.markers import Mark, find_articles, find_inline, find_leads
from ppx.clauses.styles import FIRM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ppx.clauses.numbering import Choice

TORN = 0.2
"""share of jumps in a style's count from which the page is an excerpt: what is missing is missing, no paragraph lost a marker"""
SINGLE = 0.75
"""share of one-paragraph clauses from which a further paragraph is likely to be a clause of its own"""
ROWS = 40
"""paragraphs looked at in one gap"""

# 加强组织领导。成立…… / 强化资金保障
RUN_IN = regex.compile(r"[^。；：？！\n]{4,30}。(?=[^\n])")
OWN = regex.compile(r"[^。；：？！\n\d][^。；：？！\n]{1,38}$")
# 总 则 / 规划、建设与管理
TITLE = regex.compile(r"[\u4e00-\u9fff、“”\s]{2,24}")
# 前款规定的…… / 其中，…… / 2021年11月4日 / 责任单位：……
UNLIKELY = regex.compile(
    r"(?:违反|依照|按照|依据)?(?:前[款项条一二两三四]|本条|本款|上述|以上)|第[一二三四五六七八九十]+款|其中|但|附件|注[:：]|[（(〔\d”]"
    r"|.{2,6}(?:单位|部门|领导)[:：]|.*\d{4}年\d{1,2}月\d{1,2}日$|.{2,30}(?:人民政府|办公[厅室]|委员会|[局厅委])$"
)

# 违反本条例规定，…… / 有下列情形之一的，…… / 为了规范…… / 本办法自…… — three to fifty times as often the first paragraph
# of an article as a further one, counted over 17,000 articles of laws
OPENS_ARTICLE = regex.compile(
    r"对?违反本(?:法|条例|办法|规定|细则|规则)|有?下列|为了?|根据|本(?:法|条例|办法|规定|细则|规则|解释)(?:自|适用)|本[省市]行政|国家(?:实行|建立|加强)|公民应当|各级人民政府"
)
# 其他…… / 有关部门应当…… / 经批准…… — more often a further one
GOES_ON = regex.compile(
    r"其他|有关|相关|法律、|未经|经批准|鼓励|对于|新闻媒体|乡[（(]镇|省、自治区|具体|同时|因|需要|属于"
)


@dataclass(frozen=True, slots=True)
class Gap:
    """The stretch of text in which a style's count shows damage."""

    start: int
    end: int
    style: str
    missing: range
    forms: frozenset[str]
    """what the clauses before and behind look like"""


def find_lost(text: str, choices: Sequence[Choice]) -> list[Mark]:
    """Further candidates in the gaps of a reading, in no order."""
    jumps = Counter(choice.style for choice in choices if choice.jump)
    counts = Counter(choice.style for choice in choices)
    single = _single(text, choices)
    lost: dict[int, Mark] = {}
    taken = {choice.mark.start: choice.style for choice in choices}
    leads = find_leads(text)
    for gap in _gaps(text, choices):
        if gap.missing:
            for mark in (*find_inline(text, leads, gap.start, gap.end), *find_articles(text, gap.start, gap.end)):
                if mark.style == gap.style and mark.number in gap.missing:
                    lost.setdefault(mark.start, mark._replace(skip=0.0, use=0.3))
        if jumps[gap.style] <= max(1, TORN * counts[gap.style]):
            for mark in _bare(text, gap, taken, single=gap.style in single):
                lost.setdefault(mark.start, mark)
    for mark in _behind_repaired(text, leads, choices):
        lost.setdefault(mark.start, mark)
    return list(lost.values())


def _behind_repaired(text: str, leads: Sequence[int], choices: Sequence[Choice]) -> Iterator[Mark]:
    """The next number inside the line of a clause whose own number was repaired: their line break may be lost too."""
    for choice in choices:
        if not choice.repaired or choice.mark.prefix:
            continue
        end = text.find("\n", choice.mark.end)
        end = len(text) if end < 0 else end
        for mark in (*find_inline(text, leads, choice.mark.end, end), *find_articles(text, choice.mark.end, end)):
            if mark.style == choice.style and mark.number == choice.ordinal + 1:
                yield mark._replace(skip=0.6, use=0.4)


def _gaps(text: str, choices: Sequence[Choice]) -> Iterator[Gap]:
    last: dict[str, Choice] = {}
    recent: dict[str, list[Choice]] = defaultdict(list)
    path: list[Choice] = []
    for choice in choices:
        del path[choice.depth :]
        before = last.get(choice.style)
        if path and (before is None or (choice.ordinal - choice.jump == 1 and before.mark.start < path[-1].mark.start)):
            before = path[-1]
        if choice.jump or choice.repaired or choice.mark.use:
            missing = range(choice.ordinal - choice.jump, choice.ordinal)
            if choice.jump:
                before = _sound(recent[choice.style]) or before
            forms = {_form(text, one.mark.end) for one in (before, choice) if one and one.style == choice.style}
            yield Gap(before.mark.end if before else 0, choice.mark.start, choice.style, missing, frozenset(forms))
        last[choice.style] = choice
        recent[choice.style] = [*recent[choice.style][-3:], choice]
        path.append(choice)


def _sound(row: Sequence[Choice]) -> Choice | None:
    """The last clause of a row in front of its first repaired one; None where there is none of both."""
    repaired = next((i for i, choice in enumerate(row) if choice.repaired), 0)
    return row[repaired - 1] if repaired else None


def _single(text: str, choices: Sequence[Choice]) -> set[str]:
    """The styles whose clauses, where nothing stands under them, are one paragraph each."""
    total: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for i, choice in enumerate(choices[:-1]):
        if choices[i + 1].depth > choice.depth:
            continue
        total[choice.style] += 1
        alone[choice.style] += "\n" not in text[choice.mark.end : choices[i + 1].mark.start].strip()
    return {style for style, count in total.items() if count >= 5 and alone[style] >= SINGLE * count}


def _form(text: str, start: int) -> str:
    """What the paragraph that begins at `start` looks like: a title and text, a title alone, an item of a list, a sentence."""
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)].strip()
    if line.endswith(("；", ";")):
        return "item"
    if RUN_IN.match(line):
        return "run_in"
    return "own" if OWN.match(line) else "sentence"


def _bare(text: str, gap: Gap, taken: Mapping[int, str], *, single: bool) -> Iterator[Mark]:
    """The paragraphs of a gap that may have lost their marker: those that look like the clauses around it."""
    start = text.find("\n", gap.start, gap.end) + 1
    titled = False
    for row in count():
        if not start or start >= gap.end or (row == ROWS and gap.style not in FIRM):
            return
        end = text.find("\n", start, gap.end)
        end = gap.end - 1 if end < 0 else end
        line = text[start:end].strip()
        at = text.find(line, start) if line else start
        if line and at not in taken and "\t" not in line and not UNLIKELY.match(line):
            use = _cost(gap, line, _form(text, at), heads=end + 1 in taken, single=single)
            if use is not None:
                use = min(use, 0.1) if titled else use
                yield Mark(at, at, gap.style, None, "", skip=0.0 if gap.missing else 1.2, use=use)
        titled = taken[at] in FIRM if at in taken else bool(TITLE.fullmatch(line))
        start = end + 1


def _cost(gap: Gap, line: str, form: str, *, heads: bool, single: bool) -> float | None:
    """What it costs to take a paragraph of this form for the missing clause; None where it cannot be."""
    if gap.style in FIRM:
        if form != "own" or not gap.missing or not TITLE.fullmatch(line):
            return None
        return 0.3 if heads else 0.8
    if not gap.missing:
        return 0.4 if single and gap.style != "article" else None
    if gap.style == "article":
        return _cost_of_article(line, form in gap.forms)
    if form not in gap.forms:
        return None
    if form != "sentence":
        return 0.4
    return 0.9 if single else None


def _cost_of_article(line: str, alike: bool) -> float:
    """What it costs to take a paragraph for the article that is missing."""
    cost = 0.7 if alike else 0.9
    if OPENS_ARTICLE.match(line) or line.endswith(("：", ":")):
        return cost - 0.3
    return cost + 0.1 if GOES_ON.match(line) else cost
