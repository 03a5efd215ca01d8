"""The document's own number: never one that it cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx import doc_numbers
from ppx.extractors.metadata import dates

if TYPE_CHECKING:
    from ppx.extractors.metadata.labels import Shown
    from ppx.records import Document

_NOTE = 400
"""longest note under the title of a law, with all its amendments"""
_HEAD = 8
"""paragraphs at the top that may be the number line: after salvaged headings and a broken title"""
_LABEL = regex.compile(r"^\s{0,4}(?:文\s{0,4}号|发文字号|文件编号|编\s{0,4}号)\s{0,4}[:：]\s{0,4}")
_ORDER = regex.compile(
    rf"[\p{{Han}}]{{2,24}}(?:令|公告)\s{{0,4}}[（(]?\s{{0,4}}(?P<number>{doc_numbers.SERIAL})\s{{0,4}}[)）]?"
)
# （2021年11月2日安庆市人民政府令第96号公布　自2022年1月1日起施行）
# 2005年6月23日 中华人民共和国国务院、中华人民共和国中央军事委员会令第438号公布
_DECREED = regex.compile(
    rf"[（(]?\s?{dates.DAY}\s?[\p{{Han}}、]{{3,50}}令\s?[（(]?(?P<number>{doc_numbers.SERIAL})[)）]?\s?(?:公布|发布)"
)
"""the note under the title of a rule that an order put in force"""
_NOTED = regex.compile(rf"[（(]\s?(?P<number>{doc_numbers.NUMBER})[，,\s]\s?(?:{dates.DAY})")
"""（法释〔2022〕9号，2022年1月11日由最高人民法院…通过"""
_OF_ORDER = regex.compile(
    rf"[（(]\s?\p{{Han}}{{3,24}}令\s?(?P<number>{doc_numbers.SERIAL})[，,\s]{{0,4}}(?:{dates.DAY})"
)
"""（山东省人民政府令第6号 1990年6月29日）"""
_TITLE_TAIL = regex.compile(r"[（(](?P<number>[^（()）]{3,24}号)[)）]\s*$")
_TITLE_END = regex.compile(r"(?:通知|意见|办法|方案|规定|措施|决定|批复|公告|通告|细则|规划|计划|函|\s)$")
_ADDRESSED = regex.compile(r"\s*(?:各|[\p{Han}]{2,20}(?:人民政府|委|局|办|厅|部)[，、：])")
_OPENING = regex.compile(r"^[\s　]*(?P<organs>[\p{Han} 　]{4,60}文件[\s　]+)?")


def own(document: Document, shown: Shown, dropped: tuple[str, ...]) -> str | None:
    """The number line at the top or the bottom, else that of the title, else the site's label or link."""
    return of_text(document.text) or of_title(document.title) or shown.number or _beside_title(document.title, dropped)


def _beside_title(title: str | None, dropped: tuple[str, ...]) -> str | None:
    """The number in a dropped line that names the document with it: the name of the file that the page links."""
    if not title:
        return None
    for line in dropped:
        before, found, after = line.partition(title) if len(line) < 200 else ("", "", "")
        if found and (number := doc_numbers.whole(before) or doc_numbers.leading(after)):
            return number
    return None


def of_title(title: str | None) -> str | None:
    """The number in parentheses at the title's end: `…的通知（国发〔2020〕7号）`; of an order: `国务院令第746号`."""
    if not title:
        return None
    tail = _TITLE_TAIL.search(title)
    if tail and (number := doc_numbers.whole(tail["number"])):
        return number
    for found in doc_numbers.find(title):
        if found.span[1] == len(title) and _TITLE_END.search(title[: found.span[0]]):
            return found.text
    order = _ORDER.fullmatch(title.strip())
    return doc_numbers.tidy(order["number"]) if order else None


def of_text(text: str) -> str | None:
    """The number line at the top or the bottom of the text."""
    head = text[:1200].split("\n")[:_HEAD]
    for line in head:
        if number := _line(line):
            return number
    if number := doc_numbers.leading(text[_OPENING.match(text).end() :][:80]):  # type: ignore[union-attr] # it matches the empty string
        return number
    if number := _run_in(text[:400]):
        return number
    return next((number for line in text[-600:].split("\n")[-6:] if (number := _line(line))), None)


def _run_in(head: str) -> str | None:
    """The number between title and addressees on a page that lost its line breaks."""
    for number in doc_numbers.find(head):
        before, after = head[: number.span[0]], head[number.span[1] :]
        if _TITLE_END.search(before) and "《" not in before[-1:] and _ADDRESSED.match(after):
            return number.text
    return None


def _line(line: str) -> str | None:
    """The number that a line consists of."""
    if "号" not in line or len(line) > (_NOTE if line.lstrip()[:1] in "（(12" else 60):
        return None
    line = _LABEL.sub("", line).strip()
    order = _ORDER.fullmatch(line) or _DECREED.match(line) or _NOTED.match(line) or _OF_ORDER.match(line)
    return doc_numbers.whole(line.strip("（）()")) or (doc_numbers.tidy(order["number"]) if order else None)
