"""The way back: mainland words in the place of those that a converter put in, found as the input that gives the page.

The forward converter is deterministic, so of all mainland texts that it turns into the page the likeliest is wanted. Where a
Taiwan word stands, the characters around it say which mainland word was meant; then the forward converter proves the line:
what it makes of the restored line must be the line of the page.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import accumulate, combinations, islice
from typing import TYPE_CHECKING, NamedTuple

import regex

from ppx.characters import distance
from ppx.normalizers.script import convert, forms, names, wording
from ppx.normalizers.script.wording import VERSIONS
from ppx.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ppx.normalizers.script.wording import Version, Wording, Wordings
    from ppx.records import Span

DOUBT = 2.0
"""nats between the best word and the next below which a choice is uncertain"""
CALM, RAREST = 8.0, 0.02
"""votes that the usual shares of the words count for, and the least share a word is given"""
DOUBTFUL, TRIES = 6, 60
"""choices that are changed on a line that the forward converter does not prove, and how many combinations of them are tried"""
SURE = 20.0
"""nats that a unit is ahead of other words behind a numeral"""
FEW, SOME = 3, 0.1
"""lines, and share of the lines, that may fail the proof before the text is not the converter's and other choices are not worth a try"""
LONGEST = 60
"""characters of a piece that are compared one by one"""

_PAUSE = regex.compile(r"[、，。；：,;:!?！？\s()（）]+")


class Choice(NamedTuple):
    """What a Taiwan word in the line was taken for."""

    span: Span
    words: tuple[str, ...]
    """the words it may stand for, the best first"""
    margin: float
    """nats between the best and the next"""


class Restored(NamedTuple):
    """Text in mainland wording."""

    edits: tuple[Edit, ...]
    uncertain: int
    """choices whose margin was small"""
    unproven: tuple[Span, ...]
    """lines with a Taiwan word that the forward converter does not give back"""
    gain: float
    """nats by which the Taiwan words speak for the converter"""
    drift: int
    """characters by which the text differs from what the converter gives, where it has Taiwan words and where it has none"""


def restore(text: str, plain: str, version: Version) -> Restored:
    """The edits that turn converted text into the mainland text it was made of; `plain` is it in simplified characters."""
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))[:-1]
    plains = [plain[s : s + len(line)] for s, line in zip(starts, lines, strict=True)]
    words, units = names.words(version), names.units(version)
    converted = [forms.is_converted(line) for line in lines]
    guesses = [_guesses(words, p, units) if c else [] for p, c in zip(plains, converted, strict=True)]
    chosen = _chosen(words, guesses)
    proof = convert.forward("\n".join(map(_put, plains, chosen)), version).split("\n")
    unproven, drift = [], 0
    failed = [n for n, line in enumerate(lines) if converted[n] and proof[n] != line]
    tries = TRIES if len(failed) <= FEW + SOME * len(lines) else 1
    for number in failed:
        line, given = lines[number], proof[number]
        mended, maker = _mended(line, plains[number], chosen[number], version, tries)
        chosen[number] = mended
        if maker != version:
            drift += _drift(line, given, convert.forward(plains[number], version))
        if mended and not maker:
            unproven.append((starts[number], starts[number] + len(line)))
    edits = [e for s, p, c in zip(starts, plains, chosen, strict=True) for e in _edits(s, p, c)]
    uncertain = sum(c.margin < DOUBT for choices in chosen for c in choices)
    return Restored(tuple(edits), uncertain, tuple(unproven), _gain(words, guesses), drift)


def _gain(words: Wordings, guesses: list[list[Guess]]) -> float:
    """What the Taiwan words say of the converter; a word that comes again says ever less (Church 2000: it does where it came once)."""
    said: dict[str, list[float]] = {}
    for guess in (g for line in guesses for g in line):
        said.setdefault(guess.word, []).append(wording.gain(words.entries[guess.word], guess.sums))
    return sum(sum(nats) / len(nats) * (1 + math.log(len(nats))) for nats in said.values())


def _drift(line: str, made: str, unchanged: str) -> int:
    """Characters by which a line differs from what the converter makes of it, restored or as it stands, piece by piece.

    The nearer of the two counts: a word may hide another from the converter (算法 in 演算法), and what was chosen may not be what
    stood there.
    """
    sides = [_PAUSE.split(side) for side in (line, made, unchanged)]
    if len(set(map(len, sides))) > 1:
        return len(line)
    return sum(
        min(_distance(ours, a), _distance(ours, b)) for ours, a, b in zip(*sides, strict=True) if ours not in (a, b)
    )


def _distance(a: str, b: str) -> int:
    """Edit distance; of long pieces the characters that only one has."""
    if max(len(a), len(b)) > LONGEST:
        return (Counter(a) - Counter(b)).total()
    return distance(a, b)


class Guess(NamedTuple):
    """A Taiwan word in a line and what its surroundings say."""

    span: Span
    word: str
    sums: tuple[float, ...]
    """a score for each word it may stand for, in nats"""
    shares: tuple[float, ...]
    """the scores as shares of one; none where nothing was learnt of the word"""


