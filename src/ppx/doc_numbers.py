"""Document numbers (发文字号): how official documents are numbered, GB/T 9704-2012 7.2.5 and what pages make of it.

    find("根据《…意见》（国发 [2020] 7 号）")   # one Number, tidied to 国发〔2020〕7号

A number is 代字 + year in brackets + count; pages use every bracket, add blanks and mask digits (`〔20xx〕6号`). Orders and
notices are numbered `第746号` or `2021年第12号`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import regex

from ppx.grammar import CLOSE, OPEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.records import Span

YEAR = r"(?:(?:19|20)\d{2}|20[xX×＊*]{2})"
COUNT = r"(?:\d{1,5}|[xX×＊*]{1,4})(?:[-—]\d{1,3})?"
CODE = r"[\p{Han}A-Za-z]{1,16}(?:\([\p{Han}]{1,6}\)|（[\p{Han}]{1,6}）)?"
NUMBER = rf"{CODE}\s{{0,2}}{OPEN}\s{{0,2}}{YEAR}\s{{0,2}}年?{CLOSE}\s{{0,2}}第?\s{{0,2}}{COUNT}\s{{0,2}}号"
"""穗府办规〔2024〕13号, 闽政文 [20xx] 15 号, 教师厅（2019）第3号"""
SERIAL = rf"(?:{YEAR}\s{{0,2}}年\s{{0,2}})?第\s{{0,2}}(?:{COUNT}|[〇零一二三四五六七八九十百]{{1,6}})\s{{0,2}}号"
"""第746号, 2021年第12号: orders (令) and public notices (公告)"""

_TAIL = regex.compile(
    rf"{OPEN}\s{{0,2}}(?P<year>{YEAR})\s{{0,2}}年?{CLOSE}\s{{0,2}}第?\s{{0,2}}(?P<count>{COUNT})\s{{0,2}}号"
)
_CODE_BEFORE = regex.compile(rf"(?P<code>{CODE})\s{{0,2}}", regex.REVERSE)
_LEAD = regex.compile(
    r"^.{0,12}(?:通知|意见|办法|方案|规定|措施|决定|批复|公告|通告|细则|根据|依据|按照|依照|遵照|贯彻|落实|执行|转发|印发|关于|文件|参照|对照|以及|的函|详见|废止|修改|修订|实施|延续|继续|[以和及与见由在对将按据])(?=.)"
)
_LETTERHEAD = regex.compile(r"^\p{Han}{3,24}文件(?=\p{Han})")
"""the red head that runs into the number on a page that lost its line breaks: 某市人民政府文件某政发…"""
_WHOLE = regex.compile(rf"\s*(?P<number>{NUMBER})\s*")
_SERIAL = regex.compile(rf"\s*(?P<number>{SERIAL})\s*")


class Number(NamedTuple):
    """A document number where it stands."""

    span: Span
    text: str
    """tidied: `国发〔2020〕7号`"""
    code: str
    """代字: who issued it, in what series"""


def find(text: str) -> Iterator[Number]:
    """The numbers in running text, in order; words before the 代字 that belong to the sentence stay out."""
    if "号" not in text:
        return
    for tail in _TAIL.finditer(text):
        before = _CODE_BEFORE.match(text, max(0, tail.start() - 28), tail.start())
        if not before:
            continue
        code = _LEAD.sub("", before["code"])
        if code:
            start = before.start() + len(before["code"]) - len(code)
            yield Number((start, tail.end()), tidy(text[start : tail.end()]), code)


def whole(text: str) -> str | None:
    """The tidied number that a line consists of, or None."""
    found = (_WHOLE.fullmatch(text) or _SERIAL.fullmatch(text)) if "号" in text else None
    return tidy(found["number"]) if found else None


def leading(text: str) -> str | None:
    """The tidied number that a text opens with (pages that lost their line breaks), or None."""
    found = _WHOLE.match(text[:60]) if "号" in text[:60] else None
    return tidy(found["number"]) if found else None


def code_of(number: str | None) -> str:
    """The 代字 of a tidied number; empty for `第746号`."""
    return number.partition("〔")[0] if number and "〔" in number else ""


def tidy(number: str) -> str:
    """The number without blanks and 第, its year in 〔〕; masks are kept (`〔20xx〕6号`)."""
    bare = _LETTERHEAD.sub("", "".join(number.split()))
    found = _TAIL.search(bare)
    return f"{bare[: found.start()]}〔{found['year']}〕{found['count']}号" if found else bare
