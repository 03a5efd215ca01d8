"""The grammar of one name: level or place, party or government, organ; and how a list passes the level on (A6-A11).

read("市委组织部", scope)      # form party, level 市, organ 组织部
read("市场监管局", scope)      # form bare: 市 belongs to the organ (A34)
read("柳州海关", scope)        # form place: a body under its own place, from which nothing is inherited (A27)
read("各县（市、区）政府", scope)  # form group
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import regex

from ppx import lexicon
from ppx.extractors.agencies.vocabulary import vocabulary
from ppx.grammar import CLOSE, OPEN, alternatives

if TYPE_CHECKING:
    from ppx.extractors.agencies.places import Scope

Form = Literal[
    "bare", "plain", "party", "government", "place", "zone", "national", "branch", "group", "body", "unknown"
]

LEVEL = r"(?P<level>自治区|兵团|自治县|自治州|自治旗|省|市|州|盟|县|旗|区|镇|乡)"
# 市委组织部 | 省政府办公厅 | 市财政局 | 市人民政府
_LEVELLED = regex.compile(LEVEL + r"(?P<seat>委(?!员会)|党委|人民政府|政府)?(?P<rest>.*)")
_YOUTH = regex.compile("团" + LEVEL + "委")
# 福建省委 | 柳州市人民政府 before an organ
_SEAT = regex.compile(r"(?P<place>.+?[省市县区州盟旗])(?P<seat>委|党委|人民政府|政府)$")
# 市财政局（金融办） | 省市场监管局(知识产权局)
_NAMEPLATE = regex.compile(rf"(?P<core>.+?)(?:{OPEN}[^()（）]{{1,30}}{CLOSE})+$")
# （自治县，以下简称区县） → （自治县）
_DEFINING = regex.compile(
    rf"[，,；;]?(?:以下|下)(?:统称|简称|称)[^)）\]］〕】]*|{OPEN}(?:以下|下)(?:统称|简称|称)[^)）\]］〕】]*{CLOSE}"
)
_NOT_A_LEVEL = regex.compile(
    r"市(?:场|政(?:局|公用|设施|管理|园林|工程|养护|集团|公司)|容|域)|区(?:域|块|间)|县域|省际|州际"
)
_GENERIC = regex.compile(r"[\u4e00-\u9fff]{1,16}(?:局|厅|委|办|部|办公室|委员会)$")
_BRACKETED_LEVELS = regex.compile(rf"[省市县区州盟旗地乡镇街道]+{OPEN}[省市县区州盟旗地乡镇、，/街道自治]+{CLOSE}")
_COMMITTEE = regex.compile(r"(?P<zone>.+?)(?:管委会|管理委员会)$")
_SEAT_OF_ALL = regex.compile(r"(?P<seat>.*(?:政府|国务院))各")
COMMITTEES = regex.compile(r"(各.+)党委")
"""the party committees of a set of divisions, whose governments may follow: 各县（市、区）党委和人民政府"""
_STATE = ("国家", "国务院", "中央")
LEVEL_WORD = regex.compile(LEVEL)
"""a name that begins with its level"""


class Read(NamedTuple):
    """One name, read."""

    core: str
    """the name without a renaming parenthesis"""
    form: Form
    level: str = ""
    """the level word (市), or the place that stands in its stead"""
    organ: str = ""
    """the organ as written, if the lexicon knows it"""


class Passed(NamedTuple):
    """What a list passes on to its next entry."""

    level: str = ""
    party: bool = False
    government: str = ""
    """the government whose bodies go on: 省人民政府 after `省人民政府各部门`"""
    divisions: str = ""
    """the divisions of a set whose governments go on: 各县（市、区） after `各县（市、区）党委`"""


@lexicon.cached
def _group() -> regex.Pattern[str]:
    groups = vocabulary().words["groups"]
    starts, inside, ends = (alternatives(groups[key]) for key in ("starts", "inside", "ends"))
    return regex.compile(
        rf"{starts}|.*(?:{inside}).*|[\d一二三四五六七八九十]+个.*|.*{ends}$"
        rf"|{_BRACKETED_LEVELS.pattern}.*|市、县.*|(?:新区|开发区|园区|集聚区)管委会$|乡镇(?:人民)?政府.*|街道办事处$"
    )


@lexicon.cached
def _zone_end() -> regex.Pattern[str]:
    return regex.compile(alternatives(vocabulary().words["kinds"]["zone_ends"]) + "$")


@lexicon.cached
def _body_end() -> regex.Pattern[str]:
    return regex.compile(alternatives(vocabulary().words["kinds"]["body_ends"]) + "$")


def defined_away(text: str) -> str:
    """The text without a parenthesis that only defines a short form."""
    return _DEFINING.sub("", text) if "称" in text else text


def is_group(core: str) -> bool:
    """Whether the name means a set of bodies."""
    return bool(_group().match(core)) and core not in vocabulary().national


@lexicon.cached_last(4096)
def read(text: str, scope: Scope) -> Read:
    """The name read by the grammar; form `unknown` where it is no name of an agency that the grammar knows."""
    words = vocabulary()
    plate = _NAMEPLATE.match(text)
    core = plate["core"] if plate and not _BRACKETED_LEVELS.search(text) else text
    if core in words.national and (core not in words.organs or not scope.chain):
        return Read(core, "national", organ=core)
    if core in words.organs:
        return Read(core, "bare", organ=core)
    if core in words.bodies:
        return Read(core, "body")
    return _levelled(core) or _placed(core, scope) or _other(core, scope)


def _levelled(core: str) -> Read | None:
    youth = _YOUTH.fullmatch(core)
    if youth:
        return Read(core, "plain", youth["level"], "团委")
    found = _LEVELLED.fullmatch(core)
    if not found or _NOT_A_LEVEL.match(core):
        return None
    level, seat, rest = found["level"], found["seat"] or "", found["rest"]
    organs = vocabulary().organs
    if rest not in organs and seat + rest not in organs and is_group(core):
        return Read(core, "group", level)
    if not rest:
        return Read(core, "plain", level, seat) if seat else None
    if seat and seat + rest in organs:
        return Read(core, "plain", level, seat + rest)
    form: Form = "party" if seat.endswith("委") else "government" if seat else "plain"
    return Read(core, form, level, rest if rest in organs else "")


def _placed(core: str, scope: Scope) -> Read | None:
    """A name under a place: 柳州市财政局, 福建省委组织部, 柳州海关, 贵安新区自然资源局."""
    organ = vocabulary().tails.ending_at(core, len(core), 2)
    if is_group(core):
        return Read(core, "group")
    if organ is None:
        return None
    place = core.removesuffix(organ)
    seat = _SEAT.fullmatch(place)
    if seat and scope.place(seat["place"]):
        form: Form = "party" if seat["seat"].endswith("委") else "government"
        return Read(core, form, seat["place"], organ)
    if scope.place(place):
        return Read(core, "place", place, organ)
    if _zone_end().search(place):
        return Read(core, "zone", place, organ)
    return None


def _other(core: str, scope: Scope) -> Read:
    national = next((n for n in _national_heads(core[:2]) if core.startswith(n) and core != n), None)
    if national:
        return Read(core, "branch", organ=national)
    zone = _COMMITTEE.match(core)
    if zone and _zone_end().search(zone["zone"]):
        return Read(core, "zone", zone["zone"], "管委会")
    place = scope.place_after(core)
    if place and place != core and _body_end().search(core):
        return Read(core, "body", place)
    if core in vocabulary().national:
        return Read(core, "national", organ=core)
    return Read(core, "unknown")


@lexicon.cached
def _national_heads(head: str) -> tuple[str, ...]:
    heads = [name for name in (*vocabulary().national, "人行", "国家金融监管总局") if name[:2] == head]
    return tuple(sorted(heads, key=len, reverse=True))


def inherit(name: str, read_: Read, passed: Passed) -> tuple[str, Read, Passed]:
    """The name with the level that the list passes to it, how it reads then, and what it passes on itself.

    The level goes on after a comma (A8), ends at a new level, at a set, at a body with its own place.
    """
    if read_.form == "group":
        if passed.government and name.startswith(("各", "直属")):
            return passed.government + name, read_, passed
        seat, committees = _SEAT_OF_ALL.match(name), COMMITTEES.fullmatch(name)
        return (
            name,
            read_,
            Passed(government=seat["seat"] if seat else "", divisions=committees[1] if committees else ""),
        )
    if passed.divisions and read_.core in ("政府", "人民政府"):
        return passed.divisions + name, Read(passed.divisions + name, "group"), Passed()
    if passed.level and (read_.form == "bare" or _goes_on(read_)):
        return _with_level(name, read_, passed)
    if read_.form != "national" and passed.level in _STATE and passed.level + read_.core in vocabulary().national:
        core = passed.level + read_.core
        return passed.level + name, Read(core, "national", organ=core), passed
    if read_.form == "national" and passed.level in _STATE:
        return name, read_, passed
    return name, read_, _passes(read_)


def _goes_on(read_: Read) -> bool:
    """Whether a name outside the lexicon is an organ without its level (区科技局、规划建设与交通运输局)."""
    if read_.form == "national":
        return read_.core in vocabulary().organs
    return read_.form == "unknown" and bool(_GENERIC.fullmatch(read_.core))


def _with_level(name: str, read_: Read, passed: Passed) -> tuple[str, Read, Passed]:
    if passed.level in _STATE:
        core = passed.level + read_.core
        known = core in vocabulary().national
        return (passed.level + name, Read(core, "national", organ=core), passed) if known else (name, read_, passed)
    organ = read_.organ or (read_.core if read_.core in vocabulary().organs else "")
    party = passed.party and read_.core in vocabulary().party
    level = passed.level
    full = level + ("委" if party else "") + name
    form: Form = "party" if party else "plain" if LEVEL_WORD.fullmatch(level) else "place"
    if not party and form == "place" and _zone_end().search(level):
        form = "zone"
    return full, Read(full, form, level, organ), Passed(level, party)


def _passes(read_: Read) -> Passed:
    """What the name passes on to the entries behind it."""
    if read_.form in ("plain", "party", "government"):
        return Passed(read_.level, read_.form == "party" or read_.organ in ("委", "党委"))
    if read_.form in ("place", "zone"):
        organ = vocabulary().organs.get(read_.organ)
        return Passed() if organ is None or organ.vertical or read_.organ == "管委会" else Passed(read_.level)
    if read_.form == "national":
        return next((Passed(p) for p in _STATE if read_.core.startswith(p) and read_.core != p), Passed())
    if read_.form == "body" or read_.form == "branch":
        return Passed()
    return Passed()
