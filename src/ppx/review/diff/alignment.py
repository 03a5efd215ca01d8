"""Pairing two lists of records so that one more is one addition.

    align(old, new, key, alike)      # [(0, 0), (1, None), (None, 1), (2, 2)]

Records with equal keys pair first, in order; between them the best order-keeping pairing by likeness is taken.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

Pair = tuple[int | None, int | None]
LEAST = 0.5
"""likeness from which two records are one that changed: half of what is compared is the same"""
WIDEST = 40_000
"""pairs of a gap that are compared; a wider gap is all removed and added"""


def align(
    old: Sequence[Any],
    new: Sequence[Any],
    key: Callable[[Any], Hashable],
    alike: Callable[[Any, Any], float],
) -> list[Pair]:
    """Indices of partners, None for who has none, in the order of the lists; `alike` is 0 to 1."""
    matcher = SequenceMatcher(None, [key(r) for r in old], [key(r) for r in new], autojunk=False)
    pairs: list[Pair] = []
    for action, low, high, first, last in matcher.get_opcodes():
        if action == "equal":
            pairs += zip(range(low, high), range(first, last), strict=True)
        elif action == "replace" and (high - low) * (last - first) <= WIDEST:
            gap = _pair_gap(old[low:high], new[first:last], alike)
            pairs += [(None if i is None else i + low, None if j is None else j + first) for i, j in gap]
        else:
            pairs += [(i, None) for i in range(low, high)]
            pairs += [(None, j) for j in range(first, last)]
    return pairs


def _pair_gap(old: Sequence[Any], new: Sequence[Any], alike: Callable[[Any, Any], float]) -> list[Pair]:
    """The order-keeping pairing with the greatest sum of likeness (Needleman and Wunsch, gaps free)."""
    scores = [[_scored(alike(one, other)) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], scores[i][j] + best[i + 1][j + 1])
    pairs: list[Pair] = []
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif i < len(old) and best[i][j] == best[i + 1][j]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return pairs


def _scored(likeness: float) -> float:
    return likeness if likeness >= LEAST else 0.0
