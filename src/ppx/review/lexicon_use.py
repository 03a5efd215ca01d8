"""Which entries of a lexicon can never be used: their words do not stand in a text as ppx reads it.

Texts reach the extractors in simplified characters and half-width letters; pages are judged with half-width punctuation too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx import divisions, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

RAW = frozenset({"encodings", "labels", "noise", "script"})
"""lexicons that are held against a page before its script and its width are settled"""
FOLDED = frozenset({"forms", "main_text", "threads"})
"""lexicons that are held against folded lines"""
UNWRITTEN = (
    "organs.endings.", "organs.renamed.", "organs_national.renamed.", "organs_local.grids.", "organs_local.expand.", "labels.meta.",
    "encodings.", "script.", "forms.fold.", "kinds.same.", "headings.finite.",
)  # fmt: skip
"""entries that are parts or values of others: no text need hold them"""
# ｡ａＡ１ and the like, which become half-width letters and digits
_WIDE = regex.compile(r"[０-９Ａ-Ｚａ-ｚ]")
_WIDE_MARKS = regex.compile(r"[！-／：-＠［-｀｛-～〔〕【】“”]")


def written(path: tuple[str, ...], word: str | None) -> str:
    """The entry as a text would write it: the word, or the name that has a value."""
    if word is not None:
        return word
    return path[1] if path[0] == "organs" else path[-1]


def never(name: str, path: tuple[str, ...], word: str | None) -> Iterator[str]:
    """Why the entry can never be used, if it cannot."""
    shown = written(path, word).removeprefix("-")
    if _is_form(name, path):
        return
    if shown != shown.strip():
        yield f"never used: there are blanks around {shown.strip()}"
    foreign = sorted(set(shown) & set(lexicon.package("script")["foreign"]))
    if foreign and name not in RAW and not (name == "forms" and path[0] == "fold"):
        yield f"never used: texts are read in simplified characters, and {''.join(foreign)} are none"
    if name not in RAW and _WIDE.search(shown):
        yield f"never used: texts are read with half-width letters and digits, and {shown} has full-width ones"
    if name in FOLDED and path[0] != "fold" and _WIDE_MARKS.search(shown):
        yield f"never used: pages are judged with half-width marks and ( ) for every bracket, and {shown} has others"
    yield from _unknown_division(name, path, word)


def _is_form(name: str, path: tuple[str, ...]) -> bool:
    """Whether the entry is a form of a seal: its organ is judged by its official name alone."""
    return (name, path[0]) == ("organs", "organs") and path[-1] != "organ"


def _unknown_division(name: str, path: tuple[str, ...], word: str | None) -> Iterator[str]:
    """An entry of a division that is none."""
    if name == "organs_local" and path[0] in ("places", "grids"):
        code = path[1] + ("0000" if path[0] == "grids" else "")
        if not divisions.coded(code):
            yield f"never used: no division has the code {code}"
    if name == "regions" and path[0] == "codes" and word is not None and not divisions.named(word):
        yield f"never used: no division has the official name {word}"


def stands(name: str, path: tuple[str, ...], word: str | None, text: str) -> bool:
    """Whether the entry stands in the text; True for those that no text need hold."""
    if ".".join((name, *path)).startswith(UNWRITTEN) or (word or "").startswith("-") or _is_form(name, path):
        return True
    shown = written(path, word)
    if name == "organs" and path[0] == "stems" and word is not None:
        return any(shown + ending in text for ending in lexicon.package("organs")["endings"])
    return shown in text
