"""Which profile a text needs.

The share of foreign characters parts traditional text from simplified. Traditional text is weighed in nats, on as much of it as
decides: whose language it is (`origin`), and whether a forward converter made it. For the converter speak the words that
mainland text would not have there (資訊 專案 支援), each by how unlikely it is in its company; against it, every character that
the converter would have made another. `benchmarks/script_classes.py` measures both on unseen text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from ppx.normalizers.script import forms, origin, restore
from ppx.normalizers.script.wording import VERSIONS, Version

if TYPE_CHECKING:
    from ppx.normalizers.script.restore import Restored

Profile = Literal["simplified", "taiwan", "traditional", "2023", "2026", "other"]
"""what a text is: `2023` and `2026` are mainland text reworded by OpenCC with the dictionaries of those years, `other` is
reworded by something else"""

SURELY_TAIWAN = 12.0
"""nats from which a text is Taiwan's own, whatever words it has"""
SLIP = 5.0
"""nats against a converter for each character that it would not have left so"""
PRIOR = 1.0
"""nats by which a converter's words must outweigh that most traditional text was not reworded"""
DISTANT = 10.0
"""nats by which a text must speak for the mainland; what is missing its converter's words must make up for"""
STRANGE = 8.0
"""nats of a converter's words, more than a nat for each slip, from which some other converter made the text"""
ENOUGH = 20_000
"""characters that are weighed of a longer text"""


class Finding(NamedTuple):
    """What a text is, and its restored wording where that was made on the way."""

    profile: Profile
    made: Restored | None = None


def judge(text: str) -> Profile:
    """What the text is."""
    simplified = forms.is_simplified(text, forms.find_foreign(text))
    return "simplified" if simplified else judge_traditional(text, forms.simplified(text)).profile


def judge_traditional(text: str, plain: str) -> Finding:
    """What a traditional text is; `plain` is the same in simplified characters."""
    some, some_plain = _thinned(text, plain)
    theirs = origin.taiwan(some_plain)
    if theirs >= SURELY_TAIWAN:
        return Finding("taiwan")
    version, made = _likeliest(some, some_plain)
    if made.gain - SLIP * made.drift > PRIOR + max(0.0, theirs + DISTANT):
        return Finding(version, made if some == text else None)
    if theirs > 0:
        return Finding("taiwan")
    return Finding("other" if made.gain >= max(STRANGE, made.drift) else "traditional")


def _likeliest(text: str, plain: str) -> tuple[Version, Restored]:
    """The version that the text fits best, the older where both do alike: it made most pages."""
    old, new = VERSIONS
    older = restore.restore(text, plain, old)
    if not older.drift and older.gain > PRIOR:
        return old, older
    newer = restore.restore(text, plain, new)
    return (new, newer) if newer.gain - SLIP * newer.drift > older.gain - SLIP * older.drift else (old, older)


def _thinned(text: str, plain: str) -> tuple[str, str]:
    """Lines from all over a long text; both sides alike."""
    every = -(-len(text) // ENOUGH)
    if every < 2:
        return text, plain
    return "\n".join(text.split("\n")[::every]), "\n".join(plain.split("\n")[::every])
