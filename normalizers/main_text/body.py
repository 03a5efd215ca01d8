"""Body: the container of an HTML page that holds the document, and what standing in it or out of it says of a line."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ppx.normalizers.main_text.signs import FOREIGN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ppx.normalizers.main_text.signs import Sign

SURE = 1.5
"""weight from which a line speaks for its container"""
SHARE = 0.85
"""share of all such weight that the body holds"""
MIXED = 0.35
"""share of site lines from which a container is the page and no body"""
IN, OUT = 0.8, -0.5
"""what standing in the body, or out of it, adds to a line that says little itself"""


def placed(signs: Sequence[Sign]) -> tuple[Sign, ...]:
    """The signs, those that say little weighed by where they stand; as they are where the page has no clear body."""
    body = _body(signs)
    if not body:
        return tuple(signs)
    return tuple(
        sign._replace(weight=sign.weight + (IN if _within(sign.block, body) else OUT)) if _slight(sign) else sign
        for sign in signs
    )


def _slight(sign: Sign) -> bool:
    return FOREIGN < sign.weight < SURE and (not sign.reason or sign.form == "prose")


def _within(block: str, body: str) -> bool:
    return block == body or block.startswith(body + " > ")


def _body(signs: Sequence[Sign]) -> str:
    """The deepest container that holds nearly all that is surely document text."""
    weights: defaultdict[str, float] = defaultdict(float)
    for sign in signs:
        if sign.weight >= SURE and sign.block:
            weights[sign.block] += sign.weight
    held: defaultdict[str, float] = defaultdict(float)
    for block, weight in weights.items():
        path = block.split(" > ")
        for depth in range(1, len(path) + 1):
            held[" > ".join(path[:depth])] += weight
    total = sum(weights.values())
    bodies = [block for block, weight in held.items() if weight >= SHARE * total]
    body = max(bodies, key=len, default="")
    inside = [sign for sign in signs if body and _within(sign.block, body) and sign.reason != "hidden"]
    mixed = sum(sign.weight <= FOREIGN for sign in inside) > MIXED * len(inside)
    return "" if mixed else body
