"""Labels: what the site says of the document in its own lines and meta tags (发布日期, 来源, 文号, 发文机关)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

import regex

from ppx import doc_numbers, lexicon
from ppx.characters import exchanger
from ppx.extractors.metadata import dates
from ppx.folding import is_glossed, unglossed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ppx.records import Context

_STAMP_LINE = regex.compile(
    rf"[\s|]{{0,4}}(?:{dates.STAMP}|{dates.DAY})(?:[\sT]{{1,4}}\d\d?:\d\d(?::\d\d)?(?:\s?\+\d{{4}})?(?:\s?UTC)?)?[\s|]{{0,4}}"
)
_STAMP = regex.compile(dates.STAMP)
_STAMP_ENDS = regex.compile(
    rf"^[\s|]{{0,4}}(?:{dates.STAMP}|{dates.DAY})|(?:{dates.STAMP}|{dates.DAY})(?:[\sT]{{1,4}}\d\d?:\d\d(?::\d\d)?)?[\s|]{{0,4}}$"
)
"""a date that a line opens or ends with"""
_PUBLISHED = ("published", "released", "stamp", "byline")
"""what gives the day of publication, the best first"""
_SIGN = regex.compile(r"[:：\t|】]|\p{Han}(?:19|20)\d\d|〔")
"""what stands behind a label"""
_DATED = ("signed", "published", "released")
_BARE = 40
"""characters of a label alone in its line at most"""
_RUN_IN = r"(?<=\p{Han}{4})(?=(?:19|20)\d\d\s?[年/.-]|\p{Han}{1,10}[〔\[（(](?:19|20)\d\d)"
"""nothing, where a date or a number stands right behind the label: 发文日期1993年04月04日"""
_BULLETS = "•·●■◆*- \u3000\t"
_BEHIND = regex.compile(rf"\s{{1,8}}(?:{dates.STAMP}|{dates.DAY}).*$")
_TOP, _SHORT = 6, 100
"""first lines of a text that may be the site's, and how short such a line is"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows around the document."""

    number: str | None = None
    issuer: str | None = None
    """发文机关: the issuing organ"""
    signed: str | None = None
    published: str | None = None
    effective: str | None = None
    expires: str | None = None
    source: str | None = None
    """来源, 发布机构, ContentSource: perhaps an organ, perhaps a newspaper"""
    site: str = ""
    """the site's name, headline and address, as words to look for places in"""


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The lexicon's words as patterns."""

    label: regex.Pattern[str]
    """a label with its colon; the name of the group says which"""
    bare: regex.Pattern[str]
    """a label alone in its line"""
    opens: frozenset[str]
    """how a label begins"""
    value_end: regex.Pattern[str]
    press: regex.Pattern[str]


@lexicon.cached
def _patterns() -> _Patterns:
    words = lexicon.load("labels")
    labels = "|".join(f"(?P<{name}>{'|'.join(map(_spread, held))})" for name, held in words["labels"].items())
    return _Patterns(
        label=regex.compile(
            rf"(?<!\p{{Han}})(?:{labels})\s{{0,4}}(?:[\]】]?\**\s{{0,4}}[:：\t|]\**\s{{0,8}}\|?|】|{_RUN_IN})\s{{0,4}}"
        ),
        bare=regex.compile(rf"(?:{labels})\s{{0,4}}[:：]?"),
        opens=frozenset(label[0] for held in words["labels"].values() for label in held),
        value_end=regex.compile(rf"[|\t【\[]|\s?(?:{'|'.join(map(regex.escape, words['ends']))})"),
        press=regex.compile(rf"{'|'.join(map(regex.escape, words['press']))}|[报网]$"),
    )


def _spread(label: str) -> str:
    """A label as pages show it: one of two characters perhaps with blanks between them."""
    return r"\s{0,4}".join(map(regex.escape, label)) if len(label) == 2 else regex.escape(label)


