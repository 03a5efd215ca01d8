"""Whose language a text is: Taiwan's own, or mainland's, whatever script and words a converter gave it.

`lexicons/script_origin.txt` holds pairs of neighbouring characters, simplified, and how much likelier each is in Taiwan's law
than in mainland official text, in tenths of a nat (主管 of 主管机关 is for Taiwan, 应当 against it). Mainland text was counted both
as it is and as the forward converter rewords it, so that a converter's words tell nothing. Made by `ppx.normalizers.script.pairs`. Law is
all that was counted for Taiwan; terms of its institutions (`taiwan` in `lexicons/script.toml`) speak where it is no law.
"""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from operator import add
from typing import TYPE_CHECKING

import regex

from ppx import lexicon
from ppx.grammar import alternatives
from ppx.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

SCALE = 10.0
MOST = 30
"""tenths of a nat that one pair may say: neighbours say the same thing twice"""

TERM = 5.0
"""nats that a term of Taiwan's institutions says, beside its pairs"""
SEVERAL, WITHIN, CERTAIN = 4, 250, 100.0
"""different terms from which a text is Taiwan's for certain, whatever its pairs say (the press writes as mainland's does), the
characters to each of them at most, and the nats that it then speaks for Taiwan at least"""


@cache
def _table() -> dict[str, int]:
    text = (files("ppx") / "lexicons" / "script_origin.txt").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {pair: max(-MOST, min(MOST, int(weight))) for pair, weight in rows}


@lexicon.cached
def _terms() -> regex.Pattern[str]:
    return regex.compile(alternatives(lexicon.load("script")["taiwan"]))


def taiwan(plain: str) -> float:
    """Nats that a text, in simplified characters, speaks for Taiwan; below nought it speaks for the mainland."""
    table = _table()
    pairs = sum(filter(None, map(table.get, map(add, plain, plain[1:])))) / SCALE
    found = _terms().findall(plain)
    different = len(set(found))
    certain = different >= SEVERAL and different * WITHIN >= len(plain)
    return max(pairs + TERM * len(found), CERTAIN if certain else -math.inf)


@lexicon.cached
def _fixed() -> regex.Pattern[str]:
    return regex.compile(alternatives(lexicon.load("script")["fixed"]))


def fixed(plain: str) -> Iterator[Edit]:
    """Terms of mainland policy that a converter changed, put back."""
    words = lexicon.load("script")["fixed"]
    for found in _fixed().finditer(plain):
        yield Edit(*found.span(), words[found[0]])
