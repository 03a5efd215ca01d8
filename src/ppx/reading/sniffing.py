"""What a file is, from its first bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx import stores

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 8192
"""Bytes that decide."""

BINARIES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office file",
    b"PK\x05\x06": "a ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old office file",
    b"{\\rtf": "an RTF file",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x1f\x8b": "a gzip file",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
    b"\x28\xb5\x2f\xfd": "a zstd file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"II*\x00": "a TIFF image",
    b"MM\x00*": "a TIFF image",
    b"RIFF": "a media file",
    b"ID3": "a media file",
    b"OggS": "a media file",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"SQLite format 3": "a database",
    b"\x00\x01\x00\x00": "a font",
    b"\x00\x00\x01\x00": "an icon",
    b"wOF": "a font",
}

_DOCUMENT = regex.compile(r"<(?:!doctype\s+html|html|head|body|meta)\b", regex.IGNORECASE)
_TAG = regex.compile(
    r"</?(?:p|div|br|span|table|tbody|tr|td|a|font|strong|b|h[1-6]|ul|li|img|center)\b[^<>]*+>", regex.IGNORECASE
)
_ANY_TAG = regex.compile(r"<[a-zA-Z!/][^<>]*+>")
FEW_TAGS = 3


def binary(data: bytes) -> str | None:
    """What kind of binary file the bytes begin, or None."""
    for magic, name in BINARIES.items():
        if data.startswith(magic):
            return name
    return None


def looks_like_page(file: Path) -> bool:
    """Whether a file reads as HTML or text; an unreadable one does, so that its error is told."""
    try:
        data = stores.read_head(file, HEAD)
    except OSError:
        return True
    if not data or binary(data):
        return False
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = sum(data.count(byte) for byte in (*range(9), *range(14, 27), *range(28, 32)))
    return controls * 100 < len(data) and (is_html(data.decode("latin-1")) or _has_words(data))


def _has_words(data: bytes) -> bool:
    """Whether an encoding of Chinese reads the bytes, but for a character cut off at their end."""
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(data) - 4:
                continue
        return True
    return False


def is_html(text: str) -> bool:
    """Whether text is HTML by its tags: a document's own, or tags that set text on most of its lines.

    Stray tags that a scraper left in plain text stand on few lines.
    """
    head = text[: 4 * HEAD].lstrip("\ufeff \t\r\n")
    if head.startswith("<") and _DOCUMENT.search(head, 0, 2000):
        return True
    if head.count("<") < FEW_TAGS:
        return False
    lines = [line for line in head.split("\n") if line.strip()]
    counts = [sum(1 for _ in _TAG.finditer(line)) for line in lines]
    return sum(counts) >= FEW_TAGS and 2 * sum(map(bool, counts)) >= len(lines)


def has_tags(text: str) -> bool:
    """Whether any tag stands in the text: a `.html` file without one is a text page."""
    return _ANY_TAG.search(text) is not None
