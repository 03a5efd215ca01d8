"""Seals: the signature of a document, organs above a date (GB/T 9704-2012 7.3.5), wherever a page left it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

import regex

from ppx import doc_numbers
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
_LABELLED = regex.compile(r"\s{0,4}\p{Han}{2,6}[:：][^。；\n]{0,60}$")
"""a site's line in front of a date: 来源：某日报  2023年4月6日"""
_SENTENCE_END = regex.compile(r"[。；！：:”》]|[）)](?=\p{Han}{4})")
# 2011年11月17日 上海市第十三届人民代表大会常务委员会第三十次会议通过
# （2009年11月9日 最高人民法院审判委员会第1476次会议通过
# 2015年2月8日 市十四届人大五次会议通过
# 2021年12月13日 最高人民法院审判委员会第1856次会议、2022年2月9日最高人民检察院第十三届检察委员会第八十九次会议通过
_SESSION = regex.compile(
    rf"""[（(]?\s?{dates.DAY}\s?由?
         (?P<organ>\p{{Han}}{{2,40}}?(?:常务委员会|人民代表大会|委员会|人民政府|国务院|人大常委会|人大))
         第?[一二三四五六七八九十百\d]{{1,5}}[次届]\p{{Han}}{{0,12}}?会议[、，]?""",
    regex.VERBOSE,
)
_PASSED = regex.compile(r"\p{Han}{0,4}(?:通过|批准)")
# 2001年4月21日 中华人民共和国国务院令第302号公布
# 1988年4月28日 国务院发布
# 2018年12月1日 最高人民法院公告公布
# 2000年7月24日 中华人民共和国国务院、中华人民共和国中央军事委员会令第288号公布
_DECREED = regex.compile(
    rf"""^[（(]?\s?{dates.DAY}\s?由?
         (?P<organs>\p{{Han}}{{3,24}}?(?:、\p{{Han}}{{3,24}}?){{0,3}})(?:(?:令|公告)\s?第.{{1,8}}号|公告)?(?:公布|发布|通过)""",
    regex.VERBOSE,
)
# （山东省人民政府令第6号 1990年6月29日）
_OF_ORDER = regex.compile(
    rf"^[（(]\s?(?P<organs>\p{{Han}}{{3,24}}?(?:、\p{{Han}}{{3,24}}?){{0,3}})令\s?第.{{1,8}}号[，,\s]{{0,4}}{dates.DAY}\s?(?:发布|公布|颁布)?\s?[)）]"
)
_NUMBERED = regex.compile(rf"^[（(]\s?{doc_numbers.NUMBER}[，,\s]\s?")
"""（法释〔2022〕9号，2022年1月11日由最高人民法院…通过: the number that may open the note"""
_BRACKETED = regex.compile(rf"[（(]\s?{dates.DAY}\s?[)）]")
"""（2023年1月2日）: the date of a central document, under its title"""
_DELIVERED = regex.compile(rf"[（(—–-]{{0,3}}\s?{dates.DAY}\s?在[^。]{{4,60}}(?:会议|大会|全会)上[)）]?")
"""——2022年1月17日在宣城市第五届人民代表大会第一次会议上: when a report was given"""
_NOTE, _NOTE_OPENS = 400, ("1", "2", "（", "(", "—", "【")
"""longest note under the title of a law, and how it begins: with a date, perhaps in parentheses"""
_TAIL, _TAILS = 12, ("办公室", "办公厅", "委员会", "管理委员会", "工作委员会", "办事处")
"""longest second half of a name that was broken over two lines, and halves that look like names"""
_ORGAN = 40
"""characters at the end of a paragraph that hold a signature"""
_NEAR = 200
"""characters in front of a date that tell whether it stands alone"""
_STAMP = regex.compile(dates.STAMP)
_TITLE_DATE = regex.compile(rf"[（(]\s?{dates.DAY}\s?[)）]$")
_TERM = regex.compile(r"第?[一二三四五六七八九十\d]{1,4}届")
_STATE = "中华人民共和国"


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
    near = max(0, at - 160)
    start = max(near, text.rfind("\n", near, at) + 1)
    before = text[start:at]
    if before.strip():
        names = organs.split(_SENTENCE_END.split(before)[-1])
        yield from reversed(list(takewhile(organs.is_signed, reversed(names))))
        return
    yield from reversed([name for line in _lines_above(text, start) for name in reversed(line)])


def _lines_above(text: str, start: int) -> Iterator[tuple[str, ...]]:
    rest = ""
    for _ in range(12):
        if start <= 0:
            return
        end = start - 1
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end].strip()
        if not line or organs.is_person(line):
            continue
        if not rest and organs.is_branch(line) and _line_above(text, start) in organs.parents():
            rest = line
            continue
        if not rest and (organ := _ending(line)):
            yield (organ,)
            return
        names = organs.split(line + rest) if len(line) < 120 else ()
        if names and all(map(organs.is_signed, names)) and names[-1] not in _TAILS:
            rest = ""
            yield names
        elif not rest and len(line) <= _TAIL and organs.is_tail(line):
            rest = line
        else:
            return


def _ending(line: str) -> str:
    """The government whose name stands behind the last sentence of a paragraph: `…特此批复。某县人民政府`."""
    organ = _SENTENCE_END.split(line[-_ORGAN:])[-1].strip() if "。" in line else ""
    return organ if organ and organs.is_government(organ) else ""


def _line_above(text: str, start: int) -> str:
    return text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)].strip()


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a date without organ is a date under a seal: alone in its line near the end, or right after a sentence."""
    near = max(0, start - _NEAR)
    before = text[max(near, text.rfind("\n", near, start) + 1) : start]
    if "\t" in before or not _GAP.search(before) or _LABELLED.match(before):
        return False
    rest = text[end : end + 40]
    return rest.lstrip().startswith(("（此件", "(此件", "附")) or (
        text.count("\n", end, end + 400) < 4 and len(text) - end < 400
    )


def _adopted(lines: Sequence[str]) -> Seal | None:
    """The note under a title: who adopted a law and when, or the date alone."""
    for line in lines:
        if line.lstrip()[:1] not in _NOTE_OPENS:
            continue
        if found := _DELIVERED.fullmatch(line.strip()):
            return Seal((), dates.iso(found))
        note = _NUMBERED.sub("", line.strip().removeprefix("【题注】").lstrip())
        if note[:1] not in _NOTE_OPENS or len(note) > _NOTE:
            continue
        if found := _BRACKETED.fullmatch(note):
            return Seal((), dates.iso(found))
        if seal := _passed(note):
            return seal
        if found := _DECREED.search(note) or _OF_ORDER.match(note):
            names = tuple(name.removeprefix(_STATE) for name in found["organs"].split("、"))
            if all(map(organs.is_organ, names)):
                return Seal(names, dates.iso(found))
    return None


def _passed(note: str) -> Seal | None:
    """Who passed a law, and on the last of the days on which they did."""
    names: list[str] = []
    at, day = 0, ""
    while found := _SESSION.match(note, at):
        organ = _TERM.sub("", found["organ"])
        names.append(organ.removesuffix("审判委员会").removesuffix("检察委员会"))
        at, day = found.end(), max(day, dates.iso(found) or "")
    return Seal(tuple(names), day or None) if names and _PASSED.match(note, at) else None


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
