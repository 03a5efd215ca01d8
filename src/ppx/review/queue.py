"""The review queue: the records of a run that are most likely wrong, first.

    for doubt in review(Path("out"), limit=100):
        print(doubt.score, doubt.record, doubt.reasons, doubt.text, doubt.link)

Pages are read one after the other; what is kept is as many rows as are asked for.
"""

from __future__ import annotations

import heapq
import json
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ppx.errors import UsageError
from ppx.review.doubts import (
    WEIGHTS,
    Reason,
    doubt_agency,
    doubt_clause,
    doubt_deadline,
    doubt_document,
    doubt_mention,
    doubt_target,
    weigh,
)
from ppx.review.results import find, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Json = dict[str, Any]
MENTIONS = ("agencies", "deadlines", "targets")
OF_PAGES = frozenset(("spun_text", "encoding_damage", "unknown_converter", "metadata_conflict"))
"""warnings that are about the document, whatever line they name"""
OF_CLAUSES = frozenset(("number_jump",))
OF_FIGURES = frozenset(("unproven_wording", "injected_text", "repaired_number"))
OF_MENTIONS = {
    "agencies": OF_FIGURES - {"repaired_number"},
    "deadlines": OF_FIGURES,
    "targets": OF_FIGURES,
}
"""warnings of a line that make a record on it doubtful; a repaired clause says so itself"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A record that somebody should look at."""

    score: float
    """chance that it is wrong, 0 to 1, an estimate"""
    kind: str
    """`pages`, `documents`, `clauses`, `agencies`, `deadlines` or `targets`"""
    document: str | None
    """id of its document; None for a page without one"""
    record: str
    """id across the corpus"""
    reasons: tuple[Reason, ...]
    """code and what it says here"""
    page: str
    lines: tuple[int, int] | None
    """in the raw page, on text pages"""
    node: str | None
    """in the raw page, on HTML pages"""
    text: str
    link: str
    """into the evidence page of `ppx report`, under OUT"""


def link(page: str, position: int | None = None, record: str | None = None) -> str:
    """Where the report shows a page, a document by its place in the page (from 1), or a record."""
    address = f"report/pages/{quote(page)}.html"
    if position is None:
        return address
    return f"{address}#{position}-{quote(record)}" if record else f"{address}#{position}"


def review(out: Path, limit: int = 0) -> list[Doubt]:
    """The rows of the queue, the most doubtful first, then by page and place; `limit` 0 gives all.

    Raises:
        UsageError: OUT holds no run.json, or what it holds is damaged.
    """
    run = _load(out / "run.json")
    rules: Mapping[str, int] = run.get("rules", {})
    found = (doubt for file in find(out) for page in read(file) for doubt in review_page(page, rules))
    ranked = ((-doubt.score, place, doubt) for place, doubt in enumerate(found))
    return [doubt for _, _, doubt in (heapq.nsmallest(limit, ranked) if limit else sorted(ranked))]


def _load(file: Path) -> Json:
    try:
        return dict(json.loads(file.read_bytes()))
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}; give a folder that ppx extract wrote") from None
    except ValueError as error:
        raise UsageError(f"{file} is damaged: {error}; run ppx verify, or extract anew") from None


def review_page(page: Json, rules: Mapping[str, int]) -> Iterator[Doubt]:
    """The doubtful records of one page, in text order."""
    path = page["source"]["path"]
    if not page["documents"]:
        reasons = [(w["code"], w["message"]) for w in page["warnings"] if w["code"] in WEIGHTS]
        if reasons and not page["error"]:
            headline = page["source"]["headline"] or ""
            yield Doubt(weigh(reasons), "pages", None, path, tuple(reasons), path, None, None, headline, link(path))
    for position, document in enumerate(page["documents"], 1):
        yield from Places(page, document, position).review(rules)


class Places:
    """A document with what its rows look up: where its paragraphs stand, and which warnings stand there too."""

    def __init__(self, page: Json, document: Json, position: int) -> None:
        """Index the document, which is the `position`th of its page."""
        self.page, self.document, self.position = page, document, position
        self.path: str = page["source"]["path"]
        self.starts = [p["span"][0] for p in document["paragraphs"]]
        self.placed = [w for w in page["warnings"] if w["code"] in WEIGHTS and (w["lines"] or w["node"])]

    def review(self, rules: Mapping[str, int]) -> Iterator[Doubt]:
        """The document, its clauses and its mentions, where there is a reason."""
        document, text = self.document, self.document["text"]
        title = document["title"] or text[:40]
        whole = [*doubt_document(self.page, document), *self._told()]
        yield from self._doubt("documents", document["id"], None, (0, 0), title, whole)
        clauses = document["clauses"]
        for number, clause in enumerate(clauses):
            start, end = clause["span"]
            own = text[start : min([end, *(c["span"][0] for c in clauses[number + 1 : number + 2])])]
            reasons = [*doubt_clause(clause, own), *self._nearby(start, OF_CLAUSES, clause["marker"])]
            yield from self._doubt("clauses", None, clause["id"], (start, start + 1), own, reasons)
        for kind in MENTIONS:
            for mention in document[kind]:
                reasons = [*self._own(kind, mention), *doubt_mention(kind, mention, rules)]
                reasons += self._nearby(mention["span"][0], OF_MENTIONS[kind])
                yield from self._doubt(kind, None, mention["id"], mention["span"], mention["text"], reasons)

    def _own(self, kind: str, mention: Json) -> Iterator[Reason]:
        if kind == "agencies":
            return doubt_agency(mention, self.document)
        return doubt_deadline(mention, self.document) if kind == "deadlines" else doubt_target(mention)

    def _told(self) -> Iterator[Reason]:
        """Warnings of the whole page: each of the document that it names, or else of the first."""
        documents = self.page["documents"]
        for warning in self.page["warnings"]:
            code, message = warning["code"], warning["message"]
            if code in OF_PAGES or (code in WEIGHTS and not (warning["lines"] or warning["node"])):
                named = [d for d in documents if d["title"] and d["title"] in message] or documents[:1]
                if self.document["id"] == named[0]["id"]:
                    yield code, message

    def _nearby(self, position: int, told_of: frozenset[str], marker: str = "") -> Iterator[Reason]:
        """Warnings of the lines or the node that `position` stands on; those of a clause's number quote its marker."""
        paragraph = self._paragraph(position)
        if paragraph is None:
            return
        for warning in self.placed:
            lines, own = warning["lines"], paragraph["lines"]
            here = lines[0] <= own[1] and own[0] <= lines[1] if lines and own else warning["node"] == paragraph["node"]
            if here and warning["code"] in told_of and (not marker or repr(marker.strip()) in warning["message"]):
                yield warning["code"], warning["message"]

    def _paragraph(self, position: int) -> Json | None:
        at = bisect_right(self.starts, position) - 1
        return self.document["paragraphs"][at] if at >= 0 else None

    def _doubt(
        self, kind: str, name: str | None, record: str | None, span: Any, text: str, reasons: list[Reason]
    ) -> Iterator[Doubt]:
        if not reasons:
            return
        first, last = self._paragraph(span[0]), self._paragraph(max(span[0], span[1] - 1))
        lines = (first["lines"][0], last["lines"][1]) if first and last and first["lines"] and last["lines"] else None
        yield Doubt(
            score=weigh(reasons),
            kind=kind,
            document=self.document["id"],
            record=name or f"{self.document['id']}:{record}",
            reasons=tuple(reasons),
            page=self.path,
            lines=lines,
            node=first["node"] if first else None,
            text=text,
            link=link(self.path, self.position, record),
        )
