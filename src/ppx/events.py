"""Events: what a run tells of itself on the way, one line each, through the standard library's logging.

    tell(logging.INFO, "page_done", page="a/b.html", seconds=0.12)

The logger is `ppx` and silent until someone gives it a handler; `lines` makes one.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import TextIO

LEVELS = ("debug", "info", "warning", "error")
FORMATS = ("text", "json")
_log = logging.getLogger("ppx")
_log.addHandler(logging.NullHandler())


def tell(level: int, event: str, **fields: Any) -> None:
    """Log an event with its fields: text, numbers, None."""
    _log.log(level, event, extra={"fields": fields})


def lines(stream: TextIO, level: str, form: str) -> logging.Handler:
    """A handler that writes each event from `level` (of `LEVELS`) on as a line of text or of JSON; the logger has it already."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Json() if form == "json" else _Text())
    _log.addHandler(handler)
    _log.setLevel(level.upper())
    return handler


def one_line(text: str) -> str:
    """A text with names from outside in it as a terminal may show it: control and direction characters as `\\x1b`, `\\u202e`.

    A file name may hold line breaks and the sequences that steer a terminal.
    """
    return "".join(c if c == " " or c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def logged() -> bool:
    """Whether someone listens."""
    return any(not isinstance(handler, logging.NullHandler) for handler in _log.handlers)


class _Json(logging.Formatter):
    """`{"time": "2026-03-01T08:00:00.123+00:00", "level": "info", "event": "page_done", "page": …}`"""

    def format(self, record: logging.LogRecord) -> str:
        """The event as a JSON object on one line."""
        head = {"time": _time(record), "level": record.levelname.lower(), "event": record.getMessage()}
        return json.dumps({**head, **getattr(record, "fields", {})}, ensure_ascii=False)


class _Text(logging.Formatter):
    """`2026-03-01T08:00:00.123+00:00 INFO page_done page=a/b.html seconds=0.12`"""

    def format(self, record: logging.LogRecord) -> str:
        """The event as words; a value with blanks stands in quotes."""
        fields = (f"{name}={_shown(value)}" for name, value in getattr(record, "fields", {}).items())
        return " ".join((_time(record), record.levelname, record.getMessage(), *fields))


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _shown(value: Any) -> str:
    text = str(value)
    if not text or any(c.isspace() or c == '"' for c in text):
        text = json.dumps(text, ensure_ascii=False)
    return one_line(text)
