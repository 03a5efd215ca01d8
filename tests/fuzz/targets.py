"""What is fuzzed: functions of bytes that raise AssertionError, or anything else that ppx should never raise.

TARGETS["page"](data)
"""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, cast

from claims import hold_ids, hold_order, hold_spans, hold_together
from office_files import p, word
from report_pages import PLAN, poison
from selectolax.lexbor import LexborHTMLParser

from ppx import clauses, numerals, reading, writing
from ppx import project as projects
from ppx.errors import LexiconError, PageError, UsageError
from ppx.pipeline import run_page
from ppx.reading import Raw, containers, encodings, html, manifest
from ppx.reading.globs import Globs
from ppx.records import Settings
from ppx.report import site
from ppx.report.dossier import open_documents
from ppx.report.sheet import lay
from ppx.text import Edit, Text
from ppx.writing.formats.csv_files import show
from ppx.writing.objects import render

NOWHERE = Path("/nowhere")


def decode(data: bytes) -> None:
    """Bytes become text that can be written, or an error that is meant."""
    try:
        decoded = encodings.decode("page", data)
    except PageError:
        return
    assert "\0" not in decoded.text
    decoded.text.encode()


def parse(data: bytes) -> None:
    """Markup becomes lines that stand in the page's text in order."""
    parsed = html.parse(data.decode("utf-8", "replace"))
    reached = 0
    for line in parsed.lines:
        assert reached <= line.start <= line.end <= len(parsed.text)
        assert line.node
        reached = line.end


def rewrite(data: bytes) -> None:
    """Rounds of edits keep every untouched character's way back."""
    raw = "".join(chr(0x4E00 + n) for n in range(48))
    text, steps = Text.of(raw), iter(data)
    for rounds in steps:
        edits, at = [], 0
        for _ in range(rounds % 5):
            start = at + next(steps, 0) % 7
            end = start + next(steps, 0) % 4
            if end > len(text):
                break
            edits.append(Edit(start, end, "xyz"[: next(steps, 0) % 4]))
            at = end
        text = text.rewrite(edits)
    for index, character in enumerate(text.value):
        start, end = text.raw_span(index, index + 1)
        assert 0 <= start <= end <= len(raw)
        assert character in "xyz" or character in raw[start:end]


def split(data: bytes) -> None:
    """Any text has an outline whose clauses nest and whose ids are unique."""
    text = data.decode("utf-8", "replace").replace("\r", "\n")
    outline, _ = clauses.split(text or "。")
    spans = {clause.id: clause.span for clause in outline}
    assert len(spans) == len(outline)
    for clause in outline:
        low, high = spans[clause.parent] if clause.parent else (0, len(text) or 1)
        assert low <= clause.span[0] < clause.span[1] <= high


def numeral(data: bytes) -> None:
    """A numeral has a value or none; what counts is whole."""
    text = data.decode("utf-8", "replace")
    value = numerals.read(text)
    assert value is None or value.is_finite()
    assert numerals.ordinal(text) in (None, value)
    year = numerals.year(text)
    assert year is None or 0 <= year <= 9999


def page(data: bytes) -> None:
    """A page gives a result whose claims hold, whatever it is, as text and as HTML."""
    for name in ("page.txt", "page.html"):
        result, evidence = run_page(Raw(name, NOWHERE, data=data), Settings())
        assert result.error is None or result.error.code != "internal", result.error
        if evidence.page and not result.error:
            for hold in (hold_spans, hold_together, hold_ids, hold_order):
                hold(result, evidence)
        written = render(writing.open_page(result))
        assert written == render(writing.page_object(result))
        json.loads(written.encode())


