"""Citations: the documents that a document names, `《…意见》（国发〔2020〕7号）`, and what it does with them.

A name in 《》 is a document where it ends like one (通知, 条例, 法), or where a number follows; books, papers and forms are
not. What a notice issues as its own attachment is no citation: `part_of` tells that. A short name that the text gave
(`以下简称《意见》`) is not listed again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

import regex

from ppx import doc_numbers, lexicon
from ppx.records import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.records import Context, Document, Span

Relation = Literal["cites", "based_on", "implements", "forwards", "amends", "repeals"]

# 《广州市人民政府关于进一步促进就业的实施意见》（穗府规〔2018〕19号）
# 《关于印发〈广州市就业补助资金使用管理办法〉的通知》
# 《中华人民共和国公司法》
_NAMED = regex.compile(r"《(?P<title>[^《》\n]{2,120}(?:《[^《》\n]{1,80}》[^《》\n]{0,60}){0,2})》")
# （国发〔2020〕7号）, （粤府办〔2021〕4号，以下简称《办法》）, （广州市人民政府令 第193号）
_NUMBERED = regex.compile(
    rf"""\s?[（(]\s?(?P<number>{doc_numbers.NUMBER}|\p{{Han}}{{0,20}}\s{{0,2}}{doc_numbers.SERIAL})\s?
         (?:[，,；;][^（()）]{{0,60}})?[)）]""",
    regex.VERBOSE,
)
_TITLE_TAIL = regex.compile(r"(?:\s|[（(][^（()）]{0,40}[)）]|[〉》”]|\d{1,3})+$")
_SHORT_FORM = regex.compile(r"(?:简称|下称|称)[为：:]?\s?[“‘]?$")
_STOPS = "。；\n"
_SIGNS, _STOP = (re.compile("《"), re.compile("号")), re.compile(f"[{_STOPS}]")
_ISSUED = regex.compile(r"^(?:已|业|现|经|予以?)?[^《。；]{0,60}?印发(?:给你们|执行|实施)?(?=[，。；\s]|$)|^的通知")
_LINK = r"[\0、和及以与或，,等\s]{0,200}"
"""what joins a document to those named after it, each of them a NUL"""
# 《甲》、《乙》同时废止; 现将《甲》转发给你们; 《甲》等3件文件自本办法施行之日起废止; 《甲》第三条作如下修改; 对《甲》进行修订
_AFTER: tuple[tuple[Relation, regex.Pattern[str]], ...] = (
    (
        "repeals",
        regex.compile(
            rf"""{_LINK}(?:\d{{1,3}}[件项个]\p{{Han}}{{0,6}}|文件|规定)?(?:自[^，。；]{{0,20}}起)?
                 (?:同时|相应|即行|予以|一并|自行|同步)?(?:废止|停止执行|失效|作废)""",
            regex.VERBOSE,
        ),
    ),
    (
        "amends",
        regex.compile(rf"{_LINK}(?:中|第[^，。；]{{1,12}}条)?(?:作[出了]?(?:如下|以下)?|进行|予以)?(?:修改|修订|修正)"),
    ),
    ("forwards", regex.compile(rf"{_LINK}(?:随文|全文)?(?:转发|批转)(?:给|如下)")),
)
_BEFORE: tuple[tuple[Relation, regex.Pattern[str]], ...] = (
    ("repeals", regex.compile(r"废止$")),
    ("amends", regex.compile(r"(?:修改|修订|修正)$")),
    ("forwards", regex.compile(r"转发[^，。；\0]{0,24}$")),
    ("implements", regex.compile(r"(?:贯彻|落实|执行|实施)[^，。；\0]{0,30}$")),
    ("based_on", regex.compile(r"(?:根据|依据|按照|依照|遵照|参照|对照|按)[^，。；\0]{0,30}$")),
)


_CHANGING = ("废止", "停止执行", "失效", "作废", "修改", "修订", "修正", "转发", "批转")
_JOINED = 40
"""documents that one 同时废止 reaches back over, at most"""
_NEAR = 60
"""characters around a document in which the word for its relation stands"""


class _Named(NamedTuple):
    """A document where a sentence names it."""

    span: Span
    title: str | None
    number: str | None


def extract(document: Document, context: Context) -> Document:
    """The document with its citations."""
    del context
    text = document.text
    found = [
        Citation(document.clause_at(named.span[0]), named.span, named.title, named.number, relation)
        for start, end in _sentences(text)
        for named, relation in _related(text, start, end, document.doc_number)
    ]
    return replace(document, citations=tuple(found)) if found else document


def _sentences(text: str) -> Iterator[Span]:
    """The sentences with a sign of a document's name or number, in text order."""
    end = 0
    for at in sorted(found.start() for sign in _SIGNS for found in sign.finditer(text)):
        if at < end:
            continue
        start = max(text.rfind(stop, end, at) for stop in _STOPS) + 1
        stopped = _STOP.search(text, at)
        end = stopped.start() if stopped else len(text)
        yield start, end


