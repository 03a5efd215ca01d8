"""Reprints: documents with the text, or nearly the text, of an earlier one.

    reprints = Reprints(read)                 # read(id) gives a document's text again
    found = reprints.add(id, trace(text))     # None, or Reprint(of, similarity, only_here, only_there)

Likeness is the share of runs of five characters that two texts have in common (Jaccard), punctuation and white space left
out. Who may be alike is found by MinHash (Broder 1997) in bands, and the likeness of those is then counted in full. A
document belongs to the most similar earlier one that is itself no reprint. All of it is integer arithmetic with fixed
constants: the same documents give the same answer on every machine. Kept of every document that is no reprint: its sketch.
Of two texts the likeness is always the same, so a trace that was kept from an earlier run answers without the texts.
"""

from __future__ import annotations

import hashlib
import math
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from ppx.writing.bands import Bands
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
PLANE = 0x10000
"""code points of the first plane, which has all but the rarest characters"""
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


@dataclass(slots=True)
class Trace:
    """What likeness has to know of a text, kept from run to run."""

    same: str
    """digest without white space; none of an empty text"""
    exact: str
    """digest of all of it"""
    sketch: str | None = None
    """base64; empty where the text is too short, None where it is not kept: a text that another document has"""
    alike: dict[str, float] = field(default_factory=dict)
    """`exact` of the texts that it was compared with → likeness"""
    told: dict[str, tuple[str, str]] = field(default_factory=dict)
    """`exact` of the text that it is a reprint of → the differences"""


def trace(text: str) -> Trace:
    """The trace of a text that was not compared yet."""
    exact = hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=12).hexdigest()
    return Trace(digest(text).hex() if text else "", exact, _encode(hash_runs(text)))


class Reprints:
    """The documents so far that are no reprints."""

    def __init__(self, read: Callable[[str], str]) -> None:
        """No document yet; `read` gives the text of a document by its id."""
        self.read = read
        self.texts: dict[str, str] = {}
        """digest of a text → its document"""
        self.ids: list[str] = []
        self.exact: list[str] = []
        self.sketches: Hashes | None = None
        """a row a document, rows to spare behind"""
        self.bands = Bands()

    def add(self, document: str, traced: Trace, text: str | None = None) -> Reprint | None:
        """The document's reprint, else None, and later ones may be reprints of it; call it in the order of the tables.

        The trace then holds what this corpus asked of it and no more, so that it does not tell of earlier ones. `text`
        spares the reading of it.
        """
        known, traced.alike, traced.told = replace(traced), {}, {}
        if not traced.same:
            return None
        same = self.texts.get(traced.same)
        if same is not None:
            traced.sketch = None
            return Reprint(same, 1)
        here = _Runs(lambda: self.read(document) if text is None else text)
        if traced.sketch is None:
            traced.sketch = _encode(here.hashes)
        found = None
        if traced.sketch:
            sketch = _decode(traced.sketch)
            bands = _bands(sketch)
            found = self._find(here, traced, known, self._likely(sketch, bands))
            if found is None:
                self._hold(document, traced.exact, sketch, bands)
        if found is None:
            self.texts[traced.same] = document
        return found

    def _hold(self, document: str, exact: str, sketch: Hashes, bands: Hashes) -> None:
        """Later documents may be reprints of this one."""
        import numpy

        number = len(self.ids)
        self.bands.add(bands, number)
        if self.sketches is None:
            self.sketches = numpy.zeros((64, BANDS * DEPTH), numpy.uint32)
        elif number == len(self.sketches):
            grown = numpy.empty(
                (2 * number, BANDS * DEPTH), numpy.uint32
            )  # takes no memory where nothing is written yet
            grown[:number] = self.sketches
            self.sketches = grown
        self.sketches[number] = sketch
        self.ids.append(document)
        self.exact.append(exact)

    def _likely(self, sketch: Hashes, bands: Hashes) -> list[int]:
        """Numbers of the documents whose sketch is like this one."""
        numbers = self.bands.find(bands)
        if not numbers or self.sketches is None:
            return []
        shares = (self.sketches[numbers] == sketch).mean(axis=1)
        return [numbers[place] for place in (shares >= DOUBTFUL).nonzero()[0]]

    def _find(self, here: _Runs, traced: Trace, known: Trace, numbers: list[int]) -> Reprint | None:
        best, of, there = 0.0, "", ""
        for number in numbers:
            exact = self.exact[number]
            alike = known.alike.get(exact)
            if alike is None:
                alike = likeness(here.hashes, hash_runs(self.read(self.ids[number])))
            traced.alike[exact] = alike
            if alike > best:
                best, of, there = alike, self.ids[number], exact
        if best < ALIKE:
            return None
        traced.told[there] = known.told.get(there) or tell_differences(here.text, self.read(of))
        return Reprint(of, math.floor(best * 10_000) / 10_000, *traced.told[there])


class _Runs:
    """A text and the hashes of its runs, made when somebody asks."""

    def __init__(self, read: Callable[[], str]) -> None:
        self.read = read

    @cached_property
    def text(self) -> str:
        return self.read()

    @cached_property
    def hashes(self) -> Hashes:
        return hash_runs(self.text)


def _encode(hashes: Hashes) -> str:
    """The sketch of a text as JSON holds it; empty where the text is too short for one."""
    return b64encode(sketch_runs(hashes).astype("<u4").tobytes()).decode() if len(hashes) >= LEAST else ""


def _decode(sketch: str) -> Hashes:
    import numpy

    return numpy.frombuffer(b64decode(sketch), "<u4")


def hash_runs(text: str) -> Hashes:
    """A 64-bit hash of every distinct run of `WIDTH` characters, sorted; none of a shorter text."""
    import numpy

    codes = _bare(text).astype(numpy.uint64)
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


def _bare(text: str) -> Hashes:
    """The code points of a text without punctuation and white space."""
    import numpy

    codes: Hashes = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    if codes.max(initial=0) < PLANE:
        lettered: Hashes = codes[_lettered()[codes]]
        return lettered
    return numpy.frombuffer(BARE.sub("", text).encode("utf-32-le", "surrogatepass"), "<u4")


@cache
def _lettered() -> Hashes:
    """True for every code point of the first plane that is a letter or a digit."""
    import numpy

    table = numpy.zeros(PLANE, bool)
    table[[ord(letter) for letter in BARE.sub("", "".join(map(chr, range(PLANE))))]] = True
    return table


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


def _bands(sketch: Hashes) -> Hashes:
    """A number for the minima of each band."""
    import numpy

    rows = sketch.reshape(BANDS, DEPTH).astype(numpy.uint64)
    keys = numpy.arange(BANDS, dtype=numpy.uint64)
    for place in range(DEPTH):
        keys = keys * numpy.uint64(0x9E3779B97F4A7C15) + rows[:, place]
        keys ^= keys >> numpy.uint64(29)
    return keys
