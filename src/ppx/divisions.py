"""Divisions of the PRC from county level up, 1981-2024: names in text, the codes of GB/T 2260, what lies in what.

    named("柳州市")                       # (Division(code='450200', name='柳州市', …),)
    resolve("鼓楼区", near="南京市")       # 320106: four cities have a 鼓楼区, and the words around tell which
    first("关于受理天河区人才公寓申请的公告")   # the division that a title names
    short("黔东南苗族侗族自治州")            # 黔东南

The data are `lexicons/divisions.csv`; it is read at the first question, never at import.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, NamedTuple

from ppx import lexicon
from ppx.grammar import alternatives

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ppx.records import Span

Rank = Literal["province", "prefecture", "county"]

_SUFFIX = re.compile(r"[省市县区州盟旗]")
_MUNICIPALITIES = ("11", "12", "31", "50")
_COMMON = frozenset(
    {"城区", "郊区", "矿区", "新区", "东区", "西区", "南区", "北区", "市区", "合作市", "新市区", "新城区", "市中区"}
)
"""names that are everyday words too: in running text they count only right behind the division they lie in"""


class Division(NamedTuple):
    """A division under one name."""

    code: str
    """GB/T 2260, six digits"""
    name: str
    """official name"""
    since: int
    """first year of this name and code"""
    until: int | None
    """the year in which it ended, None while in force"""

    @property
    def rank(self) -> Rank:
        """Province, prefecture or county level; 直辖市 are provinces, 县级市 counties."""
        return "province" if self.code.endswith("0000") else "prefecture" if self.code.endswith("00") else "county"

    def holds(self, other: Division) -> bool:
        """Whether the other one lies in it, itself included."""
        return other.code.startswith(
            self.code[:2] if self.rank == "province" else self.code[: 4 if self.rank == "prefecture" else 6]
        )

    def lived(self, year: int) -> bool:
        """Whether it bore this name in some part of that year."""
        return self.since <= year and (self.until is None or year <= self.until)


@cache
def _table() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Rows of the data by official name and by code, unparsed; the newest first."""
    names: dict[str, tuple[str, ...]] = {}
    codes: dict[str, tuple[str, ...]] = {}
    for row in (files("ppx") / "lexicons" / "divisions.csv").read_text("utf-8").split("\n"):
        if row[:1].isdigit():
            code, name, _ = row.split(",", 2)
            names[name] = (*names.get(name, ()), row)
            codes[code] = (*codes.get(code, ()), row)
    return names, codes


def _division(row: str) -> Division:
    code, name, since, until, _ = row.split(",")
    return Division(code, name, int(since), int(until) if until else None)


@lru_cache(maxsize=4096)
def named(name: str) -> tuple[Division, ...]:
    """Every division that bears or bore the official name, those still in force first."""
    return tuple(sorted(map(_division, _table()[0].get(name, ())), key=_newest))


@lexicon.cached
def _aliases() -> dict[str, str]:
    """Official names of autonomous divisions by how texts shorten them: 凉山州, 威宁自治县."""
    found: dict[str, str] = {}
    for name, rows in _table()[0].items():
        _, mark, rank = name.rpartition("自治")
        if mark and rank in ("州", "县", "旗") and any(row.endswith(",,") for row in rows):
            place = short(name)
            found[place + ("州" if rank == "州" else "自治" + rank)] = name
    return {alias: name for alias, name in found.items() if alias not in _table()[0]}


def names() -> Collection[str]:
    """Every official name that is or was."""
    return _table()[0].keys()


@lexicon.cached
def _names() -> dict[str, str]:
    """Official names by every form that texts use: themselves and the short ones of autonomous divisions."""
    return _aliases() | {name: name for name in _table()[0]}


@lexicon.cached
def tails() -> dict[str, tuple[int, ...]]:
    """The last two characters of every form of an official name that texts use, with the lengths of these, the longest first."""
    lengths: dict[str, set[int]] = {}
    for name in _names():
        lengths.setdefault(name[-2:], set()).add(len(name))
    return {tail: tuple(sorted(held, reverse=True)) for tail, held in lengths.items()}


def alias(name: str) -> str | None:
    """How texts shorten the official name of an autonomous division (凉山彝族自治州 → 凉山州), or None."""
    place, rank = short(name), name[-1]
    form = place + ("州" if rank == "州" else "自治" + rank)
    return form if _aliases().get(form) == name else None


@lru_cache(maxsize=4096)
def coded(code: str) -> tuple[Division, ...]:
    """Every name that the code stood for, the newest first."""
    return tuple(sorted(map(_division, _table()[1].get(code, ())), key=_newest))


def _newest(division: Division) -> tuple[int, int]:
    return -(division.until or 9999), -division.since


