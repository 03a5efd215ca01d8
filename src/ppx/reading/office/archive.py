"""Archive: whether a Word file, which is a ZIP archive, may be opened: its parts are measured before any is unpacked."""

from __future__ import annotations

import zipfile
from io import BytesIO

from ppx.errors import DamagedFileError, EncryptedFileError, PageTooLargeError

MOST_BYTES = 192 * 1024 * 1024
"""Bytes of all parts once unpacked; pictures are most of them. The directory's figures bind: no part unpacks beyond its own."""
MOST_MARKUP = 24 * 1024 * 1024
"""Bytes of one part in XML: a tree takes up to thirty times as much memory. The longest plans have 5 million."""
MOST_PARTS = 4000
OLE = b"\xd0\xcf\x11\xe0"


def check(path: str, data: bytes) -> None:
    """Raise the error that tells why the file cannot be opened, if it cannot."""
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise EncryptedFileError(f"{path} is locked by a password; save it without one")
        raise DamagedFileError(f"{path} is an old Word file under a new name; save it as .docx")
    try:
        parts = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DamagedFileError(f"{path} cannot be opened ({error}); fetch it again") from None
    if any(part.flag_bits & 1 for part in parts):
        raise EncryptedFileError(f"{path} is locked by a password; save it without one")
    size = sum(part.file_size for part in parts)
    markup = max((part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels"))), default=0)
    if size > MOST_BYTES or markup > MOST_MARKUP or len(parts) > MOST_PARTS:
        raise PageTooLargeError(
            f"{path} unpacks to {size} bytes in {len(parts)} parts, {markup} in the largest part of text; "
            f"{MOST_BYTES}, {MOST_PARTS} and {MOST_MARKUP} are read: cut it into pieces or leave it out with --exclude"
        )
