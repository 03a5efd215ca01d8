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
    from collections.abc import Mapping

    from ppx.normalizers.script.wording import Version

OLD = {
    "phrases": "script_opencc_st.txt",
    "wordings": "script_opencc_tw.txt",
    "variants": "script_opencc_variants.txt",
}
"""dictionaries of OpenCC 1.1.9 in `lexicons/`, Apache-2.0"""


@cache
def converter(config: str) -> Any:
    """OpenCC with one of its own configurations (`tw2s`)."""
    from opencc import OpenCC  # a shared library of a megabyte: simplified pages never load it

    return OpenCC(config)


@cache
def _forward(version: Version) -> Any:
    """The converter that makes Taiwan wording of mainland text, with the dictionaries of a version."""
    if version == "2026":
        return converter("s2twp")
    with ExitStack() as stack:
        return lay({n: str(stack.enter_context(as_file(files("ppx") / "lexicons" / f))) for n, f in OLD.items()})


def lay(old: Mapping[str, str]) -> Any:
    """A forward converter with text dictionaries laid over the installed ones, or without those where it has `characters`."""
    from opencc import OpenCC

    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "s2twp.json"
        config.write_text(json.dumps(_config(old)), "utf-8")
        return OpenCC(str(config))


def _config(old: Mapping[str, str]) -> dict[str, object]:
    """Mainland characters to traditional ones, then wordings, then variants, each over the whole segment."""
    import opencc

    share = Path(opencc.__file__).parent / "clib" / "share" / "opencc"

    def text(name: str) -> dict[str, object]:
        return {"type": "text", "file": old[name]}

    def group(policy: str, *dicts: dict[str, object]) -> dict[str, object]:
        return {"type": "group", "match_policy": policy, "dicts": list(dicts)}

    phrases, characters = text("phrases"), text("characters") if "characters" in old else None
    if characters is None:
        phrases = group("union", phrases, {"type": "ocd2", "file": f"{share}/STPhrases.ocd2"})
        characters = {"type": "ocd2", "file": f"{share}/STCharacters.ocd2"}
    chain = [group("short_circuit", phrases, characters), text("wordings"), text("variants")]
    return {
        "name": "s2twp of 2023",
        "segmentation": {"type": "mmseg", "dict": phrases},
        "conversion_chain": [{"dict": step} for step in chain],
    }


def characters(text: str) -> str:
    """The text in simplified characters, word for word and of the same length."""
    convert = converter("tw2s").convert
    new: str = convert(text)
    if len(new) == len(text):
        return new
    lines = ((line, convert(line)) for line in text.split("\n"))
    return "\n".join(new if len(new) == len(line) else _singly(line) for line, new in lines)


def _singly(line: str) -> str:
    """The line, character by character: for a character whose simplified form is longer."""
    convert = converter("tw2s").convert
    return "".join(new if len(new := convert(c)) == 1 else c for c in line)


def forward(text: str, version: Version) -> str:
    """What the converter of a version makes of mainland text."""
    return str(_forward(version).convert(text))
