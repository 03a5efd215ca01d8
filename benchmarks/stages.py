"""Where the time goes: characters/s of every stage of the pipeline, beside a floor and beside other tools at the same job.

    python benchmarks/stages.py [RAW] [--repeats 3] [--profile STAGE] [--peers]

The floor reads, decodes and parses every page (the tree of an HTML page, the lines of a text page), runs OpenCC over its text, and does
nothing else: libraries at work that nobody who does this job is spared (ppx spares OpenCC pages that are simplified already). Every
figure is in characters of the documents' text and by processor time, so times add up: `share` is of the whole, `× floor` is the stage's
time in floors. The pages are run once before the clock starts; of the repeats the fastest counts. `--peers` adds the tables of peers_speed.py.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import harness
import peers_speed

from ppx import clauses, pipeline, reading, writing
from ppx.errors import PageError
from ppx.normalizers import documents, main_text
from ppx.normalizers.script.convert import converter
from ppx.reading import html, plain
from ppx.records import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ppx.reading import Raw


@dataclass(slots=True)
class Clock:
    """Seconds by stage, and a profile of the one that is asked for."""

    profiled: str | None = None
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    profile: cProfile.Profile = field(default_factory=cProfile.Profile)

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time added to the stage's."""

        def run(*given: Any, **named: Any) -> Any:
            if stage == self.profiled:
                self.profile.enable()
            begun = time.process_time()
            try:
                return function(*given, **named)
            finally:
                self.seconds[stage] += time.process_time() - begun
                if stage == self.profiled:
                    self.profile.disable()

        return run


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path, nargs="?", default=harness.ROOT / "data" / "raw", help="folder of raw pages")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--profile", metavar="STAGE", help="the functions of this stage that took most, too")
    parser.add_argument("--peers", action="store_true", help="other tools at the same job, too")
    options = parser.parse_args()
    raws = list(reading.find(options.raw))
    if not raws:
        parser.error(f"{options.raw} holds no page")
    results = [pipeline.run_page(raw, Settings())[0] for raw in raws]
    characters = sum(len(document.text) for result in results for document in result.documents)
    floors, runs = [], []
    for _ in range(options.repeats):
        floors.append(floor(raws, Clock()))
        runs.append(measure(raws, Clock(options.profile)))
    clock, least = (min(clocks, key=lambda one: sum(one.seconds.values())) for clocks in (runs, floors))
    harness.say(f"{len(raws)} pages, {characters:,} characters of documents; {harness.machine()}\n")
    harness.say(shown(clock, least, characters))
    if options.peers:
        texts = [document.text for result in results for document in result.documents]
        harness.say(peers_speed.beside(raws, texts, clock.seconds, options.repeats))
    if options.profile:
        if options.profile not in clock.seconds:
            parser.error(f"no stage {options.profile}; stages: {', '.join(clock.seconds)}")
        pstats.Stats(clock.profile).sort_stats("tottime").print_stats(15)


def floor(raws: Sequence[Raw], clock: Clock) -> Clock:
    """The clock after the pages were read, decoded, parsed and converted, each kind of work a stage."""
    convert = clock.timed("OpenCC", converter("t2s").convert)
    decode = clock.timed("read, decode", harness.decode)
    parse = clock.timed("parse", parsed)
    for raw in raws:
        with suppress(PageError):
            convert(parse(raw, decode(raw)))
    return clock


def parsed(raw: Raw, text: str) -> str:
    """The text of a page after it became a tree, or lines."""
    if not raw.path.lower().endswith(("html", "htm", "mht", "mhtml")):
        plain.lines(text)
        return text
    body = html.plant(text).body
    return body.text() if body else ""


def measure(raws: Sequence[Raw], clock: Clock) -> Clock:
    """The clock after a run over all pages, its stages in their order; what is between them is `the pipeline itself`."""
    begun = time.process_time()
    with tempfile.TemporaryDirectory() as folder, watched(clock):
        out = Path(folder)
        write_page = clock.timed("write: page results", writing.write_page)
        for raw in raws:
            write_page(writing.open_page(pipeline.run_page(raw, Settings())[0]), out)
        rest = time.process_time() - begun - sum(clock.seconds.values())
        clock.timed("write: tables", writing.write_tables)(out, [raw.path for raw in raws])
    clock.seconds["the pipeline itself"] = rest
    return clock


@contextmanager
def watched(clock: Clock) -> Iterator[None]:
    """Every stage of the pipeline with the clock around it."""
    steps = (
        ("read", reading, "read"),
        ("main text", main_text, "judge"),
        ("documents", documents, "divide"),
        ("documents", documents, "settle"),
        ("clauses", clauses, "split"),
    )
    with ExitStack() as stack:
        for stage, module, name in steps:
            stack.enter_context(patch.object(module, name, clock.timed(stage, getattr(module, name))))
        for tuple_name in ("NORMALIZERS", "EXTRACTORS"):
            timed = tuple(clock.timed(named(step), step) for step in getattr(pipeline, tuple_name))
            stack.enter_context(patch.object(pipeline, tuple_name, timed))
        yield


def named(step: Callable[..., Any]) -> str:
    """`normalizer: width` of `ppx.normalizers.width.fold`."""
    room, module = step.__module__.split(".")[1:3]
    return f"{room.removesuffix('s')}: {module}"


def shown(clock: Clock, least: Clock, characters: int) -> str:
    """The table: the floor and what it is made of, every stage, the sum."""
    whole, floored = sum(clock.seconds.values()), sum(least.seconds.values())
    rows = [("floor", floored), *((f"  {work}", seconds) for work, seconds in least.seconds.items())]
    cells = [row(stage, seconds, characters, floored, "") for stage, seconds in rows]
    cells += [row(*item, characters, floored, f"{item[1] / whole:.1%}") for item in clock.seconds.items()]
    cells.append(row("all", whole, characters, floored, "100.0%"))
    return harness.table(["stage", "characters/s", "share", "× floor"], cells)


def row(stage: str, seconds: float, characters: int, floored: float, share: str) -> list[str]:
    """A row of the table."""
    return [stage, f"{characters / max(seconds, 1e-9):,.0f}", share, f"{seconds / floored:.2f}"]


if __name__ == "__main__":
    main()
