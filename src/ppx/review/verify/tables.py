"""The CSV tables on their own: what datapackage.json says of them, their cells, primary keys and foreign keys.

A table is read as a stream. What is kept is eight bytes a key of the tables that others refer to.
"""

from __future__ import annotations

import csv
import json
import re
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ppx.review.verify.claims import fault
from ppx.review.verify.contract import COLUMNS, FOREIGN, PRIMARY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from ppx.review.verify.claims import Fault

PACKAGE = "datapackage.json"
LONGEST = 2**31 - 1
"""characters of a cell: a whole document may be one"""
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
BROKEN = (OSError, ValueError, LookupError, csv.Error)
"""what reading a damaged table raises; UnicodeError is a ValueError"""
_INTEGER = re.compile(r"-?\d+").fullmatch
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?").fullmatch


@dataclass(frozen=True, slots=True)
class Table:
    """A table as datapackage.json describes it."""

    name: str
    encoding: str
    types: Mapping[str, str]
    """column → type, in order"""

    @property
    def file(self) -> str:
        """Its name under OUT."""
        return f"{self.name}.csv"

    @property
    def key(self) -> str | None:
        """Its primary key."""
        return PRIMARY.get(self.name)

    @property
    def foreign(self) -> dict[str, str]:
        """Column → table of its foreign keys."""
        return {c: FOREIGN[c] for c in COLUMNS[self.name] if c in FOREIGN and (c, FOREIGN[c]) != (self.key, self.name)}


def read_package(out: Path) -> tuple[dict[str, Table], list[Fault]]:
    """The tables that the data package describes as the contract does, and what it does not."""
    try:
        package = json.loads((out / PACKAGE).read_bytes())
        resources = {resource["name"]: resource for resource in package["resources"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        return {}, [fault("package", PACKAGE, "", "whole JSON with resources", f"{type(error).__name__}: {error}")]
    tables, faults = {}, []
    for name in COLUMNS:
        try:
            table, differences = _described(name, resources[name])
        except (KeyError, TypeError) as error:
            faults.append(fault("package", PACKAGE, name, "a resource with a schema", f"no {error}"))
            continue
        tables[name] = table
        faults += [fault("package", PACKAGE, name, *difference) for difference in differences]
    return tables, faults


def _described(name: str, resource: dict[str, Any]) -> tuple[Table, list[tuple[object, object]]]:
    schema = resource["schema"]
    table = Table(name, resource["encoding"], {field["name"]: field["type"] for field in schema["fields"]})
    keys = {(k["fields"][0], k["reference"]["resource"] or name) for k in schema.get("foreignKeys", [])}
    known = [c for c in table.types if c in COLUMNS[name]]
    wanted: list[tuple[object, object]] = [
        (list(COLUMNS[name]), known),
        ([table.key] if table.key else [], schema.get("primaryKey", [])),
        (f"{name}.csv", resource["path"]),
    ]
    lost = sorted(set(table.foreign.items()) - keys)
    return table, [pair for pair in wanted if pair[0] != pair[1]] + [(f"foreign key {k}", "none") for k in lost]


def read_rows(out: Path, table: Table) -> Iterator[dict[str, str]]:
    """The rows of a table as its cells stand.

    Raises:
        OSError, UnicodeError, csv.Error: the file is not there, not in its encoding or no CSV.
        ValueError: its columns are not those of the data package, or a row has more or fewer cells.
    """
    before = csv.field_size_limit(LONGEST)
    try:
        with (out / table.file).open(encoding=table.encoding, newline="") as handle:
            reader = csv.reader(handle, strict=True)
            header = next(reader, [])
            if header != list(table.types):
                raise ValueError(f"columns {', '.join(header)} and not {', '.join(table.types)}")
            for cells in reader:
                if len(cells) != len(header):
                    raise ValueError(f"line {reader.line_num}: {len(cells)} cells under {len(header)} columns")
                yield dict(zip(header, cells, strict=True))
    finally:
        csv.field_size_limit(before)  # of the whole process


class Keys:
    """The primary keys of a table: whether one is there, and which stand twice."""

    def __init__(self) -> None:
        """Begin with none."""
        self.hashes = array("q")

    def add(self, key: str) -> None:
        """Take in a key."""
        self.hashes.append(hash(key))

    def close(self) -> bool:
        """Sort what was taken in; true where every key is unique."""
        self.hashes = array("q", sorted(self.hashes))
        return all(self.hashes[i] != self.hashes[i + 1] for i in range(len(self.hashes) - 1))

    def __contains__(self, key: str) -> bool:
        wanted = hash(key)
        at = bisect_left(self.hashes, wanted)
        return at < len(self.hashes) and self.hashes[at] == wanted


def check_tables(out: Path, tables: Mapping[str, Table]) -> Iterator[Fault]:
    """What does not hold in the tables themselves. A table that cannot be read to its end is one fault."""
    keys: dict[str, Keys] = {}
    broken = set()
    for table in tables.values():
        held = Keys()
        try:
            yield from _check_key(out, table, held)
        except BROKEN as error:
            broken.add(table.name)
            yield fault("csv", table.file, "", f"whole CSV in {table.encoding}", f"{type(error).__name__}: {error}")
            continue
        if table.key:
            keys[table.name] = held
            if not held.close():
                yield from _check_twice(out, table)
    for table in tables.values():
        if table.name not in broken:
            yield from _check_cells(out, table, keys)


def _check_key(out: Path, table: Table, keys: Keys) -> Iterator[Fault]:
    """Read the table to its end and take in its keys."""
    for number, row in enumerate(read_rows(out, table), 1):
        if table.key:
            if not row[table.key]:
                yield fault("primary_key", table.file, f"row {number}", f"a {table.key}", "nothing")
            keys.add(row[table.key])


def _check_twice(out: Path, table: Table) -> Iterator[Fault]:
    """Rows whose key an earlier row has; only now are keys kept as they are."""
    seen: set[str] = set()
    for number, row in enumerate(read_rows(out, table), 1):
        key = row[table.key or ""]
        if key in seen:
            yield fault("primary_key", table.file, f"row {number}", f"{table.key} once", key)
        seen.add(key)


def _check_cells(out: Path, table: Table, keys: Mapping[str, Keys]) -> Iterator[Fault]:
    key = table.key or "document_id"
    typed = [(column, kind, FITS.get(kind, _is_safe)) for column, kind in table.types.items()]
    foreign = [(column, target) for column, target in table.foreign.items() if column in table.types]
    for number, row in enumerate(read_rows(out, table), 1):
        for column, kind, fits in typed:
            if row[column] and not fits(row[column]):
                expected = f"{kind}, and nothing that a spreadsheet runs" if kind == "string" else kind
                yield fault("type", table.file, f"row {number} {row[key]}: {column}", expected, row[column])
        for column, target in foreign:
            if row[column] and target in keys and row[column] not in keys[target]:
                yield fault("foreign_key", table.file, f"row {number}: {column}", f"a row of {target}", row[column])


def _is_safe(cell: str) -> bool:
    return len(cell) == 1 or not cell.startswith(RUN_BY_SPREADSHEETS)


def _is_date(cell: str) -> bool:
    try:
        return len(cell) == 10 and date.fromisoformat(cell) is not None
    except ValueError:
        return False


FITS: dict[str, Callable[[str], object]] = {
    "integer": _INTEGER,
    "number": _NUMBER,
    "boolean": ("true", "false").__contains__,
    "date": _is_date,
}
"""type → whether a cell is of it"""
