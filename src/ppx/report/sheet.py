"""The raw side of an evidence page: the rows of the page in its own order, what was dropped, and where each record stands.

    lay(result, page)     # with the raw page: its very lines
    lay(result, None)     # without: what the page result keeps of them

With the raw page, records of a text page stand at their raw characters. On an HTML page a paragraph leads to its element; its
records are marked where the paragraph has as many characters as the element shows, else the element as a whole answers for them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ppx.report import html_rows, text_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ppx.records import Page
    from ppx.report.results import Json
    from ppx.report.rows import Row

FOLDED = 8
"""neighbouring dropped rows from which they are folded away behind a summary"""


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring rows, shown as they are or folded."""

    rows: tuple[Row, ...]
    reasons: tuple[tuple[str, int], ...] = ()
    """of a folded block: its reasons with the number of rows, most frequent first; empty where nothing is folded"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The raw side."""

    blocks: tuple[Block, ...]
    places: dict[tuple[int, int], tuple[int, ...]]
    """numbers of the rows of a paragraph: by position of the document and number of the paragraph, both from 0"""
    exact: bool
    """True where the rows are those of the raw page"""


def lay(result: Json, page: Page | None) -> Sheet:
    """The raw side of a page."""
    if page is None:
        rows = text_rows.from_result(result) if _is_text(result) else html_rows.from_result(result)
    else:
        rows = html_rows.from_page(result, page) if page.is_html else text_rows.from_page(result, page)
    return Sheet(tuple(_folded(rows.rows)), rows.places, page is not None)


def _is_text(result: Json) -> bool:
    return result["source"]["media_type"] in ("text/plain", "text/markdown")


def _folded(rows: Sequence[Row]) -> Iterator[Block]:
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and rows[end].is_dropped == rows[start].is_dropped:
            end += 1
        block = tuple(rows[start:end])
        reasons = Counter(reason for row in block if (reason := row.reason))
        folded = block[0].is_dropped and sum(reasons.values()) >= FOLDED
        yield Block(block, tuple(sorted(reasons.items(), key=lambda p: (-p[1], p[0]))) if folded else ())
        start = end
