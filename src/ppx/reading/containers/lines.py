"""JSON Lines: one page a line, an object with `html` or `text`, and `url`, `site`, `fetched` where they are known."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BufferedReader
from typing import TYPE_CHECKING

from ppx.errors import DamagedContainerError, PageTooLargeError
from ppx.reading.containers.streams import Skipped, Stream, damaged, named
from ppx.reading.files import LARGEST
from ppx.reading.manifest import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.reading.files import Raw

BODIES = ("html", "text")
"""keys that hold the page, the first that is there"""
LONGEST = 2 * LARGEST
"""bytes of a line: JSON may write the three bytes of a Chinese character as six"""


def records(raw: Raw, handle: BufferedReader, before: int = 0) -> Iterator[Raw | Skipped]:
    """The records of an opened file of JSON Lines, `.gz` or not; `before` lines stand in front of the first."""
    stream = Stream(handle, raw.path)
    number = before
    with BufferedReader(stream) as reader:
        while line := reader.readline(LONGEST + 1):
            number += 1
            if len(line) > LONGEST:
                while line and not line.endswith(b"\n"):
                    line = reader.readline(LONGEST)
                message = f"{raw.path}, line {number}: longer than {LONGEST} bytes; one page may have {LARGEST}"
                yield replace(named(raw, number), data=b"", fault=PageTooLargeError(message))
            elif stream.fault and not line.endswith(b"\n"):
                break
            elif line.strip():
                yield _record(raw, number, line)
    if stream.fault:
        yield damaged(raw, number, stream.fault)


def _record(raw: Raw, number: int, line: bytes) -> Raw:
    record = named(raw, number)
    try:
        row = json.loads(line)
        body = next(row[key] for key in BODIES if isinstance(row.get(key), str))
    except (ValueError, AttributeError, StopIteration, RecursionError) as error:
        fault = str(error) or f"no text under any of {', '.join(BODIES)}"
        message = f"{raw.path}, line {number}: {fault}; a line is a JSON object with html or text"
        return replace(record, data=line, fault=DamagedContainerError(message))
    told = {name: row[name] for name in FIELDS if isinstance(row.get(name), str)}
    data = body.encode("utf-8", "replace")  # a lone surrogate of an escape is no character
    if len(data) > LARGEST:
        message = f"{raw.path}, line {number}: a page of {len(data)} bytes; one page may have {LARGEST}"
        return replace(record, data=b"", fault=PageTooLargeError(message))
    return replace(record, data=data, charset="utf-8", headers=told)
