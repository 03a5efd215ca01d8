"""Quantities: number, unit and comparator, before anything is said of what they measure.

突破5000亿元    >= 500000000000 元        14%以上       >= 14 %
1-2个           .. 1 2 个                 15-20万元     .. 150000 200000 元
翻一番          =  2 倍                   每平方米37元  =  37 元/平方米
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from ppx import lexicon, numerals
from ppx.extractors.targets import comparators, units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.extractors.targets.comparators import Op

MULTIPLES = {"翻一番": 2, "翻两番": 4, "翻了一番": 2, "翻了两番": 4, "翻三番": 8, "翻番": 2, "双倍增": 2, "倍增": 2}


class Quantity(NamedTuple):
    """One number with its unit and the comparators that touch it."""

    start: int
    end: int
    op: Op
    low: Decimal
    high: Decimal
    unit: str | None
    dimension: str
    """what the unit measures (`money`, `count`); `bare` without one"""
    number: int
    """where the number begins"""
    bare_end: int
    """where the unit ends; from there to `end` stands the comparator behind"""
    explicit: bool
    """True where a comparator touches it"""
    says: Literal["multiple", "decrease"] | None = None
    """the change that its own words say: 翻一番, 倍增, 减半"""
    spelled: bool = False
    """True where the number is written in words (`三个`): weaker evidence that something is counted"""


_DIGITS = r"(?:[0-9]{1,3}(?:[,，][0-9]{3})++(?![0-9])|[0-9]{1,12})(?:[.．][0-9]{1,6})?"
_SCALE = r"(?:[十百千]?万亿|[十百千]?[亿万]|[十百千](?![米瓦克伏帕卡]))?"
_NUMBER = re.compile(rf"(?P<digits>{_DIGITS}{_SCALE})")
_HAN = "一二两三四五六七八九十百千零"


@lexicon.cached
def _pattern() -> re.Pattern[str]:
    """Where a quantity may begin: `1-2`, `5,000万`, `百分之五`, `三` in front of a unit, `翻一番`, `1.5∶1`."""
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
        (?P<fraction>[百千万]分之)(?P<parts>[0-9]{{1,4}}(?:\.[0-9]{{1,4}})?|[零一二三四五六七八九十百点]{{1,6}})
        |
        (?<![第{_HAN}万亿几数“])(?P<han>[二两三四五六七八九十百千万亿][{_HAN}]{{0,7}}(?:万亿|[万亿])?|(?:(?<=[少于过至])一|一(?=[十百千万亿]))[{_HAN}]{{0,7}}(?:万亿|[万亿])?)
        (?:[至到](?P<han_high>[{_HAN}]{{1,3}}))?(?=[{"".join(sorted({re.escape(unit[0]) for unit in units.dimensions()}))}])
        """,
        re.VERBOSE,
    )


# `5000元以上2万元以下`: a range in the wording of laws
_UP_TO = re.compile(rf"以上(?=(?:{_DIGITS}|[{_HAN}万亿]{{1,8}})[十百千]?[万亿]{{0,2}}\w{{1,2}}以[下内])")
# 万元GDP能耗, 亿元产值: use by unit of output
_PER_OUTPUT = re.compile("GDP|gdp|地区|国内|工业|产值|增加值|生产总值|单位|以上|园区|企业|项目|楼宇")


@lexicon.cached
def _trigger() -> re.Pattern[str]:
    """Where the heavy pattern is tried: digits, a numeral in words in front of a unit or a dash, a multiple.

    `none`: digits that count nothing, the year, month and day of a date (`2025年`, `6月`, `月30日`) and a list's number (`1.`).
    One set of characters stands in front, for which `re` passes over text without trying the alternatives.
    """
    first = {unit[0] for unit in units.dimensions()}
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


def find(text: str) -> Iterator[Quantity]:
    """Every number with a unit or a comparator, in text order."""
    end = 0
    pattern = _pattern()
    for trigger in _trigger().finditer(text):
        start = trigger.start()
        if start < end or trigger["none"]:
            continue
        match = pattern.match(text, start)
        quantity = _read(text, match) if match else None
        if quantity:
            end = quantity.end
            yield quantity


