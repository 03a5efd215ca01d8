"""Has ppx become slower? The work of the whole beside a yardstick, as a ratio that holds on a slow or a busy machine.

    python benchmarks/ratios.py [RAW] [--repeats 7]     # exit status 1 where a ratio is above its ceiling

The yardstick reads, decodes and parses every page and runs OpenCC, a regular expression, a dictionary and JSON over its text: the
kinds of work that the pipeline does, none of it ours. Both are timed in processor time of this process,
by turns, so that a slower clock or a neighbour slows both; of the repeats the median ratio counts. The ceilings
(`ceilings.toml`) leave room for machines whose processors favour one over the other.
"""

from __future__ import annotations

import argparse
import gc
import json
import re
import statistics
import sys
import tempfile
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import harness
import opencc
from selectolax.lexbor import LexborHTMLParser

from ppx import pipeline, reading, writing
from ppx.engines.shards import run_one
from ppx.engines.work import Work
from ppx.records import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ppx.reading import Raw

CEILINGS = Path(__file__).with_name("ceilings.toml")
ROUNDS = 10
"""times that the yardstick goes over the pages, so that it takes long enough to be timed"""
WORDS = re.compile("[\u4e00-\u9fff]{2,4}")


def main() -> int:
    """Print a line a kind of page; 1 where one is above its ceiling."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path, nargs="?", default=harness.ROOT / "data" / "raw", help="folder of raw pages")
    parser.add_argument("--repeats", type=int, default=7)
    options = parser.parse_args()
    ceilings = tomllib.loads(CEILINGS.read_text("utf-8"))["ceilings"]
    found = {kind: measure(raws, options.repeats) for kind, raws in sorted_out(options.raw)}
    harness.say(f"{harness.machine()}\n\n{shown(found, ceilings)}")
    above = slower(found, ceilings)
    for kind in above:
        harness.say(
            f"{kind}: {found[kind]:.1f} is above {ceilings[kind]}: ppx became slower; see make bench", sys.stderr
        )
    return min(1, len(above))


def sorted_out(folder: Path) -> Iterator[tuple[str, list[Raw]]]:
    """The pages by kind: `html`, `simplified` and `traditional` text."""
    kinds: dict[str, list[Raw]] = {"simplified": [], "traditional": [], "html": []}
    for raw in reading.find(folder):
        result, _ = pipeline.run_page(raw, Settings())  # also fills every cache
        if result.error is None:
            text = result.source.media_type in ("text/plain", "text/markdown")
            kinds["html" if not text else "simplified" if result.script.profile == "none" else "traditional"].append(
                raw
            )
    return ((kind, raws) for kind, raws in kinds.items() if raws)


def measure(raws: Sequence[Raw], repeats: int) -> float:
    """The median over the repeats of whole ÷ yardstick."""
    converter = opencc.OpenCC("t2s")
    ratios = []
    gc.collect()
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(repeats + 1):
            yard = timed(lambda: yardstick(raws, converter))
            ratio = timed(lambda: whole(raws, Path(folder))) / yard
            ratios += [ratio] if turn else []  # the first turn fills what is filled at the first use
    return statistics.median(ratios)


def timed(work: Callable[[], None]) -> float:
    """Seconds of processor time."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def whole(raws: Sequence[Raw], out: Path) -> None:
    """Raw files to page results to tables."""
    work = Work(Settings(), out)
    for raw in raws:
        run_one(raw, work)
    writing.write_tables(out, [raw.path for raw in raws])


def yardstick(raws: Sequence[Raw], converter: opencc.OpenCC) -> None:
    """Work of the same kinds, done by libraries alone."""
    for raw in [*raws] * ROUNDS:
        text = raw.file.read_bytes().decode("utf-8", "replace")
        if raw.path.endswith(("html", "htm")):
            body = LexborHTMLParser(text).body
            text = body.text() if body else ""
        words = [match[0] for match in WORDS.finditer(converter.convert(text))]
        json.loads(json.dumps(Counter(words + [word[:1] for word in words])))


def shown(found: Mapping[str, float], ceilings: Mapping[str, float]) -> str:
    """The table."""
    rows = [[kind, f"{ratio:.1f}", f"{ceilings[kind]:.1f}"] for kind, ratio in found.items()]
    return harness.table(["pages", "× yardstick", "ceiling"], rows)


def slower(found: Mapping[str, float], ceilings: Mapping[str, float]) -> list[str]:
    """The kinds above their ceiling."""
    return [kind for kind, ratio in found.items() if ratio > ceilings[kind]]


if __name__ == "__main__":
    sys.exit(main())