def read(context: Context, text: str = "") -> Shown:
    """What the page's dropped lines and meta tags say, the lines first; of the text's own first lines the days."""
    found = dict(_meta(context.meta))
    lines = _lines(context.dropped)
    found |= {name: value for name, value in lines.items() if value}
    wanted = ("effective", "expires", *(() if any(name in found for name in _PUBLISHED) else ("published", "byline")))
    found = {name: value for name, value in _top(text).items() if name in wanted} | found
    source = found.get("source")
    return Shown(
        number=_number(found.get("number")),
        issuer=found.get("issuer"),
        signed=dates.read(found.get("signed", "")),
        effective=dates.read(found.get("effective", "")),
        expires=dates.read(found.get("expires", "")),
        published=next((day for name in _PUBLISHED if (day := dates.read(found.get(name, "")))), None),
        source=source if source and not _patterns().press.search(source) else None,
        site=" ".join(filter(None, (context.source.site, context.meta.get("sitename"), context.source.headline))),
    )


def dated(dropped: tuple[str, ...]) -> str | None:
    """The day of publication by a label of the page (发布日期, 发布时间)."""
    lines = _lines(dropped)
    return next((day for name in _PUBLISHED[:2] if (day := dates.read(lines.get(name, "")))), None)


def tagged(meta: Mapping[str, str]) -> str | None:
    """The day of publication by the page's meta tags."""
    return dates.read(dict(_meta(meta)).get("published", ""))


def _top(text: str) -> dict[str, str]:
    """The labelled values of a text's first lines, where the site's own line is kept with it; none where no line shows a day."""
    lines = tuple(line for line in text[:400].split("\n")[:_TOP] if len(line) < _SHORT)
    return _lines(lines) if any("月" in line or _STAMP.search(line) for line in lines) else {}


def _number(value: str | None) -> str | None:
    return (doc_numbers.whole(value) or doc_numbers.leading(value)) if value else None


def _meta(meta: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, tags in lexicon.load("labels")["meta"].items() if meta else ():
        value = next((meta[tag].strip() for tag in tags if meta.get(tag, "").strip()), None)
        if value:
            yield name, value


@lexicon.cached_last(8)
def _lines(dropped: tuple[str, ...]) -> dict[str, str]:
    """Labelled values of the lines, the first of each; `stamp` is the first line that is a date, `byline` a date beside other labels."""
    found: dict[str, str] = {}
    patterns = _patterns()
    simple = _simple()
    lines = [simple(unglossed(line) if is_glossed(line) else line).lstrip(_BULLETS) for line in dropped]
    for place, line in enumerate(lines):
        if len(line) > 200:
            continue
        bare = patterns.bare.fullmatch(line) if len(line) <= _BARE and line[:1] in patterns.opens else None
        if bare and bare.lastgroup and place + 1 < len(lines) and len(lines[place + 1]) < 80:
            found.setdefault(bare.lastgroup, lines[place + 1].strip())
            continue
        marks = list(patterns.label.finditer(line)) if _SIGN.search(line) else []
        for mark, after in zip_longest(marks, marks[1:]):
            value = patterns.value_end.split(line[mark.end() : after.start() if after else len(line)].strip())[0]
            if value and mark.lastgroup:
                found.setdefault(mark.lastgroup, _alone(mark.lastgroup, value.strip("* ")))
        if "20" not in line and "19" not in line and "年" not in line:
            continue
        if stamp := _STAMP_LINE.fullmatch(line):
            found.setdefault("stamp", stamp[0])
        elif stamp := _byline(line, marks):
            found.setdefault("byline", stamp[0])
    return found


def _alone(name: str, value: str) -> str:
    """A source without the date that the site sets behind it: `来源：华容县政府   2021-03-23 10:56`."""
    return _BEHIND.sub("", value) if name == "source" else value


@lexicon.cached
def _simple() -> Callable[[str], str]:
    """Puts simplified characters in the place of the traditional ones that sites write around documents."""
    return exchanger({pair[0]: pair[1] for pair in lexicon.load("forms")["fold"]["pairs"].split()})


def _byline(line: str, marks: list[regex.Match[str]]) -> regex.Match[str] | None:
    """The date without label beside the source or the like: `2023-04-06 08:15 来源：某报`."""
    if any(mark.lastgroup in _DATED for mark in marks) or not (marks or _patterns().value_end.search(line)):
        return None
    return _STAMP_ENDS.search(line)
