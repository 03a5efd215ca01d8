"""How often the class of a text is right: python benchmarks/script_classes.py TEXTS [--hold-out N] [--taiwan FOLDER] [--misses N]

TEXTS is simplified mainland text that the weights were not learnt from (or, with `--hold-out N`, every Nth document of a file, which
was left out). Chunks of whole lines, of several sizes and spread over all of it, go through OpenCC's forward configurations:

s2t s2tw s2hk s2hkp   traditional characters, the words stay mainland's: they must be kept
s2twp             Taiwan's wording, with the dictionaries of 2023 and of 2026: it must be undone
half              the first half of the lines simplified, the rest by s2tw: no word must be undone

A chunk carries evidence where s2twp changes a word of it, not only characters: that of its own year for text that s2twp made,
that of both years for other text. For chunks without any, every class gives the same text. TAIWAN holds text that was written
in Taiwan, in traditional characters; there every chunk counts. A chunk is right where its class is; `words` are the characters
that the text then differs from the one wanted.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from opencc import OpenCC

from ppx.normalizers import script
from ppx.normalizers.script import classes, convert
from ppx.normalizers.script.build import read
from ppx.normalizers.script.wording import VERSIONS
from ppx.text import Draft, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ppx.normalizers.script.wording import Version

SIZES = (100, 200, 400, 800, 2000)
REWORDED = frozenset(VERSIONS)


def main() -> None:
    """Measures and prints a row for each way and size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--hold-out", type=int, default=0)
    parser.add_argument("--taiwan", type=Path)
    parser.add_argument("--chunks", type=int, default=400, help="of each size")
    parser.add_argument("--misses", type=int, default=0, help="chunks to show of each row")
    options = parser.parse_args()
    lines = [line for path in options.texts for line in read(path, options.hold_out, held=bool(options.hold_out))]
    taiwan = list(read(options.taiwan)) if options.taiwan else []
    totals: Counter[str] = Counter()
    for size in SIZES:
        chunks = spread(lines, size, options.chunks)
        for name, make, wanted, versions in WAYS:
            made = [(c, make(c)) for c in chunks if carries(c, versions)]
            totals += report(f"{name} {size}", made, wanted, options.misses)
        theirs = [(convert.characters(c), c) for c in spread(taiwan, size, options.chunks)]
        totals += report(f"taiwan {size}", theirs, TAIWAN, options.misses)
    say(f"all: {totals['right']} of {totals['chunks']} right, {totals['right'] / totals['chunks']:.2%}")


def half(text: str) -> str:
    """The text with its later lines in traditional characters."""
    lines = text.split("\n")
    middle = len(lines) // 2
    return "\n".join((*lines[:middle], *map(OpenCC("s2tw").convert, lines[middle:])))


KEPT = frozenset({"traditional", "simplified"})
TAIWAN = frozenset({"taiwan", "traditional", "simplified", "other"})
"""genuine Taiwan text: all of these keep its words"""
WAYS: tuple[tuple[str, Callable[[str], str], frozenset[str], tuple[Version, ...]], ...] = (
    ("simplified", str, frozenset({"simplified"}), VERSIONS),
    *((name, OpenCC(name).convert, KEPT, VERSIONS) for name in ("s2t", "s2tw", "s2hk", "s2hkp")),
    ("half", half, KEPT, VERSIONS),
    *((f"s2twp {v}", lambda text, v=v: convert.forward(text, v), REWORDED, (v,)) for v in VERSIONS),
)


def spread(lines: list[str], size: int, count: int) -> list[str]:
    """Chunks of whole lines with `size` characters or a little more, drawn from all over the lines."""
    every = list(cut(lines, size))
    return random.Random(size).sample(every, min(count, len(every)))  # noqa: S311 a sample, not a secret


def cut(lines: list[str], size: int) -> Iterator[str]:
    """The lines in chunks."""
    taken: list[str] = []
    for line in lines:
        taken.append(line.strip())
        if sum(map(len, taken)) >= size:
            yield "\n".join(taken)
            taken = []


def carries(chunk: str, versions: Iterable[Version]) -> bool:
    """True where s2twp of each of the versions changes a word."""
    return all(convert.characters(convert.forward(chunk, version)) != chunk for version in versions)


def report(name: str, chunks: list[tuple[str, str]], wanted: frozenset[str], shown: int) -> Counter[str]:
    """Prints one row and the chunks that were taken for something else; their count and how many were right."""
    if not chunks:
        return Counter()
    found = [classes.judge(made) for _, made in chunks]
    missed = [(was, *pair) for was, pair in zip(found, chunks, strict=True) if was not in wanted]
    wrong = sum(differs(text, made) for _, text, made in missed)
    right = len(chunks) - len(missed)
    tally = "  ".join(f"{was} {count}" for was, count in Counter(found).most_common())
    say(f"{name:16} {len(chunks):4} chunks  {right / len(chunks):7.2%} right  {wrong:4} words  {tally}")
    for was, _, made in missed[:shown]:
        say(f"    {was}: {made[:300]!r}")
    return Counter(chunks=len(chunks), right=right)


def differs(wanted: str, made: str) -> int:
    """Characters that differ from the text wanted, those of the longer where lengths do."""
    got = script.simplify(Draft(Text.of(made), None)).text.value
    return (Counter(wanted) - Counter(got)).total()


def say(line: str) -> None:
    """Prints a line."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
