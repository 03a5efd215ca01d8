"""Makes `lexicons/script_wording.json.xz` anew: which mainland word a Taiwan word stands for, learnt from mainland text.

    python -m ppx.normalizers.script.build OUT TEXTS[=WEIGHT] … [--dictionaries OLD NEW] [--hold-out N]

TEXTS are folders or files of simplified mainland text (`*.txt`, `*.md`, `*.txt.xz`; a form feed parts documents); text of
the kind to be read counts more with a WEIGHT. `--dictionaries` names two folders of OpenCC's text dictionaries, those of 1.1
and of 1.4, to find the confusion sets anew; without it those of the file in force are kept. `--hold-out` leaves every Nth
document of a file out, for `benchmarks/script.py` to measure on.

Every line goes through the forward converter; where a Taiwan word stands in the outcome, the line itself says what it stood
for. A log-linear model for each word learns that from the characters around it.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import random
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ppx.normalizers.script import convert, wording
from ppx.normalizers.script.wording import ALONE, SCALE, VERSIONS, Version, Wording, features

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Confusions = dict[str, tuple[str, ...]]
"""Taiwan word, in simplified characters → what it may stand for, itself among them"""

SEEN_ENOUGH = 5000
"""sites of one word that are learnt from; more teach nothing new"""
UNSEEN = 0.25
"""uses that a word is given in mainland text where it has none; in converted text it is given one"""
PHRASE = 15.0
"""weight of a set phrase of `lexicons/script_phrases.txt`"""
ROUNDS, STEP, DECAY = 4, 0.15, 1e-4
LEAST, FLOOR = 3, 2
"""weight of the sites that a feature is seen at, and its own weight in tenths of a nat, below which it is left out"""
STEADY = 50.0
"""slope that the weight of the word alone starts from: it holds its share of the sites"""


ABOUT = (
    "confusion sets from the dictionaries of OpenCC 1.1.9 and 1.4.2 (Apache-2.0, https://github.com/BYVoid/OpenCC); weights learnt "
    "from mainland laws, work reports and policy documents; made by ppx.normalizers.script.build"
)


class Site(NamedTuple):
    """A Taiwan word in converted text, what it stood for, and what stands around it."""

    word: str
    meant: str
    around: tuple[str, ...]
    weight: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the texts, learns, and writes the file."""
    parser = argparse.ArgumentParser(prog="python -m ppx.normalizers.script.build", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("texts", nargs="+")
    parser.add_argument("--dictionaries", nargs=2, type=Path)
    parser.add_argument("--hold-out", type=int, default=0)
    options = parser.parse_args(arguments)
    sources = [(Path(p), float(w or 1)) for p, _, w in (t.partition("=") for t in options.texts)]
    lines = [(line, weight) for path, weight in sources for line in read(path, options.hold_out)]
    lines += ((line, PHRASE) for line in phrases())
    both = find_confusions(options.dictionaries) if options.dictionaries else confusions_in_force()
    options.out.write_bytes(pack(learn(lines, both)))


def read(path: Path, hold_out: int = 0, *, held: bool = False) -> Iterator[str]:
    """The lines of a file, or of every text under a folder, without every Nth document of a file, or of those alone."""
    if path.is_dir():
        for inner in sorted(path.rglob("*")):
            if inner.name.endswith((".txt", ".md", ".txt.xz")):
                yield from read(inner, hold_out, held=held)
        return
    data = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    documents = data.decode("utf-8-sig").split("\f")
    for number, document in enumerate(documents, 1):
        if not hold_out or (number % hold_out == 0) == held:
            yield from filter(str.strip, document.splitlines())


def phrases() -> list[str]:
    """Set phrases of policy documents that show which word official text uses."""
    text = (files("ppx") / "lexicons" / "script_phrases.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


# --- the confusion sets ----------------------------------------------------------------------------------------------


def confusions_in_force() -> dict[str, Confusions]:
    """Those of the shipped file."""
    return {v: {w: e.words for w, e in wording.load(v).entries.items()} for v in VERSIONS}


def find_confusions(folders: Sequence[Path]) -> dict[str, Confusions]:
    """Those that OpenCC's dictionaries make: every key, sent through the converter and back by characters."""
    return {version: _confusions(folder, version) for version, folder in zip(VERSIONS, folders, strict=True)}


def _confusions(folder: Path, version: Version) -> Confusions:
    found: dict[str, set[str]] = defaultdict(set)
    for name in ("TWPhrases", "STPhrases", "STPhrases_GeneratedFromRegionalPhrases"):
        path = folder / f"{name}.txt"
        for row in path.read_text("utf-8").splitlines() if path.exists() else ():
            key, tab, _ = row.partition("\t")
            plain = convert.characters(key)
            made = convert.characters(convert.forward(plain, version))
            if tab and made != plain and _is_plain(plain) and len(made) > 1:
                found[made].add(plain)
    return {made: tuple(sorted(plain | _stable(made, version))) for made, plain in found.items()}


def _stable(word: str, version: Version) -> set[str]:
    """The word, if the converter leaves it as it is: then it may stand for itself."""
    return {word} if convert.characters(convert.forward(word, version)) == word else set()


def _is_plain(word: str) -> bool:
    """True for a word of GB/T 2312 characters; rarer ones are variants that mainland text does not use."""
    try:
        word.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


# --- what stood where ------------------------------------------------------------------------------------------------


def find_sites(lines: Iterable[tuple[str, float]], confusions: Confusions, version: Version) -> Iterator[Site]:
    """Every Taiwan word in the converted lines, with what it stood for."""
    words = wording.index({made: Wording(plain, 0, {}) for made, plain in confusions.items()})
    for line, weight in lines:
        made = convert.characters(convert.forward(line, version))
        for start, end, meant in _align(line, made, list(words.sites(made)), confusions):
            yield Site(made[start:end], meant, tuple(features(made, start, end)), weight)


def _align(line: str, made: str, spans: list[tuple[int, int]], confusions: Confusions) -> list[tuple[int, int, str]]:
    """What each Taiwan word of the outcome stood for in the line; nothing where the two cannot be laid side by side."""
    out, at, reached = [], 0, 0
    for start, end in spans:
        at += start - reached
        tail = made[end : end + 3]
        fits = [w for w in confusions[made[start:end]] if line.startswith(w, at)]
        if not fits:
            return []
        meant = max(fits, key=lambda w: (_alike(line[at + len(w) :], tail), len(w)))
        out.append((start, end, meant))
        at, reached = at + len(meant), end
    return out if at + len(made) - reached == len(line) else []


def _alike(text: str, tail: str) -> int:
    return sum(a == b for a, b in zip(text[:3], tail, strict=False))


# --- learning --------------------------------------------------------------------------------------------------------


def learn(lines: list[tuple[str, float]], both: dict[str, Confusions]) -> dict[str, dict[str, Wording | None]]:
    """The entries of the older version, and what differs in the newer one (None: the word is no longer made)."""
    old, new = (both[version] for version in VERSIONS)
    differs = {word: plain for word, plain in new.items() if set(plain) != set(old.get(word, ()))}
    entries: dict[str, Wording | None] = {w: None for w in old if w not in new}
    newer = _learnt(find_sites(lines, new, VERSIONS[1]), differs, _uses(lines, new)) if differs else {}
    older = _learnt(find_sites(lines, old, VERSIONS[0]), old, _uses(lines, old))
    return {VERSIONS[0]: {**older}, VERSIONS[1]: {**entries, **newer}}


def _uses(lines: list[tuple[str, float]], confusions: Confusions) -> Counter[str]:
    """How often mainland text has each Taiwan word as its own."""
    words = wording.index({made: Wording(plain, 0, {}) for made, plain in confusions.items()})
    return Counter(line[start:end] for line, _ in lines for start, end in words.sites(line))


def _learnt(sites: Iterable[Site], confusions: Confusions, uses: Counter[str]) -> dict[str, Wording]:
    by_word: dict[str, list[Site]] = defaultdict(list)
    for site in sites:
        if site.word in confusions:
            by_word[site.word].append(site)
    chance = random.Random(1)  # noqa: S311 a sample, not a secret
    return {word: _fit(word, confusions[word], by_word.get(word, []), uses[word], chance) for word in confusions}


def _fit(word: str, plain: tuple[str, ...], sites: list[Site], uses: int, chance: random.Random) -> Wording:
    """The entry of one word: its words by how often they were meant, and the weights of what stands around."""
    seen = Counter(dict.fromkeys(plain, 0))
    for site in sites:
        seen[site.meant] += 1
    tells = round(SCALE * math.log((len(sites) + 1) / (uses + UNSEEN)))
    if not seen.total():
        seen[word] = -1  # where nothing is known, the Taiwan word is what the converter made
    words = tuple(sorted(plain, key=lambda w: (-seen[w], w)))
    if sum(n > 0 for n in seen.values()) < 2:
        return Wording(words, tells, {})
    if len(sites) > SEEN_ENOUGH:
        heavy = [s for s in sites if s.weight > 1]
        sites = heavy + chance.sample([s for s in sites if s.weight <= 1], SEEN_ENOUGH)
    return Wording(words, tells, _weights(words, sites, chance))


def _weights(words: tuple[str, ...], sites: list[Site], chance: random.Random) -> dict[str, tuple[int, ...]]:
    """Multinomial logistic regression by AdaGrad (Duchi et al. 2011), the rare and the small left out."""
    often: Counter[str] = Counter()
    shares = [0.5] * len(words)
    for site in sites:
        shares[words.index(site.meant)] += site.weight
        for feature in site.around:
            often[feature] += site.weight  # type: ignore[assignment]  # a weight, not a count
    kept = [(words.index(s.meant), [f for f in s.around if often[f] >= LEAST], s.weight) for s in sites]
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(words))
    slopes: dict[str, list[float]] = defaultdict(lambda: [1e-6] * len(words))
    weights[ALONE], slopes[ALONE] = [math.log(share) for share in shares], [STEADY] * len(words)
    for _ in range(ROUNDS):
        chance.shuffle(kept)
        for meant, around, weight in kept:
            _step(meant, [(weights[f], slopes[f]) for f in around], weight, len(words))
    relative = {f: tuple(round(SCALE * (x - row[0])) for x in row[1:]) for f, row in weights.items()}
    return {f: row for f, row in relative.items() if f == ALONE or any(abs(x) >= FLOOR for x in row)}


def _step(meant: int, rows: list[tuple[list[float], list[float]]], weight: float, count: int) -> None:
    """One step down the slope of the log loss."""
    sums = [sum(row[c] for row, _ in rows) for c in range(count)]
    top = max(sums)
    parts = [math.exp(s - top) for s in sums]
    whole = sum(parts)
    for c in range(count):
        slope = weight * ((c == meant) - parts[c] / whole)
        if abs(slope) < 1e-3:
            continue
        for row, slopes in rows:
            step = slope - DECAY * row[c]
            slopes[c] += step * step
            row[c] += STEP * step / math.sqrt(slopes[c])


def pack(versions: dict[str, dict[str, Wording | None]]) -> bytes:
    """The file's bytes."""
    plain: dict[str, object] = {"about": ABOUT}
    plain |= {
        version: {word: entry and (entry.tells, entry.words, entry.weights) for word, entry in sorted(entries.items())}
        for version, entries in versions.items()
    }
    return lzma.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(), preset=9)


if __name__ == "__main__":
    main()
