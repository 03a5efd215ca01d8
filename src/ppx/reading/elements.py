"""What the walk knows of an element: which ones make lines, what its attributes say, and the lines they give."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode

    from ppx.reading.grids import Grid
    from ppx.reading.lists import Listing
    from ppx.records import Ruling


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


SKIPPED = _names(
    "script style svg iframe object embed video audio canvas template noscript noembed noframes head map area base link "
    "meta title input img source track param rt rp datalist col colgroup"
)
"""Elements that show no text of their own, and the sounds that ruby sets over characters."""
BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main marquee menu nav ol optgroup p plaintext "
    "pre search section summary table tbody td tfoot th thead tr ul xmp"
)
"""Elements that begin and end a line."""
CONTROLS = frozenset(("button", "option", "select", "textarea"))
"""Elements of forms: their words make lines of their own and do not break the sentence around them."""
TEXTUAL = _names("caption dt dd figcaption h1 h2 h3 h4 h5 h6 legend li p pre summary td th button option")
"""Blocks made to hold one piece of text: the container around them groups their lines."""
PREFORMATTED = frozenset(("listing", "plaintext", "pre", "textarea", "xmp"))
UNALIGNED = frozenset(("hr", "iframe", "img", "table"))
"""Elements whose `align` says where they stand and not how their text is set."""
BLOCK_DISPLAYS = frozenset(("block", "flex", "flow-root", "grid", "list-item", "table", "table-cell", "table-row"))

_STYLE = regex.compile(r"(?:^|;)\s*(display|visibility|text-align|white-space)\s*:\s*([\w-]+)", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """What an element's name and attributes say of how it is shown."""

    begins: bool
    """whether it begins and ends a line"""
    apart: bool
    """whether its text makes lines of its own, wherever it stands"""
    item: bool
    """whether it is shown as an item of a list"""
    hides: bool
    centered: bool | None
    """None where nothing is said"""
    pre: bool | None


@lru_cache(maxsize=4096)
def look(tag: str, style: str | None = None, align: str | None = None, hidden: bool = False) -> Look:
    """Read an element's `style`, `align` and `hidden`; style sheets are not seen. Pages repeat a few styles over and over."""
    display, hides, pre = None, hidden, True if tag in PREFORMATTED else None
    centered = True if tag == "center" else None
    if align and tag not in UNALIGNED:
        centered = align.lower() == "center"
    for name, value in _STYLE.findall(style.lower()) if style else ():
        if name == "display":
            display, hides = value, hides or value == "none"
        elif name == "visibility":
            hides = hides or value in ("hidden", "collapse")
        elif name == "text-align":
            centered = value in ("center", "-webkit-center")
        else:
            pre = value in ("pre", "pre-wrap", "pre-line", "break-spaces")
    begins = display in BLOCK_DISPLAYS or (tag in BLOCKS and display != "inline")
    item = tag == "li" and display in (None, "list-item") and not hides
    return Look(begins, hides or tag in CONTROLS, item, hides, centered, pre)


@dataclass(slots=True, eq=False)
class Hider:
    """An element that hides itself and all in it."""

    outer: Hider | None
    weight: int = 0
    """characters in it"""
    hidden: bool = True
    ruling: Ruling | None = None
    """the rule of the project that leaves it out, where no browser hides it"""


@dataclass(slots=True)
class Shown:
    """A line of the page, before it has its place in the text."""

    text: str
    node: str
    tag: str
    linked: float
    centered: bool
    hider: Hider | None
    """the nearest element that hides it"""
    block: str = ""


@dataclass(slots=True)
class Link:
    """A link with an address."""

    url: str
    title: str
    words: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False, init=False)
class Frame:
    """An element on the way from the root to where the walk stands."""

    node: LexborNode
    tag: str
    attributes: Mapping[str, str | None]
    parent: Frame | None
    position: int
    """which child element of its parent, from 1"""
    depth: int
    first: int
    """number of lines before it"""
    path: str | None
    """CSS path, once it was asked for"""
    children: int
    """child elements met so far"""
    item: bool
    """whether it is shown as an item of a list"""
    hider: Hider | None
    centered: bool
    pre: bool
    in_link: bool
    link: Link | None
    """the link around it"""
    grid: Grid | None
    """the table around it"""
    listing: Listing | None
    """the list around it"""
    apart: bool
    """whether it is navigation, header or footer, or stands in them"""
    block: Frame
    """the frame that gathers its text: the nearest block, or itself"""
    pieces: list[str]
    """text gathered for the next line; this and the rest only where it gathers"""
    linked: int
    """characters of `pieces` inside links"""
    own: list[Shown]
    """its own lines"""
    mixed: bool
    """whether it holds blocks too"""

    def __init__(self, node: LexborNode, tag: str, parent: Frame | None, first: int) -> None:
        """Take over from the element around it what holds for all in that."""
        self.node, self.tag, self.attributes = node, tag, node.attributes
        self.parent = parent
        self.first, self.path, self.children = first, None, 0
        if parent is None:
            self.position, self.depth = 1, 0
            self.hider = self.link = self.grid = self.listing = None
            self.centered = self.pre = self.in_link = self.apart = False
            self.gather()
        else:
            self.position, self.depth = parent.children, parent.depth + 1
            self.hider, self.centered, self.pre = parent.hider, parent.centered, parent.pre
            self.in_link, self.link, self.grid = parent.in_link, parent.link, parent.grid
            self.listing, self.apart, self.block = parent.listing, parent.apart, parent.block

    def gather(self) -> None:
        """Let it gather the text in it."""
        self.block, self.linked, self.mixed = self, 0, False
        self.pieces, self.own = [], []


def count(text: str) -> int:
    """Characters that are no white space."""
    return len("".join(text.split()))
