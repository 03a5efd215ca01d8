"""The child process of linear.py: pages made of repeats, and what each takes.

serve(pipe)     # a Probe comes in, a Taken goes out, one at a time
"""

from __future__ import annotations

import cProfile
import pstats
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ppx.pipeline import run_page
from ppx.reading import Raw
from ppx.records import Settings

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

FRAME = (
    "清河市促进园区发展办法",
    "清政发〔2024〕12号",
    "一、总体要求",
    "坚持高质量发展，到2026年底，全市园区工业增加值年均增长8%以上，由市发展和改革委员会牵头负责。",
    "{repeats}",
    "二、保障措施",
    "市财政局应当在2025年6月30日前安排专项资金5000万元，支持园区基础设施建设。",
    "本办法自2025年1月1日起施行，有效期三年。",
)
"""a page that is an article without its repeats"""
SHAPES = {
    "alone": "{part}",
    "run": "{part}{other}",
    "sentences": "到2026年底建成{part}{other}项，",
    "paragraphs": "各区应当按照{part}做好{other}工作，并报市政府备案。\n",
    "lines": "{part}{other}\n",
    "numbered": "{number}. {part}{other}\n",
    "html": "各区应当按照{part}做好{other}工作，并报市政府备案。\n",
}
"""`other` is different at each repeat: rules drop what is said again and again, and then nothing else looks at it"""
QUICK = 0.02
"""seconds under which a page is run again, and the best counts"""
DIGITS = "山水田园城乡路桥江河湖海林草花木"


class Probe(NamedTuple):
    """A page to run."""

    shape: str
    part: str
    length: int
    """characters of its repeats"""
    profiled: bool = False


class Taken(NamedTuple):
    """What a page took."""

    seconds: float
    """of the processor, the best of four where it is quick"""
    kept: float
    """share of the repeats that stand in a document"""
    place: str = ""
    """the function that took most, with what it called outside ppx; of a profiled page only"""


def serve(pipe: Connection[Any, Any]) -> None:
    """Answer probes until the other end is closed."""
    measure(Probe("run", "市", 1000))
    pipe.send(None)
    while True:
        try:
            probe: Probe = pipe.recv()
        except EOFError:
            return
        pipe.send(measure(probe))


def measure(probe: Probe) -> Taken:
    """Run a page."""
    text = page(probe)
    raw = Raw(f"page.{'html' if probe.shape == 'html' else 'txt'}", Path(), data=text.encode())
    if probe.profiled:
        profile = cProfile.Profile()
        profile.runcall(run_page, raw, Settings())
        return Taken(0, 0, slowest(pstats.Stats(profile)))
    best, kept = float("inf"), 0.0
    for _ in range(4):
        began = time.process_time()
        result, _evidence = run_page(raw, Settings())
        best = min(best, time.process_time() - began)
        kept = sum(len(document.text) for document in result.documents) / len(text)
        if best > QUICK:
            break
    return Taken(best, min(1.0, kept))


def page(probe: Probe) -> str:
    """The frame around the repeats; in HTML each line is a paragraph."""

    def repeat(number: int) -> str:
        return SHAPES[probe.shape].format(part=probe.part, other=other(number), number=number + 1)

    repeats = "".join(map(repeat, range(probe.length // len(repeat(0)) + 1)))
    lines = "\n".join(FRAME).replace("{repeats}", repeats).split("\n")
    if probe.shape != "html":
        return "\n".join(lines)
    return f"<html><head><title>{FRAME[0]}</title></head><body><div>{''.join(f'<p>{line}</p>' for line in lines)}</div></body></html>"


def other(number: int) -> str:
    """A name for a number, in words that no rule looks for."""
    name = ""
    while number or len(name) < 2:
        number, digit = divmod(number, len(DIGITS))
        name = DIGITS[digit] + name
    return name


def slowest(stats: Any) -> str:
    """The function of ppx that took most by itself and in the libraries that it called."""
    spent: dict[str, float] = defaultdict(float)
    for (file, line, name), (_, _, own, _, callers) in stats.stats.items():
        if "ppx" in file:
            spent[f"{file.rsplit('ppx/', 1)[-1]}:{line} {name}"] += own
            continue
        for (caller_file, caller_line, caller), figures in callers.items():
            if "ppx" in caller_file:
                spent[f"{caller_file.rsplit('ppx/', 1)[-1]}:{caller_line} {caller}"] += figures[3]
    return max(spent, key=spent.__getitem__)
