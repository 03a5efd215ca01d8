"""Wordings: which mainland words a converter's Taiwan word may stand for, and what the words around it say.

`lexicons/script_wording.json.xz` holds, for the OpenCC dictionaries up to `2023` (1.1 to 1.2), one entry for each Taiwan word,
written in simplified characters (`资讯`), and for those of `2026` (1.4) the entries that differ, null for a word they do not make:

    [tells, words, weights]

tells       how much oftener converted text has the word than mainland text as it is, in tenths of a nat
words       what it may stand for, the likeliest first; itself among them where mainland text has it
weights     {feature: one number for each word after the first}, in tenths of a nat against the first word

The weights are those of a log-linear model, made by `ppx.normalizers.script.build` from official mainland text.
"""

from __future__ import annotations

import json
import lzma
import math
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ppx.records import Span

Version = Literal["2023", "2026"]
VERSIONS: tuple[Version, ...] = ("2023", "2026")
"""the families of OpenCC dictionaries, by the year of their last release"""
SCALE = 10.0
ALONE = "="
"""the feature that every place has"""
REACH = 8
"""characters on either side that features are made of"""
MOST = 5.0
"""nats that one word may say for a converter or against it"""


class Wording(NamedTuple):
    """What one Taiwan word may stand for."""

    words: tuple[str, ...]
    tells: int
    """tenths of a nat by which the word speaks for a converter wherever it stands"""
    weights: Mapping[str, Sequence[int]]
    """in tenths of a nat"""
    own: int | None = None
    """place of the word itself among the words; None where the converter would have changed it"""


@dataclass(frozen=True, slots=True)
class Wordings:
    """The Taiwan words of one dictionary version and where they stand in a text."""

    entries: Mapping[str, Wording]
    lengths: Mapping[str, tuple[int, ...]]
    """lengths of the words by their first two characters, the longest first"""
    begins: re.Pattern[str]
    """where a word may begin: a first character of one before a second"""

    def sites(self, text: str) -> Iterator[Span]:
        """Where a Taiwan word stands, in order: the longest at each place, none overlapping."""
        reached = 0
        for found in self.begins.finditer(text):
            start = found.start()
            if start < reached:
                continue
            for length in self.lengths.get(text[start : start + 2], ()):
                if (word := text[start : start + length]) in self.entries:
                    reached = start + len(word)
                    yield start, reached
                    break


def index(entries: Mapping[str, Wording]) -> Wordings:
    """The entries, ready to be looked for; every word has two characters or more."""
    lengths: dict[str, set[int]] = {}
    for word in entries:
        lengths.setdefault(word[:2], set()).add(len(word))
    firsts, seconds = (re.escape("".join({pair[n] for pair in lengths})) for n in (0, 1))
    begins = re.compile(f"[{firsts}](?=[{seconds}])" if lengths else "(?!)")
    return Wordings(entries, {pair: tuple(sorted(n, reverse=True)) for pair, n in lengths.items()}, begins)


@cache
def load(version: Version) -> Wordings:
    """The wordings of a dictionary version, `2023` or `2026`."""
    packed = (files("ppx") / "lexicons" / "script_wording.json.xz").read_bytes()
    made = json.loads(lzma.decompress(packed))
    rows = {word: row for known in VERSIONS[: VERSIONS.index(version) + 1] for word, row in made[known].items()}
    return index({word: _wording(word, *row) for word, row in rows.items() if row})


def _wording(word: str, tells: int, words: Sequence[str], weights: Mapping[str, Sequence[int]]) -> Wording:
    return Wording(tuple(words), tells, weights, words.index(word) if word in words else None)


def features(text: str, start: int, end: int) -> Iterator[str]:
    """What stands around `[start, end)`: up to three characters on each side, both neighbours, pairs farther off."""
    left = ("^" * REACH + text[max(0, start - REACH) : start])[-REACH:]
    right = (text[end : end + REACH] + "$" * REACH)[:REACH]
    yield ALONE
    for length in (1, 2, 3):
        yield "<" + left[-length:]
        yield ">" + right[:length]
    yield "|" + left[-1] + right[0]
    yield "|" + left[-2:] + right[0]
    yield "|" + left[-1] + right[:2]
    for at in range(1, 6):
        yield "-" + left[-at - 1 : REACH - at + 1]
        yield "+" + right[at - 1 : at + 1]


def scores(entry: Wording, around: Iterable[str]) -> list[float]:
    """A score for each word of the entry, in nats; the first word's is nought."""
    total = [0] * len(entry.words)
    for row in filter(None, map(entry.weights.get, around)):
        for place, weight in enumerate(row, 1):
            total[place] += weight
    return [t / SCALE for t in total]


def gain(entry: Wording, sums: Sequence[float]) -> float:
    """Nats by which a Taiwan word speaks for the converter: how unlikely mainland text is to have the word itself there.

    By Bayes, P(word | converted) : P(word | as written) is 1 : P(the word itself was meant | word), at every place.
    """
    if not entry.weights or entry.own is None:
        return max(-MOST, min(MOST, entry.tells / SCALE))
    top = max(sums)
    return min(MOST, math.log(sum(math.exp(s - top) for s in sums)) + top - sums[entry.own])
