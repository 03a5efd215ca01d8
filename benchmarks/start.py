"""What it costs to begin, and what a worker holds: start-up by the clock and by the processor, peak memory over more and more pages.

    python benchmarks/start.py [RAW] [--repeats 7] [--pages 100 400 1600] [--jobs 2]

Start-up is that of whole commands, by turns, the least of the repeats, as a ratio to `python -c pass` and to loading typer and rich, which a
command of this kind is not spared. Memory is resident, of the pages of RAW under other names; a worker that keeps what it has read grows with
them. A worker is warm from its start on: what it holds after 100 pages is what it loads once.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import harness

from ppx import reading

PAGE = harness.ROOT / "data" / "raw"
SMALL = "一、总体要求\n到2026年底，全市新增公园12个，由市园林局牵头负责。\n"


class Took(NamedTuple):
    """Seconds of a command, the least of several."""

    clock: float
    processor: float
    """of it and what it started"""


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path, nargs="?", default=PAGE, help="folder of raw pages")
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--pages", type=int, nargs="*", default=[100, 400, 1600])
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    harness.say(harness.machine() + "\n")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        harness.say(begin(folder, options.repeats))
        rows = [hold(options.raw, folder, pages, options.jobs) for pages in options.pages]
    head = ["pages", "jobs", "seconds", "CPU s", "run MB", "largest worker MB"]
    harness.say("\n" + harness.table(head, rows))


def begin(folder: Path, repeats: int) -> str:
    """The table of start-up."""
    raw = folder / "one"
    raw.mkdir()
    (raw / "page.txt").write_text(SMALL, "utf-8")
    ppx = [sys.executable, "-m", "ppx"]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "import typer, rich": [sys.executable, "-c", "import typer, rich.console, rich.progress"],
        "ppx --help": [*ppx, "--help"],
        "ppx extract, a small page": [*ppx, "extract", str(raw), str(folder / "out"), "--fresh"],
        "the same, unchanged": [*ppx, "extract", str(raw), str(folder / "out")],
    }
    turns = [{name: took(command) for name, command in commands.items()} for _ in range(repeats)]
    least = {name: Took(*map(min, zip(*(turn[name] for turn in turns), strict=True))) for name in commands}
    bare, typed = least["python -c pass"], least["import typer, rich"]
    rows = [
        [
            name,
            f"{one.clock:.2f}",
            f"{one.processor:.2f}",
            f"{one.clock / bare.clock:.1f}",
            f"{one.clock / typed.clock:.1f}",
        ]
        for name, one in least.items()
    ]
    return harness.table(["command", "seconds", "CPU s", "× python", "× typer, rich"], rows)


def took(command: list[str]) -> Took:
    """Run a command to its end."""
    before, began = os.times(), time.perf_counter()
    null, environment = subprocess.DEVNULL, harness.installed()
    subprocess.run(command, stdout=null, stderr=null, env=environment, check=True)  # noqa: S603 - our own command
    clock, after = time.perf_counter() - began, os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Took(clock, spent)


def hold(raw: Path, folder: Path, pages: int, jobs: int) -> list[str]:
    """A row: that many pages, those of RAW again and again under other names."""
    found = [page for page in reading.find(raw) if not reading.is_container(page.path)]
    copies = folder / f"{pages}"
    for number, page in zip(range(pages), cycle(found), strict=False):
        file = copies / f"{number // len(found):04}" / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page.file, file)
    arguments = ["extract", str(copies), str(folder / f"out-{pages}"), "--jobs", str(jobs), "--fresh"]
    done = harness.watched([sys.executable, "-m", "ppx", *arguments])
    shutil.rmtree(copies)
    shutil.rmtree(folder / f"out-{pages}")
    return [str(pages), str(jobs), *(f"{figure:,.0f}" for figure in done)]


if __name__ == "__main__":
    main()
