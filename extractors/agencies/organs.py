"""Organs in running text: national and local ones by the lexicon, unlisted ones by their level and ending, special courts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx.extractors.agencies.candidates import (
    ALTERNATIVES,
    LEVELS,
    VERBS_INSIDE,
    Candidate,
    bounded,
    level_or_place,
    made,
)
from ppx.extractors.agencies.names import Read
from ppx.extractors.agencies.vocabulary import vocabulary

if TYPE_CHECKING:
    from ppx.extractors.agencies.places import Scope

_WINDOW = 24
"""characters of the longest organ with its place"""
_SEATS = ("人民政府", "政府", "党委", "委")
# 县（市、区） | 各市、区 | 市县两级 | 市、县两级 before an organ
_SET_BEFORE = regex.compile(
    rf"(?:各|相关|有关)?(?:{LEVELS}[、和及])*{LEVELS}{ALTERNATIVES}$|(?:各|{LEVELS}[、和及]?)+{LEVELS}(?:两级|三级)?$|[省市县区、]+[两三]级$"
)
_SET_ENDS = frozenset("区市县州盟旗乡镇道省级)）〕〉>")
"""the last characters of such a set"""
# 市营商环境建设局 | 县督查和绩效办, at a word's edge
_UNLISTED = regex.compile(
    r"(?:^|[^\u4e00-\u9fff]|[由向经报和与及商请在对为以从到至或送])"
    r"(?P<name>(?P<level>自治区|省|市|县|区|州|盟|旗)(?:委|政府)?(?![场区内外级])[\u4e00-\u9fff]{2,14}(?:局|厅|办|委))$"
)
_LEVELS = frozenset("区省市县州盟旗")
"""the last characters of its levels"""
_NO_ORGAN = regex.compile(
    r"^(?:区域|市场|市政(?![务府数])|县域|省际|区块)|(?:[布格结全大开时破]局|[举开承主协申督交催查代帮快通联能可网一好难兴创]办)$"
)
# 医疗器械技术审评检查长三角分中心 behind 国家药监局
_BRANCH = regex.compile(
    r"[\u4e00-\u9fff]{2,16}?(?:分中心|监管局|监管分局|分局|专员办事处|专员办|税务局|分行|中心支行|营业管理部|营管部|派出局)(?!长)"
)
# 安全生产委员会 behind 国务院
_STATE_BODY = regex.compile(r"[\u4e00-\u9fff]{2,16}?(?:委员会|领导小组|联席会议)(?:办公室)?")
# 东洲分局 behind 市生态环境局
_OFFICE = regex.compile(r"[\u4e00-\u9fff]{2,4}分局(?!长)")
_COURT = regex.compile(r"[\u4e00-\u9fff]{2,8}(?:法院|审判庭)")


def organ(text: str, end: int, scope: Scope) -> Candidate | None:
    """The organ of the lexicons that ends at `end`, with the level, place or seat before it."""
    words = vocabulary()
    low = max(0, end - _WINDOW)
    national = words.national_tails.ending_at(text, end, low)
    local = words.tails.ending_at(text, end, low)
    if national and (local is None or len(national) > len(local)):
        start = end - len(national)
        if len(national) > 3 or national == "国务院" or bounded(text, start):
            return _national(text, start, end, national)
    return _local(text, end - len(local), end, local, scope) if local else None


def _national(text: str, start: int, end: int, name: str) -> Candidate:
    branch = _BRANCH.match(text, end) or (_STATE_BODY.match(text, end) if name == "国务院" else None)
    if branch:
        return Candidate(start, branch.end(), Read(text[start : branch.end()], "branch", organ=name), "organ")
    return Candidate(start, end, Read(name, "national", organ=name), "organ")


def _local(text: str, start: int, end: int, name: str, scope: Scope) -> Candidate | None:
    seat = next((s for s in _SEATS if text.endswith(s, 0, start)), "")
    if seat and name not in _SEATS:
        first = level_or_place(text, start - len(seat), scope)
        if first is not None:
            return made(text, first, end, scope)
    first = level_or_place(text, start, scope)
    if first is not None:
        youth = name == "委" and first > 0 and text[first - 1] == "团"
        office = _OFFICE.match(text, end) if name[-1] == "局" else None
        return made(text, first - 1 if youth else first, office.end() if office else end, scope)
    group = _SET_BEFORE.search(text, max(0, start - 24), start) if text[start - 1 : start] in _SET_ENDS else None
    if group:
        return Candidate(group.start(), end, Read(text[group.start() : end], "group"), "group")
    if len(name) < 2:
        return None
    if name == "海关":
        return Candidate(start, end, Read(name, "unknown"), "kind")
    alone = name[-1] in "局厅" and bounded(text, start) and text[start - 1 : start] not in "、和与及"
    return Candidate(start, end, Read(name, "bare", organ=name), "organ" if alone else "bare")


def unlisted(text: str, end: int) -> Candidate | None:
    """A level, a name that no lexicon holds, and an organ's ending: 市营商环境建设局."""
    if _LEVELS.isdisjoint(text[max(0, end - 20) : end]):
        return None
    found = _UNLISTED.search(text, max(0, end - 20), end)
    if not found or "人民政府" in found["name"]:
        return None
    if VERBS_INSIDE.search(found["name"]) or _NO_ORGAN.search(found["name"]):
        return None
    return Candidate(found.start("name"), end, Read(found["name"], "plain", found["level"]), "organ")


def court(text: str, end: int, scope: Scope) -> Candidate | None:
    """A special court under its place: 武汉知识产权法院."""
    for start in range(max(0, end - 14), end - 4):
        place = scope.place_after(text[start : end - 2])
        if place and _COURT.fullmatch(text, start + len(place), end):
            return Candidate(start, end, Read(text[start:end], "body", place), "organ")
    return None
