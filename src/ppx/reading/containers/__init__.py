"""Containers: many raw pages in one file. WARC and JSON Lines, either also as `.gz`.

    for record in unpack(raw):        # a Raw with its own bytes, or a Skipped
        ...
    cut(raw, 32_000_000)              # the ranges of a large one, to be unpacked each by itself (`ranges`)

A record is named `<container>!<number>`: the 1-based number of the record in a WARC, of the line in JSON Lines. What a
container cannot give (a damaged record, an end in the middle) is a record with a `fault`, so that nothing is lost in silence.
"""

from __future__ import annotations

from io import BufferedReader
from typing import TYPE_CHECKING

from ppx import stores
from ppx.codes import container_type
from ppx.errors import UnreadablePageError
from ppx.reading.containers import lines, warc
from ppx.reading.containers.ranges import Range, Window, cut
from ppx.reading.containers.streams import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.reading.files import Raw

__all__ = ["Range", "Skipped", "cut", "unpack"]


def unpack(raw: Raw, piece: Range | None = None) -> Iterator[Raw | Skipped]:
    """The records of a container, or of a range of it, in their order, one in memory at a time.

    Raises:
        UnreadablePageError: the operating system does not give the file.
    """
    try:
        handle = stores.open_bytes(raw.file)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadablePageError(f"{raw.path} cannot be read: {reason}; check the file and its rights") from None
    with handle:
        read = warc.records if container_type(raw.path) == "application/warc" else lines.records
        if piece is None:
            yield from read(raw, handle)
        else:
            yield from read(raw, BufferedReader(Window(handle, piece)), piece.before)
