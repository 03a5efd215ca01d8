"""Sketches: what of a text is kept to find those that are like it, without the text.

    hashes = hash_runs(text)                      # of every distinct run of five characters
    sketch = encode_sketch(hashes)                # the least of them under 120 orders (MinHash, Broder 1997), as JSON holds it
    keys = bands(decode_sketch(sketch))           # texts that share one are likely to be alike
    likeness(hashes, hash_runs(other))            # says whether they are

All of it is integer arithmetic with fixed constants: the same on every machine. Punctuation and white space are left out.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[Any]

WIDTH = 5
"""characters of a run"""
LEAST = 50
"""runs that a text must have before likeness says anything; a shorter one is a reprint only of the same text"""
BANDS, DEPTH = 24, 5
"""two texts are compared where one of 24 bands of 5 minima is the same: at a likeness of 0.8 that fails once in 14,000"""
MINIMA = BANDS * DEPTH
"""numbers of a sketch"""
SLICE = 4096
"""hashes multiplied at a time, which bounds memory at 4 MB whatever the text"""
PLANE = 0x10000
"""code points of the first plane, which has all but the rarest characters"""
BARE = re.compile(r"[\W_]+")


def encode_sketch(hashes: Hashes) -> str:
    """The sketch of a text as JSON holds it; empty where the text is too short for one."""
    return b64encode(sketch_runs(hashes).astype("<u4").tobytes()).decode() if len(hashes) >= LEAST else ""


def decode_sketch(sketch: str) -> Hashes:
    """The minima of a sketch."""
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
    for _ in range(MINIMA):
        state = (state + 0x9E3779B97F4A7C15) % 2**64
        mixed = state
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            mixed = (mixed ^ mixed >> shift) * factor % 2**64
        made.append(mixed ^ mixed >> 31 | 1)
    return numpy.array(made, numpy.uint64)[:, None]


def sketch_runs(hashes: Hashes) -> Hashes:
    """The least hash under each of the multipliers, its upper half."""
    import numpy

    least = numpy.full(MINIMA, 2**64 - 1, numpy.uint64)
    for start in range(0, len(hashes), SLICE):
        numpy.minimum(least, (hashes[start : start + SLICE] * _factors()).min(axis=1), out=least)
    return (least >> numpy.uint64(32)).astype(numpy.uint32)


def bands(sketch: Hashes) -> Hashes:
    """A number for the minima of each band."""
    import numpy

    rows = sketch.reshape(BANDS, DEPTH).astype(numpy.uint64)
    keys = numpy.arange(BANDS, dtype=numpy.uint64)
    for place in range(DEPTH):
        keys = keys * numpy.uint64(0x9E3779B97F4A7C15) + rows[:, place]
        keys ^= keys >> numpy.uint64(29)
    return keys
