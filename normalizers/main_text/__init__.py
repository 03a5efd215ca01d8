"""Main text: which lines of a page are document text, decided for the whole page at once, each with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppx.normalizers.main_text.body import placed
from ppx.normalizers.main_text.course import decide
from ppx.normalizers.main_text.doubles import without_doubles
from ppx.normalizers.main_text.headlines import brief, without_headlines
from ppx.normalizers.main_text.neighbours import compared
from ppx.normalizers.main_text.signs import look
from ppx.records import Verdict

if TYPE_CHECKING:
    from ppx.normalizers.main_text.signs import Sign
    from ppx.records import Page


def judge(page: Page) -> tuple[Verdict, ...]:
    """A verdict for every line of the page that is not blank, in order."""
    signs = placed(compared(look(page)))
    kept = decide(signs)
    if not any(kept) and any(line.hidden for line in page.lines):
        signs = placed(compared(look(page, hidden=True)))  # the whole page waits for a script to show it
        kept = decide(signs)
    if not any(kept):
        kept = brief(signs, page.source.headline)
    kept, doubles = without_doubles(signs, kept)
    kept, heads = without_headlines(signs, kept, page.source.headline)
    reasons = {**doubles, **heads}
    return tuple(
        _verdict(sign, reasons.get(n), keep=keep) for n, (sign, keep) in enumerate(zip(signs, kept, strict=True))
    )


def _verdict(sign: Sign, reason: str | None, *, keep: bool) -> Verdict:
    evidence = f"{sign.form} {sign.weight:+.1f} {sign.evidence}".rstrip()
    if keep:
        return Verdict(sign.span, keep=True, reason=sign.form, evidence=evidence)
    return Verdict(sign.span, keep=False, reason=reason or sign.reason or "noise", evidence=evidence)
