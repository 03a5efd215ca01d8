"""Containers: the part with a page result a line, and what the container's own result says of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ppx.review.verify.claims import fault
from ppx.review.verify.contract import PAGE
from ppx.review.verify.shapes import mismatches

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ppx.review.verify.claims import Fault
    from ppx.review.verify.sums import Sums

Json = dict[str, Any]


def part_file(result: str) -> str:
    """Where the part of a container stands, by the name of its own result."""
    return f"{result.removesuffix('.json')}.jsonl"


def number_of(page: Json) -> int:
    """The number of a record in its container."""
    return int(page["source"]["path"].rpartition("!")[2])


def read_part(out: Path, file: str, path: str) -> Iterator[Json | Fault]:
    """The page results of a part in order; it ends with the fault of the first line that is none."""
    before = 0
    try:
        with (out / file).open("rb") as lines:
            for place, line in enumerate(lines, 1):
                page = _read(file, path, place, line, before)
                yield page
                if not isinstance(page, dict):
                    return
                before = number_of(page)
    except OSError as error:
        yield fault("part", file, "", "a page result for each record", error.strerror)


def _read(file: str, path: str, place: int, line: bytes, before: int) -> Json | Fault:
    label = f"line {place}"
    try:
        page: Json = json.loads(line)
    except ValueError as error:
        return fault("json", file, label, "whole JSON", str(error))
    for where, says, found in mismatches(PAGE, page):
        return fault("shape", file, f"{label}: {where}", says, found)
    own = page["source"]["path"]
    container, _, number = own.rpartition("!")
    if container != path or not number.isdecimal() or int(number) <= before:
        return fault("part", file, label, f"{path}!, with a number above {before}", own)
    if page["records"] is not None:
        return fault("part", file, own, "a record that holds no records", page["records"])
    return page


def check_records(out: Path, file: str, page: Json, held: Sums) -> Iterator[Fault]:
    """What a container's result tells of its records, beside the records themselves."""
    told = page["records"]
    for name, number, found in held.differences(told):
        yield fault("part", file, f"records.{name}", number, found)
    for name in ("pages", "failed"):
        if told[name] != held.numbers[name]:
            yield fault("part", file, f"records.{name}", held.numbers[name], told[name])
    if told["warnings"] != dict(held.warnings):
        yield fault("part", file, "records.warnings", dict(held.warnings), told["warnings"])
    size = (out / part_file(file)).stat().st_size
    if told["bytes"] != size:
        yield fault("part", file, "records.bytes", size, told["bytes"])
    if page["source"]["encoding"] is not None:
        yield fault("value", file, "source.encoding", "null for a container", page["source"]["encoding"])
    if page["documents"] or page["dropped"]:
        yield fault("part", file, "documents", "none beside records", len(page["documents"]))
