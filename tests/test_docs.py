"""The docs say what the code does: verbs, options, rules, targets, codes, columns, links."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest
import typer

from ppx import codes, writing
from ppx.cli.main import app
from ppx.extractors.agencies import running
from ppx.extractors.deadlines import patterns
from ppx.pipeline import run_page
from ppx.reading import Raw
from ppx.records import ClauseKind, Settings
from ppx.writing.columns import TABLES

ROOT = Path(__file__).parent.parent
SOURCES = [f for room in ("cli", "extractors", "normalizers", "src/ppx") for f in sorted((ROOT / room).rglob("*.py"))]
DOCS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


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


def verbs(group: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every verb with its name as it is typed."""
    for part, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from verbs(command, f"{name}{part} ")
        else:
            yield name + part, command


def test_every_option_of_every_verb_is_documented_and_no_other() -> None:
    parts = [part.split("\n", 1) for part in read("docs/verbs.md").split("\n## ppx ")[1:]]
    sections = {re.split(r" \[?[A-Z]", head)[0]: body for head, body in parts}
    known = dict(verbs(typer.main.get_command(app)))
    assert set(sections) == set(known)
    for name, command in known.items():
        options = {o for p in command.params if p.param_type_name == "option" for o in p.opts} - {"--help"}
        assert set(re.findall(r"`(--[a-z-]+)", sections[name])) == options, name


def rules(heading: str) -> list[tuple[str, str]]:
    """The rules under a heading of docs/rules.md, each with its example."""
    section = read("docs/rules.md").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([a-z_]+)` \| [^|]* \| ([^|]*) \|", section, re.MULTILINE)


def strings(*rooms: str) -> set[str]:
    """The strings that the modules of these rooms hold."""
    sources = [source for room in rooms for source in (ROOT / "extractors").glob(room)]
    nodes = [node for source in sources for node in ast.walk(ast.parse(source.read_text("utf-8")))]
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def given_rules(*rooms: str) -> set[str]:
    """The rules that the modules of these rooms give their records: the last word of a call that makes one, or `rule=`."""
    found: set[str] = set()
    for source in (source for room in rooms for source in (ROOT / "extractors").glob(room)):
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            last = [k.value for k in node.keywords if k.arg == "rule"]
            last += node.args[-1:] if node.func.id in ("Block", "Mention") else []
            found |= {v.value for v in last if isinstance(v, ast.Constant) and isinstance(v.value, str)}
    return found


def test_every_rule_is_documented_and_no_other() -> None:
    deadlines = {*(rule for rule, _, _ in patterns.FORMS), "table_head"}
    agencies = {*running._RULES.values(), *given_rules("agencies/*.py")}
    targets = {*given_rules("targets/*.py"), "single", "each", "options", "eligibility"}
    assert {"single", "each", "options", "eligibility"} <= strings("targets/parallels.py", "targets/findings.py")
    for heading, known in (("Agencies", agencies), ("Deadlines", deadlines), ("Targets", targets)):
        assert {rule for rule, _ in rules(heading)} == known
    assert [rule for rule, _ in rules("Deadlines")][:-1] == [rule for rule, _, _ in patterns.FORMS]
    assert "table_head" in strings("deadlines/columns.py")
    section = read("docs/rules.md").partition("## Main text\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `([a-z_]+)`", section, re.MULTILINE) == list(codes.REASONS)
    section = read("docs/rules.md").partition("## Clauses\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z_]+)`", section, re.MULTILINE)) == set(get_args(ClauseKind))


@pytest.mark.parametrize(
    ("heading", "rule", "example"),
    [(heading, *row) for heading in ("Agencies", "Deadlines", "Targets") for row in rules(heading)],
)
def test_the_example_of_a_rule_is_found_by_it(heading: str, rule: str, example: str) -> None:
    opening = "" if rule == "addressee" else "一、总体要求\n"
    text = example.replace("⏎", "\n").replace("⇥", "\t")
    page = f"清河市推进园区发展实施方案\n\n{opening}{text}\n\n清河市人民政府\n2021年9月30日\n"
    result, _ = run_page(Raw("plan.txt", Path("plan.txt"), data=page.encode()), Settings())
    found = [mention.rule for document in result.documents for mention in getattr(document, heading.lower())]
    assert rule in found


def test_every_decision_is_listed_under_its_number() -> None:
    listed = re.findall(r"^\| \[(\d+)\]\((\d{4}-[a-z-]+\.md)\)", read("docs/decisions/README.md"), re.MULTILINE)
    files = sorted(p.name for p in (ROOT / "docs/decisions").glob("0*.md"))
    assert [name for _, name in listed] == files
    for number, name in listed:
        assert read(f"docs/decisions/{name}").startswith(f"# {int(name[:4])}. ")
        assert int(number) == int(name[:4])
    assert len({name[:4] for name in files}) == len(files)


def test_every_page_of_the_docs_can_be_reached_from_the_readme() -> None:
    seen, waiting = set(), [ROOT / "README.md"]
    while waiting:
        doc = waiting.pop()
        if doc in seen:
            continue
        seen.add(doc)
        links = re.findall(r"\]\(([^)#:]+\.md)(?:#[^)]*)?\)", doc.read_text("utf-8"))
        waiting += [(doc.parent / link).resolve() for link in links]
    assert [d.name for d in DOCS if d.is_relative_to(ROOT / "docs") and d.resolve() not in seen] == []


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
