"""The way back: mainland words in the place of those that a converter put in, found as the input that gives the page.

The forward converter is deterministic, so of all mainland texts that it turns into the page the likeliest is wanted. Where a
Taiwan word stands, the characters around it say which mainland word was meant; then the forward converter proves the line:
what it makes of the restored line must be the line of the page.
"""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from ppx.normalizers.script import classes, convert, wording
from ppx.text import Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ppx.normalizers.script.wording import Version, Wording, Wordings
    from ppx.records import Span

DOUBT = 2.0
"""nats between the best word and the next below which a choice is uncertain"""
CALM, RAREST = 8.0, 0.02
"""votes that the usual shares of the words count for, and the least share a word is given"""
TRIES = 6
"""other choices tried on a line that the forward converter does not prove"""


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
    """lines that the forward converter does not give back"""


def restore(text: str, plain: str, version: Version) -> Restored:
    """The edits that turn converted text into the mainland text it was made of; `plain` is it in simplified characters."""
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))[:-1]
    plains = [plain[s : s + len(line)] for s, line in zip(starts, lines, strict=True)]
    words = wording.load(version)
    guesses = [_guesses(words, p) if classes.is_converted(line) else [] for p, line in zip(plains, lines, strict=True)]
    chosen = _chosen(words, guesses)
    proof = convert.forward("\n".join(map(_put, plains, chosen)), version).split("\n")
    unproven = []
    for number, (line, given) in enumerate(zip(lines, proof, strict=True)):
        if chosen[number] and given != line:
            mended = _mended(line, plains[number], chosen[number], version)
            chosen[number] = mended or chosen[number]
            if not mended:
                unproven.append((starts[number], starts[number] + len(line)))
    edits = [e for s, p, c in zip(starts, plains, chosen, strict=True) for e in _edits(s, p, c)]
    uncertain = sum(c.margin < DOUBT for choices in chosen for c in choices)
    return Restored(tuple(edits), uncertain, tuple(unproven))


class Guess(NamedTuple):
    """A Taiwan word in a line and what its surroundings say."""

    span: Span
    word: str
    sums: tuple[float, ...]
    """a score for each word it may stand for, in nats"""


def _guesses(words: Wordings, plain: str) -> list[Guess]:
    out = []
    for start, end in words.sites(plain):
        word = plain[start:end]
        entry = words.entries[word]
        around = wording.features(plain, start, end) if entry.weights else ()
        out.append(Guess((start, end), word, tuple(wording.scores(entry, around))))
    return out


def _chosen(words: Wordings, guesses: list[list[Guess]]) -> list[list[Choice]]:
    """The best word for each place; the other places of the document vote (one sense per document, Gale et al. 1992)."""
    votes: dict[str, list[float]] = {}
    for guess in (g for line in guesses for g in line if words.entries[g.word].weights):
        cast = votes.setdefault(guess.word, [0.0] * len(guess.sums))
        votes[guess.word] = [a + b for a, b in zip(cast, _shares(guess.sums), strict=True)]
    usual = {word: _usual(words.entries[word]) for word in votes}
    return [[_choice(words.entries[g.word], g, votes.get(g.word), usual.get(g.word)) for g in line] for line in guesses]


def _choice(entry: Wording, guess: Guess, votes: list[float] | None, usual: list[float] | None) -> Choice:
    if votes is None or usual is None:
        return Choice(guess.span, entry.words, DOUBT)
    others = [v - own for v, own in zip(votes, _shares(guess.sums), strict=True)]
    count = sum(others)
    sums = [
        s + math.log((o + CALM * u) / ((count + CALM) * u)) for s, o, u in zip(guess.sums, others, usual, strict=True)
    ]
    order = sorted(range(len(sums)), key=lambda n: -sums[n])
    return Choice(guess.span, tuple(entry.words[n] for n in order), sums[order[0]] - sums[order[1]])


def _usual(entry: Wording) -> list[float]:
    """How often each word is meant where nothing is known of the surroundings."""
    return [max(share, RAREST) for share in _shares(wording.scores(entry, (wording.ALONE,)))]


def _shares(sums: Sequence[float]) -> list[float]:
    """Scores in nats as shares of one."""
    top = max(sums)
    parts = [math.exp(s - top) for s in sums]
    whole = sum(parts)
    return [p / whole for p in parts]


def _put(plain: str, choices: Sequence[Choice]) -> str:
    out: list[str] = []
    at = 0
    for (start, end), words, _ in choices:
        out += plain[at:start], words[0]
        at = end
    return "".join((*out, plain[at:]))


def _mended(line: str, plain: str, choices: list[Choice], version: Version) -> list[Choice] | None:
    """The choices with one changed so that the forward converter gives the line; None where no single one does."""
    for number in sorted(range(len(choices)), key=lambda n: choices[n].margin)[:TRIES]:
        span, words, _ = choices[number]
        for place in range(1, len(words)):
            other = Choice(span, (words[place], *words[:place], *words[place + 1 :]), DOUBT)
            tried = [*choices[:number], other, *choices[number + 1 :]]
            if convert.forward(_put(plain, tried), version) == line:
                return tried
    return None


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
