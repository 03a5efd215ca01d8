"""Main text: which lines of a page are document text, decided for the whole page at once, each with a reason."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from ppx.normalizers.main_text.body import placed
from ppx.normalizers.main_text.course import decide
from ppx.normalizers.main_text.doubles import without_doubles
from ppx.normalizers.main_text.furniture import BULLETS
from ppx.normalizers.main_text.headlines import brief, without_headlines
from ppx.normalizers.main_text.neighbours import compared
from ppx.normalizers.main_text.rulings import find_ruled
from ppx.normalizers.main_text.sheets import find_sheets, with_rows
from ppx.normalizers.main_text.signs import look
from ppx.normalizers.main_text.threads import find_threads
from ppx.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ppx.normalizers.main_text.signs import Sign
    from ppx.records import Page


def judge(page: Page) -> tuple[Verdict, ...]:
    """A verdict for every line of the page that is not blank, in order."""
    found = with_rows(list(look(page)))
    ruled = dict(find_ruled(page, found))
    apart = {n: sign for n, sign in {**find_threads(found), **find_sheets(found)}.items() if n not in ruled}
    rest = [sign for n, sign in enumerate(found) if n not in apart and n not in ruled]
    verdicts = [_verdict(sign, None, keep=False) for sign in apart.values()]
    verdicts += ruled.values()
    verdicts += _judge(page, rest) if rest else ()
    return tuple(sorted(verdicts, key=attrgetter("span")))


def _judge(page: Page, found: Sequence[Sign]) -> Iterator[Verdict]:
    """The verdicts on the lines that neither a page break nor a thread of readers put there."""
    signs = placed(compared(found))
    kept = decide(signs)
    if not any(kept) and any(line.hidden for line in page.lines):
        spans = {sign.span for sign in found}  # the whole page waits for a script to show it
        signs = placed(compared(sign for sign in look(page, hidden=True) if sign.span in spans))
        kept = decide(signs)
    if not any(kept):
        kept = brief(signs, page.source.headline)
    kept, doubles = without_doubles(signs, kept)
    kept, heads = without_headlines(signs, kept, page.source.headline)
    reasons = {**doubles, **heads}
    for n, (sign, keep) in enumerate(zip(signs, kept, strict=True)):
        yield _verdict(sign, reasons.get(n), keep=keep)


def _verdict(sign: Sign, reason: str | None, *, keep: bool) -> Verdict:
    span, text, form, weight, against, evidence, _, _, _, shown = sign
    told = text == shown and form != "row" and text[0] not in BULLETS
    return Verdict(
        span, keep, form if keep else reason or against or "noise", evidence, form, weight, text if told else ""
    )
