"""Edges: where a line that may have lost its breaks had them, by what a document has at its head and at its end.

Everything here reads lines folded by `ppx.folding.plain`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from ppx.divisions import find as find_divisions
from ppx.folding import trimmed
from ppx.forms import DATE, FORWARD, NUMBER, find_marker, is_salutation, is_signature, is_title
from ppx.titles import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.records import Span

DATED = r"(?P<date>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)(?!\s*印发)"
ISSUED = regex.compile(
    rf"(?<=[。!\s])(?P<organ>[^。;,:《》\s][^。;,:《》]{{3,60}}?)?\s*{DATED}\s*(?P<note>\([^()]{{3,16}}\))?"
)
"""signature, date and note at the end of a text without line breaks: `某市人民政府办公厅2021年8月23日（此件公开发布）`"""
DAY = re.compile(r"年(?<=[12][90]\d\d年)\d{1,2}月\d{1,2}日")
"""what every one of them has"""
YEAR, ORGAN = 4, 61
"""characters of its year, and of the organ before it at most"""
SIGNATURE = regex.compile(r"(?<=[。!\s])\s*[^。;,:《》\s]{4,40}\s*$")
"""an organ at the end of a paragraph"""
NOTES = regex.compile(r"(?:\((?:联系|此件|公开|本文|咨询)[^()]{2,80}\)\s*){1,3}")
"""notes under a signature: `（联系人：…；联系电话：…）（此件公开发布）`"""
GOVERNMENT = regex.compile(rf"人民政府(?:办公厅|办公室)?\s*{DATED}\s*(?:\((?:此件|公开)[^()]{{2,16}}\))?")
"""a government behind its place, and its date"""
LIST_AT_END = regex.compile(r"附件:?\s?(?:1\s?[.、])?[^。]{4,}$")
"""a list of attachments, and nothing behind it"""
PLACE, LISTS = 12, 300
"""characters before it that hold the place, and the list of attachments"""
NUMBER_INSIDE = regex.compile(r"\((?:19|20)[\dxX]{2}\)\s?(?:第\s?)?\d{1,5}\s?号")
"""the part of a document number from its year on: what stands before it may be the title's end"""
LISTING = regex.compile(r"(?<=[。)日号》])\s*附件:\s?")
ITEM = regex.compile(r"\d{1,2}\s?[.、]\s?")
"""a list of attachments, and what parts its items"""
COPIED = ("抄送:", "公开方式:", "公开属性:")
COPIES = regex.compile(rf"(?<=[。)日号会院局])\s*(?:{'|'.join(COPIED)})")
"""the copies line behind signature and date"""
COPY = re.compile(":(?<=[送式性]:)")
"""the end of its label"""
PURPOSE = regex.compile(
    r"(?<=\p{Han}[)》]?)(?=为(?!主|重|期|核心|中心|抓手|载体|导向)\p{Han}|根据(?:《|\p{Han})|依据《|按照《|经\p{Han}{2,12}(?:批准|同意|研究))"
)
"""how the text behind a title begins: `为了规范……`, `根据《……》`"""
FIELDS = ("来源:", "信息来源:", "发布日期:", "发布时间:", "日期:", "时间:")
"""fields of the site that run into a title"""
BEHIND = ("各", *FIELDS)
"""what stands right behind a title: an addressee, a field"""
NOTICE = 4000
"""characters at the top of a line among which a notice names what it forwards"""
QUOTED = regex.compile(r"《([^《》]{4,80}(?:《[^《》]{2,60}》)?[^《》]{0,30})》")


def find_edges(folded: str, span: Span, top: int, *, opens: bool) -> list[int]:
    """Where the pieces of a paragraph begin and end, in a line that begins at `top` and may have lost its breaks.

    Its head, signature and date, the list of its attachments, and the titles of these are pieces.
    """
    start, end = span
    if folded.find("\t", start, end) >= 0:
        return [start, end]
    marks = {start, end, *_issues(folded, top, start, end), *_lists(folded, start, end)}
    marks.update(
        _governed(folded, start, end),
        _attached(folded, top, start, end),
        _signed(folded, start, end),
        _noted(folded, top, start, end),
    )
    marks.update(_head(folded, start, end) if opens else ())
    return sorted(mark for mark in marks if start <= mark <= end)


def _head(folded: str, start: int, end: int) -> Iterator[int]:
    """Cuts behind the title, the number and the addressee that open a text without line breaks."""
    at = start
    number = NUMBER_INSIDE.search(folded, at, min(end, at + 200))
    title = _title_before(folded, at, number.start() if number else min(end, at + 120), loose=number is not None)
    if title:
        yield title
        at = title
    if number and (title or number.start() == start):
        yield number.end()
        at = number.end()
    colon = folded.find(":", at, min(end, at + 300))
    if colon > 0 and is_salutation(folded[at : colon + 1].strip()):
        yield colon + 1


