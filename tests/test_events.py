"""Events: one line each, for people or for machines."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime

import pytest

from ppx import events


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    yield io.StringIO()
    log = logging.getLogger("ppx")
    for handler in log.handlers[1:]:
        log.removeHandler(handler)
    log.setLevel(logging.NOTSET)


def test_an_event_is_a_json_object_on_one_line(stream: io.StringIO) -> None:
    events.lines(stream, "info", "json")
    events.tell(logging.INFO, "page_done", page="甲\n.html", seconds=0.5, code=None)
    (line,) = stream.getvalue().splitlines()
    told = json.loads(line)
    assert datetime.fromisoformat(told.pop("time")).tzinfo
    assert told == {"level": "info", "event": "page_done", "page": "甲\n.html", "seconds": 0.5, "code": None}


def test_an_event_is_a_line_of_text(stream: io.StringIO) -> None:
    events.lines(stream, "info", "text")
    events.tell(logging.ERROR, "page_failed", page="a b\n.html", code="not_text", message="")
    (line,) = stream.getvalue().splitlines()
    assert line.partition(" ")[2] == 'ERROR page_failed page="a b\\n.html" code=not_text message=""'


def test_a_level_leaves_out_what_is_below(stream: io.StringIO) -> None:
    assert not events.logged()
    events.lines(stream, "warning", "text")
    assert events.logged()
    events.tell(logging.INFO, "page_done")
    events.tell(logging.WARNING, "anomaly")
    assert [line.split()[2] for line in stream.getvalue().splitlines()] == ["anomaly"]
