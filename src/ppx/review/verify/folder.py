"""The folder: run.json, which results it names, and what else lies there."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from ppx.review.verify.claims import fault
from ppx.review.verify.contract import COUNTED, RUN
from ppx.review.verify.parts import part_file
from ppx.review.verify.shapes import mismatches

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ppx.review.verify.claims import Fault
    from ppx.review.verify.sums import Sums

Json = dict[str, Any]
RUN_FILE = "run.json"
NAME_BYTES = 240
"""a longer file name is cut and ends in `~` and 16 digits of its SHA-256"""
_PARTIAL = re.compile(r"\..+\.\d+").fullmatch
CONTAINERS = ("application/warc", "application/jsonl")
REPORT = "report"


def read_run(out: Path) -> tuple[Json | None, list[Fault]]:
    """run.json, or None and why it cannot be used."""
    try:
        run = json.loads((out / RUN_FILE).read_bytes())
    except (OSError, ValueError) as error:
        return None, [fault("run", RUN_FILE, "", "whole JSON", f"{type(error).__name__}: {error}")]
    faults = [fault("run", RUN_FILE, place, says, found) for place, says, found in mismatches(RUN, run)]
    return (None if faults else run), faults


def result_file(path: str) -> str:
    """Where the result of a raw page stands under OUT."""
    folder, slash, name = path.rpartition("/")
    encoded = name.encode()
    if len(encoded) + len(".json") > NAME_BYTES:
        name = encoded[: NAME_BYTES - 32].decode(errors="ignore") + "~" + hashlib.sha256(encoded).hexdigest()[:16]
    return f"pages/{folder}{slash}{name}.json"


def check_folder(out: Path, run: Json) -> Iterator[Fault]:
    """Results that nobody knows of, results that are not there, files left half written."""
    expected = {result_file(page["path"]): page for page in run["pages"]}
    expected |= {part_file(file): page for file, page in expected.items() if _has_part(page)}
    there = set()
    for file in sorted((*out.iterdir(), *(out / "pages").rglob("*"))):
        shown = file.relative_to(out).as_posix()
        if _PARTIAL(file.name):
            yield fault("partial", shown, "", "whole files only", "a partial one, which a run that was ended left")
        elif shown.startswith("pages/") and file.is_file():
            there.add(shown)
            if shown not in expected:
                yield fault("page_unknown", shown, "", "a page of run.json", "none")
    for shown, page in expected.items():
        if shown not in there and not (page["error"] and page["error"]["code"] == "unwritable"):
            yield fault("page_missing", shown, page["path"], "a page result", "none")
    yield from _check_order([page["path"] for page in run["pages"]])
    yield from _check_run(run)
    if (out / REPORT).exists() and not (out / REPORT / "index.html").is_file():
        yield fault("report", REPORT, "", "a site with index.html", "none")


def _has_part(page: Json) -> bool:
    return page["media_type"] in CONTAINERS and page["error"] is None


def _check_run(run: Json) -> Iterator[Fault]:
    """Anomalies of pages that the run does not have, tombstones of pages that it has."""
    paths = {page["path"] for page in run["pages"]}
    for anomaly in run["anomalies"]:
        if anomaly["page"] is not None and anomaly["page"] not in paths:
            yield fault("run", RUN_FILE, f"anomalies: {anomaly['code']}", "a page of the run", anomaly["page"])
    for gone in run["gone"]:
        if gone["path"] in paths:
            yield fault("run", RUN_FILE, f"gone: {gone['path']}", "a page that is gone", "a page of the run")


def _check_order(paths: list[str]) -> Iterator[Fault]:
    """Each page once, in the order of the tables; names that are no UTF-8 have an order of their own."""
    for path, times in Counter(paths).items():
        if times > 1:
            yield fault("page_order", RUN_FILE, path, "once", times)
    plain = [path for path in paths if "\ufffd" not in path]
    for path, wanted in zip(plain, sorted(plain, key=lambda p: p.split("/")), strict=True):
        if path != wanted:
            yield fault("page_order", RUN_FILE, path, wanted, path)
            return


class Counts:
    """What the page results hold, beside what run.json says they do."""

    def __init__(self, run: Json) -> None:
        """Take run.json."""
        self.run = run
        self.total: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self.warnings: Counter[str] = Counter()
        self.whole = True
        """False once a result could not be read: totals say nothing then"""

    def check_page(self, entry: Json, page: Json, held: Sums) -> Iterator[Fault]:
        """A raw file's entry of run.json beside its result; `held` is what that, or the records of a container, hold."""
        path = entry["path"]
        told = [*held.differences(entry), ("bytes", page["source"]["bytes"], entry["bytes"])]
        warnings = Counter(w["code"] for w in page["warnings"])
        if page["records"] is not None:
            records = page["records"]
            warnings += held.warnings
            told.append(("records", held.numbers["pages"], entry["records"]))
            told.append(("records_failed", held.numbers["failed"], entry["records_failed"]))
            told.append(("part_bytes", records["bytes"], entry["part_bytes"]))
        for name, number, found in told:
            if number != found:
                yield fault("counts", RUN_FILE, f"{path}: {name}", number, found)
        if Counter(entry["warnings"]) != warnings:
            yield fault("counts", RUN_FILE, f"{path}: warnings", dict(warnings), entry["warnings"])
        yield from _check_status(entry, page, self.run["made"])
        self.total.update({name: held.numbers[name] for name in COUNTED if name != "bytes"})
        self.total.update(bytes=page["source"]["bytes"], pages=1, failed=page["error"] is not None)
        self.total.update(missing=entry["status"] == "missing")
        self.warnings += warnings
        self.rules += held.rules

    def finish(self) -> Iterator[Fault]:
        """The totals, once every page was seen."""
        counts = self.run["counts"]
        if counts["done"] + counts["unchanged"] + counts["missing"] != counts["pages"]:
            told = {name: counts[name] for name in ("done", "unchanged", "missing", "pages")}
            yield fault("counts", RUN_FILE, "counts", "done, unchanged and missing are all pages", told)
        if not self.whole:
            return
        for kind in ("pages", "failed", "missing", *COUNTED):
            if counts[kind] != self.total[kind]:
                yield fault("counts", RUN_FILE, f"counts.{kind}", self.total[kind], counts[kind])
        for name, counted in (("rules", self.rules), ("warnings", self.warnings)):
            if self.run[name] != dict(counted):
                found = sorted(set(self.run[name].items()) ^ set(counted.items()))
                yield fault("counts", RUN_FILE, name, "as often as in the page results", found[:4])


def _check_status(entry: Json, page: Json, made: Json) -> Iterator[Fault]:
    error, path = page["error"], entry["path"]
    failed = entry["status"] == "failed" or (entry["status"] == "missing" and error is not None)
    if entry["error"] != error or failed != (error is not None):
        yield fault("status", RUN_FILE, path, error, [entry["status"], entry["error"]])
    if error is not None and (page["documents"] or page["dropped"]):
        yield fault("status", result_file(path), "", "no documents beside an error", len(page["documents"]))
    if entry["status"] == "done" and page["made"] != made:
        yield fault("made", result_file(path), "made", made, page["made"])
