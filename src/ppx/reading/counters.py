"""Counters: the numeral that a list shows for a number, as CSS and Word write it.

    write("lower-alpha", 3)      # "c"
    write("chinese", 12)         # "十二"

Names are those of CSS Counter Styles Level 3, but for `chinese` (一, 十, 十一) and `legal` (壹, 拾), which several names share,
and `circled`.
"""

from __future__ import annotations

DIGITS = {"chinese": "零一二三四五六七八九", "legal": "零壹贰叁肆伍陆柒捌玖"}
SCALES = {"chinese": ("", "十", "百", "千"), "legal": ("", "拾", "佰", "仟")}
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)
LONGEST = {"cjk-heavenly-stem": 10, "cjk-earthly-branch": 12, "circled": 20, "lower-roman": 3999, "upper-roman": 3999}
"""the last number that a style has a numeral for"""
MOST_WORDS = 9999
"""the last number that is written in words"""


def whole(digits: str, most: int) -> int | None:
    """The number that a file writes in digits, at most `most` however many they are; None for anything else."""
    if not digits.isdecimal():
        return None
    return min(int(digits.lstrip("0")[:9] or "0"), most)


def write(style: str, number: int) -> str:
    """The numeral of `number` in `style`; figures where the style has none for it, or is not known."""
    if style in DIGITS and 0 <= number <= MOST_WORDS:
        return _words(style, number)
    if style == "cjk-decimal" and number >= 0:
        return str(number).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))
    if style == "decimal-leading-zero":
        return f"{number:02d}"
    if number < 1 or number > LONGEST.get(style, number):
        return str(number)
    if style in ("lower-alpha", "upper-alpha"):
        letters = _letters(number)
        return letters if style == "lower-alpha" else letters.upper()
    if style in ("lower-roman", "upper-roman"):
        return _roman(number, upper=style == "upper-roman")
    signs = {"cjk-heavenly-stem": STEMS, "cjk-earthly-branch": BRANCHES, "circled": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"}
    return signs[style][number - 1] if style in signs else str(number)


def _words(style: str, number: int) -> str:
    """`十一`, `二十`, `一百零五`: no one before a leading ten, one nought for a gap."""
    digits, scales, shown = DIGITS[style], SCALES[style], str(number)
    nought, ten = digits[0], digits[1] + SCALES[style][1]
    places = range(len(shown) - 1, -1, -1)
    words = "".join(digits[d] + scales[p] if d else nought for p, d in zip(places, map(int, shown), strict=True))
    while nought * 2 in words:
        words = words.replace(nought * 2, nought)
    words = words.rstrip(nought) or nought
    return words[1:] if words.startswith(ten) else words


def _letters(number: int) -> str:
    """a … z, aa, ab: bijective base 26."""
    out = ""
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


def _roman(number: int, *, upper: bool) -> str:
    """Up to twelve the one character that Unicode has, as official texts write it; letters beyond."""
    if number <= 12:
        return chr((0x2160 if upper else 0x2170) + number - 1)
    out = ""
    for value, sign in ROMAN:
        times, number = divmod(number, value)
        out += sign * times
    return out if upper else out.lower()
