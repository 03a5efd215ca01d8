"""Where the time goes: characters/s of every stage of the pipeline, beside a floor that no stage can go below.

    python benchmarks/stages.py [RAW] [--repeats 3] [--profile STAGE]

The floor reads, decodes and parses every page (the tree of an HTML page, the lines of a text page) and does nothing else. Every
figure is in characters of the documents' text, so times add up: `share` is of the whole, `× floor` is the stage's time in floors.
The pages are run once before the clock starts; of the repeats the fastest counts.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import harness

from ppx import clauses, pipeline, reading, writing
from ppx.errors import PageError
from ppx.normalizers import documents, main_text
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
            begun = time.perf_counter()
            try:
                return function(*given, **named)
            finally:
                self.seconds[stage] += time.perf_counter() - begun
                if stage == self.profiled:
                    self.profile.disable()

        return run


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path, nargs="?", default=harness.ROOT / "data" / "raw", help="folder of raw pages")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--profile", metavar="STAGE", help="the functions of this stage that took most, too")
    options = parser.parse_args()
    raws = list(reading.find(options.raw))
    if not raws:
        parser.error(f"{options.raw} holds no page")
    results = [pipeline.run_page(raw, Settings())[0] for raw in raws]
    characters = sum(len(document.text) for result in results for document in result.documents)
    floors, runs = [], []
    for _ in range(options.repeats):
        floors.append(floor(raws))
        runs.append(measure(raws, Clock(options.profile)))
    clock = min(runs, key=lambda run: sum(run.seconds.values()))
    harness.say(f"{len(raws)} pages, {characters:,} characters of documents; {harness.machine()}\n")
    harness.say(shown(clock, min(floors), characters))
    if options.profile:
        if options.profile not in clock.seconds:
            parser.error(f"no stage {options.profile}; stages: {', '.join(clock.seconds)}")
        pstats.Stats(clock.profile).sort_stats("tottime").print_stats(15)


def floor(raws: Sequence[Raw]) -> float:
    """Seconds to read, decode and parse the pages."""
    begun = time.perf_counter()
    for raw in raws:
        try:
            text = harness.decode(raw)
        except PageError:
            continue
        if raw.path.lower().endswith(("html", "htm", "mht", "mhtml")):
            html.plant(text)
        else:
            plain.lines(text)
    return time.perf_counter() - begun


def measure(raws: Sequence[Raw], clock: Clock) -> Clock:
    """The clock after a run over all pages, its stages in their order; what is between them is `the pipeline itself`."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, watched(clock):
        out = Path(folder)
        write_page = clock.timed("write: page results", writing.write_page)
        for raw in raws:
            write_page(writing.page_object(pipeline.run_page(raw, Settings())[0]), out)
        rest = time.perf_counter() - begun - sum(clock.seconds.values())
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


def shown(clock: Clock, least: float, characters: int) -> str:
    """The table: the floor, every stage, the sum."""
    whole = sum(clock.seconds.values())
    rows = [("floor", least), *clock.seconds.items(), ("all", whole)]
    cells = [
        [
            stage,
            f"{characters / max(seconds, 1e-9):,.0f}",
            f"{seconds / whole:.1%}" if stage != "floor" else "",
            f"{seconds / least:.2f}",
        ]
        for stage, seconds in rows
    ]
    return harness.table(["stage", "characters/s", "share", "× floor"], cells)


if __name__ == "__main__":
    main()
