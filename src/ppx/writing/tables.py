"""The tables: projections of the page results, streamed page by page into every format that is asked for.

What is kept in memory does not grow with the text of the corpus: a block of rows a table, one entry a distinct organ, and of
every document its id with digests of its number and title and a sketch of its text.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ppx.writing.attached import Links
from ppx.writing.citations import Citations
from ppx.writing.formats import LIBRARIES, file_names, open_formats
from ppx.writing.organs import Organ, count_organs, organ_row
from ppx.writing.package import data_package
from ppx.writing.partials import Partials
from ppx.writing.reprints import Reprints
from ppx.writing.results import find_page, read_pages, write_json
from ppx.writing.rows import PROJECTIONS, PageRows, citation_rows, document_row, duplicate_row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ppx.writing.formats import Rows

REREAD = 16
"""texts that are held while their reprints come by: the documents of one notice often stand together"""


def write_tables(
    out: Path, paths: Sequence[str], *, encoding: str = "utf-8-sig", formats: Sequence[str] = ("csv",)
) -> list[str]:
    """Write every table of the page results of `paths`, in that order, and datapackage.json; returns the files' names.

    `encoding` is that of the CSV files, `utf-8-sig` (spreadsheets open it right) or `utf-8`. CSV is written whatever `formats`
    says. Tables in a format that is not among them are removed: they would be those of an earlier run.

    Raises:
        OSError: the disk or the folder refuses them; the tables in `out` are those from before.
    """
    asked = tuple(dict.fromkeys(("csv", *formats)))
    with Partials(out) as partials, open_formats(asked, partials, encoding=encoding) as rows:
        _fill(rows, out, paths)
    for name in LIBRARIES.keys() - set(asked):
        for file in file_names(name):
            (out / file).unlink(missing_ok=True)
    write_json(out / "datapackage.json", data_package(encoding))
    return [*(file for name in asked for file in file_names(name)), "datapackage.json"]


def _fill(rows: Rows, out: Path, paths: Sequence[str]) -> None:
    """Every row of every table."""
    organs: dict[str, Organ] = {}
    reprints, links = Reprints(_reader(out)), Links()
    with Citations(out) as citations:
        for path in paths:
            for page in read_pages(out, path):
                links.add(page)
                for position, document in enumerate(page["documents"], 1):
                    of = PageRows(page, document)
                    _add_document(rows, of, position)
                    for row in citation_rows(of):
                        citations.add(row)
                    citations.know(document)
                    count_organs(organs, document)
                    reprint = reprints.add(of.id, of.text)
                    if reprint:
                        rows.add("duplicates", duplicate_row(of.id, reprint))
        for row in citations.resolve():
            rows.add("citations", row)
    for key in sorted(organs):
        rows.add("organs", organ_row(key, organs[key]))
    for row in links.rows():
        rows.add("attachments", row)


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
