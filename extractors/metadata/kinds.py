"""Kinds (文种): the word a title ends with, or what the text shows where the title is lost or is a headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx import doc_numbers, lexicon

if TYPE_CHECKING:
    from ppx.records import Document

NEWS, ANSWERS = "新闻", "问答"

_SERIAL = regex.compile(rf"[（(]?\s?(?:{doc_numbers.SERIAL})\s?[)）]?$")
_LONG = 200
"""characters at a title's end that are looked at: a page may hand over anything as a title"""
_OPENINGS = ("问答", "答记者问", "政策问答", "政策解读", "解读", "一图读懂", "图解")
_TAIL = regex.compile(
    r"(?:\s|[（(\[【〔][^（(\[【〔）)\]】〕]{0,40}[）)\]】〕]|[》”]|\d{1,3}|[一二三四五六七八九十]{1,2}|全文)+$"
)
"""what may follow the kind in a title: （试行）, （2021—2023年）, a running number"""
_FORMS = (
    ("通知", regex.compile(r"印发给你们|转发给你们|现予印发|通知如下|特此通知|现将[^。]{0,60}如下")),
    ("公告", regex.compile(r"公告如下|特此公告|现予公告")),
    ("通告", regex.compile(r"通告如下|特此通告")),
    ("批复", regex.compile(r"批复如下|现批复|特此批复")),
    ("函", regex.compile(r"特此函复|函复如下")),
    ("令", regex.compile(r"现予公布(?=，?自|。|$)")),
)
_HEADING = regex.compile(
    rf"[\p{{Han}} ]{{3,30}}(?P<kind>令|公告|通告)(?:\s{{0,4}}[（(]?\s?(?:{doc_numbers.SERIAL})\s?[)）]?)?"
)
"""the head of an order or a public notice: 中华人民共和国农业农村部公告 第512号"""
_PRESS = regex.compile(
    r"记者|本报讯|报导|报道|电[）)]?\s|^.{0,20}讯[\s（(]|^(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:上午|下午|晚)?，"
)


@lexicon.cached
def _words() -> tuple[tuple[str, str], ...]:
    """Title endings with their kinds, the longest first."""
    words = lexicon.load("kinds")
    held = {kind: kind for kind in words["kinds"]} | dict(words["same"]) | dict.fromkeys(words["answers"], ANSWERS)
    return tuple(sorted(held.items(), key=lambda pair: -len(pair[0])))


def of(document: Document) -> str | None:
    """The kind of the document, None where nothing tells."""
    return of_title(document.title) or _of_text(document.title, document.text)


def of_title(title: str | None) -> str | None:
    """The kind that a title ends with: `关于…的通知` is 通知, `…实施方案3` is 方案."""
    if not title:
        return None
    bare = title.strip()[-_LONG:]
    for number in doc_numbers.find(bare[-40:]):
        if number.span[1] >= len(bare[-40:]) - 1:
            bare = bare[: -len(bare[-40:]) + number.span[0]].rstrip("（( ")
    bare = _TAIL.sub("", _SERIAL.sub("", bare))
    if bare.startswith("中华人民共和国") and bare.endswith("法") and not bare.endswith("办法"):
        return "法"
    if bare.startswith(_OPENINGS):
        return ANSWERS if "问" in bare[:4] else "解读"
    return next((kind for word, kind in _words() if bare.endswith(word)), None)


def _of_text(title: str | None, text: str) -> str | None:
    head = text[:1500]
    if title is None:
        if heading := next((f for line in head.split("\n")[:2] if (f := _HEADING.fullmatch(line.strip()))), None):
            return str(heading["kind"])
        for kind, form in _FORMS:
            if form.search(head):
                return kind
        return None
    return NEWS if _PRESS.search(head[:300]) else None
