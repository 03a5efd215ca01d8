"""Corrected documents as gold files (docs/gold.md): the agencies, deadlines and targets that a person has looked at.

written, notes = write_answers(documents, Path("gold"))
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from ppx.errors import UsageError
from ppx.review.gold_marks import FIELDS, LISTS, choices

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ppx.review.gold_marks import Json, Mark, Marked

DEFAULTS = {"agency": {"role": "mention"}, "deadline": {}, "target": {"change": "level"}}
"""what a field is where a person left it open"""
NEEDED = {"agency": ("role",), "deadline": ("kind",), "target": ("kind", "op")}
DATED = ("by", "during")
"""kinds of deadlines that say a day; `from` may run from one that the text does not name"""


def write_answers(documents: Iterable[Marked], gold: Path, *, replace: bool = False) -> tuple[list[Path], list[str]]:
    """Write a gold file a page whose documents are all there and reviewed; the files, and what a person should still do.

    Raises:
        UsageError: a field does not hold what it should, or a gold file is there already and `replace` is not given;
            nothing is written then.
    """
    pages: dict[str, list[Marked]] = defaultdict(list)
    for document in documents:
        pages[document.page].append(document)
    notes: list[str] = []
    made: dict[Path, str] = {}
    for page, held in pages.items():
        held.sort(key=lambda d: d.position)
        missing = {*range(1, held[0].documents + 1)} - {d.position for d in held if d.reviewed}
        if missing:
            notes.append(f"{page}: document {', '.join(map(str, sorted(missing)))} is not reviewed; no gold written")
            continue
        file = gold / f"{page.replace('/', '~')}.gold.json"
        if file.exists() and not replace:
            raise UsageError(f"{file} is there already; give --replace to write it anew, or another folder")
        answers = {"page": page, "only": list(LISTS.values()), "documents": [_answers(d, notes) for d in held]}
        made[file] = json.dumps(answers, ensure_ascii=False, indent=1) + "\n"
    gold.mkdir(parents=True, exist_ok=True)
    for file, text in made.items():
        partial = file.with_name(f".{file.name}")
        partial.write_text(text, "utf-8")
        partial.replace(file)
    return list(made), notes


def _answers(document: Marked, notes: list[str]) -> Json:
    made: Json = {"title": document.title}
    for label, name in LISTS.items():
        made[name] = [_record(document, mark, notes) for mark in document.marks if mark.label == label]
    return made


def _record(document: Marked, mark: Mark, notes: list[str]) -> Json:
    where = f"{document.id} {mark.label} «{mark.text}» at {mark.start}"
    fields = {**DEFAULTS[mark.label], **mark.fields}
    missing = [name for name in NEEDED[mark.label] if not fields.get(name)]
    if missing:
        raise UsageError(f"{where} has no {' and no '.join(missing)}; choose one in the annotation tool")
    record: Json = {"clause": document.clause_at(mark.start), "text": mark.text}
    for name in FIELDS[mark.label]:
        record[name] = _value(mark.label, name, fields.get(name), where)
    if mark.label == "agency":
        record["name"] = record["name"] or mark.text
    if mark.label == "deadline" and record["kind"] in DATED and not (record["start"] or record["end"]):
        notes.append(f"{where} has no day; fill in start or end in the gold file")
    if mark.label == "target" and record["low"] is None and record["high"] is None:
        notes.append(f"{where} has no value; fill in low and high in the gold file")
    return record


def _value(label: str, name: str, value: str | None, where: str) -> object:
    """The field as gold has it: a number, a list, a truth value or text; None where it is open."""
    options: Sequence[str] = choices(label, name)
    if options == ("true",):
        return value == "true"
    if options and value not in options:
        raise UsageError(f"{where}: {name} {value}: it is one of {', '.join(options)}")
    if name == "on":
        return value.split(";") if value else []
    if not value:
        return None
    if name in ("low", "high"):
        return _number(value, f"{where}: {name} {value}")
    if (label, name) in (("deadline", "start"), ("deadline", "end")) and "X" not in value:
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise UsageError(f"{where}: {name} {value} is no day; write it as 2026-12-31") from error
    return value


def _number(value: str, where: str) -> int | float:
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise UsageError(f"{where} is no number; write it in base units, as 200000") from error
    return int(number) if number == number.to_integral_value() else float(number)
