"""A site that shows what was extracted and where it stands: overview, search, and an evidence page for each raw page.

    done = build(out, out / "report")                       # from page results and run.json alone
    done = build(out, out / "report", page_of)              # `page_of(path)` gives the raw page where it is at hand
    done.pages, done.documents, done.damaged

It reads page results and shares nothing with the extractors. Pages go by one at a time; what is kept of them are counts. The
site depends on OUT and the raw pages alone: the same input gives the same bytes. It appears whole under its name or not at all.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ppx.errors import UsageError
from ppx.report import results, site
from ppx.report.dossier import open_documents
from ppx.report.names import page_file, page_link
from ppx.report.overview import panels
from ppx.report.sheet import lay
from ppx.report.shelf import Shelf
from ppx.report.tally import Tally, province_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from ppx.records import Page
    from ppx.report.results import Json

SIGN = '<meta name="generator" content="ppx report">'
"""what tells a folder with a report from any other"""
ANOMALIES = 200
"""shown on the overview; run.json has them all"""


@dataclass(frozen=True, slots=True)
class Report:
    """What was built."""

    pages: int
    documents: int
    shown: int
    """pages whose raw page was at hand"""
    damaged: tuple[str, ...]
    """files that hold no page result, with the fault; they are not in the site"""


def build(
    out: Path,
    to: Path,
    page_of: Callable[[str], Page | None] = lambda _: None,
    seen: Callable[[int, int], None] = lambda _done, _all: None,
) -> Report:
    """Build the site in the folder `to`; an earlier report there is replaced.

    `page_of` gives the raw page of a path, or None; one that is not the page of the result (its digest differs) is not used.
    `seen` is called after each file of page results with how many are done and how many there are.

    Raises:
        UsageError: OUT holds no page results, or `to` is something other than a report.
        OSError: the site cannot be written.
    """
    files = results.find(out)
    _check(to)
    fresh = to.with_name(f".{to.name}.{os.getpid()}")
    try:
        done = _fill(fresh, out, files, page_of, seen)
        _replace(to, fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return done


def _fill(
    folder: Path,
    out: Path,
    files: Sequence[Path],
    page_of: Callable[[str], Page | None],
    seen: Callable[[int, int], None],
) -> Report:
    site.write_assets(folder)
    (folder / "data").mkdir()
    tally, shelf = Tally(), Shelf(folder / "data")
    damaged: list[str] = []
    shown = 0
    gone = results.missing_pages(out)
    for result in _read(files, damaged, seen):
        page = _same(result, page_of)
        shown += page is not None
        sheet = lay(result, page)
        missing = results.raw_path(result) in gone
        dossiers = open_documents(result, sheet)
        site.write_evidence(folder, result, sheet=sheet, dossiers=dossiers, missing=missing)
        tally.add(result, missing)
        shelf.add(result)
    facets = _facets(tally)
    shelf.close(facets)
    anomalies = _anomalies(out, folder)
    more = max(0, len(anomalies) - ANOMALIES)
    charts = panels(tally)
    site.write_page(
        folder, "index.html", "index.html", tally=tally, panels=charts, anomalies=anomalies[:ANOMALIES], more=more
    )
    site.write_page(folder, "search.html", "search.html", counts=shelf.counts, facets=facets)
    return Report(tally.pages, tally.documents, shown, tuple(damaged))


def _read(files: Sequence[Path], damaged: list[str], seen: Callable[[int, int], None]) -> Iterator[Json]:
    """Every page result; a file that holds none is added to `damaged`."""
    for number, file in enumerate(files, start=1):
        try:
            yield from results.read(file)
        except (ValueError, OSError) as error:
            damaged.append(f"{file}: {error}")
        seen(number, len(files))


def _anomalies(out: Path, folder: Path) -> list[tuple[str, str | None, str, str]]:
    """Page, link to its evidence where there is one, code and message of each anomaly in run.json."""
    found = []
    for anomaly in results.read_run(out).get("anomalies") or []:
        page, code, message = (str(anomaly.get(name) or "") for name in ("page", "code", "message"))
        link = page_link(page) if page and (folder / page_file(page)).exists() else None
        found.append((page, link, code, message))
    return found


def _same(result: Json, page_of: Callable[[str], Page | None]) -> Page | None:
    page = page_of(result["source"]["path"])
    return page if page and page.source.sha256 == result["source"]["sha256"] else None


def _facets(tally: Tally) -> Json:
    """What the filters of the search offer: value, name (empty: a label says it) and number of documents."""
    return {
        "province": [
            [code or "-", province_name(code) if code else "", n] for code, n in sorted(tally.provinces.items())
        ],
        "year": [[y or "-", y, n] for y, n in sorted(tally.years.items(), reverse=True)],
        "kind": [[k or "-", k, n] for k, n in sorted(tally.kinds.items(), key=lambda pair: (-pair[1], pair[0]))],
    }


def _check(to: Path) -> None:
    if not to.exists() or (to.is_dir() and not any(to.iterdir())):
        return
    index = to / "index.html"
    if not index.is_file() or SIGN not in index.read_text("utf-8", "replace")[:2000]:
        raise UsageError(f"{to} exists and is no report; give another folder with --to, or remove it")


def _replace(to: Path, fresh: Path) -> None:
    """Put the fresh site in the place of the earlier one."""
    old = to.with_name(f".{to.name}.old.{os.getpid()}")
    to.parent.mkdir(parents=True, exist_ok=True)
    if to.exists():
        to.rename(old)
    fresh.rename(to)
    shutil.rmtree(old, ignore_errors=True)
