"""Lists: the numbers that a browser shows in front of list items and that stand in no text.

A list is numbered where it is content: menus, breadcrumbs and hot lists are lists of links, and where the items' own words
begin with a number the site's style sheet shows no second one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from ppx.reading import counters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ppx.reading.elements import Shown

LISTS = frozenset(("ol", "ul", "menu", "dir"))
LEAST = 3
"""characters of the items of a content list, on average"""

TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
"""what the attribute `type` says; letter case counts"""
STYLES: Mapping[str, tuple[str, str]] = {
    "decimal": ("decimal", "{}. "),
    "decimal-leading-zero": ("decimal-leading-zero", "{}. "),
    **dict.fromkeys(("lower-alpha", "lower-latin"), ("lower-alpha", "{}. ")),
    **dict.fromkeys(("upper-alpha", "upper-latin"), ("upper-alpha", "{}. ")),
    "lower-roman": ("lower-roman", "{}. "),
    "upper-roman": ("upper-roman", "{}. "),
    **dict.fromkeys(
        ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "japanese-informal"), ("chinese", "{}、")
    ),
    **dict.fromkeys(("simp-chinese-formal", "trad-chinese-formal"), ("legal", "{}、")),
    "cjk-decimal": ("cjk-decimal", "{}、"),
    "cjk-heavenly-stem": ("cjk-heavenly-stem", "{}、"),
    "cjk-earthly-branch": ("cjk-earthly-branch", "{}、"),
}
"""CSS Counter Styles Level 3 and its ready-made styles: numeral and suffix"""
CUSTOM: Mapping[str, tuple[str, str]] = {
    "num": ("decimal", "{}、"),
    "num1": ("decimal", "{}）"),
    "num2": ("decimal", "（{}）"),
    "cn": ("chinese", "{}、"),
    "cn1": ("chinese", "{}）"),
    "cn2": ("chinese", "（{}）"),
}
"""the list styles that UEditor, the editor of most Chinese sites, adds: `<ol class="custom_cn2">`"""
UNNUMBERED = frozenset(("none", "disc", "circle", "square", "disclosure-open", "disclosure-closed"))

_STYLE = re.compile(r"(?:^|;)\s*list-style(?:-type)?\s*:([^;]{0,200})", re.IGNORECASE)
_WORD = re.compile(r"[a-z][a-z0-9-]*", re.IGNORECASE)
_CUSTOM = re.compile(r"(?:^|\s)custom_(num[12]?|cn[12]?)(?:\s|$)")
_INTEGER = re.compile(r"\s*([+-]?[0-9]{1,6})")
_OWN = re.compile(
    r"[（(〔]?(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）〕、.．]|第[0-9一二三四五六七八九十百]{1,5}[编章节条]|[①-⑳㈠-㈩⑴-⒛]"
)
"""a number that an item's words begin with: `（一）`, `1.`, `第三条`, `①`"""

Numbered = tuple[str, str]
"""the counter's name and the form around its numeral; a form without `{}` shows none"""
PLAIN: Numbered = ("decimal", "")


class Item(NamedTuple):
    """A list item: its lines `[start, end)` of the page so far, its own number and style where it has them."""

    start: int
    end: int
    value: int | None
    style: Numbered | None


@dataclass(slots=True, eq=False)
class Listing:
    """A list while it is walked."""

    style: Numbered
    start: int | None
    backwards: bool
    items: list[Item] = field(default_factory=list)

    def add(self, start: int, end: int, attributes: Mapping[str, str | None]) -> None:
        """Take in an item with its lines."""
        self.items.append(Item(start, end, _integer(attributes.get("value")), _styled(attributes)))

    def settle(self, lines: Sequence[Shown]) -> None:
        """Set the numbers in front of the items' first lines, where the list is content."""
        if not self.style[1] and not any(item.style and item.style[1] for item in self.items):
            return
        if self._is_content(lines):
            for item, number in zip(self.items, self._numbers(), strict=True):
                if item.end > item.start and lines[item.start].tag != "tr":
                    lines[item.start].text = number + lines[item.start].text

    def _numbers(self) -> Iterator[str]:
        step = -1 if self.backwards else 1
        number = self.start if self.start is not None else (len(self.items) if self.backwards else 1)
        for item in self.items:
            number = item.value if item.value is not None else number
            counter, form = item.style or self.style
            yield form.format(counters.write(counter, number))
            number += step

    def _is_content(self, lines: Sequence[Shown]) -> bool:
        """True where the items hold words, most of them no link, and do not begin with a number of their own."""
        filled = [item for item in self.items if item.end > item.start]
        sizes = accumulate(len(line.text) for item in filled for line in lines[item.start : item.end])
        if all(size < LEAST * len(filled) for size in sizes):
            return False
        firsts = [lines[item.start] for item in filled]
        linked = sum(line.linked > 0.5 for line in firsts)
        own = sum(_OWN.match(line.text) is not None for line in firsts)
        return 2 * linked < len(firsts) and 2 * own < len(firsts)


def open_list(tag: str, attributes: Mapping[str, str | None]) -> Listing:
    """The list that an element opens."""
    numbered = tag == "ol"
    style = _styled(attributes) or (STYLES["decimal"] if numbered else PLAIN)
    start = _integer(attributes.get("start")) if numbered else None
    return Listing(style, start, numbered and "reversed" in attributes)


def _styled(attributes: Mapping[str, str | None]) -> Numbered | None:
    """What an element says of its numbers: its style, its class where an editor gives it, its `type`; None for nothing."""
    if not attributes:
        return None
    if custom := _CUSTOM.search(attributes.get("class") or ""):
        return CUSTOM[custom[1]]
    for value in reversed(_STYLE.findall(attributes.get("style") or "")):
        for word in _WORD.findall(value.lower()):
            if word in STYLES:
                return STYLES[word]
            if word in UNNUMBERED:
                return PLAIN
    kind = attributes.get("type") or ""
    if kind.lower() in UNNUMBERED:
        return PLAIN
    return STYLES[TYPES[kind]] if kind in TYPES else None


def _integer(value: str | None) -> int | None:
    found = _INTEGER.match(value) if value else None
    return int(found[1]) if found else None
