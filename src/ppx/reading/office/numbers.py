"""Numbers of a Word file: what automatic numbering shows in front of a paragraph (ECMA-376-1, 17.9).

Word stores the count nowhere: a paragraph names a list and a level, numbering.xml says how the level counts and looks
(`第%1条`, `（%2）`, `%1.%2`), and whoever reads must count.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import regex

from ppx.reading import counters
from ppx.reading.office.styles import NAMESPACE as W
from ppx.reading.office.styles import child, flag, value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ppx.reading.office.styles import Styles

Element = Any

FORMATS: Mapping[str, str] = {
    "decimalZero": "decimal-leading-zero",
    "lowerLetter": "lower-alpha",
    "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
         "japaneseCounting", "koreanCounting"), "chinese"),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), "cjk-decimal"),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), "legal"),
    "ideographTraditional": "cjk-heavenly-stem",
    "ideographZodiac": "cjk-earthly-branch",
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), "circled"),
}  # fmt: skip
"""Word's number formats (ECMA-376-1, 17.18.59) as `counters` calls them; all others count in figures"""
ENCLOSED = {"decimalEnclosedParen": "({})", "decimalEnclosedFullstop": "{}.", "ideographEnclosedCircle": "（{}）"}
SILENT = frozenset(("bullet", "none"))
"""levels without a number; a bullet is no text"""
LEVELS = 9
MOST = 32_000
"""the highest number that a list begins with"""
_PLACE = regex.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list counts and looks."""

    start: int
    format: str
    text: str
    behind: str
    restart: int | None
    """0: never begins anew; else the level, from 1, whose step makes it begin anew; None for any level above"""
    legal: bool
    """whether all its numbers are shown in figures"""
    style: str
    """the paragraph style that stands on this level"""


@dataclass(slots=True)
class Count:
    """Where a list stands: the last number of each level, None before its first."""

    numbers: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


class Numbers:
    """The numbers of a file's paragraphs, asked for in the order of the text."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Take the root of numbering.xml, None where the file has none."""
        self._styles = styles
        self._lists: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        for element in () if root is None else root:
            if element.tag == f"{W}abstractNum":
                self._lists[value(element, "abstractNumId")] = element
            elif element.tag == f"{W}num":
                self._nums[value(element, "numId")] = element
        self._levels: dict[str, list[Level | None]] = {}
        self._counts: dict[str, Count] = {}
        self._begun: set[tuple[str, int]] = set()

    def of(self, paragraph: Element) -> str:
        """The number that Word shows in front of the paragraph, with what parts it from the words; empty without one."""
        number, at, style = self._named(paragraph)
        if number not in self._nums:
            return ""
        levels = self._of_num(number)
        if at is None:
            at = next((n for n, level in enumerate(levels) if level and level.style == style), 0)
        level = levels[at]
        if level is None:
            return ""
        numbers = self._step(number, at, level, levels)
        if level.format in SILENT and not _PLACE.search(level.text):
            return ""
        shown = _PLACE.sub(lambda m: _write(levels[int(m[1]) - 1], numbers[int(m[1]) - 1], level), level.text)
        return shown + ("" if shown.endswith(("、", "）", "．", "：")) else level.behind)

    def _named(self, paragraph: Element) -> tuple[str, int | None, str]:
        """The list that a paragraph names, its level where it names one, and the style that gave the list."""
        at: int | None = None
        for properties, style in self._styles.properties(paragraph):
            numbering = child(properties, "numPr")
            if numbering is None:
                continue
            shown = value(child(numbering, "ilvl"))
            at = counters.whole(shown, LEVELS - 1) if at is None else at
            number = value(child(numbering, "numId"))
            if number:
                return number, at, style
        return "", None, ""

    def _of_num(self, number: str) -> list[Level | None]:
        """The levels of a list with what the paragraph's own instance of it changes."""
        if number not in self._levels:
            element = self._nums[number]
            levels = self._of_list(value(child(element, "abstractNumId")))
            for change in element.findall(f"{W}lvlOverride"):
                own, at = child(change, "lvl"), counters.whole(value(change, "ilvl"), LEVELS)
                if own is not None and at is not None and at < LEVELS:
                    levels[at] = _level(own)
            self._levels[number] = levels
        return self._levels[number]

    def _of_list(self, name: str) -> list[Level | None]:
        element = self._lists.get(name)
        linked = value(child(element, "numStyleLink"))
        if linked and (other := self._nums.get(self._styles.numbered(linked))) is not None:
            element = self._lists.get(value(child(other, "abstractNumId")))
        levels: list[Level | None] = [None] * LEVELS
        for own in () if element is None else element.findall(f"{W}lvl"):
            at = counters.whole(value(own, "ilvl"), LEVELS)
            if at is not None and at < LEVELS:
                levels[at] = _level(own)
        return levels

    def _step(self, number: str, at: int, level: Level, levels: list[Level | None]) -> list[int]:
        """The numbers of all levels once the list has counted one on at level `at`."""
        name = value(child(self._nums[number], "abstractNumId"))
        numbers = self._counts.setdefault(name, Count()).numbers
        begin = self._override(number, at)
        last = numbers[at]
        numbers[at] = begin if begin is not None else level.start if last is None else last + 1
        for above in range(at):
            higher = levels[above]
            if numbers[above] is None and higher is not None:
                numbers[above] = higher.start
        for below in range(at + 1, LEVELS):
            lower = levels[below]
            if lower is None or lower.restart is None or at + 1 <= lower.restart:
                numbers[below] = None
        return [1 if n is None else n for n in numbers]

    def _override(self, number: str, at: int) -> int | None:
        """The number that this instance of a list begins the level with, the first time that it is met."""
        if (number, at) in self._begun:
            return None
        self._begun.add((number, at))
        for change in self._nums[number].findall(f"{W}lvlOverride"):
            if value(change, "ilvl") == str(at):
                return counters.whole(value(child(change, "startOverride")), MOST)
        return None


def _level(element: Element) -> Level:
    behind = value(child(element, "suff"), absent="tab")
    return Level(
        start=counters.whole(value(child(element, "start")), MOST) or 0,
        format=value(child(element, "numFmt"), absent="decimal"),
        text=value(child(element, "lvlText")),
        behind="" if behind == "nothing" else " ",
        restart=counters.whole(value(child(element, "lvlRestart")), MOST),
        legal=flag(child(element, "isLgl")),
        style=value(child(element, "pStyle")),
    )


def _write(level: Level | None, number: int, shown_in: Level) -> str:
    """The numeral of a level inside the number of another."""
    if level is None:
        return ""
    if shown_in.legal:
        return str(number)
    style = FORMATS.get(level.format, "decimal")
    if level.format in SILENT:
        return ""
    return ENCLOSED.get(level.format, "{}").format(counters.write(style, number))
