"""Reading: from a folder tree to `Page` records. Nothing here knows what a policy is.

    for raw in find(Path("raw")):      # in a stable order
        page = read(raw)               # or a PageError: what, where, what to do

Bytes become text (`encodings`), text becomes lines: physical lines of a text page (`plain`), one line per block element of
an HTML page (`html`), which may come wrapped as MHTML (`mht`), one line per paragraph of a Word or PDF file (`office`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from ppx import stores
from ppx.codes import container_type
from ppx.errors import PageTooLargeError, UnreadablePageError
from ppx.reading import encodings, html, mht, office, plain, sites, sniffing
from ppx.reading.containers import Range, Skipped, cut, unpack
from ppx.reading.files import LARGEST, Raw, find, is_container
from ppx.reading.globs import Globs
from ppx.records import Page, Settings, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ppx.reading.html import Html
    from ppx.records import Site

__all__ = ["Range", "Raw", "Skipped", "cut", "digest", "find", "is_container", "read", "told", "unpack", "unread"]

NO_SETTINGS = Settings()


def read(raw: Raw, settings: Settings = NO_SETTINGS) -> Page:
    """The page of a raw file, read as the project's encodings and site rules say.

    Raises a `PageError`: `UnreadablePageError`, `NotTextError`, `PageTooLargeError`, or one of `office.read`. Damage that leaves
    text is no error: the page carries a caution and U+FFFD stands where bytes could not be read.
    """
    data = _bytes(raw)
    if kind := office.kind(raw.path, data):
        sheet = office.read(raw.path, data, kind)
        source = Source(raw.path, hashlib.sha256(data).hexdigest(), len(data), kind, None)
        return Page(_told(source, raw), sheet.text, sheet.lines, cautions=sheet.cautions)
    settled = next((encoding for glob, encoding in settings.encodings if Globs((glob,)).includes(raw.path)), None)
    if mht.is_mht(data):
        body = mht.unpack(raw.path, data)
        decoded = encodings.decode(raw.path, body.data, body.charset, settled)
        kind, address, fetched = "multipart/related", body.url, body.fetched
    else:
        decoded = encodings.decode(raw.path, data, raw.charset, settled)
        kind, address, fetched = _media_type(raw.path, decoded.text), None, None
    source = Source(raw.path, hashlib.sha256(data).hexdigest(), len(data), kind, decoded.encoding)
    if kind in ("text/plain", "text/markdown"):
        return Page(_told(source, raw), decoded.text, plain.lines(decoded.text), cautions=decoded.cautions)

    def find_site(meta: Mapping[str, str]) -> Site | None:
        return sites.choose(settings.sites, raw.path, _row(raw).get("url") or _address(meta, address))

    parsed = html.parse(decoded.text, find_site, raw.path)
    source = _told(_described(source, parsed, address, fetched), raw)
    cautions = decoded.cautions + parsed.cautions
    return Page(source, parsed.text, parsed.lines, parsed.meta, parsed.attachments, cautions)


def digest(raw: Raw) -> str:
    """The sha256 of a raw file, hexadecimal; empty where its bytes cannot be read."""
    try:
        with raw.file.open("rb", buffering=0) if stores.is_disk(raw.file) else stores.open_bytes(raw.file) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def unread(raw: Raw) -> Source:
    """What is known of a raw file that could not be read: its digest and size where the system gives the bytes."""
    kind = container_type(raw.path) or "application/octet-stream"
    digest, size = hashlib.sha256(raw.data or b""), len(raw.data or b"")
    if raw.data is not None:
        return _told(Source(raw.path, digest.hexdigest(), size, kind, None), raw)
    try:
        with stores.open_bytes(raw.file) as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
                size += len(chunk)
    except (OSError, ValueError):
        return _told(Source(raw.path, "", 0, kind, None), raw)
    return _told(Source(raw.path, digest.hexdigest(), size, kind, None), raw)


def _bytes(raw: Raw) -> bytes:
    if raw.fault:
        raise raw.fault
    if raw.data is not None:
        return raw.data
    try:
        size = stores.size(raw.file)
        if size > LARGEST:
            raise PageTooLargeError(
                f"{raw.path} has {size} bytes, one page may have {LARGEST}; cut it into pages or leave it out with --exclude"
            )
        return stores.read(raw.file)
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
    url = _address(parsed.meta, address)
    return replace(source, url=url, site=parsed.meta.get("sitename"), headline=parsed.headline, fetched=fetched)


def _address(meta: Mapping[str, str], address: str | None) -> str | None:
    own = (meta.get(name) for name in ("canonical", "og:url", "url"))
    return address or next((value for value in own if value and "://" in value), None)


def _told(source: Source, raw: Raw) -> Source:
    """The source with what the container and the manifest say; the manifest goes before all else."""
    row = _row(raw)
    return replace(
        source,
        url=row.get("url") or source.url,
        site=row.get("site") or source.site,
        fetched=row.get("fetched") or source.fetched,
        manifest=told(raw),
    )


def _row(raw: Raw) -> Mapping[str, str]:
    return {**(raw.headers or {}), **(raw.manifest or {})}


def told(raw: Raw) -> str | None:
    """Digest of what the manifest says of a page; None where it says nothing."""
    if not raw.manifest:
        return None
    return hashlib.sha256(json.dumps(dict(raw.manifest), sort_keys=True).encode()).hexdigest()[:16]
