"""HTML pages: every node leads to one element of the page, whose text is the paragraph's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ppx.review.verify.claims import fault
from ppx.review.verify.documents import MENTIONS, name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from ppx.review.verify.claims import Fault
    from ppx.review.verify.raw import RawPage
    from ppx.review.verify.skeletons import Skeletons

Json = dict[str, Any]
NOSCRIPT = re.compile(
    r"<!--.*?-->|<(script|style|textarea|title)\b.*?</\1|(<noscript\b[^>]*>).*?(?=</noscript)",
    re.DOTALL | re.IGNORECASE,
)
"""to a browser that runs scripts what stands in noscript is no element; comments and raw text are passed over"""
COUNTER = re.compile(
    r"[(（]?第?[一二三四五六七八九十百〇零\d]{1,6}[、.．)）条]\s*|[(（]?[a-zA-Z]{1,8}[.．)）]\s*|[①-⑳]\s*"
)
"""the number that a browser shows before an item of an ordered list: it is in no element's text"""
FOLLOWING = 40
"""elements after its own over which a paragraph that the page broke may run"""


def check_nodes(file: str, page: Json, raw: RawPage, skeletons: Skeletons) -> Iterator[Fault]:
    """Nodes that lead nowhere or to two elements, and paragraphs that do not stand in theirs."""
    tree = _plant(raw.text)
    found: dict[str, LexborNode | None] = {}
    for label, record in _placed(page):
        path = record["node"]
        if record.get("lines") is not None or record.get("raw") is not None:
            yield fault("lines", file, label, "a node and no lines on an HTML page", record.get("lines"))
        if path is None:
            if "span" in record:
                yield fault("node", file, label, "a node on an HTML page", None)
            continue
        if path not in found:
            found[path], count = _resolve(tree, path)
            if count != 1:
                yield fault("node", file, label, f"one element at {path}", count)
    for document in page["documents"]:
        yield from _check_paragraphs(file, document, found, skeletons)


def _plant(markup: str) -> LexborHTMLParser:
    from selectolax.lexbor import LexborHTMLParser  # loaded only for HTML pages

    return LexborHTMLParser(NOSCRIPT.sub(lambda m: m[2] or m[0], markup))


def _placed(page: Json) -> Iterator[tuple[str, Json]]:
    for kind in ("dropped", "warnings"):
        yield from ((f"{kind}[{place}]", record) for place, record in enumerate(page[kind]))
    for document in page["documents"]:
        for place, paragraph in enumerate(document["paragraphs"]):
            yield name(document, f"paragraphs[{place}]"), paragraph
        for kind in MENTIONS:
            for record in document[kind]:
                yield name(document, record["id"]), {"node": None, "raw": record["raw"]}


def _resolve(tree: LexborHTMLParser, path: str) -> tuple[LexborNode | None, int]:
    try:
        elements = tree.css(path)
    except Exception:  # noqa: BLE001 - selectolax raises its own errors for what is no CSS path
        return None, 0
    return (elements[0] if elements else None), len(elements)


def _check_paragraphs(
    file: str, document: Json, found: dict[str, LexborNode | None], skeletons: Skeletons
) -> Iterator[Fault]:
    texts: dict[str, str] = {}
    for place, paragraph in enumerate(document["paragraphs"]):
        path = paragraph["node"]
        node = found.get(path) if path else None
        if node is None:
            continue
        if path not in texts:
            texts[path] = skeletons.of_raw(node.text(deep=True))
        own = document["text"][slice(*paragraph["span"])]
        if _is_counted(node, own, texts[path], skeletons):
            own = COUNTER.sub("", own, count=1)
        clean = skeletons.of(own)
        held = skeletons.covers(texts[path], clean) or (
            skeletons.covers(clean, texts[path]) and skeletons.covers(_followed(node, skeletons), clean)
        )
        if not held:
            label = name(document, f"paragraphs[{place}]")
            yield fault("raw_text", file, label, f"the text of {path}: {node.text(deep=True).strip()}", own)


def _is_counted(node: LexborNode, own: str, text: str, skeletons: Skeletons) -> bool:
    """Whether a paragraph begins with the number of an ordered list that its element stands in."""
    if not COUNTER.match(own) or skeletons.covers(text, skeletons.of(own)):
        return False
    at: LexborNode | None = node
    while at is not None and at.tag != "ol":
        at = at.parent
    return at is not None


def _followed(node: LexborNode, skeletons: Skeletons) -> str:
    """The text of the element and of those after it."""
    texts, at = [node.text(deep=True)], node
    for _ in range(FOLLOWING):
        if at.next is None:
            break
        at = at.next
        texts.append(at.text(deep=True))
    return skeletons.of_raw("".join(texts))
