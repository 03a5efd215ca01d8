"""Tabulation: the tables grow in the order of the pages, while these get done in any order.

    with Tabulation(out, order, todo, maker, …) as tables:
        for summary in engines.run(…, spool=tables.spool):
            tables.done(summary)
        files = tables.finish()         # or none of it, and the tables in OUT stand as they were

A page that is done waits in the spool until all before it are in the tables. So when the last page is done little is left to do, and nothing of
the pages is held in memory but which of them are awaited.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ppx import stores, writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import TracebackType

    from ppx.records import Summary
    from ppx.writing import Tables, Written


class Tabulation:
    """The tables of one run."""

    def __init__(
        self,
        out: Path,
        order: Iterable[str],
        awaited: Iterable[str],
        *,
        encoding: str,
        formats: Sequence[str],
        maker: str,
        anew: bool,
    ) -> None:
        """Tables of the pages in `order`, of which the `awaited` are yet to be run."""
        self.awaited = set(awaited)
        self.left = iter(order)
        self.next = next(self.left, None)
        self.without: set[str] = set()
        """pages whose result the disk refused"""
        self.fault: Exception | None = None
        """what stopped the tables; the pages are run to their end all the same"""
        self.opened = ExitStack()
        self.tables: Tables | None = None
        self.spool: Path | None = None
        """where workers leave what they made of a page; None where the tables are made of the page results"""
        if self.awaited and writing.is_csv(formats) and stores.is_disk(out):
            self.spool = Path(tempfile.mkdtemp(prefix=writing.TABLES_UNDER_WAY, dir=out))
        self.open = partial(
            writing.open_tables, out, encoding=encoding, formats=formats, maker=maker, anew=anew, spool=self.spool
        )

    def __enter__(self) -> Tabulation:
        return self

    def done(self, summary: Summary) -> None:
        """A page was run: put in what that leaves nothing before."""
        self.awaited.discard(summary.path)
        if summary.error and summary.error.code == "unwritable":
            self.without.add(summary.path)
        self._grow()

    def finish(self) -> tuple[Written, ...]:
        """Put in what is left, and have the tables appear; returns their files.

        Raises:
            DamagedResultError: somebody or a disk changed a page result.
            OSError: the disk refuses the tables, or did before the last page was run.
        """
        self._grow()
        if self.fault:
            raise self.fault
        self.opened.close()
        made, self.tables = self.tables, None  # what it holds of every document goes before run.json is made
        return made.files if made else ()

    def _grow(self) -> None:
        if self.fault or (self.tables and self.next in self.awaited):
            return
        try:
            self.tables = self.tables or self.opened.enter_context(self.open())
            while self.next is not None and self.next not in self.awaited:
                if self.next not in self.without:
                    self.tables.add(self.next)
                self.next = next(self.left, None)
        except Exception as fault:  # noqa: BLE001 - raised when all pages are done
            self.fault = fault

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave nothing of tables that were not finished."""
        left = error or _Left()
        try:
            self.opened.__exit__(type(left), left, trace)
        finally:
            if self.spool:
                shutil.rmtree(self.spool, ignore_errors=True)


class _Left(Exception):  # noqa: N818 - tells the formats that nobody wants their files; nobody sees it
    pass
