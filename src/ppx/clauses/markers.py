"""Where a clause may begin: the candidates that the marker styles of official documents make.

GB/T 9704-2012 §7.3.3 sets `一、` over `（一）` over `1.` over `（1）`; laws use 编, 章, 节 and 条; plans use `1.1`. What comes
back are candidates: whether one opens a clause, and with which number, is decided by `numbering` from the count of the
whole document. A candidate says what it costs to leave it out (`skip`) and to take it (`use`).
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ppx.clauses.patterns import (
    ARTICLE,
    BLANK,
    BLURRED,
    CHAPTER_TITLE,
    CITED,
    DAMAGED,
    FIRST,
    GENERAL,
    INLINE,
    LEAD,
    LINE_START,
    NAMED_INLINE,
    ORDINAL,
    PLAIN,
    SIGNS,
)
from ppx.clauses.styles import UNITS
from ppx.numerals import ordinal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import regex

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


def find_leads(text: str) -> list[int]:
    """The places inside lines behind which a marker may stand, since a sentence or a title ended there, in text order."""
    return [lead.start() for lead in LEAD.finditer(text)]


def find_inline(text: str, leads: Sequence[int], start: int, end: int) -> Iterator[Mark]:
    """The candidates inside the lines of a stretch, in text order; `leads` are those of the text."""
    done = start
    for i in range(bisect_left(leads, start), bisect_left(leads, end)):
        at = leads[i]
        if at < done:
            continue
        indented = at > start and text[at - 1] == "\n"
        found = (INLINE.match(text, at - 1, end) if indented else None) or INLINE.match(text, at, end)
        if found:
            mark, done = _read(found, lead=1), found.end() - 1
            if mark and text[mark.start - 1] != "\n":
                yield mark._replace(inline=True)


def find_first(text: str, start: int, end: int) -> Iterator[Mark]:
    """`（一）` straight behind a word, as where a title lost its line break."""
    for found in FIRST.finditer(text, start, end):
        yield Mark(found.start(), found.end(), "paren_han", 1, found[0], "一", inline=True)


def find_named(text: str, leads: Sequence[int]) -> Iterator[Mark]:
    """`第五条` or `第八章` inside a line behind the end of a sentence, a blank behind it: a line break was lost."""
    for at in leads:
        found = NAMED_INLINE.match(text, at)
        mark = _read(found, lead=1) if found else None
        if mark and not mark.use and mark.style != "part":
            yield mark._replace(skip=0.6, use=0.3, inline=True)


def find_articles(text: str, start: int, end: int) -> Iterator[Mark]:
    """`第十五条`, no part of a reference, straight behind a word, as where a title in front lost its line break."""
    for found in ARTICLE.finditer(text, start, end) if ORDINAL.search(text, start, end) else ():
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