_CIRCLE = re.compile(r"\w{0,8}圈")
# 70周年, 五千分之一, 14亿人口: a unit that goes on is none
_NO_UNIT = {"周": ("年",), "分": ("之一", "之二", "之三"), "人": ("口", "民", "均", "才", "大", "员", "工")}


class _Value(NamedTuple):
    """What a number says: from where to where, in which unit, and where it ends in the text."""

    low: Decimal
    high: Decimal
    unit: str | None
    end: int
    ranged: bool = False
    vague: bool = False
    says: Literal["multiple", "decrease"] | None = None
    spelled: bool = False


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    number = match.start()
    if text[number - 1 : number] == "每":
        return None  # 每50公斤, 每10万人: by what something is measured
    value = _value(text, match)
    if value is None or (value.unit is None and text[value.end : value.end + 1] in "年月日号条.．-"):
        return None
    end = value.end
    if text.startswith(_NO_UNIT.get(value.unit or "", ()), end) and value.unit in _NO_UNIT:
        return None
    if text.startswith(("级", "制"), end) and not text.startswith("级别", end):
        return None  # 千亿级, 50亿元级, 11人制: a class
    if value.unit in ("分钟", "小时") and _CIRCLE.match(text, end):
        return None  # 15分钟养老服务圈
    start, before = comparators.before(text, number)
    start, unit = _each(text, start, value.unit)
    close, after = comparators.after(text, end)
    if unit is None and not ((before or after or _reached(text, start)) and _ends(text, close)):
        return None
    if value.spelled and not (before or after) and (value.high < 2 or unit == "次"):
        return None  # 一个, 一次性, 两次: words, no counts
    op: Op = before or after or (">=" if value.vague else "=")
    explicit = bool(before or after or value.ranged or value.says)
    return Quantity(
        start,
        close,
        ".." if value.ranged else op,
        value.low,
        value.high,
        unit,
        units.dimension(unit),
        number,
        end,
        explicit,
        value.says,
        value.spelled,
    )


def _value(text: str, match: re.Match[str]) -> _Value | None:
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
            _Value(part, part, "∶" + match["to"][1:], end)
            if _RATIO.search(text, max(0, match.start() - 12), match.start())
            else None
        )
    return _fraction(match)


def _multiple(text: str, match: re.Match[str]) -> _Value | None:
    """翻一番 and 减半; not where they stand in a name (倍增计划) or a slogan (三免两减半)."""
    end = match.end()
    if match["multiple"] == "减半":
        if text[match.start() - 1 : match.start()] in _SLOGAN or not (_ends(text, end) or _LEVIED.match(text, end)):
            return None
        return _Value(Decimal(50), Decimal(50), "%", end, says="decrease")
    if not _ends(text, end + (text[end : end + 1] in '”’」"')):
        return None
    times = Decimal(MULTIPLES[match["multiple"]])
    return _Value(times, times, "倍", end, says="multiple")


_LEVIED = re.compile("征收|缴纳|收取|执行|计征|计入|征缴")
_SLOGAN = frozenset("一二两三四五六0123456789")
_RATIO = re.compile("比|缩小|倍差")


def _fraction(match: re.Match[str]) -> _Value | None:
    whole, point, rest = match["parts"].partition("点")
    part = numerals.read(whole)
    if part is None:
        return None
    if point:
        part = Decimal(f"{part}.{''.join(str(numerals.DIGITS.get(c, '')) for c in rest) or 0}")
    share = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}[match["fraction"][0]]
    return _Value(part * share, part * share, "%", match.end())


