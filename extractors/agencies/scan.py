"""The scan of running text for candidates.

It stops at the characters that end organs; two-character tails of the lexicon's names decide where to look closer. What goes over
the whole text is of the module `re`, which finds one of a set of characters three times as fast as `regex`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex

from ppx import lexicon
from ppx.extractors.agencies import bodies, departments, organs
from ppx.extractors.agencies.candidates import Candidate, sharing
from ppx.extractors.agencies.names import Read, read
from ppx.extractors.agencies.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ppx.extractors.agencies.candidates import Sort
    from ppx.extractors.agencies.places import Scope
    from ppx.records import Span

# 各镇（街道）会同 | 各县（市、区）负责
_DIVISIONS = regex.compile(
    r"各(?:(?:设区的?市|省|市|区|县|州|盟|旗|乡|镇|街道?)(?:[(（〔][^)）〕]{1,12}[)）〕])?、?)+(?=按职责|牵头|会同|负责(?!人|同志|制)|配合|参与)"
)
# 2．象州公路养护中心：加强…
_HEADED = re.compile(r"[心队所站][：:]")
_HEADINGS = regex.compile(r"[．.、）)\n　](?P<name>[\u4e00-\u9fff]{3,14}(?:中心|大队|支队|总队|管理所|管理站))[：:]")
_UNLISTED = frozenset("局厅委办")
_OTHER_TAILS = ("政府", "部门", "判庭", "小组", "会议", "挥部", "专班", "公室", "委会", "工委", "海关", "事处", "机构")


@lexicon.cached
def _ends() -> re.Pattern[str]:
    """Where an organ may end: 局, 厅, 委, 办 alone, else the last two characters of a name; not where the word goes on.

    财政局 | 发展改革委 | 税务总局, but not 局长
    """
    words = vocabulary()
    goes_on = words.words["goes_on"]
    tails = {*words.tails.by_tail, *words.national_tails.by_tail, *_OTHER_TAILS}
    forms = []
    for last in goes_on:
        firsts = "".join(sorted(tail[0] for tail in tails if len(tail) > 1 and tail[1] == last))
        behind = "" if last in _UNLISTED else f"(?<=[{re.escape(firsts)}]{last})"
        if firsts or last in _UNLISTED:
            ahead = f"(?![{re.escape(goes_on[last])}])" if goes_on[last] else ""
            forms.append(last + ahead + behind)
    return re.compile("|".join(forms))


def find(text: str, scope: Scope, spans: Iterable[Span]) -> list[Candidate]:
    """Every candidate that begins in one of `spans` of the text, in text order; where two overlap the longer one."""
    out: list[Candidate] = []
    for start, stop in spans:
        found = [candidate for candidate in _within(text, start, stop, scope) if candidate.start >= start]
        out += _with_divisions(text, start, stop, found, scope)
    return out


def _with_divisions(text: str, low: int, high: int, found: list[Candidate], scope: Scope) -> list[Candidate]:
    """Divisions that act by themselves (由各镇（街道）会同…) and institutions whose duties are listed (象州公路养护中心：…)."""
    taken = {candidate.start for candidate in found}
    acting = [
        Candidate(*division.span(), Read(division[0], "group"), "group")
        for division in _DIVISIONS.finditer(text, low, high)
        if division.start() not in taken
    ]
    acting += [
        Candidate(*heading.span("name"), read(heading["name"], scope), "organ")
        for heading in (_HEADINGS.finditer(text, low, high) if _HEADED.search(text, low, high) else ())
        if heading.start("name") not in taken and scope.place_after(heading["name"])
    ]
    return sorted([*found, *acting]) if acting else found


def _within(text: str, low: int, high: int, scope: Scope) -> list[Candidate]:
    out: list[Candidate] = []
    goes_on = vocabulary().words["goes_on"]
    for mark in _ends().finditer(text, low, high):
        end = mark.end()
        if end == high < len(text) and text[end] in goes_on[mark[0]]:
            continue
        for found in _at(text, end, scope):
            while out and out[-1].end > found.start and out[-1].start >= found.start:
                out.pop()
            if not out or out[-1].end <= found.start:
                out.append(found)
    return out


def _at(text: str, end: int, scope: Scope) -> Sequence[Candidate]:
    """The candidates that end there, in text order."""
    tail = text[end - 2 : end]
    if tail == "部门":
        return departments.ending_at(text, end)
    if tail == "机构":
        start = departments.regulator(text, end)
        if start is None:
            return ()
        sort: Sort = "kind" if text.startswith("监管", end - 4) else "department"
        return (Candidate(start, end, Read(text[start:end], "unknown"), sort),)
    court = organs.court(text, end, scope) if tail in ("判庭", "法院") else None
    known, body = bodies.body(text, end, scope)
    found = court or (body if known else organs.organ(text, end, scope) or organs.unlisted(text, end))
    if found and tail == "政府" and found.read.form == "place":
        return *sharing(text, found, scope), found
    return (found,) if found else ()
