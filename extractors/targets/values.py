"""Values: what a number of each kind says, and up to where it goes: 1-2个, 百分之五, 五所, 翻一番, 1.5∶1."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from ppx import numerals
from ppx.extractors.targets import comparators, figures, units

# 万元GDP能耗, 亿元产值: use by unit of output
_PER_OUTPUT = re.compile("GDP|gdp|地区|国内|工业|产值|增加值|生产总值|单位|以上|园区|企业|项目|楼宇")


class Value(NamedTuple):
    """What a number says: from how much to how much, in which unit, and where it ends in the text."""

    low: Decimal
    high: Decimal
    unit: str | None
    end: int
    ranged: bool = False
    vague: bool = False
    says: Literal["multiple", "decrease"] | None = None
    spelled: bool = False


def read(text: str, match: re.Match[str]) -> Value | None:
    """What the number that `figures.pattern` found says; None where it counts nothing."""
    if match["digits"]:
        return _arabic(text, match)
    if match["han"]:
        return _spelled(text, match)
    end = match.end()
    if match["multiple"]:
        return _multiple(text, match)
    if match["ratio"]:
        part = Decimal(match["ratio"])
        return (
            Value(part, part, "∶" + match["to"][1:], end)
            if _RATIO.search(text, max(0, match.start() - 12), match.start())
            else None
        )
    return _fraction(match)


def _multiple(text: str, match: re.Match[str]) -> Value | None:
    """翻一番 and 减半; not where they stand in a name (倍增计划) or a slogan (三免两减半)."""
    end = match.end()
    if match["multiple"] == "减半":
        if text[match.start() - 1 : match.start()] in _SLOGAN or not (ends(text, end) or _LEVIED.match(text, end)):
            return None
        return Value(Decimal(50), Decimal(50), "%", end, says="decrease")
    if not ends(text, end + (text[end : end + 1] in '”’」"')):
        return None
    times = Decimal(figures.MULTIPLES[match["multiple"]])
    return Value(times, times, "倍", end, says="multiple")


_LEVIED = re.compile("征收|缴纳|收取|执行|计征|计入|征缴")
_SLOGAN = frozenset("一二两三四五六0123456789")
_RATIO = re.compile("比|缩小|倍差")


def _fraction(match: re.Match[str]) -> Value | None:
    share = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}[match["fraction"][0]]
    low, high = _part(match["parts"]), _part(match["parts_high"] or match["parts"])
    if low is None or high is None:
        return None
    return Value(low * share, high * share, "%", match.end(), ranged=bool(match["parts_high"]))


def _part(words: str) -> Decimal | None:
    """The number above the line: 四点四 is 4.4."""
    whole, point, rest = words.partition("点")
    part = numerals.read(whole)
    if part is None or not point:
        return part
    return Decimal(f"{part}.{''.join(str(numerals.DIGITS.get(c, '')) for c in rest) or 0}")


def _arabic(text: str, match: re.Match[str]) -> Value | None:
    end = match.end()
    digits, many, scale = match.group("digits", "many", "scale")
    follows = text[end : end + 1]
    if follows == "月" or (follows == "日" and _DAY.search(text, max(0, match.start() - 6), match.start())):
        return None
    if follows and follows in _CITED and _NUMBERED.search(text, max(0, match.start() - 9), match.start()):
        return None  # 第2、3条
    if follows == "年" and not scale and len(digits) == 4 and digits.isdecimal():
        return None
    low = numerals.read(digits + scale)
    decimal = _LOST_POINT.match(text, end) if follows == "、" and len(digits) == 1 and not scale else None
    if decimal and "容积率" in text[max(0, end - 14) : end]:
        ratio = Decimal(f"{digits}.{decimal['part']}")
        return _scaled(Value(ratio, ratio, None, decimal.end()))
    skip = follows in ("多", "余")
    vague = skip or bool(many)
    unit = units.at(text, end + skip)
    close = end + skip + len(unit or "")
    joint = figures.UP_TO.match(text, close) if unit else None
    dash = joint.end() if joint else close + 1 if text[close : close + 1] in _DASHES else 0
    second = figures.NUMBER.match(text, dash) if dash else None
    if low is None or not second:
        return None if low is None else _scaled(Value(low, low, unit, close, vague=vague))
    high = numerals.read(second["digits"])
    high_unit = units.at(text, second.end())
    if high_unit == "年" and len(second["digits"]) == 4:
        return None
    if high is None or (unit and high_unit != unit and not joint):
        return _scaled(Value(low, low, unit, close))
    written = second["digits"].lstrip("0123456789.,，．")
    if not unit and not scale and written:
        low = numerals.read(digits + written) or low
    return _scaled(Value(low, high, high_unit, second.end() + len(high_unit or ""), ranged=True))


# `8月`11日, `8月11日至`18日
_DAY = re.compile("月(?:[0-9]{1,2}日?[至到、—－-])?$")
_NUMBERED = re.compile("第[0-9]{1,3}[条款项]?(?:[、和及至到—－-][0-9]{0,3})+$")
_CITED = frozenset("条款项章节类")
# `容积率上限可提高至3、0`: the point written as a comma
_LOST_POINT = re.compile("、(?P<part>[0-9])(?![0-9.])")
_DASHES = frozenset("-－–—―－~～〜至到")


def _spelled(text: str, match: re.Match[str]) -> Value | None:
    word, above = match["han"], match["han_high"]
    low = numerals.read("一" + word if word[0] in "百千万亿" else word)
    high = numerals.read(above) if above else low
    unit = units.at(text, match.end())
    if low is None or high is None or unit is None:
        return None
    if unit == "元" and word[0] in "万亿" and _PER_OUTPUT.match(text, match.end() + 1):
        return None
    close = match.end() + len(unit)
    if word[0] in "百千万亿" and not (ends(text, close) or comparators.after(text, close)[1]):
        return None  # 千亿元园区, 百亿元项目: a class
    joint = figures.UP_TO.match(text, close)
    second = figures.WORDS.match(text, joint.end()) if joint else None
    if second and units.at(text, second.end()) == unit:
        return _scaled(
            Value(low, numerals.read(second[0]) or high, unit, second.end() + len(unit), ranged=True, spelled=True)
        )
    return _scaled(Value(low, high, unit, close, ranged=bool(above), spelled=True))


def _scaled(value: Value) -> Value:
    """成 and 折 as percent; full-width signs as half-width ones; numbers without idle zeros (3.50万 is 35000)."""
    if value.unit not in _UNIT and not (value.low.as_tuple().exponent or value.high.as_tuple().exponent):
        return value
    factor = 1
    if value.unit in ("成", "折"):
        factor = 10 if value.high < 10 else 1
    unit = _UNIT.get(value.unit or "", value.unit)
    return value._replace(low=_plain(value.low * factor), high=_plain(value.high * factor), unit=unit)


_UNIT = {"％": "%", "百分点": "个百分点", "成": "%", "折": "%"}


def _plain(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == number else number.normalize()


def ends(text: str, end: int) -> bool:
    """True where nothing that could be a unit follows."""
    return end >= len(text) or text[end] in "，。；、,;）)\n的：:！"
