"""Neighbours: what the lines around a line say of it: seals, lists of titles, lists under a heading of the site."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ppx.normalizers.main_text.furniture import FURNITURE
from ppx.normalizers.main_text.signs import STRONG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ppx.normalizers.main_text.signs import Sign

SEALED = 3.5
"""a signature with its date weighs more than the two apart"""
STACK = 4
"""titles without text between them from which they are a list"""
STACKED, LISTED = -0.5, -1.5
"""what a title among titles, and a line in a list of the site, weigh at most"""
ITEMS = frozenset({"short", "title", "signature"})
"""forms of the lines of such lists"""
HEADLINE = 12
"""characters of the heading of such a list at most, where no colon ends it"""
ASKED = re.compile("联系|咨询|监督电话|解读机关|受理")
"""words of a clause that tells whom to ask"""
FIELDS, TOLD = 8, 0.5
"""fields under it at most, and what such a field weighs"""
VALUES = frozenset({"short", "number", "signature", "date"})
"""forms of the values of fields"""
VALUE = 40
"""characters of a value at most"""


def compared(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    """The signs, each weighed beside its neighbours."""
    found = list(signs)
    reasons, forms = {sign.reason for sign in found}, {sign.form for sign in found}
    if "byline" in reasons:
        found = _valued(found)
    found = _told(found)
    if "date" in forms:
        found = _sealed(found)
    found = _stacked(found)
    return tuple(_listed(found) if "related" in reasons else found)


def _valued(signs: list[Sign]) -> list[Sign]:
    """A value under its label, `发文字号：` on one line and the number on the next, is of the same field."""
    out = signs[:]
    for n, (label, sign) in enumerate(pairwise(signs), 1):
        if label.reason == "byline" and label.text[-1] == ":" and not sign.reason and _value(sign):
            out[n] = sign._replace(weight=min(sign.weight, LISTED), reason="byline", evidence=f"under {label.evidence}")
    return out


def _told(signs: list[Sign]) -> list[Sign]:
    """Persons and telephones under a clause that tells whom to ask: `四、联系方式`."""
    out, left = signs[:], 0
    for n, sign in enumerate(signs):
        if sign.form == "marker":
            left = FIELDS if ASKED.search(sign.text) else 0
        elif left and ":" in sign.text and sign.reason in ("", "contact"):
            out[n] = sign._replace(weight=max(sign.weight, TOLD), reason="", evidence="under a clause on contacts")
            left -= 1
        else:
            left = 0
    return out


def _value(sign: Sign) -> bool:
    return sign.form in VALUES and len(sign.text) <= VALUE and "|" not in sign.text


def _sealed(signs: list[Sign]) -> list[Sign]:
    out = signs[:]
    for n, (above, sign) in enumerate(pairwise(signs)):
        if sign.form == "date" and above.form == "signature" and min(above.weight, sign.weight) > 0:
            out[n : n + 2] = (above._replace(weight=SEALED), sign._replace(weight=SEALED))
    return out


def _stacked(signs: list[Sign]) -> list[Sign]:
    """Titles that stand one upon another, weighed as the list that they are."""
    out, run = signs[:], list[int]()
    for n, sign in enumerate([*signs, None]):
        if sign is not None and (sign.form in ITEMS or sign.weight <= FURNITURE):
            run += [n] if sign.form == "title" else []
            continue
        if len(run) >= STACK:
            for m in run:
                out[m] = signs[m]._replace(weight=min(signs[m].weight, STACKED), evidence="among titles")
        run = []
    return out


def _listed(signs: list[Sign]) -> Iterator[Sign]:
    """What stands under a heading like `相关文章` in its container, up to the next sentence."""
    under, around = False, ""
    for sign in signs:
        if under and sign.block.startswith(around) and _item(sign):
            yield sign._replace(weight=min(sign.weight, LISTED), reason=sign.reason or "related", evidence="in a list")
            continue
        under = sign.reason == "related" and _heads(sign)
        if under:
            around = sign.block.rpartition(" > ")[0]
        yield sign


def _item(sign: Sign) -> bool:
    return (sign.form in ITEMS or (sign.form == "marker" and sign.weight < STRONG)) and "。" not in sign.text


def _heads(sign: Sign) -> bool:
    """True where a line of reason `related` is the heading of a list."""
    by_words = not sign.evidence.startswith(("link", "cut"))
    return by_words and sign.weight <= FURNITURE and (len(sign.text) <= HEADLINE or sign.text[-1] == ":")
