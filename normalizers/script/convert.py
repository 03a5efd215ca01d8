"""The one door to OpenCC, opened only when a page needs it.

Two families of dictionaries made the pages that are out there. The one of OpenCC 1.1 to 1.2 (2020 to 2023, also
opencc-python-reimplemented) rewords 通过 to 透過; that of 1.4 does not. The installed one is used as it is; of the older one the
package ships its wordings and the phrases that were dropped since, and lays them over the installed one.
"""

from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ppx.normalizers.script.wording import Version

OLD = {
    "phrases": "script_opencc_st.txt",
    "wordings": "script_opencc_tw.txt",
    "variants": "script_opencc_variants.txt",
}
"""dictionaries of OpenCC 1.1.9 in `lexicons/`, Apache-2.0"""


@cache
def _converter(config: str) -> Any:
    from opencc import OpenCC  # a shared library of a megabyte: simplified pages never load it

    return OpenCC(config)


@cache
def _forward(version: Version) -> Any:
    """The converter that makes Taiwan wording of mainland text, with the dictionaries of a version."""
    if version == "2026":
        return _converter("s2twp")
    import opencc

    share = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
    with ExitStack() as stack:
        old = {n: str(stack.enter_context(as_file(files("ppx") / "lexicons" / f))) for n, f in OLD.items()}
        config = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "s2twp.json"
        config.write_text(json.dumps(_config(str(share), old)), "utf-8")
        return _converter(str(config))


def _config(share: str, old: dict[str, str]) -> dict[str, object]:
    """Mainland characters to traditional ones, then wordings, then variants, each over the whole segment."""

    def text(name: str) -> dict[str, object]:
        return {"type": "text", "file": old[name]}

    def group(*dicts: dict[str, object]) -> dict[str, object]:
        return {"type": "group", "match_policy": "union", "dicts": list(dicts)}

    phrases = group(text("phrases"), {"type": "ocd2", "file": f"{share}/STPhrases.ocd2"})
    characters = {"type": "ocd2", "file": f"{share}/STCharacters.ocd2"}
    chain = [
        {"dict": {"type": "group", "match_policy": "short_circuit", "dicts": [phrases, characters]}},
        {"dict": text("wordings")},
        {"dict": text("variants")},
    ]
    return {
        "name": "s2twp of 2023",
        "segmentation": {"type": "mmseg", "dict": phrases},
        "conversion_chain": chain,
    }


def characters(text: str) -> str:
    """The text in simplified characters, word for word and of the same length."""
    convert = _converter("tw2s").convert
    new: str = convert(text)
    if len(new) == len(text):
        return new
    lines = ((line, convert(line)) for line in text.split("\n"))
    return "\n".join(new if len(new) == len(line) else _singly(line) for line, new in lines)


def _singly(line: str) -> str:
    """The line, character by character: for a character whose simplified form is longer."""
    convert = _converter("tw2s").convert
    return "".join(new if len(new := convert(c)) == 1 else c for c in line)


def forward(text: str, version: Version) -> str:
    """What the converter of a version makes of mainland text."""
    return str(_forward(version).convert(text))
