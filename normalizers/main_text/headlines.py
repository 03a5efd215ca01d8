"""Headlines: the document's own title is kept, what the site set above it (headline, introduction) is not.

The document opens with the first line that only a document has: a number, an addressee, a clause, the sentence that issues
it. Its title is the nearest title above that; where the body has none, the site's headline serves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx.folding import plain
from ppx.forms import ATTACHED, FORWARD
from ppx.normalizers.main_text.signs import FOREIGN
from ppx.titles import ISSUED_BY, key, same, title_end, title_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ppx.normalizers.main_text.signs import Sign

OPENING = frozenset({"number", "salutation", "marker", "publicity", "enacted"})
"""forms that show that a document has begun"""
LETTERHEAD = regex.compile(r"\p{Han}{4,40}文件$")
"""the red head of an official document: `某市人民政府文件`"""
HEADS = frozenset({"h1", "h2"})
BRIEF, NEAR, SENTENCES = 8, 6, 3.0
"""characters of the headline of a brief page, lines below it among which its text stands, weight of its sentences"""
LEAST = 6
"""characters of a headline"""
REACH = 14
"""lines above the opening among which a title is looked for"""


def without_headlines(
    signs: Sequence[Sign], kept: Sequence[bool], headline: str | None
) -> tuple[list[bool], dict[int, str]]:
    """The decisions with the title kept, headlines and introductions dropped, and the reason for each line dropped."""
    out = list(kept)
    if not any(kept):
        return out, {}
    title = _title(signs, kept, plain(headline or "").strip())
    if title is None:
        return out, {}
    first, last = title
    out[first : last + 1] = [True] * (last + 1 - first)
    top = _top(signs, kept, first)
    out[top:first] = [keep or n == top for n, keep in enumerate(out[top:first], top)]
    shown = "".join(sign.text for sign in signs[first : last + 1])
    reasons = {n: _reason(signs[n], shown) for n in range(top) if kept[n] or _heads(signs, n, shown)}
    return [keep and n not in reasons for n, keep in enumerate(out)], reasons


def _reason(sign: Sign, title: str) -> str:
    """Headline for what repeats the title and for short lines, introduction for sentences."""
    if same(sign.text, title):
        return "headline"
    return "intro" if sign.form == "prose" else "headline"


def _heads(signs: Sequence[Sign], n: int, title: str) -> bool:
    """True where a line that is dropped anyway is the site's headline: the title again, or right above the byline."""
    if signs[n].reason:
        return False
    return same(signs[n].text, title) or (signs[n + 1].reason == "byline" and len(signs[n].text) >= LEAST)


def _top(signs: Sequence[Sign], kept: Sequence[bool], first: int) -> int:
    """Where the document begins: its title, or the label, number and letterhead right above it."""
    above = [n for n in range(max(0, first - 4), first) if kept[n] and signs[n].form != "short"]
    while above and signs[above[-1]].form in ("number", "attachment"):
        first = above.pop()
    return first - 1 if first and signs[first].form == "number" and LETTERHEAD.match(signs[first - 1].text) else first


def _title(signs: Sequence[Sign], kept: Sequence[bool], headline: str) -> tuple[int, int] | None:
    """First and last line of the first document's title."""
    opening = _opening(signs, kept)
    found = _nearest(signs, opening)
    if found is not None and _repeated(signs, kept, found, opening):
        return None
    if found is None:
        found = _headline(signs, kept, headline)
    if found is None:
        return None
    texts = [sign.text if sign.weight > FOREIGN else "" for sign in signs]
    texts[found] = signs[found].text
    start = title_start(texts, found)
    end = title_end(texts, found, start)
    return _longer(signs, texts, start, end), end


def _longer(signs: Sequence[Sign], texts: Sequence[str], start: int, end: int) -> int:
    """The first line of the title where a line above shows it whole, or names it: `某局印发《…三年行动计划》的通知`, `标题：…`."""
    heads: set[str] | None = None
    for n in range(start - 1, max(-1, start - 4), -1):
        if not texts[n]:
            break
        heads = heads or {key(sign.text) for sign in signs[max(0, start - REACH) : start]}
        whole = key("".join(texts[n : end + 1]))
        if any(whole in head for head in heads):
            return n
    return start


