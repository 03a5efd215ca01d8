"""What may be an agency in running text, and how far its level or place reaches to the left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import regex

from ppx import lexicon
from ppx.extractors.agencies.names import Read, read
from ppx.extractors.agencies.vocabulary import vocabulary

if TYPE_CHECKING:
    from ppx.extractors.agencies.places import Scope

Sort = Literal["organ", "bare", "department", "kind", "group", "coordinating"]
"""a named organ; one without its level, which counts only where a list passes one on; a field with 部门; a kind of body; a set; a
body that coordinates, named in full"""

VERBS_INSIDE = regex.compile(
    r"[的是由向经对将为在并等了]|建立|成立|制定|加强|推进|开展|组织(?!部)|负责|牵头|配合|联合|设在|实行|有关|相关|各部|或|机关|国家|中央|部委"
)
"""what no name of an organ holds"""

_HAN = regex.compile(r"[\u4e00-\u9fff]")
_BOUND = frozenset(
    "由向经报和与及商请在对为将以从到至或按据过合助给被受是就即等的并予如括同原达送交示告知归属县市省区于凭持"
)
LEVELS = r"(?:自治区|直辖市|自治州|自治县|计划单列市|设区的?市|地级以上市|省|市|区|县|州|盟|旗|乡|镇|街道)"
"""a word for divisions of one level, in a set: 各市, 省、自治区、直辖市"""
ALTERNATIVES = r"(?:[(（〔〈<][^)）〕〉>]{1,14}[)）〕〉>])"
"""its alternatives in brackets: 县（市、区）"""
_ALTERNATIVE = regex.compile(r"[省市县区州盟旗乡镇街][(（〔][^)）〕]{1,12}[)）〕]$")
_MOST_SHARING = 40
_ZONE_ENDS = frozenset("新发园片保验范投开作务税聚假能理港")


class Candidate(NamedTuple):
    """What may be an agency."""

    start: int
    end: int
    read: Read
    sort: Sort
    name: str = ""
    """where it is not the text itself"""


@lexicon.cached
def _no_places() -> tuple[str, ...]:
    return tuple(vocabulary().words["places"]["no_place"])


def made(text: str, start: int, end: int, scope: Scope) -> Candidate:
    """The candidate that stands at `[start, end)`, read by the grammar of names."""
    how = read(text[start:end], scope)
    return Candidate(start, end, how, "group" if how.form == "group" else "organ")


def bounded(text: str, start: int) -> bool:
    """Whether a name may begin at `start`: nothing but a particle or a mark stands before it."""
    return start == 0 or not _HAN.match(text[start - 1]) or text[start - 1] in _BOUND


def level_or_place(text: str, end: int, scope: Scope) -> int | None:
    """Where the level word, the place or the zone that ends at `end` begins; None where there is none."""
    if text[end - 1 : end] in ")）〕〉>":
        return None
    zone = _zone_before(text, end, scope)
    if zone is not None:
        return zone
    place = scope.place_before(text, end, max(0, end - 11))
    if place and not text.startswith(_no_places(), end - len(place)):
        start = end - len(place)
        outer = scope.place_before(text, start, max(0, start - 11))
        return start - len(outer) if outer and outer[-1] in "省市区州盟" else start
    return _level(text, end)


def _level(text: str, end: int) -> int | None:
    """Where the level word begins: 市 of 报市财政局, not of 城市 or of 省、市."""
    if text.endswith(("自治区", "自治县", "自治州", "自治旗"), 0, end):
        return end - 3
    if text.endswith("兵团", 0, end):
        return end - 2
    hidden = vocabulary().words["levels"].get(text[end - 1 : end])
    if hidden is None:
        return None
    before = text[end - 2 : end - 1] if end > 1 else "\n"
    if (
        before in hidden
        or before in "省市县区"
        or (before in "）)〕" and _ALTERNATIVE.search(text, max(0, end - 16), end - 1))
    ):
        return None
    if before == "、" and text[end - 3 : end - 2] in ("省", "市", "县", "区", "州", "旗"):
        return None
    return end - 1


def sharing(text: str, last: Candidate, scope: Scope) -> list[Candidate]:
    """The places before a government whose tail they share (A12): 上海市 and 江苏省 of 上海市、江苏省、浙江省人民政府."""
    tail = "人民政府" if last.read.core.endswith("人民政府") else "政府"
    out: list[Candidate] = []
    start = last.start
    while text[start - 1 : start] == "、" and len(out) < _MOST_SHARING:
        place = scope.place_before(text, start - 1, max(0, start - 12))
        if (
            not place
            or place[-1] not in "省市县区州盟旗"
            or text[start - len(place) - 2 : start - len(place) - 1] == "各"
        ):
            break
        start -= len(place) + 1
        name = place + tail
        out.insert(0, Candidate(start, start + len(place), read(name, scope), "organ", name))
    return out


def _zone_before(text: str, end: int, scope: Scope) -> int | None:
    """Where the named zone that ends at `end` begins: 贵安新区 before 经济发展局."""
    if text[end - 1 : end] != "区" or text[end - 2 : end - 1] not in _ZONE_ENDS:
        return None
    return next((start for start in range(max(0, end - 14), end - 3) if named_zone(text[start:end], scope)), None)


def named_zone(zone: str, scope: Scope) -> bool:
    """Whether the words name a zone: the lexicon knows it, or it begins with a place."""
    if zone in vocabulary().zones:
        return True
    if not (zone.endswith("区") and zone.isalpha()):
        return False
    place = scope.place_after(zone)
    return bool(place) and place != zone and not VERBS_INSIDE.search(zone.replace("中央", ""))
