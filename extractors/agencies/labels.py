"""Lists behind a label: 责任单位：市科技局、财政局."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex

from ppx import lexicon
from ppx.extractors.agencies.lists import Block, Entry, ends_as_name, entries
from ppx.extractors.agencies.vocabulary import vocabulary
from ppx.grammar import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.records import Role

# 列第一位者为牵头单位 | 排在首位的为牵头部门
FIRST_LEADS = regex.compile(
    r"(?:列|排|居|位于?)在?(?:第一|首)[位个的]?[^，。；]{0,8}?[为是]?牵头|第一[个家]?(?:责任)?单位[^，。；]{0,4}牵头"
)
"""a rule that the first of each list leads"""
LONGEST = 900
"""characters of a list; the longest seen has 420"""
_LONGEST_LABEL, _AHEAD = 48, 16
"""characters of the longest label that the words of the lexicon make, and of what is seen of the list behind it"""
_LONGEST_FREE = 14
"""characters up to which an entry may end in any word; a longer one that does not end as names do is prose"""
LONGEST_NAME = 44
"""characters of an entry; the longest seen has 37"""
# ，以下均需各县市区落实 | 。具体任务涉及…: what follows a list and is none of it
_STANDING = regex.compile(r"[，,；;。]\s*(?:以下(?!简称|统称|称)|不再|具体任务)")
_OPENERS = frozenset("(（[［〔【<＜〈{")
_BRACKETS = re.compile(r"[(（\[［〔【<＜〈{)）\]］〕】>＞〉}]")
_TRIGGERS = ("单位", "部门", "牵头", "责任")


@lexicon.cached
def pattern() -> re.Pattern[str]:
    """A label with its colon.

    责任单位： | 牵头推进单位： | 主要责任部门: | 牵头： | 牵头（责任）单位：
    """
    words = vocabulary()
    role, between = alternatives(words.roles), alternatives(words.words["labels"]["between"])
    nouns = alternatives(words.words["labels"]["nouns"])
    whole = rf"(?:{between}|{role}){{0,3}}(?:{nouns}(?:[及和、与]{nouns})?)"
    return re.compile(
        rf"(?P<role>{role})(?:[（(]{role}[)）])?(?:{whole}|(?<=牵头|配合|主办|协办))"
        r"\s*(?:[:：]|为[:：]?(?=[\u4e00-\u9fff]{2,12}[、，]))"
    )


@lexicon.cached
def _closing() -> re.Pattern[str]:
    """The end of a label: its colon or 为 behind the last character of a noun or of 牵头, 配合, 主办, 协办."""
    last = {noun[-1] for noun in vocabulary().words["labels"]["nouns"]} | set("头合办")
    return re.compile(rf"[{re.escape(''.join(sorted(last)))}]\s*+[:：为]")


def _labels(text: str) -> Iterator[re.Match[str]]:
    """Every label; only what stands before a colon or 为 is looked at."""
    done = 0
    for end in _closing().finditer(text):
        if end.start() >= done:
            label = pattern().search(text, max(done, end.start() - _LONGEST_LABEL), end.end() + _AHEAD)
            if label:
                done = label.end()
                yield label


@lexicon.cached
def _stop() -> regex.Pattern[str]:
    """What ends a list besides its bracket and the next label: a full stop, the line, a label of something else."""
    others = alternatives(vocabulary().words["labels"]["others"])
    return regex.compile(rf"[。\n]|[；;，,、\s]?{others}(?:要求|安排)?[:：]")


def find(text: str) -> Iterator[Block]:
    """Every labelled list."""
    if not any(trigger in text for trigger in _TRIGGERS):
        return
    labels = list(_labels(text))
    for index, label in enumerate(labels):
        start = label.end()
        below = text[start : start + 1] == "\n" and not pattern().match(text, start + 1)
        start += below
        following = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        end = _list_end(text, start, min(following, start + LONGEST))
        rule = _STANDING.search(text, start, end)
        end = rule.start() if rule else end
        given = role(label[0])
        found = listed(text, start, end, given)
        if found and (not below or all(ends_as_name(text, entry.span) for entry in found)):
            yield Block((label.start(), end), found, given, "labelled_list")


@lexicon.cached_last(256)
def role(label: str) -> Role:
    """牵头责任单位 leads, 配合责任单位 cooperates: 责任 yields to the other word."""
    held = {role for word, role in vocabulary().roles.items() if word in label}
    order: tuple[Role, ...] = ("lead", "cooperate", "support", "responsible", "mention")
    return next(found for found in order if found in held)


def listed(text: str, start: int, end: int, role: Role) -> tuple[Entry, ...]:
    """The entries between `start` and `end`, with the role of their label."""
    return tuple(_explicit(entry, role) for entry in entries(text, start, end) if _is_entry(text, entry))


def _is_entry(text: str, entry: Entry) -> bool:
    """Whether it can be a name: short enough, no rule about the list itself (列第一位者为牵头单位)."""
    start, end = entry.span
    if text.startswith(("下同", "以下", "不再"), start) or text.find("：", start, end) >= 0:
        return False
    if end - start > _LONGEST_FREE and not ends_as_name(text, entry.span):
        return False
    return end - start <= LONGEST_NAME and not (
        text.find("牵头", start, end) >= 0 and FIRST_LEADS.search(text, start, end)
    )


def _explicit(entry: Entry, role: Role) -> Entry:
    """Behind a label only 牵头, 配合 and 参与 after an entry say more than the label."""
    return entry if entry.duty in ("lead", "cooperate") else Entry(entry.span, role)


def _list_end(text: str, start: int, limit: int) -> int:
    """Where the list that starts at `start` ends: its closing bracket of any shape (A38), or what `_stop` finds."""
    depth = 0
    stop = _stop().search(text, start, limit)
    limit = stop.start() if stop else limit
    for bracket in _BRACKETS.finditer(text, start, limit):
        if bracket[0] in _OPENERS:
            depth += 1
        elif depth == 0:
            return bracket.start()
        else:
            depth -= 1
    return limit
