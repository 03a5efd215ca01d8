"""Sheets: what layout leaves between the lines of a document: page numbers, headers that stand on every page, ruled lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from ppx.normalizers.main_text.furniture import FURNITURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ppx.normalizers.main_text.signs import Sign

DASH = "[-—–－─~·]"
NUMBERED = regex.compile(
    rf"(?:{DASH}\s{{0,2}}){{1,3}}(?P<dashed>\d{{1,3}})\s{{0,2}}{DASH}[-—–－─~·\s]{{0,4}}$"
    r"|第\s{0,2}(?P<counted>\d{1,3})\s{0,2}页(?:\s{0,2}[,/(]?\s{0,2}共\s{0,2}\d{1,3}\s{0,2}页\)?)?$"
    r"|(?P<shared>\d{1,3})\s{0,2}/\s{0,2}\d{1,3}$|[Pp]age\s(?P<paged>\d{1,3})(?:\sof\s\d{1,3})?$"
)
"""`- 3 -`, `第 3 页 共 10 页`, `3/10`, `Page 3`"""
LONGEST = 24
"""characters of a line that holds one at most"""
RULE = regex.compile(r"\|?(?:\s?:?-{3,}:?\s?\|){1,40}(?:\s?:?-{3,}:?)?$|[-=_*─]{5,}$")
"""the line that parts head and rows of a markdown table; a ruled line"""
RULING = frozenset("|:-=_*─")
"""how they begin"""
OPENS = re.compile(r"[-—–－─~·第Pp\d|:=_*]")
"""how page numbers and ruled lines begin"""
BARE = regex.compile(r"\d{1,3}$")
"""a figure alone: a page number where such figures count on through the page"""
LEAST, APART = 3, 4
"""bare figures that must count on, and lines of text between one and the next"""
TEXT = frozenset({"prose", "marker"})
ROW = 1.0
"""what a row of a ruled table weighs at least"""
HEADER, TIMES, REACH = 40, 2, 2
"""characters of a header at most, times it must stand beside a page number, and lines from the number to it"""
FORMS = frozenset({"short", "title", "signature", "number"})


def with_rows(signs: Sequence[Sign]) -> list[Sign]:
    """The signs, the rows of every markdown table weighed as rows, whatever marks and words stand in their cells.

    A table is what stands right above and below the line that parts its head from its rows; rows of links are a menu.
    """
    out = list(signs)
    for n in (n for n, sign in enumerate(signs) if "|" in sign.shown and RULE.match(sign.shown)):
        rows = [n - 1] if n and not signs[n].gap else []
        below = n + 1
        while below < len(signs) and not signs[below].gap and "|" in signs[below].shown:
            rows.append(below)
            below += 1
        for m in rows:
            if "](" not in signs[m].shown and ")(" not in signs[m].shown:
                weight = max(signs[m].weight, ROW)
                out[m] = signs[m]._replace(form="row", weight=weight, reason="", evidence="of a table")
    return out


def find_sheets(signs: Sequence[Sign]) -> dict[int, Sign]:
    """The page numbers, running headers and ruled lines among the signs, by their index, each with its reason."""
    seen = [n for n, sign in enumerate(signs) if OPENS.match(sign.shown)]
    numbers = _numbers(signs, seen)
    rules = [n for n in seen if signs[n].shown[0] in RULING and RULE.match(signs[n].shown)]
    evidence = {
        **_headers(signs, numbers),
        **dict.fromkeys(numbers, "page number"),
        **dict.fromkeys(rules, "ruled line"),
        **{n: "in the margin of a page" for n, sign in enumerate(signs) if sign.tag == "running"},
    }
    return {
        n: signs[n]._replace(weight=FURNITURE, reason="noise", evidence=why)
        for n, why in evidence.items()
        if signs[n].reason != "hidden"
    }


def _numbers(signs: Sequence[Sign], seen: Iterable[int]) -> set[int]:
    """Those of the lines `seen` that hold a page number and nothing else."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for n in seen:
        shown = signs[n].shown
        if len(shown) > LONGEST:
            continue
        if match := NUMBERED.match(shown):
            found[str(match.lastgroup)].append((int(match[str(match.lastgroup)]), n))
        elif BARE.match(shown):
            found["bare"].append((int(shown), n))
    out = set[int]()
    for kind, places in found.items():
        if (kind != "shared" and kind != "bare") or _counts_on(signs, places):
            out.update(n for _, n in places)
    return out


def _counts_on(signs: Sequence[Sign], places: Sequence[tuple[int, int]]) -> bool:
    """True where figures go up by one, a page's text between them."""
    return len(places) >= LEAST and all(
        b == a + 1 and sum(sign.form in TEXT for sign in signs[n:m]) >= APART for (a, n), (b, m) in pairwise(places)
    )


def _headers(signs: Sequence[Sign], numbers: Iterable[int]) -> dict[int, str]:
    """The lines that stand beside page numbers again and again, wherever they stand."""
    times: Counter[str] = Counter()
    for n in numbers:
        near = range(max(0, n - REACH), min(len(signs), n + REACH + 1))
        times.update({signs[m].shown for m in near if m != n and _may_head(signs[m])})
    texts = {text for text, count in times.items() if count >= TIMES}
    if not texts:
        return {}
    return {n: "running header" for n, sign in enumerate(signs) if sign.shown in texts and _may_head(sign)}


def _may_head(sign: Sign) -> bool:
    return sign.form in FORMS and len(sign.shown) <= HEADER
