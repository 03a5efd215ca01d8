"""Layout spaces: none where Chinese sets none, one where they may separate words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex

from ppx.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

_HAN = r"\p{Han}"
_GAP = r"[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
"""layout space of any width; a tab parts table cells and is none"""
_SPACE = re.compile(rf"{_GAP}{_GAP}*")
_ALL_MARKS = frozenset("、。《》〈〉【】〔〕「」『』“”‘’…，；：？！（）")
_EDGES = frozenset("\n\t")
_MARKER = regex.compile(
    r"[（(](?:[一二三四五六七八九十]{1,4}|\d{1,2})[)）]|(?:[一二三四五六七八九十]{1,4}|\d{1,2})[、.．](?!\d)"
)
"""a numbered item: the space before it may be all that is left of a line break"""
_LAST = regex.compile(rf"(?<={_HAN}){_GAP}+(?={_HAN}$)")
_TITLE_GAP = regex.compile(rf"(?<=关于|關於|印发|印發|[的《〈]){_GAP}+(?=\S)|{_GAP}+(?=的|关于|關於)")


def edges(text: str) -> Iterator[Edit]:
    """White space at the ends of paragraphs and table cells, where a mark of markdown may stand behind it."""
    if "**" not in text and "#" not in text:
        return  # `gaps` takes it out with the rest
    for found in _SPACE.finditer(text):
        start, end = found.span()
        if _beside_edge(text, start, end):
            yield Edit(start, end, "")


def gaps(text: str) -> Iterator[Edit]:
    """White space anywhere: none at edges and where Chinese sets none, one space between words."""
    for found in _SPACE.finditer(text):
        start, end = found.span()
        if _beside_edge(text, start, end) or _needless(text, start, end):
            yield Edit(start, end, "")
        elif found[0] != " ":
            yield Edit(start, end, " ")


def _beside_edge(text: str, start: int, end: int) -> bool:
    return not start or end == len(text) or text[start - 1] in _EDGES or text[end] in _EDGES


def _needless(text: str, start: int, end: int) -> bool:
    """True where Chinese sets no space: beside marks, between characters and figures or letters, inside a word set wide."""
    before, after = text[start - 1], text[end]
    if (
        before in _ALL_MARKS
        or (after in _ALL_MARKS and not _MARKER.match(text, end))
        or (before.isdecimal() and after in "%％")
    ):
        return True
    if _MARKER.match(text, end):
        return False
    if _is_han(before):
        return _is_narrow(after) or (_is_han(after) and _is_set_wide(text, start, end))
    return _is_narrow(before) and _is_han(after)


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or character == "〇" or "\u3400" <= character <= "\u4dbf"


def _is_narrow(character: str) -> bool:
    return character in "%％" or ((character.isascii() or "０" <= character <= "ｚ") and character.isalnum())


def _is_set_wide(text: str, start: int, end: int) -> bool:
    """True between lone characters (`总　则`, `通  知`) and before the last of a title (`的通 知`)."""
    rest = text[end + 1 : end + 2]
    if rest and _is_han(rest):
        return False
    lone = start < 2 or not _is_han(text[start - 2])
    return lone or (rest in ("", "\n") and text[max(0, start - 2)] == "的")


def title_gaps(text: str) -> Iterator[Edit]:
    """Spaces that a title needs none of: before 关于 and 的, and before a last character (`的通 知`)."""
    if not _SPACE.search(text):
        return
    at = 0
    for found in sorted((*_TITLE_GAP.finditer(text), *_LAST.finditer(text)), key=lambda f: f.start()):
        start, end = found.span()
        if start >= at:
            at = end
            yield Edit(start, end, "")
