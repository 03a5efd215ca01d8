"""Fields with 部门: 市科技行政部门, 机构编制部门, 科技、财政、税务等部门 (one each, A26)."""

from __future__ import annotations

import regex

from ppx import divisions, lexicon
from ppx.extractors.agencies.candidates import VERBS_INSIDE, Candidate, bounded
from ppx.extractors.agencies.names import Read
from ppx.extractors.agencies.vocabulary import vocabulary
from ppx.grammar import alternatives

_QUALIFIER = r"(?:行政主管|行政管理|行政执法|行政|主管|监督管理|管理|监管|监督)"
_RELATIVE = r"(?:相关职能|有关职能|相关|有关|职能|各|多个|个|政府)"
_RELATIVES = (
    "同级",
    "本级",
    "上级",
    "下级",
    "相应",
    "涉企",
    "内设",
    "所属",
    "企业",
    "公司",
    "医院",
    "学校",
    "高校",
    "单位",
)
_QUICK_NO = frozenset(("有关", "相关", "职能", "各个", "业务", "内设", "直属", "两个", "多个"))
_MUNICIPAL = ("市政", "市场", "市容")
"""fields that begin with the character of a level"""
_LONGEST = 90
"""characters of the longest enumeration before 部门"""
# 市审批改革部门: a level and a field that no lexicon holds
_LEVELLED = regex.compile(r"(?r)(?P<name>(?:自治区|省|市|县|区)(?![级直属内外场域])[\u4e00-\u9fff]{2,8}部门)")
_LEVELS = frozenset("区省市县")
# 国有资产监管机构 | 县交通运输局下属农村公路管理机构
_REGULATOR = regex.compile(
    r"(?:国有资产|国资|银行业?|证券|保险|金融|银行业金融|药品|市场)(?:监督管理|监管)机构$"
    r"|(?:县|市|区|乡镇)?(?:[\u4e00-\u9fff]{2,8}局|人民政府)?(?:下属|所属)[\u4e00-\u9fff]{2,10}管理机构$"
)


@lexicon.cached
def _enumeration() -> regex.Pattern[str]:
    """What stands before 部门, read from right to left: fields, what qualifies them, 等.

    科技、财政、税务等 | 市科技行政 | 财政、审计和交通运输主管 | 县（市、区）科技行政主管
    """
    field = alternatives(vocabulary().fields)
    one = r"(?:各级|国家|自治区|省级|市级|县级|区级|省|市|县|区|州|盟|旗)"
    brackets = r"(?:[(（][^)）]{1,10}[)）])?"
    level = rf"(?:各?{one}{brackets}(?:[、和或及]?{one}{brackets}){{0,3}})?"
    joined = r"(?:以及|[、，和与及或])"
    return regex.compile(
        rf"(?r)(?P<fields>(?P<level>{level})(?:(?P<one>{one}?{field}{_QUALIFIER}?){joined})*(?:(?<![省市县区州盟旗][、和或及])(?<!各){one})?(?P<last>{field}))"
        rf"(?P<qualifier>{_QUALIFIER}{{0,2}})(?P<etc>等(?:[\u4e00-\u9fff]{{2,8}}领域)?)?(?P<relative>{_RELATIVE}*)(?P<rank>{_QUALIFIER}?)部门"
    )


def ending_at(text: str, end: int) -> list[Candidate]:
    """The fields of the 部门 that ends at `end`, one candidate each; the last one is whole with 部门 where that says more."""
    if text[end - 4 : end - 2] in _QUICK_NO and "等" not in text[max(0, end - 8) : end - 4]:
        return []
    found = _enumeration().match(text, max(0, end - _LONGEST), end)
    if found is None:
        return _levelled(text, end)
    if (found["relative"] and not found["etc"]) or _relative(text, found.start()):
        return []
    spans = [*reversed(found.spans("one")), found.span("last")]
    first, level = found.start("fields"), found["level"]
    comma = text.rfind("，", spans[0][0], spans[-1][0])
    if comma >= 0 and (found["qualifier"] or found["rank"] or not bounded(text, found.start())):
        spans = [span for span in spans if span[0] > comma]  # 推进政务公开，教育行政部门: two clauses
        first, level = spans[0][0], ""
    parts = [(_whole(text, first, level), spans[0][1]), *spans[1:]]
    if not found["etc"] and (len(parts) == 1 or found["qualifier"] or found["rank"]):
        parts[-1] = (parts[-1][0], end)
    whole = len(parts) == 1 and _is_set(found["level"])
    return [Candidate(a, b, Read(text[a:b], "group" if whole else "unknown"), "department") for a, b in parts]


def _whole(text: str, start: int, level: str) -> int:
    """Where the level begins that is part of a longer word: 城市园林绿化主管部门, 青州市综合行政执法部门."""
    if text.endswith("公安机关", 0, start):
        return start - len("公安机关")  # 公安机关交通管理部门
    level = level or ("市" if text[start] == "市" and not text.startswith(_MUNICIPAL, start) else "")
    if not level or level[0] not in "省市县区州盟旗":
        return start
    end = start + (2 if level.startswith("州市") else 1)
    for first in range(max(0, start - 10), start):
        if divisions.named(text[first:end]):
            return first
    return start - 1 if text[start - 1 : start] == "城" else start


def _relative(text: str, start: int) -> bool:
    return text[start - 1 : start] == "该" or text[max(0, start - 2) : start] in _RELATIVES


def _is_set(level: str) -> bool:
    return (len(level) > 1 and level != "自治区" and not level.endswith("级")) or level == "各级"


def _levelled(text: str, end: int) -> list[Candidate]:
    found = None if _LEVELS.isdisjoint(text[max(0, end - 13) : end]) else _LEVELLED.match(text, max(0, end - 13), end)
    if not found or not bounded(text, found.start()) or VERBS_INSIDE.search(found["name"]):
        return []
    if any(word in found["name"] for word in vocabulary().words["fields"]["relative"]):
        return []
    return [Candidate(found.start(), end, Read(found["name"], "unknown"), "department")]


def regulator(text: str, end: int) -> int | None:
    """Where the regulator begins whose 机构 ends at `end`: 国有资产监管机构, 县交通运输局下属农村公路管理机构."""
    if text[end - 4 : end - 2] not in ("监管", "管理"):
        return None
    found = _REGULATOR.search(text, max(0, end - 26), end)
    return found.start() if found else None
