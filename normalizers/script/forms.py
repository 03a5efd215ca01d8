"""Forms of characters: which script a text is in, and stray foreign forms as simplified ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx import lexicon
from ppx.characters import exchanger, finder
from ppx.normalizers.script import convert

if TYPE_CHECKING:
    from collections.abc import Callable

TRADITIONAL = 0.10
"""share of foreign characters among the Han ones from which a text is traditional; traditional text has 0.25 to 0.45"""
SPRINKLE = 0.02
"""share of foreign characters among all below which the Han ones need not be counted"""
FEW = 8
"""kinds of characters that are counted one by one sooner than in one walk over the text"""

_HAN = regex.compile(r"\p{Han}")


@lexicon.cached
def _foreign() -> frozenset[str]:
    return frozenset(lexicon.load("script")["foreign"])


@lexicon.cached
def _only() -> frozenset[str]:
    return frozenset(lexicon.load("script")["only"])


@lexicon.cached
def _find_foreign() -> Callable[[str], set[str]]:
    return finder(lexicon.load("script")["foreign"])


def find_foreign(text: str) -> set[str]:
    """The traditional and Japanese characters that stand in the text."""
    return _find_foreign()(text)


@lexicon.cached
def _exchange() -> Callable[[str], str]:
    tables = lexicon.load("script")
    plain: dict[str, str] = dict(zip(tables["foreign"], tables["plain"], strict=True))
    return exchanger({old: plain.get(new, new) for old, new in plain.items()})


def is_simplified(text: str, found: set[str]) -> bool:
    """True where next to no character is traditional; `found` are the foreign ones in the text."""
    foreign = sum(map(text.count, found)) if len(found) < FEW else sum(map(found.__contains__, text))
    if foreign and foreign >= TRADITIONAL * len(text):
        return False
    return foreign <= SPRINKLE * len(text) or foreign < TRADITIONAL * len(_HAN.findall(text))


def is_converted(line: str) -> bool:
    """True but for a line of a traditional page that was simplified all along."""
    return not _foreign().isdisjoint(line) or _only().isdisjoint(line)


def mend(text: str) -> str:
    """The text with stray traditional and Japanese forms as simplified ones, character by character."""
    return _exchange()(text)


def simplified(text: str) -> str:
    """A traditional text in simplified characters, of the same length; Japanese forms too."""
    return mend(convert.characters(text))
