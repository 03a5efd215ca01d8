"""Governments, committees of zones, coordinating bodies and offices in running text: named ones, sets and kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx import lexicon
from ppx.extractors.agencies.candidates import (
    ALTERNATIVES,
    LEVELS,
    VERBS_INSIDE,
    Candidate,
    level_or_place,
    made,
    named_zone,
)
from ppx.extractors.agencies.names import Read, read
from ppx.extractors.agencies.organs import organ
from ppx.extractors.agencies.vocabulary import vocabulary
from ppx.grammar import alternatives

if TYPE_CHECKING:
    from ppx.extractors.agencies.places import Scope

_SETS = rf"(?:各|相关|有关|全市各|全省各)?(?:{LEVELS}{ALTERNATIVES}?[、和]?)+级?"
# 各县（市、区）人民政府 | 相关市、县（区）政府 | 各集聚区所在县（市、区）人民政府 | 试点城市政府
_SET = regex.compile(
    rf"(?P<set>(?:各[\u4e00-\u9fff]{{2,6}}所在|各试点|试点|相关|有关)?(?:城市|{_SETS}))(?:党委、)?(?:人民)?政府$"
)
_SET_ENDS = frozenset("省市县区州盟旗乡镇道级、和)）〕〉>")
"""the last characters of what stands before its 政府"""
# 各县（市、区）党委和人民政府: the government of the same set
_AND_GOVERNMENT = regex.compile(rf"(?P<set>各{_SETS})党委(?:和|与|及)(?P<own>(?:人民)?政府)$")
_AND = frozenset("和与及")
# 市十五届政府
_TERM = regex.compile(r"(?r)(?P<level>[省市县区州])第?[一二三四五六七八九十]+届(?:人民)?政府")
_RELATIVE = regex.compile(
    r"(?r)(?:各级|同级|本级|上级|下级|当地|地方|所在地|属地|所属|该|两级|三级|政府和|国|电子|数字|外国|中国)(?:党委[、和])?(?:人民)?政府"
)
# 柳东新区管委会: a zone that neither a place nor the lexicon names
_UNKNOWN_ZONE = regex.compile(
    r"(?:^|[^\u4e00-\u9fff]|[由向经报和与及商请在对为以从到至或])(?P<zone>[\u4e00-\u9fff]{2,4}(?:[新发园技试示度保]区|高新区|经开区|合作区|商务区|管理区|先导区|[港片]区))(?:管委会|党工委)$"
)
_ZONE_VERBS = regex.compile(
    r"各|有关|相关|监督|支持|鼓励|推动|引导|指导|强化|明确|完善|理顺|赋予|授权|协调|督促|优化|省级|国家级|市级|所在|该|本|编制|厘清|规范|理清|划清|[其与和及]|.[与和及]"
)
_ENDINGS = ("领导小组", "协调小组", "工作小组", "联席会议", "指挥部", "工作专班")
_COORDINATING = rf"(?:{'|'.join(_ENDINGS)})"
_OFFICES = ("小组办公室", "会议办公室", "指挥部办公室")
_TAILS = frozenset(("政府", "小组", "会议", "挥部", "专班", "公室", "委会", "工委", "事处"))
"""the last two characters of what this module reads"""
_KIND = regex.compile(rf"[省市县区]?{_COORDINATING}(?:办公室)?$")
_STOPS = "，。；：、（）《》\n"
_LONGEST = 45
_LEAD_VERBS = regex.compile(
    r"成立了?|设立了?|组建|建立健全|建立|调整|报送|上报|报|向|经(?![济贸营费信])|由|会同|的|任(?!务)|将|为|是|在(?!线)|充分发挥|发挥|提交|召开"
)
_FOUNDED = regex.compile(r"成立|设立|组建")
_LEVELLED = regex.compile(r"自治区|全?[省市县区州](?!场)")
# 县级路长办公室
_OFFICE = regex.compile(r"(?P<name>(?:省|市|县|区|乡镇|镇|乡)级[\u4e00-\u9fff]{2,8}办公室)$")


def body(text: str, end: int, scope: Scope) -> tuple[bool, Candidate | None]:
    """Whether what ends at `end` is a body of this module's kinds, and the candidate that it makes."""
    if text[end - 2 : end] not in _TAILS:
        return False, None
    if text.endswith("政府", 0, end):
        return True, _government(text, end, scope)
    if text.endswith(_ENDINGS, max(0, end - 4), end) or text.endswith(_OFFICES, max(0, end - 6), end):
        return True, _coordinating(text, end, scope)
    if text.endswith(("管委会", "党工委"), max(0, end - 3), end):
        return True, _committee(text, end, scope)
    if text.endswith("办公室", max(0, end - 3), end):
        return True, _office(text, end, scope)
    if text.endswith("办事处", max(0, end - 3), end):
        return True, _street(text, end)
    return text.endswith(("小组", "会议", "挥部", "专班"), 0, end), None


