"""What it costs to read a numeral as another number: the less the two look alike, the more."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ppx.clauses.markers import Mark

CUT, BLURRED, LOST, SWAPPED, STUCK, ALIKE, AHEAD, DOUBLED, OTHER = 0.2, 0.6, 0.8, 1.3, 1.4, 2.1, 2.1, 2.2, 2.8
"""the end of a damaged marker is gone, it shows another number, the numeral lost a character (`十` for `十一`), changed
places with the next, repeats the one in front, shows its like (`二` for `三`), the one
behind or before, another"""
LIKE = [
    frozenset(group)
    for group in ("一二三", "二三五", "五王", "四西", "六八", "七十", "九几", "千十", "17", "068", "38", "56", "09")
]
WORDS = "零一二三四五六七八九"


def repair(mark: Mark, number: int) -> float:
    """The cost of reading a numeral as another number."""
    if mark.hint == number:
        return BLURRED if mark.blurred else SWAPPED
    if mark.number is None:
        return BLURRED if mark.numeral else 0.3
    true = spell(number) if not mark.numeral.isdecimal() else str(number)
    shown = mark.numeral
    if len(shown) < len(true) and _inside(shown, true):
        return CUT if mark.use and true.startswith(shown) else LOST
    if mark.stuck and number != mark.number:
        return STUCK
    if mark.blurred:
        return BLURRED
    if len(shown) == len(true):
        wrong = [{a, b} for a, b in zip(shown, true, strict=True) if a != b]
        if len(wrong) == 1 and any(wrong[0] <= group for group in LIKE):
            return ALIKE
    if mark.number == number + 1:
        return AHEAD
    return DOUBLED if mark.number == number - 1 else OTHER


def _inside(part: str, whole: str) -> bool:
    """True where `part` is `whole` with characters left out."""
    rest = iter(whole)
    return all(character in rest for character in part)


@lru_cache(1024)
def spell(number: int) -> str:
    """The number in words, 1 to 999 (`二十一`, `一百零三`)."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = f"{WORDS[hundreds % 10]}百" if hundreds else ""
    middle = ("" if tens == 1 and not hundreds else WORDS[tens]) + "十" if tens else "零" * bool(hundreds and ones)
    return head + middle + (WORDS[ones] if ones else "")
