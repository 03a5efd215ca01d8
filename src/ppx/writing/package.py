"""datapackage.json: the CSV tables as a Frictionless Data Package v2, with a Table Schema for every table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppx.writing.columns import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ppx.writing.columns import Column
    from ppx.writing.rows import Json


def data_package(encoding: str) -> Json:
    """The package of CSV files in `encoding`."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "ppx-output",
        "title": "Clauses, agencies, deadlines and targets of policy documents",
        "description": (
            "Lists in a cell are joined by ';'. A text cell that a spreadsheet would run as a formula "
            "(it begins with = + - @ tab or carriage return) begins with an apostrophe that is not part of the text."
        ),
        "resources": [_resource(name, columns, encoding) for name, columns in TABLES.items()],
    }


def _resource(name: str, columns: Sequence[Column], encoding: str) -> Json:
    schema: Json = {"fields": [_field(c) for c in columns], "missingValues": [""]}
    keys = [c.name for c in columns if c.key]
    if keys:
        schema["primaryKey"] = keys
    schema["foreignKeys"] = [
        {
            "fields": [c.name],
            "reference": {
                "resource": "" if c.refers == name else c.refers,
                "fields": [k.name for k in TABLES[c.refers] if k.key],
            },
        }
        for c in columns
        if c.refers
    ]
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": encoding,
        "dialect": {"lineTerminator": "\r\n"},
        "schema": schema,
    }


def _field(column: Column) -> Json:
    made: Json = {"name": column.name, "type": column.type, "description": column.description}
    if column.key:
        made["constraints"] = {"required": True, "unique": True}
    return made
