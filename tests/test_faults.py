"""Faults of the machine: whatever ends or refuses a run, the same command again leaves the bytes of an undisturbed one.

`make faults RUNS=100` kills that many runs at random moments.
"""

from __future__ import annotations

import ctypes
import errno
import itertools
import json
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from traps import Trap, stall

from ppx import engines, job
from ppx.engines import Limits
from ppx.job import Options
from ppx.reading import Raw
from ppx.records import Settings

RUNS = int(os.environ.get("PPX_FAULT_RUNS", "3"))
PLAN = "清河市促进园区发展办法\n\n一、总体要求\n到2026年底建成园区3个。（责任单位：市财政局）\n"
PARTS = "".join(f"\n{n}、到202{n}年底，园区产值增长{n}%以上。（责任单位：市财政局、市水利局）\n" for n in range(1, 9))
OWN = ("run.json", ".lock")
"""files of OUT that tell of one run"""
ENDS_WITHIN = 30.0
"""seconds that processes have to end before they count as orphans"""


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages in text and HTML, and a container."""
    folder = tmp_path_factory.mktemp("faults") / "raw"
    (folder / "html").mkdir(parents=True)
    for number in range(47):
        text = PLAN.replace("3个", f"{number + 3}个") + PARTS * 3
        if number % 4:
            (folder / f"{number:02}.txt").write_text(text, "utf-8")
        else:
            body = "".join(f"<p>{line}</p>" for line in text.splitlines())
            (folder / "html" / f"{number:02}.html").write_text(f"<html><body>{body}</body></html>", "utf-8")
    lines = [json.dumps({"text": PLAN.replace("3个", f"{n}个") + PARTS * 2}) for n in range(12)]
    (folder / "crawl.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What an undisturbed run leaves."""
    out = tmp_path_factory.mktemp("whole") / "out"
    assert ended(start(raw, out, "--jobs", "1"))[0] == 0
    return files(out)


def files(out: Path) -> dict[str, bytes]:
    """Every file of OUT but those that tell of one run: a partial file is one too many."""
    found = (file for file in sorted(out.rglob("*")) if file.is_file())
    return {f.relative_to(out).as_posix(): f.read_bytes() for f in found if f.name not in OWN}


def results(out: Path) -> int:
    return sum(1 for _ in (out / "pages").rglob("*.json"))


def start(raw: Path, out: Path, *options: str, before: Callable[[], object] | None = None) -> subprocess.Popen[str]:
    """The command in a process group of its own, as a terminal starts it."""
    command = [sys.executable, "-m", "ppx", "extract", str(raw), str(out), *options]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=before,
    )


def ended(run: subprocess.Popen[str]) -> tuple[int, str]:
    """Status and stderr of a run that ends by itself."""
    with run:
        _, errors = run.communicate(timeout=300)
    return run.returncode, errors


@contextmanager
def no_orphans(run: subprocess.Popen[str]) -> Iterator[None]:
    """Nothing that the run started outlives it."""
    yield
    until = time.monotonic() + ENDS_WITHIN
    while left := [p.pid for p in psutil.process_iter() if group_of(p.pid) == run.pid]:
        assert time.monotonic() < until, left
        time.sleep(0.02)


def group_of(pid: int) -> int | None:
    try:
        alive = psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
        return os.getsid(pid) if alive else None
    except (psutil.NoSuchProcess, ProcessLookupError):
        return None


def workers(run: subprocess.Popen[str]) -> list[psutil.Process]:
    try:
        children = psutil.Process(run.pid).children()
        return [child for child in children if "spawn_main" in " ".join(child.cmdline())]
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return []


def wait_for(out: Path, most: int, run: subprocess.Popen[str]) -> None:
    """Until the run has left so many results."""
    while results(out) < most and run.poll() is None:
        time.sleep(0.01)


def finish(raw: Path, out: Path, whole: dict[str, bytes], *options: str) -> None:
    """The same command again ends well and leaves the bytes of an undisturbed run."""
    run = start(raw, out, *options)
    with no_orphans(run):
        status, errors = ended(run)
    assert (status, errors) == (0, "")
    assert files(out).keys() == whole.keys()
    assert [name for name, data in files(out).items() if data != whole[name]] == []
    report = json.loads((out / "run.json").read_bytes())
    assert (report["counts"]["pages"], report["counts"]["failed"]) == (48, 0)


