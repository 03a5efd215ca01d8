"""Terms: from when to when the document is in force, computed only from dates that are known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import regex

from ppx import numerals
from ppx.extractors.metadata import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORCE = r"(?:施行|实施|执行|生效|起效)"
# 自2022年1月1日起施行
# 自印发之日起30日后施行
# 自公布之日起正式实施
_FROM = regex.compile(
    rf"""自\s?(?:{dates.DAY}|(?P<issue>(?:印发|发布|公布|颁布|签发|下发)之?日))\s?起?\s?
         (?:(?P<later>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})(?P<unit>日|天|个月)后)?(?:正式)?起?{_FORCE}""",
    regex.VERBOSE,
)
_LENGTH = regex.compile(r"有效期(?:限)?(?:为)?\s?(?P<years>\d{1,2}|[一二三四五六七八九十]{1,2}|两)\s?年")
_UNTIL = regex.compile(rf"有效期(?:限)?(?:延长|调整|延续)?(?:截止|截至|至|到)\s?{dates.DAY}")
_WORD = regex.compile(r"起[\p{Han}\d]{0,8}(?:施行|实施|执行|生效)|有效期")
# 第九条 本办法自…起施行; 五、本通知有效期1年; 自…起施行
_OWN = regex.compile(
    r"""(?:第[\p{Han}\d]{1,5}条\s*|[一二三四五六七八九十]{1,3}、\s*|[\d.]{1,4}\s*)?
        (?:[本此][\p{Han}“”（）]{1,16}|自|有效期)""",
    regex.VERBOSE,
)
"""how a sentence on the document's own force opens"""


def read(text: str, known: str | None) -> tuple[str | None, str | None]:
    """First and last day in force as ISO dates; `known` is the document's own date, which 自印发之日起 counts from."""
    effective = expires = None
    for sentence in _own_sentences(text):
        start = _FROM.search(sentence)
        if start and effective is None:
            effective = _start(start, known)
        if expires is None:
            expires = _end(sentence, effective or known)
    return effective, expires


def _own_sentences(text: str) -> Iterator[str]:
    """Sentences on the document's own force: near 施行 or 有效期, opening with 本办法, 本通知 or with the date itself."""
    for word in _WORD.finditer(text):
        near = max(0, word.start() - 80)
        start = max(near - 1, *(text.rfind(mark, near, word.start()) for mark in "。\n；")) + 1
        end = min(
            (at for mark in "。\n" if (at := text.find(mark, word.end(), word.end() + 80)) >= 0),
            default=word.end() + 40,
        )
        sentence = text[start:end].strip()
        if _OWN.match(sentence):
            yield sentence


def _start(found: regex.Match[str], known: str | None) -> str | None:
    if found["issue"] is None:
        return dates.iso(found)
    if known is None or found["unit"] == "个月":
        return known if known and not found["later"] else None
    later = numerals.ordinal(found["later"]) if found["later"] else 0
    return (date.fromisoformat(known) + timedelta(days=later or 0)).isoformat()


def _end(sentence: str, start: str | None) -> str | None:
    until = _UNTIL.search(sentence)
    if until:
        return dates.iso(until)
    length = _LENGTH.search(sentence)
    years = numerals.ordinal(length["years"]) if length else None
    if not years or not start:
        return None
    first = date.fromisoformat(start)
    try:
        return (first.replace(year=first.year + years) - timedelta(days=1)).isoformat()
    except ValueError:  # from 29 February to a year without one
        return date(first.year + years, 2, 28).isoformat()
