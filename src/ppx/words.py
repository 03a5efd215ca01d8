"""Words: the one door to jieba.

    ordinary(["水务", "协会"])   # {"协会"}: what jieba's dictionary has as a common word

jieba loads any `jieba.cache` that it finds in the system's folder for temporary files, unchecked; a planted one changes
its cuts. The tokenizer here reads the package's own dictionary and keeps its cache in a folder made for it alone, which is
gone when the dictionary is loaded. Loading takes about 1.4 s, so nothing is loaded before the first call.
"""

from __future__ import annotations

import logging
import tempfile
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


NAMES = ("nt", "ns", "nz", "nr", "j")
"""tags of names in jieba's dictionary: organisations, places, other proper names, persons, abbreviations"""


def split(text: str) -> Sequence[str]:
    """The words of a phrase; joined they are the phrase."""
    return tuple(_tokenizer().cut(text, HMM=False))


def ordinary(words: Iterable[str]) -> frozenset[str]:
    """Those of `words` that jieba's dictionary has as common words, and not as names."""
    asked = set(words)
    with _tokenizer().get_dict_file() as lines:
        entries = (line.decode("utf-8").split() for line in lines)
        return frozenset(word for word, _, tag in entries if word in asked and not tag.startswith(NAMES))


@cache
def _tokenizer() -> Any:
    import jieba

    quiet: Any = jieba  # it ships no types
    quiet.setLogLevel(logging.WARNING)
    tokenizer = quiet.Tokenizer()
    with tempfile.TemporaryDirectory(prefix="ppx-words-") as folder:
        tokenizer.tmp_dir = folder
        tokenizer.initialize()
    return tokenizer
