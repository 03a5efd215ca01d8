"""Where a time expression may stand: a numeral before a time unit, 每, 年底, a plan's number.

Few of the characters that a trigger begins with begin one. `re` goes over the text first, and its sets rule out nearly all of them
by what stands behind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex

from ppx.extractors.deadlines.patterns import (
    BUDGET_YEAR,
    CLOSE_QUOTE,
    COUNT,
    DASH,
    DIGIT,
    GAP,
    HOLIDAYS,
    MASK,
    OPEN_QUOTE,
    PLAN_NUMBER,
    YEAR,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

# A numeral before a time unit, or a word that means a time by itself.
TRIGGER = regex.compile(
    rf"(?<!{DIGIT}[.．])第?{DIGIT}{MASK}{{0,3}}(?:{DASH}{DIGIT}{{1,4}})?{GAP}(?:[年月日号天周季]|个|工作日|小时|分钟|自然日)"
    rf"|{YEAR}年"
    rf"|第?[一二三四五六七八九十百两半]{{1,5}}(?:{DASH}{COUNT}{{1,3}})?(?:[年月日号天周季]|个[年月工季小自半日星]|工作日|小时|分钟)"
    rf"|{OPEN_QUOTE}?(?:十[一二三四五六七八九]|[七八九十])五(?:{CLOSE_QUOTE}|[期时末])|第{PLAN_NUMBER}个五年"
    r"|每隔?[年季半月周星学天日一两二三四五六七八九十2-9２-９]|[按逐](?:年|季|月|周|半年)"
    rf"|{BUDGET_YEAR}|{OPEN_QUOTE}?(?:{HOLIDAYS})(?={CLOSE_QUOTE}?(?:假期|长假)?(?:来临|到来)?(?:之前|以前|前))|半年(?=[一1])"
    r"|[今明后来本]年|新的一年|全年|年(?:[内底末]|中(?=之?前|以前))|[上下]半年|本?月[底末](?=之?前|以前)|自(?:本\p{Han}{2,4})?(?:[发印公签下颁施实通批]\p{Han})之?日",
    regex.VERSION1,
)

_NUMERALS = "0-9０-９一二三四五六七八九十百两半"
_UNITS = "年月日号天周季个工小分自"
"""first characters of the units behind a number"""
_COUNTED = rf"[{_NUMERALS}xXｘＸ×*＊〇零○Ｏ \u3000\xa0－‐–—―─~～至到-]{{0,16}}+[{_UNITS}]"
"""the rest of a number, or of two with a dash between, and its unit"""
_BEHIND = {
    _NUMERALS + "第": rf"(?:{_COUNTED}|[一二三四五六七八九]?五|[七八九十])",
    "年": "[内底末中度]",
    "月": "[底末]",
    "今明后来本": "[年月]",
    "全": "年",
    "上下": "半年",
    "新": "的一年",
    "每": "",
    "按逐": "[年季月周半]",
    "自": "[本发印公签下颁施实通批]",
    "元春劳国五十": "[旦节动庆一]",
    "“\"'‘「『＂": "[七八九十元春劳国五]",
}
"""what a trigger begins with, and the least that stands behind it; what a trigger takes that is not said here is not found"""
_NEXT = rf"[{_NUMERALS}xXｘＸ×*＊〇零○Ｏ \u3000\xa0－‐–—―─~～至到{_UNITS}内底末中度的隔星学旦节动庆元春劳国本发印公签下颁施实通批-]"
"""every character that may come second"""
_HINT = re.compile(
    f"[{''.join(_BEHIND)}](?={_NEXT})(?={'|'.join(f'(?<=[{first}]){behind}' for first, behind in _BEHIND.items())})"
)


def find(text: str) -> Iterator[int]:
    """Where the triggers of the text begin, from left to right, none overlapping another."""
    done = 0
    for hint in _HINT.finditer(text):
        at = hint.start()
        found = TRIGGER.match(text, at) if at >= done else None
        if found:
            done = found.end()
            yield at
