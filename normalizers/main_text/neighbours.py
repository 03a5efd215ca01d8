"""Neighbours: what the lines around a line say of it: seals, lists of titles, lists under a heading of the site."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from ppx.normalizers.main_text.furniture import FURNITURE
from ppx.normalizers.main_text.signs import STRONG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ppx.normalizers.main_text.signs import Sign

SEALED = 3.5
"""a signature with its date weighs more than the two apart"""
ORDERS = frozenset({"令", "公告", "通告"})
"""the word that stands alone between the organs of a joint order and its number"""
HEADED, NUMBERED = {"title", "number"}, 5.5
"""a number beside a title, and what it weighs: the head of a document stays, whatever stands around it"""
SEALING, CONTENTS = frozenset({"date", "number"}), "目录"
"""forms that weigh more beside others, and the heading that does"""
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
MENU_BULLETS = frozenset("-•·●■◆")
ENTRIES, ENTRY = 3, 20
"""entries that make a menu, and characters of one at most"""
FIELD_NAMES = (
    "发文机关",
    "发文日期",
    "发文字号",
    "发布日期",
    "发布部门",
    "施行日期",
    "实施日期",
    "效力级别",
    "时效性",
    "法规类别",
    "公布日期",
)
"""labels of the fields that collections of laws set above a text"""
HOSTS = frozenset({"主办单位", "主办:", "承办单位", "承办:"})
APART = 40
"""lines from a clause's field to the next clause at most"""
TOP, REACH = 12, 4
"""lines of the page that may be a teaser, and lines under it that may tell it whole"""
TEASER, SUMMARY, TORN = 40, 300, 16
"""characters of a teaser at least and at most, and of its torn end"""
ENDED = frozenset('。;:!?…)"》、,')
VALUE = 40
"""characters of a value at most"""


