"""The manifest: a CSV that says where each raw file came from."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from ppx.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FIELDS = ("url", "site", "fetched")
"""Columns beside `path` that ppx reads; others are left alone."""


LONGEST = 131_072
"""characters of a cell: an address has a few hundred"""


def load(file: Path) -> Mapping[str, Mapping[str, str]]:
    """The manifest's rows by path. Raises `UsageError` that names line and column of what is wrong."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"manifest {file} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UsageError(f"manifest {file}, line {line}: not UTF-8; save it as CSV UTF-8") from None
    rows: dict[str, Mapping[str, str]] = {}
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    before = csv.field_size_limit(LONGEST)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        _check_header(file, header)
        for cells in reader:
            if cells:
                path, row = _row(file, reader.line_num, header, cells)
                if path in rows:
                    raise _fault(file, reader.line_num, "path", f"{path} stands in an earlier line too; keep one")
                rows[path] = row
    except csv.Error as error:
        raise UsageError(f"manifest {file}, line {reader.line_num}: {error}; check the quotes") from None
    finally:
        csv.field_size_limit(before)  # of the whole process
    return rows


def _check_header(file: Path, header: list[str]) -> None:
    if "path" not in header:
        found = ", ".join(header) or "nothing"
        raise UsageError(
            f"manifest {file}, line 1: no column path (found {found}); columns are path, url, site, fetched"
        )
    for name in ("path", *FIELDS):
        if header.count(name) > 1:
            raise _fault(file, 1, name, "the column stands twice; keep one")


def _row(file: Path, line: int, header: list[str], cells: list[str]) -> tuple[str, Mapping[str, str]]:
    if len(cells) != len(header):
        column = header[len(cells)] if len(cells) < len(header) else f"{len(header) + 1}"
        message = f"{len(cells)} cells under {len(header)} columns; quote cells that hold commas"
        raise _fault(file, line, column, message)
    row = dict(zip(header, cells, strict=True))
    path = row["path"].strip().replace("\\", "/").removeprefix("./")
    if not path:
        raise _fault(file, line, "path", "empty; give the raw file's path under RAW")
    return path, {name: row[name].strip() for name in FIELDS if row.get(name, "").strip()}


def _fault(file: Path, line: int, column: str, message: str) -> UsageError:
    return UsageError(f"manifest {file}, line {line}, column {column}: {message}")
