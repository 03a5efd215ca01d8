"""The docs say what the code does: verbs, targets, codes, columns, links."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from ppx import codes, writing
from ppx.pipeline import run_page
from ppx.reading import Raw
from ppx.records import Settings
from ppx.writing.columns import TABLES

ROOT = Path(__file__).parent.parent
SOURCES = [f for room in ("cli", "extractors", "normalizers", "src/ppx") for f in sorted((ROOT / room).rglob("*.py"))]
DOCS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def documented(heading: str) -> dict[str, str]:
    """The table under a heading of docs/output.md: code → meaning."""
    section = (ROOT / "docs/output.md").read_text("utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return dict(re.findall(r"^\| `([a-z_]+)` \| (.*) \|$", section, re.MULTILINE))


@pytest.mark.parametrize(
    ("heading", "known"),
    [
        ("Reasons", codes.REASONS),
        ("Warnings", codes.WARNINGS),
        ("Errors", codes.FAILURES),
        ("Anomalies", codes.ANOMALIES),
    ],
)
def test_every_code_is_documented_and_no_other(heading: str, known: Mapping[str, str]) -> None:
    assert documented(heading) == dict(known)


@pytest.mark.parametrize(("name", "known"), [("Caution", codes.WARNINGS), ("Failure", codes.FAILURES)])
def test_every_code_that_is_raised_is_in_its_list(name: str, known: Mapping[str, str]) -> None:
    raised = set()
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    raised.add(first.value)
    assert raised
    assert raised <= set(known)


def test_every_column_is_documented() -> None:
    text = (ROOT / "docs/output.md").read_text("utf-8")
    for table, columns in TABLES.items():
        row = re.search(rf"^\| {table} \| (.*) \|$", text, re.MULTILINE)
        assert row, table
        shown = [
            c.name
            for c in columns
            if c.name not in ("page", "line_first", "line_last", "node") or table in ("documents", "attachments")
        ]
        assert row[1].split(", ") == shown


def test_the_readme_has_every_verb_and_only_targets_that_exist() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    verbs = re.findall(r"^@app\.command.*\ndef (\w+)", (ROOT / "cli/main.py").read_text("utf-8"), re.MULTILINE)
    verbs += re.findall(r"^app\.add_typer\(.*name=\"(\w+)\"", (ROOT / "cli/main.py").read_text("utf-8"), re.MULTILINE)
    assert len(verbs) > 9
    assert [v for v in verbs if f"`ppx {v}" not in readme] == []
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake (\w+)", readme)) <= targets


@pytest.mark.parametrize("doc", DOCS, ids=[d.name for d in DOCS])
def test_every_link_leads_somewhere(doc: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", doc.read_text("utf-8"))
    assert [link for link in links if not (doc.parent / link).exists()] == []


def test_the_readme_shows_what_ppx_writes() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = [json.loads(line) for line in readme.partition("```json\n")[2].partition("```")[0].splitlines()]
    file = ROOT / "data/raw/text/linyi-parks.txt"
    result, _ = run_page(Raw("text/linyi-parks.txt", file), Settings())
    written = writing.page_object(result)["documents"][0]
    records = [r for kind in ("clauses", "agencies", "deadlines", "targets") for r in written[kind]]
    assert len(shown) == 4
    assert [r for r in shown if r not in records] == []
    quoted = readme.partition("\n> ")[2].partition("、…")[0]
    assert quoted in file.read_text("utf-8").splitlines()[14]
