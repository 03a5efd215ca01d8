"""What a second job gives: wall seconds of one job and of two over the same pages, by turns, and their ratio.

    python benchmarks/jobs.py [--raw FOLDER] [--pages 1200] [--repeats 3] [--keep FOLDER]

Without a folder of raw pages they are made: plans of the templates of `refresh.py` between paragraphs of random characters, so that no
two are alike (comparing reprints is work of the run itself, and pages all of one template would measure little else). Every run is
the whole command with its start, and does all pages. Run it on a machine that does nothing else: two jobs want two processors.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path

import harness
import refresh

LETTERS = sorted(
    {letter for words in (*refresh.ACTIONS, *refresh.SUBJECTS) for letter in words if "一" <= letter <= "龥"}
)
"""what the paragraphs between are made of"""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw", type=Path, help="folder of raw pages; else they are made")
    parser.add_argument("--pages", type=int, default=1_200, help="how many are made; these take one job 30 to 50 s")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="folder for raw/ and out/, kept; else a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        raw = options.raw or folder / "raw"
        if not options.raw:
            characters = sum(write(raw, number) for number in range(options.pages))
            harness.say(f"{options.pages:,} pages, {characters:,} characters")
        harness.say(f"{harness.machine()}\n")
        rows, least = [], {1: float("inf"), 2: float("inf")}
        for number in range(1, options.repeats + 1):
            for jobs in least:
                took = run(raw, folder / "out", jobs)
                least[jobs] = min(least[jobs], took.seconds)
                memory = f"{took.run:.0f}", f"{took.worker:.0f}"
                rows.append([str(number), str(jobs), f"{took.seconds:.2f}", f"{took.cpu:.2f}", *memory])
        harness.say(harness.table(["round", "jobs", "seconds", "CPU seconds", "run MB", "worker MB"], rows))
        harness.say(f"\nleast seconds of one job ÷ least of two: {least[1] / least[2]:.2f}")


def run(raw: Path, out: Path, jobs: int) -> harness.Watched:
    """What the command took, from nothing."""
    shutil.rmtree(out, ignore_errors=True)
    return harness.watched([sys.executable, "-m", "ppx", "extract", str(raw), str(out), "--jobs", str(jobs)])


def write(raw: Path, number: int) -> int:
    """Write a page of 3,000 to 9,000 characters; returns how many."""
    chance = random.Random(number)  # noqa: S311 - to be the same each time
    lines = [refresh.TEXT.partition("\n{body}")[0].format(place="清河", subject=f"第{number}号工程")]
    for chapter in range(1, chance.randrange(6, 18)):
        lines.append(f"第{chapter}章 {filler(chance, 6)}")
        for line in refresh.paragraphs(number * 31 + chapter, filler(chance, 6))[1:5]:
            lines += [line, f"{filler(chance, 40)}，{filler(chance, 30)}。"]
    file = raw / f"{number // 500:03}" / f"{number:06}.txt"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = "\n".join(lines) + "\n清河市人民政府办公室\n2025年3月8日\n"
    file.write_text(text, "utf-8")
    return len(text)


def filler(chance: random.Random, length: int) -> str:
    """Characters that mean nothing."""
    return "".join(chance.choices(LETTERS, k=length))


if __name__ == "__main__":
    main()
