"""Stores: the same bytes as on disk, whole or not at all, one writer at a time."""

from __future__ import annotations

import gzip
import json
import pickle
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import fsspec
import pytest
from typer.testing import CliRunner
from upath import UPath

from ppx import job, locks, reading, stores
from ppx.cli.main import app
from ppx.errors import UnreadablePageError, UsageError
from ppx.job import Options
from ppx.reading import Raw
from ppx.records import Settings

PLAN = "清河市促进园区发展办法\n\n一、总体要求\n到2026年底建成园区3个。（责任单位：市财政局）\n"
PAGES = {
    "b/2.txt": PLAN,
    "b.txt": PLAN.replace("3个", "4个"),
    "a/一号#?%20.html": f"<html><body><p>{PLAN}</p></body></html>",
    "a/.hidden/no.txt": PLAN,
    "no-suffix": PLAN,
    "picture.bin": "\x00\x01\x02" * 50,
    "crawl.jsonl.gz": json.dumps({"text": PLAN, "url": "https://example.org/1"}) + "\n",
}


@pytest.fixture
def memory() -> Iterator[Any]:
    store = fsspec.filesystem("memory")
    store.store.clear()
    yield store
    store.store.clear()


@pytest.fixture
def raw(memory: Any, tmp_path: Path) -> Path:
    """The same raw pages in a store and on disk."""
    for name, text in PAGES.items():
        data = gzip.compress(text.encode(), mtime=0) if name.endswith(".gz") else text.encode()
        memory.pipe_file(f"/raw/{name}", data)
        (tmp_path / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "raw" / name).write_bytes(data)
    return tmp_path / "raw"


def run(raw: Path, out: Path, **options: Any) -> job.Run:
    return job.extract(job.prepare(raw, out), out, Settings(), Options(**options))


def contents(out: Path) -> dict[str, bytes]:
    """Every file under OUT but the lock and run.json, which tells seconds."""
    on_disk = {f.relative_to(out).as_posix(): f for f in out.rglob("*") if f.is_file()} if stores.is_disk(out) else {}
    found = on_disk or dict(stores.find(out))
    return {name: f.read_bytes() for name, f in found.items() if name not in (".lock", "run.json")}


def at(name: str) -> Path:
    return stores.place(f"memory://{name}")


def test_a_store_gives_the_order_of_the_disk(raw: Path) -> None:
    on_disk, stored = ([page.path for page in reading.find(root)] for root in (raw, at("raw")))
    assert stored == on_disk == ["a/一号#?%20.html", "b/2.txt", "b.txt", "crawl.jsonl.gz", "no-suffix"]
    assert [p.path for p in reading.find(at("raw"), exclude=["b"])] == [p for p in on_disk if p != "b/2.txt"]
    assert [p.path for p in reading.find(at("raw/b/2.txt"))] == ["2.txt"]


def test_results_and_tables_are_the_bytes_of_the_disk(raw: Path, tmp_path: Path) -> None:
    formats = ("csv", "sqlite", "xlsx")
    run(raw, tmp_path / "out", formats=formats)
    done = run(at("raw"), at("out"), formats=formats, jobs=2)
    assert not done.failed
    assert contents(at("out")) == contents(tmp_path / "out")
    assert "pages/crawl.jsonl.gz.jsonl" in contents(at("out"))


def test_a_refresh_does_what_changed_and_removes_what_is_gone(raw: Path, memory: Any) -> None:
    run(at("raw"), at("out"))
    assert not run(at("raw"), at("out")).rebuilt
    memory.pipe_file("/raw/b.txt", PLAN.replace("3个", "9个").encode())
    memory.rm_file("/raw/b/2.txt")
    again = run(at("raw"), at("out"))
    assert ([s.path for s in again.done], again.removed) == (["b.txt"], 1)
    assert "pages/b/2.txt.json" not in contents(at("out"))


