"""A Word file: its paragraphs and table rows, with the numbers that Word shows in front of them.

A paragraph leads back by `p[12]`, the twelfth of the body; a row by `tbl[1]/tr[2]`; a paragraph in a table that only sets the
page by `tbl[1]/tr[2]/tc[1]/p[3]`. Headers, footers, notes, comments, and what a reviewer deleted or hid are not read.
"""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ppx.characters import is_blank
from ppx.errors import DamagedFileError
from ppx.reading import counters
from ppx.reading.elements import Shown
from ppx.reading.grids import Cell, Grid, is_data, set_rows
from ppx.reading.office import archive
from ppx.reading.office.numbers import Numbers
from ppx.reading.office.styles import NAMESPACE as W
from ppx.reading.office.styles import Styles, child, flag, value

if TYPE_CHECKING:
    from collections.abc import Iterator

Element = Any

UNREAD = frozenset(
    f"{W}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "delText", "instrText", "fldData", "rt", "tbl")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
"""what holds no text that is shown; a fallback repeats what stands beside it"""
SIGNS = {f"{W}tab": " ", f"{W}noBreakHyphen": "-", f"{W}br": "\n", f"{W}cr": "\n", f"{W}ptab": " "}
BOX = f"{W}txbxContent"
DEEPEST = 40
"""tables in tables that are set into rows; the paragraphs of deeper ones follow one another"""
TITLE = "title"


def read(path: str, data: bytes) -> list[Shown]:
    """The lines of a Word file in order. Raises the errors of `archive.check`, or `DamagedFileError`."""
    archive.check(path, data)
    main, body = _opened(path, data)
    styles = Styles(_root(main, "styles"))
    return list(_Body(styles, Numbers(_root(main, "numbering"), styles)).lines(body, "", 0))


def _opened(path: str, data: bytes) -> tuple[Any, Element]:
    """The main part of the file and the body in it."""
    library: Any = import_module("docx")
    try:
        document = library.Document(BytesIO(data))
        body = document.element.body
    except Exception as error:  # noqa: BLE001 - a damaged archive fails in any way, and in the library alone
        raise DamagedFileError(f"{path} is damaged ({type(error).__name__}: {error}); fetch it again") from None
    if body is None:
        raise DamagedFileError(f"{path} is a Word file without a body; fetch it again")
    return document.part, body


RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _root(main: Any, name: str) -> Element | None:
    """The root element of a part that the main one is related to, None where it has none."""
    for relation in main.rels.values():
        if relation.reltype == f"{RELATED}/{name}" and not relation.is_external:
            root: Element | None = getattr(relation.target_part, "element", None)
            return root
    return None


class _Body:
    """The walk over a body or a cell."""

    def __init__(self, styles: Styles, numbers: Numbers) -> None:
        """Take what numbers the paragraphs."""
        self.styles, self.numbers = styles, numbers

    def lines(self, parent: Element, path: str, depth: int) -> Iterator[Shown]:
        """The lines of all blocks under an element, in order."""
        paragraphs = tables = 0
        for block in _blocks(parent):
            if block.tag == f"{W}p":
                paragraphs += 1
                yield from self._paragraph(block, f"{path}p[{paragraphs}]", path.rstrip("/"))
            else:
                tables += 1
                yield from self._table(block, f"{path}tbl[{tables}]", depth)

    def _paragraph(self, block: Element, node: str, around: str) -> Iterator[Shown]:
        """A line for each that the paragraph breaks, the number in front of the first; text boxes behind it."""
        boxes: list[Element] = []
        text = "".join(_text(block, boxes))
        number = self.numbers.of(block) if not is_blank(text) else ""
        centered = self.styles.centered(block)
        tag = "h1" if self.styles.name(block).lower() == TITLE else "p"
        for line in f"{number}{text.strip()}".split("\n"):
            if shown := " ".join(line.replace("\u3000", " ").split()) if not is_blank(line) else "":
                yield Shown(shown, node, tag, 0.0, centered, None, around)
        for place, box in enumerate(boxes, 1):
            for inner in (b for b in _blocks(box) if b.tag == f"{W}p"):
                yield from self._paragraph(inner, f"{node}/box[{place}]", around)

    def _table(self, table: Element, node: str, depth: int) -> Iterator[Shown]:
        """The rows of a table that holds data, one line each; the paragraphs of one that sets the page."""
        if depth >= DEEPEST:
            for paragraph in table.iter(f"{W}p"):
                yield from self._paragraph(paragraph, node, node)
            return
        found: list[Shown] = []
        grid = Grid(None, 0, None)
        for place, row in enumerate(_children(table, "tr"), 1):
            grid.rows.append([])
            grid.paths.append(f"{node}/tr[{place}]")
            for column, cell in enumerate(_children(row, "tc"), 1):
                first, properties = len(found), child(cell, "tcPr")
                if value(child(properties, "vMerge"), default="continue", absent="restart") != "continue":
                    found += self.lines(cell, f"{node}/tr[{place}]/tc[{column}]/", depth + 1)
                grid.nested = grid.nested or any("/tbl[" in line.node[len(node) :] for line in found[first:])
                span = value(child(properties, "gridSpan"), absent="1")
                grid.rows[-1].append(Cell(first, len(found), counters.whole(span, 100) or 1, 1))
        yield from set_rows(grid, found, node) if found and is_data(grid, found) else found


def _blocks(parent: Element) -> Iterator[Element]:
    """The paragraphs and tables under an element, those that content controls and insertions hold too."""
    stack = [iter(parent)]
    while stack:
        for element in stack[-1]:
            if element.tag in (f"{W}p", f"{W}tbl"):
                yield element
            elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
                stack.append(iter(element))
                break
        else:
            stack.pop()


def _children(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in content controls too."""
    for element in parent:
        if element.tag == f"{W}{name}":
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _children(element, name)


def _text(paragraph: Element, boxes: list[Element]) -> Iterator[str]:
    """The text of a paragraph as it is shown; text boxes in it go into `boxes`."""
    stack = [iter(paragraph)]
    while stack:
        for element in stack[-1]:
            tag = element.tag
            if tag == f"{W}t":
                yield element.text or ""
            elif tag in SIGNS:
                yield SIGNS[tag] if value(element, "type", absent="line") not in ("page", "column") else ""
            elif tag == BOX:
                boxes.append(element)
            elif tag not in UNREAD and not (tag == f"{W}r" and flag(child(child(element, "rPr"), "vanish"))):
                stack.append(iter(element))
                break
        else:
            stack.pop()
