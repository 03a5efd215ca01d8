"""Seals: the signature of a document, organs above a date (GB/T 9704-2012 7.3.5), wherever a page left it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

import regex

from ppx.extractors.metadata import dates, organs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DATE = regex.compile(dates.DAY)
_AFTER = regex.compile(r"\s*(?:$|\n|[（(\[【](?!以下)|附(?:件|：|:|表)|抄送|公开方式|\s)")
"""what may follow the date under a seal in its paragraph"""
_RUN_IN = regex.compile(r"(?=\p{Han})(?![起前至到止印发签以后施]|之)")
"""what follows it right behind a government's name on a page that lost its line breaks: the attachment's title"""
_GAP = regex.compile(r"[。；！”》）)]\s*$|\s{2,}$|^$")
"""what may stand before a date without an organ on a page that lost its line breaks"""
_SENTENCE_END = regex.compile(r"[。；！：:”》]|[）)](?=\p{Han}{4})")
# 2011年11月17日 上海市第十三届人民代表大会常务委员会第三十次会议通过
# 2006年4月29日 第十届全国人民代表大会常务委员会第二十一次会议通过
# （2009年11月9日 最高人民法院审判委员会第1476次会议通过
_ADOPTED = regex.compile(
    rf"""^[（(]?\s?{dates.DAY}\s?
         (?P<organ>\p{{Han}}{{4,40}}?(?:常务委员会|人民代表大会|委员会|人民政府|国务院))
         第[\p{{Han}}\d]{{1,8}}[次届]\p{{Han}}{{0,12}}?会议\p{{Han}}{{0,4}}(?:通过|批准)""",
    regex.VERBOSE,
)
# 2001年4月21日 中华人民共和国国务院令第302号公布
# 1988年4月28日 国务院发布
# 2018年12月1日 最高人民法院公告公布
_DECREED = regex.compile(
    rf"""^[（(]?\s?{dates.DAY}\s?(?:中华人民共和国)?
         (?P<organ>\p{{Han}}{{3,24}}?)(?:(?:令|公告)第.{{1,8}}号|公告)?(?:公布|发布|通过)""",
    regex.VERBOSE,
)
_BRACKETED = regex.compile(rf"[（(]\s?{dates.DAY}\s?[)）]")
"""（2023年1月2日）: the date of a central document, under its title"""
_NOTE, _NOTE_OPENS = 400, ("1", "2", "（", "(")
"""longest note under the title of a law, and how it begins: with a date, perhaps in parentheses"""
_STAMP = regex.compile(dates.STAMP)
_TITLE_DATE = regex.compile(rf"[（(]\s?{dates.DAY}\s?[)）]$")
_TERM = regex.compile(r"第[一二三四五六七八九十\d]{1,4}届")


@dataclass(frozen=True, slots=True)
class Seal:
    """What a signature says."""

    organs: tuple[str, ...] = ()
    """as signed, in order"""
    date: str | None = None


def of_title(title: str | None) -> str | None:
    """The date in parentheses at a title's end: 中共中央 国务院关于…的意见（2023年1月2日）."""
    found = _TITLE_DATE.search(title) if title else None
    return dates.iso(found) if found else None


def find(text: str, dropped: tuple[str, ...]) -> Seal:
    """The document's signature, or its adoption note, perhaps among the dropped lines; an empty one where it has none."""
    lone: Seal | None = None
    for found in _DATE.finditer(text):
        date = dates.iso(found)
        closed = bool(_AFTER.match(text, found.end()))
        if not date or not (closed or _RUN_IN.match(text, found.end())):
            continue
        signers = tuple(_above(text, found.start()))
        if signers and (closed or organs.is_government(signers[-1])):
            return Seal(signers, date)
        if closed and lone is None and _stands_alone(text, found.start(), found.end()):
            lone = Seal((), date)
    head, tail = text[:1500].split("\n")[:6], text[-400:].split("\n")[-4:]
    return _adopted(head) or lone or _adopted(dropped) or _stamped(tail) or Seal(tuple(_undated([*head, *tail])))


def _above(text: str, at: int) -> Iterator[str]:
    """Organs in the date's own paragraph or in the paragraphs right above it."""
    start = text.rfind("\n", 0, at) + 1
    before = text[max(start, at - 160) : at]
    if before.strip():
        names = organs.split(_SENTENCE_END.split(before)[-1])
        yield from reversed(list(takewhile(organs.is_signed, reversed(names))))
        return
    yield from reversed([name for line in _lines_above(text, start) for name in reversed(line)])


def _lines_above(text: str, start: int) -> Iterator[tuple[str, ...]]:
    for _ in range(12):
        if start <= 0:
            return
        end = start - 1
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end].strip()
        if not line or organs.is_person(line):
            continue
        names = organs.split(line) if len(line) < 120 else ()
        if not names or not all(map(organs.is_signed, names)):
            return
        yield names


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a date without organ is a date under a seal: alone in its line near the end, or right after a sentence."""
    line = text.rfind("\n", 0, start) + 1
    before = text[line:start]
    if "\t" in before or not _GAP.search(before):
        return False
    rest = text[end : end + 40]
    return rest.lstrip().startswith(("（此件", "(此件", "附")) or (
        text.count("\n", end, end + 400) < 4 and len(text) - end < 400
    )


def _adopted(lines: Sequence[str]) -> Seal | None:
    """The note under a title: who adopted a law and when, or the date alone."""
    for line in lines:
        if line.lstrip()[:1] not in _NOTE_OPENS or len(line) > _NOTE:
            continue
        if found := _BRACKETED.fullmatch(line.strip()):
            return Seal((), dates.iso(found))
        if found := _ADOPTED.search(line.strip()):
            return Seal(
                (_TERM.sub("", found["organ"]).removesuffix("审判委员会").removesuffix("检察委员会"),), dates.iso(found)
            )
        if (found := _DECREED.search(line.strip())) and organs.is_organ(found["organ"]):
            return Seal((found["organ"],), dates.iso(found))
    return None


def _stamped(lines: list[str]) -> Seal | None:
    """A last line that is a date in figures (2021-11-05), the organ perhaps above it."""
    for before, line in zip(["", *lines], lines, strict=False):
        if _STAMP.fullmatch(line.strip()) and (date := dates.read(line)):
            names = organs.split(before) if len(before) < 80 else ()
            return Seal(names if all(map(organs.is_signed, names)) else (), date)
    return None


def _undated(lines: list[str]) -> Iterator[str]:
    """A government's or its office's name alone in a first or last line: a signature whose date the page lost."""
    for line in lines:
        name = line.strip()
        if len(name) < 30 and organs.is_government(name):
            yield name
            return
