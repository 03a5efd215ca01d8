"""Counts of one scored field, and the rows behind its errors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

FIELDS = (
    "main_text",
    "line_links",
    "restored_chars",
    "documents",
    "metadata",
    "clauses",
    "headings",
    "agencies",
    "agencies_listed",
    "agency_full_name",
    "deadlines",
    "targets",
    "target_indicator",
    "target_subject",
    "target_deadline",
)


@dataclass(slots=True)
class Tally:
    """How many were wanted, found, and right."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    rows: list[str] = field(default_factory=list)
    """`- where what` for a miss, `+ where what` for a false alarm"""

    def compare(self, wanted: Iterable[Hashable], found: Iterable[Hashable], where: str | None) -> None:
        """Count two bags; without `where` their differences are not kept as rows."""
        want, got = Counter(wanted), Counter(found)
        both = want & got
        self.right += both.total()
        self.wanted += want.total()
        self.found += got.total()
        if where is not None:
            self.rows += [f"- {where} {item}" for item in (want - both).elements()]
            self.rows += [f"+ {where} {item}" for item in (got - both).elements()]

    def ask(self, right: bool, row: str) -> None:
        """Count one question that has one answer."""
        self.wanted += 1
        self.found += 1
        self.right += right
        if not right:
            self.rows.append(f"- {row}")

    def take(self, other: Tally) -> None:
        """Add the counts of another tally."""
        self.right += other.right
        self.found += other.found
        self.wanted += other.wanted
        self.rows += other.rows

    @property
    def precision(self) -> float | None:
        """Share of the found that is right; None where nothing was asked."""
        return None if self.empty else self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float | None:
        """Share of the wanted that was found; None where nothing was asked."""
        return None if self.empty else self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two; None where nothing was asked."""
        return None if self.empty else 2 * self.right / (self.found + self.wanted)

    @property
    def empty(self) -> bool:
        """True where nothing was wanted and nothing found."""
        return not self.wanted and not self.found
