"""Reading: from a folder tree to `Page` records. Nothing here knows what a policy is.

    for raw in find(Path("raw")):      # in a stable order
        page = read(raw)               # or a PageError: what, where, what to do

Bytes become text (`encodings`), text becomes lines: physical lines of a text page (`plain`), one line per block element of
an HTML page (`html`), which may come wrapped as MHTML (`mht`), one line per paragraph of a Word or PDF file (`office`).
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from ppx.errors import PageTooLargeError, UnreadablePageError
from ppx.reading import encodings, html, mht, office, plain, sniffing
from ppx.reading.files import Raw, find
from ppx.records import Page, Source

if TYPE_CHECKING:
    from ppx.reading.html import Html

__all__ = ["Raw", "find", "read", "unread"]

LARGEST = 64 * 1024 * 1024
"""Bytes of one page. The longest policy pages have some 0.5 million; beyond this limit stand dumps and containers."""


def read(raw: Raw) -> Page:
    """The page of a raw file.

    Raises a `PageError`: `UnreadablePageError`, `NotTextError`, `PageTooLargeError`, or one of `office.read`. Damage that leaves
    text is no error: the page carries a caution and U+FFFD stands where bytes could not be read.
    """
    data = _bytes(raw)
    if kind := office.kind(raw.path, data):
        sheet = office.read(raw.path, data, kind)
        source = Source(raw.path, hashlib.sha256(data).hexdigest(), len(data), kind, None)
        return Page(_told(source, raw), sheet.text, sheet.lines, cautions=sheet.cautions)
    if mht.is_mht(data):
        body = mht.unpack(raw.path, data)
        decoded = encodings.decode(raw.path, body.data, body.charset)
        kind, address, fetched = "multipart/related", body.url, body.fetched
    else:
        decoded = encodings.decode(raw.path, data)
        kind, address, fetched = _media_type(raw.path, decoded.text), None, None
    source = Source(raw.path, hashlib.sha256(data).hexdigest(), len(data), kind, decoded.encoding)
    if kind in ("text/plain", "text/markdown"):
        return Page(_told(source, raw), decoded.text, plain.lines(decoded.text), cautions=decoded.cautions)
    parsed = html.parse(decoded.text)
    source = _told(_described(source, parsed, address, fetched), raw)
    return Page(source, parsed.text, parsed.lines, parsed.meta, parsed.attachments, decoded.cautions)


def unread(raw: Raw) -> Source:
    """What is known of a raw file that could not be read: its digest and size where the system gives the bytes."""
    digest, size = hashlib.sha256(), 0
    try:
        with raw.file.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
                size += len(chunk)
    except (OSError, ValueError):
        return _told(Source(raw.path, "", 0, "application/octet-stream", None), raw)
    return _told(Source(raw.path, digest.hexdigest(), size, "application/octet-stream", None), raw)


def _bytes(raw: Raw) -> bytes:
    try:
        size = raw.file.stat().st_size
        if size > LARGEST:
            raise PageTooLargeError(
                f"{raw.path} has {size} bytes, one page may have {LARGEST}; cut it into pages or leave it out with --exclude"
            )
        return raw.file.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadablePageError(f"{raw.path} cannot be read: {reason}; check the file and its rights") from None


def _media_type(path: str, text: str) -> str:
    """By the suffix, unless the text is plainly otherwise: HTML in a text file, no tag at all in an HTML file."""
    suffix = path.rpartition(".")[2].lower()
    if suffix == "md":
        return "text/markdown"
    if suffix in ("html", "htm", "xhtml", "shtml", "mht", "mhtml"):
        return "text/html" if sniffing.has_tags(text) or not text else "text/plain"
    return "text/html" if sniffing.is_html(text) else "text/plain"


def _described(source: Source, parsed: Html, address: str | None, fetched: str | None) -> Source:
    """The source with what the page says of itself; the address that a saved page was fetched from goes before its own."""
    meta = parsed.meta
    own = (meta.get(name) for name in ("canonical", "og:url", "url"))
    url = address or next((value for value in own if value and "://" in value), None)
    return replace(source, url=url, site=meta.get("sitename"), headline=parsed.headline, fetched=fetched)


def _told(source: Source, raw: Raw) -> Source:
    """The source with what the manifest says, which goes before all else."""
    row = raw.manifest or {}
    return replace(
        source,
        url=row.get("url") or source.url,
        site=row.get("site") or source.site,
        fetched=row.get("fetched") or source.fetched,
    )
