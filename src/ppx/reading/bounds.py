"""Bounds: markup that would cost the parser the square of its length is cut down before it is parsed.

lexbor compares an attribute with all before it on the same element, and looks through all open elements where a block
begins: 50,000 attributes take 4 s, 50,000 `<div>` in one another 3 s. Pages that people read come nowhere near the bounds.
"""

from __future__ import annotations

import re
from collections import Counter

from ppx.reading.elements import BLOCKS

LARGE = 100_000
"""characters of markup below which the square of its length is no matter"""
WINDOW = 16_384
"""characters without any tag from which the element before them may have too many attributes"""
ATTRIBUTES = 1_000
"""of an element that are kept"""
UNCLOSED = 5_000
"""tags more opened than closed from which elements may stand too deep"""
DEEPEST = 1_000
"""elements that stand in one another; browsers stop at 512"""

_NAME = re.compile(r"<[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(r"""[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?""")
_TAG = re.compile(
    r"<(/?)(address|article|aside|blockquote|center|details|dialog|dir|div|dl|fieldset|figure|footer|form|header|main|menu"
    r"|nav|ol|pre|section|table|ul|a|b|big|code|del|em|font|i|ins|label|small|span|strike|strong|sub|sup|s|u)\b[^<>]*>",
    re.IGNORECASE | re.ASCII,
)
"""a tag of an element that only its own end tag closes"""


def bounded(markup: str) -> str:
    """The markup with no more attributes on an element and no more elements in one another than the bounds allow."""
    if len(markup) < LARGE:
        return markup
    crowded, last = set[int](), -1
    for start in range(0, len(markup), WINDOW):
        inside = markup.rfind("<", start, start + WINDOW)
        if inside < 0:
            crowded.add(last)
        else:
            last = inside
    for at in sorted(crowded, reverse=True):
        markup = _thinned(markup, max(0, at))
    return _flattened(markup) if _is_deep(markup) else markup


def _thinned(markup: str, start: int) -> str:
    """The markup without the attributes of the element at `start` that are too many."""
    name = _NAME.match(markup, start)
    at = enough = name.end() if name else start
    count = 0
    while name and (attribute := _ATTRIBUTE.match(markup, at)):
        at = attribute.end()
        count += 1
        enough = at if count <= ATTRIBUTES else enough
    return markup[:enough] + markup[at:] if enough < at else markup


def _is_deep(markup: str) -> bool:
    unclosed = 0
    for at in range(0, len(markup), WINDOW):
        unclosed += markup.count("<", at, at + WINDOW) - 2 * markup.count("</", at, at + WINDOW)
        if unclosed > UNCLOSED:
            return True
    return False


def _flattened(markup: str) -> str:
    """The markup without the tags of elements that stand too deep; where a block's stood the line still breaks."""
    opened, left_out = Counter[str](), Counter[str]()
    kept, at, depth = [], 0, 0
    for tag in _TAG.finditer(markup):
        name = tag[2].lower()
        if tag[1] and not left_out[name]:
            depth -= opened[name] > 0
            opened[name] -= opened[name] > 0
        elif not tag[1] and depth < DEEPEST:
            depth += 1
            opened[name] += 1
        else:
            left_out[name] += -1 if tag[1] else 1
            kept += [markup[at : tag.start()], "<br>" if name in BLOCKS else ""]
            at = tag.end()
    return "".join(kept) + markup[at:]