def container(data: bytes) -> None:
    """A container gives records that are read or refused; nothing else is raised."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("pages.jsonl", "crawl.warc"):
            file = Path(folder, name)
            file.write_bytes(data)
            for number, record in enumerate(containers.unpack(Raw(name, file))):
                assert number <= len(data)
                if isinstance(record, Raw):
                    assert record.path.startswith(f"{name}!")
                    with suppress(PageError):
                        reading.read(record)


def project(data: bytes) -> None:
    """What a user writes, a manifest or a glob, is taken or refused with a sentence."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "manifest.csv")
        file.write_bytes(data)
        with suppress(UsageError):
            assert all(manifest.load(file))
    pattern = data.decode("utf-8", "replace")
    with suppress(UsageError):
        assert Globs([pattern]).includes("a/b.html") in (True, False)


def spreadsheet(data: bytes) -> None:
    """No text cell begins as a formula does."""
    (shown,) = show("string", [data.decode("utf-8", "replace")])
    assert len(shown) < 2 or shown[0] not in "=+-@\t\r"


def report(data: bytes) -> None:
    """An evidence page of hostile strings has the elements of a calm one: none that runs, and no address that does."""
    text = data.decode("utf-8", "replace")
    calm, wild = _evidence("攻击"), _evidence(text)
    assert {node.tag for node in wild.css("*")} <= {node.tag for node in calm.css("*")} | {"a"}
    assert [n.attributes for n in wild.css("script")] == [n.attributes for n in calm.css("script")]
    for node in wild.css("*"):
        for name, value in node.attributes.items():
            assert not name.startswith("on")
            assert name in ("href", "src") or name not in ("action", "formaction", "srcdoc", "style", "xlink:href")
            if name in ("href", "src"):
                assert not (value or "").strip().lower().startswith(("javascript:", "data:", "vbscript:"))


def _evidence(text: str) -> LexborHTMLParser:
    """The evidence page of a result in which every string is `text`, as a browser reads it."""
    result = copy.deepcopy(_result())
    poison(result, text)
    sheet = lay(result, None)
    with tempfile.TemporaryDirectory() as folder:
        site.write_evidence(Path(folder), result, sheet=sheet, dossiers=open_documents(result, sheet), missing=False)
        (file,) = Path(folder).rglob("*.html")
        return LexborHTMLParser(file.read_text("utf-8"))


@cache
def _result() -> dict[str, Any]:
    made, _ = run_page(Raw("plan.txt", NOWHERE, data=PLAN.encode()), Settings())
    return cast(dict[str, Any], json.loads(render(writing.page_object(made))))


def office(data: bytes) -> None:
    """A Word or PDF file of any bytes, and a Word file with any markup in it, give a page or an error that is meant."""
    text = data.decode("utf-8", "replace")
    files = (
        ("a.docx", data),
        ("a.pdf", b"%PDF-1.7\n" + data),
        ("b.docx", word(text)),
        ("c.docx", word(p("一"), {"1": text})),
    )
    for name, content in files:
        result, evidence = run_page(Raw(name, NOWHERE, data=content), Settings())
        assert result.error is None or result.error.code != "internal", result.error
        if evidence.page and not result.error:
            for hold in (hold_together, hold_ids, hold_order):
                hold(result, evidence)


def sites(data: bytes) -> None:
    """A project file is taken or refused with a sentence; its rules never break a page."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "ppx.toml")
        for content in (data, b'[[site]]\npath = "**"\nmain = ' + json.dumps(data.decode("utf-8", "replace")).encode()):
            file.write_bytes(content)
            try:
                settings = projects.load(file).settings
            except UsageError:
                continue
            with suppress(LexiconError):
                result, _ = run_page(
                    Raw("a.html", NOWHERE, data=b"<div id=a class=b><p>1</p></div><ul><li>2"), settings
                )
                assert result.error is None or result.error.code != "internal", result.error


TARGETS: dict[str, Callable[[bytes], None]] = {
    f.__name__: f
    for f in (
        *(decode, parse, rewrite, split, numeral, page, container),
        *(project, spreadsheet, report, office, sites),
    )
}
