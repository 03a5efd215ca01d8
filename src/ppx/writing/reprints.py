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
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ppx.writing.bands import Bands
from ppx.writing.citations import digest
from ppx.writing.differences import tell_differences
from ppx.writing.sketches import MINIMA, bands, decode_sketch, encode_sketch, hash_runs, likeness

if TYPE_CHECKING:
    from collections.abc import Callable

    from ppx.writing.sketches import Hashes

ALIKE = 0.8
"""least likeness of a reprint; measured in docs/decisions/0011-reprints.md"""
DOUBTFUL = 0.6
"""least likeness by sketch at which the texts are read again; the estimate errs by 0.04 (one standard deviation at 0.8)"""


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
    return Trace(digest(text).hex() if text else "", exact, encode_sketch(hash_runs(text)))


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
            traced.sketch = encode_sketch(here.hashes)
        found = None
        if traced.sketch:
            sketch = decode_sketch(traced.sketch)
            keys = bands(sketch)
            found = self._find(here, traced, known, self._likely(sketch, keys))
            if found is None:
                self._hold(document, traced.exact, sketch, keys)
        if found is None:
            self.texts[traced.same] = document
        return found

    def _hold(self, document: str, exact: str, sketch: Hashes, keys: Hashes) -> None:
        """Later documents may be reprints of this one."""
        import numpy

        number = len(self.ids)
        self.bands.add(keys, number)
        if self.sketches is None:
            self.sketches = numpy.zeros((64, MINIMA), numpy.uint32)
        elif number == len(self.sketches):
            grown = numpy.empty((2 * number, MINIMA), numpy.uint32)  # takes no memory where nothing is written yet
            grown[:number] = self.sketches
            self.sketches = grown
        self.sketches[number] = sketch
        self.ids.append(document)
        self.exact.append(exact)

    def _likely(self, sketch: Hashes, keys: Hashes) -> list[int]:
        """Numbers of the documents whose sketch is like this one."""
        numbers = self.bands.find(keys)
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
