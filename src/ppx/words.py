"""Words: the one door to jieba.

    cuts("东湖高新区经济总量")   # frozenset({2, 5, 7, 9}): where words end

jieba loads any `jieba.cache` that it finds in the system's folder for temporary files, unchecked; a planted one changes
its cuts. The tokenizer here reads the package's own dictionary and keeps its cache in a folder made for it alone, which is
gone when the dictionary is loaded. Loading takes about 1.4 s, so nothing is loaded before the first call.
"""

from __future__ import annotations

import logging
import tempfile
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def split(text: str) -> Sequence[str]:
    """The words of a phrase; joined they are the phrase."""
    return tuple(_tokenizer().cut(text, HMM=False))


def cuts(text: str) -> frozenset[int]:
    """Where the words of a phrase end."""
    return frozenset(accumulate(len(word) for word in split(text)))


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
