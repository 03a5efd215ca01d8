"""MHTML: a page saved with its parts in one MIME file; the HTML among them is the page."""

from __future__ import annotations

import email
from dataclasses import dataclass
from email.errors import MessageError
from typing import TYPE_CHECKING

import regex

from ppx.errors import NotTextError

if TYPE_CHECKING:
    from email.message import Message

_HEAD = regex.compile(rb"\A\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?content-type:\s*multipart/", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """The HTML of an MHTML file, still in bytes, and what its headers say."""

    data: bytes
    charset: str | None
    url: str | None
    fetched: str | None


def is_mht(data: bytes) -> bool:
    """Whether the bytes open with MIME headers that announce parts, whatever the file is called."""
    return _HEAD.match(data[:8192].replace(b"\r\n", b"\n")) is not None


def unpack(path: str, data: bytes) -> Body:
    """The root part: the one that `start` names, else the first HTML, else the first text. Raises `NotTextError`."""
    try:
        message = email.message_from_bytes(data)
        parts = [part for part in message.walk() if part.get_content_maintype() == "text"]
    except (MessageError, RecursionError, ValueError) as error:
        raise NotTextError(f"{path} is damaged MHTML ({error}); save the page again") from None
    root = _root(message, parts)
    payload = root.get_payload(decode=True) if root else None
    if root is None or not isinstance(payload, bytes):
        raise NotTextError(f"{path} is MHTML without an HTML part; save the page again")
    url = _header(message, "Snapshot-Content-Location") or _header(root, "Content-Location")
    return Body(payload, root.get_content_charset(), _address(url), _header(message, "Date"))


def _root(message: Message, parts: list[Message]) -> Message | None:
    start = message.get_param("start")
    named = [part for part in parts if start and part.get("Content-ID", "").strip() == start]
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    return next(iter(named + pages + parts), None)


def _header(message: Message, name: str) -> str | None:
    value = message.get(name)
    return "".join(str(value).split()) if value and name != "Date" else str(value).strip() if value else None


def _address(url: str | None) -> str | None:
    return url if url and not url.lower().startswith(("cid:", "file:")) else None
