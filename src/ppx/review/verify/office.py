"""Word and PDF files: a node leads to a paragraph, a row or a line, in the order of the file, and its text stands there.

    p[12]   tbl[1]/tr[2]   tbl[1]/tr[2]/tc[1]/p[3]   p[4]/box[1]/p[2]      Word
    page[3]/line[7]                                                        PDF

The raw file is read with the standard library (Word) and pypdfium2 (PDF). What Word hides is in its file too, so a paragraph
must stand in its element in this order, perhaps with more between; of a table row every character must stand in the table.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol
from xml.etree import ElementTree

from ppx.review.verify.claims import fault
from ppx.review.verify.documents import MENTIONS, name
from ppx.review.verify.nodes import COUNTER
from ppx.review.verify.skeletons import is_subsequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.review.verify.claims import Fault
    from ppx.review.verify.skeletons import Skeletons

Json = dict[str, Any]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
FORMS = {
    DOCX: re.compile(r"(p|tbl)\[[1-9]\d*\](/(p|tbl|tr|tc|box)\[[1-9]\d*\])*").fullmatch,
    PDF: re.compile(r"page\[[1-9]\d*\]/line\[[1-9]\d*\]").fullmatch,
}
"""media type → the nodes that its files have"""
_STEP = re.compile(r"([a-z]+)\[(\d+)\]").findall
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WRAPS = tuple(f"{W}{tag}" for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
"""elements that hold blocks and are none"""
OPENING = 4
"""characters of a PDF's line that its paragraph begins with"""
FOLLOWING = 3
"""pages over which a paragraph of a PDF may run"""


class Opened(Protocol):
    """A raw file."""

    def holds(self, node: str, own: str, skeletons: Skeletons) -> bool | None:
        """Whether a paragraph's text stands at its node; None where there is no such node."""


def check_places(file: str, page: Json) -> Iterator[Fault]:
    """Nodes of another form or out of order, and lines or raw spans, which such files have none of."""
    fits = FORMS[page["source"]["media_type"]]
    if page["source"]["encoding"] is not None:
        yield fault("value", file, "source.encoding", "null for a Word or PDF file", page["source"]["encoding"])
    for label, record in _placed(page):
        if record.get("lines") is not None or record.get("raw") is not None:
            yield fault("lines", file, label, "no lines in a Word or PDF file", record.get("lines") or record["raw"])
        node = record.get("node")
        if node is not None and not fits(node):
            yield fault("node", file, label, "a place in a Word or PDF file, as in docs/output.md", node)
    for document in page["documents"]:
        last: dict[str, list[int]] = {}
        for place, paragraph in enumerate(document["paragraphs"]):
            node = paragraph["node"] or ""
            steps = [int(number) for _, number in _STEP(node)]
            kind = node.partition("[")[0]
            if steps < last.get(kind, []):
                yield fault("node", file, name(document, f"paragraphs[{place}]"), f"from {last[kind]} on", node)
            last[kind] = steps


def check_office(file: str, page: Json, data: bytes, skeletons: Skeletons) -> Iterator[Fault]:
    """Paragraphs that do not stand at their nodes in the raw file."""
    path = page["source"]["path"]
    try:
        opened: Opened = (_Pdf if page["source"]["media_type"] == PDF else _Word)(data)
    except ImportError:
        return
    except Exception as error:  # noqa: BLE001 - a damaged file fails in any way
        yield fault("raw_missing", path, "", "a file that opens", f"{type(error).__name__}: {error}")
        return
    for document in page["documents"]:
        for place, paragraph in enumerate(document["paragraphs"]):
            node, own = paragraph["node"] or "", document["text"][slice(*paragraph["span"])]
            label, held = name(document, f"paragraphs[{place}]"), opened.holds(node, own, skeletons)
            if held is None:
                yield fault("node", file, label, "a node that the file has", node)
            elif not held:
                yield fault("raw_text", file, label, f"the text of {node}", own)


def _placed(page: Json) -> Iterator[tuple[str, Json]]:
    for kind in ("dropped", "warnings"):
        yield from ((f"{kind}[{place}]", record) for place, record in enumerate(page[kind]))
    for document in page["documents"]:
        yield document["id"], {"lines": document["title_lines"]}
        yield from ((name(document, f"paragraphs[{n}]"), p) for n, p in enumerate(document["paragraphs"]))
        for kind in MENTIONS:
            yield from ((name(document, r["id"]), {"raw": r["raw"]}) for r in document[kind])


class _Word:
    """The paragraphs and tables of the body, in order."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            name = next(n for n in archive.namelist() if re.fullmatch(r"word/document\d*\.xml", n))
            body = ElementTree.fromstring(archive.read(name)).find(f"{W}body")  # noqa: S314 - expat expands no bombs
        blocks = list(_blocks(body)) if body is not None else []
        self.blocks = {kind: [b for b in blocks if b.tag == f"{W}{kind}"] for kind in ("p", "tbl")}

    def holds(self, node: str, own: str, skeletons: Skeletons) -> bool | None:
        (kind, number), *steps = ((kind, int(number)) for kind, number in _STEP(node))
        if number > len(self.blocks[kind]):
            return None
        block = self.blocks[kind][number - 1]
        if kind == "tbl" and steps and steps[0][1] > sum(1 for _ in block.iter(f"{W}tr")):
            return None
        raw = skeletons.of_raw("".join(t.text or "" for t in block.iter(f"{W}t")))
        texts = (skeletons.of(own), skeletons.of(COUNTER.sub("", own, count=1)))
        if kind == "tbl":
            return any(set(text) <= set(raw) for text in texts)
        return any(is_subsequence(text, raw) for text in texts)


def _blocks(parent: Any) -> Iterator[Any]:
    for element in parent:
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag in WRAPS:
            yield from _blocks(element)


class _Pdf:
    """The text of each page, in lines."""

    def __init__(self, data: bytes) -> None:
        library: Any = import_module("pypdfium2")  # has no types; loaded only for a PDF
        document = library.PdfDocument(data)
        texts = [document[number].get_textpage().get_text_range() for number in range(len(document))]
        document.close()
        self.pages = [[line for line in re.split(r"[\r\n]+", text) if line.strip()] for text in texts]

    def holds(self, node: str, own: str, skeletons: Skeletons) -> bool | None:
        page, line = (int(number) for _, number in _STEP(node))
        if page > len(self.pages) or line > len(self.pages[page - 1]):
            return None
        clean = skeletons.of(own)
        begins = skeletons.of_raw(self.pages[page - 1][line - 1])[:OPENING]
        following = "".join("".join(lines) for lines in self.pages[page - 1 : page - 1 + FOLLOWING])
        lost = Counter(clean) - Counter(skeletons.of_raw(following))
        return clean[: len(begins)] == begins[: len(clean)] and lost.total() <= skeletons.slack(len(clean))
