"""One tool at one job on lines of text: the child process of peers_speed.py, which asks how fast it is and not how well.

    python speed_tools.py "jionlp time" < task.json

Task: `{"lines": […], "seconds": 5}`. Answer, the last line: `{"version", "characters", "seconds"}`: how many characters the tool got through
in that processor time, or sooner, once it was warm.
"""

from __future__ import annotations

import importlib.metadata
import json
import sys
import time
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[str], object]

WARM = "到2025年，市财政局全市新增公园12个，年均增长5%，给予20万元奖励，有效期3年。"
CHINESE = "zh-cn"


def jionlp_time() -> Read:
    """JioNLP's `ner.extract_time`."""
    import jionlp

    day = {"year": 2024, "month": 1, "day": 10}
    return lambda line: jionlp.ner.extract_time(line, time_base=day)


def jionlp_money() -> Read:
    """JioNLP's `ner.extract_money`, with the amounts."""
    import jionlp

    return lambda line: jionlp.ner.extract_money(line, with_parsing=True)


def recognizers_time() -> Read:
    """Recognizers-Text's `recognize_datetime`."""
    from recognizers_date_time import recognize_datetime

    moment = datetime(2024, 1, 10)
    return lambda line: recognize_datetime(line, CHINESE, reference=moment)


def recognizers_quantities() -> Read:
    """Recognizers-Text's readers of number, percentage, currency and dimension."""
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    kinds = (recognize_number, recognize_percentage, recognize_currency, recognize_dimension)
    return lambda line: [kind(line, CHINESE) for kind in kinds]


def cn2an() -> Read:
    """cn2an's `transform`: every numeral of a text in digits."""
    import warnings

    import cn2an as library

    warnings.simplefilter("ignore")
    return lambda line: library.transform(line, "cn2an")


def jieba() -> Read:
    """jieba's `posseg`: words and their classes, names of organisations (nt) among them."""
    import logging
    import tempfile

    from jieba import posseg

    posseg.dt.tokenizer.tmp_dir = tempfile.mkdtemp()  # it loads any jieba.cache that lies in the shared one
    logging.getLogger("jieba").setLevel(logging.ERROR)
    return posseg.lcut


def lac() -> Read:
    """LAC: names of organisations (ORG)."""
    from LAC import LAC

    tool = LAC(mode="lac")
    read: Read = tool.run
    return read


READERS: dict[str, tuple[Callable[[], Read], str]] = {
    "jionlp time": (jionlp_time, "jionlp"),
    "jionlp money": (jionlp_money, "jionlp"),
    "recognizers-text datetime": (recognizers_time, "recognizers-text-suite"),
    "recognizers-text number, currency, dimension": (recognizers_quantities, "recognizers-text-suite"),
    "cn2an transform": (cn2an, "cn2an"),
    "jieba.posseg": (jieba, "jieba"),
    "lac": (lac, "lac"),
}


def run(name: str, task: dict[str, Any]) -> dict[str, Any]:
    """What the tool got through."""
    make, package = READERS[name]
    read = make()
    read(WARM)
    characters, seconds = 0, 0.0
    for line in task["lines"]:
        begun = time.process_time()
        try:
            read(line)
        except (ValueError, KeyError, IndexError, TypeError):
            continue  # a line that it cannot read counts neither way
        seconds += time.process_time() - begun
        characters += len(line)
        if seconds >= task["seconds"]:
            break
    return {"version": importlib.metadata.version(package), "characters": characters, "seconds": seconds}


if __name__ == "__main__":
    sys.stdout.write("\n" + json.dumps(run(sys.argv[1], json.load(sys.stdin)), ensure_ascii=False) + "\n")
