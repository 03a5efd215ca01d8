"""WARC (ISO 28500): what crawlers keep. The answers with status 200 that are HTML or text are pages.

The reader, fastwarc, ends without a word where a file was cut, so the end is checked here: a gzip member that does not
finish, a header without its length, a body shorter than announced, a last record without its closing blank lines.
"""

from __future__ import annotations

from dataclasses import replace
from io import BufferedReader
from typing import TYPE_CHECKING, Any

from ppx.errors import PageTooLargeError
from ppx.reading.containers.streams import CHUNK, END, Skipped, Stream, damaged, named
from ppx.reading.files import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.reading.files import Raw

PAGES = frozenset(("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "multipart/related"))
"""media types of pages; a record without one is looked into"""


def records(raw: Raw, handle: BufferedReader, before: int = 0) -> Iterator[Raw | Skipped]:
    """The records of an opened WARC file, `.gz` or not; `before` stand in front of the first."""
    from fastwarc.warc import ArchiveIterator  # loaded only where a WARC is met

    stream = Stream(handle, raw.path)
    number = before
    held: Raw | Skipped | None = None  # a record is given when the next one shows that it is whole
    whole: bool | None = None
    try:
        for record in ArchiveIterator(BufferedReader(stream, CHUNK), auto_decode="all"):
            if held is not None:
                yield held
            number += 1
            held = _record(raw, number, record)
            whole = _is_whole(record, held)
    except (OSError, ValueError) as error:
        stream.fault = stream.fault or str(error)
    fault = stream.fault
    if whole is False or stream.tail != END:
        fault = fault or "the file ends in the middle of a record"
    if held is not None and (whole or not fault):
        yield held
        number += 1
    if fault or held is None:
        yield damaged(raw, max(number, before + 1), fault or "the file holds no WARC record")


def _record(raw: Raw, number: int, record: Any) -> Raw | Skipped:
    kind = (record.headers.get("WARC-Type") or "record without a type").lower()
    if kind not in ("response", "resource"):
        return Skipped(kind)
    answer = record.http_headers
    status = answer.status_code if answer is not None else None
    if status is not None and status != 200:
        return Skipped(f"status {status}")
    media_type = (
        (record.http_content_type or record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    )
    if media_type and not media_type.startswith("application/http") and media_type not in PAGES:
        return Skipped(media_type)
    data = record.reader.read(LARGEST + 1)
    fault = None
    if len(data) > LARGEST:
        fault = PageTooLargeError(
            f"{raw.path}!{number} is longer than the {LARGEST} bytes that one page may have; leave the container's page out"
        )
        data = b""
    told = {"url": record.headers.get("WARC-Target-URI"), "fetched": record.headers.get("WARC-Date")}
    headers = {name: value for name, value in told.items() if value}
    return replace(named(raw, number), data=data, charset=record.http_charset, headers=headers, fault=fault)


def _is_whole(record: Any, taken: Raw | Skipped) -> bool | None:
    """Whether all of the record is there; None where it does not tell: it was not read, or it was packed by the server."""
    if "Content-Length" not in record.headers:
        return False
    headers = record.http_headers or {}
    if isinstance(taken, Skipped) or taken.fault or "Content-Encoding" in headers or "Transfer-Encoding" in headers:
        return None
    length: int = record.content_length
    return len(taken.data or b"") >= length
