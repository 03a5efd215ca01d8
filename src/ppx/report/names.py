"""Names of evidence pages, records and links. A page path may hold anything that a file name can, and it stays inside the folder.

page_file("a/plan 1.html")     # pages/a/plan 1.html.html
page_link("a/plan 1.html")     # pages/a/plan%201.html.html
anchor(1, "a3")                # 1-a3: record a3 of the page's first document
"""

from __future__ import annotations

import hashlib
from urllib.parse import quote, urlsplit

NAME_BYTES = 240
"""longest file name written, as for page results: file systems allow 255 bytes"""


def page_file(path: str) -> str:
    """The evidence page of the raw page `path`, relative to the report: `pages/<path>.html`.

    Parts that would lead elsewhere (`..`, an empty part of an absolute path, NUL) are written with `~`; a name too long for the
    file system ends in a digest of itself, as that of the page result does.
    """
    *folders, name = [_inside(part) for part in path.split("/")]
    encoded = name.encode(errors="replace")
    if len(encoded) + len(".html") > NAME_BYTES:
        name = encoded[: NAME_BYTES - 32].decode(errors="ignore") + "~" + hashlib.sha256(encoded).hexdigest()[:16]
    return "/".join(["pages", *folders, f"{name}.html"])


def _inside(part: str) -> str:
    """One part of a path as a name that stays in its folder."""
    if part.strip(".") == "":
        return "~" * max(1, len(part))
    return part.replace("\0", "~")


def page_link(path: str) -> str:
    """The address of the evidence page, relative to the report."""
    return quote(page_file(path), errors="replace")


def anchor(position: int, record: str) -> str:
    """Where a record stands on its evidence page: the document's position in the page (from 1) and the record's id."""
    return f"{position}-{record}"


def climb(file: str) -> str:
    """The way from an evidence page up to the folder of the report: `../` for each folder that it lies in."""
    return "../" * file.count("/")


def web_address(url: str | None) -> str | None:
    """An address that may be clicked: http or https with a host; None for any other (`javascript:`, `data:`, `file:`)."""
    if not url or any(ord(c) <= 32 for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None
