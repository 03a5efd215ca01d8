"""One tool on a list of texts: the child process of peers_text.py.

    python text_tools.py jionlp < task.json

Task: `{"repeats", "sets": [{"today", "texts": […]}, {"pages": [path, …]}, …]}`; `pages` are raw pages, which only ppx is given.
Answer, the last line: `{"version", "sets": [{"seconds", "answers": [{"times": […], "values": […]}, …]}]}`. A time is
`{"text"}` with what the tool says of it: `starts` and `ends` (days; more than one where the output can be read in more ways),
`lengths` (ISO 8601), `on` (month-days). A value is `{"text", "numbers"}`.

What each peer gives is read generously: an end that the tool leaves out of its range counts as the day before it and as itself,
and a number counts without its unit.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
import time
from datetime import date
from typing import TYPE_CHECKING, Any

import readings

if TYPE_CHECKING:
    from collections.abc import Callable

Found = dict[str, list[dict[str, Any]]]
"""`times` and `values` of one text"""
ENOUGH = 10
"""seconds on one set after which it is not repeated"""


def jionlp() -> Callable[[str, date], Found]:
    """JioNLP: times with `ner.extract_time`, values with `ner.extract_money`; it has no reader of other quantities in running text."""
    import jionlp as jio

    def read(text: str, today: date) -> Found:
        base = {"year": today.year, "month": today.month, "day": today.day}
        given_times = jio.ner.extract_time(text, time_base=base)
        times = [{"text": item["text"], **readings.jionlp_time(item["detail"], today)} for item in given_times]
        values = []
        for item in jio.ner.extract_money(text, with_parsing=True):
            given = item["detail"]["num"]
            values.append(
                {"text": item["text"], "numbers": [float(n) for n in (given if isinstance(given, list) else [given])]}
            )
        return {"times": times, "values": values}

    return read


def recognizers() -> Callable[[str, date], Found]:
    """Recognizers-Text in its Chinese culture: date-time, number, percentage, currency and dimension."""
    from datetime import datetime

    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension
    from recognizers_text import Culture

    kinds = (recognize_number, recognize_percentage, recognize_currency, recognize_dimension)

    def read(text: str, today: date) -> Found:
        moment = datetime(today.year, today.month, today.day)  # it wants one without zone
        times = [
            {"text": item.text, **readings.recognizers_time((item.resolution or {}).get("values", []))}
            for item in recognize_datetime(text, Culture.Chinese, reference=moment)
        ]
        return {
            "times": times,
            "values": readings.outermost([item for kind in kinds for item in kind(text, Culture.Chinese)]),
        }

    return read


NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百千万亿\d]+(?:[.点][零〇一二三四五六七八九\d]+)?[百千万亿]*")


def cn2an() -> Callable[[str, date], Found]:
    """cn2an: every numeral that stands in the text, given to `cn2an(…, "smart")`; it knows no dates."""
    import warnings

    import cn2an as library

    warnings.simplefilter("ignore")

    def read(text: str, today: date) -> Found:  # noqa: ARG001 - it has no use for the day
        values = []
        for match in NUMERAL.finditer(text):
            try:
                number = float(library.cn2an(match[0], "smart"))
            except (ValueError, TypeError, KeyError, IndexError):
                continue
            values.append({"text": match[0], "numbers": [number]})
        return {"times": [], "values": values}

    return read


def ppx() -> Callable[[str, date], Found]:
    """The project's normalizers, clauses and all extractors on a text that is main text already."""
    from ppx import clauses, pipeline
    from ppx.records import Context, Document, Source
    from ppx.text import Draft, Text

    source = Source("sentence.txt", "", 0, "text/plain", "utf-8")
    dated = [e for e in pipeline.EXTRACTORS if not e.__module__.endswith(".metadata")]  # the date is given

    def read(text: str, today: date) -> Found:
        draft = Draft(Text.of(text), None)
        for normalize in pipeline.NORMALIZERS:
            draft = normalize(draft)
        outline, _ = clauses.split(draft.text.value)
        document = Document(
            id="sentence", text=draft.text.value, clauses=outline, signed=str(today), published=str(today)
        )
        for extract in dated:
            document = extract(document, Context(source, {}, (), None))
        return ppx_found([document])

    return read


def ppx_page(path: str) -> Found:
    """Everything the project does with a raw page but writing."""
    from pathlib import Path

    from ppx.pipeline import run_page
    from ppx.reading import Raw
    from ppx.records import Settings

    result, _ = run_page(Raw(Path(path).name, Path(path)), Settings())
    return ppx_found(result.documents)


def ppx_found(documents: Any) -> Found:
    """The records of documents, whole, so that kind, comparator, unit and change can be judged too."""
    times, values = [], []
    for document in documents:
        for d in document.deadlines:
            days = {"starts": [d.start] if d.start else [], "ends": [d.end] if d.end else []}
            times.append(
                {
                    "text": d.text,
                    "kind": d.kind,
                    **days,
                    "lengths": [d.length] if d.length else [],
                    "on": list(d.on),
                    "working": d.working,
                }
            )
        for t in document.targets:
            if t.kind in ("target", "incentive", "limit"):
                numbers = [float(n) for n in (t.low, t.high) if n is not None]
                whole = {"op": t.op, "unit": t.unit, "change": t.change, "per_year": t.per_year}
                values.append({"text": t.text, "numbers": numbers, **whole})
    return {"times": times, "values": values}


READERS = {"jionlp": jionlp, "recognizers-text": recognizers, "cn2an": cn2an, "ppx": ppx}
PACKAGES = {"recognizers-text": "recognizers-text-suite"}


def run(name: str, task: dict[str, Any]) -> dict[str, Any]:
    """The answers and the least processor time of the repeats, once the tool is warm."""
    read = READERS[name]()
    read("到2025年，全市新增公园12个，年均增长5%，给予20万元奖励，有效期3年。", date(2024, 1, 10))
    done = []
    for given in task["sets"]:
        seconds: list[float] = []
        answers: list[Found] = []
        while not seconds or (len(seconds) < task["repeats"] and sum(seconds) < ENOUGH):
            begun = time.process_time()
            answers = answer(read, given)
            seconds.append(time.process_time() - begun)
        done.append({"seconds": min(seconds), "answers": answers})
    return {"version": importlib.metadata.version(PACKAGES.get(name, name)), "sets": done}


def answer(read: Callable[[str, date], Found], given: dict[str, Any]) -> list[Found]:
    """What the tool finds in each text of a set, read line by line, or in each raw page."""
    if given.get("pages"):
        return [ppx_page(path) for path in given["pages"]]
    today = date.fromisoformat(given["today"])
    return [merged([read(line, today) for line in text.split("\n") if line.strip()]) for text in given["texts"]]


def merged(found: list[Found]) -> Found:
    """What the lines of a text gave, as one."""
    return {key: [item for one in found for item in one[key]] for key in ("times", "values")}


if __name__ == "__main__":
    sys.stdout.write("\n" + json.dumps(run(sys.argv[1], json.load(sys.stdin)), ensure_ascii=False) + "\n")
