"""Raw files that do harm to the process that reads them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Trap:
    """A file whose bytes are not given without the deed."""

    file: Path
    deed: Callable[[], Any]

    def stat(self) -> os.stat_result:
        return self.file.stat()

    def open(self, *arguments: Any, **options: Any) -> Any:
        return self.file.open(*arguments, **options)

    def read_bytes(self) -> bytes:
        self.deed()
        return self.file.read_bytes()


def end() -> None:
    """End the process, as a crash in a library does."""
    os._exit(9)


def stall() -> None:
    """Hold the interpreter for ever, as a pattern that blows up does: no other thread gets a turn."""
    sum(range(10**15))


def swell() -> None:
    """Ask for more memory than there is leave for."""
    bytearray(1 << 40)
