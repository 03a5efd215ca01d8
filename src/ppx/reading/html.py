"""An HTML page: its lines, what its head says, and the files it links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from ppx.reading import blocks, bounds, sites
from ppx.records import Attachment, Caution, Line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ppx.reading.elements import Link, Shown
    from ppx.reading.sites import Marks
    from ppx.records import Site

    FindSite = Callable[[Mapping[str, str]], Site | None]

FILE_SUFFIXES = "doc docx wps xls xlsx et csv ppt pptx dps pdf ofd ceb cebx txt rtf zip rar 7z"
_FILE = re.compile(rf"\.(?a:{'|'.join(FILE_SUFFIXES.split())})(?=[?#&;]|\s*\Z)", re.IGNORECASE)
_NOSCRIPT = re.compile("(?a:<noscript)", re.IGNORECASE)
_UNREAD = re.compile(r"<!--|<(?a:(script|style|textarea|title|noscript))\b", re.IGNORECASE)
_ENDS = {
    name: re.compile(rf"</(?a:{name})\b", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "noscript")
}
"""What ends an element whose content is no markup."""
_COMMENT_END = re.compile("-->")


@dataclass(frozen=True, slots=True)
class Html:
    """What stands in an HTML page."""

    text: str
    lines: tuple[Line, ...]
    meta: Mapping[str, str]
    attachments: tuple[Attachment, ...]
    headline: str | None
    cautions: tuple[Caution, ...] = ()


def parse(markup: str, find_site: FindSite = lambda _: None, path: str = "") -> Html:
    """The lines, head and links of an HTML page or a piece of one; `find_site` gives the rules for it by its meta tags."""
    tree = plant(markup)
    meta = _meta(tree)
    site = find_site(meta)
    marks = sites.mark(tree, site, path) if site else sites.NO_MARKS
    flow = blocks.Flow(_unique_ids(tree), marks)
    shown = flow.walk(tree.body) if tree.body is not None else []
    starts = accumulate((len(line.text) + 1 for line in shown), initial=0)
    lines = tuple(_line(at, line, marks) for at, line in zip(starts, shown, strict=False))
    headline = marks.headline or meta.get("articletitle") or _title(tree)
    text = "\n".join(line.text for line in shown)
    return Html(text, lines, meta, _attachments(flow.links), headline, marks.cautions)


def _line(at: int, line: Shown, marks: Marks) -> Line:
    hider = line.hider
    hidden = hider is not None and hider.hidden and hider.ruling is None
    ruling = hider.ruling if hider else marks.inside
    end = at + len(line.text)
    return Line(at, end, line.node, line.tag, line.linked, hidden, line.centered, line.block, ruling)


def plant(markup: str) -> LexborHTMLParser:
    """The tree of a page as a browser that runs scripts builds it, without what scripts add: nodes are paths in it."""
    return LexborHTMLParser(_without_noscript(bounds.bounded(markup)), options=LexborDocumentOptions.WO_EVENTS)


def _without_noscript(markup: str) -> str:
    """The markup with `<noscript>` emptied: to a browser its content is no elements, and in the head they would end it."""
    if not _NOSCRIPT.search(markup):
        return markup
    kept, at, done = [], 0, 0
    while match := _UNREAD.search(markup, at):
        name = (match[1] or "").lower()
        end = _ENDS[name].search(markup, match.end()) if name else _COMMENT_END.search(markup, match.end())
        if end is None:
            break
        opened = markup.find(">", match.end()) + 1
        if name == "noscript" and opened <= end.start():
            kept.append(markup[done:opened])
            done = end.start()
        at = end.end()
    return "".join(kept) + markup[done:] if kept else markup


def _unique_ids(tree: LexborHTMLParser) -> frozenset[str]:
    """The ids that lead to one element; letter case does not count, as in pages without a doctype."""
    seen: dict[str, int] = {}
    for node in tree.css("[id]"):
        name = (node.attributes.get("id") or "").lower()
        seen[name] = seen.get(name, 0) + 1
    return frozenset(name for name, times in seen.items() if times == 1)


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    """Meta tags by lower-case name, the first that says something; `canonical` is the canonical link."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = (
            attributes.get("name")
            or attributes.get("property")
            or attributes.get("http-equiv")
            or attributes.get("itemprop")
        )
        content = " ".join((attributes.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), content)
    for node in tree.css('link[rel="canonical" i][href]'):
        found.setdefault("canonical", (node.attributes.get("href") or "").strip())
    return found


def _title(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("head > title") or tree.css_first("title")
    return " ".join(node.text().split()) or None if node is not None else None


def _attachments(links: Sequence[Link]) -> tuple[Attachment, ...]:
    """The linked files, each address once; a file is known by its suffix in the address or in the link's words."""
    found: dict[str, str] = {}
    for link in links:
        words = "".join(link.words)
        if _FILE.search(link.url) or (link.url and _FILE.search(words)):
            name = " ".join(words.split())
            found[link.url] = found.get(link.url) or name or link.title or link.url.rsplit("/", 1)[-1]
    return tuple(Attachment(name, url) for url, name in found.items())
