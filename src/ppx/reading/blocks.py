"""The walk over an HTML page: what each block element shows becomes a line.

`Flow.walk` goes over the tree once, without recursion. Text gathers in the frame of the nearest block and becomes a line
where that block ends, where another begins, and at `<br>`. A table is walked like any other container and set into rows
where it ends, if it turns out to hold data (`grids`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx.characters import is_blank
from ppx.reading.elements import (
    BLOCK_DISPLAYS,
    BLOCKS,
    CONTROLS,
    SKIPPED,
    TEXTUAL,
    Frame,
    Hider,
    Link,
    Shown,
    count,
    look,
)
from ppx.reading.grids import Cell, Grid, is_data, set_rows
from ppx.reading.lists import APART, LISTS, open_list
from ppx.reading.sites import NO_MARKS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from ppx.reading.lists import Listing
    from ppx.reading.sites import Marks

TEXT = "-text"
DEEPEST = 250
"""Elements nested deeper go by the path of the one at this depth; real pages stay below 60, browsers flatten beyond 512."""
LONGEST_SPAN = 100
"""Columns or rows that one cell may cover."""

_SPACE = regex.compile(r"[ \t\n\r\f]+")
_WIDE = r"[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60]"
_SEGMENT = regex.compile(rf"(?<={_WIDE})\n(?={_WIDE})")
_ODD_SPACE = regex.compile(r"[\xa0\t\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_NAME = regex.compile(r"[a-z][a-z0-9-]*")
_NUMBER = regex.compile(r"\s*0*([1-9][0-9]{0,8})")
_ID = regex.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


class Flow:
    """The lines and links of a page, gathered by one walk."""

    def __init__(self, ids: frozenset[str], marks: Marks = NO_MARKS) -> None:
        """Take the ids, in lower case, that lead to one element of the page, and the elements that a site's rules name."""
        self._marks = marks
        self._outside = Hider(None, ruling=marks.outside) if marks.outside else None
        self.links: list[Link] = []
        self._ids = ids
        self._lines: list[Shown] = []
        self._hiders: list[Hider] = []

    def walk(self, body: LexborNode) -> list[Shown]:
        """The lines of all that stands under `body`, in order."""
        frame = root = self._open(None, body, body.tag or "body")
        root.hider = root.hider or (None if self._marks.of(body) else self._outside)
        root.path = root.path or f"html > {root.tag}"
        node = body.first_child
        while True:
            if node is None:
                self._close(frame)
                if frame.parent is None:
                    break
                frame, node = frame.parent, frame.node.next
                continue
            tag = node.tag
            if tag == TEXT:
                self._text(frame, node.text_content or "")
            elif tag is not None and tag[0] != "-":
                frame.children += 1
                inner = self._element(frame, node, tag)
                if inner is not None:
                    frame, node = inner, node.first_child
                    continue
            node = node.next
        self._settle_hidden()
        return self._lines

    def _element(self, parent: Frame, node: LexborNode, tag: str) -> Frame | None:
        """The frame of an element to go into, None where nothing in it is to be read."""
        if tag == "br":
            self._flush(parent.block)
        elif tag not in SKIPPED:
            if node.first_child is not None:
                return self._open(parent, node, tag)
            if tag in BLOCKS:
                self._close(self._open(parent, node, tag))
        return None

    def _open(self, parent: Frame | None, node: LexborNode, tag: str) -> Frame:
        first = len(self._lines)
        if parent is None:
            frame = Frame(node, tag, None, 1, 0, first)
        else:
            frame = Frame(node, tag, parent, parent.children, parent.depth + 1, first)
            frame.hider, frame.centered, frame.pre = parent.hider, parent.centered, parent.pre
            frame.in_link, frame.link, frame.grid = parent.in_link, parent.link, parent.grid
            frame.listing, frame.apart = parent.listing, parent.apart or parent.tag in APART
        attributes = node.attributes
        shown = look(tag, attributes.get("style"), attributes.get("align"), "hidden" in attributes)
        if shown.centered is not None:
            frame.centered = shown.centered
        if shown.pre is not None:
            frame.pre = shown.pre
        ruling = self._marks.of(node)
        if shown.hides or (ruling and not ruling.keep):
            outer = frame.hider
            frame.hider = Hider(outer, ruling=(outer.ruling if outer else None) or ruling)
            self._hiders.append(frame.hider)
        elif ruling and frame.hider is self._outside:
            frame.hider = None
        name = attributes.get("id")
        if name and name.lower() in self._ids and _ID.fullmatch(name):
            frame.path = f"#{name}"
        self._place(frame, shown.display, shown.hides or ruling is not None)
        if tag == "a":
            self._link(frame, attributes)
        elif tag == "table":
            frame.grid, frame.listing = Grid(frame.grid, first, frame.hider), None
        elif tag == "tr" and frame.grid is not None:
            frame.grid.rows.append([])
        elif tag in LISTS:
            frame.listing = open_list(tag, attributes)
        frame.item = tag == "li" and shown.display in (None, "list-item") and not shown.hides
        return frame

    def _place(self, frame: Frame, display: str | None, hides: bool) -> None:
        """Say which frame gathers the element's text; a block ends the line before it."""
        parent = frame.parent
        apart = hides or frame.tag in CONTROLS
        begins = display in BLOCK_DISPLAYS or (frame.tag in BLOCKS and display != "inline")
        frame.block = frame if parent is None or apart or begins else parent.block
        if begins and parent is not None:
            self._flush(parent.block)
            parent.block.mixed = True

    def _link(self, frame: Frame, attributes: dict[str, str | None]) -> None:
        """A link has an address, or acts by script; `<a name>` only marks a place."""
        if "href" in attributes:
            frame.link = Link((attributes["href"] or "").strip(), (attributes.get("title") or "").strip())
            self.links.append(frame.link)
        frame.in_link = frame.in_link or not ("href" not in attributes and ("name" in attributes or "id" in attributes))

    def _text(self, frame: Frame, text: str) -> None:
        if frame.link is not None:
            frame.link.words.append(text)
        if frame.pre:
            first, *rest = text.split("\n")
            self._gather(frame, first)
            for line in rest:
                self._flush(frame.block)
                self._gather(frame, line)
        elif frame.block.pieces or not text.isspace():
            self._gather(frame, text)

    def _gather(self, frame: Frame, text: str) -> None:
        frame.block.pieces.append(text)
        if frame.in_link:
            frame.block.linked += count(text)

    def _flush(self, block: Frame) -> None:
        """Make a line of the text gathered in a block."""
        if not block.pieces:
            return
        text = "".join(block.pieces)
        share = min(1.0, block.linked / max(1, count(text))) if block.linked else 0.0
        block.pieces.clear()
        block.linked = 0
        text = _ODD_SPACE.sub(" ", text if block.pre else _collapsed(text)).strip()
        if not is_blank(text):
            line = Shown(text, self._path(block), block.tag, share, block.centered, block.hider)
            block.own.append(line)
            self._lines.append(line)

    def _close(self, frame: Frame) -> None:
        if frame.block is not frame:
            return
        self._flush(frame)
        del frame.block  # a frame that holds itself would wait for the garbage collector
        if frame.own:
            self._group(frame)
        if frame.listing is not None:
            self._settle_list(frame, frame.listing)
        grid = frame.grid
        if grid is None:
            return
        if frame.tag in ("td", "th") and grid.rows:
            grid.rows[-1].append(_cell(frame, len(self._lines)))
        elif frame.tag == "tr":
            grid.paths.append(self._path(frame) if len(self._lines) > frame.first else "")
        elif frame.tag == "table":
            self._settle_table(frame, grid)

    def _group(self, frame: Frame) -> None:
        """Name the container of the frame's own lines: itself where they stand beside each other or beside blocks."""
        itself = frame.tag not in TEXTUAL and (frame.mixed or len(frame.own) > 1)
        path = self._path(frame if itself or frame.parent is None else frame.parent.block)
        for line in frame.own:
            line.block = path

    def _settle_list(self, frame: Frame, listing: Listing) -> None:
        if frame.item:
            listing.add(frame.first, len(self._lines), frame.node.attributes)
        elif frame.tag in LISTS and listing.items and not frame.apart:
            listing.settle(self._lines)

    def _settle_table(self, frame: Frame, grid: Grid) -> None:
        lines = self._lines[grid.start :]
        if not lines:
            return
        if grid.outer is not None:
            grid.outer.nested = True
        if frame.node.attributes.get("role") != "presentation" and is_data(grid, lines):
            self._lines[grid.start :] = set_rows(grid, lines, self._path(frame))

    def _settle_hidden(self) -> None:
        """Decide what is hidden: a page whose greater part is, unveils itself by script."""
        for line in self._lines:
            if line.hider is not None:
                line.hider.weight += len(line.text)
        for hider in reversed(self._hiders):
            if hider.outer is not None:
                hider.outer.weight += hider.weight
        total = sum(len(line.text) for line in self._lines)
        for hider in self._hiders:
            veiled = hider.ruling is not None or 2 * hider.weight <= total
            hider.hidden = veiled or (hider.outer is not None and hider.outer.hidden)

    def _path(self, frame: Frame) -> str:
        """CSS path of an element: the steps down from the nearest ancestor whose path is known."""
        steps: list[Frame] = []
        at = frame
        while at.path is None and at.parent is not None:
            steps.append(at)
            at = at.parent
        path = at.path or ""
        for step in reversed(steps):
            if step.depth <= DEEPEST:
                name = step.tag if _NAME.fullmatch(step.tag) else ""
                path = f"{path} > {name}:nth-child({step.position})"
            step.path = path
        return path


def _collapsed(text: str) -> str:
    """White space as a browser shows it: a run is one space, a source line break between wide characters is nothing.

    The second is CSS Text 3, 4.1.3 (segment break transformation).
    """
    if "\n" not in text:
        return _SPACE.sub(" ", text)
    text = _SPACE.sub(lambda run: "\n" if "\n" in run[0] else " ", text)
    return _SEGMENT.sub("", text)


def _cell(frame: Frame, end: int) -> Cell:
    attributes = frame.node.attributes
    return Cell(frame.first, end, _span(attributes.get("colspan")), _span(attributes.get("rowspan")))


def _span(value: str | None) -> int:
    digits = _NUMBER.match(value) if value else None
    return min(int(digits[1]), LONGEST_SPAN) if digits else 1
