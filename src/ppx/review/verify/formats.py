"""The files of the tables: those that run.json names and no others, with their bytes, and as many rows in every format.

Snapshots are held to the same: their run.json names the tables beside it.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from ppx.review.verify.claims import fault
from ppx.review.verify.contract import COLUMNS
from ppx.review.verify.tables import BROKEN, Table, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ppx.review.verify.claims import Fault

Json = dict[str, Any]
SQLITE = "ppx.sqlite"
OURS = ("datapackage.json", SQLITE, "ppx.xlsx", *(f"{name}.{kind}" for name in COLUMNS for kind in ("csv", "parquet")))
"""files that a run writes beside run.json"""
_DAY = re.compile(r"\d{4}-\d\d-\d\d(\.\d+)?").fullmatch


def check_formats(out: Path, run: Json, tables: Mapping[str, Table]) -> Iterator[Fault]:
    """Table files that are not those of the run, and formats that hold other rows than the CSV."""
    yield from _check_files(out, out, run)
    counted = dict(_count(out, tables))
    named = {file["name"] for file in run["tables"]["files"]}
    if SQLITE in named and (out / SQLITE).is_file():
        yield from _check_sqlite(out, counted)
    for name, rows in counted.items():
        if f"{name}.parquet" in named and (out / f"{name}.parquet").is_file():
            yield from _check_parquet(out, f"{name}.parquet", rows)


def check_snapshots(out: Path) -> Iterator[Fault]:
    """Dated folders that are not whole."""
    folder = out / "snapshots"
    for kept in sorted(folder.iterdir()) if folder.is_dir() else ():
        shown = kept.relative_to(out).as_posix()
        if not _DAY(kept.name):
            claim = "partial" if kept.name.startswith(".partial") else "snapshot"
            yield fault(claim, shown, "", "folders YYYY-MM-DD only", kept.name)
            continue
        try:
            run = json.loads((kept / "run.json").read_bytes())
            files = {file["name"]: (file["bytes"], file["sha256"]) for file in run["tables"]["files"]}
        except (OSError, ValueError, KeyError, TypeError) as error:
            yield fault(
                "snapshot", f"{shown}/run.json", "", "whole JSON with tables", f"{type(error).__name__}: {error}"
            )
            continue
        if files:
            yield from _check_files(out, kept, run)


def _check_files(out: Path, folder: Path, run: Json) -> Iterator[Fault]:
    told = {file["name"]: (file["bytes"], file["sha256"]) for file in run["tables"]["files"]}
    shown = folder.relative_to(out).as_posix()
    place = "" if shown == "." else f"{shown}/"
    for name, expected in told.items():
        found = _digest(folder / name)
        if found != expected:
            yield fault("tables", f"{place}{name}", "", "{} bytes, sha256 {}".format(*expected), _told(found))
    for name in OURS:
        if name not in told and (folder / name).exists():
            yield fault("tables", f"{place}{name}", "", "files that run.json names", "a file of another run")


def _told(found: tuple[int, str] | None) -> str:
    return "{} bytes, sha256 {}".format(*found) if found else "no such file"


def _digest(file: Path) -> tuple[int, str] | None:
    try:
        with file.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
        return file.stat().st_size, digest
    except OSError:
        return None


def _count(out: Path, tables: Mapping[str, Table]) -> Iterator[tuple[str, int]]:
    """The rows of each CSV; those that cannot be read are told elsewhere."""
    for name, table in tables.items():
        try:
            yield name, sum(1 for _ in read_rows(out, table))
        except (*BROKEN, csv.Error):
            continue


def _check_sqlite(out: Path, counted: Mapping[str, int]) -> Iterator[Fault]:
    address = f"{(out / SQLITE).absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as base:
            for row in base.execute("pragma quick_check(1)").fetchall():
                if row[0] != "ok":
                    yield fault("formats", SQLITE, "", "a whole database", row[0])
            for row in base.execute("pragma foreign_key_check").fetchmany(3):
                yield fault("formats", SQLITE, f"{row[0]} row {row[1]}", f"a row of {row[2]}", "none")
            for name, rows in counted.items():
                found = base.execute(f'select count(*) from "{name}"').fetchone()[0]  # noqa: S608 - names of the contract
                if found != rows:
                    yield fault("formats", SQLITE, name, f"{rows} rows, as in the CSV", found)
    except sqlite3.Error as error:
        yield fault("formats", SQLITE, "", "a database with every table", str(error))


def _check_parquet(out: Path, file: str, rows: int) -> Iterator[Fault]:
    try:
        from pyarrow import ArrowException, parquet  # an extra: without it these rows are not counted
    except ImportError:
        return
    try:
        found = parquet.read_metadata(out / file).num_rows
    except (OSError, ValueError, ArrowException) as error:
        yield fault("formats", file, "", "a whole Parquet file", f"{type(error).__name__}: {error}")
        return
    if found != rows:
        yield fault("formats", file, "", f"{rows} rows, as in the CSV", found)
