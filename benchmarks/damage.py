"""How many clauses keep their true number when markers are damaged.

    python benchmarks/damage.py FOLDER [--sample 200] [--seed 1]

FOLDER holds laws or policies as text (`.txt`, `.txt.xz`; documents apart by form feeds). The true paths are those that the
undamaged text gives without a caution; documents with one are left out. Then 5, 10 and 20 % of the markers are damaged, a quarter each way:

- drop: the marker is gone, its paragraph stays;
- merge: the line break in front of it is gone;
- swap: it and the next one of its level exchange their numerals;
- blur: one character of the numeral becomes one that looks like it, or the marker loses its last character.

What is printed is the share of clauses whose words still stand in a clause with the true path.
"""

from __future__ import annotations

import argparse
import lzma
import random
from pathlib import Path
from typing import TYPE_CHECKING

from ppx.clauses import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.records import Clause

RATES = (0.05, 0.10, 0.20)
LOOKS = {
    "一": "二—",
    "二": "三一",
    "三": "二",
    "四": "西",
    "五": "王",
    "六": "八",
    "七": "士",
    "八": "六",
    "九": "几",
    "十": "千士",
    "1": "7l",
    "2": "7",
    "3": "8",
    "8": "3",
    "6": "8",
    "0": "8",
}


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    texts = list(documents(args.folder))
    random.Random(args.seed).shuffle(texts)  # noqa: S311 - a repeatable sample, no secret
    sound = [(text, found) for text in texts[: args.sample] if (found := sound_clauses(text))]
    print(f"{len(sound)} documents, {sum(len(found) for _, found in sound)} clauses")  # noqa: T201
    print("damaged  true paths   dropped  merged  swapped  blurred")  # noqa: T201
    for rate in RATES:
        print(row(rate, sound, random.Random(args.seed)))  # noqa: S311, T201


def documents(folder: Path) -> Iterator[str]:
    """The documents of every text file under the folder."""
    for path in sorted(folder.rglob("*.txt*")):
        raw = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
        yield from (text.strip() for text in raw.decode("utf-8").split("\f") if text.strip())


def sound_clauses(text: str) -> list[Clause]:
    """The clauses of a text that needs no repair; none where it does."""
    clauses, cautions = split(text)
    found = [clause for clause in clauses if clause.kind != "preamble"]
    return [] if cautions or any("~" in clause.id for clause in found) else found


def row(rate: float, sound: list[tuple[str, list[Clause]]], rng: random.Random) -> str:
    """One line of the table: the share over all clauses, and over those damaged in each way."""
    hits: dict[str, list[int]] = {way: [0, 0] for way in ("all", "drop", "merge", "swap", "blur")}
    for text, clauses in sound:
        damaged, places, ways = damage(text, clauses, rate, rng)
        found = {clause.span[0]: clause.path for clause in split(damaged)[0]}
        ends = {clause.span[0] + len(clause.marker): clause.path for clause in split(damaged)[0]}
        for clause, (start, words), way in zip(clauses, places, ways, strict=True):
            right = clause.path in (found.get(start), found.get(words), ends.get(words))
            for key in ("all", way):
                if key:
                    hits[key][0] += right
                    hits[key][1] += 1
    shares = [f"{hit / max(total, 1):8.4f}" for hit, total in hits.values()]
    return f"{rate:7.0%}  " + " ".join(shares)


def damage(
    text: str, clauses: list[Clause], rate: float, rng: random.Random
) -> tuple[str, list[tuple[int, int]], list[str]]:
    """The damaged text; where each clause's marker and words now begin; what was done to each marker."""
    ways = [rng.choice(("drop", "merge", "swap", "blur")) if rng.random() < rate else "" for _ in clauses]
    markers = [clause.marker for clause in clauses]
    swapped: set[int] = set()
    for i, way in enumerate(ways):
        if way == "swap" and i not in swapped:
            j = next(
                (
                    j
                    for j in range(i + 1, len(clauses))
                    if (clauses[j].parent, clauses[j].kind) == (clauses[i].parent, clauses[i].kind)
                ),
                None,
            )
            if j is None or ways[j]:
                ways[i] = "blur"
            else:
                markers[i], markers[j], ways[j] = markers[j], markers[i], "swap"
                swapped.add(j)
    pieces, at, length, places = [], 0, 0, []
    for clause, way, shown in zip(clauses, ways, markers, strict=True):
        before = text[at : clause.span[0]]
        if way == "merge":
            before = before.rstrip()
        marker = "" if way == "drop" else blur(shown, rng) if way == "blur" else shown
        at = clause.span[0] + len(clause.marker)
        if way == "drop":
            at += len(text[at : at + 4]) - len(text[at : at + 4].lstrip(" \u3000"))
        start = length + len(before)
        places.append((start, start + len(marker)))
        pieces += [before, marker]
        length = start + len(marker)
    return "".join([*pieces, text[at:]]), places, ways


def blur(marker: str, rng: random.Random) -> str:
    """The marker with one numeral that looks like the true one, or cut by a character."""
    places = [i for i, character in enumerate(marker) if character in LOOKS]
    if not places or rng.random() < 0.3:
        return marker[:-1]
    i = rng.choice(places)
    return marker[:i] + rng.choice(LOOKS[marker[i]]) + marker[i + 1 :]


if __name__ == "__main__":
    main()
