"""Rows of the raw side, and the list that they are gathered in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ppx.report.names import anchor

if TYPE_CHECKING:
    from ppx.report.marks import Piece
    from ppx.report.results import Json


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a text page, or an element of an HTML page."""

    number: int
    """from 1, counts the rows of the sheet"""
    pieces: tuple[Piece, ...]
    label: str = ""
    """the raw line, or first and last; empty on HTML pages"""
    node: str | None = None
    """CSS path on HTML pages"""
    clauses: tuple[str, ...] = ()
    """anchors of the clauses that its paragraphs belong to"""
    is_title: bool = False

    @property
    def reason(self) -> str:
        """Why the row was dropped; empty where any of it was kept, and on a blank row."""
        said = [piece for piece in self.pieces if piece.text.strip()]
        return said[0].records[0] if said and all(piece.kind == "dropped" for piece in said) else ""

    @property
    def is_blank(self) -> bool:
        """True where there is nothing to read."""
        return not any(piece.text.strip() for piece in self.pieces)

    @property
    def is_dropped(self) -> bool:
        """True where nothing of the row was kept."""
        return bool(self.reason) or (self.is_blank and not self.clauses)


@dataclass(slots=True)
class Rows:
    """Rows being gathered."""

    rows: list[Row] = field(default_factory=list)
    places: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)

    def add(
        self,
        pieces: tuple[Piece, ...],
        *,
        label: str = "",
        node: str | None = None,
        clauses: tuple[str, ...] = (),
        is_title: bool = False,
    ) -> int:
        """Take in a row; returns its number."""
        number = len(self.rows) + 1
        self.rows.append(Row(number, pieces, label, node, clauses, is_title))
        return number

    def place(self, document: int, paragraph: int, number: int) -> None:
        """Note that a paragraph stands on the row `number`, perhaps among others."""
        here = self.places.get((document, paragraph), ())
        self.places[document, paragraph] = (*here, number)


def clause_anchor(position: int, paragraph: Json) -> tuple[str, ...]:
    """The anchor of a paragraph's clause; none in a document without clauses. `position` counts documents from 0."""
    return (anchor(position + 1, paragraph["clause"]),) if paragraph["clause"] is not None else ()
