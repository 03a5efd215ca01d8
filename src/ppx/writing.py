"""Writing: page results as JSON, whole or not at all."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ppx.records import PageResult


def plain(value: Any) -> Any:
    """A record as JSON holds it: objects, lists, strings and numbers."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def page_object(result: PageResult) -> dict[str, Any]:
    """The page result as docs/output.md says."""
    return {"ppx": 1, **plain(result)}
