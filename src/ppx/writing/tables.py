"""The tables: projections of the page results, streamed page by page into every format that is asked for.

What is kept in memory does not grow with the text of the corpus: a block of rows a table, one entry a distinct organ, and of
every document its id with digests of its number and title and a sketch of its text. Why rows of unchanged page results are taken
over from the tables before: docs/decisions/0014-tables.md.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from ppx import stores
from ppx.writing import memory as memories
from ppx.writing.attached import Links
from ppx.writing.citations import Citations
from ppx.writing.facts import state_facts
from ppx.writing.formats import LIBRARIES, file_names, open_formats
from ppx.writing.memory import Share, key, open_memory
from ppx.writing.organs import Organ, count_organs, organ_row
from ppx.writing.package import data_package
from ppx.writing.partials import Partials
from ppx.writing.reprints import Reprints
from ppx.writing.results import find_page, parse, read_results, write_json
from ppx.writing.rows import PROJECTIONS, PageRows, document_row, duplicate_row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ppx.writing.formats import Rows
    from ppx.writing.memory import Memory
    from ppx.writing.rows import Json

REREAD = 16
"""texts that are held while their reprints come by: the documents of one notice often stand together"""


def write_tables(
    out: Path,
    paths: Sequence[str],
    *,
    encoding: str = "utf-8-sig",
    formats: Sequence[str] = ("csv",),
    maker: str | None = None,
    anew: bool = False,
) -> list[str]:
    """Write every table of the page results of `paths`, in that order, and datapackage.json; returns the files' names.

    `encoding` is that of the CSV files, `utf-8-sig` (spreadsheets open it right) or `utf-8`. CSV is written whatever `formats`
    says. Tables in a format that is not among them are removed: they would be those of an earlier run.

    With `maker`, a name of the code and libraries at work, no format but CSV, and `out` on a disk, rows of page results that the same maker has
    seen are taken over from the tables in `out`; `anew` takes over nothing. The tables are the same either way.

    Raises:
        OSError: the disk or the folder refuses them; the tables in `out` are those from before.
    """
    asked = tuple(dict.fromkeys(("csv", *formats)))
    remembers = maker is not None and asked == ("csv",) and stores.is_disk(out)
    with (
        Partials(out) as partials,
        open_memory(out, partials, maker or "", anew=anew) if remembers else nullcontext() as memory,
        open_formats(asked, partials, encoding=encoding) as rows,
    ):
        _fill(rows, out, paths, memory)
    for name in LIBRARIES.keys() - set(asked):
        for file in file_names(name):
            (out / file).unlink(missing_ok=True)
    if not remembers:
        (out / memories.NAME).unlink(missing_ok=True)
    write_json(out / "datapackage.json", data_package(encoding))
    return [*(file for name in asked for file in file_names(name)), "datapackage.json"]


def _fill(rows: Rows, out: Path, paths: Sequence[str], memory: Memory | None) -> None:
    """Every row of every table."""
    organs: dict[str, Organ] = {}
    reprints, links = Reprints(_reader(out)), Links()
    with Citations(out) as citations:
        for file, data in chain.from_iterable(read_results(out, path) for path in paths):
            share = _take_over(rows, data, memory) or _project(rows, parse(file, data), memory)
            links.add(share.facts)
            for document in share.facts["documents"]:
                citations.know(document)
                for row in document["citations"]:
                    citations.add(row)
                count_organs(organs, document["id"], document["agencies"])
                reprint = reprints.add(document["id"], document["trace"], share.texts.get(document["id"]))
                if reprint:
                    rows.add("duplicates", duplicate_row(document["id"], reprint))
            if memory:
                memory.keep(key(data), share)
        for row in citations.resolve():
            rows.add("citations", row)
    for organ in sorted(organs):
        rows.add("organs", organ_row(organ, organs[organ]))
    for row in links.rows():
        rows.add("attachments", row)


def _take_over(rows: Rows, data: bytes, memory: Memory | None) -> Share | None:
    """The share of a page result whose rows stand in the tables from before, put into the new ones; None of another one."""
    share = memory.find(key(data)) if memory else None
    if memory is None or share is None:
        return None
    places = {}
    for table, place in share.places.items():
        start = rows.csv.ends[table]
        rows.csv.put(table, memory.read(table, place))
        places[table] = (start, rows.csv.ends[table])
    return replace(share, places=places)


def _project(rows: Rows, page: Json, memory: Memory | None) -> Share:
    """The share of a page result, its rows made and put into the tables."""
    starts, places = dict(rows.csv.ends), {}
    documents = [PageRows(page, document) for document in page["documents"]]
    for position, document in enumerate(documents, 1):
        _add_document(rows, document, position)
    if memory:
        rows.finish()
        places = {t: (starts[t], rows.csv.ends[t]) for t in memories.TABLES if starts[t] < rows.csv.ends[t]}
    return Share(state_facts(page, documents), places, {d.id: d.text for d in documents})


def _add_document(rows: Rows, of: PageRows, position: int) -> None:
    rows.add("documents", document_row(of, position))
    for table, project in PROJECTIONS.items():
        for row in project(of):
            rows.add(table, row)


def _reader(out: Path) -> Callable[[str], str]:
    """Gives the text of a document by its id, read again from its page result."""

    @lru_cache(REREAD)
    def read(document: str) -> str:
        page = find_page(out, document.rpartition("#")[0])
        return next(str(d["text"]) for d in page["documents"] if d["id"] == document)

    return read
