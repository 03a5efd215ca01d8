"""The queue: what is doubtful comes up with its reason and its place, the most doubtful first, the same each time."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from mixed_pages import fill
from typer.testing import CliRunner

from ppx import codes, job
from ppx.cli.main import app
from ppx.errors import UsageError
from ppx.records import Settings
from ppx.report import build
from ppx.review.doubts import WEIGHTS, doubt_agency, doubt_deadline, doubt_document, doubt_mention, doubt_target, weigh
from ppx.review.gold_answers import write_answers
from ppx.review.gold_marks import read_marked
from ppx.review.queue import link, review
from ppx.review.score import score

ROOT = Path(__file__).parents[1]
PLAN = """清河市人民政府关于促进园区发展的意见

一、加快园区建设
到2026年底建成园区3个。（责任单位：市财政局、市星际局）

二、培育龙头企业
到2027年底培育龙头企业20家。（责任单位：市科技局）

五、完善配套设施
新建学校5所。（责任单位：市教育局）
"""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    raw = tmp_path / "raw"
    (raw / "甲 乙").mkdir(parents=True)
    (raw / "甲 乙/plan.txt").write_text(PLAN, encoding="utf-8")
    (raw / "home.html").write_text("<title>首页</title><a href=/>首页</a><a href=/x>新闻</a>", encoding="utf-8")
    job.extract(job.prepare(raw, tmp_path / "out"), tmp_path / "out", Settings())
    return tmp_path / "out"


def change(out: Path, name: str, edit: Any) -> None:
    file = out / f"pages/{name}.json"
    page = json.loads(file.read_bytes())
    edit(page)
    file.write_text(json.dumps(page), encoding="utf-8")


def test_a_repaired_number_is_told_of_its_clause_with_place_and_link(out: Path) -> None:
    found = {doubt.record: doubt for doubt in review(out)}
    doubt = found["甲 乙/plan.txt#1:3"]
    assert [code for code, _ in doubt.reasons] == ["number_repaired"]
    assert doubt.lines == (9, 9)
    assert doubt.text.startswith("五、完善配套设施")
    assert doubt.link == "report/pages/%E7%94%B2%20%E4%B9%99/plan.txt.html#1-3"
    assert "甲 乙/plan.txt#1:1" not in found


def test_a_page_without_a_document_is_in_the_queue(out: Path) -> None:
    (doubt,) = [d for d in review(out) if d.kind == "pages"]
    assert (doubt.record, doubt.document, doubt.reasons[0][0]) == ("home.html", None, "no_document")
    assert doubt.link == "report/pages/home.html.html"


def test_the_most_doubtful_come_first_and_always_the_same(out: Path) -> None:
    def doubtful(page: dict[str, Any]) -> None:
        page["documents"][0]["targets"][0].update(indicator=None, high=300, low=300, unit="%")

    change(out, "甲 乙/plan.txt", doubtful)
    queue = review(out)
    assert queue[0].record == "甲 乙/plan.txt#1:t1"
    assert {code for code, _ in queue[0].reasons} == {"no_indicator", "over_hundred"}
    assert [d.score for d in queue] == sorted((d.score for d in queue), reverse=True)
    assert review(out, limit=2) == queue[:2]
    assert review(out) == queue


def test_warnings_of_a_line_make_its_records_doubtful(out: Path) -> None:
    def warn(page: dict[str, Any]) -> None:
        page["warnings"] = [
            {"code": "unproven_wording", "message": "compare", "lines": [7, 7], "node": None},
            {"code": "number_jump", "message": "the count jumps to '二、'", "lines": [6, 6], "node": None},
            {"code": "metadata_conflict", "message": "issuer is A and B", "lines": None, "node": None},
        ]

    change(out, "甲 乙/plan.txt", warn)
    reasons = {d.record.partition("#")[2]: {code for code, _ in d.reasons} for d in review(out)}
    assert "unproven_wording" in reasons["1:d2"] & reasons["1:t2"]
    assert "unproven_wording" not in reasons.get("1:d1", set())
    assert reasons["1:2"] == {"number_jump"}
    assert "metadata_conflict" in reasons["1"]


def agency(**fields: Any) -> dict[str, Any]:
    return {"name": "市星际局", "full": None, "key": None, "group": False, "role": "lead", "text": "市星际局"} | fields


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "no_full_name"),
        ({"role": "mention"}, "unknown_mention"),
        ({"full": "清河市星际局"}, "no_key"),
        ({"full": "清河市星际局", "key": "1:星际局"}, None),
        ({"group": True}, None),
        ({"name": "应急管理部门"}, None),
        ({"text": "局", "full": "清河市星际局", "key": "1:星际局"}, "short_text"),
    ],
)
def test_agencies_without_a_name_are_doubtful(fields: dict[str, Any], code: str | None) -> None:
    reasons = list(doubt_agency(agency(**fields), {"region": {"name": "清河市"}}))
    assert [found for found, _ in reasons] == ([code] if code else [])


def test_a_document_without_a_region_is_told_once_and_not_of_each_agency() -> None:
    document = {"region": None, "agencies": [agency(), agency()], "clauses": [{}], "text": "", "kind": None}
    assert list(doubt_agency(agency(), document)) == []
    (reason,) = doubt_document({"script": {"uncertain": 0}}, document)
    assert reason == ("no_region", "2 agencies have no full name for want of it")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"end": "2020-12-31"}, "before_signed"),
        ({"end": "2060-12-31"}, "far_deadline"),
        ({"end": "2025-12-31"}, None),
        ({"end": "20XX-12-31"}, None),
        ({"end": None}, "open_deadline"),
        ({"end": None, "kind": "from"}, None),
    ],
)
def test_deadlines_beside_the_documents_date(fields: dict[str, Any], code: str | None) -> None:
    deadline = {"kind": "by", "start": None, "end": None, "length": None, "on": []} | fields
    reasons = list(doubt_deadline(deadline, {"signed": "2023-03-01", "published": None}))
    assert [found for found, _ in reasons] == ([code] if code else [])


def test_a_condition_needs_no_indicator_and_an_incentive_may_exceed_a_hundred() -> None:
    target = {"indicator": None, "kind": "condition", "low": 200, "high": 200, "unit": "%", "change": "growth"}
    assert list(doubt_target(target)) == []
    assert [c for c, _ in doubt_target(target | {"kind": "target", "change": "level"})] == [
        "no_indicator",
        "over_hundred",
    ]


def test_a_rule_is_rare_only_beside_many_others() -> None:
    mention = {"text": "五年", "rule": "seldom"}
    assert [c for c, _ in doubt_mention("deadlines", mention, {"deadlines:point": 500, "deadlines:seldom": 2})] == [
        "rare_rule"
    ]
    assert list(doubt_mention("deadlines", mention, {"deadlines:point": 50, "deadlines:seldom": 2})) == []


def test_reasons_add_up_without_counting_twice() -> None:
    assert weigh([("no_key", "a"), ("no_key", "b")]) == WEIGHTS["no_key"]
    assert weigh([("no_indicator", ""), ("rare_rule", "")]) == pytest.approx(1 - 0.65 * 0.75, abs=1e-3)
    assert link("a b#c.txt", 2, "1.1~2") == "report/pages/a%20b%23c.txt.html#2-1.1~2"


def test_the_command_writes_json_and_csv(out: Path, tmp_path: Path) -> None:
    table = tmp_path / "queue.csv"
    run = CliRunner().invoke(app, ["review", str(out), "--csv", str(table), "--json"])
    assert run.exit_code == 0
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    assert [row["record"] for row in rows] == [line["record"] for line in lines]
    assert "number_repaired" in CliRunner().invoke(app, ["review", str(out)]).stdout
    with pytest.raises(UsageError, match="cannot be read"):
        review(tmp_path)


def test_every_weight_is_documented_with_its_value() -> None:
    text = (ROOT / "docs/review.md").read_text("utf-8")
    shown = dict(re.findall(r"^\| `([a-z_]+)` \| ([\d.]+) \|", text, re.MULTILINE))
    assert {code: float(weight) for code, weight in shown.items()} == dict(WEIGHTS)
    assert set(codes.WARNINGS) - set(WEIGHTS) == {"encoding_mismatch"}


def test_records_of_containers_are_in_the_queue_and_lead_to_their_evidence(tmp_path: Path) -> None:
    fill(tmp_path / "raw")
    job.extract(job.prepare(tmp_path / "raw", tmp_path / "out"), tmp_path / "out", Settings())
    links = {doubt.page: doubt.link for doubt in review(tmp_path / "out")}
    assert links["crawl.warc.gz!2"] == "report/pages/crawl.warc.gz%212.html#1"
    assert {"pages.jsonl!1", "plan.docx", "plan.pdf"} <= set(links)
    build(tmp_path / "out", tmp_path / "out/report")
    assert all((tmp_path / "out" / unquote(link.partition("#")[0])).is_file() for link in links.values())


def test_gold_of_a_record_is_exported_and_scored(tmp_path: Path) -> None:
    out = tmp_path / "out"
    fill(tmp_path / "raw")
    job.extract(job.prepare(tmp_path / "raw", out), out, Settings())
    documents = [replace(marked, reviewed=True) for marked in read_marked(out) if marked.page == "crawl.warc.gz!2"]
    write_answers(documents, tmp_path / "gold")
    scores = score(tmp_path / "gold", out)
    assert (scores.missing, scores.total["agencies"].f1, scores.total["agencies"].wanted) == ([], 1.0, 1)
