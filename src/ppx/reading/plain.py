"""The lines of a text page."""

from __future__ import annotations

from ppx.records import Line

BREAKS = "\r\n\u2028\u2029"


def lines(text: str) -> tuple[Line, ...]:
    r"""The physical lines, numbered as `text.split("\n")` and editors number them; an empty page has none.

    A `\r`, U+2028 or U+2029 before the break is left out of the line; within it it is a character like others. Only a
    page without any `\n` (old Macintosh) is split at `\r`.
    """
    if not text:
        return ()
    found, at = [], 0
    for line in text.split("\n" if "\n" in text else "\r"):
        found.append(Line(at, at + len(line.rstrip(BREAKS))))
        at += len(line) + 1
    return tuple(found)
