"""The scan that finds time expressions: `triggers` say where, a lead word may stand before (到, 自, 有效期), the forms of `patterns` say what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ppx import lexicon
from ppx.extractors.deadlines import triggers
from ppx.extractors.deadlines.patterns import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import regex

_GROUPS = {rule: frozenset(form.groupindex) for rule, _, form in FORMS}
_ANYWHERE = tuple((rule, form) for rule, first, form in FORMS if first is None)
_BY_FIRST = {
    character: tuple((rule, form) for rule, first, form in FORMS if first is None or character in first)
    for character in {character for _, first, _ in FORMS for character in first or ""}
}
"""the forms that may begin with a character; for every other one `_ANYWHERE`"""


@lexicon.cached
def _leads() -> Mapping[str, tuple[str, ...]]:
    """Words that open an expression by their last character, longer ones first: 有效期至 before 至."""
    leads: dict[str, tuple[str, ...]] = {}
    for word in sorted(lexicon.load("deadlines")["words"]["leads"], key=len, reverse=True):
        leads[word[-1]] = (*leads.get(word[-1], ()), word)
    return leads


_REGARDING = ("考虑到", "认识到", "注意到", "意识到", "预见到", "预计到")
"""words that end like a lead and are none: 考虑到|今年财政收支"""


class Found(NamedTuple):
    """A time expression where it stands."""

    rule: str
    start: int
    end: int
    text: str
    match: regex.Match[str]

    def group(self, name: str) -> str | None:
        """What the named group holds; None where the form has no such group."""
        held: str | None = self.match[name] if name in _GROUPS[self.rule] else None
        return held


def scan(text: str) -> Iterator[Found]:
    """Every time expression of the text, from left to right, none overlapping another."""
    done = 0
    for at in triggers.find(text):
        found = _match(text, at, done) if at >= done else None
        if found:
            done = found.end
            yield found


def _match(text: str, at: int, done: int) -> Found | None:
    lead = _lead(text, at, done)
    for begin in (at - len(lead), at) if lead else (at,):
        for rule, form in _BY_FIRST.get(text[begin], _ANYWHERE):
            match = form.match(text, begin)
            if match and match.end() > at:
                return Found(rule, begin, match.end(), match.group(), match)
    return None


def _lead(text: str, at: int, done: int) -> str:
    """The lead word that ends at `at`, without what belongs to the expression before."""
    if at <= done or text[max(done, at - 3) : at] in _REGARDING:
        return ""
    return next((word for word in _leads().get(text[at - 1], ()) if text.endswith(word, done, at)), "")
