"""Phrases: what a site says around documents (lexicons/main_text.toml), ready to be looked for.

Words are in `re` here: so many in one pattern are ten times as fast as in `regex`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ppx.lexicon import cached, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PARTS = "()|/,、-"
"""what parts the buttons of a line, beside blanks"""
PARTING = re.compile(rf"[\s{re.escape(PARTS)}]+")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words by their place in a line, each with the reason to drop the line."""

    whole: Mapping[str, str]
    """all of it"""
    whole_opens: frozenset[str]
    """how a line of nothing but these begins: as one of them, or with what parts them"""
    starts: Mapping[str, str]
    """at its head"""
    starts_open: frozenset[str]
    """how these begin"""
    start: re.Pattern[str]
    inside: Mapping[str, str]
    """anywhere in it"""
    held: re.Pattern[str]
    labels: frozenset[str]
    """before a colon, on lines of the site"""
    loose: frozenset[str]
    """before a colon, on lines of documents too"""
    subjects: frozenset[str]
    """at the head of a line of the site, or of a sentence of a policy that speaks of it"""

    def button(self, text: str) -> str:
        """The reason to drop a line that is nothing but the site's buttons, `【打印】【关闭】`; empty where it is another."""
        if text[0] not in self.whole_opens and not text[0].isspace():
            return ""
        if found := self.whole.get(text):
            return found
        reasons = [self.whole.get(word, "") for word in PARTING.split(text) if word]
        return reasons[0] if reasons and all(reasons) else ""


@cached
def phrases() -> Phrases:
    """The phrases of the lexicon in force."""
    tables = load("main_text")
    whole = {word: reason for reason, table in tables.items() for word in table.get("whole", ())}
    starts, inside = _reasons("starts"), _reasons("inside")
    labels, loose, subjects = (
        frozenset(word for table in tables.values() for word in table.get(kind, ()))
        for kind in ("labels", "loose", "subjects")
    )
    return Phrases(
        whole=whole,
        whole_opens=frozenset(PARTS).union(word[:1] for word in whole),
        starts=starts,
        starts_open=frozenset(word[:1] for word in starts),
        start=_any(starts),
        inside=inside,
        held=_any(inside),
        labels=labels,
        loose=loose,
        subjects=subjects,
    )


def _reasons(kind: str) -> dict[str, str]:
    """All words of a kind and the reason of each, the first that has it."""
    reasons: dict[str, str] = {}
    for reason, table in load("main_text").items():
        for word in table.get(kind, ()):
            reasons.setdefault(word, reason)
    return reasons


def _any(words: Iterable[str]) -> re.Pattern[str]:
    """A search for the words, those that begin alike in one branch: half as many to try at each place."""
    tails: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        tails[word[:1]].append(re.escape(word[1:]))
    return re.compile("|".join(f"{re.escape(head)}(?:{'|'.join(rest)})" for head, rest in tails.items()) or "(?!)")
