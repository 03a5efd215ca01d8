"""Text pages: every record leads back to its characters, and every character of the page is somewhere in the result."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from ppx.review.verify.claims import fault
from ppx.review.verify.documents import MENTIONS, name, shown
from ppx.review.verify.skeletons import count_han

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.review.verify.claims import Fault
    from ppx.review.verify.raw import RawPage
    from ppx.review.verify.skeletons import Skeletons

Json = dict[str, Any]


def check_links(file: str, page: Json, raw: RawPage, skeletons: Skeletons) -> Iterator[Fault]:
    """What does not lead back to the raw page, and what of it is lost."""
    outside = list(_check_lines(file, page, raw))
    yield from outside
    if outside:
        return
    left = _without_dropped(page, raw)
    for document in page["documents"]:
        yield from _check_paragraphs(file, document, _without_title(document, raw, left), raw, skeletons)
        yield from _check_title(file, document, left, raw, skeletons)
        yield from _check_mentions(file, document, raw, skeletons)
    yield from _check_dropped(file, page, raw)
    yield from _check_conserved(file, page, left, raw, skeletons)


def _without_dropped(page: Json, raw: RawPage) -> str:
    """The page with spaces in the place of what was dropped, so that all else stands where it did."""
    kept = list(raw.text)
    for start, end in (d["raw"] for d in page["dropped"] if d["raw"]):
        kept[start:end] = " " * (end - start)
    return "".join(kept)


def _without_title(document: Json, raw: RawPage, left: str) -> str:
    """The same without the lines of the title, where no paragraph stands on them alone."""
    lines = document["title_lines"]
    if lines is None or any(p["lines"] and lines[0] in (p["lines"][0], p["lines"][1]) for p in document["paragraphs"]):
        return left
    start, end = raw.line_span(lines)
    return left[:start] + " " * (end - start) + left[end:]


def _check_lines(file: str, page: Json, raw: RawPage) -> Iterator[Fault]:
    """Lines and raw spans that the page does not have."""
    total, length = len(raw.lines), len(raw.text)
    for label, record in _placed(page):
        lines, span = record.get("lines", record.get("title_lines")), record.get("raw")
        if lines is not None and not 1 <= lines[0] <= lines[1] <= total:
            yield fault("lines", file, label, f"lines of the {total} of the page", lines)
        if span is not None and span[1] > length:
            yield fault("raw_span", file, label, f"inside the page's {length} characters", span)
        if record.get("node") is not None:
            yield fault("node", file, label, "no node on a text page", record["node"])


def _placed(page: Json) -> Iterator[tuple[str, Json]]:
    for kind in ("dropped", "warnings"):
        yield from ((f"{kind}[{place}]", record) for place, record in enumerate(page[kind]))
    for document in page["documents"]:
        yield document["id"], {"title_lines": document["title_lines"]}
        for place, paragraph in enumerate(document["paragraphs"]):
            yield name(document, f"paragraphs[{place}]"), paragraph
        for kind in MENTIONS:
            yield from ((name(document, record["id"]), record) for record in document[kind])


def _check_paragraphs(file: str, document: Json, left: str, raw: RawPage, skeletons: Skeletons) -> Iterator[Fault]:
    last = 1
    for place, paragraph in enumerate(document["paragraphs"]):
        label, lines = name(document, f"paragraphs[{place}]"), paragraph["lines"]
        if lines is None:
            yield fault("lines", file, label, "lines on a text page", None)
            continue
        if lines[0] < last:
            yield fault("lines", file, label, f"lines from {last}", lines)
        last = lines[1]
        page_text = left[slice(*raw.line_span(lines))]
        own = document["text"][slice(*paragraph["span"])]
        if not skeletons.covers(skeletons.of_raw(page_text), skeletons.of(own)):
            yield fault("raw_text", file, label, f"the text of lines {lines}: {page_text}", own)


def _check_title(file: str, document: Json, left: str, raw: RawPage, skeletons: Skeletons) -> Iterator[Fault]:
    if document["title_lines"] is None:
        return
    page_text = left[slice(*raw.line_span(document["title_lines"]))]
    if not skeletons.covers(skeletons.of_raw(page_text), skeletons.of(document["title"] or "")):
        yield fault("raw_text", file, document["id"], f"a title of {page_text}", document["title"])


def _check_mentions(file: str, document: Json, raw: RawPage, skeletons: Skeletons) -> Iterator[Fault]:
    starts = [p["span"][0] for p in document["paragraphs"]]
    for kind in MENTIONS:
        last = 0
        for record in document[kind]:
            label, span = name(document, record["id"]), record["raw"]
            if span is None:
                yield fault("raw_span", file, label, "a raw span on a text page", None)
                continue
            paragraph = document["paragraphs"][bisect_right(starts, record["span"][0]) - 1]
            low, high = raw.line_span(paragraph["lines"]) if paragraph["lines"] else (0, len(raw.text))
            if not max(low, last) <= span[0] < span[1] <= high:
                yield fault("raw_span", file, label, f"inside [{max(low, last)}, {high}]", span)
            last = span[1]
            own = raw.text[slice(*span)]
            if not _same(own, record["text"], skeletons):
                yield fault("raw_text", file, label, record["text"], own)


def _same(raw: str, clean: str, skeletons: Skeletons) -> bool:
    """The characters are the same, and both begin and end on a character of the same sort."""
    edges = zip((raw[:1], raw[-1:]), (clean[:1], clean[-1:]), strict=True)
    if any(ours.isalnum() != theirs.isalnum() for ours, theirs in edges):
        return False
    return skeletons.same_characters(skeletons.of_raw(raw), skeletons.of(clean))


def _check_dropped(file: str, page: Json, raw: RawPage) -> Iterator[Fault]:
    last = 0
    for place, piece in enumerate(page["dropped"]):
        label, span = f"dropped[{place}]", piece["raw"]
        if span is None or piece["lines"] is None:
            yield fault("raw_span", file, label, "lines and a raw span on a text page", [piece["lines"], span])
            continue
        low, high = raw.line_span(piece["lines"])
        if not max(low, last) <= span[0] or span[1] > high:
            yield fault("raw_span", file, label, f"inside [{max(low, last)}, {high}]", span)
        last = span[1]
        if raw.text[slice(*span)].strip() != piece["text"]:
            yield fault("raw_text", file, label, raw.text[slice(*span)].strip(), piece["text"])


def _check_conserved(file: str, page: Json, left: str, raw: RawPage, skeletons: Skeletons) -> Iterator[Fault]:
    """No line is nowhere, and the Chinese characters of the page are those of the result, each as often."""
    used: set[int] = set()
    for document in page["documents"]:
        spans = [p["lines"] for p in document["paragraphs"] if p["lines"]]
        spans += [document["title_lines"]] if document["title_lines"] else []
        used.update(number for first, last in spans for number in range(first, last + 1))
    for number, (start, end) in enumerate(raw.lines, 1):
        if number not in used and (lost := shown(left[start:end])):
            yield fault("conserved", file, f"line {number}", "in a paragraph, a title or dropped", lost)
    yield from _check_characters(file, page, left, skeletons)


def _check_characters(file: str, page: Json, left: str, skeletons: Skeletons) -> Iterator[Fault]:
    wanted = count_han([skeletons.of_raw(left)])
    titles = [d["title"] or "" for d in page["documents"] if d["title_lines"]]
    found = count_han([skeletons.of(text) for text in (*titles, *(d["text"] for d in page["documents"]))])
    lost, added = wanted - found, found - wanted
    allowed = skeletons.slack(wanted.total())
    if lost.total() > allowed or added.total() > allowed:
        shown = f"lost {''.join(lost.elements())[:40]} added {''.join(added.elements())[:40]}"
        yield fault(
            "conserved", file, "", f"the page's {wanted.total()} Chinese characters that are not dropped", shown
        )
