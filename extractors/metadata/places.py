"""Places: divisions named by titles, organs and texts, by official name, by short name or by a zone that lies in them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import regex

from ppx import divisions, doc_numbers, lexicon
from ppx.grammar import alternatives

if TYPE_CHECKING:
    from ppx.divisions import Division

# 关于印发《2026年广州市天河区…》的通知; 第八师石河子市人民政府; （转载）广州市…; 中国（上海）自由贸易试验区…
_OPENING = regex.compile(
    r"""^(?: [\s《“"（(）)] | 转载 | 中共 | (?:新疆生产建设)?(?:兵团)?第[一二三四五六七八九十]{1,3}师 | 中国(?=[（(]) | \d{4}年度?
         | 关于 | 印发 | 转发 | 发布 | 公布 | 修订 | 调整 | 重新 | 进一步
         | 促进 | 推动 | 推进 | 加快 | 支持 | 加强 | 做好 | 开展 | 实施 | 规范 | 完善 ){0,6}""",
    regex.VERBOSE,
)
"""what stands in front of the place in a title or an organ's name"""
_ZONE_OF = regex.compile(
    r"\p{Han}{0,10}?(?:开发区|高新区|经开区|新区|投资区|园区|保税区|实验区|示范区|试验区|集聚区|度假区|新城)"
)
"""a functional area behind the short name of its place: 苏州工业园区, 泉州台商投资区"""
# 上海关于…, 广州海关, 新疆证监局, 阿拉善高新技术产业开发区, （上海）自由贸易试验区
_SHORT_GOES_ON = regex.compile(
    rf"""关于 | 促进 | 推进 | 支持 | 加快 | 实施 | 局 | 海关 | 海事局 | 银保监 | 证监 | 监管 | 分行 | 分局 | 市分公司
       | [）)]自由贸易 | {_ZONE_OF.pattern}""",
    regex.VERBOSE,
)
"""what follows a short name that opens a title or an organ's name and is a place there, not a part of a word"""
_CITED = regex.compile(r"(?:贯彻|落实|根据|按照|依据)[^。；，,]{0,80}")
_WORD_BEFORE = regex.compile(
    r"(?<!优化|加快|促进|推动|推进|加强|规范|提升|深化|完善|保障|打造|结合|立足)(?<=(?![在于和与及对至到从由以的向省市州盟区县辖全])\p{Han})$"
)
"""a character that goes together with a county's short name: 供应城市, 面向山区 name neither 应城市 nor 向山区"""
_WORDS = frozenset({"城市", "都市", "山区", "城区", "港区", "矿区", "湖区", "林区", "海区", "库区"})
"""words and ends of words that the names of counties end with: 应城市, 向山区"""
_BESIDE = regex.compile(r"[本我][省市县区州][与同和]$")
"""本市与天津市: a neighbour"""
_WATERS = ("河", "湖", "江", "山", "路", "街")
"""what makes the name of a river or a street of a short name: 苏州河, 南京路"""
_FOUNDED = regex.compile(r"成立(?P<body>[\p{Han}“”]{6,40}(?:领导小组|专班|委员会|联席会议|指挥部))")
"""a body that the text itself sets up bears its own division's name"""
_FULL, _ZONE, _SHORT, _DECISIVE = 4, 3, 2, 20
"""weight of an official name, of a zone, of a short name; of a number code or a body of its own"""
_LEAST, _LEAD = 5, 1.5
"""score that the division named most must have, alone and over the next one"""
_OWN_LEAST = 2
"""times that a text must speak of 我市 and the like before that counts"""


def opening(text: str, near: str = "", year: int | None = None) -> Division | None:
    """The place that a title or an organ's name opens with, at the end of its chain (广州市天河区… → 天河区), or None."""
    start = _OPENING.match(text).end()  # type: ignore[union-attr] # it matches the empty string
    rest = text[start:]
    end = 0
    for (at, stop), _name in divisions.find(rest[:24]):
        if at != end:
            break
        end = stop
    if end:
        return _of_zone(rest[end : end + 16], at_start=True) or divisions.first(rest[:40], near, year)
    return _of_zone(rest[:24], at_start=True) or _opening_short(rest)


def _opening_short(text: str) -> Division | None:
    """A short name at the start that goes on like an organ, a zone or a policy (上海关于…, 阿拉善高新技术产业开发区…)."""
    found = divisions.short_names().match(text)
    if not found or not _SHORT_GOES_ON.match(text, found.end()):
        return None
    return _one(divisions.called(found[0]))


def named(title: str, near: str = "", year: int | None = None) -> Division | None:
    """The first place that a title names anywhere."""
    return divisions.first(title, near, year) or _of_zone(title, at_start=False) or _short_zone(title)


def _short_zone(title: str) -> Division | None:
    """A zone of a place in short form: 促进苏州高新区高质量发展."""
    for found in divisions.short_names().finditer(title):
        if _ZONE_OF.match(title, found.end()):
            return _one(divisions.called(found[0]))
    return None


def _one(held: tuple[Division, ...]) -> Division | None:
    alive = [d for d in held if d.until is None] or list(held)
    return alive[0] if len({d.code for d in alive}) == 1 else None


@lexicon.cached
def _zones() -> re.Pattern[str]:
    return re.compile(alternatives(lexicon.load("regions")["zones"]))


def _of_zone(text: str, *, at_start: bool) -> Division | None:
    """The division of a functional area that has a name of its own."""
    found = _zones().match(text) if at_start else _zones().search(text)
    if found is None and at_start and (short := divisions.short_names().match(text)):
        found = _zones().match(text, short.end())
    return divisions.resolve(lexicon.load("regions")["zones"][found[0]]) if found else None


def own_rank(text: str) -> str | None:
    """How the text calls the division that it governs: 省, 市, 县 …, or None where it does not speak of it."""
    counts = {rank: len(pattern.findall(text)) for rank, pattern in _own_words().items()}
    counts["省"] //= 2  # a city's text names its province's organs, hardly the other way round
    rank = max(counts, key=lambda rank: counts[rank])
    return rank if counts[rank] >= max(_OWN_LEAST, text.count("我国")) else None


@lexicon.cached
def _own_words() -> dict[str, regex.Pattern[str]]:
    """Patterns of the words of each rank and of its organs in lists (市财政局、市商务局).

    Behind 各, 城 and the like they are other words (城市政府, 各县委).
    """
    words = lexicon.load("regions")["self"]
    return {
        rank: regex.compile(
            rf"(?<![各城县省地社园])(?:{'|'.join(map(regex.escape, words[rank]))})"
            rf"|(?<=[：、，；（(\s]){rank}(?![场民区县级])\p{{Han}}{{2,10}}?(?:局|厅|委|办|办公室)(?=[：、，；。）)\s])"
        )
        for rank in words
    }


def fits(division: Division, rank: str) -> bool:
    """Whether the division would call itself so."""
    return division.name.endswith(rank) and not (rank == "区" and division.name.endswith("自治区"))


def most_named(text: str, rank: str, coded: tuple[Division, ...], year: int | None) -> Division | None:
    """The division of that rank which the text names most, its districts and zones counted to it; None without a clear first."""
    score = _named_score(text, rank, year)
    for found in _FOUNDED.finditer(text):
        place = opening(found["body"], "", year)
        if place and fits(place, rank):
            score[place] += _DECISIVE
    for number in doc_numbers.find(text):
        for division in coded_by(number.code):
            score[division] += _SHORT * fits(division, rank)
    for division in coded:
        score[division] += _DECISIVE * fits(division, rank)
    first, second = (*score.most_common(2), None, None)[:2]
    if first is None or first[1] < _LEAST or (second and first[1] < _LEAD * second[1]):
        return None
    return first[0]


def within_word(text: str, start: int, division: Division) -> bool:
    """Whether the name of the division at `start` is rather the end of a word and the beginning of the next (供应城市)."""
    if division.rank != "county" or not (len(division.name) == 2 or division.name[1:] in _WORDS):
        return False
    return bool(_WORD_BEFORE.search(text[max(0, start - 2) : start]))


def _named_score(text: str, rank: str, year: int | None) -> Counter[Division]:
    """How much each division of the rank is named; what the text obeys (根据…, 贯彻…) counts least."""
    score: Counter[Division] = Counter()
    parts: defaultdict[Division, set[Division]] = defaultdict(set)
    cited = [found.span() for found in _CITED.finditer(text)]
    for at, division, weight in _mentions(text, year):
        for whole in (division, *divisions.above(division)[:1]):
            if fits(whole, rank) or (rank == "区" and weight == _ZONE):
                score[whole] += 1 if _inside(at, cited) else weight
                parts[whole].add(division)
                break
    # a single district may be an everyday word (港口区); two of one city, or the city itself, are not
    return Counter({whole: n for whole, n in score.items() if whole in parts[whole] or len(parts[whole]) > 1})


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def coded_by(code: str) -> tuple[Division, ...]:
    """The divisions whose place character opens a 代字; several where they share it."""
    words = lexicon.load("regions")
    for length in (3, 2, 1):
        held = words["codes"].get(code[:length])
        if held and code[length:].startswith(tuple(words["organs"])):
            return tuple(found for name in held if (found := divisions.resolve(name)))
    return ()


def _mentions(text: str, year: int | None) -> list[tuple[int, Division, int]]:
    """Places in the text with how much each weighs: official names and zones more than short names."""
    found = [
        (start, held, _FULL)
        for (start, _), name in divisions.find(text)
        if (held := divisions.resolve(name, "", year))
        and (held.until is None or (year and held.lived(year)))
        and not within_word(text, start, held)
        and not _BESIDE.search(text[max(0, start - 3) : start])
    ]
    zones = lexicon.load("regions")["zones"]
    found += [(m.start(), held, _ZONE) for m in _zones().finditer(text) if (held := divisions.resolve(zones[m[0]]))]
    everyday = lexicon.load("regions")["everyday"]
    for start, name in divisions.find_short(text):
        if (
            name in everyday
            or text[start + len(name) : start + len(name) + 1] in _WATERS
            or not (held := _one(divisions.called(name)))
        ):
            continue
        if not text.startswith(held.name, start):
            found.append((start, held, _ZONE if _ZONE_OF.match(text, start + len(name)) else _SHORT))
    return sorted(found)
