"""Labels: what the site says of the document in its own lines and meta tags (发布日期, 来源, 文号, 发文机关)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

import regex

from ppx import doc_numbers, lexicon
from ppx.extractors.metadata import dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ppx.records import Context

_STAMP_LINE = regex.compile(
    rf"[\s|]{{0,4}}(?:{dates.STAMP}|{dates.DAY})(?:[\sT]{{1,4}}\d\d?:\d\d(?::\d\d)?)?[\s|]{{0,4}}"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows around the document."""

    number: str | None = None
    issuer: str | None = None
    """发文机关: the issuing organ"""
    signed: str | None = None
    published: str | None = None
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
    value_end: regex.Pattern[str]
    press: regex.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = lexicon.load("labels")
    labels = "|".join(f"(?P<{name}>{'|'.join(map(_spread, held))})" for name, held in words["labels"].items())
    return _Patterns(
        label=regex.compile(rf"(?<!\p{{Han}})(?:{labels})\s{{0,4}}[\]】]?\**\s{{0,4}}[:：\t]\**\s{{0,8}}"),
        bare=regex.compile(rf"(?:{labels})\s{{0,4}}[:：]?"),
        value_end=regex.compile(rf"[|\t【\[]|\s?(?:{'|'.join(words['ends'])})"),
        press=regex.compile(rf"{'|'.join(words['press'])}|[报网]$"),
    )


def _spread(label: str) -> str:
    """A label as pages show it: one of two characters perhaps with blanks between them."""
    return r"\s{0,4}".join(label) if len(label) == 2 else label


def read(context: Context) -> Shown:
    """What the page's dropped lines and meta tags say, the lines first."""
    found = dict(_meta(context.meta))
    lines = _lines(context.dropped)
    found |= {name: value for name, value in lines.items() if value}
    source = found.get("source")
    return Shown(
        number=_number(found.get("number")),
        issuer=found.get("issuer"),
        signed=dates.read(found.get("signed", "")),
        published=next(
            (day for name in ("published", "released", "stamp") if (day := dates.read(found.get(name, "")))), None
        ),
        source=source if source and not _patterns().press.search(source) else None,
        site=" ".join(filter(None, (context.source.site, context.meta.get("sitename"), context.source.headline))),
    )


def _number(value: str | None) -> str | None:
    return (doc_numbers.whole(value) or doc_numbers.leading(value)) if value else None


def _meta(meta: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, tags in lexicon.load("labels")["meta"].items():
        value = next((meta[tag].strip() for tag in tags if meta.get(tag, "").strip()), None)
        if value:
            yield name, value


@lru_cache(maxsize=8)
def _lines(dropped: tuple[str, ...]) -> dict[str, str]:
    """Labelled values of the dropped lines, the first of each; `stamp` is the first line that is a date and nothing else."""
    found: dict[str, str] = {}
    patterns = _patterns()
    for place, line in enumerate(dropped):
        if len(line) > 200:
            continue
        bare = patterns.bare.fullmatch(line)
        if bare and bare.lastgroup and place + 1 < len(dropped) and len(dropped[place + 1]) < 80:
            found.setdefault(bare.lastgroup, dropped[place + 1].strip())
            continue
        marks = list(patterns.label.finditer(line))
        for mark, after in zip_longest(marks, marks[1:]):
            value = patterns.value_end.split(line[mark.end() : after.start() if after else len(line)].strip())[0]
            if value and mark.lastgroup:
                found.setdefault(mark.lastgroup, value.strip("* "))
        if "stamp" not in found and _STAMP_LINE.fullmatch(line):
            found["stamp"] = line
    return found
