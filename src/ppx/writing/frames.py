"""The tables as typed pandas data frames: the one door to pandas.

tables = read_tables(Path("out"))
tables["targets"].merge(tables["deadlines"], on="deadline_id")
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ppx import stores
from ppx.errors import UsageError
from ppx.writing.formats.csv_files import FORMULA

if TYPE_CHECKING:
    from pathlib import Path

    from pandas import DataFrame, Series

TYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "string"}
"""type of a column in datapackage.json → that of pandas; dates become datetime64 once they are read"""


def read_tables(out: Path) -> dict[str, DataFrame]:
    """Every table of an output folder by its name, its columns typed as datapackage.json says; an empty cell is NA.

    The apostrophe that guards a text cell from spreadsheets is taken off.

    Raises:
        UsageError: the folder has no tables, or they are not those that datapackage.json describes.
    """
    try:
        package = json.loads(stores.read(out / "datapackage.json"))
        return {resource["name"]: _read_table(out, resource) for resource in package["resources"]}
    except (OSError, ValueError, KeyError) as error:
        raise UsageError(f"{out} holds no tables of ppx ({error}); run ppx extract into it") from error


def _read_table(out: Path, resource: dict[str, Any]) -> DataFrame:
    import pandas

    kinds = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    with stores.open_bytes(out / resource["path"]) as handle:
        table = pandas.read_csv(
            handle,
            encoding=resource["encoding"],
            dtype={name: TYPES[kind] for name, kind in kinds.items()},
            keep_default_na=False,
            na_values=[""],
            true_values=["true"],
            false_values=["false"],
        )
    for name, kind in kinds.items():
        if kind == "date":
            table[name] = pandas.to_datetime(table[name], format="%Y-%m-%d")
        elif kind == "string":
            table[name] = _unguarded(table[name])
    return table


def _unguarded(texts: Series[str]) -> Series[str]:
    guarded = texts.str.startswith(tuple(f"'{mark}" for mark in FORMULA), na=False)
    return texts.where(~guarded, texts.str[1:])
