"""The memory of the tables: what each page result gave them, so that an unchanged one is neither read nor projected again.

    with open_memory(out, partials, maker) as memory:
        share = memory.find(key(data))     # Share(key, facts, rows) of an earlier run, or None
        memory.keep(share, places)         # for the run after this one
        memory.end(maker, digests)

OUT/.tables.jsonl has a line for every page result: the SHA-256 of its bytes, and its share. Rows and facts depend on these
bytes and on the code only, so an entry cannot be stale. The last line tells the code, the digest of the lines before it, and
those of the CSV files that the places lead into: where one differs nothing is recalled. The file is no part of the output;
without it the tables are the same, only later.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from ppx.writing.facts import recall_facts
from ppx.writing.partials import digest_file
from ppx.writing.shares import TABLES, Share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ppx.writing.partials import Partials
    from ppx.writing.rows import Json

NAME = ".tables.jsonl"
KEY = 64
"""characters of a key"""


@dataclass(frozen=True, slots=True)
class Memory:
    """The shares of the run before, and those for the run after this one."""

    kept: BinaryIO
    digest: Any
    """of what is in `kept` by now"""
    lines: BinaryIO | None = None
    starts: Mapping[bytes, int] = field(default_factory=dict)
    """key → where its line begins in `lines`"""
    files: Mapping[str, BinaryIO] = field(default_factory=dict)
    """table → its CSV file from before"""

    def find(self, name: str) -> Share | None:
        """The share of the page result with this key."""
        start = self.starts.get(bytes.fromhex(name))
        if start is None or self.lines is None:
            return None
        self.lines.seek(start + KEY)
        facts, places = json.loads(self.lines.readline())
        return Share(name, recall_facts(facts), {table: self._read(table, *place) for table, place in places.items()})

    def _read(self, table: str, start: int, end: int) -> bytes:
        """Rows of the run before."""
        self.files[table].seek(start)
        return self.files[table].read(end - start)

    def keep(self, share: Share, places: Mapping[str, tuple[int, int]]) -> None:
        """Take in a share for the next run.

        `places` are the first byte of its rows in the CSV file of a table, and the byte behind the last; tables without a row left out.
        """
        line = f"{share.key} {json.dumps([share.facts, places], default=asdict)}\n".encode()
        self.digest.update(line)
        self.kept.write(line)

    def end(self, maker: str, files: Mapping[str, str]) -> None:
        """Write the last line, once the tables are whole: `files` are the digests of their CSV files."""
        self.kept.write(json.dumps(_end(maker, self.digest.hexdigest(), files)).encode() + b"\n")


@contextmanager
def open_memory(out: Path, partials: Partials, maker: str, *, anew: bool = False) -> Iterator[Memory]:
    """The memory of the tables in `out`, made by the code `maker`; `anew` recalls nothing."""
    with ExitStack() as stack:
        kept, digest = stack.enter_context(partials.file(NAME).open("wb")), hashlib.sha256()
        memory = Memory(kept, digest)
        if not anew and (out / NAME).is_file():
            lines = stack.enter_context((out / NAME).open("rb"))
            here = {table: out / f"{table}.csv" for table in TABLES}
            starts = _recall(lines, maker, here)
            files = {table: stack.enter_context(file.open("rb")) for table, file in here.items() if starts}
            memory = Memory(kept, digest, lines, starts, files)
        yield memory


def _recall(lines: BinaryIO, maker: str, files: Mapping[str, Path]) -> dict[bytes, int]:
    """Where the lines of a memory begin, by their keys; nothing where it is damaged, of other code or of other files."""
    whole, starts, start = hashlib.sha256(), dict[bytes, int](), 0
    try:
        for line in lines:
            if line.startswith(b"{"):
                end = json.loads(line)
                return starts if not lines.read(1) and end == _end(maker, whole.hexdigest(), _digests(files)) else {}
            whole.update(line)
            starts[bytes.fromhex(line[:KEY].decode())] = start
            start += len(line)
    except (OSError, ValueError):
        pass
    return {}


def _end(maker: str, lines: str, files: Mapping[str, str]) -> Json:
    return {"maker": maker, "lines": lines, "files": {table: files[table] for table in TABLES}}


def _digests(files: Mapping[str, Path]) -> dict[str, str]:
    return {table: digest_file(file)[1] for table, file in files.items()}
