"""Two results of one document: which records are new, gone or changed, paired by clause, words and place, never by id."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from ppx.review.diff.alignment import align
from ppx.review.likeness import likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Json = dict[str, Any]
RECORDS = ("agencies", "deadlines", "targets", "tasks")
FIELDS = {
    "clauses": ("ordinal", "kind", "marker", "repaired", "heading", "text", "parent"),
    "agencies": ("clause", "text", "role", "name", "full", "key", "level", "group"),
    "deadlines": ("clause", "text", "kind", "start", "end", "length", "on", "working", "due", "edtf"),
    "targets": (
        *("clause", "text", "indicator", "subject", "op", "low", "high", "unit", "change", "per_year", "kind"),
        "deadline",
    ),
    "tasks": ("clause", "text", "lead", "cooperate", "responsible", "support", "inherited", "deadlines", "targets"),
}
"""what is compared; ids, spans and rules are not: they move with every record before them"""
SAMENESS = {"agencies": "name", "deadlines": "edtf", "targets": "indicator", "tasks": "text"}
"""the field that beside the words says that two records are the same one"""


class Found(NamedTuple):
    """A pair of records of one kind, either of them None where the other has no partner."""

    kind: str
    old: Json | None
    new: Json | None
    fields: dict[str, tuple[Any, Any]]
    """field → old and new value where they differ"""


def compare_records(old: Json, new: Json) -> Iterator[Found]:
    """Every record of the two documents that is new, gone or changed."""
    before, after = shown_records(old), shown_records(new)
    partner: dict[str, str] = {}
    pairs = _pair_clauses(before["clauses"], after["clauses"])
    for one, other in pairs:
        if one and other:
            partner[one["id"]] = other["id"]
    for one, other in pairs:
        yield from _found("clauses", one, other, partner)
    for kind in RECORDS:
        for one, other in _pair_records(kind, before[kind], after[kind], partner):
            yield from _found(kind, one, other, partner)


def shown_records(document: Json) -> dict[str, list[Json]]:
    """The records with words in the place of ids: a clause has its own text, a task the names of its agencies."""
    text, clauses = document["text"], document["clauses"]
    starts = [c["span"][0] for c in clauses[1:]] + [len(text)]
    own = (
        [text[c["span"][0] : min(c["span"][1], end)] for c, end in zip(clauses, starts, strict=True)] if clauses else []
    )
    words = {r["id"]: r.get("name") or r["text"] for kind in RECORDS[:3] for r in document[kind]}
    shown: dict[str, list[Json]] = {kind: document[kind] for kind in ("agencies", "deadlines")}
    shown["clauses"] = [{**c, "text": _unmarked(c, words)} for c, words in zip(clauses, own, strict=True)]
    shown["targets"] = [{**t, "deadline": words.get(t["deadline"])} for t in document["targets"]]
    shown["tasks"] = [
        {
            **k,
            "text": text[slice(*k["span"])],
            **{field: [words.get(i, i) for i in k[field]] for field in FIELDS["tasks"][2:]},
        }
        for k in document["tasks"]
    ]
    return shown


def _unmarked(clause: Json, own: str) -> str:
    return own.removeprefix(clause["marker"]).strip()


def _pair_clauses(old: Sequence[Json], new: Sequence[Json]) -> list[tuple[Json | None, Json | None]]:
    def alike(one: Json, other: Json) -> float:
        same_place = one["path"] == other["path"] and one["kind"] == other["kind"]
        words = likeness(one["text"], other["text"])
        if one["heading"] and one["heading"] == other["heading"]:
            words = max(words, 0.5)
        return 0.9 * words + (0.1 if same_place else 0.0)

    pairs = align(old, new, lambda c: (c["kind"], c["heading"], c["text"]), alike)
    return _picked(old, new, pairs)


def _pair_records(
    kind: str, old: Sequence[Json], new: Sequence[Json], partner: dict[str, str]
) -> list[tuple[Json | None, Json | None]]:
    """Within paired clauses first; what is left pairs across clauses by its words."""
    here: dict[str, tuple[list[Json], list[Json]]] = defaultdict(lambda: ([], []))
    for record in old:
        here[partner.get(record["clause"], f"old {record['clause']}")][0].append(record)
    for record in new:
        here[record["clause"]][1].append(record)
    pairs: list[tuple[Json | None, Json | None]] = []
    for one, other in here.values():
        pairs += _picked(one, other, align(one, other, _key(kind), _alike(kind)))
    left = [o for o, n in pairs if o and n is None], [n for o, n in pairs if n and o is None]
    paired = [pair for pair in pairs if pair[0] and pair[1]]
    across = _picked(*left, align(*left, _key(kind), lambda *_: 0.0))
    return paired + across


def _picked(old: Sequence[Json], new: Sequence[Json], pairs: Any) -> list[tuple[Json | None, Json | None]]:
    return [(None if i is None else old[i], None if j is None else new[j]) for i, j in pairs]


def _key(kind: str) -> Callable[[Json], tuple[Any, ...]]:
    return lambda record: (record["text"], record[SAMENESS[kind]])


def _alike(kind: str) -> Callable[[Json, Json], float]:
    """Their words, or half of that and half for meaning the same: an equal name, indicator or interval."""

    def alike(one: Json, other: Json) -> float:
        meant, same = one[SAMENESS[kind]], other[SAMENESS[kind]]
        words = likeness(one["text"], other["text"])
        return max(words, 0.5 * (meant is not None and meant == same) + 0.5 * words)

    return alike


def _found(kind: str, old: Json | None, new: Json | None, partner: dict[str, str]) -> Iterator[Found]:
    if old is None or new is None:
        yield Found(kind, old, new, {})
        return
    fields = {}
    for field in FIELDS[kind]:
        before, after = old[field], new[field]
        same = partner.get(before, before) == after if field in ("clause", "parent") else before == after
        if not same:
            fields[field] = (before, after)
    if fields:
        yield Found(kind, old, new, fields)
