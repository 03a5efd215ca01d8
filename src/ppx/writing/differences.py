"""The parts in which two nearly equal texts differ, short enough for a cell."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import takewhile
from operator import eq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?|[。；！？]")
BARE = re.compile(r"[\W_]+")
MOST = 5
"""passages shown of a side"""
LENGTH = 60
"""characters shown of a passage"""


def tell_differences(here: str, there: str) -> tuple[str, str]:
    """Passages only here, and only there: quoted, joined by `;`, `…` where there is more.

    Texts are compared sentence by sentence, and of a changed passage what both sides begin and end with is left out.
    Punctuation and white space do not count.
    """
    one, other = _sentences(here), _sentences(there)
    keys = [[BARE.sub("", sentence) for sentence in side] for side in (one, other)]
    only_here, only_there = [], []
    for kind, a, b, c, d in SequenceMatcher(None, keys[0], keys[1]).get_opcodes():
        if kind != "equal":
            mine, theirs = _trim("".join(one[a:b]), "".join(other[c:d]))
            only_here.append(mine)
            only_there.append(theirs)
    return _quote(only_here), _quote(only_there)


def _sentences(text: str) -> list[str]:
    found = ("".join(sentence.split()) for sentence in SENTENCE.findall(text))
    return [sentence for sentence in found if sentence]


def _trim(one: str, other: str) -> tuple[str, str]:
    """Both without what they begin and end with alike."""
    head = _alike(one, other)
    one, other = one[head:], other[head:]
    tail = _alike(one[::-1], other[::-1])
    return one[: len(one) - tail], other[: len(other) - tail]


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(takewhile(bool, map(eq, one, other)))


def _quote(passages: Iterable[str]) -> str:
    found = [passage for passage in passages if BARE.sub("", passage)]
    shown = [f"“{p}”" if len(p) <= LENGTH else f"“{p[:LENGTH]}…”" for p in found[:MOST]]
    return ";".join(shown + ["…"] * (len(found) > MOST))
