"""An independent checker of what `ppx extract` wrote: it reads JSON, CSV and raw bytes itself and replays every claim.

    for fault in verify(Path("out"), Path("raw")):
        print(fault.claim, fault.file, fault.record, fault.expected, fault.found)

It shares no code with what it checks, down to the statement of the contract (`contract`) and the rule by which a text is the
raw page's (`skeletons`). Pages are read one after the other, and tables beside them, so memory does not grow with the corpus
but for eight bytes a key.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ppx.errors import UsageError
from ppx.review.verify.claims import CLAIMS, Fault, fault
from ppx.review.verify.contract import PAGE
from ppx.review.verify.corpus import Corpus
from ppx.review.verify.documents import check_documents
from ppx.review.verify.folder import RUN_FILE, Counts, check_folder, read_run, result_file
from ppx.review.verify.links import check_links
from ppx.review.verify.nodes import check_nodes
from ppx.review.verify.projections import Projections
from ppx.review.verify.raw import check_source, decode, read_bytes
from ppx.review.verify.shapes import mismatches
from ppx.review.verify.skeletons import Skeletons
from ppx.review.verify.tables import check_tables, read_package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
    counts, corpus = Counts(run), Corpus()
    projections = Projections(out, tables, {page["path"]: place for place, page in enumerate(run["pages"])})
    for entry in run["pages"]:
        page, faults = _read_page(out, entry["path"])
        yield from faults
        if page is None:
            counts.whole = False
            projections.skip(entry["path"])
            continue
        yield from counts.check_page(entry, page)
        yield from projections.check(page)
        for document in page["documents"]:
            corpus.add(document)
        yield from _check_page(page, raw)
    yield from counts.finish()
    yield from projections.finish()
    if counts.whole:
        yield from corpus.check(out, tables)


def _read_page(out: Path, path: str) -> tuple[Json | None, list[Fault]]:
    """A page result of the right shape, or None and why it is not; that it is missing was told."""
    file = result_file(path)
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


def _check_page(page: Json, raw: Path | None) -> Iterator[Fault]:
    path = page["source"]["path"]
    file, broken = result_file(path), False
    for found in check_documents(file, page):
        broken = broken or found.claim == "span"
        yield found
    if raw is None:
        return
    data = read_bytes(raw, path)
    if data is None:
        if not (page["error"] and page["error"]["code"] == "unreadable"):
            yield fault("raw_missing", path, "", "the raw page", "none that can be read")
        return
    other = list(check_source(page, data))
    yield from other
    if other or broken or page["error"]:
        return
    text = decode(page, data)
    if text is None:
        yield fault("raw_missing", path, "", f"bytes in {page['source']['encoding']}", "others")
        return
    yield from (check_links if text.textual else check_nodes)(file, page, text, Skeletons(page))
