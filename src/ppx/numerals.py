"""Chinese numerals as exact numbers: 二十五, 一千二百零三, 3.5亿, １２, 廿.

    read("三千五百万")   # Decimal('35000000')
    read("12.5万")       # Decimal('125000')
    ordinal("十一")      # 11

The grammar of 一 … 九千九百九十九亿 is finite and tested whole. Nothing here looks for numerals in running text; callers
compose `NUMERAL` into their patterns.
"""

from __future__ import annotations

from decimal import Decimal

import regex

DIGITS = {
    c: n
    for n, cs in enumerate(("〇零○Ｏ", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in cs
}
SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
GROUPS = {"万": 10**4, "亿": 10**8}

LONGEST = 64
"""characters of a numeral in words; the longest that counts, of twelve figures each with its scale, has some 25"""
HAN = r"[〇零○一二两三四五六七八九十百千万亿廿卅]"
"""one character of a numeral in words"""
ARABIC = r"[0-9０-９]{1,15}(?:[,，][0-9０-９]{3}){0,6}(?:[.．][0-9０-９]{1,6})?"
"""digits with thousands commas and a fraction, half or full width"""
NUMERAL = rf"(?:{ARABIC}(?:[十百千]?[万亿]{{1,2}}|[十百千])?|{HAN}{{1,15}})"
"""any numeral, with its scale"""

_ARABIC = regex.compile(rf"(?P<digits>{ARABIC})(?P<scale>[十百千]?[万亿]{{0,2}})$")
_PLAIN = 15
"""digits without a comma that make one number, as `ARABIC` has it"""
_NARROW = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


def read(text: str) -> Decimal | None:
    """The value of one numeral, exactly; None where the whole text is none (`一十`, `三三`, `万`)."""
    if len(text) <= _PLAIN and text.isascii() and text.isdigit():
        return Decimal(text)
    found = _ARABIC.match(text)
    if not found:
        value = _words(text)
        return None if value is None else Decimal(value)
    number = Decimal(found["digits"].translate(_NARROW).replace(",", ""))
    for character in found["scale"]:
        number *= SCALES.get(character) or GROUPS[character]
    return number


def ordinal(text: str) -> int | None:
    """The whole number that counts (`十一`, `11`, `２`), or None."""
    value = read(text)
    return int(value) if value is not None and value == int(value) else None


def year(text: str) -> int | None:
    """The year written digit by digit (`二〇二五`, `２０２５`, `二○二五`), or None; four digits only."""
    digits = [DIGITS.get(c, int(c) if c.isdecimal() else None) for c in text]
    if len(digits) != 4 or None in digits:
        return None
    return int("".join(map(str, digits)))


def _words(text: str) -> int | None:
    """The value of a numeral in words, or None.

    亿 groups hold 万 groups hold 千百十; a scale may stand once in a group and in falling order, 零 only between, and a last
    digit without scale after a scale directly above stands for the next one (二百五 is not used in official text and is read
    as none).
    """
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not 0 < len(text) <= LONGEST:
        return None
    for mark, factor in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.rpartition(mark) if mark == "亿" else text.partition(mark)
        if found:
            high = _words(head)
            gap, rest = tail[:1] in ("零", "〇"), tail.lstrip("零〇")
            low = _words(rest) if rest else 0
            if (
                high is None
                or low is None
                or low >= factor
                or (low and not gap and low < factor // 10)
                or len(tail) - len(rest) > 1
            ):
                return None
            return None if gap and not rest else high * factor + low
    return _group(text)


def _group(text: str) -> int | None:
    """The value of 一 … 九千九百九十九, of a lone digit, or None."""
    total, digit, last, zero = 0, None, 10**4, False
    for place, character in enumerate(text):
        if character in SCALES:
            scale = SCALES[character]
            if digit is None:
                if not (scale == 10 and place == 0):
                    return None
                digit = 1
            if scale >= last or digit == 0 or (scale < last // 10 and last < 10**4 and not zero):
                return None
            total, last, digit, zero = total + digit * scale, scale, None, False
        elif character in DIGITS:
            if digit is not None:
                return None
            if DIGITS[character] == 0 and len(text) > 1:
                if zero or not place:
                    return None
                zero = True
                continue
            digit = DIGITS[character]
        else:
            return None
    if digit is None:
        return None if zero else total
    if total and last > 10 and not zero:
        return None
    return total + digit