def _guesses(words: Wordings, plain: str, units: Mapping[str, str]) -> list[Guess]:
    out = []
    for start, end in words.sites(plain):
        word = plain[start:end]
        entry = words.entries[word]
        if word in units and names.is_counted(plain, start):
            out.append(Guess((start, end), word, tuple(-SURE * (w != units[word]) for w in entry.words), ()))
        elif entry.weights:
            sums = wording.scores(entry, wording.features(plain, start, end))
            out.append(Guess((start, end), word, tuple(sums), _shares(sums)))
        else:
            out.append(Guess((start, end), word, (0.0,) * len(entry.words), ()))
    return out


def _chosen(words: Wordings, guesses: list[list[Guess]]) -> list[list[Choice]]:
    """The best word for each place; the other places of the document vote (one sense per document, Gale et al. 1992)."""
    votes: dict[str, list[float]] = {}
    for guess in (g for line in guesses for g in line if g.shares):
        cast = votes.setdefault(guess.word, [0.0] * len(guess.shares))
        votes[guess.word] = [a + b for a, b in zip(cast, guess.shares, strict=True)]
    usual = {word: _usual(words.entries[word]) for word in votes}
    return [[_choice(words.entries[g.word], g, votes, usual) for g in line] for line in guesses]


def _choice(
    entry: Wording, guess: Guess, votes: Mapping[str, list[float]], usual: Mapping[str, Sequence[float]]
) -> Choice:
    if not guess.shares:
        order = sorted(range(len(guess.sums)), key=lambda n: -guess.sums[n])
        return Choice(guess.span, tuple(entry.words[n] for n in order), DOUBT)
    others = [v - own for v, own in zip(votes[guess.word], guess.shares, strict=True)]
    all_ = sum(others) + CALM
    triples = zip(guess.sums, others, usual[guess.word], strict=True)
    sums = [s + math.log((o + CALM * u) / (all_ * u)) for s, o, u in triples]
    order = sorted(range(len(sums)), key=lambda n: -sums[n])
    return Choice(guess.span, tuple(entry.words[n] for n in order), sums[order[0]] - sums[order[1]])


def _usual(entry: Wording) -> tuple[float, ...]:
    """How often each word is meant where nothing is known of the surroundings."""
    return tuple(max(share, RAREST) for share in _shares(wording.scores(entry, (wording.ALONE,))))


def _shares(sums: Sequence[float]) -> tuple[float, ...]:
    """Scores in nats as shares of one."""
    top = max(sums)
    parts = [math.exp(s - top) for s in sums]
    whole = sum(parts)
    return tuple(p / whole for p in parts)


def _put(plain: str, choices: Sequence[Choice]) -> str:
    out: list[str] = []
    at = 0
    for (start, end), words, _ in choices:
        out += plain[at:start], words[0]
        at = end
    return "".join((*out, plain[at:]))


def _mended(
    line: str, plain: str, choices: list[Choice], version: Version, tries: int
) -> tuple[list[Choice], Version | None]:
    """The choices, changed where need be, from which the converter of a version gives the line, and that version.

    The version of the page goes first; where none gives the line, the choices stay and the version is None.

    Tried are the least sure choices, one and two at a time, the likeliest first: a bounded number for each line.
    """
    tried = list(islice(_others(plain, choices), tries))
    made = "\n".join(_put(plain, other) for other in tried)
    for other in (version, *(v for v in VERSIONS if v != version)):
        for choice, given in zip(tried, convert.forward(made, other).split("\n"), strict=True):
            if given == line:
                return choice, other
    return choices, None


def _others(plain: str, choices: list[Choice]) -> Iterator[list[Choice]]:
    """The choices as they are, then with one changed, then with two."""
    yield choices
    doubtful = sorted(range(len(choices)), key=lambda n: choices[n].margin)[:DOUBTFUL]
    changes = [(n, word) for n in doubtful for word in _second(plain, choices[n])]
    for count in (1, 2):
        for some in combinations(changes, count):
            if len({n for n, _ in some}) == count:
                new = {n: choices[n]._replace(words=(word, *choices[n].words), margin=0.0) for n, word in some}
                yield [new.get(n, choice) for n, choice in enumerate(choices)]


def _second(plain: str, choice: Choice) -> list[str]:
    """What else a place may stand for, the likelier first; last the word itself, where another word hid it from the converter."""
    return [*dict.fromkeys((*choice.words[1:], plain[slice(*choice.span)]))]


def _edits(start: int, plain: str, choices: Sequence[Choice]) -> list[Edit]:
    """Edits of a line: those that keep the length joined into one a run, the others as small as can be."""
    out: list[Edit] = []
    run, at = "", 0
    for (low, high), words, _ in choices:
        if len(words[0]) == high - low:
            run += plain[at + len(run) : low] + words[0]
            continue
        run += plain[at + len(run) : low]
        out += Edit(start + at, start + low, run), Edit(start + low, start + high, words[0])
        run, at = "", high
    return [*out, Edit(start + at, start + len(plain), run + plain[at + len(run) :])]
