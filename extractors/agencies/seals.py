"""The name on the seal, the key and the level of an agency.

    市税务局 in a text of 柳州市   →  国家税务总局柳州市税务局, 450200:税务局, prefecture
    国家卫生健康委                →  中华人民共和国国家卫生健康委员会, cn:国家卫生健康委员会, national

Nothing is guessed: what the lexicons and the document's region do not settle has no full name and no key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import regex

from ppx import divisions, lexicon
from ppx.extractors.agencies.places import province, rank, seal_name
from ppx.extractors.agencies.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ppx.divisions import Division
    from ppx.extractors.agencies.names import Read
    from ppx.extractors.agencies.places import Scope
    from ppx.records import Level

_STATE = "中华人民共和国"
_SPECIAL = ("81", "82")
"""codes of the special administrative regions, whose governments are no 人民政府"""
# 中国人民银行新疆分行 | 人行重庆营管部 | 人民银行柳州市中心支行
_BANK = regex.compile(r"(?:中国)?(?:人民银行|人行)(?P<place>.{2,12}?)(?P<kind>分行|营管部|营业管理部|中心支行|支行)")
_BRANCH = regex.compile(
    r".*(?:监管局|监管分局|分局|分行|税务局|分中心|办事处|专员办|监管办|监察专员办事处|特派员办事处|通信管理局|调查总?队)"
)
_SELF = regex.compile(r".*(?:有限公司|有限责任公司|研究院|大学|学院|医院|审判庭|领导小组|领导小组办公室|指挥部)")
# 生态环境局东洲分局: a branch that the organ keeps in a district
_OFFICE = regex.compile(r"(?P<organ>.{2,12}?局)(?P<place>[\u4e00-\u9fff]{2,4}分局)")
_WRITTEN_OUT = regex.compile(r"(?!市场|工商|质|住建|人社)[\u4e00-\u9fff]{4,16}管理局")
_PLACEHOLDER = regex.compile(r"\{\w+\}")
_FORCES = regex.compile(r".*(?:警备区|军分区|省军区).*")


class Seal(NamedTuple):
    """What the grammar knows of an agency beyond its name."""

    full: str | None = None
    key: str | None = None
    level: Level | None = None


@lexicon.cached_last(4096)
def seal(read: Read, scope: Scope) -> Seal:
    """Full name, key and level of a name; each None where it is not certain."""
    if read.form == "group":
        return Seal()
    if read.form == "national":
        return national(read.core)
    if read.form == "branch":
        return _branch(read, scope)
    if read.form == "zone":
        return _zone(read, scope)
    if read.form == "body":
        return _body(read, scope)
    if read.form == "bare":
        return _bare(read, scope)
    if read.form in ("plain", "party", "government", "place"):
        return _local(read, scope)
    return Seal()


def national(core: str) -> Seal:
    """Full name and key of an organ of the state or the party's centre, as texts write it."""
    full = vocabulary().national.get(core)
    if not full:
        return Seal(level="national")
    plain = full.removeprefix(_STATE)
    return Seal(full, "cn:" + vocabulary().national_renamed.get(plain, plain), "national")


def _local(read: Read, scope: Scope) -> Seal:
    word = read.form != "place" and scope.level(read.level)
    division = word or scope.place(read.level)
    if division is None:
        return Seal()
    if not read.organ:
        return _unlisted(read, division)
    if division.code[:2] in _SPECIAL:
        seated = read.organ in ("政府", "人民政府")
        return Seal(f"{_STATE}{division.name}政府", _key(division, "政府"), rank(division)) if seated else Seal()
    template = _written(read, division)
    if not template:
        return _whole(read.core.removeprefix(read.level), division)
    name = vocabulary().organs[read.organ].name
    if read.form == "place" and template.startswith(("国家金融", "中国")):
        name = _PLACEHOLDER.sub("", template)
    return Seal(fill(template, division), _key(division, name), rank(division))


def _written(read: Read, division: Division) -> str | None:
    """The template of the seal; a local name goes before the general one."""
    organ = vocabulary().organs[read.organ]
    own = vocabulary().places.get(division.code, {}).get(read.organ)
    short = read.form == "place" and read.level != division.name
    form = (
        "place"
        if short or (read.form == "place" and organ.vertical)
        else "plain"
        if read.form == "place"
        else read.form
    )
    template = own if own is not None else _template(organ.seals, form, division)
    if template is None and read.organ == "供电局":
        grid = vocabulary().grids.get(division.code[:2])
        return grid and grid + "{s}供电局"
    return template


def _template(seals: Mapping[str, str], form: str, division: Division) -> str | None:
    return seals.get(f"{form}_{division.rank}") or seals.get(form)


def fill(template: str, division: Division) -> str:
    """The template with the division's names in it."""
    name = seal_name(division)
    above = divisions.above(division)
    return template.format(
        d=name,
        s=divisions.short(division.name),
        p=divisions.short(province(division).name),
        pd=province(division).name,
        a=above[0].name if above else "",
        party=f"中共{name}党委" if name.endswith("自治区") else f"中共{name}委",
    )


