"""Where a clause may begin: every marker style of official documents.

GB/T 9704-2012 §7.3.3 sets `一、` over `（一）` over `1.` over `（1）`; laws use 编, 章, 节 and 条; plans use `1.1`. What comes
back are candidates: whether one opens a clause, and with which number, is decided by `numbering` from the count of the
whole document. A candidate says what it costs to leave it out (`skip`) and to take it (`use`).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import regex

from ppx.clauses.styles import UNITS
from ppx.numerals import ordinal

if TYPE_CHECKING:
    from collections.abc import Iterator

SURE = 4.5
"""what it costs to leave out a sound marker at a line start: more than any one number that does not fit"""


class Mark(NamedTuple):
    """A place that looks like a marker."""

    start: int
    end: int
    """where the words of the clause begin"""
    style: str
    number: int | None
    """what it reads; None where the numeral is lost"""
    shown: str
    """as the text shows it"""
    numeral: str = ""
    """the numeral as the text shows it"""
    prefix: tuple[int, ...] = ()
    """the numbers in front of the last of `1.2.3`"""
    skip: float = SURE
    use: float = 0.0
    inline: bool = False
    """True where it stands inside a line"""
    hint: int | None = None
    """what it would read if it and its neighbour had changed places"""
    stuck: bool = False
    """True where it repeats the number in front of it"""
    blurred: bool = False
    """True where a character of the numeral is none, so that it may show any number"""


HAN = r"[一二三四五六七八九十百零〇]"
OPEN, SHUT = r"[(（〔﹝【［\[]", r"[)）〕﹞】］\]]"
FIGURE = r"[0-9]"

# 第一章 总则 / 第 12 条 / 第一部分 / 第一百二十条之一
NTH = r"[一二三四五六七八九十百千零〇—－ー亠ニ士土干+几儿入人王西]"
NAMED = (
    rf"[第笫]\s?(?P<nth>{NTH}{{1,8}}|{FIGURE}{{1,4}})\s?(?P<unit>部分|分编|[编編篇章节節条條])"
    r"(?:之[一二三四五六七八九十]{1,2})?"
)
# 一、总体要求 / 十二．保障措施 — not 三、四线城市, 一、二类
HAN_STOP = rf"(?P<han>{HAN}{{1,5}})\s?[、．.](?!{HAN}{{1,2}}[级类线等产、季期])"
# （三）加强领导 / 〔十一〕 / ㈡
PAREN_HAN = rf"{OPEN}\s?(?P<paren_han>{HAN}{{1,5}})\s?{SHUT}(?!\s?[、和或至])|(?P<han_sign>[㈠-㈩])"
# 三）加强领导
HALF_HAN = r"(?P<half_han>[一二三四五六七八九十]{1,3})[)）]"
# 1.2 编制依据 / 5.1.3 轻伤一级 — not 1.5倍, 5.2%
DECIMAL = rf"(?P<decimal>{FIGURE}{{1,2}}(?:[.．]{FIGURE}{{1,2}}){{1,4}})[.．、]?(?=[^\S\n]|[\u4e00-\u9fff“《])(?![ ]?[倍年元万亿千百米吨亩个%％])"
# 3．优化 / 12、2024年新认定的 / ⒊ — not 3、0 and 2.5
DIGIT = rf"(?P<digit>{FIGURE}{{1,3}})\s?(?P<stop>[.．、])(?!{FIGURE}(?!{FIGURE}{{3}}年))|(?P<digit_sign>[⒈-⒛])"
# （2）推行 / ⑵
PAREN_DIGIT = rf"{OPEN}\s?(?P<paren_digit>{FIGURE}{{1,3}})\s?{SHUT}(?!\s?[、和或至])|(?P<paren_sign>[⑴-⒇])"
# 2)推行
HALF_DIGIT = rf"(?P<half_digit>{FIGURE}{{1,2}})[)）]"
# ③
CIRCLED = r"(?P<circled>[①-⑳])"
# a)植物生存状态 / Ⅱ、 / IV.
LETTER = r"(?P<letter>[A-Za-z])[)）.．、](?![A-Za-z0-9])|(?:(?P<roman>[Ⅰ-Ⅻ])|(?P<small_roman>[ⅰ-ⅻ]))[.．、]?"

INNER = rf"{NAMED}|{HAN_STOP}|{PAREN_HAN}|{DIGIT}|{PAREN_DIGIT}|{CIRCLED}"
WHOLE = rf"{INNER}|{DECIMAL}|{HALF_HAN}|{HALF_DIGIT}|{LETTER}"

# 1，加强领导 / 2：强化资金 — careless forms, at line starts only
SOFT_DIGIT = rf"(?P<soft_digit>{FIGURE}{{1,2}})(?P<soft_stop>[，,：:])(?=[\u4e00-\u9fff“《])"

# (十加强区域合作 / l.加强领导 / ）大力培育 / （－）加强 / 第十二 本办法 / 第三早 总则
CUT_PAREN = rf"{OPEN}\s?(?P<cut_paren>{HAN}{{1,3}})(?!{HAN}|[^)）〕\n]{{0,30}}{SHUT})"
LONE = r"(?P<lone>[)）])"
BLUR_PAREN = rf"{OPEN}\s?(?P<blur_paren>[一二三四五六七八九十—－\-–ー亠ニ士干千+土几儿入人力七王西]{{0,3}})\s?{SHUT}(?!\s?[、和或至])"
BLUR_STOP = r"(?P<blur_stop>[—－\-–ー亠ニ士干+土几儿入人力]{1,3})、"
BLUR_DIGIT = r"(?P<blur_digit>[0-9]{0,2}[lI|][0-9]?|[0-9][lI|Oo])(?P<blur_dot>[.．、])(?=[\u4e00-\u9fff“《])"
CUT_NAMED = r"第\s?(?P<cut_named>[一二三四五六七八九十百零〇—－ー亠ニ士干千+土几儿入人力]{1,7})(?P<cut_unit>[条章早系务]?)(?=[^\S\n])"

LINE_START = regex.compile(
    rf"^(?:[^\S\n]|\u200b)*+(?:{BLUR_DIGIT}|{WHOLE}|{SOFT_DIGIT}|{CUT_PAREN}|{LONE}|{BLUR_PAREN}|{BLUR_STOP}|{CUT_NAMED})[^\S\n]*",
    regex.MULTILINE,
)
PLAIN = regex.compile(
    rf"^[^\S\n]*+(?P<plain>{FIGURE}{{1,2}})(?:[^\S\n]++(?![年月日])|(?![年月日时分个家项人名条处座亩万亿千百元倍号楼级类期届次张所台吨米天周件套款种份户]))(?=[\u4e00-\u9fff])",
    regex.MULTILINE,
)
INLINE = regex.compile(
    rf"[。；;：:！？!?)）〕】”\s][^\S\n]{{0,8}}+(?=[第笫(（〔﹝【［\[0-9一二三四五六七八九十①-⒛㈠-㈩])(?:{INNER})[^\S\n]*"
)
FIRST = regex.compile(r"(?<=[\u4e00-\u9fff])[(（](?P<paren_han>一)[)）]")
ARTICLE = regex.compile(
    rf"(?<=[\u4e00-\u9fff。；）)])(?<![照据反合按法例定自依由对本的、和及至或与第至])[^\S\n]{{0,4}}{NAMED}[^\S\n]{{0,4}}(?=[\u4e00-\u9fff])"
)
NAMED_INLINE = regex.compile(rf"[。；;]{NAMED}[^\S\n]{{1,4}}(?=[\u4e00-\u9fff])")
CITED = regex.compile(r"[、，,。；和与及至或]|规定|所称|所列|所指|第[一二三四五六七八九十](?![人方者次])|的(?!确)")

CHAPTER_TITLE = regex.compile(rf"[\u4e00-\u9fff、 \u3000]{{2,20}}?(?:第{NTH}{{1,8}}条|$)", regex.MULTILINE)
GENERAL = regex.compile(r"总[^\S\n]*则[^\S\n]*$", regex.MULTILINE)
"""the title that only a first chapter has"""

SIGNS = {
    "han_sign": ("paren_han", "㈠"),
    "digit_sign": ("digit_dot", "⒈"),
    "paren_sign": ("paren_digit", "⑴"),
    "circled": ("circled", "①"),
    "roman": ("roman", "Ⅰ"),
    "small_roman": ("roman", "ⅰ"),
}
DAMAGED = {
    "lone": ("lone", "lone"),
    "cut_paren": ("paren_han", "cut_paren"),
    "blur_paren": ("paren_han", "blur_paren"),
    "blur_stop": ("han", "blur_stop"),
    "cut_unit": ("cut_named", "cut_named"),
    "blur_dot": ("digit_dot", "blur_digit"),
}
BLANK = " \u3000\xa0\u2002\u2003\u200b"
BLURRED = str.maketrans("—－-–ー亠ニ士干千+土几儿入人力王西lI|Oo", "一一一一一一二十十十十十九八八八九五四11100")


def find_marks(text: str) -> list[Mark]:
    """The candidates at line starts, in text order; tables (lines with a tab) hold none."""
    tabled = "\t" in text
    marks = [
        mark
        for found in LINE_START.finditer(text)
        if (mark := _read(found)) and not (tabled and _in_table(text, mark.start))
    ]
    if any(mark.style == "decimal" and mark.number == 1 for mark in marks):
        marks += [Mark(f.start("plain"), f.end(), "plain", int(f["plain"]), f["plain"], f["plain"], skip=0.5)
                  for f in PLAIN.finditer(text) if not (tabled and _in_table(text, f.start()))]  # fmt: skip
        marks.sort(key=lambda mark: mark.start)
    return marks


def find_inline(text: str, start: int, end: int) -> Iterator[Mark]:
    """The candidates inside the lines of a stretch that stand where a sentence or a title ended, in text order."""
    at = start
    while found := INLINE.search(text, at, end):
        mark = _read(found, lead=1)
        at = max(found.end() - 1, found.start() + 1)
        if mark and text[mark.start - 1] != "\n":
            yield mark._replace(inline=True)


def find_first(text: str, start: int, end: int) -> Iterator[Mark]:
    """`（一）` straight behind a word, as where a title lost its line break."""
    for found in FIRST.finditer(text, start, end):
        yield Mark(found.start(), found.end(), "paren_han", 1, found[0], "一", inline=True)


def find_named(text: str) -> Iterator[Mark]:
    """`第五条` or `第八章` inside a line behind the end of a sentence, a blank behind it: a line break was lost."""
    for found in NAMED_INLINE.finditer(text):
        mark = _read(found, lead=1)
        if mark and not mark.use and mark.style != "part":
            yield mark._replace(skip=0.6, use=0.3, inline=True)


def find_articles(text: str, start: int, end: int) -> Iterator[Mark]:
    """`第十五条`, no part of a reference, straight behind a word, as where a title in front lost its line break."""
    for found in ARTICLE.finditer(text, start, end):
        mark = _read(found)
        if mark and mark.skip == SURE and mark.style != "part":
            yield mark._replace(inline=True)


def _in_table(text: str, position: int) -> bool:
    end = text.find("\n", position)
    return text.find("\t", position, end if end >= 0 else len(text)) >= 0


def _read(found: regex.Match[str], *, lead: int = 0) -> Mark | None:
    """The mark that a match shows; None where its numeral is none (`第零条`, `一一、`)."""
    name, whole = found.lastgroup or "", found[0][lead:]
    shown, start, end = whole.strip(BLANK), found.end() - len(whole.lstrip(BLANK)), found.end()
    if name in SIGNS:
        style, first = SIGNS[name]
        return Mark(start, end, style, ord(found[name]) - ord(first) + 1, shown, found[name])
    if name in DAMAGED:
        return _read_damaged(found, name, start, shown)
    if name == "decimal":
        *prefix, last = (int(part) for part in found[name].replace("．", ".").split("."))
        return Mark(start, end, name, last, shown, found[name], tuple(prefix), skip=1.0)
    if name == "letter":
        return Mark(start, end, name, ord(found[name].lower()) - ord("a") + 1, shown, found[name], skip=1.0)
    style, group, skip = name, name, SURE
    if name == "soft_stop":
        style, group, skip = "digit_comma", "soft_digit", 1.0
    elif name == "unit":
        style, group = UNITS[found["unit"]], "nth"
        skip = 0.3 if style in ("part", "article") and CITED.match(found.string, end) else SURE
    elif name == "stop":
        style, group, skip = "digit_comma" if found["stop"] == "、" else "digit_dot", "digit", 3.0
    number = read_number(found[group])
    if style == "chapter" and number != 1 and GENERAL.match(found.string, end):
        return Mark(start, end, style, number, shown, found[group], hint=1, blurred=True)
    if not number:
        return Mark(
            start,
            end,
            style,
            read_number(found[group].translate(BLURRED)),
            shown,
            found[group].translate(BLURRED),
            skip=1.5,
            use=0.4,
            blurred=True,
        )
    return Mark(start, end, style, number, shown, found[group], skip=skip)


@cache
def read_number(numeral: str) -> int | None:
    """The number that a marker's numeral shows, or None."""
    return ordinal(numeral) or None


def _read_damaged(found: regex.Match[str], name: str, start: int, shown: str) -> Mark:
    """A marker that lost a bracket, its numeral, or the look of it."""
    if name == "lone":
        return Mark(start, found.end(), "lone", None, shown, skip=1.5, use=0.5)
    style, group = DAMAGED[name]
    if name == "cut_unit" and found["cut_unit"] in ("章", "早"):
        style = "chapter"
    elif name == "cut_unit" and not found["cut_unit"] and CHAPTER_TITLE.match(found.string, found.end()):
        style = "cut_titled"
    numeral = found[group].translate(BLURRED)
    number, blurred = read_number(numeral), numeral != found[group]
    if name == "blur_dot":
        style = "digit_comma" if found["blur_dot"] == "、" else style
    skip = 1.5 if name in ("cut_paren", "cut_unit") and number else 1.0 if number else 0.5
    use = 0.3 if blurred and name == "blur_paren" else 0.5
    return Mark(start, found.end(), style, number, shown, numeral, skip=skip, use=use, blurred=blurred)
