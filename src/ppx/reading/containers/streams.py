"""What the readers of containers share: how a record is named, what is left out, and a stream that tells where it broke."""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ppx import stores
from ppx.errors import DamagedContainerError, UnreadablePageError

if TYPE_CHECKING:
    from io import BufferedReader
    from typing import BinaryIO

    from ppx.reading.files import Raw

CHUNK = 1 << 16
"""bytes read at a time"""
END = b"\r\n\r\n"
"""what closes every record of a WARC, and its header"""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record of a container that is no page."""

    kind: str
    """why: `revisit`, `status 404`, `image/png`, …"""


def named(container: Raw, number: int) -> Raw:
    """The record `number` of the container, still without bytes."""
    return replace(container, path=f"{container.path}!{number}")


def damaged(container: Raw, number: int, fault: str) -> Raw:
    """The record in the place of what the container does not give."""
    message = f"{container.path}, record {number}: {fault}; what follows cannot be read: fetch the container again"
    return replace(named(container, number), data=b"", fault=DamagedContainerError(message))


def is_packed(handle: BinaryIO) -> bool:
    """Whether a file opened at its beginning is gzip; it stands at its beginning again."""
    magic = handle.read(2)
    handle.seek(0)
    return magic == b"\x1f\x8b"


class Stream(io.RawIOBase):
    """The bytes of a container, unpacked; it ends where the file is damaged and says so in `fault`.

    A store that fails on the way is no damage: it raises `UnreadablePageError`, and the next run tries again.
    """

    def __init__(self, handle: BufferedReader, path: str) -> None:
        """Read from `handle`, the container `path` opened at its beginning."""
        self.path = path
        self.fault: str | None = None
        self.tail = b""
        self.given = 0
        self.inner = gzip.GzipFile(fileobj=handle) if is_packed(handle) else handle

    def readable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Bytes given so far."""
        return self.given

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with what comes next; 0 at the end and where the file breaks off."""
        try:
            data = self.inner.read1(min(len(buffer), CHUNK))  # read() would lose what came before the fault
        except stores.StoreError as error:
            raise UnreadablePageError(f"{self.path} cannot be read: {error}; run the same command again") from None
        except (EOFError, OSError, zlib.error) as error:
            self.fault = str(error) or type(error).__name__
            return 0
        buffer[: len(data)] = data
        self.tail = (self.tail + data)[-4:]
        self.given += len(data)
        return len(data)
