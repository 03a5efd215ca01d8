"""Documents to Label Studio and back.

    tasks = to_tasks(read_marked(out))       # its JSON for import, ppx's records as predictions
    documents = from_tasks(json, "file.json")  # its JSON export

Label Studio counts offsets of what a person marks in UTF-16 units in some versions, and leaves imported ones in code points;
they differ behind a character beyond U+FFFF. It keeps the marked words, so each mark says by itself which of the two it is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from ppx import __version__
from ppx.errors import UsageError
from ppx.review.gold_marks import FIELDS, Mark, choices, describe, revive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ppx.review.gold_marks import Json, Marked

COLOURS = {"agency": "#2f7ed8", "deadline": "#d8572f", "target": "#3a9d4f"}


def to_tasks(documents: Iterable[Marked]) -> list[Json]:
    """A task a document."""
    return [
        {
            "data": {**describe(document), "text": document.text},
            "predictions": [
                {
                    "model_version": f"ppx {__version__}",
                    "result": [
                        r for number, mark in enumerate(document.marks, 1) for r in _results(f"m{number}", mark)
                    ],
                }
            ],
        }
        for document in documents
    ]


def _results(region: str, mark: Mark) -> Iterator[Json]:
    place = {"start": mark.start, "end": mark.end}
    common = {"id": region, "to_name": "text"}
    yield {
        **common,
        "from_name": "label",
        "type": "labels",
        "value": {**place, "text": mark.text, "labels": [mark.label]},
    }
    for name, value in mark.fields.items():
        own = {**common, "from_name": f"{mark.label}_{name}"}
        if choices(mark.label, name):
            yield {**own, "type": "choices", "value": {**place, "choices": [value]}}
        else:
            yield {**own, "type": "textarea", "value": {**place, "text": [value]}}


def labelling_config() -> str:
    """The labelling configuration of a project for these tasks: labels, and what each asks of its marks.

    Its style keeps tabs and line breaks, which Label Studio else drops from the words that it saves.
    """
    lines = ["<View>", "  <Style>.htx-text { white-space: pre-wrap; }</Style>", '  <Labels name="label" toName="text">']
    lines += [f'    <Label value="{label}" background="{COLOURS[label]}"/>' for label in FIELDS]
    lines += ["  </Labels>", '  <Text name="text" value="$text" granularity="symbol"/>']
    for label, names in FIELDS.items():
        lines.append(f'  <View visibleWhen="region-selected" whenTagName="label" whenLabelValue="{label}">')
        for name in names:
            shared = f'name="{label}_{name}" toName="text" perRegion="true"'
            options = choices(label, name)
            lines.append(f'    <Header value="{name}" size="6"/>')
            if options:
                lines.append(f'    <Choices {shared} choice="single-radio" showInline="true">')
                lines += [f"      <Choice value={quoteattr(option)}/>" for option in options]
                lines.append("    </Choices>")
            else:
                lines.append(f'    <TextArea {shared} editable="true" maxSubmissions="1"/>')
        lines.append("  </View>")
    return "\n".join([*lines, "</View>", ""])


def from_tasks(tasks: Any, where: str, *, unreviewed: bool = False) -> list[Marked]:
    """The documents of an export with the marks of each one's last annotation, or without marks and not `reviewed`.

    `unreviewed` takes the predictions where nobody has annotated.

    Raises:
        UsageError: the file is no such export, or a mark's words do not stand where it says; the message names it.
    """
    if not isinstance(tasks, list):
        raise UsageError(f"{where} is no list of tasks; export it from Label Studio as JSON (not JSON-MIN)")
    made = []
    for number, task in enumerate(tasks, 1):
        try:
            made.append(_document(task, f"{where} task {task.get('id', number)}", unreviewed))
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            raise UsageError(
                f"{where} task {number} is no task of Label Studio ({error!r}); export it as JSON (not JSON-MIN)"
            ) from error
    return made


def _document(task: Json, where: str, unreviewed: bool) -> Marked:
    document = revive(task.get("data") or {}, where)
    done = [a for a in task.get("annotations") or [] if not a.get("was_cancelled")]
    if not done and unreviewed:
        done = task.get("predictions") or []
    if not done:
        return replace(document, reviewed=False)
    regions: dict[str, list[Json]] = defaultdict(list)
    for result in done[-1]["result"]:
        if result["type"] in ("labels", "choices", "textarea"):
            regions[result["id"]].append(result)
    marks = [_mark(results, document.text, f"{where} ({document.id}) {region}") for region, results in regions.items()]
    return replace(document, marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end))))


def _mark(results: list[Json], text: str, where: str) -> Mark:
    region = next((r["value"] for r in results if r["type"] == "labels"), None)
    if region is None or region["labels"][0] not in FIELDS:
        raise UsageError(f"{where}: no label of {', '.join(FIELDS)}; give the region one")
    label = region["labels"][0]
    start, end = place_words(text, int(region["start"]), int(region["end"]), region.get("text") or "", where)
    fields = {}
    for result in results:
        name = result["from_name"].removeprefix(f"{label}_")
        value = result["value"].get("choices" if result["type"] == "choices" else "text")
        if name in FIELDS[label] and result["type"] != "labels" and value:
            fields[name] = (value if isinstance(value, str) else value[0]).strip()
    return Mark(label, start, end, text[start:end], fields)


def place_words(text: str, start: int, end: int, words: str, where: str) -> tuple[int, int]:
    """Where `words` stand, in code points; `start` and `end` are code points or UTF-16 units.

    Raises:
        UsageError: they stand at neither.
    """
    units = text.encode("utf-16-le")
    counted = [(start, end), tuple(len(units[: 2 * n].decode("utf-16-le", "ignore")) for n in (start, end))]
    for first, last in counted:
        if words and "".join(text[first:last].split()) == "".join(words.split()):
            return first, last
    raise UsageError(
        f"{where}: «{words}» does not stand at {start} to {end}, there stands «{text[start:end]}»; mark it again"
    )
