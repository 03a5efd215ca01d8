"""The walk over an HTML page: what each block element shows becomes a line.

`Flow.walk` goes over the tree once, without recursion. Text gathers in the frame of the nearest block and becomes a line
where that block ends, where another begins, and at `<br>`. A table is walked like any other container and set into rows
where it ends, if it turns out to hold data (`grids`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ppx.characters import is_blank
from ppx.reading import spaces
from ppx.reading.elements import (
    BLOCKS,
    SKIPPED,
    TEXTUAL,
    Frame,
    Hider,
    Link,
    Shown,
    count,
    look,
)
from ppx.reading.grids import Grid, is_data, set_rows, span_cell
from ppx.reading.lists import LISTS, open_list
from ppx.reading.sites import NO_MARKS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from ppx.reading.lists import Listing
    from ppx.reading.sites import Marks
    from ppx.records import Ruling

TEXT = "-text"
APART = frozenset(("nav", "header", "footer", "aside"))
"""Elements around a document, whose lists are menus."""
ROLES = LISTS | APART | {"a", "table", "tr"}
"""Elements that say by their name what all in them is."""
TABULAR = frozenset(("table", "td", "th", "tr"))
DEEPEST = 250
"""Elements nested deeper go by the path of the one at this depth; real pages stay below 60, browsers flatten beyond 512."""

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


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
                if frame.block is frame:
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
                if tag not in SKIPPED:
                    inside = node.first_child
                    if inside is not None:
                        frame, node = self._open(frame, node, tag), inside
                        continue
                    self._empty(frame, node, tag)
            node = node.next
        self._settle_hidden()
        return self._lines

    def _empty(self, parent: Frame, node: LexborNode, tag: str) -> None:
        """An element without content: what it does to the lines around it."""
        if tag == "br":
            self._flush(parent.block)
        elif tag in BLOCKS:
            frame = self._open(parent, node, tag)
            if frame.block is frame:
                self._close(frame)

    def _open(self, parent: Frame | None, node: LexborNode, tag: str) -> Frame:
        frame = Frame(node, tag, parent, len(self._lines))
        attributes = frame.attributes
        if attributes:
            shown = look(tag, attributes.get("style"), attributes.get("align"), "hidden" in attributes)
            name = attributes.get("id")
            if name and name.lower() in self._ids and _ID.fullmatch(name):
                frame.path = f"#{name}"
        else:
            shown = look(tag)
        if shown.centered is not None:
            frame.centered = shown.centered
        if shown.pre is not None:
            frame.pre = shown.pre
        ruling = self._marks.of(node) if self._marks.rulings else None
        if shown.hides or ruling:
            self._rule(frame, ruling, hides=shown.hides)
        if parent is not None:
            if shown.begins:
                if parent.block.pieces:
                    self._flush(parent.block)
                parent.block.mixed = True
                frame.gather()
            elif shown.apart or ruling:
                frame.gather()
        frame.item = shown.item
        if tag in ROLES:
            self._assume(frame)
        return frame

    def _rule(self, frame: Frame, ruling: Ruling | None, *, hides: bool) -> None:
        """Say what hides the element: its own attributes, or a rule of the project; another rule may keep it."""
        if hides or (ruling and not ruling.keep):
            outer = frame.hider
            frame.hider = Hider(outer, ruling=(outer.ruling if outer else None) or ruling)
            self._hiders.append(frame.hider)
        elif frame.hider is self._outside:
            frame.hider = None

    def _assume(self, frame: Frame) -> None:
        """What an element is to all that stands in it, by its name."""
        tag = frame.tag
        if tag == "a":
            self._link(frame)
        elif tag == "table":
            frame.grid, frame.listing = Grid(frame.grid, frame.first, frame.hider), None
        elif tag == "tr":
            if frame.grid is not None:
                frame.grid.rows.append([])
        elif tag in LISTS:
            frame.listing = open_list(tag, frame.attributes)
        else:
            frame.apart = True

    def _link(self, frame: Frame) -> None:
        """A link has an address, or acts by script; `<a name>` only marks a place."""
        attributes = frame.attributes
        if "href" in attributes:
            frame.link = Link((attributes["href"] or "").strip(), (attributes.get("title") or "").strip())
            self.links.append(frame.link)
        frame.in_link = frame.in_link or not ("href" not in attributes and ("name" in attributes or "id" in attributes))

    def _text(self, frame: Frame, text: str) -> None:
        block = frame.block
        if frame.link is not None:
            frame.link.words.append(text)
        if frame.pre:
            self._set(frame, text)
        elif block.pieces or not text.isspace():
            block.pieces.append(text)
            if frame.in_link:
                block.linked += count(text)

    def _set(self, frame: Frame, text: str) -> None:
        """Text whose line breaks are shown."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self._flush(frame.block)
            frame.block.pieces.append(line)
            if frame.in_link:
                frame.block.linked += count(line)

    def _flush(self, block: Frame) -> None:
        """Make a line of the text gathered in a block."""
        if not block.pieces:
            return
        text = "".join(block.pieces)
        share = min(1.0, block.linked / max(1, count(text))) if block.linked else 0.0
        block.pieces.clear()
        block.linked = 0
        text = spaces.shown(text, pre=block.pre)
        if not is_blank(text):
            line = Shown(text, self._path(block), block.tag, share, block.centered, block.hider)
            block.own.append(line)
            self._lines.append(line)

    def _close(self, frame: Frame) -> None:
        """End a frame that gathers its text."""
        if frame.pieces:
            self._flush(frame)
        del frame.block  # a frame that holds itself would wait for the garbage collector
        if frame.own:
            self._group(frame)
        listing, grid = frame.listing, frame.grid
        if listing is not None and (frame.item or frame.tag in LISTS):
            self._settle_list(frame, listing)
        if grid is not None and frame.tag in TABULAR:
            self._settle_grid(frame, grid)

    def _group(self, frame: Frame) -> None:
        """Name the container of the frame's own lines: itself where they stand beside each other or beside blocks."""
        itself = frame.tag not in TEXTUAL and (frame.mixed or len(frame.own) > 1)
        path = self._path(frame if itself or frame.parent is None else frame.parent.block)
        for line in frame.own:
            line.block = path

    def _settle_list(self, frame: Frame, listing: Listing) -> None:
        if frame.item:
            listing.add(frame.first, len(self._lines), frame.attributes)
        elif listing.items and not frame.apart:
            listing.settle(self._lines)

    def _settle_grid(self, frame: Frame, grid: Grid) -> None:
        if frame.tag == "table":
            self._settle_table(frame, grid)
        elif frame.tag == "tr":
            grid.paths.append(self._path(frame) if len(self._lines) > frame.first else "")
        elif grid.rows:
            grid.rows[-1].append(span_cell(frame.first, len(self._lines), frame.attributes))

    def _settle_table(self, frame: Frame, grid: Grid) -> None:
        if grid.start == len(self._lines):
            return
        if grid.outer is not None:
            grid.outer.nested = True
        if grid.nested or frame.attributes.get("role") == "presentation":
            return
        lines = self._lines[grid.start :]
        if is_data(grid, lines):
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
        if frame.path is not None:
            return frame.path
        steps: list[Frame] = []
        at = frame
        while at.path is None and at.parent is not None:
            steps.append(at)
            at = at.parent
        path = at.path or ""
        for step in reversed(steps):
            if step.depth <= DEEPEST:
                path = f"{path} > {_named(step.tag)}:nth-child({step.position})"
            step.path = path
        return path


@lru_cache(maxsize=256)
def _named(tag: str) -> str:
    """An element's name where a selector may hold it."""
    return tag if _NAME.fullmatch(tag) else ""
