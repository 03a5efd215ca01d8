"""Makes the dictionaries `lexicons/script_opencc_*.txt` anew, which `convert` lays over the installed OpenCC.

    python -m ppx.normalizers.script.dictionaries OLD NEW OUT

OLD and NEW are folders of OpenCC's text dictionaries of 1.1 and of the installed version, OUT is where the files go.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ppx.normalizers.script import convert

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HEAD = "# From the dictionaries of OpenCC 1.1.9 (https://github.com/BYVoid/OpenCC), Apache-2.0: {}\n\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads both folders and writes the three files."""
    parser = argparse.ArgumentParser(prog="python -m ppx.normalizers.script.dictionaries", description=__doc__)
    for name in ("old", "new", "out"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args(arguments)
    old, new = read(options.old / "STPhrases.txt"), read(options.new / "STPhrases.txt")
    dropped = {k: v for k, v in old.items() if k not in new or new[k].split()[0] != v.split()[0]}
    write(options.out / convert.OLD["phrases"], "STPhrases, what was dropped or changed by 1.4.2", dropped)
    write(options.out / convert.OLD["variants"], "TWVariants", read(options.old / "TWVariants.txt"))
    wordings = read(options.old / "TWPhrases.txt")
    write(options.out / convert.OLD["wordings"], "TWPhrases", wordings)
    kept = settle(options.old, options.out, [k for k in new if k not in old])
    what = "TWPhrases, and the outcome of 1.1.9 for phrases that 1.4.2 was the first to hold together"
    write(options.out / convert.OLD["wordings"], what, kept | wordings)


def read(path: Path) -> dict[str, str]:
    """The rows of a text dictionary."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


def write(path: Path, what: str, rows: Mapping[str, str]) -> None:
    """A text dictionary with a word on where it comes from."""
    path.write_text(HEAD.format(what) + "".join(f"{k}\t{v}\n" for k, v in sorted(rows.items())), "utf-8")


def settle(old: Path, out: Path, phrases: Sequence[str]) -> dict[str, str]:
    """What the older dictionaries make of phrases of the newer ones, where the two laid over each other make another thing."""
    whole = {"phrases": "STPhrases.txt", "characters": "STCharacters.txt", "wordings": "TWPhrases.txt"}
    theirs = convert.lay({n: str(old / f) for n, f in (whole | {"variants": "TWVariants.txt"}).items()})
    ours = convert.lay({name: str(out / file) for name, file in convert.OLD.items()})
    traditional = convert.converter("s2t")
    return {
        traditional.convert(phrase): theirs.convert(phrase)
        for phrase in phrases
        if theirs.convert(phrase) != ours.convert(phrase)
    }


if __name__ == "__main__":
    main()
