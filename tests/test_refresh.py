"""Refresh: only what changed is done, and any chain of runs leaves what one fresh run does."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ppx import engines, job, pipeline, runs
from ppx.errors import DamagedResultError, UsageError
from ppx.job import Options, Run
from ppx.records import Failure, PageResult, Settings

PLAN = "清河市促进园区发展办法\n\n一、总体要求\n到2026年底建成园区3个。（责任单位：市财政局）\n"
FIRST, SECOND = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Six pages in two folders, one of them no text."""
    folder = tmp_path / "raw"
    for number in range(5):
        write(folder / f"{number % 2}" / f"{number}.txt", number)
    (folder / "broken.txt").write_bytes(bytes(range(256)) * 64)
    return folder


def write(page: Path, number: int) -> None:
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(PLAN.replace("3个", f"{number + 3}个"), encoding="utf-8")


def extract(raw: Path, out: Path, options: Options | None = None, settings: Settings | None = None, **more: Any) -> Run:
    raws = job.prepare(raw, out, **more)
    return job.extract(raws, out, settings or Settings(), options or Options(), today=FIRST)


def files(out: Path) -> dict[str, bytes]:
    """All that a run writes but run.json and its lock."""
    found = {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}
    return {name: data for name, data in found.items() if name not in ("run.json", ".lock")}


