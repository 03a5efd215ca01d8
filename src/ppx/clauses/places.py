"""Which candidates take part in the count of a document.

Left out are those in lists of attachments, in a table of contents and in a quotation that runs over lines. Those inside a
line take part where the page lost its line breaks, and where the count shows that one is missing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import regex

from ppx.clauses.foreign import find_attachment_lists, find_contents, find_openings, find_quotations
from ppx.clauses.markers import Mark, find_articles, find_first, find_inline, find_leads, find_marks, find_named
from ppx.clauses.styles import FIRM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ppx.records import Span

LISTED = ("paren_han", "digit_dot", "digit_comma", "paren_digit", "han")
TITLE_LINE = regex.compile(r"[\u4e00-\u9fff、 \u3000]{2,16}\n")
LONG = 80
"""characters from which a line may be several paragraphs run together"""
CHAINED = ("han", "article", "chapter", "paren_han")
"""styles whose count inside a line shows that line breaks were lost"""
ENUMERATED = ("paren_digit", "circled")
"""styles that enumerate inside a sentence"""
DIGITS, WHOLE = ("digit_dot", "digit_comma"), 0.8
"""styles that show it where the line is nearly all of the text"""
APART = {"han": 20, "article": 20, "chapter": 20, "paren_han": 60, "digit_dot": 40, "digit_comma": 40}
"""characters from one number to the next, on average: a clause's, not those of an enumeration; `一、` seldom enumerates"""

ROW = 3
"""ones in a row from which they are one count"""


def find_candidates(text: str) -> list[Mark]:
    """The candidates of the whole document, in text order."""
    marks, leads, openings = find_marks(text), find_leads(text), find_openings(text)
    for find in (find_attachment_lists, find_contents, find_quotations):
        left_out = list(find(text, marks, openings))
        if left_out:
            marks = [mark for mark in marks if not _within(left_out, mark.start)]
    inner = [mark for start, end in _long_lines(text, leads) for mark in _run_together(text, leads, start, end)]
    tails = [] if inner else [*_tails(text, leads, marks), *find_named(text, leads)]
    return _hint(sorted([*marks, *inner, *tails, *_unmarked(text, marks)], key=lambda mark: mark.start))


def _hint(marks: list[Mark]) -> list[Mark]:
    """The same, those marked that may have changed places: 3, 5, 4, 6 in one style."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, mark in enumerate(marks):
        if mark.number:
            places[mark.style].append(i)
    for rows in places.values():
        numbers = [marks[i].number or 0 for i in rows]
        for k in range(len(rows) - 1):
            high, low = numbers[k], numbers[k + 1]
            behind = numbers[k + 2] if k + 2 < len(rows) else 0
            if high == low + 1 and behind != high and (k == 0 or numbers[k - 1] != low):
                marks[rows[k]] = marks[rows[k]]._replace(hint=low)
                marks[rows[k + 1]] = marks[rows[k + 1]]._replace(hint=high)
    return [*_stuck(marks)]


def _stuck(marks: Sequence[Mark]) -> Iterator[Mark]:
    """The same, those marked that repeat the number in front of them in their style, as where a counter got stuck.

    A one may be the first of another count: it is stuck in a row of three and more with nothing else between.
    """
    ones = _rows_of_ones(marks)
    before: dict[str, int | None] = {}
    for i, mark in enumerate(marks):
        again = mark.number is not None and before.get(mark.style) == mark.number
        before[mark.style] = mark.number
        yield mark._replace(stuck=True) if again and (mark.number != 1 or i in ones) else mark


def _rows_of_ones(marks: Sequence[Mark]) -> set[int]:
    """The indexes of the marks that stand in a row of three and more ones of one style."""
    rows, end = set[int](), 0
    for (number, _), run in groupby((mark.number, mark.style) for mark in marks):
        start, end = end, end + len(list(run))
        if number == 1 and end - start >= ROW:
            rows.update(range(start, end))
    return rows


def _within(spans: Sequence[Span], position: int) -> bool:
    at = bisect_left(spans, (position + 1,)) - 1
    return at >= 0 and position < spans[at][1]


def _long_lines(text: str, leads: Sequence[int]) -> Iterator[Span]:
    """The lines, none of them with cells, that are long enough for several paragraphs and may hold two markers."""
    at = end = 0
    while at < len(leads):
        start = text.rfind("\n", end, leads[at]) + 1 or end
        end = text.find("\n", leads[at])
        end = len(text) if end < 0 else end
        following = bisect_left(leads, end, at)
        if following > at + 1 and end - start >= LONG and text.find("\t", start, end) < 0:
            yield start, end
        at = following


def _run_together(text: str, leads: Sequence[int], start: int, end: int) -> list[Mark]:
    """The candidates inside a line that is several paragraphs: one style counts on in it, a clause's length apart."""
    marks = [
        mark
        for mark in find_inline(text, leads, start, end)
        if mark.style not in ENUMERATED or text[_before(text, mark.start)] not in "；;：:"
    ]
    if len(marks) < 2:
        return []
    whole = end - start >= WHOLE * len(text)
    for style in (*CHAINED, *DIGITS) if whole else CHAINED:
        chain = [mark for mark in marks if mark.style == style and _parted(text, mark)]
        steps = [b.start - a.start for a, b in pairwise(chain) if b.number == (a.number or 0) + 1]
        least = 1 if style == "han" else 2
        if len(steps) >= least and sum(steps) / len(steps) >= APART[style]:
            firsts = [
                mark
                for mark in find_first(text, start, end)
                if any(0 < mark.start - other.end <= 45 for other in marks)
            ]
            known = {mark.start for mark in marks}
            return sorted([*marks, *(mark for mark in firsts if mark.start not in known)], key=lambda mark: mark.start)
    return []


