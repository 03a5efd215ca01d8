"""Course: the one best explanation of the whole page as stretches of document and of site, found by dynamic programming.

Two states, document and site. A line adds its weight where it is explained as document text; a change of state costs, less
where the page itself leaves a gap or begins another container. So a lone short line goes with its neighbours, a date line
between title and text is still cut out, and a teaser among links stays with the links.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ppx.normalizers.main_text.signs import FOREIGN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ppx.normalizers.main_text.signs import Sign

CHANGE = 2.5
"""what a change between site and document costs"""
CHANGE_AT_GAP = 1.5
"""the same where the container changes or three and more blank lines stand between"""
FAR = 8
"""site lines between a stretch and the weightiest one from which it is another thing than the document"""
HALF = 0.5
"""share of the weightiest stretch from which a far one is a document too"""
OFFICIAL = frozenset({"number", "salutation", "publicity", "marker"})
"""forms of lines that only documents have"""
LEAST = 3.0
"""weight that a stretch of document text must have"""


def decide(signs: Sequence[Sign]) -> list[bool]:
    """For every line whether it is document text in the best explanation of the page."""
    kept = _best(signs)
    return _with_tail(signs, _without_slight(signs, _filled(signs, kept)))


def _best(signs: Sequence[Sign]) -> list[bool]:
    """The states of the cheapest path: `came` holds, for each line and state, whether the line before was document text."""
    site, document = 0.0, 0.0
    came: list[tuple[bool, bool]] = []
    before = None
    for sign in signs:
        eased = before is not None and (sign.gap >= 3 or sign.block != before.block)
        cost = CHANGE_AT_GAP if eased else CHANGE
        ended, stayed = document - cost > site, site - cost <= document
        came.append((ended, stayed))
        site, document = document - cost if ended else site, (document if stayed else site - cost) + sign.weight
        before = sign
    kept, state = [], document > site
    for before_site, before_document in reversed(came):
        kept.append(state)
        state = before_document if state else before_site
    return kept[::-1]


def _filled(signs: Sequence[Sign], kept: list[bool]) -> list[bool]:
    """Lines between document text stay where none of them is the site's: the cells of a table, one a line."""
    out, start = kept[:], None
    for n, keep in enumerate(kept):
        if keep:
            if start is not None and start + 1 < n and all(signs[m].weight > FOREIGN for m in range(start + 1, n)):
                out[start + 1 : n] = [True] * (n - start - 1)
            start = n
    return out


def _without_slight(signs: Sequence[Sign], kept: list[bool]) -> list[bool]:
    """The stretches that make the page's text: what weighs next to nothing is the site's, and what stands far off too."""
    stretches = _stretches(kept)
    weights = [sum(sign.weight for sign in signs[a:b]) for a, b in stretches]
    if sum(weights) < LEAST:
        return [False] * len(kept)
    best = weights.index(max(weights))
    out = [False] * len(kept)
    for (a, b), weight in zip(stretches, weights, strict=True):
        first, last = stretches[best]
        away = max(first - b, a - last)
        if away < FAR or weight > HALF * weights[best] or any(sign.form in OFFICIAL for sign in signs[a:b]):
            out[a:b] = [True] * (b - a)
    return out


def _with_tail(signs: Sequence[Sign], kept: list[bool]) -> list[bool]:
    """A list or table that ends the page stays with the text that announces it, where nothing of the site follows."""
    last = next((n for n in range(len(kept) - 1, -1, -1) if kept[n]), len(kept) - 1)
    tail = signs[last + 1 :]
    if not tail or any(sign.weight <= FOREIGN or sign.reason not in ("", "noise") for sign in tail):
        return kept
    rows = sum("\t" in sign.text or sign.text[0].isdecimal() for sign in tail)
    announced = signs[last].text[-1] == ":" or signs[last].form in ("attachment", "title", "marker")
    return [*kept[: last + 1], *[True] * len(tail)] if announced or rows > HALF * len(tail) else kept


def _stretches(kept: Sequence[bool]) -> list[tuple[int, int]]:
    """First and behind-last line of every stretch that is kept."""
    padded = [False, *kept, False]
    edges = [n for n, (before, keep) in enumerate(pairwise(padded)) if before != keep]
    return list(zip(edges[::2], edges[1::2], strict=True))