def test_a_run_that_is_killed_leaves_whole_results_and_goes_on(raw: Path, memory: Any) -> None:
    raws, out = job.prepare(at("raw"), at("out")), at("out")

    def kill(summary: Any) -> None:
        if summary.path == "b/2.txt":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        job.extract(raws, out, Settings(), seen=kill)
    half = {name for name in contents(out) if name.startswith("pages/")}
    assert half == {"pages/a/一号#?%20.html.json", "pages/b/2.txt.json"}
    assert [s.path for s in run(at("raw"), out).done] == ["b.txt", "crawl.jsonl.gz", "no-suffix"]


def test_a_lock_is_refused_until_it_is_broken(raw: Path, memory: Any) -> None:
    told = {"owner": "host-a, process 7", "began": "2026-01-02T03:04:05+00:00", "token": "x"}
    memory.pipe_file("/out/.lock", json.dumps(told).encode())
    with pytest.raises(UsageError, match=r"host-a, process 7, since 2026-01-02.*--break-lock"):
        run(at("raw"), at("out"))
    assert run(at("raw"), at("out"), break_lock=True).pages
    assert not memory.exists("/out/.lock")


def test_of_two_runs_one_writes(memory: Any) -> None:
    with locks.hold(at("out")), pytest.raises(UsageError, match="another run"), locks.hold(at("out")):
        pass


def test_a_snapshot_is_complete_with_run_json(raw: Path, memory: Any) -> None:
    run(at("raw"), at("out"), snapshot=True)
    kept = [name.rpartition("/")[2] for name in memory.find("/out/snapshots")]
    assert {"run.json", "documents.csv", "datapackage.json"} <= set(kept)


@pytest.mark.parametrize("engine", ["local", "dask"])
def test_workers_open_the_store_themselves(raw: Path, tmp_path: Path, engine: str) -> None:
    stored = cast(Path, UPath(raw.as_uri().replace("%20", " "), auto_mkdir=True))
    out = cast(Path, UPath((tmp_path / "far").as_uri(), auto_mkdir=True))
    plain = [Raw(path, file) for path, file in stores.find(stored) if path in ("b/2.txt", "b.txt")]
    done = job.extract(plain, out, Settings(), Options(jobs=2, engine=cast(Any, engine)))
    assert [s.error for s in done.pages] == [None, None]
    assert {"pages/b/2.txt.json", "pages/b.txt.json"} <= set(contents(out))


def test_raw_files_and_places_travel(raw: Path) -> None:
    page = next(iter(reading.find(at("raw"))))
    assert pickle.loads(pickle.dumps(page)) == page


def test_a_store_that_fails_half_way_is_no_damaged_container(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = next(p for p in reading.find(at("raw")) if p.path == "crawl.jsonl.gz")
    monkeypatch.setattr(stores._Pieces, "readinto", _fail)
    with pytest.raises(UnreadablePageError, match="run the same command again"):
        list(reading.unpack(replace(page)))


def _fail(self: Any, buffer: memoryview) -> int:
    if self.tell():
        raise stores.StoreError("connection lost")
    buffer[:2] = b"\x1f\x8b"
    self.seek(2)
    return 2


def test_no_object_leads_out_of_the_tree(memory: Any) -> None:
    memory.pipe_file("/raw/a.txt", b"a")
    memory.store["/raw/../../etc.txt"] = memory.store["/raw/a.txt"]
    with pytest.raises(UsageError, match="no path of a file"):
        stores.find(at("raw"))


def test_urls_survive_the_command_line(raw: Path, memory: Any, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["extract", "memory://raw", "memory://out", "--exclude", "crawl*"])
    assert (done.exit_code, "results in memory://out" in done.output) == (0, True)
    for arguments in (["verify", "memory://out", "memory://raw"], ["diff", "memory://out", "memory://out"]):
        assert CliRunner().invoke(app, arguments).exit_code == 0
    assert stores.place((tmp_path / "一 b").as_uri()) == tmp_path / "一 b"


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("nonsense://a/b", "install what speaks nonsense://"),
        ("memory://raw/out", "lies inside"),
        ("local:///x", "half-written"),
    ],
)
def test_an_out_that_cannot_be_is_told(raw: Path, url: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        job.prepare(at("raw"), stores.place(url))


def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "upath", None)
    with pytest.raises(UsageError, match=r"ppx\[stores\]"):
        stores.place("s3://bucket/raw")
    assert stores.place("raw") == Path("raw")
