"""When two strings count as the same: differences of width, bracket and quote shapes and white space do not count."""

from __future__ import annotations

import unicodedata
from collections import Counter

BRACKETS = str.maketrans(
    {
        **dict.fromkeys("〔【[{<〈《", "("),
        **dict.fromkeys("〕】]}>〉》", ")"),
        **dict.fromkeys("“”‘’＂「」『』'", '"'),
        **dict.fromkeys("—–―－", "-"),
        "～": "~",
        "∶": ":",
    }
)
UNSEEN = {"\u200b", "\ufeff"}


def fold(text: str | None) -> str:
    """The text without the differences that do not count; empty for None."""
    if not text:
        return ""
    shaped = unicodedata.normalize("NFKC", text.translate(BRACKETS)).translate(BRACKETS)
    return "".join(c for c in shaped if not c.isspace() and c not in UNSEEN).lower()


def shingles(folded: str, width: int) -> Counter[str]:
    """How often each run of `width` characters occurs; a shorter text is one run."""
    if not folded:
        return Counter()
    return Counter(folded[i : i + width] for i in range(max(1, len(folded) - width + 1)))


def likeness(one: str | None, other: str | None) -> float:
    """F1 of the character bigrams of two phrases, 0 to 1; 1 where both are empty."""
    a, b = fold(one), fold(other)
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    x, y = shingles(a, 2), shingles(b, 2)
    return 2 * (x & y).total() / (x.total() + y.total())
