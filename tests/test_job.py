"""The main job: nothing is lost, one bad page never stops a run, and any number of jobs gives the same bytes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ppx import engines, job
from ppx.errors import UsageError
from ppx.job import Options
from ppx.reading import Raw
from ppx.records import Settings

PLAN = "清河市促进园区发展办法\n\n一、总体要求\n到2026年底建成园区3个。（责任单位：市财政局）\n"


class Deadly(type(Path())):  # type: ignore[misc]
    """A path that ends the worker process which receives it."""

    def __reduce__(self) -> tuple[Callable[[int], Any], tuple[int]]:
        return os._exit, (9,)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Twenty pages, one of them empty and one of them no text."""
    folder = tmp_path / "raw"
    for number in range(18):
        page = folder / f"{number % 3}" / f"{number}.txt"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(PLAN.replace("3个", f"{number + 3}个"), encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "broken.txt").write_bytes(bytes(range(256)) * 64)
    return folder


def files(out: Path) -> dict[str, bytes]:
    return {
        p.relative_to(out).as_posix(): p.read_bytes()
        for p in sorted(out.rglob("*"))
        if p.is_file() and p.name not in ("run.json", ".lock")
    }


def extract(raw: Path, out: Path, jobs: int = 1) -> job.Run:
    return job.extract(job.prepare(raw, out), out, Settings(), Options(jobs=jobs))


def test_one_job_and_two_give_the_same_bytes(raw: Path, tmp_path: Path) -> None:
    runs = [extract(raw, tmp_path / f"out{jobs}", jobs) for jobs in (1, 2)]
    assert files(tmp_path / "out1") == files(tmp_path / "out2")
    assert len(runs[0].pages) == 20
    assert [s.path for s in runs[0].pages] == [s.path for s in runs[1].pages]


def test_every_raw_file_leaves_a_page_result(raw: Path, tmp_path: Path) -> None:
    run = extract(raw, tmp_path / "out")
    assert [(s.path, s.error.code) for s in run.pages if s.error] == [("broken.txt", "not_text")]
    results = [json.loads(f.read_text("utf-8")) for f in (tmp_path / "out" / "pages").rglob("*.json")]
    assert len(results) == 20
    broken = next(r for r in results if r["error"])
    assert broken["documents"] == []
    assert "broken.txt" in broken["error"]["message"]
    report = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert (report["counts"]["pages"], report["counts"]["failed"]) == (20, 1)
    assert report["rules"]["agencies:labelled_list"] == report["counts"]["agencies"] == 18
    assert {a["page"] for a in report["anomalies"]} >= {"broken.txt", "empty.txt"}


def test_a_page_that_kills_its_worker_is_an_error_and_the_others_are_done(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    raws = job.prepare(raw, out)
    killer = Raw(raws[5].path, Deadly(raws[5].file), raws[5].manifest)
    summaries = list(engines.run([*raws[:5], killer, *raws[6:]], Settings(), out, jobs=2))
    assert len(summaries) == 20
    assert {s.path for s in summaries if s.error and s.error.code == "worker_died"} == {killer.path}
    assert len(list((out / "pages").rglob("*.json"))) == 20


def test_results_of_pages_that_are_gone_are_removed(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract(raw, out)
    (out / "pages" / "mine.json").write_text("{}")
    (raw / "0" / "0.txt").unlink()
    assert extract(raw, out).removed == 1
    assert not (out / "pages" / "0" / "0.txt.json").exists()
    assert (out / "pages" / "mine.json").exists()  # only what ppx wrote is its to remove


def test_a_disk_that_refuses_one_result_fails_that_page_only(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "pages" / "empty.txt.json").mkdir(parents=True)
    run = extract(raw, out)
    assert {s.path: s.error.code for s in run.failed if s.error} == {
        "broken.txt": "not_text",
        "empty.txt": "unwritable",
    }
    assert (out / "documents.csv").exists()


@pytest.mark.parametrize(
    ("raw_name", "out_name", "says"),
    [
        ("missing", "out", "no such file or folder"),
        ("raw", "file", "is a file"),
        ("raw", "raw/out", "lies inside"),
        ("bare", "out", "holds no page"),
        ("raw", "file/below", "cannot be written"),
    ],
)
def test_wrong_use_is_said_in_one_line(raw: Path, tmp_path: Path, raw_name: str, out_name: str, says: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "bare").mkdir()
    with pytest.raises(UsageError, match=says) as caught:
        job.prepare(tmp_path / raw_name, tmp_path / out_name)
    assert "\n" not in str(caught.value)
    assert raw.exists()


def test_what_many_pages_name_is_held_once(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = job.extract(job.prepare(raw, out), out, Settings(), Options(jobs=2))
    again = job.extract(job.prepare(raw, out), out, Settings(), Options(jobs=2))
    for pages in (run.pages, again.pages):
        rules = [pair for page in pages for pair in page.rules]
        assert len(rules) > 18
        assert len({id(pair) for pair in rules}) == len(set(rules))
    assert [page.rules for page in again.pages] == [page.rules for page in run.pages]
