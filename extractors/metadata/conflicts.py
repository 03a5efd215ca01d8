"""Conflicts: where the sources of a field contradict each other, so that a reader may look.

The better source has won by then; a caution names both. Not said: what pages differ in without contradiction, such as a
short form of an organ, a day between two clocks, or another office of the same government as source.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ppx.extractors.metadata import issuers, labels, numbers, organs, places, regions
from ppx.records import Caution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.extractors.metadata.labels import Shown
    from ppx.records import Context, Document

CODE = "metadata_conflict"
_DAY = 1
"""days between two dates of publication that two clocks explain"""


_Conflict = tuple[str, str, str, str, str]
"""field, what was taken, from where, the other value, from where"""


def find(document: Document, context: Context) -> Iterator[Caution]:
    """A caution for every field of the document that its sources disagree on; an attachment's are its notice's."""
    if context.parent:
        return
    shown = labels.read(context)
    for field, taken, where, other, elsewhere in (
        *_number(document, shown),
        *_published(document, context),
        *_signed(document, shown),
        *_issuer(document, shown),
        *_region(document),
    ):
        yield Caution(
            CODE,
            f"{document.title or document.id}: {field} is {taken} by {where} and {other} by {elsewhere}; "
            f"{taken} was taken, look which is right",
        )


def _number(document: Document, shown: Shown) -> Iterator[_Conflict]:
    own = document.doc_number
    titled = numbers.of_title(document.title) if own else None
    if not own or not (titled or shown.number):  # no source, or the number line alone
        return
    sources = (
        ("the number line", numbers.of_text(document.text)),
        ("the title", titled),
        ("the site's label", shown.number),
    )
    taken = next((where for where, number in sources if number == own), "")
    for where, number in sources:
        if taken and number and _bare(number) != _bare(own):
            yield "doc_number", own, taken, number, where
            return


def _bare(number: str) -> str:
    """The number as two sources may both write it: digits and place, no marks."""
    return "".join(char for char in number if char.isalnum()).replace("第", "")


def _published(document: Document, context: Context) -> Iterator[_Conflict]:
    tag = labels.tagged(context.meta)
    label = labels.dated(context.dropped) if tag else None
    if not label or not tag or not _apart(label, tag):
        return
    if document.published == tag:
        yield "published", tag, "the meta tag", label, "the page's label"
    else:
        yield "published", label, "the page's label", tag, "the meta tag"


def _signed(document: Document, shown: Shown) -> Iterator[_Conflict]:
    if document.signed and shown.signed and _apart(document.signed, shown.signed):
        yield "signed", document.signed, "the document", shown.signed, "the site's label"


def _apart(one: str, other: str) -> bool:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) > _DAY


def _issuer(document: Document, shown: Shown) -> Iterator[_Conflict]:
    """The organ that the site labels 发文机关 or 来源, where its place is of another level than that of all who signed."""
    if not document.issuer or not (shown.issuer or shown.source):
        return
    signed = [_rank(name) for name in document.issuer.split()]
    for label in (shown.issuer, shown.source):
        names = issuers.public(label)
        if names and None not in signed and not any(_rank(name) in (None, *signed) for name in names):
            yield "issuer", document.issuer, "the document", " ".join(names), "the site's label"
            return


def _rank(organ: str) -> str | None:
    """The level of an organ: that of the place in its name, or national; None where its name does not tell."""
    if place := regions.of_organ(organ, organ, None):
        return place.rank
    return "national" if organs.is_national(organ) else None


def _region(document: Document) -> Iterator[_Conflict]:
    """The place in the title, where neither it nor the issuer's place lies in the other."""
    if not document.title or not document.issuer:
        return
    titled = places.opening(document.title)
    if not titled:
        return
    issued = next((d for name in document.issuer.split() if (d := regions.of_organ(name, document.title, None))), None)
    if issued and not titled.holds(issued) and not issued.holds(titled):
        yield "region", issued.name, "the issuer", titled.name, "the title"
