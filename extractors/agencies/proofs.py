"""Full names that the document itself proves.

    市大数据局 in a text signed by 柳州市大数据发展局   →  柳州市大数据发展局

Organs of one kind bear other names in other cities, so that a short form alone settles nothing. Where the document names
exactly one organ of the same division whose name the short form abbreviates, that is the one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppx.extractors.agencies.places import rank, seal_name
from ppx.extractors.agencies.seals import Seal, national, own_organ
from ppx.extractors.agencies.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ppx.divisions import Division
    from ppx.extractors.agencies.names import Read
    from ppx.extractors.agencies.places import Scope

_ENDINGS = {"委": "委员会", "办": "办公室", "局": "局", "厅": "厅", "社": "社", "中心": "中心"}
_STATE_HEADS = ("国家", "国务院", "中国")
_SEATED = 2
"""how many organs without level a document names at least whose endings fit its own division (农牧厅 of a region), so that the
others are the division's as well (林草局)"""
_NATIONAL = 3
"""how many national organs a document names at least that may leave 国家 out"""
_SEATS = ("人民政府", "政府")


def prove(reads: Sequence[Read], seals: Sequence[Seal], issuer: str | None, scope: Scope) -> Iterator[Seal]:
    """The seals in their order, those filled in that another name of the document, or its issuer, proves."""
    named = list(zip(reads, seals, strict=True))
    if _of_state(seals, scope):
        seals = [_stately(read) if read.form == "bare" else known for read, known in named]
    elif sum(1 for read, known in named if read.form == "bare" and known.full) >= _SEATED:
        seals = [own_organ(read, scope) if read.form == "bare" and not known.full else known for read, known in named]
    witnesses = {known.full: known.key for known in seals if known.full}
    for name in (issuer or "").split():
        witnesses.setdefault(name, None)
    for read, known in zip(reads, seals, strict=True):
        yield known if known.full or not known.level else _proven(read, known, witnesses, scope)


def _of_state(seals: Sequence[Seal], scope: Scope) -> bool:
    """Whether the document is one of the state: it has no region, and the organs that it names in full are national."""
    if scope.chain:
        return False
    keys = {known.key for known in seals if known.key}
    return len(keys) >= _NATIONAL and all(key.startswith("cn:") for key in keys)


def _stately(read: Read) -> Seal:
    """The national organ that a short form names among national ones: 发展改革委 is 国家发展改革委, 林业局 is 国家林业局."""
    return next((found for head in _STATE_HEADS if (found := national(head + read.core)).full), Seal())


def _proven(read: Read, known: Seal, witnesses: dict[str, str | None], scope: Scope) -> Seal:
    organ = vocabulary().organs.get(read.organ)
    if read.form not in ("plain", "government", "place") or (organ and organ.vertical):
        return known
    division = (read.form != "place" and scope.level(read.level)) or scope.place(read.level)
    if not division:
        return known
    short = _without(read.core, (read.level,))
    found = [(whole, rest) for whole, rest in _rests(witnesses, division) if abbreviates(short, rest)]
    if len(found) != 1:
        return known
    whole, rest = found[0]
    key = witnesses[whole] or f"{division.code}:{vocabulary().renamed.get(rest, rest)}"
    return Seal(whole, key, rank(division))


def _rests(witnesses: Iterable[str], division: Division) -> Iterator[tuple[str, str]]:
    """The names of organs of the division, each with what stands behind the division in it."""
    for whole in witnesses:
        rest = _without(whole, (seal_name(division),))
        if rest != whole:
            yield whole, _without(rest, ())


def _without(name: str, places: tuple[str, ...]) -> str:
    """The name without the place and the seat of government in front."""
    for head in (*places, *_SEATS):
        if len(name) > len(head) + 1:
            name = name.removeprefix(head)
    return name


def abbreviates(short: str, whole: str) -> bool:
    """Whether the one is the other with characters left out, its first character and its ending kept.

    城管局 abbreviates 城市管理和综合执法局, not 综合行政执法局 and not 城市管理委员会.
    """
    for written, official in _ENDINGS.items():
        if short.endswith(written) and whole.endswith(official) and short[0] == whole[0]:
            rest = iter(whole.removesuffix(official))
            return all(character in rest for character in short.removesuffix(official).removesuffix(written))
    return False
