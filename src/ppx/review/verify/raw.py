"""Raw pages as the result says they are: their bytes, their text and their lines, read anew."""

from __future__ import annotations

import email
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ppx.review.verify.claims import fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ppx.review.verify.claims import Fault

Json = dict[str, Any]
TEXTUAL = ("text/plain", "text/markdown")
MHTML = "multipart/related"
LINES = "\r\n\u2028\u2029"
"""what ends a line and is none of its characters"""


@dataclass(frozen=True, slots=True)
class RawPage:
    """A raw page, decoded."""

    path: str
    text: str
    textual: bool
    """True for text pages, whose lines and characters the result leads back to"""
    lines: tuple[tuple[int, int], ...]
    """`[start, end)` of each line of a text page"""

    def line_span(self, lines: list[int]) -> tuple[int, int]:
        """`[start, end)` of `[first, last]` lines, 1-based."""
        return self.lines[lines[0] - 1][0], self.lines[lines[1] - 1][1]


def raw_file(raw: Path, path: str) -> Path:
    """Where a raw file stands; RAW may be the one file itself."""
    return raw if raw.is_file() else raw / path


def read_bytes(raw: Path, path: str) -> bytes | None:
    """The bytes of a raw page; None where it is not there."""
    try:
        return raw_file(raw, path).read_bytes()
    except (OSError, ValueError):
        return None


def check_container(page: Json, file: Path) -> Iterator[Fault]:
    """Whether a raw container is that of the result; it is read as a stream."""
    source = page["source"]
    with file.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    for field, expected in (("bytes", file.stat().st_size), ("sha256", digest)):
        if source[field] != expected:
            yield fault("source", source["path"], field, expected, source[field])


def check_source(page: Json, data: bytes) -> Iterator[Fault]:
    """Whether the bytes are those that the result was made of."""
    source = page["source"]
    digest = hashlib.sha256(data).hexdigest()
    if source["bytes"] != len(data):
        yield fault("source", source["path"], "bytes", len(data), source["bytes"])
    if source["sha256"] != digest:
        yield fault("source", source["path"], "sha256", digest, source["sha256"])


def decode(page: Json, data: bytes) -> RawPage | None:
    """The page's text in the encoding that the result names; None where that does not decode it."""
    source = page["source"]
    body = _body(data) if source["media_type"] == MHTML else data
    try:
        damaged = any(w["code"] == "encoding_damage" for w in page["warnings"])
        text = body.decode(source["encoding"] or "utf-8", errors="replace" if damaged else "strict")
    except (LookupError, UnicodeError):
        return None
    text = text.removeprefix("\ufeff").replace("\0", "\ufffd")
    textual = source["media_type"] in TEXTUAL
    return RawPage(source["path"], text, textual, tuple(_lines(text)) if textual else ())


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n" if "\n" in text else "\r"):
        yield at, at + len(line.rstrip(LINES))
        at += len(line) + 1


def _body(data: bytes) -> bytes:
    """The HTML part of an MHTML file: the one that `start` names, else the first."""
    message = email.message_from_bytes(data)
    parts = [part for part in message.walk() if part.get_content_maintype() == "text"]
    start = message.get_param("start")
    named = [part for part in parts if start and part.get("Content-ID", "").strip() == start]
    pages = [part for part in parts if part.get_content_subtype() in ("html", "xhtml+xml")]
    for part in named + pages + parts:
        payload = part.get_payload(decode=True)
        return payload if isinstance(payload, bytes) else b""
    return b""
