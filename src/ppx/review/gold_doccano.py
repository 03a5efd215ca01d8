"""Documents to doccano (sequence labelling, JSONL) and back.

    lines = to_lines(read_marked(out))
    documents = from_lines(text, "file.jsonl")

doccano's labels have no fields, so the label says the choice that matters most (`agency:lead`, `deadline:by`,
`target:limit:>=`), and all fields of ppx's own marks travel beside the text: a mark that stays where it was keeps them.
Offsets are code points. doccano keeps no quoted words; those of the marks that came from ppx are checked.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ppx.errors import UsageError
from ppx.review.gold_marks import FIELDS, Mark, choices, describe, revive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ppx.review.gold_marks import Json, Marked

SHOWN = {"agency": ("role",), "deadline": ("kind",), "target": ("kind", "op")}
"""the fields that a label says"""


def to_lines(documents: Iterable[Marked]) -> Iterator[str]:
    """A line of JSON a document."""
    for document in documents:
        made = {
            "text": document.text,
            "label": [[mark.start, mark.end, name_label(mark)] for mark in document.marks],
            **describe(document),
            "marks": [[m.label, m.start, m.end, m.text, dict(m.fields)] for m in document.marks],
        }
        yield json.dumps(made, ensure_ascii=False)


def name_label(mark: Mark) -> str:
    """The label of a mark: `target:limit:>=`."""
    return ":".join([mark.label, *(mark.fields[name] for name in SHOWN[mark.label])])


def from_lines(text: str, where: str) -> list[Marked]:
    """The documents of an export.

    Raises:
        UsageError: a line is no such document, a label is none of ppx's, or words do not stand where they should.
    """
    made = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            place = f"{where} line {number}"
            try:
                made.append(_document(json.loads(line), place))
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise UsageError(f"{place} is no document of doccano ({error!r}); export it as JSONL") from error
    return made


def _document(data: Json, where: str) -> Marked:
    document = revive(data, where)
    known: dict[tuple[str, int, int], Json] = {}
    for label, start, end, words, fields in data.get("marks") or []:
        if document.text[start:end] != words:
            raise UsageError(
                f"{where} ({document.id}): the text has changed: «{words}» does not stand at {start} to {end}"
            )
        known[label, start, end] = fields
    marks = [_mark(entry, document, known, where) for entry in _labels(data)]
    return replace(document, marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end))))


def _labels(data: Json) -> list[Any]:
    """Start, end and label of every mark: `label` of sequence labelling, `entities` of relation extraction."""
    if "entities" in data:
        return [[e["start_offset"], e["end_offset"], e["label"]] for e in data["entities"]]
    return data.get("label") or data.get("labels") or []


def _mark(entry: Any, document: Marked, known: dict[tuple[str, int, int], Json], where: str) -> Mark:
    start, end, said = entry
    label, *values = said.split(":")
    names = SHOWN.get(label, ())
    if not names or len(values) != len(names):
        raise UsageError(f"{where} ({document.id}) at {start}: {said} is no label; labels are like agency:lead")
    for name, value in zip(names, values, strict=True):
        if value not in choices(label, name):
            raise UsageError(
                f"{where} ({document.id}) at {start}: {said}: {name} is one of {', '.join(choices(label, name))}"
            )
    if not 0 <= start < end <= len(document.text):
        raise UsageError(f"{where} ({document.id}): {start} to {end} is beyond the text; mark it again")
    fields = {**known.get((label, start, end), {}), **dict(zip(names, values, strict=True))}
    return Mark(label, start, end, document.text[start:end], {n: fields[n] for n in FIELDS[label] if n in fields})