def compared(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    """The signs, each weighed beside its neighbours."""
    found = _hosted(_teased(_glued(_menus(list(signs)))))
    reasons, forms = {sign.reason for sign in found}, [sign.form for sign in found]
    if "byline" in reasons:
        found = _valued(found)
    if "marker" in forms:
        found = _told(found)
    if not SEALING.isdisjoint(forms) or any(sign.text == CONTENTS for sign in found):
        found = _sealed(found)
    if forms.count("title") >= STACK:
        found = _stacked(found)
    return tuple(_listed(found) if "related" in reasons else found)


def _glued(signs: list[Sign]) -> list[Sign]:
    """Fields whose values stand right behind their labels, one under another: `发文日期1993年04月04日`."""
    out, run = signs[:], list[int]()
    for n, sign in enumerate([*signs[:TOP], None]):
        if sign is not None and sign.form in VALUES and sign.text.startswith(FIELD_NAMES):
            run.append(n)
            continue
        if len(run) >= ENTRIES:
            for m in run:
                out[m] = signs[m]._replace(weight=FURNITURE, reason="byline", evidence="label and value")
        run = []
    return out


def _teased(signs: list[Sign]) -> list[Sign]:
    """A summary that breaks off in a sentence which a line below tells whole: the site's teaser above an article."""
    out = signs[:]
    for n, sign in enumerate(signs[:TOP]):
        short = TEASER <= len(sign.text) <= SUMMARY
        if short and sign.text[-1] not in ENDED and not sign.reason and "\t" not in sign.text:
            end = sign.text[-TORN:]
            if any(end in below.text[:-1] and not below.reason for below in signs[n + 1 : n + 1 + REACH]):
                out[n] = sign._replace(weight=FURNITURE, reason="intro", evidence="cut off, told whole below")
    return out


def _menus(signs: list[Sign]) -> list[Sign]:
    """Short items behind bullets, one under another above the first sentence of the page: a menu of the site."""
    out, run = signs[:], list[int]()
    for n, sign in enumerate(signs):
        if sign.form in ITEMS and sign.shown[:1] in MENU_BULLETS and len(sign.text) <= ENTRY:
            run.append(n)
            continue
        if len(run) >= ENTRIES:
            for m in run:
                out[m] = signs[m]._replace(
                    weight=min(signs[m].weight, FURNITURE), reason=signs[m].reason or "navigation", evidence="in a menu"
                )
        run = []
        if sign.form in ("prose", "marker", "salutation"):
            break
    return out


def _hosted(signs: list[Sign]) -> list[Sign]:
    """`主办单位：…` between two clauses of a document tells who holds an event; a site's footer has no clause under it."""
    places = [n for n, sign in enumerate(signs) if sign.weight <= FURNITURE and sign.evidence in HOSTS]
    if not places:
        return signs
    out, strong = signs[:], [n for n, sign in enumerate(signs) if sign.form == "marker" and sign.weight >= STRONG]
    for n in places:
        above = max((m for m in strong if m < n), default=None)
        below = min((m for m in strong if m > n), default=None)
        if above is not None and below is not None and n - above <= FIELDS and below - n <= APART:
            out[n] = signs[n]._replace(weight=TOLD, reason="", evidence="field of a clause")
    return out


def _valued(signs: list[Sign]) -> list[Sign]:
    """A value under its label, `发文字号：` on one line and the number on the next, is of the same field."""
    out = signs[:]
    for n, (label, sign) in enumerate(pairwise(signs), 1):
        if label.reason == "byline" and label.text[-1] == ":" and not sign.reason and _value(label, sign):
            out[n] = sign._replace(weight=min(sign.weight, LISTED), reason="byline", evidence=f"under {label.evidence}")
    return out


def _told(signs: list[Sign]) -> list[Sign]:
    """Persons and telephones under a clause that tells whom to ask: `四、联系方式`."""
    out = signs[:]
    for n, (above, sign) in enumerate(pairwise(signs), 1):
        if above.form == "marker" and _is_field(sign) and ASKED.search(above.text):
            for m, one in enumerate(takewhile(_is_field, signs[n : n + FIELDS]), n):
                out[m] = one._replace(weight=max(one.weight, TOLD), reason="", evidence="under a clause on contacts")
    return out


def _is_field(sign: Sign) -> bool:
    return ":" in sign.text and sign.form != "marker" and sign.reason in ("", "contact")


def _value(label: Sign, sign: Sign) -> bool:
    """True where a line can be the value of the field above it; a row of a table has its values beside the labels."""
    if sign.form not in VALUES or len(sign.text) > VALUE or "|" in sign.text or label.tag == "tr":
        return False
    name = label.text[:-1].rstrip()
    return (sign.form != "number" or name.endswith("号")) and (sign.form != "date" or name.endswith(("期", "间")))


def _sealed(signs: list[Sign]) -> list[Sign]:
    out = signs[:]
    marked = [sign.form in SEALING or sign.text == CONTENTS for sign in signs]
    for n in (n for n, (above, below) in enumerate(pairwise(marked)) if above or below):
        above, sign = signs[n : n + 2]
        if sign.form == "date" and above.form == "signature" and min(above.weight, sign.weight) > 0:
            out[n : n + 2] = (above._replace(weight=SEALED), sign._replace(weight=SEALED))
        elif sign.form == "marker":
            if above.text == CONTENTS and sign.weight >= STRONG:
                out[n] = above._replace(weight=TOLD, reason="", evidence="contents of the document")
        elif sign.form != "number" and above.form != "number":
            continue
        elif sign.form == "number" and above.text in ORDERS and sign.weight > 0:
            top = n
            while top > 0 and signs[top - 1].form == "signature":
                top -= 1
            out[top : n + 2] = [one._replace(weight=SEALED, reason="") for one in signs[top : n + 2]]
        elif {above.form, sign.form} == HEADED and min(above.weight, sign.weight) > 0:
            m = n + 1 if sign.form == "number" else n
            out[m] = signs[m]._replace(weight=NUMBERED)
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
    if sign.weight == SEALED:
        return False
    return (sign.form in ITEMS or (sign.form == "marker" and sign.weight < STRONG)) and "。" not in sign.text


def _heads(sign: Sign) -> bool:
    """True where a line of reason `related` is the heading of a list."""
    by_words = not sign.evidence.startswith(("link", "cut"))
    return by_words and sign.weight <= FURNITURE and (len(sign.text) <= HEADLINE or sign.text[-1] == ":")
