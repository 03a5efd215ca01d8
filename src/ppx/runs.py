"""run.json: what a run did, written for people and read by the next run.

last = read(out)                                  # what the run before left; nothing where there was none
writing.write_rows(out / "run.json", report(run, …), "pages", map(row, run.pages))
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections import Counter
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ppx import __version__
from ppx.records import Anomaly, Failure, Gone, Made, Summary
from ppx.summaries import sharing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Json = dict[str, Any]
MAKERS = ("opencc", "jieba", "regex", "selectolax", "chinesecalendar")
"""libraries that have a part in a page result"""
PACKAGES = (*MAKERS, "pandas", "typer", "rich")
COUNTED = ("documents", "clauses", "agencies", "deadlines", "targets", "tasks", "characters", "bytes")
PAIRS = ("rules", "signs", "unknown")
"""fields of a summary that are objects in run.json"""


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables as they were written."""

    state: str = ""
    """digest of all that they were made of"""
    files: tuple[tuple[str, int, str], ...] = ()
    """name, bytes and sha256 of each"""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run did."""

    pages: tuple[Summary, ...]
    """in the order of the tables"""
    seconds: float = 0.0
    done: tuple[Summary, ...] = ()
    """the pages that were run; the others stood as they were"""
    removed: int = 0
    """results of earlier runs that were removed, their raw pages being gone"""
    gone: tuple[Gone, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
    tables: Tables = field(default_factory=Tables)
    rebuilt: bool = True
    """False where the tables stood as they were"""

    @property
    def failed(self) -> tuple[Summary, ...]:
        """The pages with an error."""
        return tuple(s for s in self.pages if s.error)

    @property
    def missing(self) -> int:
        """How many pages are gone and keep their results."""
        return sum(s.status == "missing" for s in self.pages)

    @property
    def unchanged(self) -> int:
        """How many pages stood as they were."""
        return len(self.pages) - len(self.done) - self.missing

    def total(self, name: str) -> int:
        """The sum of one of `COUNTED` over all pages."""
        return sum(getattr(s, name) for s in self.pages)


@dataclass(frozen=True, slots=True)
class Last:
    """What the run before this one left in run.json; empty where there was none."""

    pages: Mapping[str, Summary] = field(default_factory=dict)
    made: Made | None = None
    versions: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[Gone, ...] = ()
    tables: Tables = field(default_factory=Tables)

    @property
    def other_code(self) -> bool:
        """True where this version of ppx worked with other code or libraries, which the heads of its results do not tell."""
        now = versions()
        parts = ("code", *MAKERS)
        return self.versions.get("ppx") == __version__ and any(self.versions.get(p) != now[p] for p in parts)


def read(out: Path) -> Last:
    """What run.json tells of the last run; nothing where it is missing or damaged: then the page results tell."""
    try:
        run = json.loads((out / "run.json").read_bytes())
        files = tuple((f["name"], f["bytes"], f["sha256"]) for f in run["tables"]["files"])
        return Last(
            {summary.path: summary for summary in map(sharing(), map(_summary, run["pages"]))},
            Made(**run["made"]),
            run["versions"],
            tuple(Gone(**{**g, "documents": tuple(g["documents"])}) for g in run["gone"]),
            Tables(run["tables"]["state"], files),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Last()


def _summary(row: Json) -> Summary:
    pairs = {name: tuple(row[name].items()) for name in PAIRS}
    lists = {name: tuple(row[name]) for name in ("warnings", "entries")}
    return Summary(**{**row, **pairs, **lists, "error": Failure(**row["error"]) if row["error"] else None})


_NAMES = tuple(f.name for f in fields(Summary) if f.name not in (*PAIRS, "error", "seconds"))


def row(summary: Summary) -> Json:
    """A page's entry in run.json."""
    entry = {name: getattr(summary, name) for name in _NAMES}
    pairs = {name: dict(getattr(summary, name)) for name in PAIRS}
    return {**entry, **pairs, "error": asdict(summary.error) if summary.error else None}


def state(pages: Sequence[Summary], made: Made, options: Json) -> str:
    """Digest of all that the tables are made of: equal digests, equal tables."""
    whole = hashlib.sha256(json.dumps([asdict(made), versions(), options], sort_keys=True).encode())
    for summary in pages:
        whole.update(json.dumps(row(summary), sort_keys=True).encode())
    return whole.hexdigest()


def report(run: Run, made: Made, settings: Json) -> Json:
    """run.json but for its rows of pages. Of equal inputs, only what this run had to do, its seconds and its settings may differ."""
    warnings = Counter(code for s in run.pages for code in s.warnings)
    rules: Counter[str] = Counter()
    for summary in run.pages:
        rules.update(dict(summary.rules))
    return {
        "ppx": 1,
        "made": asdict(made),
        "versions": versions(),
        "settings": settings,
        "seconds": round(run.seconds, 3),
        "counts": {
            "pages": len(run.pages),
            "done": len(run.done),
            "unchanged": run.unchanged,
            "missing": run.missing,
            "failed": len(run.failed),
            "removed": run.removed,
            **{name: run.total(name) for name in COUNTED},
        },
        "warnings": dict(sorted(warnings.items())),
        "rules": dict(sorted(rules.items())),
        "anomalies": [asdict(a) for a in run.anomalies],
        "tables": {
            "state": run.tables.state,
            "files": [dict(zip(("name", "bytes", "sha256"), f, strict=True)) for f in run.tables.files],
        },
        "gone": [asdict(g) for g in run.gone],
    }


@cache
def versions() -> dict[str, str]:
    """What works here: ppx, a digest of its code, Python and the libraries."""
    libraries = {name: version(name) for name in PACKAGES}
    return {"ppx": __version__, "code": _code(), "python": platform.python_version(), **libraries}


def maker() -> str:
    """Names what works here: equal names, equal rows of equal page results."""
    return hashlib.sha256(json.dumps(versions(), sort_keys=True).encode()).hexdigest()[:16]


def _code() -> str:
    """Digest of the package's own modules but the terminal's: a working tree changes between two runs of one version."""
    whole, root = hashlib.sha256(), Path(__file__).parent
    for folder, folders, names in os.walk(root, followlinks=True):
        folders[:] = sorted(name for name in folders if name not in ("cli", "__pycache__"))
        for name in sorted(names):
            if name.endswith(".py"):
                file = Path(folder, name)
                whole.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()[:16]
