"""Shares: what one page result gives to the tables. A worker makes them where the page was run, and spools them for the run.

    with Spool(folder, path) as spool: spool.add(page, data)     # in a worker, after the page result is written
    for share in read_spool(spool_file(folder, path)): …         # in the run, when it is the page's turn

A share is a pure function of the bytes of its page result. A spool is one file a raw file: of each page result a line of JSON
with its key, its facts and the lengths of its rows, and these behind it. Where a spool is missing, the tables are made of the page
results themselves.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from ppx.writing.facts import recall_facts, state_facts
from ppx.writing.formats.csv_files import csv_lines
from ppx.writing.objects import open_records
from ppx.writing.rows import PageRows, project

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from ppx.writing.rows import Columns, Json

TABLES = ("documents", "clauses", "agencies", "deadlines", "targets", "tasks")
"""whose rows come from one page result each"""


def key(data: bytes) -> str:
    """Names a page result by its bytes."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Share:
    """What one page result gives to the tables."""

    key: str
    facts: Json
    """what the tables over the corpus have to know of it"""
    rows: Mapping[str, bytes]
    """table → its lines of CSV; tables without a row left out"""
    texts: Mapping[str, str] = field(default_factory=dict)
    """document → text, where the page result is at hand"""


def make_share(page: Json, name: str) -> tuple[Share, list[tuple[str, Columns]]]:
    """The share of the page result with the key `name`, and its rows a block of a table at a time, for formats other than CSV."""
    documents = [PageRows(page, document) for document in page["documents"]]
    blocks = list(project(documents))
    lines: dict[str, list[bytes]] = {table: [] for table in TABLES}
    for table, columns in blocks:
        lines[table].append(csv_lines(table, columns))
    rows = {table: whole for table, parts in lines.items() if (whole := b"".join(parts))}
    return Share(name, state_facts(page, documents), rows, {d.id: d.text for d in documents}), blocks


class Spool:
    """The shares of the page results of one raw file, on their way from a worker to the tables.

    The file appears whole. Whatever fails here loses it and nothing else: the tables then meet the fault at the page result, and
    tell of it.
    """

    def __init__(self, folder: Path | None, path: str) -> None:
        """A spool for the raw file `path`; without a folder nothing is spooled."""
        self.folder = folder
        self.file = folder and spool_file(folder, path)
        self.partial = self.file and self.file.with_suffix(f".{os.getpid()}")
        self.handle: BinaryIO | None = None

    def __enter__(self) -> Spool:
        if self.file and self.partial:
            with suppress(OSError):
                self.file.unlink(missing_ok=True)  # of a run of this page that is void
                self.handle = self.partial.open("wb")
        return self

    def add(self, page: Json, data: bytes) -> None:
        """Spool the share of a page result, as `open_page` or `page_object` gives it, that is written as `data`."""
        if self.handle is None:
            return
        try:
            self.handle.write(_encode(make_share(open_records(page), key(data))[0]))
        except Exception:  # noqa: BLE001 - of whatever kind, the tables meet it again
            self.drop()

    def take(self, path: str) -> None:
        """Spool what another spool of the folder holds, which goes then; where there is none, this one cannot be whole and goes too."""
        if self.handle is None or self.folder is None:
            return
        other = spool_file(self.folder, path)
        try:
            with other.open("rb") as handle:
                shutil.copyfileobj(handle, self.handle)
            other.unlink()
        except OSError:
            self.drop()

    def drop(self) -> None:
        """Leave no spool."""
        if self.handle and self.partial:
            with suppress(OSError):
                self.handle.close()
            self.handle = None
            with suppress(OSError):
                self.partial.unlink()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self.handle and self.partial and self.file:
            try:
                self.handle.close()
                self.partial.replace(self.file)
                self.handle = None
            except OSError:
                pass
        self.drop()


def spool_file(folder: Path, path: str) -> Path:
    """Where the spool of a raw file stands."""
    return folder / hashlib.sha256(path.encode()).hexdigest()[:32]


def read_spool(file: Path) -> Iterator[Share]:
    """The shares in a spool, in the order of their page results."""
    with file.open("rb") as handle:
        for head in handle:
            name, facts, lengths = json.loads(head)
            rows = {table: handle.read(length) for table, length in lengths.items()}
            yield Share(name, recall_facts(facts), rows)


def _encode(share: Share) -> bytes:
    lengths = {table: len(rows) for table, rows in share.rows.items()}
    head = json.dumps([share.key, share.facts, lengths], default=asdict)
    return b"".join((head.encode(), b"\n", *share.rows.values()))
