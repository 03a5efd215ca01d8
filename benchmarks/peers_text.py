"""ppx beside JioNLP, Recognizers-Text and cn2an: the same sentences and pages, quality and characters/s in one table.

    python benchmarks/peers_text.py [--raw data/raw --gold tests/gold] [--misses TOOL]

The sentences are those of sentences.toml. Of the pages, peers are given the document text that the gold marks, line by line;
ppx is given the raw page. What peers give is read generously (readings.py, matches.py): a deadline is right with the same days or the same
length, a quantity with the same numbers, whatever the kind, unit or comparator. "In full" asks for the whole record, which only ppx
gives: kind and days; comparator, numbers, unit, change and rate. Speeds are by the least processor time of the repeats in a warm process.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import harness
import matches

if TYPE_CHECKING:
    from collections import Counter

    from matches import Json

TOOLS = (
    harness.Tool("ppx", ""),
    harness.Tool("jionlp", "jionlp"),
    harness.Tool("recognizers-text", "recognizers-text-suite"),
    harness.Tool("cn2an", "cn2an"),
)
SENTENCES = harness.HERE / "sentences.toml"
SCORED = ("target", "incentive", "limit")
NO_TIMES = ("cn2an",)
"""tools that read no times"""


@dataclass(slots=True)
class Board:
    """What is printed, as it grows tool by tool."""

    rows: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)
    ours: dict[str, float] = field(default_factory=dict)
    """characters/s of ppx on each set"""

    def add(self, tool: harness.Tool, version: str, name: str, wanted: list[Json], done: list[Json]) -> None:
        """A row: the tool on the set `name`."""
        tally, missed = matches.judge(wanted, [found for one in done for found in one["answers"]])
        speed = sum(len(one["text"]) for one in wanted) / max(sum(one["seconds"] for one in done), 1e-9)
        if not tool.package:
            self.ours[name] = speed
        ratio = f"{speed / self.ours[name]:.2f}" if name in self.ours else ""
        self.rows.append([f"{tool.name} {version}", name, *cells(tool, tally), f"{speed:,.0f}", ratio])
        self.misses += [f"{tool.name}: {row}" for row in missed]


def main() -> None:
    """Print the table."""
    options = read_options()
    peers = harness.prepare()
    today, sentences = read_sentences(SENTENCES)
    pages = read_pages(options.gold, options.raw)
    board = Board()
    for tool in TOOLS:
        sets: list[Json] = [{"today": today, "texts": [one["text"] for one in sentences]}]
        sets += [given(page, raw=not tool.package) for page in pages]
        task = {"repeats": options.repeats, "sets": sets}
        answer = harness.ask(tool, "text_tools.py", task, options.seconds, peers)
        if tool.package in peers.forced:
            board.notes.append(f"{tool.name} {peers.forced[tool.package]}")
        if "fault" in answer:
            board.rows.append([tool.name, "not run", *[""] * 8])
            board.notes.append(f"{tool.name} {answer['fault']}")
            continue
        board.add(tool, answer["version"], "sentences", sentences, answer["sets"][:1])
        board.add(tool, answer["version"], "pages", pages, answer["sets"][1:])
    head = ["tool", "on", "deadlines", "given", "in full", "quantities", "given", "in full", "characters/s", "× ppx"]
    harness.say(f"{len(sentences)} sentences, {len(pages)} pages; {harness.machine()}\n")
    harness.say("\n".join([harness.table(head, board.rows), "", *board.notes]))
    harness.say("\n".join(row for row in board.misses if row.split(":")[0] in options.misses))


def given(page: Json, *, raw: bool) -> Json:
    """What a tool is given of a page: the raw file, or the document text."""
    return {"pages": [page["path"]]} if raw else {"today": page["today"], "texts": [page["text"]]}


def read_options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw", type=Path, default=harness.ROOT / "data" / "raw", help="folder of raw pages")
    parser.add_argument("--gold", type=Path, default=harness.ROOT / "tests" / "gold", help="folder of gold files")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=300, help="time that one tool may take")
    parser.add_argument("--misses", action="append", default=[], metavar="TOOL", help="list what this tool misses")
    return parser.parse_args()


def cells(tool: harness.Tool, tally: Counter[tuple[str, str]]) -> list[str]:
    """Right of wanted, given, and right in full, of deadlines and of quantities."""
    shown = []
    for kind in ("times", "values"):
        if kind == "times" and tool.name in NO_TIMES:
            shown += ["reads none", "", ""]
            continue
        full = "" if tool.package else f"{tally[kind, 'full']}"
        shown += [f"{tally[kind, 'right']} of {tally[kind, 'wanted']}", f"{tally[kind, 'given']}", full]
    return shown


def read_sentences(file: Path) -> tuple[str, list[Json]]:
    """The day of writing and the sentences, their fields filled in."""
    held = tomllib.loads(file.read_text("utf-8"))
    for sentence in held["sentence"]:
        for target in sentence.get("targets", []):
            target.setdefault("high", target["low"])
    return held["today"], held["sentence"]


def read_pages(gold: Path, raw: Path) -> list[Json]:
    """The pages whose gold has deadlines or quantities: their document text as the gold marks it, and what it holds."""
    pages = []
    for file in sorted(gold.glob("*.gold.json")):
        answers = json.loads(file.read_text("utf-8"))
        asked = answers.get("only") or ["deadlines", "targets"]
        path = next((p for p in sorted(raw.rglob("*")) if p.name == answers["page"]), None)
        if path is None or not {"deadlines", "targets"} & set(asked):
            continue
        page: Json = {"path": str(path.resolve()), "text": document_text(answers, path, gold), "today": "2024-01-01"}
        dates = [d["published"] for d in answers["documents"] if d.get("published")]
        page["today"] = dates[0] if dates else page["today"]
        if "deadlines" in asked:
            page["deadlines"] = [d for document in answers["documents"] for d in document.get("deadlines", [])]
        if "targets" in asked:
            targets = [t for document in answers["documents"] for t in document.get("targets", [])]
            page["targets"] = [t for t in targets if t.get("kind") in SCORED]
        pages.append(page)
    return pages


def document_text(answers: Json, path: Path, gold: Path) -> str:
    """The lines of the page that are document text, in restored wording where the gold has it."""
    if "main" in answers:
        return Path(gold, answers["main"]).read_text("utf-8")
    restored = gold / f"{Path(answers['page']).stem}.gold.txt"
    lines = (restored if restored.exists() else path).read_text("utf-8-sig", "replace").split("\n")
    kept = answers.get("kept") or [[1, len(lines)]]
    return "\n".join(line for first, last in kept for line in lines[first - 1 : last])


if __name__ == "__main__":
    main()
