"""Folding: a page as it is judged, character for character, and the paragraphs of lines that lost their breaks.

    plain("第十條  縣（市、區）")     # "第十条  县(市、区)"

Simplified characters, half-width letters, digits and punctuation (but 。 and 、), one kind of bracket, a blank for every
odd one; tabs and indents stay, they part cells and paragraphs. Every position stays, so a span of the folded text is a
span of the page.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from ppx.characters import NOTHING_SHOWN, SYLLABLE, TONED, exchanger
from ppx.lexicon import cached, cached_last, load

if TYPE_CHECKING:
    from collections.abc import Callable

_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SHAPES = {
    **_WIDE,
    **dict.fromkeys("\xa0\u2002\u2003\u2009\u200b\u200c\u200d\u2060\ufeff\xad", " "),
    **dict.fromkeys("〔［【〖[{", "("),
    **dict.fromkeys("〕］】〗]}", ")"),
    **dict.fromkeys("“”「」『』＂", '"'),
}


FREQUENT = "，：；（）“”"
"""marks of every page: put in their place before the search for the others, which then finds little"""


@cached
def _fold() -> Callable[[str], str]:
    pairs = load("forms")["fold"]["pairs"].split()
    return exchanger({**{pair[0]: pair[1] for pair in pairs}, **_SHAPES})


@cached_last(8)
def plain(text: str) -> str:
    """The text folded for judging, character for character: simplified, half-width, one kind of bracket."""
    for mark in FREQUENT:
        text = text.replace(mark, _SHAPES[mark])
    return _fold()(text.replace("&nbsp;", " " * 6))


_OPENS = re.compile(rf"\({SYLLABLE}")
_TONED = re.compile(TONED)
_GLOSS = regex.compile(rf"(?<=\p{{Han}})\({SYLLABLE}{{1,6}}\)")
"""pinyin in parentheses, put in against copying: `發(fā)`"""


def is_glossed(folded: str) -> bool:
    """True where a folded page may hold pinyin in parentheses and shows tones, as one does that injects it into its text."""
    return _OPENS.search(folded) is not None and _TONED.search(folded) is not None


def unglossed(line: str) -> str:
    """A folded line without injected pinyin, to be judged by what it says."""
    return _GLOSS.sub("", line) if "(" in line else line


LONG = 200
"""characters from which a line may hold several paragraphs"""
BLANK = r"(?:\s|&nbsp;)"
BREAK = regex.compile(
    rf"""
      (?<=[。；;：:！!？?…）)”"》]){BLANK}{{2,}}+(?=.)        # blanks after a sentence
    | (?:</(?:p|div|h\d|li|tr)>|<br\s?/?>)(?:{BLANK}*+</?[a-z][^<>]{{0,120}}>)*+{BLANK}*+(?=.)  # tags kept in the text
    | (?<=\S)(?<![章节条编])(?<!(?:^|\s)\p{{Han}})          # (but in 第一章  总  则)
      (?:\u3000{{2,}}+|{BLANK}{{3,}}+){BLANK}*+(?=.)         # the indent of a paragraph; wide blanks
    """,
    regex.VERBOSE,
)
"""where a line that lost its breaks had them"""
_WIDE_BLANK = re.compile(r"\s\s")
"""what a line has between two of its paragraphs, unless an entity or a tag stands there"""


def paragraphs(text: str, start: int, end: int, *, row: bool = False) -> list[tuple[int, int]]:
    """The paragraphs of a line of the page (not folded); one, but for a line that lost its breaks.

    All but blanks is in one of them. A row of an HTML table is one as it stands: the tabs at its ends are empty cells.
    """
    if row:
        return [(start, end)]
    if end - start < LONG or not _may_break(text[start:end]):
        start, end = trimmed(text, start, end)
        return [(start, end)] if start < end else []
    marks = [start, *(match.end() for match in BREAK.finditer(text, start, end)), end]
    spans = (trimmed(text, a, b) for a, b in pairwise(marks))
    return [(first, last) for first, last in spans if first < last]


def _may_break(line: str) -> bool:
    """True where a line has wide blanks or tags between its words, and no cells."""
    if "\t" in line:
        return False
    if "<" in line or "&nbsp;" in line:
        return True
    return len(line.split(None, 1)) > 1 and _WIDE_BLANK.search(line.strip()) is not None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without what shows nothing at its ends."""
    while start < end and text[start] in NOTHING_SHOWN:
        start += 1
    while end > start and text[end - 1] in NOTHING_SHOWN:
        end -= 1
    return start, end
