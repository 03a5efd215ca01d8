"""Office files: the Word and PDF files that pages link, read as pages of their own by the extra `ppx[attachments]`.

    kind = office.kind(path, data)              # the media type, or None for anything else
    sheet = office.read(path, data, kind)       # its text and lines, each with the place that it leads back to

python-docx and pypdfium2 have their door here and are loaded when the first such file is met.
"""

from __future__ import annotations

from importlib.util import find_spec
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from ppx.errors import NoReaderError
from ppx.records import Caution, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ppx.reading.elements import Shown

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
SUFFIXES = frozenset((".docx", ".pdf"))
"""files that are taken as raw files by their name"""
LIBRARIES = {DOCX: "docx", PDF: "pypdfium2"}


class Sheet(NamedTuple):
    """What stands in an office file."""

    text: str
    lines: tuple[Line, ...]
    cautions: tuple[Caution, ...]


def kind(path: str, data: bytes) -> str | None:
    """The media type of an office file by its first bytes; a ZIP archive is a Word file by its name."""
    suffix = path[path.rfind(".") :].lower()
    if data[:1024].lstrip().startswith(b"%PDF"):
        return PDF
    return DOCX if suffix == ".docx" and data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) else None


def read(path: str, data: bytes, kind: str) -> Sheet:
    """The sheet of an office file.

    Raises `NoReaderError` without the extra, and `DamagedFileError`, `EncryptedFileError`, `NoTextError` or
    `PageTooLargeError` for a file that gives no text.
    """
    if find_spec(LIBRARIES[kind]) is None:
        shown = "PDF" if kind == PDF else "Word file"
        raise NoReaderError(f"{path} is a {shown}: install ppx[attachments] to read it, or leave it out with --exclude")
    if kind == PDF:
        from ppx.reading.office import pdf  # loaded only for a PDF

        return _laid(*pdf.read(path, data))
    from ppx.reading.office import word  # loaded only for a Word file

    return _laid(word.read(path, data), ())


def _laid(shown: Sequence[Shown], cautions: tuple[Caution, ...]) -> Sheet:
    starts = accumulate((len(line.text) + 1 for line in shown), initial=0)
    lines = tuple(
        Line(at, at + len(x.text), x.node, x.tag, 0.0, False, x.centered, x.block)
        for at, x in zip(starts, shown, strict=False)
    )
    return Sheet("\n".join(line.text for line in shown), lines, cautions)
