"""White space of HTML text as a browser shows it.

shown("第一章\\n  总  则", pre=False)    # "第一章总 则"
"""

from __future__ import annotations

import re

from ppx.characters import exchanger

_SPACES = re.compile(r"[ \t\r\f]+")
_WIDE = r"[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60]"
_SEGMENT = re.compile(rf"(?<={_WIDE})\n(?={_WIDE})")
_without_odd = exchanger(dict.fromkeys("\xa0\t\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " "))


def shown(text: str, *, pre: bool) -> str:
    """The text of a line as a browser shows it, odd white space as blanks."""
    text = text.strip()
    if len(text.split(None, 1)) > 1:
        text = _without_odd(text if pre else _collapsed(text))
    return text


def _collapsed(text: str) -> str:
    """White space as a browser shows it: a run is one space, a source line break between wide characters is nothing.

    The second is CSS Text 3, 4.1.3 (segment break transformation).
    """
    if "\n" in text:
        lines = (line.strip(" \t\r\f") for line in text.split("\n"))
        text = _SEGMENT.sub("", "\n".join(line for line in lines if line))
    single = "  " not in text and "\t" not in text and "\r" not in text and "\f" not in text
    return text if single else _SPACES.sub(" ", text)
