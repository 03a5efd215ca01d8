"""The memory of the tables: what each page result gave them, so that an unchanged one is neither read nor projected again.

    with open_memory(out, partials, maker) as memory:
        share = memory.find(key(data))     # Share(facts, places) of an earlier run, or None
        rows.csv.put(table, memory.read(table, place))
        memory.keep(key(data), share)      # for the run after this one

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

from ppx.writing.reprints import Trace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from ppx.writing.partials import Partials
    from ppx.writing.rows import Json

NAME = ".tables.jsonl"
KEY = 64
"""characters of a key"""
TABLES = ("documents", "clauses", "agencies", "deadlines", "targets", "tasks")
"""whose rows come from one page result each"""


def key(data: bytes) -> str:
    """Names a page result by its bytes."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Share:
    """What one page result gives to the tables."""

    facts: Json
    """what the tables over the corpus have to know of it"""
    places: Mapping[str, Sequence[int]]
    """table → first byte of its rows in the CSV file, and the byte behind the last; tables without a row left out"""
    texts: Mapping[str, str] = field(default_factory=dict)
    """document → text, where the page result is at hand; not kept"""


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
        for document in facts["documents"]:
            document["trace"] = Trace(**document["trace"])
        return Share(facts, places)

    def read(self, table: str, place: Sequence[int]) -> bytes:
        """Rows of the run before."""
        self.files[table].seek(place[0])
        return self.files[table].read(place[1] - place[0])

    def keep(self, name: str, share: Share) -> None:
        """Take in a share for the next run."""
        line = f"{name} {json.dumps([share.facts, share.places], default=asdict)}\n".encode()
        self.digest.update(line)
        self.kept.write(line)


@contextmanager
def open_memory(out: Path, partials: Partials, maker: str, *, anew: bool = False) -> Iterator[Memory]:
    """The memory of the tables in `out`, made by the code `maker`; `anew` recalls nothing.

    End it when the CSV files of `partials` are whole.
    """
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
        names = {final.name: partial for partial, final in partials.files.items()}
        made = {table: names[f"{table}.csv"] for table in TABLES}
        kept.write(json.dumps(_end(maker, digest.hexdigest(), made)).encode() + b"\n")


def _recall(lines: BinaryIO, maker: str, files: Mapping[str, Path]) -> dict[bytes, int]:
    """Where the lines of a memory begin, by their keys; nothing where it is damaged, of other code or of other files."""
    whole, starts, start = hashlib.sha256(), dict[bytes, int](), 0
    try:
        for line in lines:
            if line.startswith(b"{"):
                end = json.loads(line)
                return starts if not lines.read(1) and end == _end(maker, whole.hexdigest(), files) else {}
            whole.update(line)
            starts[bytes.fromhex(line[:KEY].decode())] = start
            start += len(line)
    except (OSError, ValueError):
        pass
    return {}


def _end(maker: str, digest: str, files: Mapping[str, Path]) -> Json:
    return {"maker": maker, "lines": digest, "files": {table: _digest(file) for table, file in files.items()}}


def _digest(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