def report(out: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((out / "run.json").read_bytes())
    return read


def names(run: Run) -> list[str]:
    return [summary.path for summary in run.done]


def same_as_fresh(raw: Path, out: Path, tmp_path: Path) -> bool:
    """Whether OUT holds what a first run over RAW writes, run.json's rows included."""
    fresh = tmp_path / f"fresh{len(list(tmp_path.iterdir()))}"
    extract(raw, fresh)
    return files(out) == files(fresh) and report(out)["pages"] == report(fresh)["pages"]


def test_where_nothing_changed_nothing_is_done(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = extract(raw, out)
    times = {p: p.stat().st_mtime_ns for p in out.rglob("*") if p.is_file() and p.name not in ("run.json", ".lock")}
    again = extract(raw, out)
    assert (len(first.done), first.rebuilt) == (6, True)
    assert (names(again), again.unchanged, again.rebuilt) == ([], 6, False)
    assert again.pages == first.pages
    assert {p: p.stat().st_mtime_ns for p in times} == times
    assert report(out)["counts"]["unchanged"] == 6


def test_a_changed_and_a_new_page_are_done_and_no_other(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract(raw, out)
    write(raw / "1" / "3.txt", 77)
    write(raw / "0" / "new.txt", 8)
    run = extract(raw, out)
    assert names(run) == ["0/new.txt", "1/3.txt"]
    assert run.rebuilt
    assert same_as_fresh(raw, out, tmp_path)


def test_any_chain_of_refreshes_leaves_what_a_fresh_run_does(raw: Path, tmp_path: Path) -> None:
    chance, out = random.Random(7), tmp_path / "out"
    for step in range(8):
        for page in sorted(raw.rglob("*.txt")):
            what = chance.choice(("leave", "leave", "write", "remove", "rename"))
            if what == "write":
                write(page, chance.randrange(100))
            elif what == "remove":
                page.unlink()
            elif what == "rename":
                page.rename(page.with_name(f"{step}-{page.name}"))
        write(raw / f"{step % 3}" / f"{step}.txt", step)
        extract(raw, out, Options(jobs=1 + step // 7))
        assert same_as_fresh(raw, out, tmp_path)


@pytest.mark.parametrize("damage", ["gone", "cut", "emptied", "edited", "other page", "folder of its own"])
def test_a_result_that_was_damaged_by_hand_is_done_again(raw: Path, tmp_path: Path, damage: str) -> None:
    out = tmp_path / "out"
    extract(raw, out)
    result = out / "pages/0/2.txt.json"
    whole = result.read_bytes()
    if damage == "gone":
        result.unlink()
    elif damage == "cut":
        result.write_bytes(whole[: len(whole) // 2])
    elif damage == "emptied":
        result.write_bytes(b"")
    elif damage == "edited":
        result.write_bytes(whole.replace("市财政局".encode(), "财政局".encode()))
    elif damage == "other page":
        result.write_bytes((out / "pages/0/4.txt.json").read_bytes())
    else:
        result.rename(out / "pages/0/elsewhere.json")
    assert names(extract(raw, out)) == ["0/2.txt"]
    assert result.read_bytes() == whole


def test_without_a_run_json_the_results_themselves_tell(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = extract(raw, out)
    rows = report(out)["pages"]
    (out / "run.json").unlink()
    assert names(extract(raw, out)) == []
    assert report(out)["pages"] == rows
    (out / "run.json").write_text('{"ppx": 1, "pages": [{"path": "0/0.txt"}]}')
    assert extract(raw, out).pages == first.pages


def test_a_manifest_a_lexicon_and_a_version_are_part_of_the_key(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, manifest, own = tmp_path / "out", tmp_path / "manifest.csv", tmp_path / "own"
    extract(raw, out)
    manifest.write_text("path,url\n0/2.txt,https://example.org/2\n")
    assert names(extract(raw, out, manifest=manifest)) == ["0/2.txt"]
    manifest.write_text("path,url\n0/4.txt,https://example.org/2\n")
    assert names(extract(raw, out, manifest=manifest)) == ["0/2.txt", "0/4.txt"]
    own.mkdir()
    (own / "kinds.toml").write_text('kinds = ["军令状"]\n', "utf-8")
    assert len(extract(raw, out, settings=Settings(str(own))).done) == 6
    assert names(extract(raw, out, settings=Settings(str(own)))) == []
    monkeypatch.setattr(pipeline, "__version__", "9.9.9")
    assert len(extract(raw, out, settings=Settings(str(own))).done) == 6


def test_other_code_of_the_same_version_does_all_again(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    extract(raw, out)
    other = {**runs.versions(), "opencc": "9"}
    monkeypatch.setattr(runs, "versions", lambda: other)
    assert len(extract(raw, out).done) == 6


def test_fresh_does_all_again_with_the_same_bytes(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract(raw, out)
    before = files(out)
    assert len(extract(raw, out, Options(fresh=True)).done) == 6
    assert files(out) == before


@pytest.mark.parametrize("code", ["worker_died", "internal"])
def test_a_failure_that_may_pass_is_tried_again(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    out, run_page = tmp_path / "out", pipeline.run_page

    def unlucky(page: Any, settings: Settings) -> Any:
        result, evidence = run_page(page, settings)
        bad = page.path == "0/2.txt"
        return (PageResult(result.made, result.source, Failure(code, "bad luck")) if bad else result), evidence

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "run_page", unlucky)
        assert [s.path for s in extract(raw, out).failed] == ["0/2.txt", "broken.txt"]
    run = extract(raw, out)
    assert names(run) == ["0/2.txt"]
    assert [s.path for s in run.failed] == ["broken.txt"]  # the same bytes are no text another time
    assert same_as_fresh(raw, out, tmp_path)


def test_a_page_that_cannot_be_read_fails_although_its_result_is_there(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract(raw, out)
    (raw / "0" / "2.txt").unlink()
    (raw / "0" / "2.txt").symlink_to(tmp_path / "nowhere")
    run = extract(raw, out)
    assert [s.error.code for s in run.done if s.error] == ["unreadable"]
    (raw / "0" / "2.txt").unlink()
    write(raw / "0" / "2.txt", 2)
    assert names(extract(raw, out)) == ["0/2.txt"]
    assert same_as_fresh(raw, out, tmp_path)


@pytest.mark.parametrize("touched", ["documents.csv", "datapackage.json"])
def test_tables_that_someone_touched_are_built_again(raw: Path, tmp_path: Path, touched: str) -> None:
    out = tmp_path / "out"
    extract(raw, out)
    before = files(out)
    with (out / touched).open("ab") as file:
        file.write(b"\n")
    assert extract(raw, out).rebuilt
    (out / touched).unlink()
    assert extract(raw, out).rebuilt
    assert files(out) == before


def test_another_encoding_builds_the_tables_again(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract(raw, out)
    run = extract(raw, out, Options(encoding="utf-8"))
    assert (names(run), run.rebuilt) == ([], True)
    assert not (out / "documents.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_page_that_is_gone_leaves_a_tombstone_until_it_comes_back(raw: Path, tmp_path: Path) -> None:
    out, page = tmp_path / "out", raw / "0" / "2.txt"
    extract(raw, out)
    sha256 = next(row["sha256"] for row in report(out)["pages"] if row["path"] == "0/2.txt")
    data = page.read_bytes()
    page.unlink()
    assert extract(raw, out).removed == 1
    assert not (out / "pages/0/2.txt.json").exists()
    grave = {"path": "0/2.txt", "sha256": sha256, "documents": ["0/2.txt#1"], "gone": "2026-03-01"}
    assert report(out)["gone"] == [grave]
    raws = job.prepare(raw, out)
    assert job.extract(raws, out, Settings(), today=SECOND).removed == 0
    assert report(out)["gone"] == [grave]  # with the day of the run that missed it
    page.write_bytes(data)
    extract(raw, out)
    assert report(out)["gone"] == []
    assert same_as_fresh(raw, out, tmp_path)


def test_keep_missing_keeps_results_in_the_tables(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract(raw, out)
    before = files(out)
    (raw / "0" / "2.txt").unlink()
    (raw / "broken.txt").unlink()
    run = extract(raw, out, Options(keep_missing=True))
    assert [(s.path, s.status) for s in run.pages if s.status == "missing"] == [("0/2.txt", "missing")]
    assert (run.missing, run.unchanged, run.removed) == (1, 4, 1)  # a result without documents is not worth keeping
    assert files(out)["documents.csv"] == before["documents.csv"]
    assert [g["path"] for g in report(out)["gone"]] == ["broken.txt"]
    write(raw / "0" / "2.txt", 2)
    run = extract(raw, out, Options(keep_missing=True))
    assert (run.missing, names(run)) == (0, [])
    (raw / "0" / "2.txt").unlink()
    extract(raw, out)
    assert [g["path"] for g in report(out)["gone"]] == ["0/2.txt", "broken.txt"]


def test_a_result_that_no_run_json_knows_goes_with_its_page(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract(raw, out)
    (out / "run.json").unlink()  # as a first run that was killed leaves it
    (out / "pages" / "mine.json").write_text("{}")
    (raw / "0" / "2.txt").unlink()
    assert extract(raw, out).removed == 1
    assert not (out / "pages/0/2.txt.json").exists()
    assert (out / "pages/mine.json").exists()
    assert [g["path"] for g in report(out)["gone"]] == ["0/2.txt"]


def test_partial_files_of_dead_runs_are_swept_and_no_other(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "pages/0").mkdir(parents=True)
    partial = [
        out / "pages/0/.2.txt.json.4711",
        out / "pages/.0123456789abcdef.jsonl.16000000.4711",
        out / ".clauses.csv.4711",
        out / ".run.json.12",
    ]
    mine = [out / ".notes.2024", out / "pages/0/.hidden.json"]
    for file in (*partial, *mine):
        file.write_text("{")
    extract(raw, out)
    assert [f for f in partial if f.exists()] == []
    assert [f for f in mine if f.exists()] == mine


def test_a_second_run_on_one_folder_is_refused(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    raws = job.prepare(raw, out)

    def meanwhile(_: object) -> None:
        with pytest.raises(UsageError, match="another run is writing into"):
            job.extract(raws, out, Settings())

    job.extract(raws[:1], out, Settings(), seen=meanwhile)
    (out / ".lock").write_text("4711")  # what a dead process leaves
    assert len(extract(raw, out).pages) == 6


def test_tables_follow_a_run_that_was_cut_off_before_it_wrote_them(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract(raw, out)
    write(raw / "0" / "2.txt", 50)
    list(engines.run(job.prepare(raw, out), Settings(), out))  # and no further
    run = extract(raw, out)
    assert (names(run), run.rebuilt) == ([], True)
    assert same_as_fresh(raw, out, tmp_path)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_is_killed_goes_on_where_it_stopped(tmp_path: Path, jobs: str) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    for number in range(160):
        write(raw / f"{number}.txt", number)
    command = [sys.executable, "-m", "ppx", "extract", str(raw), str(out), "--jobs", jobs]
    results: Callable[[], list[Path]] = lambda: list((out / "pages").glob("*.json"))  # noqa: E731
    for most in (10, 60):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            while run.poll() is None and len(results()) < most:
                time.sleep(0.01)
            run.send_signal(signal.SIGKILL)
        assert run.returncode == -signal.SIGKILL
        assert all(json.loads(file.read_bytes())["ppx"] == 1 for file in results())
    standing = len(results())
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert f"unchanged {standing}" in done.stdout.splitlines() or jobs == "2"  # a worker may have ended a page more
    assert same_as_fresh(raw, out, tmp_path)


def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    for number in range(160):
        write(raw / f"{number}.txt", number)
    command = [sys.executable, "-m", "ppx", "extract", str(raw), str(out), "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as run:
        while not list((out / "pages").glob("*.json")):
            time.sleep(0.01)
        run.send_signal(signal.SIGKILL)
    for _ in range(200):
        try:
            os.killpg(run.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("workers outlived their parent by 10 s")


def test_a_snapshot_is_a_dated_copy_of_the_tables(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    extract(raw, out)
    (raw / "0" / "2.txt").unlink()
    extract(raw, out, Options(snapshot=True))
    extract(raw, out, Options(snapshot=True))
    first, second = out / "snapshots/2026-03-01", out / "snapshots/2026-03-01.2"
    assert sorted(f.name for f in (out / "snapshots").iterdir()) == [first.name, second.name]
    assert {f.name for f in first.iterdir()} == {f.name for f in out.iterdir() if f.suffix in (".csv", ".json")}
    assert (first / "clauses.csv").read_bytes() == (out / "clauses.csv").read_bytes()
    assert [g["path"] for g in json.loads((first / "run.json").read_bytes())["gone"]] == ["0/2.txt"]

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises(OSError, match="No space"):
        extract(raw, out, Options(snapshot=True))
    assert len(list((out / "snapshots").iterdir())) == 2


def test_a_result_damaged_within_is_named_when_tables_are_made_of_it(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract(raw, out)
    file = out / "pages" / "0" / "0.txt.json"
    data = file.read_bytes()
    place = data.index(b'"text": ')
    file.write_bytes(data[:place] + b"{" + data[place + 1 :])  # its head, its end and its length are as they were
    write(raw / "new.txt", 9)
    with pytest.raises(DamagedResultError, match=r"0\.txt\.json is damaged"):
        extract(raw, out)
