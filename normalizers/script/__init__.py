"""Script: traditional characters become simplified ones, and mainland text that a converter reworded gets its words back.

simplified    stray traditional and Japanese forms only, character by character
taiwan        characters; the words stay
traditional   characters; the words were mainland's all along, but for a few terms of policy that have one wording
2023, 2026    mainland text that OpenCC's s2twp reworded: the way back (`restore`)
other         characters, with a warning: some words stay the converter's
"""

from __future__ import annotations

from dataclasses import replace
from operator import ne
from typing import TYPE_CHECKING, Literal

from ppx.normalizers.script import classes, forms, origin, restore
from ppx.records import Caution, Script
from ppx.text import Edit

if TYPE_CHECKING:
    from ppx.normalizers.script.wording import Version
    from ppx.text import Draft, Text

MIXED = 0.01
"""share of foreign characters from which simplified text counts as mixed"""


def simplify(draft: Draft) -> Draft:
    """The draft in simplified characters; `draft.script` says what was found and done."""
    old = draft.text.value
    foreign = forms.find_foreign(old)
    if forms.is_simplified(old, foreign):
        return _mended(draft, foreign)
    plain = forms.simplified(old)
    profile, made = classes.judge_traditional(old, plain)
    if profile == "2023" or profile == "2026":
        return _restored(draft, made or restore.restore(old, plain, profile), profile)
    cautions = draft.cautions
    if profile == "other":
        message = (
            "a converter that is not known reworded this text; characters were simplified, some words may stay Taiwan's"
        )
        cautions = (*cautions, Caution("unknown_converter", message, lines=draft.text.raw_span(0, len(old))))
    text, changed = _put(draft.text, [_whole(plain)])
    title = draft.title and _put(draft.title, [_whole(forms.simplified(draft.title.value))])[0]
    if profile != "taiwan" and origin.taiwan(plain) < -classes.DISTANT:
        text, more = _put(text, list(origin.fixed(text.value)))
        title = title and _put(title, list(origin.fixed(title.value)))[0]
        changed += more
    script = Script("hant", "chars" if profile == "taiwan" else "t2s", changed)
    return replace(draft, text=text, title=title, cautions=cautions, script=script)


def _mended(draft: Draft, foreign: set[str]) -> Draft:
    """Simplified text with its stray forms mended."""
    new = forms.mend(draft.text.value) if foreign else draft.text.value
    title = draft.title and _put(draft.title, [_whole(forms.mend(draft.title.value))])[0]
    if new == draft.text.value:
        return replace(draft, title=title)
    text, changed = _put(draft.text, [_whole(new)])
    detected: Literal["hans", "mixed"] = "mixed" if changed >= MIXED * len(new) else "hans"
    return replace(draft, text=text, title=title, script=Script(detected, "none", changed))


def _restored(draft: Draft, made: restore.Restored, version: Version) -> Draft:
    """Reworded mainland text with its words back."""
    text, changed = _put(draft.text, made.edits)
    title = draft.title
    if title:
        back = restore.restore(title.value, forms.simplified(title.value), version)
        title, _ = _put(title, back.edits)
    cautions = tuple(
        Caution(
            "unproven_wording",
            "the converter that made this page does not give this paragraph from what was restored; check its wording",
            lines=draft.text.raw_span(*span),
        )
        for span in made.unproven
    )
    script = Script("hant", "s2twp-inverse", changed, made.uncertain)
    return replace(draft, text=text, title=title, script=script, cautions=draft.cautions + cautions)


def _whole(new: str) -> Edit:
    return Edit(0, len(new), new)


def _put(text: Text, edits: list[Edit] | tuple[Edit, ...]) -> tuple[Text, int]:
    """The text with the edits made, and how many characters they changed."""
    changed = 0
    for start, end, new in edits:
        old = text.value[start:end]
        if len(new) == len(old):
            changed += sum(map(ne, old, new))
        else:
            changed += max(len(old), len(new))
    return text.rewrite(edits), changed
