"""Raw containers, unpacked anew: the bytes of each record, for the claims that lead back to them.

records = Records(raw / "crawl.warc.gz", "application/warc")
records.take(7)          # the bytes of record 7; None where it is no page or not there
records.finish()
records.skipped          # what is no page, by kind
records.pages            # the numbers of pages that nobody took
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WARC = "application/warc"
PAGES = ("", "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "multipart/related")
"""media types of an answer that is a page; one without a type may be one"""
BODIES = ("html", "text")
LARGEST = 64 << 20
"""bytes that are read of a record; longer ones are errors in the result"""


class Record(NamedTuple):
    """A record of a container."""

    number: int
    kind: str
    """why it is no page; empty for a page"""
    data: bytes


class Records:
    """The records of a raw container, one in memory at a time."""

    def __init__(self, file: Path, media_type: str) -> None:
        """Open the container."""
        self.rest = (_warc if media_type == WARC else _lines)(file)
        self.skipped: Counter[str] = Counter()
        self.pages: list[int] = []

    def take(self, number: int) -> bytes | None:
        """The bytes of the page with this number, which is above that of the last one taken."""
        while (record := next(self.rest, None)) is not None:
            if record.number == number and not record.kind:
                return record.data
            self._pass(record)
            if record.number >= number:
                return None
        return None

    def finish(self) -> None:
        """Read to the end."""
        for record in self.rest:
            self._pass(record)

    def _pass(self, record: Record) -> None:
        if record.kind:
            self.skipped[record.kind] += 1
        else:
            self.pages.append(record.number)


def _lines(file: Path) -> Iterator[Record]:
    with io.BufferedReader(_Whole(file)) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield Record(number, "", _body(line))


def _body(line: bytes) -> bytes:
    """What the line holds of a page; the line itself where it is none, as the error in its result says."""
    try:
        row = json.loads(line)
        body: str = next(row[key] for key in BODIES if isinstance(row.get(key), str))
        return body.encode("utf-8", "replace")
    except (ValueError, AttributeError, StopIteration, RecursionError):
        return line


def _warc(file: Path) -> Iterator[Record]:
    from fastwarc.warc import ArchiveIterator  # loaded only for a WARC

    with io.BufferedReader(_Whole(file)) as stream:
        try:
            for number, record in enumerate(ArchiveIterator(stream, auto_decode="all"), 1):
                kind = _kind(record)
                yield Record(number, kind, b"" if kind else record.reader.read(LARGEST))
        except (OSError, ValueError):  # the record where it breaks off has an error in the part
            return


def _kind(record: Any) -> str:
    """Why a record of a WARC is no page."""
    kind = (record.headers.get("WARC-Type") or "record without a type").lower()
    if kind not in ("response", "resource"):
        return str(kind)
    http = record.http_headers
    if http is not None and http.status_code not in (None, 200):
        return f"status {http.status_code}"
    media_type = (record.http_content_type or record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    return "" if media_type in PAGES or media_type.startswith("application/http") else media_type


class _Whole(io.RawIOBase):
    """The bytes of a file, unpacked where it is packed, up to where it is damaged."""

    def __init__(self, file: Path) -> None:
        self.handle = file.open("rb")
        packed = self.handle.read(2) == b"\x1f\x8b"
        self.handle.seek(0)
        self.given = 0
        self.inner: Any = gzip.GzipFile(fileobj=self.handle) if packed else self.handle

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.given

    def readinto(self, buffer: Any) -> int:
        try:
            data = self.inner.read1(len(buffer))
        except (EOFError, OSError, zlib.error):
            return 0
        buffer[: len(data)] = data
        self.given += len(data)
        return len(data)

    def close(self) -> None:
        self.handle.close()
        super().close()
