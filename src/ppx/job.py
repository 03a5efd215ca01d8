"""The main job: raw pages in, page results, tables and run.json out.

raws = prepare(Path("raw"), Path("out"))
run = extract(raws, Path("out"), Settings(), jobs=2)
"""

from __future__ import annotations

import json
import platform
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from ppx import __version__, engines, lexicon, pipeline, reading, writing
from ppx.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ppx.reading import Raw
    from ppx.records import Settings, Summary

PACKAGES = ("opencc", "jieba", "regex", "pandas", "selectolax", "typer", "rich")
COUNTED = ("documents", "clauses", "agencies", "deadlines", "targets", "tasks", "characters", "bytes")


@dataclass(frozen=True, slots=True)
class Run:
    """What one run did."""

    pages: tuple[Summary, ...]
    """in the order of the tables"""
    seconds: float
    removed: int
    """results of earlier runs whose raw pages are gone"""

    @property
    def failed(self) -> tuple[Summary, ...]:
        """The pages with an error."""
        return tuple(s for s in self.pages if s.error)

    def total(self, name: str) -> int:
        """The sum of one of `COUNTED` over all pages."""
        return sum(getattr(s, name) for s in self.pages)


def prepare(
    raw: Path,
    out: Path,
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    manifest: Path | None = None,
    lexicons: str | None = None,
) -> list[Raw]:
    """The raw files of a job, in order, once it is sure that the job can begin.

    Raises:
        UsageError: RAW is missing or holds no page, OUT is a file, lies inside RAW or cannot be written, the manifest is
            damaged; one line says which and what to do.
        LexiconError: a lexicon of the team's own does not hold what it should.
    """
    if not raw.exists():
        raise UsageError(f"{raw}: no such file or folder; give the folder of raw pages as RAW")
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file; give a folder as OUT")
    if raw.is_dir() and out.resolve().is_relative_to(raw.resolve()):
        raise UsageError(f"{out} lies inside {raw}, so results would be read as pages; give a folder beside it as OUT")
    if lexicons is not None:
        lexicon.overlay(lexicons)
    raws = list(reading.find(raw, include=include, exclude=exclude, manifest=manifest))
    if not raws:
        raise UsageError(f"{raw} holds no page that ppx reads (.txt .md .html .htm .xhtml .shtml .mht); see --include")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}; give another folder as OUT") from error
    return raws


def extract(
    raws: Sequence[Raw],
    out: Path,
    settings: Settings,
    *,
    jobs: int = 1,
    encoding: str = "utf-8-sig",
    formats: Sequence[str] = ("csv",),
    seen: Callable[[Summary], None] = lambda _: None,
) -> Run:
    """Run the job: every page result, then the tables, then run.json; `seen` is called for each page as it gets done.

    Results that an earlier run wrote and whose raw pages are gone are removed.

    Raises:
        OSError: the tables or run.json cannot be written.
    """
    began = time.perf_counter()
    place = {raw.path: number for number, raw in enumerate(raws)}
    summaries: list[Summary] = []
    for summary in engines.run(raws, settings, out, jobs=jobs):
        summaries.append(summary)
        seen(summary)
    summaries.sort(key=lambda s: place[s.path])
    removed = writing.remove_pages(out, (path for path in _earlier(out) if path not in place))
    written = [s.path for s in summaries if not (s.error and s.error.code == "unwritable")]
    writing.write_tables(out, written, encoding=encoding, formats=formats)
    run = Run(tuple(summaries), time.perf_counter() - began, removed)
    writing.write_json(out / "run.json", _report(run, settings, jobs, encoding, formats))
    return run


def _earlier(out: Path) -> list[str]:
    """The pages that the run before this one wrote; none where its run.json is missing or damaged."""
    try:
        pages = json.loads((out / "run.json").read_bytes())["pages"]
        return [page["path"] for page in pages]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _report(run: Run, settings: Settings, jobs: int, encoding: str, formats: Sequence[str]) -> dict[str, Any]:
    """run.json: what this run did. Its seconds and its jobs are the only part of OUT that differs between equal runs."""
    warnings = Counter(code for s in run.pages for code in s.warnings)
    rules: Counter[str] = Counter()
    for summary in run.pages:
        rules.update(dict(summary.rules))
    return {
        "ppx": 1,
        "made": writing.plain(pipeline.made(settings)),
        "versions": {"ppx": __version__, "python": platform.python_version(), **{p: version(p) for p in PACKAGES}},
        "settings": {**asdict(settings), "csv_encoding": encoding, "formats": list(formats), "jobs": jobs},
        "seconds": round(run.seconds, 3),
        "counts": {
            "pages": len(run.pages),
            "failed": len(run.failed),
            "removed": run.removed,
            **{name: run.total(name) for name in COUNTED},
        },
        "warnings": dict(sorted(warnings.items())),
        "rules": dict(sorted(rules.items())),
        "pages": [_page(s) for s in run.pages],
        "anomalies": [a for s in run.pages for a in _anomalies(s)],
    }


def _page(summary: Summary) -> dict[str, Any]:
    """A page's entry in run.json; its rules are counted over the run instead."""
    entry = asdict(summary)
    del entry["rules"]
    return {**entry, "warnings": list(summary.warnings)}


def _anomalies(summary: Summary) -> list[dict[str, str]]:
    """What of a page a person should look at."""
    found = []
    if summary.error:
        found.append(("failed", summary.error.message))
    elif not summary.documents:
        found.append(("no_document", "the page gave no document; look whether it holds an article"))
    elif not summary.clauses:
        found.append(("no_clauses", "the page gave documents without a clause; look whether its text has markers"))
    return [{"page": summary.path, "code": code, "message": message} for code, message in found]