def _related(text: str, start: int, end: int, own: str | None) -> Iterator[tuple[_Named, Relation]]:
    """The documents that a sentence names, each with its relation; one joined to another by 、 or 和 shares it."""
    named = sorted([*_titled(text, start, end), *_bare(text, start, end, own)])
    changes = any(text.find(word, start, end) >= 0 for word in _CHANGING)
    last_end, last = start, None
    for place, one in enumerate(named):
        gap = text[last_end : one.span[0]]
        joined = last is not None and not gap.strip("、和及以与或 （()），")
        if _is_short_form(text, one) or (one.title and _ISSUED.search(text[one.span[1] : min(end, one.span[1] + 80)])):
            continue
        relation = (
            (_after(text, named[place : place + _JOINED], end) if changes else None)
            or (last if joined else None)
            or _before(gap)
        )
        yield one, relation or "cites"
        last_end, last = one.span[1], relation or "cites"


def _titled(text: str, start: int, end: int) -> Iterator[_Named]:
    for found in _NAMED.finditer(text, start, end):
        number = _NUMBERED.match(text, found.end())
        title = found["title"]
        if number or _is_document(title):
            stop = number.end() if number else found.end()
            tidy = doc_numbers.tidy(number["number"]) if number else None
            yield _Named((found.start(), stop), title, tidy)


def _bare(text: str, start: int, end: int, own: str | None) -> Iterator[_Named]:
    """Numbers that stand without a title: 根据国发〔2020〕7号文件."""
    if text.find("号", start, end) < 0:
        return
    taken = [found.span() for found in _NAMED.finditer(text, start, end)]
    for number in doc_numbers.find(text[start:end]):
        at = number.span[0] + start
        index = bisect_right(taken, (at, end)) - 1
        stop = taken[index][1] if index >= 0 else start
        if (
            number.text == own
            or at < stop
            or (index >= 0 and text[stop : stop + 4].strip()[:1] in "（(" and at - stop < 4)
        ):
            continue
        yield _Named((at, number.span[1] + start), None, number.text)


@lexicon.cached
def _endings() -> tuple[str, ...]:
    words = lexicon.load("kinds")
    return (*words["kinds"], *words["laws"])


def _is_document(title: str) -> bool:
    bare = _TITLE_TAIL.sub("", title)
    return len(bare) > 4 and bare.endswith(_endings())


def _is_short_form(text: str, named: _Named) -> bool:
    return bool(_SHORT_FORM.search(text, max(0, named.span[0] - 8), named.span[0]))


def _after(text: str, named: list[_Named], end: int) -> Relation | None:
    """The relation by what follows the document and those joined to it."""
    rest, at = [], named[0].span[1]
    for one in named[1:]:
        rest += [text[at : min(one.span[0], at + _NEAR)], "\0"]
        at = one.span[1]
    tail = "".join(rest) + text[at : min(end, at + _NEAR)]
    return next((relation for relation, pattern in _AFTER if pattern.match(tail)), None)


def _before(gap: str) -> Relation | None:
    """The relation by the verb in front of the document."""
    near = gap[-_NEAR:]
    return next((relation for relation, pattern in _BEFORE if pattern.search(near)), None)
