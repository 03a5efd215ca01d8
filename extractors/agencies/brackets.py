"""Brackets that list agencies without a label.

（交通运输部、海关总署按职责分工负责）                   the verb tells the role (A21)
（省科技厅负责，各市人民政府结合实际落实）               each verb for the names since the verb before it (A22)
（市发展改革委、财政局）                                 at the end of a paragraph: responsible
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex

from ppx import lexicon
from ppx.extractors.agencies import labels
from ppx.extractors.agencies.lists import Block, Entry, entries
from ppx.extractors.agencies.names import LEVEL_WORD, defined_away, is_group, read
from ppx.extractors.agencies.vocabulary import vocabulary
from ppx.grammar import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.extractors.agencies.places import Scope
    from ppx.records import Span

_MARKS = re.compile(r"[(（\[［〔【)）\]］〕】]")
_OPENING = frozenset("(（[［〔【")
_COLON = re.compile("[:：为]")
"""what a label ends with"""
_SHORTEST = 4
_PARTICLES = regex.compile(r"[的将了]")
_PROSE = regex.compile(r"[的了是对将被把从]|应当|不得|可以|进行|开展|加强|通过|根据|以上|以下|企业[^、]*$")
# 下同 | 年内持续推进 | 6月底前完成: what stands behind the names and is none
_REMARK = regex.compile(
    r"下同|不再|年内|全年|持续|长期|适时|每|\d{1,4}[年月日]|[一二三四]季度|[上下]半年|[^、]{2,12}[前内]完成|并|同时|结果|具体"
)
_KIND = regex.compile(r"各.*(?:政府|管委会|办事处)")
_NAMED = ("plain", "party", "government", "national", "place")


def find(text: str, scope: Scope) -> Iterator[Block]:
    """Every bracket that lists agencies without a label."""
    for start, end in _pairs(text):
        inner = text[start + 1 : end]
        if _COLON.search(inner) and labels.pattern().search(inner):
            continue
        if _duty_words().search(inner):
            yield from _duties(text, start, end, scope)
        elif _ends_paragraph(text, start, end) and _all_named(text, start + 1, end, scope):
            yield Block((start, end), tuple(entries(text, start + 1, end)), "responsible", "bracket_list")


@lexicon.cached
def _duty_words() -> re.Pattern[str]:
    return re.compile(alternatives(vocabulary().verbs) + r"(?:落实|推进|实施|抓好)*(?:$|[，。；、])")


def _pairs(text: str) -> Iterator[Span]:
    """Brackets of a line long enough for a list; the shapes need not match, a lost one costs its own pair only (A38)."""
    opened: list[int] = []
    for mark in _MARKS.finditer(text):
        at = mark.start()
        if opened and text.find("\n", opened[-1], at) >= 0:
            opened = []
        if text[at] in _OPENING:
            opened.append(at)
        elif opened:
            start = opened.pop()
            if _SHORTEST <= at - start <= labels.LONGEST:
                yield start, at


def _duties(text: str, start: int, end: int, scope: Scope) -> Iterator[Block]:
    """A bracket whose entries end in verbs; nothing where one of them is no name."""
    stop = text.find("。", start, end)
    stop = end if stop < 0 else stop
    held: list[Entry] = []
    waiting: list[Entry] = []
    for entry in entries(text, start + 1, stop):
        if labels.FIRST_LEADS.search(text, *entry.span) or _REMARK.match(text, *entry.span):
            continue
        if not _is_name(text[slice(*entry.span)], scope):
            return
        waiting.append(entry)
        if entry.duty:
            held += [e._replace(duty=entry.duty) for e in waiting]
            waiting = []
    if held:
        held += [e._replace(duty=held[-1].duty) for e in waiting]
        yield Block((start, stop), tuple(held), "responsible", "bracket_duty")


def _all_named(text: str, start: int, end: int, scope: Scope) -> bool:
    """Nothing but names, one of them an organ with its level: 各有关单位 alone is no list, （金融办） a nameplate."""
    found = [text[slice(*entry.span)] for entry in entries(text, start, end)]
    named = any(read(name, scope).form in _NAMED or _KIND.match(name) for name in found)
    return named and all(_is_name(name, scope) for name in found)


def _ends_paragraph(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 1) : start] in ("", "。", "；", "\n") and text[end + 1 : end + 2] in (
        "",
        "\n",
        "。",
        "　",
    )


@lexicon.cached
def _name_ends() -> tuple[str, ...]:
    return tuple(vocabulary().words["ends"]["bracketed"])


def _is_name(name: str, scope: Scope) -> bool:
    """Whether it reads as an agency, and not as a clause of prose."""
    if len(name) > labels.LONGEST_NAME:
        return False
    how = read(defined_away(name), scope)
    if how.form == "group":
        return not _PARTICLES.search(name)
    if how.form != "unknown" or is_group(name) or scope.place(name) is not None:
        return True
    return name.endswith(_name_ends()) and (not _PROSE.search(name) or LEVEL_WORD.match(name) is not None)
