"""Parts: the page results of a container, a line each, written as a whole or range by range."""

from __future__ import annotations

import hashlib
import os
import shutil
from typing import TYPE_CHECKING, Any

from ppx import stores
from ppx.writing.objects import encode
from ppx.writing.results import part_file

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self


class Lines:
    """Page results on their way into a file, a line each."""

    def __init__(self, file: Path) -> None:
        """Open the partial file of what will be `file`."""
        self.file = file
        self.partial = stores.partial(file)  # its process is in the name: a range may be run twice at once
        self.handle = self.partial.open("wb")

    def __enter__(self) -> Self:
        return self

    def add(self, page: dict[str, Any]) -> bytes:
        """Write one page result; returns its bytes."""
        data = encode(page).encode() + b"\n"
        self.handle.write(data)
        return data


class Part(Lines):
    """The page results of a container; the file appears under its name when all of them are in.

    with Part(out, "crawl.warc.gz") as part: part.add(page)
    """

    def __init__(self, out: Path, path: str) -> None:
        """Open the partial file of the part that belongs to the container `path`."""
        super().__init__(part_file(out, path))
        self.dropped = False

    def take(self, fragment: Path) -> None:
        """Write what a `Fragment` left."""
        with fragment.open("rb") as handle:
            shutil.copyfileobj(handle, self.handle)

    def drop(self) -> None:
        """Leave no part: there is none to write."""
        self.dropped = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None and not self.dropped:
                self.handle.flush()
                os.fsync(self.handle.fileno())
                stores.publish(self.partial, self.file)
        finally:
            self.handle.close()
            self.partial.unlink(missing_ok=True)


class Fragment(Lines):
    """The lines of a part that come from one range of the container; it appears when the `with` ends without an error."""

    def __init__(self, out: Path, path: str, start: int) -> None:
        """Open the partial file for the range that begins with the byte `start`."""
        super().__init__(fragment_file(out, path, start))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.handle.close()
        if kind is None:
            self.partial.replace(self.file)
        else:
            self.partial.unlink(missing_ok=True)


def fragment_file(out: Path, path: str, start: int) -> Path:
    """Where a range leaves its lines: beside the part, under a name that fits however long the part's is.

    It is swept away with other partial files of a run that died.
    """
    part = part_file(out, path)
    return part.with_name(f".{hashlib.sha256(part.name.encode()).hexdigest()[:16]}.jsonl.{start}")