def _title_before(folded: str, start: int, end: int, *, loose: bool) -> int | None:
    """Where the title that begins at `start` ends, before `end` or before an addressee: at its last kind of document."""
    stop = min((p for p in (folded.find(mark, start, end) for mark in "。;:") if p >= 0), default=end)
    blank = folded.find(" ", start + 5, stop)
    if blank > 0 and is_title(folded[start:blank]):
        return blank
    for match in PURPOSE.finditer(folded, start + 8, stop):
        if is_title(folded[start : match.start()].strip()):
            return match.start()
    for at in range(stop, start + 5, -1):
        rest = folded[at : at + 40].lstrip()
        if rest.startswith(BEHIND) or (at < end and "号" in rest and NUMBER.match(rest)) or find_marker(rest):
            line = folded[start:at].strip()
            if is_title(line, loose=loose and "关于" in line):
                return at
    return None


def _issues(folded: str, top: int, start: int, end: int) -> Iterator[int]:
    """Cuts around signature, date and note, and behind the title of the attachment that follows them."""
    day = DAY.search(folded, start, end)
    if not day:
        return
    near = len(folded[start : day.start() - YEAR].rstrip()) + start - ORGAN
    for match in ISSUED.finditer(folded, max(start, near), end):
        organ = (match["organ"] or "").strip()
        if organ and not is_signature(organ):
            continue
        if not organ and not (match["note"] or FORWARD.search(folded[max(top, match.start() - 60) : match.start()])):
            continue
        yield match.start()
        yield match.start("date")
        yield match.end("date")
        if match["note"]:
            yield match.end("note")
        yield from _attached(folded, top, match.end(), end)


def _governed(folded: str, start: int, end: int) -> Iterator[int]:
    """Cuts around a government's signature that follows a list of attachments without a mark between."""
    if folded.find("附", start, end) < 0 or folded.find("人民政府", start, end) < 0:
        return
    for match in GOVERNMENT.finditer(folded, start, end):
        near = folded[max(start, match.start() - PLACE) : match.start()]
        places = [span for span, _ in find_divisions(near) if span[1] == len(near)]
        if places and LIST_AT_END.search(folded, max(start, match.start() - LISTS), match.start()):
            yield match.start() - len(near) + places[-1][0]
            yield match.start("date")
            yield match.end("date")
            yield match.end()


def _signed(folded: str, start: int, end: int) -> Iterator[int]:
    """The cut before a signature that ends a paragraph, its date standing in the next."""
    if folded.find("年", end, end + 80) >= 0 and DATE.match(folded[end : end + 80].lstrip()):
        organ = SIGNATURE.search(folded, max(start, end - 60), end)
        if organ and is_signature(organ.group().strip()):
            yield organ.start()


def _noted(folded: str, top: int, start: int, end: int) -> Iterator[int]:
    """The cuts behind notes that open a paragraph, and behind the attachment's title that follows them."""
    if folded[start] == "(" and (notes := NOTES.match(folded, start, end)):
        cuts = list(_attached(folded, top, notes.end(), end))
        yield from (notes.end(), *cuts) if cuts else ()


@lru_cache(maxsize=8)
def _quoted(folded: str, top: int) -> tuple[tuple[int, str], ...]:
    """What the top of a line names in 《…》, each with where it stands."""
    return tuple((match.start(), match[1]) for match in QUOTED.finditer(folded, top, min(len(folded), top + NOTICE)))


def _attached(folded: str, top: int, at: int, end: int) -> Iterator[int]:
    """The cut behind an attachment's title: a text that the notice names in 《…》 begins there."""
    if folded.find("《", top, at) < 0:
        return
    begin, _ = trimmed(folded, at, end)
    for stands, name in _quoted(folded, top):
        if stands >= at:
            return
        if folded.startswith(name, begin) and not folded.startswith("》", begin + len(name)) and key(name):
            yield from (begin, begin + len(name))
            return


def _lists(folded: str, start: int, end: int) -> Iterator[int]:
    """Cuts before the list of attachments and the copies line, and around label and title of each attachment listed."""
    if COPY.search(folded, start, end):
        yield from (match.start() for match in COPIES.finditer(folded, start, end))
    listing = LISTING.search(folded, start, end) if folded.find("附件:", start, end) >= 0 else None
    if not listing:
        return
    yield listing.start()
    for number, name in enumerate(_names(folded, listing.end(), end), 1):
        if len(name) < 5:
            continue
        for label in (f"附件{number}", "附件"):
            at = folded.find(label + name, listing.end(), end)
            if at >= 0:
                yield from (at, at + len(label), at + len(label) + len(name))
                break


def _names(folded: str, start: int, end: int) -> list[str]:
    """The titles in a list of attachments without line breaks: up to the first one that is told again with its label."""
    limit = min(end, start + NOTICE)
    stops = (folded.find(mark, start, limit) for mark in ("附件", "(此件", "。"))
    stop = min((at for at in stops if at > start), default=start)
    return [name.strip() for name in ITEM.split(folded[start:stop]) if name.strip()]
