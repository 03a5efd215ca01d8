"""Regions: the division that a document governs, and none for national texts and for news.

Evidence in falling order: the place of the issuing organ, the title, the document that a notice forwards, the number code,
the site where the text speaks of 我市 and the like, and, for texts that bear nothing else, the place that they name most
as their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx import divisions, doc_numbers, lexicon
from ppx.extractors.metadata import kinds, places, scopes
from ppx.extractors.metadata.organs import LEVEL, is_national
from ppx.records import Region

if TYPE_CHECKING:
    from ppx.divisions import Division
    from ppx.records import Context, Document

_ENOUGH, _END = 12_000, 1_000
"""characters at a text's beginning and at its end (what it repeals) that show whose it is"""
_NATIONAL_TEXT = regex.compile(
    r"各省[、（(]\s?(?:自治)?区|各省、自治区、直辖市|各地区、各部门|省级以上人民政府|全国人民代表大会|新疆生产建设兵团"
)
_NATIONAL_TITLE = regex.compile(r"国家(?!级|高新|自主|农业)|全国|中华人民共和国|中国")
_FRAME = regex.compile(r"^\s*\p{Han}{2,20}(?:人民政府|委员会|委)(?:办公厅|办公室)?(?:文件$|.{0,20}印发$)")
"""常州市人民政府文件; 常州市人民政府办公室2010年11月8日印发"""
_TOWN = regex.compile(r"\p{Han}{1,8}?(?:镇|乡|街道|苏木)(?=党|人民|办|委|政)")
"""an organ of a township or a street: 茂林镇党政办公室, 万寿路街道办事处"""
# 现将《象州县…实施方案》印发给你们; 《义乌市…办法》已经市政府同意
_FORWARDED = regex.compile(
    r"现将《(?P<issued>[^《》]{4,80})》|《(?P<passed>[^《》]{4,80})》(?:（[^（）]{1,30}）)?(?:已经?|业经)"
)


def governed(
    document: Document,
    kind: str | None,
    number: str | None,
    organs: tuple[str, ...],
    context: Context,
    year: int | None,
) -> Region | None:
    """The division that the document governs, or None."""
    found = _division(document, kind, number, organs, context, year)
    if not found:
        return None
    held = divisions.at(found, year)
    return Region(held.name, held.code)


def _division(
    document: Document,
    kind: str | None,
    number: str | None,
    organs: tuple[str, ...],
    context: Context,
    year: int | None,
) -> Division | None:
    site = " ".join(filter(None, (context.source.site, context.meta.get("sitename"), context.source.headline)))
    near = f"{document.title or ''} {site} {document.text[:400]}"
    for organ in organs:
        if place := of_organ(organ, near, year) or _of_level(organ, site) or _of_frame(organ, document.text, year):
            return place
        if is_national(organ):
            return None
    if kind is None or kind == kinds.NEWS:
        return None
    title = document.title or ""
    if place := places.opening(title, near, year):
        return place
    if is_national_number(number) or _NATIONAL_TITLE.search(title):
        return None
    coded = places.coded_by(doc_numbers.code_of(number))
    forwarded = _FORWARDED.search(document.text[:600])
    return (
        places.named(title, near, year)
        or (places.opening(forwarded["issued"] or forwarded["passed"], near, year) if forwarded else None)
        or _of_code(number, coded, f"{site} {document.text}")
        or _of_text(document.text, site, coded, year)
    )


def of_organ(organ: str, near: str, year: int | None) -> Division | None:
    """The place that an organ's name opens with."""
    parent = next((name for name in lexicon.load("issuers")["vertical"] if organ.startswith(name)), "")
    return places.opening(organ.removeprefix(parent), near, year)


def _of_level(organ: str, site: str) -> Division | None:
    """The place of an organ that names its level or its township alone (市人社局, 茂林镇人民政府), by the site that shows it."""
    if _TOWN.match(organ):
        place = places.opening(site)
        return place if place and place.rank == "county" else None
    level = LEVEL.match(organ)
    place = places.opening(site) if level else None
    if not level or not place:
        return None
    return next((d for d in (place, *divisions.above(place)) if places.fits(d, level["level"])), None)


def _of_frame(organ: str, text: str, year: int | None) -> Division | None:
    """The place of an organ that names its level alone, by the red head or the printing line of its own government, or by what it issues."""
    level = LEVEL.match(organ)
    if not level:
        return None
    for line in (*text[:200].split("\n")[:3], *text[-300:].split("\n")[-6:]):
        if _FRAME.search(line) and (place := places.opening(line.strip(), "", year)):
            return place if places.fits(place, level["level"]) else None
    issued = _FORWARDED.search(text[:600])
    place = places.opening(issued["issued"] or issued["passed"], "", year) if issued else None
    return place if place and places.fits(place, level["level"]) else None


def is_national_number(number: str | None) -> bool:
    """Whether the number is a central one (国办发, 财税); 建政发 is a county's, since it goes on with a government."""
    code = doc_numbers.code_of(number)
    head = next((head for head in lexicon.load("regions")["national_codes"] if code.startswith(head)), None)
    return head is not None and not code[len(head) :].startswith(("政", "府", "委", "党"))


def _of_code(number: str | None, coded: tuple[Division, ...], words: str) -> Division | None:
    """The division by its number code, where no other shares it and, since counties choose theirs freely, the words name it."""
    if len(coded) != 1:
        return None
    (division,) = coded
    clear = division.rank == "province" and not doc_numbers.code_of(number)[1:].startswith("府")
    return division if clear or divisions.short(division.name) in words else None


def _of_text(text: str, site: str, coded: tuple[Division, ...], year: int | None) -> Division | None:
    """The division that the text speaks of as its own: it says so, or names it most."""
    text = text if len(text) <= _ENOUGH else f"{text[:_ENOUGH]}\n{text[-_END:]}"
    national = bool(_NATIONAL_TEXT.search(text))
    rank = None if national else places.own_rank(text)
    if stated := scopes.of(text, year, purpose=not national):
        return next((d for d in (stated, *divisions.above(stated)) if rank is None or places.fits(d, rank)), None)
    if rank is None:
        return None
    of_site = places.opening(site, "", year)
    if of_site and places.fits(of_site, rank) and divisions.short(of_site.name) in text:
        return of_site
    return places.most_named(text, rank, coded, year)
