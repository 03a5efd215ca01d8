"""Seconds of a page with n and with 2n repeats of what rules look for: a ratio of 2 is linear time, 4 grows with the square.

    python benchmarks/linear.py [--repeats 10000] [--above 2.6]

Repeated are the characters of markers, brackets and marks, and the words of every lexicon's lists (some of each), in one line, a
line each, and as HTML. Process time, the best of three. Ends with status 1 where a ratio is above the bound and the page takes
more than a second.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Mapping  # noqa: TC003 - a script
from pathlib import Path
from typing import Any

from ppx import lexicon
from ppx.pipeline import run_page
from ppx.reading import Raw
from ppx.records import Settings

HEAD = "清河市促进园区发展办法\n\n一、总体要求\n"
CHARACTERS = "第章节条一十亿万零〇（）()《》“”〔〕【】[]、，。；：:1.,%年月日前至到—-~ \t\u3000市县局委号*|#&<>'\"①ⅠO發"
WORDS = (
    "（一）",
    "第一条",
    "一、",
    "1.1",
    "2025年",
    "到2025年底",
    "个百分点",
    "个工作日",
    "市财政局、",
    "责任单位：",
    "<p>",
    "<ul><li>",
)
SHAPES: Mapping[str, str] = {"run": "{0}", "lines": "{0}\n", "sentences": "到2026年底建成{0}，", "html": "<p>{0}</p>"}
SAMPLE = 3
"""words of each list of a lexicon"""
NOISE = 0.2
"""seconds under which a ratio says nothing"""


def main() -> int:
    """Print what grows faster than the page, and the slowest pages."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--repeats", type=int, default=10_000, help="characters of the shorter page")
    options.add_argument("--above", type=float, default=2.6, help="ratio from which a page is told")
    asked = options.parse_args()
    rows = []
    for part in dict.fromkeys((*CHARACTERS, *WORDS, *lexicon_words())):
        for name, shape in SHAPES.items():
            short, long = (seconds(shape.format(part), times * asked.repeats, name) for times in (1, 2))
            rows.append((long, long / max(short, 1e-9), name, part))
    steep = [row for row in rows if row[1] > asked.above and row[0] > NOISE]
    sys.stdout.write(
        f"{len(rows)} pages of {asked.repeats:,} and {2 * asked.repeats:,} characters; {len(steep)} above {asked.above}\n"
    )
    for long, ratio, name, part in sorted(steep, reverse=True) + sorted(rows, reverse=True)[:10]:
        sys.stdout.write(f"{long:8.2f} s  ×{ratio:4.1f}  {name:10} {part!r}\n")
    return int(any(row[0] > 1 for row in steep))


def lexicon_words() -> Iterator[str]:
    """Some words of each list in the lexicons."""
    for name in lexicon.names():
        yield from _words(lexicon.load(name))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in list(value.values())[:40]:
            yield from _words(inner)
    elif isinstance(value, list):
        yield from (word for word in value[:SAMPLE] if isinstance(word, str))


def seconds(part: str, length: int, name: str) -> float:
    """Process seconds of a page of `length` characters of the part; the best of three where it is quick."""
    text = HEAD + part * (length // len(part))
    raw = Raw(f"page.{'html' if name == 'html' else 'txt'}", Path(), data=text.encode())
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        run_page(raw, Settings())
        best = min(best, time.process_time() - began)
        if best > NOISE:
            break
    return best


if __name__ == "__main__":
    sys.exit(main())
