"""Text that knows where every character came from.

    text = Text.of(raw)                         # the decoded page, or the text of its HTML
    text = text.rewrite([Edit(0, 2, "")])       # edits are given on the text as it stands; they compose
    text.raw_span(10, 14)                       # [start, end) in the raw page, exact by construction

A `Text` is the working string and a sorted list of the places where its length differs from the raw page. Between two
places the shift is constant and character n stands for character n, changed or not: an edit of equal length leaves no
place. A place maps as a whole, so a span that begins or ends inside it snaps outward.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ppx.records import Script

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ppx.records import Caution, Span


class Edit(NamedTuple):
    """Put `text` in the place of `[start, end)` of the text as it stands; an empty place inserts, an empty text deletes."""

    start: int
    end: int
    text: str


class Place(NamedTuple):
    """`[start, end)` of the working string stands as a whole for `[raw_start, raw_end)` of the raw page."""

    start: int
    end: int
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class Text:
    """A working string with its way back to the raw page; change it with `rewrite` only."""

    value: str
    """the string as it stands"""
    places: tuple[Place, ...] = ()
    """where its length differs from the raw page, in text order, none overlapping"""
    _starts: tuple[int, ...] = field(default=(), repr=False, compare=False)
    _ends: tuple[int, ...] = field(default=(), repr=False, compare=False)

    @classmethod
    def of(cls, raw: str) -> Text:
        """The raw page itself."""
        return cls(raw)

    def __len__(self) -> int:
        return len(self.value)

    def __str__(self) -> str:
        return self.value

    def rewrite(self, edits: Iterable[Edit]) -> Text:
        """A new text with the edits made.

        `edits` are in code points of this text, sorted, and do not overlap. Where they change nothing, the text itself
        comes back.

        Raises:
            ValueError: edits out of order, overlapping or outside the text; it names the edit.
        """
        value, made, out, at, shift = self.value, [], [], 0, 0
        for edit in edits:
            start, end, text = edit
            if not at <= start <= end <= len(value):
                raise ValueError(
                    f"{edit!r} overlaps the one before it or lies outside a text of {len(value)} characters"
                )
            out.append(value[at:start])
            out.append(text)
            at = end
            if len(text) != end - start:
                made.append(Place(start + shift, start + shift + len(text), start, end))
                shift += len(text) - (end - start)
        out.append(value[at:])
        changed = "".join(out)
        if not made:
            return self if changed == value else _text(changed, self.places)
        return _text(changed, _compose(self.places, made))

    def cut(self, start: int, end: int) -> Text:
        """The part `[start, end)` as a text of its own, with the same way back."""
        return self.rewrite([Edit(0, start, ""), Edit(end, len(self.value), "")])

    def raw_span(self, start: int, end: int) -> Span:
        """The `[start, end)` of the raw page that `[start, end)` of this text stands for; deletions at its edges stay out."""
        if not self.places:
            return start, end
        first = self._raw_start(start)
        return first, max(first, self._raw_end(end))

    def _raw_start(self, at: int) -> int:
        """Where the character at `at` begins in the raw page."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return at
        place = self.places[index]
        if at < place.end:
            return place.raw_start
        return place.raw_end + at - place.end

    def _raw_end(self, at: int) -> int:
        """Where the character before `at` ends in the raw page."""
        index = bisect_left(self._ends, at)
        if index < len(self.places):
            place = self.places[index]
            if place.start < at:
                return place.raw_end
        index = bisect_left(self._starts, at) - 1
        if index < 0:
            return at
        place = self.places[index]
        return place.raw_end + at - place.end


@dataclass(frozen=True, slots=True)
class Draft:
    """A document on its way to clean text. Normalizers take one and return one."""

    text: Text
    """the paragraphs, joined by line breaks; a normalizer adds and removes none"""
    title: Text | None
    """its own title"""
    script: Script = field(default_factory=Script)
    cautions: tuple[Caution, ...] = ()
    """what a normalizer warns of; `lines` holds a `raw_span`, which the pipeline turns into lines of the page"""


def _text(value: str, places: Sequence[Place]) -> Text:
    return Text(value, tuple(places), tuple(p.start for p in places), tuple(p.end for p in places))


_NEVER = (sys.maxsize, sys.maxsize)


def _compose(old: tuple[Place, ...], new: list[Place]) -> list[Place]:
    """The places of a text that was changed by `old` (raw → middle) and then by `new` (middle → text).

    Places of the two that overlap become one; places that only touch stay apart, so that a deletion beside a word never
    widens the word's span. Insertions may be in one place, and make one; all else of one change stands apart already.
    """
    if not old and not any(place.raw_start == place.raw_end for place in new):
        return new
    out: list[Place] = []
    i = j = 0
    shift_raw = shift_new = 0  # raw = middle + shift_raw, text = middle + shift_new, between places
    old_spans = [*((place.start, place.end) for place in old), _NEVER]
    new_spans = [*((place.raw_start, place.raw_end) for place in new), _NEVER]
    while i < len(old) or j < len(new):
        if old_spans[i][1] < new_spans[j][0] and old_spans[i][1] < old_spans[i + 1][0]:  # it meets none
            start, end, raw_start, raw_end = old[i]
            out.append(Place(start + shift_new, end + shift_new, raw_start, raw_end))
            shift_raw = raw_end - end
            i += 1
            continue
        low, high = min(old_spans[i], new_spans[j])
        raw_low, text_low = low + shift_raw, low + shift_new
        while True:
            if i < len(old) and _meets(*old_spans[i], low, high):
                high = max(high, old[i].end)
                shift_raw = old[i].raw_end - old[i].end
                i += 1
            elif j < len(new) and _meets(*new_spans[j], low, high):
                high = max(high, new[j].raw_end)
                shift_new = new[j].end - new[j].raw_end
                j += 1
            else:
                break
        out.append(Place(text_low, high + shift_new, raw_low, high + shift_raw))
    return out


def _meets(start: int, end: int, low: int, high: int) -> bool:
    """True where the two share a character, one is empty and strictly inside the other, or both are the same."""
    return (start < high and low < end) or (start == low and end == high)
