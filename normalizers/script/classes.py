"""Which profile a text needs, from four signals of the whole document.

The share of foreign characters parts traditional text from simplified. In traditional text a converter's work shows twice:
it has strict Taiwan words (資訊 專案 支援: k of them), and the forward converter gives the text back unchanged but for v
characters. Genuine Taiwan text shows by its institutions. Measured on chunks
of 600 characters of mainland text: of 393 in traditional characters 5 were taken for another class; of 262 reworded ones 214
were found, and the other 48, with no strict word to tell, had their characters simplified only.
"""

from __future__ import annotations

import re
from collections import Counter
from os.path import commonprefix
from typing import TYPE_CHECKING, Literal

import regex

from ppx import lexicon
from ppx.characters import exchanger, finder
from ppx.normalizers.script import convert, wording
from ppx.normalizers.script.wording import VERSIONS, Version

if TYPE_CHECKING:
    from collections.abc import Callable

Profile = Literal["simplified", "taiwan", "traditional", "2023", "2026", "other"]
"""what a text is: `2023` and `2026` are mainland text reworded by OpenCC with the dictionaries of those years, `other` is
reworded by something else"""

TRADITIONAL = 0.10
"""share of foreign characters among the Han ones from which a text is traditional; traditional text has 0.25 to 0.45"""
SPRINKLE = 0.02
"""share of foreign characters among all below which the Han ones need not be counted"""
SURELY_TAIWAN, LIKELY_TAIWAN = 0.010, 0.003
"""Taiwan terms a character from which a text is genuine Taiwan text, whatever else and where no converter shows"""
SLIP, DRIFT = 0.1, 2.0
"""v per k up to which a text is a converter's own, and from which its wording is its author's"""
LONGEST = 60
"""characters of a piece that are compared one by one"""

_HAN = regex.compile(r"\p{Han}")
_PAUSE = regex.compile(r"[、，。；：,;:!?！？\s()（）]+")


@lexicon.cached
def _foreign() -> frozenset[str]:
    return frozenset(lexicon.load("script")["foreign"])


@lexicon.cached
def _only() -> frozenset[str]:
    return frozenset(lexicon.load("script")["only"])


@lexicon.cached
def _find_foreign() -> Callable[[str], set[str]]:
    return finder(lexicon.load("script")["foreign"])


@lexicon.cached
def _exchange() -> Callable[[str], str]:
    tables = lexicon.load("script")
    plain: dict[str, str] = dict(zip(tables["foreign"], tables["plain"], strict=True))
    return exchanger({old: plain.get(new, new) for old, new in plain.items()})


@lexicon.cached
def _terms(side: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lexicon.load("script")["terms"][side])))


def is_simplified(text: str) -> bool:
    """True where next to no character is traditional."""
    foreign = sum(map(text.count, _find_foreign()(text)))
    return foreign <= SPRINKLE * len(text) or foreign < TRADITIONAL * len(_HAN.findall(text))


def is_converted(line: str) -> bool:
    """True but for a line of a traditional page that was simplified all along."""
    return not _foreign().isdisjoint(line) or _only().isdisjoint(line)


def mend(text: str) -> str:
    """The text with stray traditional and Japanese forms as simplified ones, character by character."""
    return _exchange()(text)


def judge(text: str) -> Profile:
    """What the text is."""
    return "simplified" if is_simplified(text) else judge_traditional(text, simplified(text))


def simplified(text: str) -> str:
    """A traditional text in simplified characters, of the same length; Japanese forms too."""
    return mend(convert.characters(text))


def judge_traditional(text: str, plain: str) -> Profile:
    """What a traditional text is; `plain` is the same in simplified characters."""
    share = taiwan_share(plain)
    if share >= SURELY_TAIWAN:
        return "taiwan"
    version, hits, drift = _likeliest(text, plain)
    if hits and drift <= max(1, SLIP * hits):
        return version
    if share >= LIKELY_TAIWAN:
        return "taiwan"
    return "traditional" if drift >= DRIFT * hits else "other"


def taiwan_share(plain: str) -> float:
    """Taiwan terms a character of a text in simplified characters; nought where mainland ones are half as many."""
    taiwan = len(_terms("taiwan").findall(plain))
    return taiwan / len(plain) if taiwan > 2 * len(_terms("mainland").findall(plain)) else 0.0


def _undone(plain: str, version: Version) -> tuple[list[str], str]:
    """The strict Taiwan words in a text in simplified characters, and the text with what they stand for in their place."""
    words = wording.load(version)
    hits: list[str] = []
    out: list[str] = []
    at = 0
    for start, end in words.sites(plain):
        entry = words.entries[plain[start:end]]
        if entry.strict:
            hits.append(plain[start:end])
            out += plain[at:start], entry.words[0]
            at = end
    return hits, "".join((*out, plain[at:]))


def _likeliest(text: str, plain: str) -> tuple[Version, int, int]:
    """The version that gives more of the text back, its strict words and its drift.

    Where both do alike it is the one with more words that only it makes, else the older, which made most pages.
    """
    old, new = VERSIONS
    hits, undone = zip(*(_undone(plain, version) for version in VERSIONS), strict=True)
    only_old, only_new = (
        sum(word not in wording.load(other).entries for word in found)
        for found, other in zip(hits, (new, old), strict=True)
    )
    drift = _drift(text, plain, undone[0], old)
    if drift or only_new > only_old:
        newer = _drift(text, plain, undone[1], new)
        if (newer, only_old) < (drift, only_new):
            return new, len(hits[1]), newer
    return old, len(hits[0]), drift


def _drift(text: str, plain: str, undone: str, version: Version) -> int:
    """Characters by which the text differs from what the converter makes of it, piece by piece.

    The text is given back with its Taiwan words and without them, and the nearer counts: a word may hide another from the
    converter (算法 in 演算法), and what was undone may not be what stood there.
    """
    made = convert.forward(undone, version)
    if text == made:
        return 0
    sides = [_PAUSE.split(side) for side in (text, made, convert.forward(plain, version))]
    if len(set(map(len, sides))) > 1:
        return len(text)
    return sum(
        min(_distance(ours, a), _distance(ours, b)) for ours, a, b in zip(*sides, strict=True) if ours not in (a, b)
    )


def _distance(a: str, b: str) -> int:
    """Edit distance; of long pieces the characters that only one has."""
    if max(len(a), len(b)) > LONGEST:
        return (Counter(a) - Counter(b)).total()
    same = _shared(a, b)
    a, b = a[same:], b[same:]
    same = _shared(a[::-1], b[::-1])
    a, b = a[: len(a) - same], b[: len(b) - same]
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def _shared(a: str, b: str) -> int:
    """Characters with which both begin."""
    return len(commonprefix((a, b)))  # noqa: RUF071 - characters are meant
