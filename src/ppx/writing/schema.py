"""The JSON Schema of a page result, made from the records themselves so that the two cannot part."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any, Literal, Union

from ppx import codes, records
from ppx.records import PageResult
from ppx.writing.objects import CONTRACT

Json = dict[str, Any]

DATE = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
MASKED_DATE = {"type": "string", "pattern": r"^[\dX]{4}-[\dX]{2}-[\dX]{2}$"}
SPAN = {"type": "array", "prefixItems": [{"type": "integer", "minimum": 0}] * 2, "minItems": 2, "maxItems": 2}
PATTERNS: Mapping[tuple[str, str], Json] = {
    ("Document", "signed"): DATE,
    ("Document", "published"): DATE,
    ("Document", "effective"): DATE,
    ("Document", "expires"): DATE,
    ("Deadline", "start"): MASKED_DATE,
    ("Deadline", "end"): MASKED_DATE,
    ("Deadline", "due"): DATE,
    ("Deadline", "length"): {"type": "string", "pattern": r"^P(\d+(\.\d+)?[YMWD])+$|^PT(\d+(\.\d+)?[HM])+$"},
    ("Region", "code"): {"type": "string", "pattern": r"^\d{6}$"},
    ("Source", "sha256"): {"type": "string", "pattern": r"^([0-9a-f]{64})?$"},
    ("Dropped", "reason"): {"enum": list(codes.REASONS)},
    ("Caution", "code"): {"enum": list(codes.WARNINGS)},
    ("Failure", "code"): {"enum": list(codes.FAILURES)},
    ("Clause", "path"): {"type": "string", "pattern": r"^\d+(\.\d+)*$"},
}
"""what a field's type does not say; dates are ISO 8601, `XX` and `XXXX` where the page masked them"""


def page_schema() -> Json:
    """JSON Schema 2020-12 of a page result: every field required, none beside them."""
    definitions: Json = {}
    page = _object(PageResult, definitions)
    page["properties"] = {"ppx": {"const": CONTRACT}, **page["properties"]}
    page["required"] = ["ppx", *page["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A page result of ppx",
        **page,
        "$defs": dict(sorted(definitions.items())),
    }


def _object(record: type, definitions: Json) -> Json:
    hints = typing.get_type_hints(record, {**vars(records), "Decimal": Decimal, "Mapping": Mapping})
    properties = {}
    for field in fields(record):
        schema = _schema(hints[field.name], definitions)
        known = PATTERNS.get((record.__name__, field.name))
        if known:
            schema = {"anyOf": [known, {"type": "null"}]} if "anyOf" in schema else known
        properties[field.name] = schema
    return {
        "type": "object",
        "description": (record.__doc__ or "").partition("\n")[0],
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _schema(hint: Any, definitions: Json) -> Json:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint == records.Span:
        return SPAN
    if is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}  # taken, while its own fields are read
            definitions[hint.__name__] = _object(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(a, definitions) for a in arguments]}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _schema(arguments[1], definitions)}
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    return {"type": {str: "string", int: "integer", bool: "boolean", Decimal: "number", type(None): "null"}[hint]}
