"""Quality flags: what of a run a person should look at, told by the rows of its pages and by those of the run before.

    for anomaly in find(run.pages, last.pages, entries): ...

Every figure here says only that a page is unlike others: each message names what to look at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from math import log
from statistics import median
from typing import TYPE_CHECKING

from ppx.records import Anomaly

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ppx.records import Summary

PROMISES = {
    "agencies": ("labels of responsibility", "agency"),
    "deadlines": ("days and years to act by", "deadline"),
    "targets": ("percentages", "target"),
}
"""the signs of a summary by kind of record: what they are, and what they promise"""
PROMISED = 3
"""signs from which a page without a record of the kind is odd"""
ENOUGH = 20
"""pages from which figures of a corpus say something of one page"""
ODD = 3.5
"""robust standard scores from which a value is an outlier (Iglewicz and Hoaglin 1993)"""
NARROW = 0.5
"""least spread of kept shares, in log odds: where nearly all pages are alike a small difference is none"""
SLACK = 0.05
"""share of a page whose keeping or dropping says nothing"""
YIELDS = ("characters", "clauses", "agencies", "deadlines", "targets")
TIMES, LEAST = 2.0, {"characters": 500}
"""a page's yield changed if it is this many times what it was, and by 10 records or 500 characters at least"""
SHIFT = 0.2
"""share by which the mean yield of a page may change from run to run"""
MENTIONS, PAGES, SHOWN = 5, 2, 20
"""an unknown name counts from so many mentions on so many pages; so many names are shown, the most frequent first"""


def find(
    pages: Sequence[Summary], last: Mapping[str, Summary] | None = None, entries: Iterable[str] = ()
) -> Iterator[Anomaly]:
    """The anomalies of a run: page by page, then those of the whole; `entries` are all of the team's own lexicons.

    Results that are kept of pages that are gone are not judged again.
    """
    here = [s for s in pages if s.status != "missing"]
    before = last or {}
    odd = dict(_odd_shares(here))
    for summary in here:
        yield from _of_page(summary)
        if summary.path in odd:
            yield Anomaly(summary.path, None, "kept_share", odd[summary.path])
        if summary.path in before:
            yield from _against(summary, before[summary.path])
    yield from _duplicates(pages)
    yield from _unknown(here)
    yield from _unused(here, entries)
    yield from _shifted(here, list(before.values()))


def _of_page(summary: Summary) -> Iterator[Anomaly]:
    """What the page tells by itself."""
    if summary.error:
        yield Anomaly(summary.path, None, "failed", summary.error.message)
    elif not summary.documents:
        message = "the page gave no document; look whether it holds an article"
        yield Anomaly(summary.path, None, "no_document", message)
    elif not summary.clauses:
        message = "the page gave documents without a clause; look whether its text has markers"
        yield Anomaly(summary.path, None, "no_clauses", message)
    if summary.records_failed:
        message = f"{summary.records_failed} of {summary.records} records have an error; look at them in the part of the container"
        yield Anomaly(summary.path, None, "records_failed", message)
    for kind, signs in summary.signs:
        if signs >= PROMISED and not getattr(summary, kind):
            what, record = PROMISES[kind]
            message = f"the text has {signs} {what} and gave no {record}; look at the page with ppx explain"
            yield Anomaly(summary.path, None, "no_yield", message)
    jumps = summary.warnings.count("number_jump")
    if jumps:
        message = f"jumps in the count of clauses: {jumps}; look whether clauses were lost (ppx explain)"
        yield Anomaly(summary.path, None, "number_jump", message)


def _odd_shares(pages: Sequence[Summary]) -> Iterator[tuple[str, str]]:
    """Pages of which far more or less was kept than of others of their media type, with what is to be said of each."""
    kinds: defaultdict[str, list[Summary]] = defaultdict(list)
    for summary in pages:
        if summary.documents:
            kinds[summary.media_type].append(summary)
    for kind, held in kinds.items():
        odds = [log((_share(s) + SLACK) / (1 - _share(s) + SLACK)) for s in held]
        middle = median(odds)
        spread = max(NARROW, 1.4826 * median(abs(value - middle) for value in odds))
        usual = median(_share(s) for s in held)
        for summary, value in zip(held, odds, strict=True) if len(held) >= ENOUGH else ():
            if abs(value - middle) > ODD * spread:
                message = f"{_share(summary):.0%} of the page was kept, of {kind} pages here mostly {usual:.0%}"
                yield summary.path, f"{message}; look at what was dropped (ppx explain)"


def _share(summary: Summary) -> float:
    return summary.characters / max(1, summary.characters + summary.dropped)


def _against(now: Summary, before: Summary) -> Iterator[Anomaly]:
    """A page that yields far more or less than in the run before."""
    if now.error or before.error:
        return
    pairs = {name: (getattr(before, name), getattr(now, name)) for name in YIELDS}
    said = [
        f"{name} {one:,} → {two:,}"
        for name, (one, two) in pairs.items()
        if abs(two - one) >= LEAST.get(name, 10) and max(one, two) > TIMES * min(one, two)
    ]
    if said:
        same = now.sha256 == before.sha256
        cause = "the raw page is the same, so look at the rules" if same else "the raw page changed"
        yield Anomaly(now.path, None, "yield_changed", f"{', '.join(said)} since the last run; {cause}")


def _duplicates(pages: Sequence[Summary]) -> Iterator[Anomaly]:
    for path, times in Counter(s.path for s in pages).items():
        if times > 1:
            message = f"{times} pages have this path, so their documents share ids; give each a path of its own"
            yield Anomaly(path, f"{path}#1", "duplicate_id", message)


def _unknown(pages: Sequence[Summary]) -> Iterator[Anomaly]:
    """The names of agencies that stand most often without a key."""
    mentions: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for summary in pages:
        mentions.update(dict(summary.unknown))
        held.update(name for name, _ in summary.unknown)
    often = [
        n for n in sorted(mentions, key=lambda n: (-mentions[n], n)) if mentions[n] >= MENTIONS and held[n] >= PAGES
    ]
    for name in often[:SHOWN]:
        message = (
            f"{name} is named {mentions[name]} times on {held[name]} pages and has no key; "
            "if its document has a region and it is an organ, enter it in organs.toml of your own lexicons (docs/lexicons.md)"
        )
        yield Anomaly(None, None, "unknown_agency", message)


def _unused(pages: Sequence[Summary], entries: Iterable[str]) -> Iterator[Anomaly]:
    used = {entry for summary in pages for entry in summary.entries}
    for entry in entries:
        if entry not in used:
            message = (
                f"{entry} of your own lexicons stands on none of the pages; take it out or mend it (ppx lexicon check)"
            )
            yield Anomaly(None, None, "unused_entry", message)


def _shifted(pages: Sequence[Summary], before: Sequence[Summary]) -> Iterator[Anomaly]:
    """A mean yield that is another than in the run before."""
    if min(len(pages), len(before)) < ENOUGH:
        return
    for name in YIELDS:
        one, two = (sum(getattr(s, name) for s in run) / len(run) for run in (before, pages))
        if abs(two - one) > SHIFT * max(one, two):
            message = (
                f"{name} a page: {one:,.1f} in the last run, {two:,.1f} now; look at what changed in pages or rules"
            )
            yield Anomaly(None, None, "yield_changed", message)
