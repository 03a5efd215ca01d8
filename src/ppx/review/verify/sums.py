"""What page results hold, counted: of a page its own, of a container that of its records."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]
RULED = ("agencies", "deadlines", "targets")
RECORDS = ("clauses", "agencies", "deadlines", "targets", "tasks")
SUMMED = ("characters", "dropped", "documents", *RECORDS)


class Sums:
    """Counts over page results."""

    def __init__(self) -> None:
        """Begin with none."""
        self.numbers: Counter[str] = Counter()
        self.warnings: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()

    def add(self, page: Json) -> None:
        """Take in a page result."""
        documents = page["documents"]
        self.numbers.update({kind: sum(len(d[kind]) for d in documents) for kind in RECORDS})
        self.numbers.update(
            pages=1,
            failed=page["error"] is not None,
            documents=len(documents),
            characters=sum(len(d["text"]) for d in documents),
            dropped=sum(len(piece["text"]) for piece in page["dropped"]),
        )
        self.warnings.update(w["code"] for w in page["warnings"])
        self.rules.update(f"{kind}:{record['rule']}" for d in documents for kind in RULED for record in d[kind])

    def differences(self, told: Json) -> Iterator[tuple[str, object, object]]:
        """Field, what is held and what `told` says of it, where the two differ."""
        for name in SUMMED:
            if told[name] != self.numbers[name]:
                yield name, self.numbers[name], told[name]
        if told["rules"] != dict(self.rules):
            yield "rules", dict(self.rules), told["rules"]
