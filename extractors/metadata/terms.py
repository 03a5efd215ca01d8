"""Terms: from when to when the document is in force, computed only from dates that are known."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

import regex

from ppx import doc_numbers, numerals
from ppx.extractors.metadata import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.records import Span

_FORCE = r"(?:施行|实施|执行|生效|起效|试行)"
_COUNT = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,4}|两|半)"
# 自2022年1月1日起施行; 从2022年1月1日起执行
# 自印发之日起30日后施行; 自公布之日起满三十日后施行
# 自公布之日起3个月后施行
# 自发布之日起正式实施
_FROM = regex.compile(
    rf"""[自从]\s?(?:{dates.DAY}|(?P<issue>(?:印发|发布|公布|颁布|签发|下发|发文)(?:之?日|后))|(?=发布|公布|印发))\s?起?\s?
         (?:满?(?P<later>{_COUNT})\s?(?P<unit>日|天|个月|年)(?:后|起)?)?(?:起)?(?:正式|开始)?起?{_FORCE}""",
    regex.VERBOSE,
)
# 有效期5年; 有效期限为两年; 试行期一年; 试行两年; 暂定执行3年; 执行期三年
_LENGTH = regex.compile(
    rf"(?:有效期|试行期|执行期|实施期|试行|暂行|暂定执行|暂定)(?:限)?(?:暂定)?(?:为)?\s?(?P<count>{_COUNT})\s?(?P<unit>个月|年)"
)
# 有效期至2027年12月31日; 执行至2025年12月31日; 自2022年1月1日至2024年12月31日施行; 2024年12月31日止
_UNTIL = regex.compile(
    rf"(?:有效期|执行|施行|实施|期限|[日起])(?:限)?(?:自发布之日|延长|调整|延续|暂定)?起?，?(?:截止|截至|至|到)\s?{dates.DAY}"
)
_SPAN = regex.compile(rf"(?:[自从]|有效期(?:限)?(?:为)?|期限(?:为)?)\s?{dates.DAY}(?=起?，?(?:至|到|—|－|-))")
"""the first day of a term that is written with its last: 有效期自2022年1月1日起至2023年12月31日止"""
_WORDS = tuple(
    regex.compile(rf"{first}(?=(?P<rest>{rest}))")
    for first, rest in (
        ("起", r"[\p{Han}\d]{0,8}(?:施行|实施|执行|生效|试行)"),
        ("日", "[起止]?(?:施行|执行|实施)"),
        *((word, "(?:期限?|至|到)") for word in ("执行", "施行", "实施")),
        *((word, "") for word in ("有效期", "试行")),
    )
)
"""what is said of a term, by how it opens: one literal each is found many times as fast as any of seven"""
_OWN = regex.compile(
    r"""(?:第[\p{Han}\d]{1,5}条\s*|[一二三四五六七八九十]{1,3}、\s*|[（(][\p{Han}\d]{1,3}[）)]\s*|[\d.]{1,4}[、.]?\s*)?
        (?:(?:上述|以上|[本此])(?!\p{Han}{2,6}(?:规定|所称|所列|所指|涉及|中|明确)的?)[\p{Han}“”（）]{1,16}|[自从]|有效期|试行期|执行期)""",
    regex.VERBOSE,
)
"""how a sentence on the document's own force opens"""

_NOTE = 400
"""longest note under the title of a law"""
_DATED = regex.compile(rf"\s{{0,4}}(?:【题注】)?\s{{0,4}}[（(]?\s?(?:{doc_numbers.NUMBER}[，,\s]\s?)?{dates.DAY}")
"""how it opens"""
_IN_FORCE = regex.compile(rf"{dates.DAY}\s?起?{_FORCE}")
"""自2022年1月1日起施行, 1996年10月1日起施行, 2008年4月1日施行"""

_DECREED = "现予公"
"""what stands in front of the day from which an order puts a rule in force: 现予公布，自2022年1月1日起施行"""


def read(text: str, known: str | None) -> tuple[str | None, str | None]:
    """First and last day in force as ISO dates; `known` is the document's own date, which 自印发之日起 counts from."""
    effective = expires = None
    for sentence in _own_sentences(text):
        start = _FROM.search(sentence)
        if effective is None:
            effective = _start(start, known) if start else _first(sentence)
        if expires is None:
            expires = _end(sentence, effective or known)
    return effective or _noted(text), expires


def _own_sentences(text: str) -> Iterator[str]:
    """Sentences on the document's own force: near 施行 or 有效期, opening with 本办法, 本通知 or with the date itself."""
    for first, last in _mentions(text):
        near = max(0, first - 80)
        start = max(near - 1, *(text.rfind(mark, near, first) for mark in "。\n；")) + 1
        end = min((at for mark in "。\n" if (at := text.find(mark, last, last + 80)) >= 0), default=last + 40)
        decreed = text.rfind(_DECREED, start, first)
        sentence = text[decreed + len(_DECREED) if decreed >= 0 else start : end].strip("，布。 \n")
        if _OWN.match(sentence):
            yield sentence


def _mentions(text: str) -> Iterator[Span]:
    """Where the text speaks of a term; of two that overlap the first."""
    last = 0
    for start, end in sorted((found.start(), found.end("rest")) for word in _WORDS for found in word.finditer(text)):
        if start >= last:
            yield start, end
            last = end


def _noted(text: str) -> str | None:
    """The day of force in the note under the title of a law: `（2021年11月2日…令第96号公布　自2022年1月1日起施行）`."""
    for line in text[:1500].split("\n")[:6]:
        if len(line) < _NOTE and _DATED.match(line) and (found := _IN_FORCE.search(line)):
            return dates.iso(found)
    return None


def _start(found: regex.Match[str], known: str | None) -> str | None:
    first = dates.iso(found) if found["year"] else known
    if first is None or not found["later"]:
        return first
    return _after(first, found["later"], found["unit"])


def _first(sentence: str) -> str | None:
    found = _SPAN.search(sentence)
    return dates.iso(found) if found else None


def _end(sentence: str, start: str | None) -> str | None:
    if until := _UNTIL.search(sentence):
        return dates.iso(until)
    length = _LENGTH.search(sentence)
    if not length or not start:
        return None
    after = _after(start, length["count"], length["unit"])
    return (date.fromisoformat(after) - timedelta(days=1)).isoformat() if after else None


def _after(day: str, count: str, unit: str) -> str | None:
    """The day so many days, months or years after another; the first of the next month where there is no such day."""
    first = date.fromisoformat(day)
    number = 2 if count == "两" else numerals.ordinal(count)
    if count == "半":
        return _after(day, "6", "个月") if unit == "年" else None
    if not number:
        return None
    if unit in ("日", "天"):
        return (first + timedelta(days=number)).isoformat()
    months = first.month - 1 + number * (12 if unit == "年" else 1)
    year, month = first.year + months // 12, months % 12 + 1
    last = monthrange(year, month)[1]
    return (date(year, month, min(first.day, last)) + timedelta(days=first.day > last)).isoformat()
