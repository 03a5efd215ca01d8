"""The Dask engine with real workers: the bytes of the local engine, whatever dies."""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psutil
import pytest
from traps import Trap, end

from ppx import engines, job
from ppx.errors import UsageError
from ppx.job import Options
from ppx.reading import Raw
from ppx.records import Settings

PLAN = "清河市促进园区发展办法\n\n一、总体要求\n到2026年底建成园区3个。（责任单位：市财政局）\n"


@pytest.fixture(autouse=True)
def swept() -> Iterator[None]:
    """What Dask leaves unclosed where a scheduler is killed is collected here, not amid another test."""
    yield
    with warnings.catch_warnings(action="ignore"):
        gc.collect()


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(PLAN.replace("3个", f"{number + 3}个") * 20, encoding="utf-8")
    return folder


def results(out: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (out / "pages").rglob("*.json")}


def workers() -> list[psutil.Process]:
    """The worker processes of a cluster that this process made."""
    return [p for p in psutil.Process().children(recursive=True) if "spawn_main" in " ".join(p.cmdline())]


@contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask's own commands; killed at the end."""
    with subprocess.Popen(
        [sys.executable, "-m", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as started:
        try:
            yield started
        finally:
            if started.poll() is None:
                os.killpg(started.pid, signal.SIGKILL)


@pytest.fixture
def other_dashboard() -> Iterator[None]:
    """Somebody else's Dask cluster has the port that Dask's dashboards begin with."""
    with socket.socket() as taken:
        with suppress(OSError):  # it is taken indeed
            taken.bind(("127.0.0.1", 8787))
            taken.listen()
        yield


@pytest.mark.usefixtures("other_dashboard")
def test_a_cluster_gives_the_bytes_of_the_local_engine(raw: Path, tmp_path: Path) -> None:
    for name, options in (("local", Options()), ("dask", Options(jobs=2, engine="dask"))):
        out = tmp_path / name
        job.extract(job.prepare(raw, out), out, Settings(), options)
    names = sorted(p.relative_to(tmp_path / "local") for p in (tmp_path / "local").rglob("*.[cj]s*"))
    assert len(names) > 45
    for name in names:
        if name.name != "run.json":
            assert (tmp_path / "local" / name).read_bytes() == (tmp_path / "dask" / name).read_bytes(), name


def test_a_worker_killed_mid_run_and_a_poison_page_cost_one_page(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    raws = job.prepare(raw, out)
    poison = Raw(raws[17].path, Trap(raws[17].file, end))  # type: ignore[arg-type]
    raws[17] = poison
    summaries = []
    for summary in engines.run(raws, Settings(), out, jobs=2, scheduler=engines.OWN):
        if not summaries:
            workers()[0].kill()
        summaries.append(summary)
    assert sorted(s.path for s in summaries) == [raw.path for raw in raws]
    assert [(s.path, s.error.code) for s in summaries if s.error] == [(poison.path, "worker_died")]
    assert len(results(out)) == 40
    assert workers() == []


def test_a_scheduler_that_is_restarted_costs_nothing(raw: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address, out = f"tcp://127.0.0.1:{port}", tmp_path / "out"
    scheduler = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
    worker = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard")
    raws, summaries = job.prepare(raw, out), []
    with ExitStack() as started:
        first = started.enter_context(process(*scheduler))
        started.enter_context(process(*worker))
        for summary in engines.run(raws, Settings(), out, scheduler=address):
            if not summaries:
                os.killpg(first.pid, signal.SIGKILL)
                first.wait()
                started.enter_context(process(*scheduler))
                started.enter_context(process(*worker))
            summaries.append(summary)
    assert sorted(s.path for s in summaries) == [raw.path for raw in raws]
    assert not any(s.error for s in summaries)
    assert len(results(out)) == 40
    assert not logging.getLogger("distributed.client").isEnabledFor(logging.ERROR)  # no tracebacks between the events


def test_an_address_where_nobody_answers_is_wrong_use(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    began = time.monotonic()
    with pytest.raises(UsageError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        list(engines.run(job.prepare(raw, out), Settings(), out, scheduler="tcp://127.0.0.1:9"))
    assert time.monotonic() - began < 60
