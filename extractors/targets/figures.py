"""Figures: how numbers are written, and where one may begin."""

from __future__ import annotations

import re

from ppx import lexicon
from ppx.extractors.targets import units

MULTIPLES = {"翻一番": 2, "翻两番": 4, "翻了一番": 2, "翻了两番": 4, "翻三番": 8, "翻番": 2, "双倍增": 2, "倍增": 2}
_DIGITS = r"(?:[0-9]{1,3}(?:[,，][0-9]{3})++(?![0-9])|[0-9]{1,12})(?:[.．][0-9]{1,6})?"
_SCALE = r"(?:[十百千]?万亿|[十百千]?[亿万]|[十百千](?![米瓦克伏帕卡]))?"
_PART = r"(?:[0-9]{1,4}(?:\.[0-9]{1,4})?|[零一二三四五六七八九十百点]{1,6})"
_HAN = "一二两三四五六七八九十百千零"

NUMBER = re.compile(rf"(?P<digits>{_DIGITS}{_SCALE})")
WORDS = re.compile(f"[{_HAN}万亿]{{1,9}}")
"""the second number of a range, in digits and in words"""
# `5000元以上2万元以下`, `1000万元以上至5000万元`: a range in the wording of laws and of ladders
UP_TO = re.compile(
    rf"及?以上(?:[至到—－-]|(?=(?:{_DIGITS}|[{_HAN}万亿]{{1,8}})[十百千]?[万亿]{{0,2}}\w{{1,2}}以[下内]))"
)


@lexicon.cached
def pattern() -> re.Pattern[str]:
    """Where a quantity may begin: `1-2`, `5,000万`, `百分之五` (not in 一千二百分之一), `三` in front of a unit, `翻一番`, `1.5∶1`."""
    return re.compile(
        rf"""
        (?<![0-9A-Za-z.．〔\[/+“"第%])
        (?:
          (?P<ratio>[0-9]{{1,3}}(?:\.[0-9]{{1,3}})?)(?P<to>[∶:：][0-9]{{1,3}}(?:\.[0-9]{{1,2}})?)(?![0-9:：∶])
          |
          (?P<digits>{_DIGITS})(?P<many>[多余](?=[百千]?[万亿]))?(?P<scale>{_SCALE})
        )
        |
        (?P<multiple>{"|".join(MULTIPLES)}|减半)
        |
        (?<![{_HAN}万亿])(?P<fraction>[百千万]分之)(?P<parts>{_PART})(?:[至到—－-](?:(?P=fraction))?(?P<parts_high>{_PART}))?
        |
        (?<![第{_HAN}万亿几数“])(?P<han>[二两三四五六七八九十百千万亿][{_HAN}]{{0,7}}(?:万亿|[万亿])?|(?:(?<=[少于过至])一|一(?=[十百千万亿]|\w{{1,2}}以上\w{{1,6}}以下))[{_HAN}]{{0,7}}(?:万亿|[万亿])?)
        (?:[至到](?P<han_high>[{_HAN}]{{1,3}}))?(?=[{"".join(sorted(map(re.escape, units.by_first())))}])
        """,
        re.VERBOSE,
    )


@lexicon.cached
def trigger() -> re.Pattern[str]:
    """Where the heavy pattern is tried: digits, a numeral in words in front of a unit or a dash, a multiple.

    `none`: digits that count nothing, the year, month and day of a date (`2025年`, `6月`, `月30日`) and a list's number (`1.`).
    One set of characters stands in front, for which `re` passes over text without trying the alternatives.
    """
    first = units.by_first().keys()
    ahead = "".join(sorted({re.escape(c) for c in first | set("至到分")}))
    last = "".join(sorted(c for c in first if c in _HAN + "万亿"))
    behind = f"|(?<=[{last}])" if last else ""
    return re.compile(
        rf"""
        [0-9{_HAN}万亿翻倍减双]
        (?:
          (?<=[0-9])(?:(?P<none>[0-9]{{3}}年|[0-9]*(?:月|[.．](?![0-9]))|(?<=月[0-9])[0-9]?日)|[0-9]*)
          |
          (?<=[{_HAN}万亿])[{_HAN}万亿]*+(?:(?=[{ahead}]){behind})
          |
          (?<=[翻倍减双])
        )
        """,
        re.VERBOSE,
    )
