"""The tables: projections of the page results, streamed page by page into every format that is asked for.

    with open_tables(out, spool=folder) as tables:
        tables.add("city/plan.txt")         # in the order of the pages, while others are still run

What is kept in memory does not grow with the text of the corpus: a block of rows a table, one entry a distinct organ, and of
every document its id with digests of its number and title and a sketch of its text. Why rows of unchanged page results are taken
over from the tables before: docs/decisions/0014-tables.md.
"""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from functools import lru_cache
from typing import TYPE_CHECKING

from ppx import stores
from ppx.writing import memory as memories
from ppx.writing.attached import Links
from ppx.writing.citations import Citations
from ppx.writing.formats import LIBRARIES, file_names, open_formats
from ppx.writing.memory import open_memory
from ppx.writing.organs import Organ, count_organs, organ_row
from ppx.writing.package import data_package
from ppx.writing.partials import Partials, digest_file
from ppx.writing.reprints import Reprints
from ppx.writing.results import find_page, parse, read_results, write_json
from ppx.writing.rows import duplicate_row
from ppx.writing.shares import key, make_share, read_spool, spool_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from ppx.writing.formats import Rows
    from ppx.writing.memory import Memory
    from ppx.writing.rows import Json
    from ppx.writing.shares import Share

Written = tuple[str, int, str]
"""name, bytes and SHA-256 of a file"""
REREAD = 16
"""texts that are held while their reprints come by: the documents of one notice often stand together"""


def write_tables(
    out: Path,
    paths: Iterable[str],
    *,
    encoding: str = "utf-8-sig",
    formats: Sequence[str] = ("csv",),
    maker: str | None = None,
    anew: bool = False,
) -> tuple[Written, ...]:
    """Write every table of the page results of `paths`, in that order, and datapackage.json; returns what was written.

    What it takes and raises is what `open_tables` does.
    """
    with open_tables(out, encoding=encoding, formats=formats, maker=maker, anew=anew) as tables:
        for path in paths:
            tables.add(path)
    return tables.files


@contextmanager
def open_tables(
    out: Path,
    *,
    encoding: str = "utf-8-sig",
    formats: Sequence[str] = ("csv",),
    maker: str | None = None,
    anew: bool = False,
    spool: Path | None = None,
) -> Iterator[Tables]:
    """Tables that take in page results one after the other, and appear together at the end of the `with`; an exception leaves those from before.

    `encoding` is that of the CSV files, `utf-8-sig` (spreadsheets open it right) or `utf-8`. CSV is written whatever `formats`
    says. Tables in a format that is not among them are removed: they would be those of an earlier run.

    Where `is_csv(formats)`, rows come from the folder `spool`, in which workers of this run leave shares. With `maker` too, a name of the code and
    libraries at work, and `out` on a disk, rows of page results that the same maker has seen are taken over from the tables in `out`; `anew` takes
    over nothing. The tables are the same either way.

    Raises:
        OSError: the disk or the folder refuses them; the tables in `out` are those from before.
    """
    asked = tuple(dict.fromkeys(("csv", *formats)))
    remembers = maker is not None and is_csv(formats) and stores.is_disk(out)
    with (
        Partials(out) as partials,
        open_memory(out, partials, maker or "", anew=anew) if remembers else nullcontext() as memory,
        open_formats(asked, partials, encoding=encoding) as rows,
        Citations(out) as citations,
    ):
        tables = Tables(out, rows, citations, memory, spool if is_csv(formats) else None)
        yield tables
        tables.finish()
        if memory:
            memory.end(maker or "", {table: digest.hexdigest() for table, digest in rows.csv.digests.items()})
    for name in LIBRARIES.keys() - set(asked):
        for file in file_names(name):
            (out / file).unlink(missing_ok=True)
    if not remembers:
        (out / memories.NAME).unlink(missing_ok=True)
    write_json(out / "datapackage.json", data_package(encoding))
    others = [file for name in asked if name != "csv" for file in file_names(name)]
    tables.files = (*rows.csv.written(), *((file, *digest_file(out / file)) for file in (*others, "datapackage.json")))


def is_csv(formats: Iterable[str]) -> bool:
    """Whether no format but CSV is asked for: the others want typed cells, which shares and tables from before do not have."""
    return set(formats) <= {"csv"}


class Tables:
    """Tables that take in page results in their order; `open_tables` makes them."""

    def __init__(
        self, out: Path, rows: Rows, citations: Citations, memory: Memory | None = None, spool: Path | None = None
    ) -> None:
        """No page result is in them yet."""
        self.out, self.rows, self.citations, self.memory, self.spool = out, rows, citations, memory, spool
        self.organs: dict[str, Organ] = {}
        self.reprints, self.links = Reprints(_reader(out)), Links()
        self.files: tuple[Written, ...] = ()
        """what was written, once they are whole"""

    def add(self, path: str) -> None:
        """Take in what one raw file gave: a page result, or those of the records of a container.

        Raises:
            DamagedResultError: somebody or a disk changed it.
            OSError: it cannot be read, or the disk refuses the tables.
        """
        for share in self._shares(path):
            places = self._put(share)
            self._count(share)
            if self.memory:
                self.memory.keep(share, places)

    def finish(self) -> None:
        """Put in what only all page results together tell."""
        for row in self.citations.resolve():
            self.rows.add("citations", row)
        for organ in sorted(self.organs):
            self.rows.add("organs", organ_row(organ, self.organs[organ]))
        for row in self.links.rows():
            self.rows.add("attachments", row)

    def _shares(self, path: str) -> Iterator[Share]:
        """From the spool of this run, from the memory of an earlier one, else from the page results themselves."""
        spooled = self.spool and spool_file(self.spool, path)
        if spooled and spooled.exists():
            yield from read_spool(spooled)
            spooled.unlink()
            return
        for file, data in read_results(self.out, path):
            name = key(data)
            yield (self.memory and self.memory.find(name)) or self._project(parse(file, data), name)

    def _project(self, page: Json, name: str) -> Share:
        share, blocks = make_share(page, name)
        for table, columns in blocks:
            self.rows.extend(table, columns)
        return share

    def _put(self, share: Share) -> dict[str, tuple[int, int]]:
        """Put in the rows of a share; returns where they stand in the CSV files."""
        csv, places = self.rows.csv, {}
        for table, lines in share.rows.items():
            start = csv.ends[table]
            csv.put(table, lines)
            places[table] = (start, csv.ends[table])
        return places

    def _count(self, share: Share) -> None:
        """What the tables over the corpus take from a share."""
        self.links.add(share.facts)
        for document in share.facts["documents"]:
            self.citations.know(document)
            for row in document["citations"]:
                self.citations.add(row)
            count_organs(self.organs, document["id"], document["agencies"])
            reprint = self.reprints.add(document["id"], document["trace"], share.texts.get(document["id"]))
            if reprint:
                self.rows.add("duplicates", duplicate_row(document["id"], reprint))


def _reader(out: Path) -> Callable[[str], str]:
    """Gives the text of a document by its id, read again from its page result."""

    @lru_cache(REREAD)
    def read(document: str) -> str:
        page = find_page(out, document.rpartition("#")[0])
        return next(str(d["text"]) for d in page["documents"] if d["id"] == document)

    return read
