"""Other tools at the job of a stage, on the same pages: characters/s beside those of the stage and of all of ppx.

    harness.say(beside(raws, texts, seconds, repeats))       # Markdown tables; called by stages.py --peers

This asks how fast; how well is asked by peers_text.py and peers_html.py, and most of these tools do less than the stage beside them: they
name dates, numbers or organisations, and leave open which of them bind anybody to what. Peers are given the clean text of the documents,
line by line in a shuffled order, until their time is over; for the main text they are given the decoded HTML pages.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import harness
import peers_html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ppx.reading import Raw

JOBS: Mapping[str, tuple[harness.Tool, ...]] = {
    "extractor: deadlines": (
        harness.Tool("jionlp time", "jionlp"),
        harness.Tool("recognizers-text datetime", "recognizers-text-suite"),
    ),
    "extractor: targets": (
        harness.Tool("jionlp money", "jionlp"),
        harness.Tool("recognizers-text number, currency, dimension", "recognizers-text-suite"),
        harness.Tool("cn2an transform", "cn2an"),
    ),
    "extractor: agencies": (harness.Tool("jieba.posseg", "jieba"), harness.Tool("lac", "lac")),
}
"""tools by the stage whose job comes nearest to theirs"""
NOT_ASKED = {"extractor: agencies": {"hanlp, ltp": "load their models from a hub at run time"}}
"""tools of the same job that cannot be run from a package alone"""
ENOUGH = 5.0
"""seconds of processor time that a peer has"""
PATIENCE = 300.0
"""seconds by the clock after which a tool is stopped, its start included"""


def beside(raws: Sequence[Raw], texts: Sequence[str], seconds: Mapping[str, float], repeats: int) -> str:
    """The tables: jobs on text, main text of HTML pages."""
    peers = harness.prepare()
    tables = [jobs(texts, seconds, peers)]
    pages = [raw for raw in raws if raw.path.lower().endswith(("html", "htm"))]
    if pages:
        tables.append(main_text(pages, repeats, peers))
    return "\n" + "\n\n".join(tables)


def jobs(texts: Sequence[str], seconds: Mapping[str, float], peers: harness.Peers) -> str:
    """The stages, each with the tools of its job below it."""
    characters, whole = sum(map(len, texts)), sum(seconds.values())
    lines = [line for text in texts for line in text.split("\n") if line.strip()]
    random.Random(7).shuffle(lines)  # noqa: S311 - the same sample of the pages in every run
    rows, notes = [], []
    for stage, tools in JOBS.items():
        rows.append([f"ppx, {stage}", *speeds(characters / seconds[stage], seconds[stage], whole, characters)])
        for tool in tools:
            answer = harness.ask(tool, "speed_tools.py", {"lines": lines, "seconds": ENOUGH}, PATIENCE, peers)
            if "fault" in answer:
                rows.append([tool.name, "not run", "", ""])
                notes.append(f"{tool.name} {answer['fault']}")
                continue
            speed = answer["characters"] / max(answer["seconds"], 1e-9)
            label = f"{tool.name} ({answer['version']})"
            rows.append([label, *speeds(speed, seconds[stage], whole, characters)])
        for name, reason in NOT_ASKED.get(stage, {}).items():
            rows.append([name, "not run", "", ""])
            notes.append(f"{name} {reason}")
    return noted(harness.table(["at the same job", "characters/s", "× stage", "× all of ppx"], rows), notes)


def speeds(speed: float, stage: float, whole: float, characters: int) -> list[str]:
    """A speed, and how many times that of the stage and of the whole it is."""
    return [f"{speed:,.0f}", f"{speed * stage / characters:.2f}", f"{speed * whole / characters:.2f}"]


def main_text(pages: Sequence[Raw], repeats: int, peers: harness.Peers) -> str:
    """The tools of peers_html.py by their speed alone."""
    rows, notes, ours = [], [], None
    with tempfile.TemporaryDirectory() as folder:
        decoded, characters = peers_html.decode(list(pages), Path(folder))
        for tool in peers_html.TOOLS:
            paths = decoded if tool.package else [str(raw.file.resolve()) for raw in pages]
            answer = harness.ask(tool, "html_tools.py", {"repeats": repeats, "pages": paths}, PATIENCE, peers)
            if "fault" in answer:
                rows.append([tool.name, "not run", ""])
                notes.append(f"{tool.name} {answer['fault']}")
                continue
            speed = characters / answer["seconds"]
            ours = ours or speed
            rows.append([f"{tool.name} ({answer['version']})", f"{speed:,.0f}", f"{speed / ours:.2f}"])
    return noted(harness.table([f"main text of {len(pages)} HTML pages", "markup/s", "× ppx"], rows), notes)


def noted(table: str, notes: Sequence[str]) -> str:
    """The table, and below it why a tool did not run."""
    return "\n".join([table, *([""] if notes else []), *notes])