def _key(division: Division, name: str) -> str:
    """Division code and the organ's name of today."""
    return f"{division.code}:{vocabulary().renamed.get(name, name)}"


def _unlisted(read: Read, division: Division) -> Seal:
    """A body with a level whose own name is whole: 省国有企业改革领导小组, 市金融控股集团有限公司."""
    own = vocabulary().places.get(division.code, {})
    rest = read.core.removeprefix(read.level)
    if rest in own:
        return Seal(fill(own[rest], division), _key(division, _PLACEHOLDER.sub("", own[rest])), rank(division))
    office = _OFFICE.fullmatch(rest)
    organ = vocabulary().organs.get(office["organ"]) if office else None
    if office and organ and "plain" in organ.seals:
        seal_of_organ = fill(organ.seals["plain"], division) + office["place"]
        return Seal(seal_of_organ, _key(division, organ.name + office["place"]), rank(division))
    if read.form == "plain" and _SELF.fullmatch(rest):
        return Seal(seal_name(division) + rest, f"{division.code}:{rest}", rank(division))
    return _whole(rest, division)


def _whole(rest: str, division: Division) -> Seal:
    """A long name in 管理局 is written out already: 市行政审批和政务信息管理局."""
    if not _WRITTEN_OUT.fullmatch(rest):
        return Seal(level=rank(division))
    return Seal(seal_name(division) + rest, _key(division, rest), rank(division))


def _bare(read: Read, scope: Scope) -> Seal:
    """An organ without level: of the document's own division, if its ending fits the rank (局 below a province, 厅 in it)."""
    if not scope.chain or read.organ[-1] not in "局厅":
        return Seal()
    own = scope.chain[0]
    if (own.rank == "province" and not divisions.is_municipality(own)) != read.organ.endswith("厅"):
        return Seal()
    return own_organ(read, scope)


def own_organ(read: Read, scope: Scope) -> Seal:
    """The organ of that name of the document's own division; nothing for a document without one."""
    return _local(read._replace(form="plain", level=scope.chain[0].name), scope) if scope.chain else Seal()


def _branch(read: Read, scope: Scope) -> Seal:
    bank = _BANK.fullmatch(read.core)
    if bank:
        return _bank(bank["place"], bank["kind"], scope)
    head = vocabulary().national.get(read.organ)
    rest = read.core.removeprefix(read.organ)
    place = scope.place_after(rest)
    division = scope.place(place) if place else None
    if not head or not _BRANCH.fullmatch(rest):
        return Seal()
    head, end = head.removeprefix(_STATE), rest.removeprefix(place or "")
    organ = vocabulary().organs.get(end)
    name = organ.name if organ else head + end
    key = _key(division, name) if division else f"cn:{name}"
    return Seal(head + rest, key, rank(division) if division else None)


def _bank(place: str, kind: str, scope: Scope) -> Seal:
    division = scope.place(place)
    kind = {"营管部": "营业管理部"}.get(kind, kind)
    if division is None:
        return Seal()
    name = division.name if division.rank == "province" and kind == "分行" else place
    return Seal(f"中国人民银行{name}{kind}", f"{division.code}:中国人民银行{kind}", rank(division))


def _zone(read: Read, scope: Scope) -> Seal:
    """A zone's committee; its other organs have no certain seal."""
    if read.organ not in ("管委会", "管理委员会"):
        return Seal(level="zone")
    name = _zone_name(read.level, scope)
    return Seal(f"{name}管理委员会", f"{name}:管理委员会", "zone") if name else Seal(level="zone")


def _zone_name(zone: str, scope: Scope) -> str | None:
    words = vocabulary()
    if zone in words.zones:
        return words.zones[zone]
    trade = regex.fullmatch(r"(?:中国（(?P<held>.{2,4})）|.{0,4})?自(?:由贸易|贸)试验区(?P<part>.{2,8}片区)", zone)
    if trade and scope.chain:
        return f"中国（{trade['held'] or divisions.short(scope.chain[-1].name)}）自由贸易试验区{trade['part']}"
    place = scope.place_after(zone)
    if place is None or place == zone:
        return None
    short = next((s for s in words.expand if zone.endswith(s)), None)
    if short:
        return zone.removesuffix(short) + words.expand[short]
    return zone if zone.endswith(tuple(words.expand.values())) else None


def _body(read: Read, scope: Scope) -> Seal:
    own = vocabulary().bodies.get(read.core)
    if own:
        return Seal(own, None)
    division = scope.place(read.level)
    if division is None:
        return Seal()
    if _FORCES.fullmatch(read.core):
        return Seal("中国人民解放军" + read.core, f"{division.code}:{read.core}", rank(division))
    if _SELF.fullmatch(read.core):
        return Seal(read.core, f"{division.code}:{read.core}", rank(division))
    return Seal(level=rank(division))
