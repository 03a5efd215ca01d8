"""Width and punctuation: half-width digits and letters, Chinese punctuation in Chinese context (GB/T 15834-2011).

Every change keeps the length, but for units that one character writes (`㎞`) and spaces beside a mark that became Chinese. A
mark is Chinese where the nearest character beside it that is no mark is Chinese, so folding twice changes nothing: `市,县(区)`
becomes `市，县（区）`; `1,000`, `9:30`, `R&D, Inc.` and addresses stay.
Numbering characters (`㈠ ⑴ ⒈ ① Ⅰ`), `〈〉`, `〔〕`, `∶` and dashes stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from ppx.characters import exchanger
from ppx.text import Edit

if TYPE_CHECKING:
    from ppx.text import Draft, Text

_ASCII = "％＋－／＝＆＠＃＄＿＾｀｛｜｝＼０１２３４５６７８９" + "".join(
    chr(c) for a, z in (("Ａ", "Ｚ"), ("ａ", "ｚ")) for c in range(ord(a), ord(z) + 1)
)
_RADICALS = dict(
    zip(
        "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "民西见角贝车长门青韦页风飞食马骨鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
"""radicals that PDF files give for whole characters and that NFKC leaves alone"""
_FORMS = dict(
    zip(
        "︰﹐﹑﹒﹔﹕﹖﹗﹙﹚﹪︵︶︽︾︿﹀﹁﹂﹃﹄｡､｢｣「」『』",
        "：，、．；：？！（）%（）《》〈〉“”‘’。、“”“”‘’",
        strict=True,
    )
)
"""upright, small and half-width forms, and corner quotes"""


def _table() -> dict[str, str]:
    """Every character that has one counterpart wherever it stands."""
    table = {c: unicodedata.normalize("NFKC", c) for c in _ASCII}
    for low, high in ((0x2F00, 0x2FD5), (0xF900, 0xFAD9)):
        for code in range(low, high + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[chr(code)] = plain
    return table | _RADICALS | _FORMS


_fixed = exchanger(_table())
"""characters that have one counterpart wherever they stand"""
_POINT = regex.compile(r"(?<=[0-9])．|(?<=[A-Za-z])．(?=[A-Za-z0-9])")
_UNITS = "㎎㎏㎜㎝㎞"
_UNIT = regex.compile(f"[{_UNITS}]")

_FULL = dict(zip(",;:?!", "，；：？！", strict=True))
_MARK = re.compile(r"[,;:?!]")
_BRACKET = re.compile(r"[()（）]")
_STRAIGHT = re.compile(r"[\"“”\n]")
_SINGLE = regex.compile(r"(?<![A-Za-z])'[^'\n]{1,60}'(?![A-Za-z])")
_STOP = regex.compile(r"(?<=\p{Han}{4})\.(?=$)", regex.MULTILINE)

_MARKS = "，；：？！（）“”‘’、。《》〈〉【】〔〕…"
_NEEDLESS = regex.compile(rf"(?<=[{_MARKS}]) +| +(?=[{_MARKS}])(?!（(?:[一二三四五六七八九十]{{1,4}}|\d{{1,2}})）)")
"""a space beside a mark that has become a Chinese one, but before a numbered item, where a line break may have stood"""
_NEUTRAL = frozenset(f",;:?!()\"'{_MARKS} \t")
_REACH = 12
"""marks that may stand between a mark and the character that decides for it"""


def fold(draft: Draft) -> Draft:
    """The draft with widths and marks as Chinese official text sets them; its paragraphs stay as many."""
    return replace(draft, text=_folded(draft.text), title=_folded(draft.title) if draft.title else draft.title)


def _folded(text: Text) -> Text:
    if any(unit in text.value for unit in _UNITS):
        text = text.rewrite(Edit(*f.span(), unicodedata.normalize("NFKC", f[0])) for f in _UNIT.finditer(text.value))
    value = text.value
    new = _quotes(_brackets(_points(_fixed(value))))
    new = _stops(_pointed(new))
    if new != value:
        text = text.rewrite([Edit(0, len(value), new)])
    return text.rewrite([Edit(*f.span(), "") for f in _NEEDLESS.finditer(new)]) if " " in new else text


def _points(text: str) -> str:
    """`3．5` and the marker `1．` with a plain point."""
    return _POINT.sub(".", text) if "．" in text else text


def _stops(text: str) -> str:
    """A full stop written as a point at the end of a paragraph."""
    return _STOP.sub("。", text) if "." in text else text


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or character == "〇" or "\u3400" <= character <= "\u4dbf"


def _deciding(text: str, at: int, step: int) -> str:
    """The nearest character from `at` on that is no mark; empty at the end of the paragraph."""
    for place in range(at, max(-1, at - _REACH) if step < 0 else min(len(text), at + _REACH), step):
        if text[place] == "\n":
            return ""
        if text[place] not in _NEUTRAL:
            return text[place]
    return ""


def _pointed(text: str) -> str:
    """Comma, semicolon, colon, question and exclamation mark in Chinese context."""
    out: list[str] = []
    at = 0
    for found in _MARK.finditer(text):
        start = found.start()
        if (start and _is_chinese(text[start - 1])) or _stands_in_chinese(text, start):
            out += text[at:start], _FULL[found[0]]
            at = start + 1
    return "".join((*out, text[at:])) if out else text


def _stands_in_chinese(text: str, at: int) -> bool:
    left, right = _deciding(text, at - 1, -1), _deciding(text, at + 1, 1)
    if left and right and left in "0123456789%" and text[at] in ",;" and text[at - 1] == "%":
        return True
    return _is_chinese(left) or _is_chinese(right)


def _brackets(text: str) -> str:
    """Round brackets around Chinese or beside it, both of a pair alike."""
    if "(" not in text and ")" not in text:
        return text
    marks: dict[int, str] = {}
    at = 0
    for paragraph in text.split("\n"):
        end = at + len(paragraph)
        if "(" in paragraph or ")" in paragraph:
            marks |= {place: "（" if text[place] in "(（" else "）" for place in _bracketed(text, at, end)}
        at = end + 1
    return _put(text, marks)


def _bracketed(text: str, start: int, end: int) -> list[int]:
    """The places of the brackets of a paragraph that are Chinese."""
    places: list[int] = []
    open_at: list[int] = []
    for found in _BRACKET.finditer(text, start, end):
        at = found.start()
        if found[0] in "(（":
            open_at.append(at)
        elif open_at:
            places += _pair(text, open_at.pop(), at)
        elif _stands_in_chinese(text, at):
            places.append(at)
    return [*places, *(place for place in open_at if _stands_in_chinese(text, place))]


def _pair(text: str, start: int, end: int) -> tuple[int, ...]:
    """Both places of a pair where it is Chinese: `(试行)`, `GDP(现价)`, `(2022)财年`."""
    chinese = any(map(_is_chinese, text[start + 1 : min(end, start + 200)]))
    if chinese or _is_chinese(_deciding(text, start - 1, -1)) or _is_chinese(_deciding(text, end + 1, 1)):
        return start, end
    return ()


def _quotes(text: str) -> str:
    """Straight quotes of a Chinese paragraph that pair up, as opening and closing ones."""
    if '"' not in text and "'" not in text:
        return text
    marks: dict[int, str] = {}
    line: list[int] = []
    for found in _STRAIGHT.finditer(text):
        if found[0] == "\n":
            marks |= _paired(text, line)
            line = []
        else:
            line.append(found.start())
    marks |= _paired(text, line)
    for single in _SINGLE.finditer(text):
        if any(map(_is_chinese, single[0])):
            marks[single.start()], marks[single.end() - 1] = "‘", "’"
    return _put(text, marks)


def _paired(text: str, places: list[int]) -> dict[int, str]:
    """What the straight ones among the quotes of a paragraph become; nothing where they do not alternate or stand in English."""
    if len(places) % 2 or not any(text[p] == '"' for p in places):
        return {}
    marks: dict[int, str] = {}
    for number, place in enumerate(places):
        wanted = "”" if number % 2 else "“"
        if text[place] not in (wanted, '"'):
            return {}
        marks[place] = wanted
    chinese = any(_is_chinese(c) for a, b in pairwise(places) for c in text[a : min(b, a + 200)])
    return marks if chinese or any(_stands_in_chinese(text, p) for p in places) else {}


def _put(text: str, marks: dict[int, str]) -> str:
    """The text with other characters in some places."""
    out: list[str] = []
    at = 0
    for place in sorted(marks):
        out += text[at:place], marks[place]
        at = place + 1
    return "".join((*out, text[at:])) if out else text
