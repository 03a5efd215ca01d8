"""Titles: what stands over a document, on the page or in its metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx.folding import plain
from ppx.forms import is_title
from ppx.normalizers.documents.edges import QUOTED
from ppx.titles import key, same, title_end, title_start

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from ppx.normalizers.documents.pieces import Piece
    from ppx.records import Attachment

SITE = regex.compile(r"\s*[-_|–—>»]+\s*(?P<site>[^-_|–—>»\d]{2,24})\s*$")
"""the site's name behind a headline: `益阳：“数字”是优长-半月谈`"""
FIELD = regex.compile(
    r"(?:(?<=^|[\s)])|(?<=\n))(?:标\s{0,8}题|(?:文件|信息)?名\s{0,8}称)\s{0,4}:\s{0,4}(?P<title>[^\t\n:]{8,120}?)(?=\s{0,4}(?:$|[\t\n]|\p{Han}{2,6}\s{0,8}\p{Han}{0,2}\s?:))"
)
"""`名称: 某县人民政府关于…的通知 发布日期: 2023年03月09日`, folded"""
BODY = frozenset({"prose", "marker", "salutation"})
HEADS = frozenset({"h1", "h2"})
HEAD = 8
"""lines at the top of a document among which its title stands"""


def stripped(headline: str) -> str:
    """The headline without the site's name behind it."""
    headline = headline.strip()
    for _ in range(3):
        match = SITE.search(headline)
        if not match or match.start() < 6:
            break
        headline = headline[: match.start()]
    return headline


def labelled(text: str, start: int, end: int) -> Iterator[str]:
    """The document's title where the site's own table or line of fields names it: `标　　题：…`, `名称：…`."""
    if any(text.find(word, start, end) >= 0 for word in ("题", "題", "称", "稱")):
        yield from (found["title"].strip() for found in FIELD.finditer(plain(text), start, end))


def opening(pieces: Sequence[Piece], start: int, end: int, heads: frozenset[str]) -> tuple[int, int] | None:
    """First and behind-last piece of the title at the top of a document, or None; `heads` are the site's headlines."""
    texts = [piece.text for piece in pieces[:end]]
    head = list(_head(pieces, start, end))
    keys = {key(line) for line in heads}
    for n in reversed(head):
        whole = key("".join(texts[start : n + 1]))
        if n > start and any(whole in line for line in keys):
            return start, title_end(texts, n) + 1
    for n in head:
        if pieces[n].form == "title":
            first = max(start, title_start(texts, n))
            return first, title_end(texts, n, first) + 1
    for n in head:
        if pieces[n].tag in HEADS or (len(texts[n]) < 150 and any(same(texts[n], line) for line in heads)):
            return n, n + 1
    if head and head[0] + 1 < end and pieces[start].form == "short" and _names(texts[start]):
        return start, start + 1
    return None


def _head(pieces: Sequence[Piece], start: int, end: int) -> Iterator[int]:
    """The pieces above the text of a document, but for rows of a table."""
    for n in range(start, min(start + HEAD, end)):
        if pieces[n].form in BODY and pieces[n].tag not in HEADS:
            return
        if "\t" not in pieces[n].text:
            yield n


def _names(text: str) -> bool:
    """True where a short line can be the title of an article: several words, no field of a form, no sentence."""
    begins = text.startswith(("为", "根据", "按照", "依据", "经")) and "," in text
    return 6 <= len(text) <= 80 and ":" not in text[-1:] and not text.startswith("(") and not begins


def last_of_name(texts: Sequence[str], run: range, named: AbstractSet[str]) -> int | None:
    """The last line of a name that the notice told, where the lines of the run begin with one."""
    told = ""
    for n in run:
        told += key(texts[n])
        if told in named:
            return n
        if not any(name.startswith(told) for name in named):
            break
    return None


EXTENSION = regex.compile(r"\.(?:docx?|wps|pdf|ofd|ceb|et|xlsx?|rar|zip)$", regex.IGNORECASE)
BEFORE = regex.compile(r"^(?:.{0,30}?\d号|\d{6,8})[\s.、:_-]*")
"""what a file's name has before the title: a number, a date"""


def from_attachments(attachments: Sequence[Attachment], pieces: Sequence[Piece]) -> str | None:
    """The title that a linked file gives a notice which lost its own: it names what the notice forwards."""
    forwarded = [key(name) for piece in pieces[:6] for name in QUOTED.findall(piece.text)]
    for attachment in attachments:
        name = EXTENSION.sub("", attachment.name.strip())
        folded = plain(name)
        number = BEFORE.match(folded)
        start = number.end() if number and "关于" in folded[number.end() :] else 0
        if "关于" in folded and is_title(folded[start:]) and any(title and title in key(folded) for title in forwarded):
            return name[start:].strip()
    return None
