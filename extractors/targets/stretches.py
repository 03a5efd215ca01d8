"""Stretches: the words to the left and to the right of a quantity that belong to it, and to no other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ppx.extractors.targets.quantities import Quantity
    from ppx.records import Span

STOPS = "，。；：,;:！？!?\n\t"
OPENING = "（(〈<［[【"
CLOSING = "）)〉>］]】"
# the marker of a clause in front of its first words
_MARKER = re.compile(
    r"^(?:第\s?(?:[一二三四五六七八九十百零]{1,6}|[0-9]{1,3})\s?条|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.、．](?![0-9])|[①-⑳]|——|[一二三四五六七八九十]{1,3}(?:、|是))\s*"
)
REACH_LEFT, REACH_RIGHT, REACH_BRACKET = 160, 90, 80
"""how far a stretch and a bracket in it may go: longer ones hold no noun phrase"""
_ASIDES = ("以下", "简称", "除", "含", "包括", "不含", "按", "其中", "即", "如")


class Stretch(NamedTuple):
    """A quantity between its words."""

    quantity: Quantity
    left: str
    """back to the last comma or the last quantity, brackets that only explain left out"""
    start: int
    """where `left` begins"""
    right: str
    """on to the next comma or the next quantity"""
    before: str
    """what the sentence says in front of `left`"""
    opener: str
    """the mark in front of `left`; empty at the start of a paragraph"""
    closer: str
    """the mark behind `right`; empty where another quantity stops it"""
    end: int
    """where `right` ends"""


def cut(text: str, quantity: Quantity, floor: int, ceiling: int, sentence: Span) -> Stretch:
    """The stretch of a quantity between what other quantities have taken: `floor` and `ceiling`."""
    start, left = _leftward(text, quantity.start, max(floor, quantity.start - REACH_LEFT))
    end, right = _rightward(text, quantity.end, min(ceiling, quantity.end + REACH_RIGHT))
    opener = text[start - 1 : start]
    closer = text[end : end + 1] if end < ceiling else ""
    before = text[max(sentence[0], start - REACH_LEFT) : max(start, sentence[0])]
    return Stretch(quantity, _MARKER.sub("", left.strip()), start, right.strip(), before, opener, closer, end)


def _leftward(text: str, at: int, floor: int) -> tuple[int, str]:
    pieces: list[str] = []
    stop = at
    while at > floor:
        character = text[at - 1]
        if character in CLOSING:
            opened = _opening(text, at - 1, floor)
            if opened is None:
                break
            if _explains(text[opened + 1 : at - 1]):
                pieces.append(text[at:stop])
                stop = opened
            at = opened
            continue
        if character in STOPS or character in OPENING:
            break
        at -= 1
    pieces.append(text[at:stop])
    return at, "".join(reversed(pieces))


def _rightward(text: str, at: int, ceiling: int) -> tuple[int, str]:
    pieces: list[str] = []
    start = at
    while at < ceiling:
        character = text[at]
        if character in OPENING:
            closed = _closing(text, at, len(text))
            if closed is None:
                break
            if start == at or _explains(text[at + 1 : closed]):
                pieces.append(text[start:at])
                start = closed + 1
            at = closed + 1
            continue
        if character in STOPS or character in CLOSING or (character == "、" and at == start):
            break
        at += 1
    at = max(start, min(at, ceiling)) if at > ceiling else at
    pieces.append(text[start:at])
    return at, "".join(pieces)


def _opening(text: str, closing: int, floor: int) -> int | None:
    """Where the bracket that closes at `closing` opens; a bracket holds no sentence end."""
    depth = 0
    for at in range(closing, max(floor, closing - REACH_BRACKET) - 1, -1):
        if text[at] in CLOSING:
            depth += 1
        elif text[at] in OPENING:
            depth -= 1
            if not depth:
                return at
        elif text[at] in "。\n":
            return None
    return None


def _closing(text: str, opening: int, ceiling: int) -> int | None:
    depth = 0
    for at in range(opening, min(ceiling, opening + REACH_BRACKET)):
        if text[at] in OPENING:
            depth += 1
        elif text[at] in CLOSING:
            depth -= 1
            if not depth:
                return at
        elif text[at] == "\n":
            return None
    return None


# `按投资额的20%给予`最高500万元补助; `3个千亿级`、5个五百亿级产业集群; `2个全国有影响力`、3个全省有影响力的产业链
_GIVES = ("给予", "予以")
_OPEN_CLASS = re.compile("(?:级|力|性)$")
_CLASS_NOUN = re.compile("[^，。；]{0,16}?(?:级|力(?=的)|性(?=的))(?P<noun>[^，。；级]{2,16})$")


def completed(first: Stretch, second: Stretch) -> str:
    """The words behind a quantity, with the noun that only the next one shows."""
    right = first.right.removesuffix("、")
    if right.endswith(_GIVES) and second.right:
        return right + second.right
    shared = _CLASS_NOUN.match(second.right) if _OPEN_CLASS.search(right) and first.right.endswith("、") else None
    return right + shared["noun"] if shared else first.right


def aside(text: str, at: int) -> int:
    """Where the bracket that opens at `at` ends, or `at` itself where none opens."""
    if text[at : at + 1] and text[at] in OPENING:
        closed = _closing(text, at, len(text))
        return closed + 1 if closed is not None else at
    return at


def _explains(words: str) -> bool:
    """True where a bracket only explains: it is no part of a name such as 园区（开发区）."""
    return len(words) > 14 or words.startswith(_ASIDES) or any(c.isdigit() for c in words)


def sentences(text: str, quantities: Sequence[Quantity]) -> list[tuple[Span, list[Quantity]]]:
    """The quantities by the sentence that they stand in."""
    found: list[tuple[Span, list[Quantity]]] = []
    for quantity in quantities:
        if found and quantity.start < found[-1][0][1]:
            found[-1][1].append(quantity)
            continue
        start = max(text.rfind(mark, max(0, quantity.start - 600), quantity.start) for mark in "。\n！？") + 1
        ends = [at for mark in "。\n！？" if (at := text.find(mark, quantity.end, quantity.end + 600)) >= 0]
        end = min(ends, default=min(len(text), quantity.end + 600))
        if found:
            start = max(start, found[-1][0][1])
        found.append(((max(start, 0), end), [quantity]))
    return found
