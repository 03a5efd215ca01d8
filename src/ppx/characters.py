"""Characters: which of a set stand in a text, their exchange for others without a step in Python for each, which show nothing.

    find = finder("縣區")
    find("某縣某縣")                 # {"縣"}
    exchange = exchanger({"縣": "县"})
    exchange("某縣")                 # "某县"
    is_blank(" &nbsp;\u200b")        # True

The sets of `re` pass over Chinese text at some 5 ns a character; iterating over it takes 50, `str.translate` 80, the sets of
`regex` up to 400. A search by `re` is fast where the pattern begins with one character (0.5 ns) or with a set, not with a repeat:
`[x][x]*` takes half the time of `[x]+`, and `年(?<=[一二]...年)` a tenth of `[一二]...年`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

UNSEEN = (
    "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180e\\u200b-\\u200f\\u202a-\\u202e"
    "\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0"
)
"""what shows nothing beside white space, for a character class: controls, joiners, marks of direction, soft hyphens, fillers"""
_BLANK = re.compile(rf"(?:[\s{UNSEEN}]|&nbsp;)*+")
SYLLABLE = "[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ]"
TONED = "[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]"
"""the letters of pinyin, and those that bear a tone, each as a character class"""
NOTHING_SHOWN = frozenset(re.findall(rf"[\s{UNSEEN}]", "".join(map(chr, (*range(0x3165), *range(0xFE00, 0x10000))))))
"""white space and what else shows nothing"""
BLANK_OPENS = NOTHING_SHOWN | {"&"}
"""how a blank line begins, and all that is blank"""
MANY = 100
"""different characters from which one pass over the whole text is faster than one replacement each"""


def finder(characters: Iterable[str]) -> Callable[[str], set[str]]:
    """A function that gives the characters of the set that stand in a text."""
    held = re.compile("[" + "".join(map(re.escape, sorted(characters))) + "]")
    return lambda text: set(held.findall(text))


def exchanger(table: Mapping[str, str]) -> Callable[[str], str]:
    """A function that puts the value of each character of the table in its place, once, as `str.translate` does."""
    find, whole = finder(table), str.maketrans(dict(table))
    chained = frozenset(table) & frozenset(table.values())

    def exchange(text: str) -> str:
        found = find(text)
        if len(found) > MANY or not chained.isdisjoint(found):
            return text.translate(whole)
        for character in found:
            text = text.replace(character, table[character])
        return text

    return exchange


def is_blank(text: str) -> bool:
    """True where a reader sees nothing: white space, the entity for it, zero-width characters."""
    return not text or _BLANK.fullmatch(text) is not None


def distance(one: str, other: str) -> int:
    """Edit distance: characters to put in, take out or exchange."""
    row = list(range(len(other) + 1))
    for i, x in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]
