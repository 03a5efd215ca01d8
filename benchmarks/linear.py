"""How the time of a page grows with its length, for everything that rules look for: 1 is linear time, 2 grows with the square.

    python benchmarks/linear.py [--above 1.4] [--seconds 2] [--minutes 4.5]

Repeated are the characters of markers, brackets and marks, and words of every lexicon's lists, in several shapes (`SHAPES`), in the
middle of a small policy page. A probe grows from 1,000 to 8,000 characters; where that tells of more than linear time it grows on,
twice the length at a time, until a page takes `--seconds` or has 128,000 characters. Each runs in a process that is ended where a page
takes ten times as long. The exponent is that of the last two lengths, in processor time. Ends with status 1 where one is above the bound.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import sys
import time
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import harness
import probes

from ppx import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection

CHARACTERS = "第章节条一十亿万零〇（）()《》“”〔〕【】[]、，。；：:1.,%年月日前至到—-~ \t\u3000市县局委号*|#&<>'\"①ⅠO發"
WORDS = (
    "（一）",
    "第一条",
    "一、",
    "1.1",
    "2025年",
    "到2025年底",
    "个百分点",
    "个工作日",
    "市财政局、",
    "责任单位：",
    "《条例》",
    "〔2024〕5号",
    "30%以上",
    "<p>",
    "<ul><li>",
)
IN_TEXT = ("run", "sentences", "paragraphs")
"""shapes that reach the extractors; the others are for what clauses, tables and normalizers look for"""
SAMPLE = 1
"""words of each list of a lexicon"""
SHORT, FIRST, LONGEST = 1_000, 8_000, 128_000
"""characters: of the two lengths that every probe has, and of the longest"""
DOUBTFUL = 1.1
"""exponent from which a probe grows on: what grows with the square shows late beside the linear work of the rest"""
LATE = 10
"""times `--seconds` after which the process of a page is ended"""


class Verdict(NamedTuple):
    """What a probe came to."""

    exponent: float
    seconds: float
    """of the longest page that was run to its end"""
    length: int
    """of that page"""
    kept: float
    """share of the repeats that stand in a document"""
    shape: str
    part: str
    place: str = ""
    """the function that took most"""
    late: bool = False
    """whether a longer page was ended"""


class Prober:
    """A process that runs pages; a new one takes the place of one that was ended."""

    def __init__(self, limit: float) -> None:
        """End the process where a page takes more than `limit` seconds by the clock."""
        self.limit = limit
        self.context = multiprocessing.get_context("spawn")
        self._begin()

    def _begin(self) -> None:
        self.end: Connection[Any, Any]
        self.end, other = self.context.Pipe()
        self.process = self.context.Process(target=probes.serve, args=(other,), daemon=True)
        self.process.start()
        self.end.recv()  # warm

    def ask(self, probe: probes.Probe) -> probes.Taken | None:
        """What the page took; None where it was ended."""
        self.end.send(probe)
        if self.end.poll(self.limit):
            taken: probes.Taken = self.end.recv()
            return taken
        self.process.kill()
        self.process.join()
        self._begin()
        return None


def main() -> int:
    """Print a line a shape, and the probes above the bound with the function that took most."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--above", type=float, default=1.4, help="exponent from which a probe is told")
    parser.add_argument("--seconds", type=float, default=2.0, help="processor time of a page at which it grows no more")
    parser.add_argument("--minutes", type=float, default=4.5, help="of the whole; what is not reached is counted")
    parser.add_argument("--parts", nargs="+", help="these in the place of all")
    options = parser.parse_args()
    wanted = [(shape, part) for part, shapes in parts(options.parts).items() for shape in shapes]
    prober, began = Prober(options.seconds * LATE), time.monotonic()
    found = []
    for shape, part in wanted:
        if time.monotonic() - began > options.minutes * 60:
            break
        found.append(grow(prober, shape, part, options))
    steep = sorted(v for v in found if v.late or v.exponent > options.above)
    harness.say(f"{harness.machine()}\n\n{summary(found, options.above)}\n")
    harness.say(table(steep[::-1]) if steep else "nothing grows faster than the page")
    if len(found) < len(wanted):
        harness.say(f"\n{len(wanted) - len(found)} of {len(wanted)} probes were not reached: give more --minutes")
    return int(bool(steep))


def grow(prober: Prober, shape: str, part: str, options: argparse.Namespace) -> Verdict:
    """The verdict on a part in a shape."""
    length, before, late = FIRST, prober.ask(probes.Probe(shape, part, SHORT)), False
    verdict = Verdict(0, before.seconds if before else math.inf, SHORT, before.kept if before else 0, shape, part)
    factor = FIRST / SHORT
    while before and length <= LONGEST:
        taken = prober.ask(probes.Probe(shape, part, length))
        if taken is None:
            late = True
            break
        exponent = max(0.0, math.log(taken.seconds / before.seconds, factor))
        verdict = Verdict(exponent, taken.seconds, length, taken.kept, shape, part)
        if exponent <= DOUBTFUL or taken.seconds > options.seconds:
            break
        before, length, factor = taken, length * 2, 2.0
    if not before or late or verdict.exponent > options.above:
        place = prober.ask(probes.Probe(shape, part, SHORT, profiled=True))
        verdict = verdict._replace(late=late or not before, place=place.place if place else "")
    return verdict


def parts(given: list[str] | None) -> dict[str, Iterable[str]]:
    """What is repeated, with its shapes: all of them for what is `given`, markers and marks, those `IN_TEXT` for words of lexicons."""
    words = (word for name in lexicon.names() for word in lexicon_words(lexicon.load(name)))
    in_text: dict[str, Iterable[str]] = {} if given else dict.fromkeys(words, IN_TEXT)
    everywhere = given or (*CHARACTERS, *WORDS)
    return {**dict.fromkeys(everywhere, probes.SHAPES), **{w: s for w, s in in_text.items() if w not in everywhere}}


def lexicon_words(value: Any) -> Iterator[str]:
    """Some words of each list in a lexicon."""
    if isinstance(value, dict):
        for inner in islice(value.values(), 40):
            yield from lexicon_words(inner)
    elif isinstance(value, list):
        yield from (word for word in value[:SAMPLE] if isinstance(word, str))


def summary(found: list[Verdict], above: float) -> str:
    """A line a shape."""
    rows = []
    for shape in probes.SHAPES:
        of_shape = [v for v in found if v.shape == shape]
        if of_shape:
            steep = sum(v.late or v.exponent > above for v in of_shape)
            worst, slowest = max(v.exponent for v in of_shape), max(of_shape, key=lambda v: v.seconds / v.length)
            kept = sum(v.kept for v in of_shape) / len(of_shape)
            rows.append(
                [
                    shape,
                    str(len(of_shape)),
                    f"{kept:.0%}",
                    str(steep),
                    f"{worst:.2f}",
                    f"{slowest.length / slowest.seconds:,.0f}",
                    repr(slowest.part),
                ]
            )
    return harness.table(
        ["shape", "probes", "kept", f"above {above}", "worst exponent", "least characters/s", "of"], rows
    )


def table(steep: list[Verdict]) -> str:
    """The probes above the bound, the steepest first."""
    head = ["repeated", "shape", "exponent", "characters", "seconds", "most of it in"]
    rows = [
        [
            repr(v.part),
            v.shape,
            f"{v.exponent:.2f}{' and ended' * v.late}",
            f"{v.length:,}",
            f"{v.seconds:.2f}",
            v.place,
        ]
        for v in steep
    ]
    return harness.table(head, rows)


if __name__ == "__main__":
    sys.exit(main())