def _opening(signs: Sequence[Sign], kept: Sequence[bool]) -> int:
    for n, sign in enumerate(signs):
        if kept[n] and (sign.form in OPENING or _labels(sign) or FORWARD.search(sign.text[-120:])):
            return n
    return next(n for n, keep in enumerate(kept) if keep)


def _labels(sign: Sign) -> bool:
    return sign.form == "attachment" and ATTACHED.match(sign.text) is not None


def _nearest(signs: Sequence[Sign], opening: int) -> int | None:
    """The title under a number or label that opens the document, else the nearest above the opening."""
    if signs[opening].form == "number" or _labels(signs[opening]):
        for n in range(opening + 1, min(opening + 5, len(signs))):
            if signs[n].form == "title" and signs[n].weight > FOREIGN:
                return n
            if signs[n].form in ("prose", "marker", "salutation"):
                break
    for n in range(opening - 1, max(-1, opening - REACH), -1):
        if signs[n].form == "title" and signs[n].weight > FOREIGN:
            return n
    return None


def _repeated(signs: Sequence[Sign], kept: Sequence[bool], n: int, opening: int) -> bool:
    """True where a title further down in the document repeats this one: then it is the site's headline of an attachment."""
    away = any(not kept[m] for m in range(n + 1, opening))
    return away and any(
        kept[m] and signs[m].form == "title" and same(signs[m].text, signs[n].text) and _alike(signs[m], signs[n])
        for m in range(opening + 1, len(signs))
    )


def _alike(one: Sign, other: Sign) -> bool:
    """True where two titles are of one kind: a notice's title holds that of what it issues."""
    return one.text.endswith(ISSUED_BY) == other.text.endswith(ISSUED_BY)


def brief(signs: Sequence[Sign], headline: str | None) -> list[bool]:
    """A page of one sentence or two: what stands right under its headline, where nothing weighed enough by itself."""
    kept = [False] * len(signs)
    shown = plain(headline or "").strip()
    for n, sign in enumerate(signs):
        heads = sign.tag in HEADS or (shown and same(sign.text, shown))
        if heads and len(sign.text) >= BRIEF and sign.form != "signature" and sign.weight > FOREIGN:
            for m in range(n + 1, min(n + 1 + NEAR, len(signs))):
                kept[m] = signs[m].form == "prose" and signs[m].weight >= SENTENCES
            return kept
    return kept


def _headline(signs: Sequence[Sign], kept: Sequence[bool], headline: str) -> int | None:
    """The line of the page that shows the site's headline, nearest above the text; on text pages the last line above it."""
    start = next(n for n, keep in enumerate(kept) if keep)
    best = None
    for n in range(start, max(-1, start - REACH), -1):
        sign = signs[n]
        if len(sign.text) < 6 or len(sign.text) > 120 or sign.weight <= FOREIGN or "\t" in sign.text:
            continue
        if sign.tag in HEADS or (headline and same(sign.text, headline)):
            return _again(signs, n, start)
        if n < start and _may_head(sign) and (best is None or signs[n + 1].reason == "byline"):
            best = n
    return best


def _may_head(sign: Sign) -> bool:
    """True where a line without mark-up can be a headline: no field, no row of a table."""
    return not sign.tag and sign.form in ("short", "title") and not sign.reason and sign.text.count("|") < 2


def _again(signs: Sequence[Sign], n: int, start: int) -> int:
    """The last line that repeats headline n at the top of the text: the document's own title, where it shows one."""
    below = range(max(start, n) + 4, n, -1)
    return next(
        (
            m
            for m in below
            if m < len(signs) and signs[m].form in ("short", "title") and same(signs[m].text, signs[n].text)
        ),
        n,
    )
