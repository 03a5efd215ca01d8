"""Comparators: the words that touch a number and say whether it is a floor, a ceiling or about right.

before("…不得低于60%", 5)   # (1, ">="): where the comparator begins, and what it says
after("14%以上", 3)         # (5, ">="): where it ends
"""

from __future__ import annotations

import re
from typing import Literal

Op = Literal[">=", "<=", "~", "..", "="]

_AT_LEAST = (
    "不得少于|不得低于|不得小于|不少于|不低于|不小于|不短于|突破|超过|高于|多于|大于|优于|至少|最低|最少|超|逾|≥|≧"
)
_AT_MOST = (
    "最高不得超过|最高不超过|最多不超过|累计不超过|总额不超过|不得超过|不得高于|不得多于|不得大于|不得超|不超过|不高于|不多于|不大于|不突破|不超"
    "|最高|最多|最长|至多|低于|少于|小于|短于|≤|≦"
)
_ABOUT = "大约|约|近"
BEFORE: dict[str, Op] = {
    **dict.fromkeys(_AT_LEAST.split("|"), ">="),
    **dict.fromkeys(_AT_MOST.split("|"), "<="),
    **dict.fromkeys(_ABOUT.split("|"), "~"),
}
AFTER: dict[str, Op] = {
    **dict.fromkeys(("及以上", "以上", "起步"), ">="),
    **dict.fromkeys(("以下", "及以下", "以内", "之内", "封顶"), "<="),
    **dict.fromkeys(("左右", "上下"), "~"),
}
# a word that ends like a comparator and is none
_NONE = frozenset(
    [
        "最近",
        "临近",
        "附近",
        "接近",
        "节约",
        "集约",
        "预约",
        "契约",
        "合约",
        "签约",
        "特约",
        "履约",
        "违约",
        "公约",
        "条约",
        "赶超",
        "反超",
        "高超",
    ]
)
# `不应超过`, `禁止低于`: the comparator turned round
_DENIED = re.compile("(?:不应当?|不得|不能|不宜|不可|不要|不准|不|禁止|严禁)$")
_TURNED: dict[Op, Op] = {">=": "<=", "<=": ">="}
_ENDS = frozenset(word[-1] for word in BEFORE)
_LONGEST = max(map(len, BEFORE))
_AFTER = re.compile("|".join(AFTER))
# 500万元（含）以上, 100人（含100人）以上
_INCLUDED = re.compile("[（(]不?含[^（）()，。]{0,12}[）)]")
_BRACKETS = frozenset("（(")


def before(text: str, number: int) -> tuple[int, Op | None]:
    """Where the comparator in front of the number begins and what it says; the number's own place and None without one."""
    if text[number - 1 : number] not in _ENDS:
        return number, None
    for length in range(min(_LONGEST, number), 0, -1):
        start = number - length
        op = BEFORE.get(text[start:number])
        if not op or text[start - 1 : start + 1] in _NONE:
            continue
        denied = _DENIED.search(text, max(0, start - 4), start)
        if denied and op in _TURNED:
            return start if denied[0] in ("禁止", "严禁") else denied.start(), _TURNED[op]
        return start, op
    return number, None


def after(text: str, unit: int) -> tuple[int, Op | None]:
    """Where the comparator behind the unit ends and what it says; the unit's end and None without one."""
    found = _AFTER.match(text, unit)
    if not found and text[unit : unit + 1] in _BRACKETS:
        aside = _INCLUDED.match(text, unit)
        found = _AFTER.match(text, aside.end()) if aside else None
    return (found.end(), AFTER[found[0]]) if found else (unit, None)
