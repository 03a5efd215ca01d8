"""Damage with one reading: years with a false nought, decimal points written 、; and text whose words were swapped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex

from ppx import lexicon
from ppx.records import Caution
from ppx.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.text import Text

_YEAR = regex.compile(r"(?<![一二三四五六七八九十〇零○])[一二][0OoＯ０○◯〇零一二三四五六七八九]{3}(?=年)")
_NOUGHT = regex.compile(r"[0OoＯ０○◯]")
_FALSE_NOUGHT = regex.compile(r"[0OoＯ０]")
_DAMAGED = re.compile(r"年(?<=[一二]...年)(?:(?<=[0OoＯ０]年)|(?<=[0OoＯ０].年)|(?<=[0OoＯ０]..年))")
"""where such a year may end"""
_ROUND = regex.compile(r"(?<=[一二三四五六七八九百千])[○◯](?=[一二三四五六七八九○◯〇年])")
_DECIMAL = regex.compile(
    r"""
      (?<=[^\d.、。；：;:第\n]\d{1,3})、(?=[0０](?![\d.、]))       # 容积率上限可提高至3、0
    | (?<=[至到达为约过于]\d{1,3})、(?=\d(?:倍|[%％]|个百分点))    # 提高至1、5倍
    """,
    regex.VERBOSE,
)
_BETWEEN = re.compile(r"、(?<=\d、)(?=\d)")
"""a pause mark between figures, most often of a list"""
SPUN_FLOOR = 2
"""a single sign may be a slip or a quotation"""


def years(text: str) -> Iterator[Edit]:
    """A year in Chinese digits whose nought is a figure or a letter: `二0二五年`, `二O二一年`."""
    if not _DAMAGED.search(text):
        return
    for found in _YEAR.finditer(text):
        if _FALSE_NOUGHT.search(found[0]):
            yield Edit(*found.span(), _NOUGHT.sub("〇", found[0]))


def noughts(text: str) -> Iterator[Edit]:
    """The circle that stands for 〇: `二○二五年`."""
    if "○" in text or "◯" in text:
        for found in _ROUND.finditer(text):
            yield Edit(*found.span(), "〇")


def decimals(text: str) -> Iterator[Edit]:
    """A decimal point written as a pause mark: `3、0` (N33); `2、3个` is a count and stays."""
    if not _BETWEEN.search(text):
        return
    for found in _DECIMAL.finditer(text):
        yield Edit(*found.span(), ".")


@lexicon.cached
def _sign() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lexicon.load("noise")["spun"])) or "(?!)")


def spun(text: Text) -> Iterator[Caution]:
    """A warning where words were swapped for others against copy detection: what was written cannot be told."""
    if not _sign().search(text.value):
        return
    signs = [sign for sign in lexicon.load("noise")["spun"] if sign in text.value]
    if len(signs) >= SPUN_FLOOR:
        shown = "、".join(signs)
        message = f"words of this text were swapped for others ({shown}): a spun copy; look for the page it was made of"
        at = text.value.index(signs[0])
        yield Caution("spun_text", message, lines=text.raw_span(at, at + len(signs[0])))
