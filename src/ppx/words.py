"""Words: the one door to jieba, whose dictionary tells ordinary words from names.

    ordinary(["水务", "协会"])   # {"协会"}: what jieba's dictionary has as a common word

Only the dictionary file of the package is read. Its tokenizer is never started: that takes 1.3 s, and it loads any
`jieba.cache` that stands in the system's folder for temporary files, unchecked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMES = ("nt", "ns", "nz", "nr", "j")
"""tags of names in jieba's dictionary: organisations, places, other proper names, persons, abbreviations"""


def ordinary(words: Iterable[str]) -> frozenset[str]:
    """Those of `words` that jieba's dictionary has as common words, and not as names."""
    import jieba

    quiet: Any = jieba  # it ships no types
    asked = set(words)
    with quiet.Tokenizer().get_dict_file() as lines:
        entries = (line.decode("utf-8").split() for line in lines)
        return frozenset(word for word, _, tag in entries if word in asked and not tag.startswith(NAMES))
