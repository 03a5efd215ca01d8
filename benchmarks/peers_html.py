"""Main text of HTML pages: ppx beside trafilatura, readability-lxml, resiliparse and magic-html.

    python benchmarks/peers_html.py [--raw data/raw --gold tests/gold] [--pages]

Every page of RAW that a `*.gold.json` of GOLD gives the main text of (`*.main.txt`). The score is that of `ppx score`: runs of four
characters, without differences of width and quote shapes and without white space; precision, recall and F1 over the sum of all
pages, and the mean and the least F1 of a page. For the peers' good, each is given the page decoded, is scored with its own title in
front where that is the better, and no wording counts: gold and answers alike are brought to simplified characters first.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import harness
import opencc

from ppx.reading import Raw, find
from ppx.review.likeness import fold, shingles
from ppx.review.score_text import WIDTH
from ppx.review.tally import Tally

TOOLS = (
    harness.Tool("ppx", ""),
    harness.Tool("trafilatura", "trafilatura"),
    harness.Tool("trafilatura precision", "trafilatura"),
    harness.Tool("readability-lxml", "readability-lxml"),
    harness.Tool("resiliparse", "resiliparse"),
    harness.Tool("magic-html", "magic-html"),
    harness.Tool("all text", "resiliparse"),
)
SIMPLIFIED = opencc.OpenCC("t2s")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw", type=Path, default=harness.ROOT / "data" / "raw", help="folder of raw pages")
    parser.add_argument("--gold", type=Path, default=harness.ROOT / "tests" / "gold", help="folder of gold files")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=300, help="time that one tool may take")
    parser.add_argument("--pages", action="store_true", help="the F1 of every page too")
    options = parser.parse_args()
    peers = harness.prepare()
    wanted = read_gold(options.gold, options.raw)
    if not wanted:
        parser.error(f"{options.gold} has no main text of an HTML page in {options.raw}")
    rows, notes, each = [], [], {}
    with tempfile.TemporaryDirectory() as folder:
        decoded, characters = decode(list(wanted), Path(folder))
        speeds: dict[str, float] = {}
        for tool in TOOLS:
            paths = decoded if tool.package else [str(raw.file.resolve()) for raw in wanted]
            task = {"repeats": options.repeats, "pages": paths}
            answer = harness.ask(tool, "html_tools.py", task, options.seconds, peers)
            if "fault" in answer:
                rows.append([tool.name, "not run", *[""] * 6])
                notes.append(f"{tool.name} {answer['fault']}")
                continue
            if tool.package in peers.forced:
                notes.append(f"{tool.name} {peers.forced[tool.package]}")
            tallies = [score(main, found) for main, found in zip(wanted.values(), answer["answers"], strict=True)]
            speeds[tool.name] = characters / answer["seconds"]
            label = f"{tool.name} ({answer['version']})"
            ratio = speeds[tool.name] / speeds.get("ppx", speeds[tool.name])
            rows.append([label, *figures(tallies), f"{speeds[tool.name]:,.0f}", f"{ratio:.2f}"])
            each[tool.name] = [shown(tally.f1) for tally in tallies]
    harness.say(f"{len(wanted)} HTML pages, {characters:,} characters of markup; {harness.machine()}\n")
    head = ["tool", "precision", "recall", "F1", "mean F1", "least F1", "markup/s", "× ppx"]
    harness.say("\n".join([harness.table(head, rows), "", *notes]))
    if options.pages:
        lines = [[raw.path, *(each[name][n] for name in each)] for n, raw in enumerate(wanted)]
        harness.say("\n" + harness.table(["page", *each], lines))


def read_gold(gold: Path, raw: Path) -> dict[Raw, str]:
    """The main text, by its HTML page."""
    files = {Path(page.path).name: page for page in find(raw)}
    wanted = {}
    for file in sorted(gold.glob("*.gold.json")):
        answers: dict[str, Any] = json.loads(file.read_text("utf-8"))
        if "main" in answers and answers["page"] in files:
            wanted[files[answers["page"]]] = (gold / answers["main"]).read_text("utf-8")
    return wanted


def decode(pages: list[Raw], folder: Path) -> tuple[list[str], int]:
    """The pages written in UTF-8, whatever they were in, and their characters."""
    paths, characters = [], 0
    for number, raw in enumerate(pages):
        text = harness.decode(raw)
        file = folder / f"{number}.html"
        file.write_text(text, "utf-8")
        paths.append(str(file))
        characters += len(text)
    return paths, characters


def score(wanted: str, found: dict[str, str]) -> Tally:
    """The better of the text alone and the text behind the tool's own title."""
    tallies = []
    for text in (found["text"], found["title"] + "\n" + found["text"]):
        tally = Tally()
        main, answer = (shingles(fold(SIMPLIFIED.convert(one)), WIDTH) for one in (wanted, text))
        tally.compare(main.elements(), answer.elements(), None)
        tallies.append(tally)
    return max(tallies, key=lambda tally: tally.f1 or 0.0)


def figures(tallies: list[Tally]) -> list[str]:
    """Precision, recall and F1 over all pages; mean and least F1 over the pages with something to find."""
    total = Tally()
    for tally in tallies:
        total.take(tally)
    each = [tally.f1 or 0.0 for tally in tallies if tally.wanted]
    return [shown(x) for x in (total.precision, total.recall, total.f1, sum(each) / len(each), min(each))]


def shown(figure: float | None) -> str:
    """A share with three decimals, a dash where there is none."""
    return "–" if figure is None else f"{figure:.3f}"


if __name__ == "__main__":
    main()
