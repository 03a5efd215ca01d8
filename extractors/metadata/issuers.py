"""Issuers: who issued the document, as signed; short forms written out."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

import regex

from ppx import divisions
from ppx.extractors.metadata import kinds, organs, places

if TYPE_CHECKING:
    from ppx.extractors.metadata.labels import Shown
    from ppx.extractors.metadata.seals import Seal
    from ppx.records import Document, Region

_LEAD = regex.compile(r"^[（(]?(?:转载)?[）)]?\s*(?P<organs>.{2,150}?)(?:关于|印发|转发|批转|公布|发布|贯彻|落实)")
"""广州市民政局 广州市财政局关于…; the organ before 关于 issued it"""
_JOINT = 16
"""lines at the top that hold the organs of a joint order and the word 令"""
_HEAD = 60
"""longest line that names the issuers at a text's top"""
_COUNCIL = regex.compile(
    r"[日经由]\s?(?P<organ>(?:[\p{Han}]{2,8}|[省市区县])人民政府|[省市县区州盟]政府|自治区政府|国务院)第\s?[\p{Han}\d]{1,8}次(?:常务|全体)会议[\p{Han}]{0,4}通过，现予以?(?:公布|发布)"
)
"""已经2018年10月17日省人民政府第16次常务会议通过，现予公布"""
_TERM = regex.compile(r"第?[一二三四五六七八九十\d]{1,4}届")
_FULL = regex.compile(r"(?<!人民)政府$")
_MORE = regex.compile(r"等(?:[\d一二三四五六七八九十]{1,3}|多)?(?:个)?(?:部门|单位|部委|家单位|委局|局委)$")
_ORDER = regex.compile(
    r"^(?:中华人民共和国)?(?P<organ>[\p{Han}]{3,24}?)(?:令|公告|文件)(?:\s{0,4}[（(]?(?:\d{4}年)?第.{1,8}号[)）]?)?$"
)


def named(document: Document, kind: str | None, seal: Seal, shown: Shown) -> tuple[str, ...]:
    """The organs as the best source has them: signed, labelled 发文机关, leading the title, heading an order, the source line."""
    return (
        seal.organs
        or _all_organs(shown.issuer)
        or of_title(document.title)
        or _of_order(document.text)
        or _of_council(document.text)
        or (() if kind in (None, kinds.NEWS) else _of_head(document.text) or public(shown.source))
    )


def public(source: str | None) -> tuple[str, ...]:
    """The public organs that a source line opens with; a newspaper, a company or an institute is none."""
    return tuple(takewhile(_is_public, organs.split(source))) if source else ()


def _is_public(name: str) -> bool:
    return organs.is_organ(name) and bool(organs.LEVEL.match(name) or organs.is_national(name) or places.opening(name))


def of_title(title: str | None) -> tuple[str, ...]:
    """The organs that a title opens with: `X关于…`."""
    if not title:
        return ()
    order = _ORDER.match(title.strip())
    if order and organs.is_organ(order["organ"]):
        return (order["organ"],)
    found = _LEAD.match(title)
    return _all_organs(_MORE.sub("", found["organs"].strip())) if found else ()


def _all_organs(text: str | None) -> tuple[str, ...]:
    """The organs that the whole text is made of, else none."""
    names = organs.split(text) if text else ()
    return names if names and all(map(organs.is_organ, names)) else ()


def _of_order(text: str) -> tuple[str, ...]:
    """The organ in the heading of an order, 上海市人民政府令, or those above the word alone in its line."""
    heads = [line.strip() for line in text[:600].split("\n")[:_JOINT]]
    if "令" in heads:
        names = tuple(heads[: heads.index("令")])
        if names and all(map(organs.is_organ, names)):
            return names
    for line in text[:200].split("\n")[:3]:
        found = _ORDER.match(line.strip())
        if found and organs.is_organ(found["organ"]):
            return (found["organ"],)
    return ()


def _of_head(text: str) -> tuple[str, ...]:
    """The organ alone in one of the first two lines: the red head, or the second line of collections of laws."""
    return next((names for line in text[:200].split("\n")[:2] if (names := _wholly_public(line))), ())


def _wholly_public(line: str) -> tuple[str, ...]:
    names = organs.split(line.strip().removesuffix("文件")) if len(line) < _HEAD else ()
    return names if names and all(map(_is_public, names)) else ()


def _of_council(text: str) -> tuple[str, ...]:
    """The government whose council passed what an order puts in force."""
    found = _COUNCIL.search(text[:300])
    return (_FULL.sub("人民政府", _TERM.sub("", found["organ"])),) if found else ()


def written_out(names: tuple[str, ...], region: Region | None) -> str | None:
    """The organs with short forms and missing places written out, joined by blanks; None where there is none."""
    return " ".join(_written_out(name, region) for name in names) or None


def _written_out(name: str, region: Region | None) -> str:
    if name in organs.national():
        return organs.national()[name]
    level = organs.LEVEL.match(name)
    if level:
        if not region or not region.name.endswith(level["level"]):
            return name
        name = name.replace(level["level"], region.name, 1)
    if region and (alias := divisions.alias(region.name)) and name.startswith(alias):
        name = region.name + name.removeprefix(alias)
    if region and name.startswith(region.name):
        rest = name.removeprefix(region.name)
        return f"{region.name}{organs.local().get(rest, rest)}"
    return name
