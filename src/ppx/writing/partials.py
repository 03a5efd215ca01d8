"""Files that appear under their names together, once all of them are whole."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from ppx import stores

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType


class Partials:
    """Files of one folder on their way; an exception inside `with` leaves none of them.

    with Partials(out) as partials:
        partials.file("clauses.csv").write_text(…)
    """

    def __init__(self, out: Path) -> None:
        """Nothing is under way yet."""
        self.out = out
        self.files: dict[Path, Path] = {}

    def file(self, name: str) -> Path:
        """Where to write what will be `name`; close it before the `with` ends. What a killed run left of it goes."""
        if stores.is_disk(self.out):
            for left in self.out.glob(f".{name}.[0-9]*"):
                left.unlink()
        partial = stores.partial(self.out / name)
        self.files[partial] = self.out / name
        return partial

    def __enter__(self) -> Partials:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                for partial in self.files:
                    with partial.open("rb+") as handle:
                        os.fsync(handle.fileno())
                for partial, final in self.files.items():
                    stores.publish(partial, final)
        finally:
            for partial in self.files:
                partial.unlink(missing_ok=True)


def digest_file(file: Path) -> tuple[int, str]:
    """Bytes and SHA-256 of a file.

    Raises:
        OSError: it cannot be read.
    """
    with stores.open_bytes(file) as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
        return handle.tell(), digest
