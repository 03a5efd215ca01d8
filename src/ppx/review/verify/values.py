"""Values of records that must fit one another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ppx.review.verify.claims import fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.review.verify.claims import Fault

Json = dict[str, Any]
PREFIXES = {"agencies": "a", "deadlines": "d", "targets": "t", "tasks": "k"}


def check_values(file: str, document: Json) -> Iterator[Fault]:
    """What does not fit: days that no calendar has, ranges upside down, keys without a name, ids of another kind."""
    for field in ("signed", "published", "effective", "expires"):
        if document[field] and not _is_day(document[field]):
            yield fault("value", file, document["id"], f"{field}: a day that exists", document[field])
    for kind, prefix in PREFIXES.items():
        for record in document[kind]:
            if not record["id"].startswith(prefix):
                yield fault(
                    "id", file, f"{document['id']}:{record['id']}", f"an id that begins with {prefix}", record["id"]
                )
    checks = (("agencies", _agency), ("deadlines", _deadline), ("targets", _target))
    for kind, check in checks:
        for record in document[kind]:
            for expected, found in check(record):
                yield fault("value", file, f"{document['id']}:{record['id']}", expected, found)


def _agency(agency: Json) -> Iterator[tuple[str, object]]:
    if agency["key"] is not None and agency["full"] is None:
        yield "a full name beside the key", None
    if agency["group"] and agency["key"] is not None:
        yield "no key for a set of agencies", agency["key"]


def _deadline(deadline: Json) -> Iterator[tuple[str, object]]:
    start, end = deadline["start"], deadline["end"]
    for day in (start, end, deadline["due"]):
        if day and "X" not in day and not _is_day(day):
            yield "a day that exists", day
    if start and end and "X" not in start + end and start > end:
        yield "a start that is not after its end", [start, end]


def _target(target: Json) -> Iterator[tuple[str, object]]:
    low, high = target["low"], target["high"]
    if (low is None) != (high is None):
        yield "low and high both or neither", [low, high]
    elif low is not None and (low > high or (low == high) == (target["op"] == "..")):
        yield "low below high for .. and equal for all else", [target["op"], low, high]


def _is_day(shown: str) -> bool:
    try:
        date.fromisoformat(shown)
    except ValueError:
        return False
    return True
