"""The patterns of `--include` and `--exclude`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence


class Globs:
    """What the user takes in and leaves out, on paths under RAW with `/`.

    `*` and `?` stay within one name, `**` spans folders, `[ab]` is one of them. A pattern without a slash is matched with
    the name of a file or folder at any depth (`*.html`); one that matches a folder stands for everything in it.
    """

    def __init__(self, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> None:
        """Take the patterns as the command line gives them."""
        self.include = tuple(include)
        self.hidden = any(regex.search(r"(?:\A|/)\.[^/]", pattern.removeprefix("./")) for pattern in include)
        """whether hidden folders are asked for"""
        self._in = [_compile(pattern) for pattern in include]
        self._out = [_compile(pattern) for pattern in exclude]

    def includes(self, path: str) -> bool:
        """Whether a pattern of `include` takes the path."""
        return any(pattern.match(path) for pattern in self._in)

    def excludes(self, path: str) -> bool:
        """Whether a pattern of `exclude` leaves it out."""
        return any(pattern.match(path) for pattern in self._out)


_WORD = regex.compile(r"\*\*/|\*\*|\*|\?|\[!?[^\]/]+\]|.", regex.DOTALL)
_MEANING = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def _compile(pattern: str) -> regex.Pattern[str]:
    body = pattern.removeprefix("./").strip("/")
    if "/" not in pattern.rstrip("/"):
        body = f"**/{body}"
    words = (_MEANING.get(word) or _literal(word) for word in _WORD.findall(body))
    try:
        return regex.compile(f"{''.join(words)}(?:/.*)?\\Z", regex.DOTALL)
    except regex.error as error:
        raise UsageError(f"{pattern!r} is no pattern of paths: {error}; [ab] and [a-z] are sets") from None


def _literal(word: str) -> str:
    if len(word) > 2 and word.startswith("["):
        inner = word[1:-1].replace("\\", "\\\\").replace("[", "\\[").replace("&&", "&\\&").replace("||", "|\\|")
        return f"[^{inner[1:]}]" if inner.startswith("!") else f"[{inner}]"
    return regex.escape(word)
