"""Noise: what a page put into its text is taken out, and damage with one reading is mended.

Zero-width characters, entities, leftover tags, markdown, injected pinyin and stray apostrophes go; layout spaces go where
Chinese needs none (`通  知`, `到 2025 年`) and shrink to one where they may separate (`市委 市政府`, `第一章 总则`). A year
with a nought of another shape (`二0二五年`) and a decimal point written `、` (`3、0`) are mended with a warning.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.entities import html5
from typing import TYPE_CHECKING

import regex

from ppx.characters import SYLLABLE, TONED, UNSEEN
from ppx.normalizers.noise import damage, rows, spaces
from ppx.records import Caution
from ppx.text import Edit

if TYPE_CHECKING:
    from ppx.text import Draft, Text

_HAN = r"\p{Han}"

_INVISIBLE = re.compile(f"[{UNSEEN}][{UNSEEN}]*")
_ENTITY = regex.compile(
    r"&(?:amp;){0,3}(?:(?P<name>#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8}\d?);|(?P<bare>nbsp|[lr]dquo|mdash|hellip|middot)(?![A-Za-z;]))"
)
_TAG = regex.compile(r"</?(?:a|b|br|div|em|font|i|p|span|strong|sub|sup|u)(?:[ /][^<>\n]{0,200})?>", regex.IGNORECASE)

_MARKDOWN = regex.compile(r"\*\*[^*\n]{1,200}\*\*|^#{1,6} ", regex.MULTILINE)
_MARK = regex.compile(
    r"""
      ^(?:\#{1,6}[ \u3000]*)+  # ## 第一章  总则
    | ^(?:>[ ]?){1,3}          # > 引文
    | ^(?:[-*+][ ]+)+          # - **发布机构**：
    | \*\*                     # **责任单位**
    | \\(?=[\\`*_{}\[\]()\#+\-.!])    # 1\. 总体要求
    | !?\[(?=[^\[\]\n]{0,200}\]\([^()\s]{1,300}\))    # [意见](https://…): the words stay
    | (?<=\[[^\[\]\n]{0,200})\]\([^()\s]{1,300}\)
    """,
    regex.VERBOSE | regex.MULTILINE,
)
_HEADING = regex.compile(r"^(?:#{1,6}[ \u3000]*)+|\*\*", regex.MULTILINE)
_MASK = regex.compile(
    r"""
      (?<=[\p{Han}\dXx])\*{3,}                                        # 138****5678  4201**********12
    | (?<=\d)\*\*(?=\d)                                              # 鄂A12**6
    | (?<=(?:^|[\s、，,：:（(])\p{Han}{1,3})\*\*(?![\p{Han}\w*])     # 李**
    """,
    regex.VERBOSE | regex.MULTILINE,
)
"""asterisks that hide a name or a number; where a bold stretch is open on the line they close it"""

_PINYIN = regex.compile(rf"(?<={_HAN})[(（](?:{SYLLABLE}{{1,6}}|(?={SYLLABLE}{{0,8}}{TONED}){SYLLABLE}{{7,24}})[)）]")
"""a syllable behind its character, or those of a word behind the word: `切口(qiēkǒu)`"""
_BRACKETED = tuple(re.compile(re.escape(bracket) + SYLLABLE) for bracket in "(（")
_TONE = regex.compile(TONED)
PINYIN_FLOOR = 3
"""a page that glosses a rare character does it once or twice; an injected one on every line"""

_APOSTROPHES = "'`´"
_APOSTROPHE = regex.compile(rf"(?<={_HAN})['`´](?={_HAN})")
_QUOTE = regex.compile(r"['`´‘’]")
NEARBY = 200
"""characters of the paragraph on either side in which an apostrophe finds the other of its pair"""


def clean(draft: Draft) -> Draft:
    """The draft without noise; its paragraphs stay as many, and a mended place is warned of."""
    text, cautions = _cleaned(draft.text)
    title = draft.title
    if title is not None:
        if any(_pinyin(draft.text.value)):
            title = _rewritten(title, _glosses)
        title, _ = _cleaned(title)
        title = _rewritten(title, spaces.title_gaps)
    return replace(draft, text=text, title=title, cautions=draft.cautions + cautions)


def _cleaned(text: Text) -> tuple[Text, tuple[Caution, ...]]:
    for find in _CLEANERS:
        text = _rewritten(text, find)
    cautions: list[Caution] = []
    for find, code, message in _REPAIRS:
        edits = list(find(text.value))
        if edits:
            span = text.raw_span(edits[0].start, edits[-1].end)
            shown = text.value[max(0, edits[0].start - 4) : edits[0].end + 4].replace("\n", " ")
            cautions.append(Caution(code, message.format(len(edits), shown), lines=span))
            text = text.rewrite(edits)
    text = _rewritten(_rewritten(text, damage.noughts), spaces.gaps)
    return text, (*cautions, *damage.spun(text))


def _rewritten(text: Text, find: Callable[[str], Iterator[Edit]]) -> Text:
    edits = list(find(text.value))
    return text.rewrite(edits) if edits else text


def _invisible(text: str) -> Iterator[Edit]:
    for found in _INVISIBLE.finditer(text):
        yield Edit(*found.span(), "")


def _entities(text: str) -> Iterator[Edit]:
    """`&nbsp;` `&ldquo;` `&amp;ldquo;` `&#8220;` that an escape left in the text."""
    if "&" not in text:
        return
    for found in _ENTITY.finditer(text):
        name = found["name"] or found["bare"]
        if name.startswith("#") or f"{name};" in html5:
            character = html.unescape(f"&{name};")
            yield Edit(*found.span(), character if character.isprintable() else " ")


def _markup(text: str) -> Iterator[Edit]:
    """Tags that an escape left in the text."""
    if "<" in text:
        for found in _TAG.finditer(text):
            yield Edit(*found.span(), "")


def _marks(text: str) -> Iterator[Edit]:
    """Markdown: its bullets only where the text is markdown beyond doubt."""
    if "**" not in text and "#" not in text:
        return
    pattern = _MARK if _MARKDOWN.search(text) else _HEADING
    masks = set(_masks(text))
    for found in pattern.finditer(text):
        if found.start() not in masks:
            yield Edit(*found.span(), "")


def _masks(text: str) -> Iterator[int]:
    """The places of asterisks that hide something: those that close no bold stretch of their line."""
    at, marks = 0, 0
    for found in _MASK.finditer(text):
        line = text.rfind("\n", at, found.start()) + 1
        marks = text.count("**", line or at, found.start()) + (0 if line else marks)
        if marks % 2 == 0:
            yield from range(*found.span())
            at = found.end()
        else:
            at = found.start()


def _pinyin(text: str) -> Iterator[Edit]:
    """Pinyin injected after characters: `新(xīn)` `工(gōng)業`; a lone gloss of a rare character stays."""
    found = list(_glosses(text))
    if sum(1 for edit in found if _TONE.search(text, edit.start, edit.end)) >= PINYIN_FLOOR:
        yield from found


def _glosses(text: str) -> Iterator[Edit]:
    """Every gloss, as in the title of a page that injects pinyin into its text."""
    if any(letter.search(text) for letter in _BRACKETED):
        for found in _PINYIN.finditer(text):
            yield Edit(*found.span(), "")


def _apostrophes(text: str) -> Iterator[Edit]:
    """A lone apostrophe between two characters, put in against copying: `工作的'同志`; quotation marks come in pairs."""
    if not any(mark in text for mark in _APOSTROPHES):
        return
    for found in _APOSTROPHE.finditer(text):
        start, end = found.span()
        before = text[max(0, start - NEARBY) : start].rpartition("\n")[2]
        after = text[end : end + NEARBY].partition("\n")[0]
        if not _QUOTE.search(before) and not _QUOTE.search(after):
            yield Edit(start, end, "")


Finder = Callable[[str], Iterator[Edit]]

_CLEANERS: tuple[Finder, ...] = (_invisible, _entities, _markup, spaces.edges, _marks, rows.bars)
_REPAIRS: tuple[tuple[Finder, str, str], ...] = (
    (_pinyin, "injected_text", "pinyin injected after characters was taken out at {} places, the first at «{}»"),
    (_apostrophes, "injected_text", "apostrophes injected into words were taken out at {} places, the first at «{}»"),
    (
        damage.years,
        "repaired_number",
        "years with a nought of another shape were mended at {} places, the first at «{}»",
    ),
    (damage.decimals, "repaired_number", "decimal points written as 、 were mended at {} places: «{}»; check them"),
)