def _arabic(text: str, match: re.Match[str]) -> _Value | None:
    end = match.end()
    digits, many, scale = match.group("digits", "many", "scale")
    follows = text[end : end + 1]
    if follows == "月" or (follows == "日" and text[match.start() - 1 : match.start()] == "月"):
        return None
    if follows == "年" and not scale and len(digits) == 4 and digits.isdecimal():
        return None
    low = numerals.read(digits + scale)
    decimal = _LOST_POINT.match(text, end) if follows == "、" and len(digits) == 1 and not scale else None
    if decimal and "容积率" in text[max(0, end - 14) : end]:
        ratio = Decimal(f"{digits}.{decimal['part']}")
        return _scaled(_Value(ratio, ratio, None, decimal.end()))
    skip = follows in ("多", "余")
    vague = skip or bool(many)
    unit = units.at(text, end + skip)
    close = end + skip + len(unit or "")
    joint = _UP_TO.match(text, close) if unit else None
    dash = joint.end() if joint else close + 1 if text[close : close + 1] in _DASHES else 0
    second = _NUMBER.match(text, dash) if dash else None
    if low is None or not second:
        return None if low is None else _scaled(_Value(low, low, unit, close, vague=vague))
    high = numerals.read(second["digits"])
    high_unit = units.at(text, second.end())
    if high_unit == "年" and len(second["digits"]) == 4:
        return None
    if high is None or (unit and high_unit != unit and not joint):
        return _scaled(_Value(low, low, unit, close))
    written = second["digits"].lstrip("0123456789.,，．")
    if not unit and not scale and written:
        low = numerals.read(digits + written) or low
    return _scaled(_Value(low, high, high_unit, second.end() + len(high_unit or ""), ranged=True))


# `容积率上限可提高至3、0`: the point written as a comma
_LOST_POINT = re.compile("、(?P<part>[0-9])(?![0-9.])")
_DASHES = frozenset("-－–—―－~～〜至到")


def _spelled(text: str, match: re.Match[str]) -> _Value | None:
    word, above = match["han"], match["han_high"]
    low = numerals.read("一" + word if word[0] in "百千万亿" else word)
    high = numerals.read(above) if above else low
    unit = units.at(text, match.end())
    if low is None or high is None or unit is None:
        return None
    if unit == "元" and word[0] in "万亿" and _PER_OUTPUT.match(text, match.end() + 1):
        return None
    close = match.end() + len(unit)
    if word[0] in "百千万亿" and not (_ends(text, close) or comparators.after(text, close)[1]):
        return None  # 千亿元园区, 百亿元项目: a class
    joint = _UP_TO.match(text, close)
    second = _WORDS.match(text, joint.end()) if joint else None
    if second and units.at(text, second.end()) == unit:
        return _scaled(
            _Value(low, numerals.read(second[0]) or high, unit, second.end() + len(unit), ranged=True, spelled=True)
        )
    return _scaled(_Value(low, high, unit, close, ranged=bool(above), spelled=True))


_WORDS = re.compile(f"[{_HAN}万亿]{{1,9}}")


def _scaled(value: _Value) -> _Value:
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


# money by the unit in front of it: `每平方米37元` is 37 元/平方米
_EACH = ("每平方米", "每立方米", "每平方公里", "每亩", "每吨", "每公顷", "每人", "每户", "每千瓦时", "每千瓦")


def _each(text: str, start: int, unit: str | None) -> tuple[int, str | None]:
    """Where the number with its `每…` begins, and its unit with what it is measured by."""
    if unit is None or "/" in unit or units.dimension(unit) != "money":
        return start, unit
    for word in _EACH:
        if text.endswith(word, 0, start):
            return start - len(word), f"{unit}/{word[1:]}"
    return start, unit


_REACH = re.compile("(?:达到?|提高[到至]|提升[到至]|降[到至低]|保持在|控制在|设为|增加[到至])$")


def _reached(text: str, start: int) -> bool:
    return bool(_REACH.search(text, max(0, start - 4), start))


def _ends(text: str, end: int) -> bool:
    """True where nothing that could be a unit follows."""
    return end >= len(text) or text[end] in "，。；、,;）)\n的：:！"
