"""Makes `lexicons/script_origin.txt` anew: which pairs of characters tell Taiwan's text from the mainland's.

    python -m ppx.normalizers.script.pairs OUT --mainland TEXTS … --taiwan TEXTS … [--hold-out N]

TEXTS are folders or files as `ppx.normalizers.script.build` reads them, the mainland's in simplified and Taiwan's in traditional
characters. Mainland text is counted as it is and as the forward converter rewords it, so that a converter's words tell nothing.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from ppx.normalizers.script import convert
from ppx.normalizers.script.build import read
from ppx.normalizers.script.origin import SCALE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RARE = 5e-6
"""share that a pair is given which a side has not"""
OFTEN, LEAST = 60, 15
"""uses in both together, and weight in tenths of a nat, below which a pair is left out"""

HEAD = """\
# Pairs of neighbouring characters, simplified, and how much likelier each is in Taiwan's law than in mainland official text, in tenths of
# a nat. Learnt from the laws and regulations of Taiwan (law.moj.gov.tw, in the public domain by its Copyright Act, article 9) and from mainland
# laws and work reports; made by ppx.normalizers.script.pairs.

"""

_PAIR = regex.compile(r"\p{Han}{2}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the texts, counts, and writes the file."""
    parser = argparse.ArgumentParser(prog="python -m ppx.normalizers.script.pairs", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--mainland", type=Path, nargs="+", required=True)
    parser.add_argument("--taiwan", type=Path, nargs="+", required=True)
    parser.add_argument("--hold-out", type=int, default=0)
    options = parser.parse_args(arguments)
    mainland = [line for path in options.mainland for line in read(path, options.hold_out)]
    reworded = (convert.characters(convert.forward(line, "2023")) for line in mainland)
    taiwan = (convert.characters(line) for path in options.taiwan for line in read(path, options.hold_out))
    weights = weigh(count(taiwan), count(mainland) + count(reworded))
    options.out.write_text(HEAD + "".join(f"{pair}\t{weight}\n" for pair, weight in sorted(weights.items())), "utf-8")


def count(lines: Iterable[str]) -> Counter[str]:
    """How often each pair of Han characters stands in the lines."""
    seen: Counter[str] = Counter()
    for line in lines:
        seen.update(map(add, line, line[1:]))
    return Counter({pair: uses for pair, uses in seen.items() if _PAIR.fullmatch(pair)})


def weigh(taiwan: Counter[str], mainland: Counter[str]) -> dict[str, int]:
    """The pairs that tell, in tenths of a nat; above nought those of Taiwan."""
    theirs, ours = taiwan.total() or 1, mainland.total() or 1
    often = (p for p in taiwan.keys() | mainland.keys() if taiwan[p] * ours / theirs + mainland[p] >= OFTEN)
    nats = {p: math.log((taiwan[p] / theirs + RARE) / (mainland[p] / ours + RARE)) for p in often}
    return {pair: round(SCALE * n) for pair, n in nats.items() if abs(n) * SCALE >= LEAST}


if __name__ == "__main__":
    main()
