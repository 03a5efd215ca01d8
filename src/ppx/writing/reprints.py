"""Reprints: documents with the text, or nearly the text, of an earlier one.

    reprints = Reprints(read)                 # read(id) gives a document's text again
    found = reprints.add(id, text)            # None, or Reprint(of, similarity, only_here, only_there)

Likeness is the share of runs of five characters that two texts have in common (Jaccard), punctuation and white space left
out. Who may be alike is found by MinHash (Broder 1997) in bands, and the likeness of those is then counted in full. A
document belongs to the most similar earlier one that is itself no reprint. All of it is integer arithmetic with fixed
constants: the same documents give the same answer on every machine. Kept of every document that is no reprint: its sketch.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from ppx.writing.citations import digest
from ppx.writing.differences import tell_differences

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Hashes = NDArray[Any]

WIDTH = 5
"""characters of a run"""
ALIKE = 0.8
"""least likeness of a reprint; measured in docs/decisions/0011-reprints.md"""
LEAST = 50
"""runs that a text must have before likeness says anything; a shorter one is a reprint only of the same text"""
BANDS, DEPTH = 24, 5
"""two texts are compared where one of 24 bands of 5 minima is the same: at a likeness of 0.8 that fails once in 14,000"""
DOUBTFUL = 0.6
"""least likeness by sketch at which the texts are read again; the estimate errs by 0.04 (one standard deviation at 0.8)"""
SLICE = 4096
"""hashes multiplied at a time, which bounds memory at 4 MB whatever the text"""
BARE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Reprint:
    """What makes a document a reprint."""

    of: str
    """id of the first of its group"""
    similarity: float
    """0.8 to 1, rounded down to four places; 1 only for the same runs"""
    only_here: str = ""
    only_there: str = ""


class Reprints:
    """The documents so far that are no reprints."""

    def __init__(self, read: Callable[[str], str]) -> None:
        """No document yet; `read` gives the text of an earlier one by its id."""
        self.read = read
        self.texts: dict[bytes, str] = {}
        """digest of a text → its document"""
        self.ids: list[str] = []
        self.sketches: list[Hashes] = []
        self.bands: dict[int, tuple[int, ...]] = {}
        """a band's minima → numbers of the documents that have them"""

    def add(self, document: str, text: str) -> Reprint | None:
        """The document's reprint, else None, and later ones may be reprints of it; call it in the order of the tables."""
        if not text:
            return None
        same = self.texts.get(key := digest(text))
        if same is not None:
            return Reprint(same, 1)
        hashes = hash_runs(text)
        if len(hashes) < LEAST:
            self.texts[key] = document
            return None
        sketch = sketch_runs(hashes)
        bands = _bands(sketch)
        found = self._find(text, hashes, sketch, bands)
        if found is None:
            self.texts[key] = document
            for band in bands:
                self.bands[band] = (*self.bands.get(band, ()), len(self.ids))
            self.ids.append(document)
            self.sketches.append(sketch)
        return found

    def _find(self, text: str, hashes: Hashes, sketch: Hashes, bands: list[int]) -> Reprint | None:
        best, of, other = 0.0, "", ""
        for number in sorted({n for band in bands for n in self.bands.get(band, ())}):
            if (self.sketches[number] == sketch).mean() < DOUBTFUL:
                continue
            there = self.read(self.ids[number])
            alike = likeness(hashes, hash_runs(there))
            if alike > best:
                best, of, other = alike, self.ids[number], there
        if best < ALIKE:
            return None
        return Reprint(of, math.floor(best * 10_000) / 10_000, *tell_differences(text, other))


def hash_runs(text: str) -> Hashes:
    """A 64-bit hash of every distinct run of `WIDTH` characters, sorted; none of a shorter text."""
    import numpy

    codes = numpy.frombuffer(BARE.sub("", text).encode("utf-32-le", "surrogatepass"), "<u4").astype(numpy.uint64)
    count = max(0, len(codes) - WIDTH + 1)
    hashes = numpy.zeros(count, numpy.uint64)
    for place in range(WIDTH):  # FNV-1a's prime, then the finalizer of MurmurHash3
        hashes = hashes * numpy.uint64(0x100000001B3) + codes[place : place + count]
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        hashes ^= hashes >> numpy.uint64(33)
        hashes *= numpy.uint64(factor)
    hashes ^= hashes >> numpy.uint64(33)
    hashes.sort()
    distinct: Hashes = hashes[numpy.diff(hashes, prepend=~hashes[:1]) != 0]
    return distinct


def likeness(one: Hashes, other: Hashes) -> float:
    """Jaccard likeness of two sets of hashes."""
    import numpy

    both = len(numpy.intersect1d(one, other, assume_unique=True))
    return both / (len(one) + len(other) - both)


@cache
def _factors() -> Hashes:
    """Odd multipliers, each of which orders the hashes anew: the first outputs of SplitMix64 from seed 0."""
    import numpy

    made, state = [], 0
    for _ in range(BANDS * DEPTH):
        state = (state + 0x9E3779B97F4A7C15) % 2**64
        mixed = state
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            mixed = (mixed ^ mixed >> shift) * factor % 2**64
        made.append(mixed ^ mixed >> 31 | 1)
    return numpy.array(made, numpy.uint64)[:, None]


def sketch_runs(hashes: Hashes) -> Hashes:
    """The least hash under each of the multipliers, its upper half."""
    import numpy

    least = numpy.full(BANDS * DEPTH, 2**64 - 1, numpy.uint64)
    for start in range(0, len(hashes), SLICE):
        numpy.minimum(least, (hashes[start : start + SLICE] * _factors()).min(axis=1), out=least)
    return (least >> numpy.uint64(32)).astype(numpy.uint32)


def _bands(sketch: Hashes) -> list[int]:
    """A number for the minima of each band."""
    import numpy

    rows = sketch.reshape(BANDS, DEPTH).astype(numpy.uint64)
    keys = numpy.arange(BANDS, dtype=numpy.uint64)
    for place in range(DEPTH):
        keys = keys * numpy.uint64(0x9E3779B97F4A7C15) + rows[:, place]
        keys ^= keys >> numpy.uint64(29)
    return [int(key) for key in keys]
