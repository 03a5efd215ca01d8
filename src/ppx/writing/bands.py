"""Bands: which documents have minima in common, 12 bytes a band of a document however many there are.

bands = Bands()
bands.add(keys, 0)          # the keys of a document's bands, as `reprints` makes them
bands.find(keys)            # [0]: numbers of the documents that share one
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

RECENT = 512
"""documents held in a dictionary, which takes some 150 bytes a band, before they are sorted in"""


@dataclass(slots=True)
class Bands:
    """Keys of bands and the documents that have them: the recent ones by key, the others in a few sorted arrays."""

    recent: dict[int, list[int]] = field(default_factory=dict)
    count: int = 0
    """documents in `recent`"""
    runs: list[tuple[Numbers, Numbers]] = field(default_factory=list)
    """keys in their order and the document of each; a run is more than twice as long as the one behind it"""

    def add(self, keys: Numbers, document: int) -> None:
        """Take in the bands of a document."""
        for key in keys.tolist():
            self.recent.setdefault(key, []).append(document)
        self.count += 1
        if self.count == RECENT:
            self._sort_in()

    def find(self, keys: Numbers) -> list[int]:
        """The documents that have one of these bands, in order."""
        found: set[int] = set()
        for key in keys.tolist():
            found.update(self.recent.get(key, ()))
        for held, documents in self.runs:
            first, last = held.searchsorted(keys), held.searchsorted(keys, "right")
            for place in (last > first).nonzero()[0]:
                found.update(documents[first[place] : last[place]].tolist())
        return sorted(found)

    def _sort_in(self) -> None:
        """Make a run of the recent documents, and one of runs of like length, so that there are never many."""
        import numpy

        keys = numpy.fromiter((k for k, documents in self.recent.items() for _ in documents), numpy.uint64)
        documents = numpy.fromiter((d for documents in self.recent.values() for d in documents), numpy.uint32)
        self.recent, self.count = {}, 0
        while True:
            order = keys.argsort(kind="stable")
            keys, documents = keys[order], documents[order]
            if not self.runs or len(self.runs[-1][0]) > 2 * len(keys):
                break
            earlier = self.runs.pop()
            keys, documents = numpy.concatenate((earlier[0], keys)), numpy.concatenate((earlier[1], documents))
        self.runs.append((keys, documents))
