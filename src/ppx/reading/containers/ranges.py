"""Ranges: where a large container can be cut, so that several workers read it, each from the beginning of a record.

    for piece in cut(raw, 32_000_000):
        for record in unpack(raw, piece): ...      # together the same records, under the same names, as unpack(raw)

Cut are JSON Lines at line breaks, WARC files at records, and `.warc.gz` at gzip members, where each holds one whole record, as ISO 28500
recommends. To know the number of a record all before it have to be seen; a member has to be unpacked for that, which costs little beside
what its pages cost. What is damaged, or packed in another way, stays in one piece.
"""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass
from io import BufferedReader
from typing import TYPE_CHECKING, NamedTuple

from ppx import stores
from ppx.codes import container_type
from ppx.reading.containers.streams import CHUNK, END, is_packed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from ppx.reading.files import Raw

HEADER = 1 << 16
"""bytes within which the header of a record ends"""
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*(?=\r\n)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Range:
    """A piece of a container that holds whole records."""

    start: int
    """byte of the file"""
    end: int
    before: int
    """records, or lines, before it"""


class _Border(NamedTuple):
    start: int
    before: int


class _UncutError(Exception):
    """The container is damaged, or its records begin where no range may."""


def cut(raw: Raw, size: int) -> tuple[Range, ...]:
    """The ranges of a container, each of `size` bytes of the file and up to a record more; none where it cannot be cut."""
    try:
        with stores.open_bytes(raw.file) as handle:
            chosen = [_Border(0, 0)]
            for border in _borders(raw.path, handle):
                if border.start - chosen[-1].start >= size:
                    chosen.append(border)
            end = handle.seek(0, io.SEEK_END)
    except (_UncutError, OSError, EOFError, zlib.error):
        return ()
    ends = [border.start for border in chosen[1:]] + [end]
    found = tuple(Range(b.start, e, b.before) for b, e in zip(chosen, ends, strict=True) if e > b.start)
    return found if len(found) > 1 else ()


def _borders(path: str, handle: BinaryIO) -> Iterator[_Border]:
    """Where a range may begin; all of a WARC, and lines some chunks apart."""
    packed = is_packed(handle)
    if container_type(path) == "application/warc":
        starts = _members(handle) if packed else _records(handle)
        return (_Border(start, number) for number, start in enumerate(starts))
    if packed:
        raise _UncutError
    return _lines(handle)


def _lines(handle: BinaryIO) -> Iterator[_Border]:
    at = number = 0
    while chunk := handle.read(CHUNK):
        while chunk:  # to the end of its last line, which may be long
            at, number, ended = at + len(chunk), number + chunk.count(b"\n"), chunk.endswith(b"\n")
            chunk = b"" if ended else handle.readline(CHUNK)
        if ended:
            yield _Border(at, number)


def _records(handle: BinaryIO) -> Iterator[int]:
    """Where each record of an unpacked WARC begins."""
    at = 0
    while head := handle.read(HEADER):
        yield at
        at += _length(head)
        handle.seek(at - len(END))
        if handle.read(len(END)) != END:
            raise _UncutError


def _members(handle: BinaryIO) -> Iterator[int]:
    """Where each gzip member begins; each is unpacked to its end, which checks its sum, and must hold one record."""
    at, data = 0, handle.read(CHUNK)
    while data:
        yield at
        unpacker, head, tail, length = zlib.decompressobj(16 + zlib.MAX_WBITS), b"", b"", 0
        while not unpacker.eof:
            more = data or handle.read(CHUNK)
            given = unpacker.decompress(more, 16 * CHUNK)
            if not (more or given or unpacker.eof):
                raise EOFError
            data = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            at += len(more) - len(data)
            head += given[: HEADER - len(head)]
            tail, length = (tail + given[-len(END) :])[-len(END) :], length + len(given)
        if tail != END or length != _length(head):
            raise _UncutError
        data = data or handle.read(CHUNK)


def _length(head: bytes) -> int:
    """Bytes of the record that begins with `head`: its header, its body and the blank lines that close it."""
    header = head[: head.find(END) + 2] if head.startswith(b"WARC/1.") else b""
    lengths = _LENGTH.findall(header)
    if len(lengths) != 1:
        raise _UncutError
    return len(header) + 2 + int(lengths[0]) + len(END)


class Window(io.RawIOBase):
    """The bytes of a range, as a file of its own."""

    def __init__(self, handle: BufferedReader, piece: Range) -> None:
        """Read from `handle` what the range holds."""
        self.handle, self.piece = handle, piece
        self.seek(0)

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a byte of the range, counted from its beginning."""
        if whence != io.SEEK_SET:
            raise io.UnsupportedOperation("a range is read from its beginning")
        return self.handle.seek(self.piece.start + offset) - self.piece.start

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with what comes next; 0 at the end."""
        left = max(0, self.piece.end - self.handle.tell())
        return self.handle.readinto(buffer[: min(left, len(buffer))])
