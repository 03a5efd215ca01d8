"""Whether a text is the raw page's, but for what cleaning may do: a rule of its own, not the normalizers' backwards.

A skeleton is the letters, digits and characters of a text, NFKC, without punctuation and space. Cleaning may take letters
and digits out (injected pinyin, leftover tags, entities) and never puts one in; so a clean skeleton is a piece of the raw one
but for letters and digits.
Where a page was converted, both sides go through OpenCC's own tables for characters (Hong Kong forms, then `t2s`),
and before that the raw side of machine-made Taiwan wording through `tw2sp`; its inverse is one-to-many, so there a share of the
characters may differ.
"""

from __future__ import annotations

import html
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Json = dict[str, Any]
SAME: dict[int, str] = {
    **dict.fromkeys(map(ord, "〇○◯OoОоΟο"), "0"),  # shapes in which pages write the nought of a year
    ord("著"): "着",  # which of the two it is depends on the word
    **dict(
        zip(map(ord, "増変総経発汚鶏"), "增变总经发污鸡", strict=True)
    ),  # Japanese forms on Chinese pages, which t2s leaves
}
"""characters that count as one on both sides"""
REWORDED = 0.2
"""share of a restored text that may differ from what tw2sp makes of the page; measured: 0.02 of a page, 0.17 of a paragraph"""
FEW = 3
"""characters of a short restored text that may differ"""


class Skeletons:
    """How the texts of one page are compared with the raw page."""

    def __init__(self, page: Json) -> None:
        """Take what the page result says was done to the page."""
        script, codes = page["script"], {w["code"] for w in page["warnings"]}
        self.reworded: bool = script["profile"] == "s2twp-inverse"
        """words were restored, so that characters differ"""
        self.mended: bool = "repaired_number" in codes
        """a year or a decimal was mended"""
        self.simplify = _converter("hk2t", "t2s") if script["changed"] else _unchanged
        self.restore = _converter("tw2sp") if self.reworded else _unchanged

    def of(self, text: str) -> str:
        """The skeleton of a text of the result; what is simplified already may change too, so both sides are made alike."""
        text = self.simplify(text)
        return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).translate(SAME)))

    def of_raw(self, text: str) -> str:
        """The skeleton of a piece of the raw page, converted as the page was."""
        if "&" in text:
            for _ in range(3):  # entities escaped twice and three times over
                text = html.unescape(text)
        return self.of(self.restore(text))

    def covers(self, raw: str, clean: str) -> bool:
        """Whether the clean skeleton stands in the raw one, which may have letters and digits between but nothing Chinese."""
        if clean in raw or (_chinese(clean) in _chinese(raw) and is_subsequence(clean, raw)):
            return True
        if not (self.reworded or self.mended):
            return False
        return (Counter(clean) - Counter(raw)).total() <= self.slack(len(clean))

    def slack(self, length: int) -> int:
        """How many characters of so many may differ."""
        if self.reworded:
            return max(FEW, round(REWORDED * length))
        return 2 if self.mended else 0

    def same_characters(self, raw: str, clean: str) -> bool:
        """Whether a mention's raw characters are its own: as `covers`, and no Chinese character is left over."""
        surplus = sum(map(is_han, raw)) - sum(map(is_han, clean))
        return self.covers(raw, clean) and abs(surplus) <= (FEW if self.reworded else 2 if self.mended else 0)


def is_han(character: str) -> bool:
    """Whether it is a Chinese character."""
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf" or character >= "\U00020000"


def count_han(skeletons: Sequence[str]) -> Counter[str]:
    """The Chinese characters of some skeletons."""
    counted: Counter[str] = Counter()
    for skeleton in skeletons:
        counted.update(filter(is_han, skeleton))
    return counted


def _chinese(skeleton: str) -> str:
    return "".join(filter(is_han, skeleton))


def is_subsequence(short: str, long: str) -> bool:
    """Whether the characters of one stand in the other in their order."""
    at = -1
    for character in short:
        at = long.find(character, at + 1)
        if at < 0:
            return False
    return True


def _unchanged(text: str) -> str:
    return text


@cache
def _converter(*names: str) -> Callable[[str], str]:
    from opencc import OpenCC  # loaded only for pages that were converted

    converters = [OpenCC(name).convert for name in names]

    def convert(text: str) -> str:
        for one in converters:
            text = str(one(text))
        return text

    return convert
