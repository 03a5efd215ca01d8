"""How much of the mainland wording comes back: python benchmarks/script.py TEXTS [--hold-out N] [--characters N]

TEXTS is simplified mainland text that the counts were not made of (or, with `--hold-out N`, the texts that they were made of,
every Nth document of which was left out). It goes through OpenCC's s2twp with the dictionaries of either version, and back by
OpenCC's own t2s and tw2sp and by ppx; printed are the characters wrong (edit distance) and the lines exact.
"""

from __future__ import annotations

import argparse
import sys
import time
from itertools import islice
from pathlib import Path

from opencc import OpenCC

from ppx.characters import distance
from ppx.normalizers import script
from ppx.normalizers.script import convert
from ppx.normalizers.script.build import read
from ppx.normalizers.script.wording import VERSIONS
from ppx.text import Draft, Text


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--hold-out", type=int, default=0)
    parser.add_argument("--characters", type=int, default=200_000)
    options = parser.parse_args()
    lines = [line for path in options.texts for line in read(path, options.hold_out, held=bool(options.hold_out))]
    lines = list(islice(_up_to(lines, options.characters), None))
    documents = ["\n".join(lines[at : at + 60]) for at in range(0, len(lines), 60)]
    wanted = [line for document in documents for line in document.split("\n")]
    _report("simplified, untouched", wanted, _run(documents, _ours))
    for version in VERSIONS:
        made = [convert.forward(document, version) for document in documents]
        for name, back in (("t2s", OpenCC("t2s").convert), ("tw2sp", OpenCC("tw2sp").convert), ("ppx", _ours)):
            _report(f"s2twp {version} and back by {name}", wanted, _run(made, back))


def _up_to(lines: list[str], characters: int) -> list[str]:
    total, out = 0, []
    for line in lines:
        total += len(line)
        if total > characters:
            break
        out.append(line.strip())
    return out


def _ours(text: str) -> str:
    return script.simplify(Draft(Text.of(text), None)).text.value


def _run(documents: list[str], back) -> tuple[list[str], float]:
    back(documents[0])  # dictionaries are loaded once
    began = time.perf_counter()
    lines = [line for document in documents for line in back(document).split("\n")]
    return lines, time.perf_counter() - began


def _report(name: str, wanted: list[str], ran: tuple[list[str], float]) -> None:
    got, spent = ran
    total = sum(map(len, wanted))
    wrong = sum(distance(a, b) for a, b in zip(wanted, got, strict=True))
    exact = sum(a == b for a, b in zip(wanted, got, strict=True)) / len(wanted)
    sys.stdout.write(
        f"{name:34} {total} characters  CER {100 * wrong / total:.4f} %  lines exact {100 * exact:.2f} %"
        f"  {total / spent / 1e6:.2f} M characters/s\n"
    )


if __name__ == "__main__":
    main()
