"""Metadata: what a document is, who issued it under which number and when, and which division it governs.

Every field needs evidence in the document or on its page; without any it stays None. Where sources disagree the better
one wins: what stands under the seal, then the document's own words, then the site's labels, then its meta tags.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ppx.extractors.metadata import conflicts, issuers, kinds, labels, numbers, regions, seals, terms

if TYPE_CHECKING:
    from ppx.records import Caution, Context, Document


def extract(document: Document, context: Context) -> Document:
    """The document with its kind, number, issuer, dates and region."""
    if context.parent:
        return _attached(document, context.parent)
    shown = labels.read(context, document.text)
    seal = seals.find(document.text, context.dropped)
    kind = kinds.of(document)
    number = numbers.own(document, shown, context.dropped)
    signed = seal.date or seals.of_title(document.title) or shown.signed
    organs = issuers.named(document, kind, seal, shown)
    year = int((signed or shown.published or "0")[:4]) or None
    region = regions.governed(document, kind, number, organs, context, year)
    effective, expires = terms.read(document.text, signed or shown.published)
    return replace(
        document,
        kind=kind,
        doc_number=number,
        issuer=issuers.written_out(organs, region),
        signed=signed,
        published=shown.published,
        effective=effective or shown.effective,
        expires=expires or shown.expires,
        region=region,
    )


def disagreements(document: Document, context: Context) -> tuple[Caution, ...]:
    """What the sources of an extracted document's metadata disagree on, for `warnings`."""
    return tuple(conflicts.find(document, context))


def _attached(document: Document, notice: Document) -> Document:
    """An attachment takes issuer, region and dates from its notice; kind, number and term are its own."""
    effective, expires = terms.read(document.text, notice.signed or notice.published)
    return replace(
        document,
        kind=kinds.of(document),
        doc_number=numbers.of_title(document.title),
        issuer=notice.issuer,
        signed=notice.signed,
        published=notice.published,
        effective=effective or notice.effective,
        expires=expires or notice.expires,
        region=notice.region,
    )
