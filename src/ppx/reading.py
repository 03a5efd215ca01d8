"""Reading: a folder tree of raw files, their encodings, and the lines of a page."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ppx.errors import NotTextError
from ppx.records import Line, Page, Source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Raw:
    """One raw file and what the manifest says of it."""

    path: str
    """under RAW, with `/`"""
    file: Path
    """where it stands"""
    manifest: Mapping[str, str] | None = None
    """its row of the manifest: url, site, fetched"""


def read(raw: Raw) -> Page:
    """The page of a raw file."""
    data = raw.file.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotTextError(f"{raw.path} is not UTF-8") from None
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Line(at, at + len(line)))
        at += len(line) + 1
    source = Source(raw.path, hashlib.sha256(data).hexdigest(), len(data), "text/plain", "utf-8")
    return Page(source, text, tuple(lines))


def unread(raw: Raw) -> Source:
    """What is known of a raw file that could not be read."""
    return Source(raw.path, "", 0, "application/octet-stream", None)