def _parted(text: str, mark: Mark) -> bool:
    """True where a paragraph may have ended in front: a count after a colon begins with one, after a semicolon it enumerates."""
    before = text[_before(text, mark.start)]
    return before not in "；;" and (before not in "：:" or mark.number == 1)


def _before(text: str, position: int) -> int:
    """The place of the last character in front that is no blank."""
    while position > 0 and text[position - 1] in " \u3000\xa0\u2002\u2003":
        position -= 1
    return max(0, position - 1)


def _tails(text: str, leads: Sequence[int], marks: Sequence[Mark]) -> Iterator[Mark]:
    """The next number of a style inside the line that its number stands in front of: the line break between them was lost.

    Only where the style counts at line starts: the line's own marker is not the first of its count.
    """
    seconds = {mark.style for mark in marks if mark.number == 2}
    for mark in marks:
        end = text.find("\n", mark.end)
        if mark.style in FIRM or mark.style == "cut_titled":
            articles = find_articles(text, mark.end, len(text) if end < 0 else end)
            yield from (article._replace(skip=0.6, use=0.3) for article in articles)
        if mark.number is None or mark.use or (mark.number < 2 and mark.style not in seconds):
            continue
        following = mark.number + 1
        for inner in find_inline(text, leads, mark.end, len(text) if end < 0 else end):
            if inner.style == mark.style and inner.number == following:
                following += 1
                yield inner._replace(skip=0.6, use=0.4)


def _unmarked(text: str, marks: Sequence[Mark]) -> Iterator[Mark]:
    """Paragraphs that can only have lost their marker.

    One behind an item that ends with a semicolon, since the list goes on; and a short line in front of an article where
    chapters have their titles.
    """
    chapters = sum(mark.style == "chapter" for mark in marks) > 1
    for mark, following in pairwise([None, *marks, None] if marks else []):
        end = text.find("\n", mark.end if mark else 0)
        limit = following.start if following else len(text)
        if end < 0 or end >= limit:
            continue
        if mark and text[end - 1] in "；;" and mark.style in LISTED:
            line = text[end + 1 : limit].partition("\n")[0]
            if line.endswith(("。", "；", ";")) and "\t" not in line:
                yield Mark(end + 1, end + 1, mark.style, None, "", skip=1.0, use=0.2)
        elif (
            chapters
            and following
            and (following.style == "article" or (following.style, following.number) == ("section", 1))
        ):
            at = text.rfind("\n", 0, limit - 1) + 1
            if at > end and TITLE_LINE.match(text, at, limit):
                yield Mark(at, at, "untitled", None, "", skip=0.7, use=0.2)
