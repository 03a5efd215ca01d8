"""Score written page results against gold files.

    scores = score(Path("tests/gold"), Path("data/out"), raw=Path("data/raw"))
    scores.total["clauses"].f1

A gold file `NAME.gold.json` gives the right answers for one raw page (docs/gold.md says what each field means). Documents
are paired by the likeness of their titles. Clauses count by path; agencies by clause, name and role; deadlines by clause,
kind, dates, length and recurrence; targets by clause, comparator, values, unit, change, kind and rate. Of matched targets
the indicator and the subject are right at 0.6 bigram likeness, the deadline where its dates are the same.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ppx.errors import UsageError
from ppx.review.likeness import fold, likeness
from ppx.review.results import read
from ppx.review.score_text import score_text
from ppx.review.tally import FIELDS, Tally

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from pathlib import Path

Json = dict[str, Any]
Tallies = dict[str, Tally]

PARTS = ("main_text", "metadata", "clauses", "agencies", "deadlines", "targets")
SCORED = ("target", "incentive", "limit")
"""kinds of targets that gold files list whole; conditions and others are left open"""
ALIKE = 0.6
"""bigram likeness from which two noun phrases name the same thing"""


@dataclass(slots=True)
class Scores:
    """Tallies over all pages and of each page, and the pages without a result."""

    total: Tallies
    pages: dict[str, Tallies] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def score(gold: Path, out: Path, *, raw: Path | None = None) -> Scores:
    """Score every gold file in `gold` against the page results in `out`.

    `raw` is the folder of the raw pages: text pages without a restored text beside the gold are read there.

    Raises:
        UsageError: no gold file, no results, a damaged one, or a raw page that is needed and missing.
    """
    files = sorted(gold.glob("*.gold.json"))
    if not files:
        raise UsageError(f"{gold} holds no *.gold.json; give the folder of gold files as GOLD")
    if not (out / "pages").is_dir():
        raise UsageError(f"{out} holds no page results; run ppx extract RAW {out} first")
    results = _results(out / "pages")
    scores = Scores(_tallies())
    for file in files:
        answers = _load(file, "mend it")
        name = answers["page"]
        found = results.get(name)
        result = _load(found, "run ppx extract again") if found else _record(out / "pages", name)
        if result is None:
            scores.missing.append(name)
        page = result or {"documents": []}
        own = _tallies()
        score_page(answers, page, gold, raw, own)
        scores.pages[name] = own
        for key, tally in own.items():
            scores.total[key].take(tally)
    return scores


def _results(pages: Path) -> dict[str, Path]:
    """Page results by the name of their page and by its path, which tells pages of one name apart."""
    files = sorted(pages.rglob("*.json"))
    names = {f.name.removesuffix(".json"): f for f in files}
    return names | {f.relative_to(pages).as_posix().removesuffix(".json"): f for f in files}


def _record(pages: Path, name: str) -> Json | None:
    """The page result of a record, which stands in the part of its container; None where there is none."""
    part = pages / f"{name.rpartition('!')[0]}.jsonl"
    found = read(part) if "!" in name and part.is_file() else iter(())
    return next((page for page in found if page["source"]["path"] == name), None)


def _load(file: Path, advice: str) -> Json:
    try:
        return dict(json.loads(file.read_text("utf-8")))
    except ValueError as error:
        raise UsageError(f"{file} is no JSON: {error}; {advice}") from error


def _tallies() -> Tallies:
    return {name: Tally() for name in FIELDS}


def score_page(answers: Json, page: Json, gold: Path, raw: Path | None, tallies: Tallies) -> None:
    """Score one page into `tallies`."""
    parts = answers.get("only") or PARTS
    documents = page["documents"]
    if "main_text" in parts or "restored" in parts:
        score_text(answers, documents, gold, raw, tallies)
    if "metadata" in parts:
        wanted = [fold(g.get("title")) for g in answers["documents"]]
        tallies["documents"].compare(wanted, [fold(d["title"]) for d in documents], answers["page"])
    for want, got in pair(answers["documents"], documents):
        where = f"{answers['page']}:{(want.get('title') or got.get('title') or '')[:16]}"
        for part, judge in JUDGES.items():
            if part in parts:
                judge(want, got, where, tallies)


def pair(wanted: Sequence[Json], found: Sequence[Json]) -> list[tuple[Json, Json]]:
    """Every wanted document with the found one most like it by title, then by position; who has no partner pairs with {}.

    Titles under half alike pair only where there are as many found as wanted.
    """
    ranked = sorted(
        (
            (likeness(g.get("title"), d.get("title")), -abs(i - j), i, j)
            for i, g in enumerate(wanted)
            for j, d in enumerate(found)
        ),
        reverse=True,
    )
    partner: dict[int, int] = {}
    for alike, _, i, j in ranked:
        if i not in partner and j not in partner.values() and (alike >= 0.5 or len(wanted) == len(found)):
            partner[i] = j
    pairs = [(g, found[partner[i]] if i in partner else {}) for i, g in enumerate(wanted)]
    return pairs + [({}, d) for j, d in enumerate(found) if j not in partner.values()]


def judge_metadata(want: Json, got: Json, where: str, tallies: Tallies) -> None:
    """Number, date, region and issuer; a date is right as published or as signed."""
    for key in ("doc_number", "published", "region", "issuer"):
        if key in want:
            value = got.get(key)
            value = value.get("name") if isinstance(value, dict) else value
            options = [value, got.get("signed")] if key == "published" and want[key] else [value]
            right = bool(got) and any(_joined(want[key]) == _joined(option) for option in options)
            tallies["metadata"].ask(right, f"{where} {key}: want {want[key]} got {value}")


def _joined(text: str | None) -> str:
    return fold(text).replace("、", "").replace(",", "")


def judge_clauses(want: Json, got: Json, where: str, tallies: Tallies) -> None:
    """Paths, and the headings of matched paths; a clause that was not found has no heading."""
    wanted, found = ([c for c in side.get("clauses", []) if c["path"] != "0"] for side in (want, got))
    tallies["clauses"].compare([c["path"] for c in wanted], [c["path"] for c in found], where)
    headings = pool((c["path"], c["heading"]) for c in found)
    for c in wanted:
        heading = headings[c["path"]].pop(0) if headings[c["path"]] else "(no such clause)"
        right = fold(c["heading"]) == fold(heading)
        tallies["headings"].ask(right, f"{where} {c['path']}: want {c['heading']} got {heading}")


def judge_agencies(want: Json, got: Json, where: str, tallies: Tallies) -> None:
    """Mentions, those with a role of a list, and the seal names of those that have one."""
    wanted, found = want.get("agencies", []), got.get("agencies", [])

    def keys(side: Sequence[Json]) -> list[Hashable]:
        return [(a["clause"], _bare(a["name"]), a["role"]) for a in side]

    tallies["agencies"].compare(keys(wanted), keys(found), where)
    listed = [[a for a in side if a["role"] != "mention"] for side in (wanted, found)]
    tallies["agencies_listed"].compare(keys(listed[0]), keys(listed[1]), where)
    seals = pool(((a["clause"], _bare(a["name"])), a["full"]) for a in found)
    for a in wanted:
        options = seals[a["clause"], _bare(a["name"])]
        full = options.pop(0) if options else None
        if a.get("full"):
            right = fold(a["full"]) == fold(full)
            tallies["agency_full_name"].ask(right, f"{where} {a['clause']}: want {a['full']} got {full}")


def _bare(name: str) -> str:
    return fold(name).removeprefix("各")


def judge_deadlines(want: Json, got: Json, where: str, tallies: Tallies) -> None:
    """Deadlines by clause and dates."""
    sides = [[(d["clause"], *_dates(d)) for d in side.get("deadlines", [])] for side in (want, got)]
    tallies["deadlines"].compare(sides[0], sides[1], where)


def _dates(d: Json) -> tuple[Hashable, ...]:
    return (d["kind"], d.get("start"), d.get("end"), d.get("length"), tuple(d.get("on") or ()), bool(d.get("working")))


def judge_targets(want: Json, got: Json, where: str, tallies: Tallies) -> None:
    """Targets by their figures; indicator, subject and deadline of those that match."""
    wanted, found = ([t for t in side.get("targets", []) if t["kind"] in SCORED] for side in (want, got))
    tallies["targets"].compare([_figure(t) for t in wanted], [_figure(t) for t in found], where)
    dates = {d["id"]: _dates(d) for d in got.get("deadlines", [])}
    named: dict[str, set[tuple[Hashable, ...]]] = defaultdict(set)
    for d in want.get("deadlines", []):
        named[fold(d["text"])].add(_dates(d))
    matches = pool((_figure(t), t) for t in found)
    for t in wanted:
        options: list[Json] = matches[_figure(t)]
        if not options:
            continue
        best = max(
            options, key=lambda o: likeness(o["indicator"], t["indicator"]) + likeness(o["subject"], t.get("subject"))
        )
        options.remove(best)
        row = f"{where} {t['clause']} {t['text']}"
        for key in ("indicator", "subject"):
            if key == "indicator" or t.get(key) or best[key]:
                right = likeness(best[key], t.get(key)) >= ALIKE
                tallies[f"target_{key}"].ask(right, f"{row}: want {t.get(key)} got {best[key]}")
        link = dates.get(best["deadline"])
        right = link in named[fold(t["deadline"])] if t.get("deadline") else best["deadline"] is None
        tallies["target_deadline"].ask(right, f"{row}: want {t.get('deadline')} got {link}")


def _figure(t: Json) -> Hashable:
    values = tuple(None if t[side] is None else round(float(t[side]), 6) for side in ("low", "high"))
    change = t.get("change") or "level"
    return (t["clause"], t["op"], *values, fold(t["unit"]), change, t["kind"], bool(t.get("per_year")))


def pool(pairs: Any) -> dict[Hashable, list[Any]]:
    """Values by key, in order, to be taken one at a time."""
    made: dict[Hashable, list[Any]] = defaultdict(list)
    for key, value in pairs:
        made[key].append(value)
    return made


JUDGES = {
    "metadata": judge_metadata,
    "clauses": judge_clauses,
    "agencies": judge_agencies,
    "deadlines": judge_deadlines,
    "targets": judge_targets,
}


def floors_missed(scores: Scores, floors: Json) -> list[str]:
    """A line for each field below its floor.

    Raises:
        UsageError: a floor names no field.
    """
    unknown = sorted(set(floors) - set(FIELDS))
    if unknown:
        raise UsageError(f"floors for {', '.join(unknown)}: no such field; fields are {', '.join(FIELDS)}")
    return [
        f"{name} {scores.total[name].f1 or 0:.4f} < {floor}"
        for name, floor in floors.items()
        if (scores.total[name].f1 or 0) < floor
    ]
