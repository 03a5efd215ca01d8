"""Scores of the text itself: main text, links to raw lines, restored wording."""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ppx.errors import UsageError
from ppx.folding import plain
from ppx.review.likeness import fold, likeness, shingles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ppx.review.tally import Tally

Json = dict[str, Any]
WIDTH = 4
"""characters of a run: long enough that runs of other text seldom agree"""
LINKED = 0.9
"""likeness from which a paragraph is that of its raw lines"""


def score_text(
    answers: Json, documents: Sequence[Json], gold: Path, raw: Path | None, tallies: dict[str, Tally]
) -> None:
    """Main text of any page; line links and restored wording of a text page.

    Raises:
        UsageError: the raw page is needed and not in `raw`.
    """
    whole = shingles(fold("\n".join(f"{d['title'] or ''}\n{d['text']}" for d in documents)), WIDTH)
    if "main" in answers:
        wanted = shingles(fold((gold / answers["main"]).read_text("utf-8")), WIDTH)
        tallies["main_text"].compare(wanted.elements(), whole.elements(), None)
        return
    restored = gold / f"{Path(answers['page']).stem}.gold.txt"
    if "kept" not in answers and not restored.exists():
        return
    source = restored if restored.exists() else _raw_page(raw, answers["page"])
    # what is written is simplified, so the raw page is compared in simplified characters
    lines = plain(source.read_text("utf-8", "replace")).split("\n")
    kept = answers.get("kept") or [[1, len(lines)]]
    numbers = [n for first, last in kept for n in range(first, last + 1) if n <= len(lines) and fold(lines[n - 1])]
    found = by_lines(documents)
    if "kept" in answers:
        wanted = shingles("".join(fold(lines[n - 1]) for n in numbers), WIDTH)
        tallies["main_text"].compare(wanted.elements(), whole.elements(), None)
        for (first, last), text in sorted(found.items()):
            right = is_linked(text, "".join(lines[max(0, first - 1) : last]))
            tallies["line_links"].ask(right, f"{answers['page']} lines {first}-{last}: {text[:30]}")
    if restored.exists():
        compare_wording(lines, numbers, found, answers["page"], tallies["restored_chars"])


def _raw_page(raw: Path | None, name: str) -> Path:
    found = next((file for file in sorted(raw.rglob("*")) if file.name == name), None) if raw else None
    if found is None:
        raise UsageError(f"raw page {name} not found; give its folder with --raw")
    return found


def by_lines(documents: Sequence[Json]) -> dict[tuple[int, int], str]:
    """Found text, titles included, by the raw lines that it says it comes from."""
    found: dict[tuple[int, int], str] = defaultdict(str)
    for d in documents:
        if d["title_lines"]:
            found[tuple(d["title_lines"])] += d["title"] or ""
        for p in d["paragraphs"]:
            if p["lines"]:
                found[tuple(p["lines"])] += d["text"][slice(*p["span"])]
    return found


def is_linked(text: str, raw: str) -> bool:
    """True where the text stands in its raw lines, or reads like them."""
    return bool(fold(text)) and (fold(text) in fold(raw) or likeness(text, raw) >= LINKED)


def compare_wording(
    lines: Sequence[str], numbers: Sequence[int], found: dict[tuple[int, int], str], page: str, tally: Tally
) -> None:
    """Count the characters of restored lines that came out as they should."""
    covering = {n: span for span in found for n in range(span[0], span[1] + 1)}
    done = set()
    for n in numbers:
        span = covering.get(n, (n, n))
        if span in done:
            continue
        done.add(span)
        want, got = fold("".join(lines[span[0] - 1 : span[1]])), fold(found.get(span))
        same = (
            len(want)
            if want == got
            else sum(b.size for b in SequenceMatcher(None, want, got, autojunk=False).get_matching_blocks())
        )
        if want != got:
            tally.rows.append(f"- {page} line {span[0]}: want {want[:60]} got {got[:60]}")
        tally.right += same
        tally.wanted += len(want)
        tally.found += len(got)
