"""Two runs beside each other: one more is one addition, a renamed page has moved, and the cause is told."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ppx import job
from ppx.cli.main import app
from ppx.errors import UsageError
from ppx.records import Settings
from ppx.review.diff import Change, diff
from ppx.review.diff.alignment import align
from ppx.review.likeness import likeness

PLAN = """清河市促进园区发展办法

一、加快园区建设
到2026年底建成园区3个。（责任单位：市财政局、市水利局）

二、培育龙头企业
到2027年底培育龙头企业20家。（责任单位：市科技局）

三、完善配套设施
新建学校5所。（责任单位：市教育局）
"""
OTHER = "清河市河湖保护意见\n\n一、保护河湖\n到2028年，清理河道30公里。（责任单位：市水利局）\n"


def extract(folder: Path, name: str, **pages: str) -> Path:
    for page, text in pages.items():
        file = folder / f"raw-{name}" / f"{page}.txt"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    out = folder / name
    job.extract(job.prepare(folder / f"raw-{name}", out), out, Settings())
    return out


def told(changes: list[Change]) -> list[tuple[str, str, str]]:
    return [(c.kind, c.action, c.text) for c in changes]


def test_equal_runs_do_not_differ(tmp_path: Path) -> None:
    old, new = (extract(tmp_path, name, plan=PLAN, other=OTHER) for name in ("old", "new"))
    assert list(diff(old, new)) == []


def test_one_agency_more_is_one_addition(tmp_path: Path) -> None:
    old = extract(tmp_path, "old", plan=PLAN)
    new = extract(tmp_path, "new", plan=PLAN.replace("责任单位：市财政局", "责任单位：市民政局、市财政局"))
    agencies = [c for c in diff(old, new) if c.kind == "agencies"]
    assert told(agencies) == [("agencies", "added", "市民政局")]
    assert agencies[0].cause == "source"
    assert agencies[0].old is None
    assert agencies[0].new == "plan.txt#1:a1"
    (task,) = [c for c in diff(old, new) if c.kind == "tasks"]
    assert task.fields == {"responsible": (["市财政局", "市水利局"], ["市民政局", "市财政局", "市水利局"])}


def test_a_clause_put_in_moves_the_numbers_and_nothing_else(tmp_path: Path) -> None:
    more = PLAN.replace("二、培育", "二、优化营商环境\n压减办理时限。\n\n三、培育").replace("三、完善", "四、完善")
    changes = list(diff(extract(tmp_path, "old", plan=PLAN), extract(tmp_path, "new", plan=more)))
    clauses = [c for c in changes if c.kind == "clauses"]
    assert [(c.action, c.text[:6]) for c in clauses if c.action != "changed"] == [("added", "优化营商环境")]
    assert [set(c.fields) for c in clauses if c.action == "changed"] == [{"ordinal", "marker"}] * 2
    assert {c.kind for c in changes} == {"clauses"}


def test_a_changed_figure_and_day_are_changes_field_by_field(tmp_path: Path) -> None:
    new = extract(tmp_path, "new", plan=PLAN.replace("2027年底", "2028年底").replace("20家", "25家"))
    changes = {c.kind: c for c in diff(extract(tmp_path, "old", plan=PLAN), new) if c.kind != "clauses"}
    assert changes["deadlines"].fields["end"] == ("2027-12-31", "2028-12-31")
    assert changes["targets"].fields["low"] == (20, 25)
    assert {c.action for c in changes.values()} == {"changed"}


def test_a_renamed_page_has_moved_and_its_records_stay(tmp_path: Path) -> None:
    old = extract(tmp_path, "old", plan=PLAN, other=OTHER)
    new = extract(tmp_path, "new", renamed=PLAN, other=OTHER)
    (change,) = diff(old, new)
    assert (change.kind, change.action, change.old, change.new) == ("pages", "moved", "plan.txt", "renamed.txt")


def test_records_of_a_container_pair_by_their_address(tmp_path: Path) -> None:
    for name, order in (("old", (1, 2)), ("new", (3, 1, 2))):
        rows = [{"text": PLAN if n == 1 else OTHER, "url": f"http://www.example.gov.cn/{n}"} for n in order]
        (tmp_path / name).mkdir()
        (tmp_path / name / "pages.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
        job.extract(job.prepare(tmp_path / name, tmp_path / f"{name}-out"), tmp_path / f"{name}-out", Settings())
    changes = [c for c in diff(tmp_path / "old-out", tmp_path / "new-out") if c.kind == "pages"]
    assert [(c.action, c.old, c.new, c.cause) for c in changes] == [
        ("added", None, "pages.jsonl!1", "source"),
        ("moved", "pages.jsonl!1", "pages.jsonl!2", "source"),
        ("moved", "pages.jsonl!2", "pages.jsonl!3", "source"),
    ]


def test_a_page_that_comes_brings_its_records(tmp_path: Path) -> None:
    old, new = extract(tmp_path, "old", plan=PLAN), extract(tmp_path, "new", plan=PLAN, other=OTHER)
    for sides, action in (((old, new), "added"), ((new, old), "removed")):
        counted = Counter((c.kind, c.action) for c in diff(*sides))
        assert counted["pages", action] == counted["documents", action] == counted["agencies", action] == 1
        assert {c.cause for c in diff(*sides)} == {"source"}


def test_other_lexicons_are_a_cause_of_their_own(tmp_path: Path) -> None:
    old, new = extract(tmp_path, "old", plan=PLAN), extract(tmp_path, "new", plan=PLAN)
    file = new / "pages/plan.txt.json"
    page = json.loads(file.read_bytes())
    page["made"]["lexicons"] = "0" * 16
    page["documents"][0]["agencies"][0]["role"] = "lead"
    file.write_text(json.dumps(page), encoding="utf-8")
    (change,) = diff(old, new)
    assert (change.cause, change.rules, change.fields) == ("rules", ("lexicons",), {"role": ("responsible", "lead")})
    page["source"]["sha256"] = "0" * 64
    file.write_text(json.dumps(page), encoding="utf-8")
    assert [c.cause for c in diff(old / "pages/plan.txt.json", file)] == ["both"]


def test_the_command_counts_tells_and_writes(tmp_path: Path) -> None:
    old = extract(tmp_path, "old", plan=PLAN)
    new = extract(tmp_path, "new", plan=PLAN.replace("20家", "25家"))
    table = tmp_path / "changes.csv"
    run = CliRunner().invoke(app, ["diff", str(old), str(new), "--csv", str(table)])
    assert run.exit_code == 1
    assert "high: 20 → 25" in run.stdout
    assert "source: the raw page is another" in run.stdout
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    assert ("targets", "high", "20", "25") in [(r["kind"], r["field"], r["old_value"], r["new_value"]) for r in rows]
    lines = CliRunner().invoke(app, ["diff", str(old), str(new), "--json"]).stdout.splitlines()
    assert {json.loads(line)["kind"] for line in lines} == {"clauses", "targets", "tasks"}
    same = CliRunner().invoke(app, ["diff", str(old), str(old)])
    assert (same.exit_code, same.stdout) == (0, "the two runs say the same\n")


def test_wrong_use_says_what_to_give(tmp_path: Path) -> None:
    out = extract(tmp_path, "out", plan=PLAN)
    with pytest.raises(UsageError, match="no such file or folder"):
        list(diff(tmp_path / "none", out))
    with pytest.raises(UsageError, match="holds no page results"):
        list(diff(tmp_path / "raw-out", out))
    with pytest.raises(UsageError, match="two folders, or two page results"):
        list(diff(out / "pages/plan.txt.json", out))


def test_alignment_keeps_order_and_pairs_what_is_alike() -> None:
    old, new = ["市财政局", "市水利局", "各县区"], ["市审计局", "市财政局", "市水务局", "省农业农村厅"]
    pairs = align(old, new, key=str, alike=likeness)
    assert pairs == [(None, 0), (0, 1), (1, None), (2, None), (None, 2), (None, 3)]
    assert align([], new, key=str, alike=likeness) == [(None, j) for j in range(4)]
