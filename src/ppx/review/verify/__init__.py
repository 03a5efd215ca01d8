"""An independent checker of what `ppx extract` wrote: it reads JSON, CSV and raw bytes itself and replays every claim.

    for fault in verify(Path("out"), Path("raw")):
        print(fault.claim, fault.file, fault.record, fault.expected, fault.found)

It shares no code with what it checks, down to the statement of the contract (`contract`) and the rule by which a text is the
raw page's (`skeletons`). Pages are read one after the other, and tables beside them, so memory does not grow with the corpus
but for eight bytes a key.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from ppx.errors import UsageError
from ppx.review.verify.claims import CLAIMS, Fault, fault
from ppx.review.verify.contract import PAGE
from ppx.review.verify.corpus import Corpus
from ppx.review.verify.documents import check_documents
from ppx.review.verify.folder import RUN_FILE, Counts, check_folder, read_run, result_file
from ppx.review.verify.formats import check_formats, check_snapshots
from ppx.review.verify.office import FORMS, check_places
from ppx.review.verify.parts import check_records, part_file, read_part
from ppx.review.verify.projections import Projections
from ppx.review.verify.replay import Container, check_page
from ppx.review.verify.shapes import mismatches
from ppx.review.verify.sums import Sums
from ppx.review.verify.tables import check_tables, read_package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from ppx.review.verify.tables import Table

__all__ = ["CLAIMS", "Fault", "verify"]

Json = dict[str, Any]


def verify(out: Path, raw: Path | None = None) -> Iterator[Fault]:
    """Every claim that does not hold in OUT; without RAW those about raw pages are left out.

    Raises:
        UsageError: OUT holds no run.json, or RAW is missing.
    """
    if not (out / RUN_FILE).is_file():
        raise UsageError(f"{out} holds no {RUN_FILE}; give a folder that ppx extract wrote")
    if raw is not None and not raw.exists():
        raise UsageError(f"{raw}: no such folder; give the folder of the raw pages as RAW, or none")
    return _verify(out, raw)


def _verify(out: Path, raw: Path | None) -> Iterator[Fault]:
    tables, faults = read_package(out)
    yield from faults
    yield from check_tables(out, tables)
    run, faults = read_run(out)
    yield from faults
    if run is None:
        return
    yield from check_folder(out, run)
    yield from check_formats(out, run, tables)
    yield from check_snapshots(out)
    walk = Walk(out, raw, run, tables)
    for entry in run["pages"]:
        yield from walk.check(entry)
    yield from walk.finish()


class Walk:
    """The page results in the order of run.json, with all that is beside them."""

    def __init__(self, out: Path, raw: Path | None, run: Json, tables: Mapping[str, Table]) -> None:
        """Open the tables."""
        self.out, self.raw, self.tables = out, raw, tables
        self.counts, self.corpus = Counts(run), Corpus()
        self.corpus.expect(out, tables.get("duplicates"))
        self.projections = Projections(out, tables, {page["path"]: place for place, page in enumerate(run["pages"])})

    def check(self, entry: Json) -> Iterator[Fault]:
        """The result of a raw file, and of a container those of its records."""
        file = result_file(entry["path"])
        page, faults = _read_page(self.out, file, entry["path"])
        yield from faults
        if page is None:
            self._lose(entry["path"])
            return
        held, raw = Sums(), None if entry["status"] == "missing" else self.raw
        if page["records"] is None:
            yield from self._check_page(
                file, page, held, lambda broken: check_page(file, page, raw, broken) if raw else ()
            )
        else:
            yield from self._check_container(file, page, held, raw)
        yield from self.counts.check_page(entry, page, held)

    def _check_container(self, file: str, page: Json, held: Sums, raw: Path | None) -> Iterator[Fault]:
        container, part = Container(page, raw) if raw else None, part_file(file)
        if container:
            yield from container.open()
        for record in read_part(self.out, part, page["source"]["path"]):
            if isinstance(record, Fault):
                yield record
                self._lose(page["source"]["path"])
                return
            check = partial(container.check, part, record) if container else lambda _: ()
            yield from self._check_page(part, record, held, check)
        yield from check_records(self.out, file, page, held)
        if container:
            yield from container.finish(part)

    def _check_page(
        self, file: str, page: Json, held: Sums, replay: Callable[[bool], Iterable[Fault]]
    ) -> Iterator[Fault]:
        held.add(page)
        self.corpus.add_page(page)
        yield from self.projections.check(page)
        broken = False
        for found in check_documents(file, page):
            broken = broken or found.claim == "span"
            yield found
        if page["source"]["media_type"] in FORMS:
            outside = list(check_places(file, page))
            broken = broken or bool(outside)
            yield from outside
        yield from replay(broken)

    def _lose(self, path: str) -> None:
        """Go on without a result that cannot be read."""
        self.counts.whole = False
        self.projections.skip(path)

    def finish(self) -> Iterator[Fault]:
        """What only shows when every page was seen."""
        yield from self.counts.finish()
        yield from self.projections.finish()
        if self.counts.whole:
            yield from self.corpus.check(self.out, self.tables)


def _read_page(out: Path, file: str, path: str) -> tuple[Json | None, list[Fault]]:
    """A page result of the right shape, or None and why it is not; that it is missing was told."""
    try:
        page = json.loads((out / file).read_bytes())
    except OSError:
        return None, []
    except ValueError as error:
        return None, [fault("json", file, "", "whole JSON", str(error))]
    faults = [fault("shape", file, place, says, found) for place, says, found in mismatches(PAGE, page)]
    if faults:
        return None, faults
    if page["source"]["path"] != path:
        return None, [fault("path", file, "source.path", path, page["source"]["path"])]
    return page, []