def _government(text: str, end: int, scope: Scope) -> Candidate | None:
    low = max(0, end - 40)
    if _RELATIVE.match(text, low, end):
        return None
    start = end - (4 if text.endswith("人民政府", 0, end) else 2)
    before = text[start - 1 : start]
    beside = _AND_GOVERNMENT.search(text, low, end) if before in _AND else None
    if beside:
        name = beside["set"] + beside["own"]
        return Candidate(beside.start("own"), end, Read(name, "group"), "group", name)
    term = _TERM.match(text, low, end) if before == "届" else None
    if term:
        return Candidate(term.start(), end, Read(term[0], "plain", term["level"], "政府"), "organ")
    first = level_or_place(text, start, scope)
    if first is not None and text[first:start] in ("镇", "乡"):
        return Candidate(first, end, Read(text[first:end], "group"), "kind")
    if first is not None and before not in "省市县区州盟旗":
        return None
    if first is not None and text[first - 1 : first] not in ("各", "、"):
        return made(text, first, end, scope)
    group = _SET.search(text, low, end) if before in _SET_ENDS else None
    if group and len(group["set"]) > 1:
        return Candidate(group.start(), end, Read(text[group.start() : end], "group"), "group")
    return made(text, first, end, scope) if first is not None else None


@lexicon.cached
def _of_kind() -> regex.Pattern[str]:
    zones = alternatives(vocabulary().words["kinds"]["zones"])
    return regex.compile(
        rf"(?P<set>各|有关|相关)?(?:省级|国家级|市级)?(?:{zones}(?:{ALTERNATIVES})?)?(?:管委会|党工委)$"
    )


def _committee(text: str, end: int, scope: Scope) -> Candidate:
    """管委会 with its zone: a place in it or the lexicon make it a name, 开发区管委会 is a kind."""
    seat = end - 3
    for start in range(max(0, end - 17), seat - 1):
        if named_zone(text[start:seat], scope):
            return Candidate(start, end, read(text[start:end], scope), "organ")
    if text[seat - 1 : seat] == "区" and text[seat - 2 : seat - 1] not in vocabulary().words["levels"]["区"]:
        return Candidate(seat - 1, end, Read(text[seat - 1 : end], "zone", "区", "管委会"), "organ")
    unknown = _unknown_zone(text, end)
    if unknown is not None:
        return Candidate(unknown, end, Read(text[unknown:end], "zone", text[unknown:seat], "管委会"), "organ")
    found = _of_kind().search(text, max(0, end - 26), end)
    start = found.start() if found else seat
    return Candidate(start, end, Read(text[start:end], "group"), "group" if found and found["set"] else "kind")


def _unknown_zone(text: str, end: int) -> int | None:
    """Where a zone begins that neither a place nor the lexicon names (柳东新区管委会); None for kinds and prose."""
    found = _UNKNOWN_ZONE.search(text, max(0, end - 14), end)
    if not found or VERBS_INSIDE.search(found["zone"]) or _ZONE_VERBS.match(found["zone"]):
        return None
    return None if _of_kind().fullmatch(text, found.start("zone"), end) else found.start("zone")


def _coordinating(text: str, end: int, scope: Scope) -> Candidate | None:
    """领导小组 and its kin: named with a level or a place, or where the sentence founds them; else a kind."""
    low = max(max(text.rfind(mark, max(0, end - _LONGEST), end) for mark in _STOPS) + 1, end - _LONGEST, 0)
    lead = list(_LEAD_VERBS.finditer(text, low, end))
    start = lead[-1].end() if lead else low
    name = text[start:end]
    if start > 1 and text[start - 1] == "、" and text[start - 2] in "省市县区州家":
        return None
    levelled = _LEVELLED.match(name) or scope.place_after(name) or name.startswith(("国务院", "国家"))
    if name.endswith("联席会议") and text[end : end + 2] in ("制度", "机制") and not levelled:
        return None
    founded = bool(lead) and _FOUNDED.search(text, max(0, start - 30), start) is not None
    if not _KIND.fullmatch(name) and (levelled or (founded and not name.endswith("联席会议"))):
        how = read(name, scope)
        return Candidate(start, end, how if how.form in ("plain", "body") else Read(name, "unknown"), "coordinating")
    kind = _KIND.search(name)
    return Candidate(start + kind.start(), end, Read(kind[0], "unknown"), "kind") if kind else None


def _office(text: str, end: int, scope: Scope) -> Candidate | None:
    """办公室 of a government, of a committee, of a level; alone it is no name."""
    found = organ(text, end, scope)
    if found and found.sort != "bare":
        return found
    level = _OFFICE.search(text, max(0, end - 16), end)
    if level and not VERBS_INSIDE.search(level["name"]):
        return Candidate(level.start("name"), end, Read(level["name"], "unknown"), "organ")
    return None


def _street(text: str, end: int) -> Candidate | None:
    """街道办事处, 各街道办事处; 所在地街道办事处 is whichever it may be."""
    start = end - 5
    if not text.startswith("街道办事处", start) or text.endswith(("所在地", "当地", "属地"), 0, start):
        return None
    if text[start - 1 : start] == "各":
        return Candidate(start - 1, end, Read(text[start - 1 : end], "group"), "group")
    return Candidate(start, end, Read(text[start:end], "group"), "kind")
