"""Names and units that decide what a Taiwan word stands for: 工业和资讯化局 is 工业和信息化局, 甦仙区 is 苏仙区, 100位元 is 100比特.

What the organs, divisions and units of the lexicons become when the converter rewords them is looked for like any Taiwan word; where
it stands, the name decides. A team's own organs and units do the same.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import regex

from ppx import divisions, lexicon
from ppx.normalizers.script import convert, wording
from ppx.normalizers.script.wording import Wording, Wordings
from ppx.numerals import DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ppx.normalizers.script.wording import Version

SHORTEST = 3
"""characters of a name that decides; shorter ones are ordinary words too"""

_WHOLE = regex.compile(r"\p{Han}+")


@lexicon.cached
def words(version: Version) -> Wordings:
    """The Taiwan words of a version, the names among them."""
    known = wording.load(version)
    both = {made: list(names) for made, names in _made(_names(), version).items() if len(made) >= SHORTEST}
    named = {made: _named(known, made, names[0]) for made, names in both.items() if len(names) == 1}
    return wording.index({**known.entries, **{made: entry for made, entry in named.items() if entry}})


def _named(known: Wordings, made: str, name: str) -> Wording | None:
    """The entry of a name; none where it holds no word that may stand for another."""
    if made in known.entries:
        return None
    tells = sum(known.entries[made[s:e]].tells for s, e in known.sites(made))
    return Wording((name,), tells, {}) if made != name or any(known.sites(made)) else None


@lexicon.cached
def units(version: Version) -> dict[str, str]:
    """Reworded units, that decide behind a numeral, and what they stand for."""
    words = (word for table in lexicon.load("units").values() for word in table["words"] if _WHOLE.fullmatch(word))
    return {made: names[0] for made, names in _made(words, version).items() if len(names) == 1 and made != names[0]}


def is_counted(plain: str, start: int) -> bool:
    """True where a numeral stands before the place."""
    before = plain[start - 1 : start]
    return before.isdecimal() or before in DIGITS or (before != "" and before in "十百千万亿")


def _names() -> Iterator[str]:
    """Names of organs, as written and as on the seal, and of divisions."""
    organs = lexicon.load("organs")
    for seal, written in organs["stems"].items():
        for stem in (seal, *written):
            yield from (stem + ending for ending in organs["endings"])
    for written, organ in organs["organs"].items():
        yield from (written, organ.get("organ", written))
    for written, seal in lexicon.load("organs_national")["seals"].items():
        yield from (written, seal)
    local = lexicon.load("organs_local")
    yield from (*local["zones"], *local["bodies"])
    yield from divisions.names()


def _made(names: Iterable[str], version: Version) -> dict[str, list[str]]:
    """What the converter makes of names, in simplified characters, and which names it makes it of."""
    unlike = list(dict.fromkeys(names))
    made = convert.characters(convert.forward("\n".join(unlike), version)).split("\n")
    out: dict[str, list[str]] = defaultdict(list)
    for new, name in zip(made, unlike, strict=True):
        out[new].append(name)
    return out
