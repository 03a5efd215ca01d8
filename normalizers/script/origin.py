"""Whose language a text is: Taiwan's own, or mainland's, whatever script and words a converter gave it.

`lexicons/script_origin.txt` holds pairs of neighbouring characters, simplified, and how much likelier each is in Taiwan's law
than in mainland official text, in tenths of a nat (主管 of 主管机关 is for Taiwan, 应当 against it). Mainland text was counted both
as it is and as the forward converter rewords it, so that a converter's words tell nothing. Made by `ppx.normalizers.script.pairs`. Law is
all that was counted for Taiwan; terms of its institutions (`taiwan` in `lexicons/script.toml`) speak where it is no law.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from operator import add

import regex

from ppx import lexicon
from ppx.grammar import alternatives

SCALE = 10.0
MOST = 30
"""tenths of a nat that one pair may say: neighbours say the same thing twice"""

TERM = 5.0
"""nats that a term of Taiwan's institutions says, beside its pairs"""


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
    return pairs + TERM * len(_terms().findall(plain))
