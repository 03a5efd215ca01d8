"""CSV: one file a table, RFC 4180, safe to open in a spreadsheet."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, cast

from ppx.writing.columns import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ppx.writing.formats import Cell, Columns, Write
    from ppx.writing.partials import Partials

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""what a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)"""


@contextmanager
def csv_files(partials: Partials, encoding: str) -> Iterator[Write]:
    """Yields what writes a block of a table; every table has its header, also an empty one."""
    import pandas  # loaded only when tables are written

    with ExitStack() as stack:
        handles = {
            name: stack.enter_context(partials.file(f"{name}.csv").open("w", encoding=encoding, newline=""))
            for name in TABLES
        }
        for name, columns in TABLES.items():
            handles[name].write(",".join(c.name for c in columns) + "\r\n")

        def write(table: str, columns: Columns) -> None:
            shown = {c.name: show(c.type, cells) for c, cells in zip(TABLES[table], columns, strict=True)}
            frame = pandas.DataFrame(shown, dtype=object)
            frame.to_csv(handles[table], header=False, index=False, lineterminator="\r\n")

        yield write


def show(kind: str, cells: Sequence[Cell]) -> list[Any]:
    """Cells as CSV has them: nothing for None, `true`, a number in full, a text that no spreadsheet runs."""
    if kind == "boolean":
        return ["" if v is None else "true" if v else "false" for v in cells]
    if kind == "string":
        return ["" if v is None else f"'{v}" if v[:1] in FORMULA and len(v) > 1 else v for v in cast(list[str], cells)]
    return ["" if v is None else str(v) for v in cells]
