"""Signs: what each line of a page says by itself for and against being document text."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING, NamedTuple

import regex

from ppx.characters import BLANK_OPENS, is_blank
from ppx.folding import is_glossed, paragraphs, plain, unglossed
from ppx.forms import STRONG_MARKER, form
from ppx.normalizers.main_text.doubles import COPIED, second_copy
from ppx.normalizers.main_text.furniture import FURNITURE, NOTHING, Against, bare, furniture, is_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.records import Line, Page, Span


class Sign(NamedTuple):
    """A line that is not blank (or a paragraph of one that lost its breaks), and what speaks for and against it."""

    span: Span
    text: str
    """the line as `ppx.folding.plain` folds it, without markup, bullets and blanks at its ends"""
    form: str
    """what it is by its shape: a name from `ppx.forms.form`"""
    weight: float
    """above 0 for document text, below 0 for the site's; a unit is about a factor of e in the odds"""
    reason: str = ""
    """why it would be dropped"""
    evidence: str = ""
    """the word or the measure that decided"""
    gap: int = 0
    """blank lines above it"""
    block: str = ""
    """the container that holds it"""
    tag: str = ""
    shown: str = ""
    """the line as `ppx.folding.plain` folds it, without blanks at its ends"""


FOREIGN = -2.0
"""at this weight and below a line is the site's, whatever stands around it"""
STRONG = 5.0
"""a marker that only rules and official documents use"""
FOR = {
    "marker": 3.0,
    "attachment": 2.0,
    "number": 4.0,
    "date": 1.5,
    "duty": 3.0,
    "enacted": 3.0,
    "publicity": 6.0,
    "salutation": 4.0,
    "title": 0.8,
    "signature": 0.3,
    "short": -0.3,
    "broken": 0.5,
    "row": 0.5,
    "preface": 2.0,
}
"""what a form weighs where nothing else is known; titles stand in link lists as well"""
BROKEN = 18
"""characters from which a line with a comma and no stop may be a piece of a sentence, as where lines are broken at a width"""
PREFACE, PREFACES = frozenset("前引序导概"), regex.compile(r"(?:前|引|序|导)\s{0,4}言|概\s{0,4}述|序")
"""the headings without a number that open a plan, and how they begin"""
HIDDEN = Against("hidden", "hidden", -9.0)
COPY = -9.0
"""the second copy of a text on one line"""
DEBRIS = ('">', '"/>', '" />')
"""how what is left of a tag ends: `…不超过三年">`"""
AGAIN = 2.5
"""what a short line loses that repeats the one above: slogans, headlines"""
SENTENCE, SENTENCES, MOST = 1.5, 0.5, 9.0
"""what a line of prose gains by a full stop, by each of the first four, and what it weighs at most"""


def look(page: Page, *, hidden: bool = False) -> Iterator[Sign]:
    """The signs of every line that is not blank, in order; with `hidden` those that a browser hides count as shown."""
    raw, folded = page.text, plain(page.text)
    glossed = is_glossed(folded)
    gap, above = 0, ""
    for line in page.lines:
        first, last = line.start, line.end
        if first == last or (raw[first] in BLANK_OPENS and is_blank(raw[first:last])):
            gap += 1
            continue
        copy = second_copy(raw, first, last) if last - first >= COPIED else last
        for span in paragraphs(raw, first, copy, row=line.tag == "tr"):
            shown = folded[span[0] : span[1]].strip()
            sign = _sign(line, span, unglossed(shown) if glossed else shown, above, gap, hidden=hidden)
            yield sign
            gap, above = 0, sign.text
        if copy < last:
            above = folded[copy:last]
            yield Sign((copy, last), above, "prose", COPY, "duplicate", "second copy", block=line.block)
            gap = 0


def _sign(line: Line, span: Span, shown: str, above: str, gap: int, *, hidden: bool) -> Sign:
    text = bare(shown)
    shape = form(text)
    weight = FOR["row"] if shape == "short" and is_row(shown) else _weight(text, shape)
    against = HIDDEN if line.hidden and not hidden else _against(line, text, shown, shape, weight)
    reason, evidence, less = against
    if against is not NOTHING:
        weight = less + (min(weight, 0.0) if against.sure else weight)
    if text == above and weight < STRONG and shape not in ("marker", "prose"):
        weight, reason, evidence = weight - AGAIN, reason or "slogan", evidence or "repeated"
    return Sign(span, text, shape, weight, reason, evidence, gap, line.block, line.tag, shown)


def _weight(text: str, shape: str) -> float:
    """What speaks for a line: its form; of prose its length and its full stops."""
    if shape == "marker":
        return (STRONG if STRONG_MARKER.match(text) else FOR["marker"]) + (1.0 if "。" in text else 0.0)
    if shape == "prose":
        marks = text.count("。") + text.count(";")
        return min(MOST, 0.5 * log2(len(text)) - 1.5 + SENTENCE * (marks > 0) + SENTENCES * min(marks, 4))
    if shape == "short" and len(text) >= BROKEN and ("," in text or "、" in text):
        return FOR["broken"]
    if shape == "short" and text[0] in PREFACE and PREFACES.fullmatch(text):
        return FOR["preface"]
    return FOR[shape]


def _against(line: Line, text: str, shown: str, shape: str, weight: float) -> Against:
    """What speaks against a line: links, else the site's words; a marker of official documents vetoes these."""
    if shown[-1:] == ">" and shown.endswith(DEBRIS) and "<" not in shown:
        return Against("noise", "rest of a tag", FURNITURE)
    if line.linked > 0.5 and weight < MOST - 1:
        return Against("related", f"links {line.linked:.0%}", -2.0 - 3.0 * line.linked - 2.0 * (shape != "prose"))
    if shape == "marker" and weight >= STRONG:
        return NOTHING
    against = furniture(text, shown, shape)
    return against._replace(weight=-3.0) if shape == "marker" and against.weight < -3.0 else against
