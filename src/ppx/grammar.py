"""What the patterns of more than one room are composed of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

OPEN = r"[(（\[［〔【<＜〈《{｛]"
"""an opening bracket of any shape: pages mix them"""
CLOSE = r"[)）\]］〕】>＞〉》}｝]"
"""a closing bracket of any shape"""


def alternatives(words: Iterable[str]) -> str:
    """A group of a pattern that matches one of `words`, the longest first."""
    return "(?:" + "|".join(map(regex.escape, sorted(words, key=len, reverse=True))) + ")"