def test_runs_that_are_killed_at_random_moments_end_in_the_same_bytes(
    raw: Path, whole: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    killed = Counter[str]()
    for number in range(RUNS):
        chance, out = random.Random(number), tmp_path / f"out{number}"
        run = start(raw, out, "--jobs", "2")
        with no_orphans(run), run:
            if chance.random() < 0.75:
                wait_for(out, chance.randrange(1, 48), run)
            time.sleep(chance.uniform(0, 0.4))
            found = workers(run)
            if found and number % 2:
                chance.choice(found).kill()
                killed["worker"] += 1
                run.communicate(timeout=300)
                assert run.returncode in (0, 1)  # 1: the page was tried alone when the signal came, and is tried again
            else:
                killed["parent" if run.poll() is None else "nobody: the run had ended"] += 1
                run.kill()
                run.communicate(timeout=300)
        finish(raw, out, whole, "--jobs", "2")
        shutil.rmtree(out)
    assert sum(killed.values()) == RUNS
    if RUNS > 9:
        with capsys.disabled():
            sys.stdout.write(f"\n{RUNS} runs, killed: {dict(killed)}; all ended in the same bytes, no process left\n")


def test_workers_that_are_stuck_in_a_library_end_with_their_parent(raw: Path, tmp_path: Path) -> None:
    out, script = tmp_path / "out", tmp_path / "run.py"
    script.write_text(
        "from pathlib import Path\nfrom traps import Trap, stall\nfrom ppx import engines, job\nfrom ppx.reading import Raw\n"
        "from ppx.engines import Limits\nfrom ppx.records import Settings\n"
        f"if __name__ == '__main__':\n    out = Path({str(out)!r})\n    raws = job.prepare(Path({str(raw)!r}), out)\n"
        "    raws[20] = Raw(raws[20].path, Trap(raws[20].file, stall))\n"
        "    for _ in engines.run(raws, Settings(), out, jobs=2, limits=Limits(None)): pass\n",
        "utf-8",
    )
    where = {**os.environ, "PYTHONPATH": os.pathsep.join((*filter(None, sys.path), str(Path(__file__).parent)))}
    with subprocess.Popen([sys.executable, str(script)], start_new_session=True, env=where, text=True) as run:
        wait_for(out, 36, run)
        assert run.poll() is None
        with no_orphans(run):
            run.kill()


def test_a_run_that_is_left_does_not_wait_for_a_page_that_stalls(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    raws = job.prepare(raw, out)
    raws[1] = Raw(raws[1].path, Trap(raws[1].file, stall))  # type: ignore[arg-type]
    run = engines.run(raws, Settings(), out, jobs=2, limits=Limits(None))
    assert next(iter(run)).error is None
    run.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    "options", [("--jobs", "1"), ("--jobs", "2"), ("--engine", "dask", "--jobs", "2")], ids=" ".join
)
def test_ctrl_c_ends_with_a_message_and_the_same_command_goes_on(
    raw: Path, whole: dict[str, bytes], tmp_path: Path, options: tuple[str, ...]
) -> None:
    out = tmp_path / "out"
    run = start(raw, out, *options)
    with no_orphans(run):
        wait_for(out, 3, run)
        os.killpg(run.pid, signal.SIGINT)
        status, errors = ended(run)
    assert status == 130
    assert errors == "ppx: interrupted; what was written is whole, run the same command again to finish\n"
    assert 3 <= results(out) < 48
    finish(raw, out, whole, "--jobs", "2")


def test_a_second_run_on_one_folder_is_refused_and_the_first_unharmed(
    raw: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    first = start(raw, out, "--jobs", "1")
    wait_for(out, 1, first)
    first.send_signal(signal.SIGSTOP)  # it holds the lock for as long as the second takes to ask
    status, errors = ended(start(raw, out, "--jobs", "1"))
    first.send_signal(signal.SIGCONT)
    assert status == 2
    assert errors == f"ppx: another run is writing into {out}; wait for it, or give another folder as OUT\n"
    assert ended(first) == (0, "")
    assert files(out) == whole


@pytest.mark.parametrize("before", [0, 20, 48, 50])
def test_a_full_disk_is_told_and_leaves_nothing_half_written(
    raw: Path, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    out, written = tmp_path / "out", itertools.count()
    real = os.fsync

    def full(handle: int) -> None:
        if next(written) >= before:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left on device"):
            job.extract(job.prepare(raw, out), out, Settings())
    assert files(out).items() <= whole.items()
    finish(raw, out, whole, "--jobs", "1")


@pytest.mark.parametrize(("kind", "pages"), [("csv", 60), ("parquet", 2), ("sqlite", 2), ("xlsx", 2)])
def test_tables_that_the_disk_refuses_are_told_in_one_line(tmp_path: Path, kind: str, pages: int) -> None:
    raw, out, limit = (
        tmp_path / "raw",
        tmp_path / "out",
        6000,
    )  # bytes: room for a page result, and for CSV of two pages
    raw.mkdir()
    for number in range(pages):
        (raw / f"{number}.txt").write_text(PLAN, "utf-8")
    small = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))  # noqa: E731
    status, errors = ended(start(raw, out, "--jobs", "1", "--format", kind, before=small))
    assert (status, len(errors.splitlines())) == (2, 1)
    assert errors.startswith(f"ppx: {out} cannot be written: ")
    assert sorted(f.name for f in out.iterdir() if f.name != ".lock") == ["pages"]
    assert ended(start(raw, out, "--jobs", "1", "--format", kind)) == (0, "")
    assert json.loads((out / "run.json").read_bytes())["counts"]["unchanged"] == pages


def obey_rights() -> None:
    """Have root obey the rights of files too: drop CAP_DAC_OVERRIDE; without effect for anybody else."""
    ctypes.CDLL(None).prctl(24, 1)


def test_a_folder_that_cannot_be_written_is_told_in_one_line(
    raw: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    job.extract(job.prepare(raw, out), out, Settings())
    before = (out / "run.json").read_bytes()
    out.chmod(0o555)
    status, errors = ended(start(raw, out, before=obey_rights))
    assert (status, errors) == (2, f"ppx: {out} cannot be written: Permission denied; give another folder as OUT\n")
    assert files(out) == whole
    assert (out / "run.json").read_bytes() == before
    out.chmod(0o755)
    (out / "pages" / "html").chmod(0o555)
    (raw_two := tmp_path / "raw" / "html").mkdir(parents=True)
    (raw_two / "00.html").write_text("<p>一、总体要求</p>", "utf-8")
    status, errors = ended(start(raw_two.parent, out, "--keep-missing", before=obey_rights))
    (out / "pages" / "html").chmod(0o755)
    assert status == 1
    assert errors == "html/00.html: the result of html/00.html cannot be written: Permission denied\n"


def test_results_and_refresh_do_not_depend_on_the_clock(
    raw: Path, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, chance = tmp_path / "out", random.Random(1)
    monkeypatch.setattr(time, "time", lambda: chance.uniform(0, 4e9))
    assert len(job.extract(job.prepare(raw, out), out, Settings()).done) == 48
    assert files(out) == whole
    for number, file in enumerate([*raw.rglob("*.*"), *out.rglob("*.*")]):
        os.utime(file, (0, 0) if number % 2 else (4e9, 4e9))
    run = job.extract(job.prepare(raw, out), out, Settings())
    assert (len(run.done), run.rebuilt) == (0, False)
    assert files(out) == whole


def test_a_page_is_late_by_no_clock_that_may_jump(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    raws = job.prepare(raw, out)[:3]
    raws[1] = Raw(raws[1].path, Trap(raws[1].file, stall))  # type: ignore[arg-type]
    monkeypatch.setattr(time, "time", lambda: 0.0)
    summaries = list(engines.run(raws, Settings(), out, jobs=2, limits=Limits(2.0)))
    assert [s.error.code for s in summaries if s.error] == ["timeout"]
    assert [file.name for file in out.iterdir()] == ["pages"]


def test_a_page_that_ended_its_worker_is_tried_again_apart(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    raws = job.prepare(raw, out)[:3]
    trapped = [raws[0], Raw(raws[1].path, Trap(raws[1].file, stall)), raws[2]]  # type: ignore[arg-type]
    options = Options(jobs=2, limits=Limits(2.0))
    for _ in range(2):  # the second time the page is the only one to do
        run = job.extract(trapped, out, Settings(), options)
        assert [s.error.code for s in run.failed if s.error] == ["timeout"]
    assert job.extract(raws, out, Settings(), options).failed == ()
