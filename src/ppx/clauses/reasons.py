"""Why each clause has its number, in words: for `ppx explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ppx.records import Clause


def tell_reasons(clauses: Sequence[Clause]) -> Iterator[tuple[Clause, str]]:
    """Each clause but the preamble, and why it has its number."""
    siblings: dict[str | None, Clause] = {}
    alike: dict[str, Clause] = {}
    for clause in clauses:
        if clause.kind == "preamble":
            continue
        yield clause, _tell(clause, siblings.get(clause.parent), alike.get(clause.kind))
        siblings[clause.parent] = alike[clause.kind] = clause


def _tell(clause: Clause, before: Clause | None, alike: Clause | None) -> str:
    """The reason, `before` being the clause in front under the same parent, `alike` the last of its kind anywhere."""
    if clause.repaired:
        read = f"reads {clause.marker!r}" if clause.marker else "has lost its marker"
        return f"repaired: {read}, the count of the whole document proves {clause.ordinal}{_after(before)}"
    number = clause.ordinal
    if before is not None:
        return _goes_on(number, before)
    if number == 1:
        return "begins"
    if alike is not None and alike.ordinal == number - 1:
        return f"continues {alike.id} under another parent"
    return f"begins late: {number - 1} missing in front of it"


def _goes_on(number: int, before: Clause) -> str:
    if number == before.ordinal + 1:
        return f"continues {before.id}"
    if number > before.ordinal:
        return f"jumps: {number - before.ordinal - 1} missing after {before.id}"
    if number == 1:
        return f"restarts after {before.id}"
    return f"{'repeats' if number == before.ordinal else 'steps back from'} {before.id}"


def _after(before: Clause | None) -> str:
    return f" after {before.id}" if before else ""