def at(division: Division, year: int | None) -> Division:
    """The division as it was in that year: a code whose name changed gives the name of the time."""
    if year is None or division.lived(year):
        return division
    return next((d for d in coded(division.code) if d.lived(year)), division)


def above(division: Division) -> tuple[Division, ...]:
    """What it lies in, nearest first: prefecture and province, or the province alone."""
    codes = {
        "county": (division.code[:4] + "00", division.code[:2] + "0000"),
        "prefecture": (division.code[:2] + "0000",),
        "province": (),
    }
    return tuple(found[0] for code in codes[division.rank] if (found := coded(code)))


def is_municipality(division: Division) -> bool:
    """Whether it is a 直辖市: a province that calls itself 市."""
    return division.rank == "province" and division.code[:2] in _MUNICIPALITIES


@lexicon.cached_last(4096)
def short(name: str) -> str:
    """The name without its rank and its peoples: 柳州市 → 柳州, 宁夏回族自治区 → 宁夏; a name of one more character stays whole."""
    words = lexicon.load("regions")
    bare = next((name.removesuffix(rank) for rank in words["ranks"] if name.endswith(rank)), name)
    if "自治" in name:
        bare = _without_peoples(bare, words["peoples"])
    return bare if len(bare) > 1 else name


def _without_peoples(name: str, peoples: list[str]) -> str:
    while True:
        left = next((name.removesuffix(p) for p in peoples if name.endswith(p)), name)
        if left == name or len(left) < 2:
            return name
        name = left


@lexicon.cached
def _short_names() -> dict[str, tuple[Division, ...]]:
    found: dict[str, tuple[Division, ...]] = {}
    for code, rows in _table()[1].items():
        if code.endswith("00"):
            for row in rows:
                division = _division(row)
                found[short(division.name)] = (*found.get(short(division.name), ()), division)
    return {name: tuple(sorted(held, key=_newest)) for name, held in found.items()}


def called(name: str) -> tuple[Division, ...]:
    """Provinces and prefectures by their short name (武汉 → 武汉市); short names of counties are everyday words too often."""
    return _short_names().get(name, ())


def short_forms() -> Collection[str]:
    """The short names of provinces and prefectures."""
    return _short_names().keys()


@lexicon.cached
def short_names() -> re.Pattern[str]:
    """A pattern for short names of provinces and prefectures; a longer name goes before one that it begins with."""
    return re.compile(alternatives(_short_names()))


def find_short(text: str) -> Iterator[tuple[int, str]]:
    """Short names of provinces and prefectures in the text, with where they begin; of two that overlap the first, then the longer.

    A text names few of them: asking for each first is three times as fast as one pattern of all.
    """
    characters, last = set(text), 0
    present = [name for name in _short_names() if characters.issuperset(name) and name in text]
    places = sorted((at, -len(name), name) for name in present for at in _places(text, name))
    for at, _, name in places:
        if at >= last:
            yield at, name
            last = at + len(name)


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def find(text: str) -> Iterator[tuple[Span, str]]:
    """Official names in the text, the longest at each place, with their spans.

    `广州市天河区` gives both, one after the other; 凉山州 is given as 凉山彝族自治州. Everyday words (城区, 合作市) count only right behind a name.
    """
    names, ends, last = _names(), tails(), 0
    for suffix in _SUFFIX.finditer(text):
        end = suffix.end()
        lengths = ends.get(text[end - 2 : end])
        if not lengths or text.startswith("市场", end - 1):
            continue
        for start in [end - length for length in lengths if end - length >= last]:
            if name := names.get(text[start:end]):
                if name not in _COMMON or (start == last and start) or text.startswith("人民政府", end):
                    yield (start, end), name
                    last = end
                break


def resolve(name: str, near: str = "", year: int | None = None) -> Division | None:
    """The one division of that official name; where several have it, the one whose city or province `near` names, else None."""
    held = named(name)
    if year is not None and any(d.lived(year) for d in held):
        held = tuple(d for d in held if d.lived(year))
    held = _alive(held)
    if len(held) > 1:
        held = tuple(d for d in held if any(a.name in near or short(a.name) in near for a in above(d)[:1])) or tuple(
            d for d in held if any(short(a.name) in near for a in above(d))
        )
    return held[0] if len({d.code for d in held}) == 1 else None


def _alive(held: tuple[Division, ...]) -> tuple[Division, ...]:
    """Those still in force; where none is, those that ended last."""
    last = max((d.until or 9999 for d in held), default=0)
    return tuple(d for d in held if (d.until or 9999) == last)


def first(text: str, near: str = "", year: int | None = None) -> Division | None:
    """The deepest division of the first chain of names in the text (`广州市天河区` → 天河区), or None."""
    chain: list[str] = []
    last = 0
    for (start, end), name in find(text):
        if chain and start != last:
            break
        chain.append(name)
        last = end
    for name in reversed(chain):
        if found := resolve(name, text + near, year):
            return found
    return None
