"""A run over containers: a part and a result for each, the same tables as loose pages, refreshed and resumed like them."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from test_containers import warc_record

from ppx import engines, job, writing
from ppx.engines import agenda
from ppx.engines.local import run_alone
from ppx.engines.shards import cut
from ppx.engines.work import Care, Work
from ppx.job import Options
from ppx.records import Settings, Summary

if TYPE_CHECKING:
    from ppx.reading import Raw

PLAN = "清河市促进园区发展办法\n\n一、总体要求\n到2026年底建成园区{}个。（责任单位：市财政局）\n"


def html(number: int) -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in PLAN.format(number).split("\n"))
    return f"<html><body>{lines}</body></html>".encode("gbk")


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    warc = [warc_record(n, html(n)) for n in range(1, 6)]
    warc.insert(2, warc_record(9, b"\x89PNG", "HTTP/1.1 200 OK\r\nContent-Type: image/png"))
    (folder / "crawl.warc.gz").write_bytes(b"".join(gzip.compress(record, mtime=0) for record in warc))
    rows = [{"text": PLAN.format(n), "url": f"http://www.example.gov.cn/{n}"} for n in range(3)]
    (folder / "pages.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (folder / "loose.txt").write_text(PLAN.format(7), "utf-8")
    return folder


def extract(raw: Path, out: Path, **options: Any) -> job.Run:
    return job.extract(job.prepare(raw, out), out, Settings(), Options(**options))


def part(out: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "pages" / f"{name}.jsonl").read_bytes().splitlines()]


def table(out: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((out / f"{name}.csv").read_text("utf-8-sig"))))


def test_a_container_leaves_a_part_and_a_result_that_counts_it(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = extract(raw, out)
    pages = part(out, "crawl.warc.gz")
    assert [page["source"]["path"] for page in pages] == [f"crawl.warc.gz!{n}" for n in (1, 2, 4, 5, 6)]
    assert pages[0]["source"]["encoding"] == "gb18030"
    result = json.loads((out / "pages" / "crawl.warc.gz.json").read_bytes())
    assert (result["records"]["pages"], result["records"]["skipped"]) == (5, {"image/png": 1})
    assert result["source"]["media_type"] == "application/warc"
    validator = Draft202012Validator(writing.page_schema())
    for page in (result, *pages):
        validator.validate(page)
    assert (run.total("documents"), run.total("agencies")) == (9, 9)


def test_tables_hold_the_records_of_containers_beside_loose_pages(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract(raw, out)
    documents = table(out, "documents")
    assert [d["page"] for d in documents] == [
        *(f"crawl.warc.gz!{n}" for n in (1, 2, 4, 5, 6)), "loose.txt", *(f"pages.jsonl!{n}" for n in (1, 2, 3)),
    ]  # fmt: skip
    assert documents[-1]["url"] == "http://www.example.gov.cn/2"
    assert {t["low"] for t in table(out, "targets")} == {"1", "2", "3", "4", "5", "7", "0"}


def test_a_container_is_done_again_only_when_it_changed(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract(raw, out)
    before = {p: p.read_bytes() for p in (out / "pages").iterdir()}
    assert [s.path for s in extract(raw, out).done] == []
    (out / "run.json").unlink()  # as a killed run leaves it
    again = extract(raw, out)
    assert [s.path for s in again.done] == []
    assert (again.total("documents"), again.total("agencies")) == (9, 9)
    with (raw / "pages.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps({"text": PLAN.format(8)}))
    assert [s.path for s in extract(raw, out).done] == ["pages.jsonl"]
    assert len(part(out, "pages.jsonl")) == 4
    unchanged = [p for p in before if not p.name.startswith("pages.jsonl")]
    assert all(p.read_bytes() == before[p] for p in unchanged)


def test_a_part_that_was_lost_is_made_again_and_goes_with_its_container(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract(raw, out)
    whole = (out / "pages" / "crawl.warc.gz.jsonl").read_bytes()
    (out / "pages" / "crawl.warc.gz.jsonl").write_bytes(whole[:-100])
    assert [s.path for s in extract(raw, out).done] == ["crawl.warc.gz"]
    assert (out / "pages" / "crawl.warc.gz.jsonl").read_bytes() == whole
    (raw / "crawl.warc.gz").unlink()
    extract(raw, out)
    assert sorted(p.name for p in (out / "pages").iterdir()) == [
        "loose.txt.json",
        "pages.jsonl.json",
        "pages.jsonl.jsonl",
    ]
    gone = json.loads((out / "run.json").read_bytes())["gone"]
    assert gone[0]["documents"] == [f"crawl.warc.gz!{n}#1" for n in (1, 2, 4, 5, 6)]


def test_two_jobs_give_the_same_bytes(raw: Path, tmp_path: Path) -> None:
    for jobs in (1, 2):
        extract(raw, tmp_path / f"{jobs}", jobs=jobs)
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / f"{jobs}" / "pages").iterdir()} for jobs in (1, 2))
    assert one == two
    assert len(one) == 5


@pytest.fixture
def small_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agenda, "LARGE", 1)
    monkeypatch.setattr(agenda, "RANGE", 1)


def files(out: Path) -> dict[str, bytes]:
    return {str(p.relative_to(out)): p.read_bytes() for p in sorted((out / "pages").rglob("*")) if p.is_file()}


@pytest.mark.usefixtures("small_ranges")
@pytest.mark.parametrize("damage", [0, 40])
def test_a_container_whose_ranges_several_workers_run_leaves_the_same_bytes(
    raw: Path, tmp_path: Path, damage: int
) -> None:
    data = (raw / "crawl.warc.gz").read_bytes()
    (raw / "crawl.warc.gz").write_bytes(data[: len(data) - damage])  # a damaged one stays in one piece
    runs = {jobs: extract(raw, tmp_path / f"{jobs}", jobs=jobs) for jobs in (1, 2)}
    one, two = (files(tmp_path / f"{jobs}") for jobs in (1, 2))
    assert one == two
    assert runs[1].pages == runs[2].pages
    assert table(tmp_path / "1", "targets") == table(tmp_path / "2", "targets")


@pytest.mark.usefixtures("small_ranges")
def test_a_lone_container_is_cut_for_several_workers(raw: Path, tmp_path: Path) -> None:
    for name in ("pages.jsonl", "loose.txt"):
        (raw / name).unlink()
    steps = [agenda.Look, agenda.Stretch, agenda.Joining]
    seen: list[type] = []
    work, todo = (
        Work(Settings(), tmp_path / "out"),
        agenda.Agenda(cut(job.prepare(raw, tmp_path / "out")), tmp_path / "out"),
    )
    summaries: list[Summary] = []
    while taken := list(todo.take(100)):
        seen += [type(step) for step in taken]
        for step in reversed(taken):  # in whatever order they end
            summaries += todo.settle(step, agenda.run_step(step, work))
    assert [seen.count(step) for step in steps] == [1, 6, 1]
    assert [(s.path, s.records) for s in summaries] == [("crawl.warc.gz", 5)]
    assert sorted(files(tmp_path / "out")) == ["pages/crawl.warc.gz.json", "pages/crawl.warc.gz.jsonl"]


@pytest.mark.usefixtures("small_ranges")
def test_a_container_that_loses_a_range_is_run_whole_and_leaves_no_fragment(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (container,) = (r for r in job.prepare(raw, out) if r.path == "crawl.warc.gz")
    work, todo = Work(Settings(), out), agenda.Agenda(iter([(container,)]), out)
    (look,) = todo.take(1)
    todo.settle(look, agenda.run_step(look, work))
    first, killed, late, second = todo.take(4)
    todo.settle(first, agenda.run_step(first, work))
    assert todo.lose((killed, second)) == [container]
    assert todo.settle(late, agenda.run_step(late, work)) == []
    assert list(todo.take(10)) == []
    assert files(out) == {}


@pytest.mark.usefixtures("small_ranges")
def test_a_record_that_ends_its_worker_costs_itself_in_a_cut_container_too(raw: Path, tmp_path: Path) -> None:
    out, limits = tmp_path / "out", engines.Limits(0.000001)  # every record is late and ends its worker
    (container,) = (r for r in job.prepare(raw, out) if r.path == "pages.jsonl")
    (summary,) = engines.run([container], Settings(), out, jobs=2, limits=limits)
    assert (summary.records, summary.records_failed) == (3, 3)
    assert not list((out / "pages").glob(".????????????????.jsonl.*"))  # fragments
    assert [p["error"]["code"] for p in part(out, "pages.jsonl")] == ["timeout"] * 3


def test_a_cut_container_keeps_its_whole_records_and_warns(raw: Path, tmp_path: Path) -> None:
    data = (raw / "crawl.warc.gz").read_bytes()
    (raw / "crawl.warc.gz").write_bytes(data[:-40])
    out = tmp_path / "out"
    run = extract(raw, out)
    pages = part(out, "crawl.warc.gz")
    assert [page["error"] and page["error"]["code"] for page in pages] == [None] * 4 + ["damaged_container"]
    result = json.loads((out / "pages" / "crawl.warc.gz.json").read_bytes())
    assert [w["code"] for w in result["warnings"]] == ["damaged_container"]
    assert result["records"]["failed"] == 1
    assert "records_failed" in {a.code for a in run.anomalies}


def test_a_record_that_ends_its_worker_costs_itself(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (container,) = (r for r in job.prepare(raw, out) if r.path == "pages.jsonl")
    work = Work(Settings(), out)

    def attempt(raw: Raw, care: Care | None) -> Summary | None:
        assert care is not None
        if "pages.jsonl!2" not in care.fatal:
            care.mark.write_text("pages.jsonl!2", "utf-8")
            return None
        return engines.run_one(raw, work, care)

    summary = run_alone(container, work, attempt)
    assert (summary.records, summary.records_failed, summary.error) == (3, 1, None)
    assert [p["error"] and p["error"]["code"] for p in part(out, "pages.jsonl")] == [None, "worker_died", None]
    assert sorted(p.name for p in out.iterdir()) == ["pages"]
