"""Tables that grow while pages are run: of what workers left, in the order of the pages, and the bytes of tables made afterwards."""

from __future__ import annotations

import errno
import json
import os
import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from ppx import engines, job, writing
from ppx.errors import DamagedResultError
from ppx.job import Options
from ppx.records import Settings, Summary
from ppx.tabulation import Tabulation
from ppx.writing import results, shares, tables

PLAN = "清河市促进园区发展办法\n\n一、总体要求\n到2026年底建成园区3个。（责任单位：市财政局）\n根据《清河市园区办法》制定。\n"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Pages, some of them reprints, and a container."""
    folder = tmp_path / "raw"
    folder.mkdir()
    for number in range(20):
        body = "".join(f"\n{n}、到202{n}年底，园区产值增长{n + number % 7}%以上，市水利局牵头。\n" for n in range(1, 9))
        (folder / f"{number:02}.txt").write_text(PLAN.replace("3个", f"{number + 3}个") + body, "utf-8")
    lines = [json.dumps({"text": PLAN.replace("3个", f"{n}个")}) for n in range(5)]
    (folder / "crawl.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def made(out: Path) -> dict[str, bytes]:
    """The tables and their memory."""
    return {file.name: file.read_bytes() for file in out.iterdir() if file.suffix in (".csv", ".jsonl")}


def afterwards(raw: Path, out: Path) -> dict[str, bytes]:
    """The tables made of the page results alone."""
    raws = job.prepare(raw, out)
    list(engines.run(raws, Settings(), out))
    job.extract(raws, out, Settings())
    return made(out)


def refuse(*_: object) -> Any:
    raise AssertionError("a page result was read again")


def test_what_was_just_written_is_not_read_again(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = afterwards(raw, tmp_path / "after")
    monkeypatch.setattr(tables, "read_results", refuse)
    out = tmp_path / "out"
    job.extract(job.prepare(raw, out), out, Settings())
    assert made(out) == whole
    assert [file.name for file in out.iterdir() if file.is_dir()] == ["pages"]


@pytest.mark.parametrize("seed", range(3))
def test_pages_that_get_done_in_any_order_stand_in_theirs(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    whole, run = afterwards(raw, tmp_path / "after"), engines.run

    def shuffled(*given: Any, **named: Any) -> list[Summary]:
        found = list(run(*given, **named))
        random.Random(seed).shuffle(found)
        return found

    monkeypatch.setattr(engines, "run", shuffled)
    out = tmp_path / "out"
    job.extract(job.prepare(raw, out), out, Settings())
    assert made(out) == whole


def test_a_share_that_is_missing_is_made_of_the_page_result(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, encode, calls = afterwards(raw, tmp_path / "after"), shares._encode, iter(range(1000))

    def failing(share: shares.Share) -> bytes:
        if next(calls) % 3 == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return encode(share)

    monkeypatch.setattr(shares, "_encode", failing)
    out = tmp_path / "out"
    job.extract(job.prepare(raw, out), out, Settings())
    assert made(out) == whole


def test_a_share_is_that_of_the_last_run_of_its_page(tmp_path: Path) -> None:
    first, second = ({"source": {"path": "a", "url": url}, "attachments": [], "documents": []} for url in ("x", "y"))
    for page in (first, second):
        with writing.Spool(tmp_path, "a") as spool:
            spool.add(page, b"")
    (share,) = shares.read_spool(shares.spool_file(tmp_path, "a"))
    assert share.facts["source"]["url"] == "y"
    with suppress(KeyboardInterrupt), writing.Spool(tmp_path, "a") as spool:
        spool.add(first, b"")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_the_spools_of_ranges_become_one_and_none_where_one_is_missing(tmp_path: Path) -> None:
    for url in ("x", "y"):
        with writing.Spool(tmp_path, url) as spool:
            spool.add({"source": {"path": "a", "url": url}, "attachments": [], "documents": []}, b"")
    with writing.Spool(tmp_path, "a") as spool:
        spool.take("x")
        spool.take("y")
    file = shares.spool_file(tmp_path, "a")
    assert [share.facts["source"]["url"] for share in shares.read_spool(file)] == ["x", "y"]
    assert list(tmp_path.iterdir()) == [file]
    with writing.Spool(tmp_path, "a") as spool:
        spool.take("x")
    assert list(tmp_path.iterdir()) == []


def test_what_stops_the_tables_does_not_stop_the_pages(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    job.extract(job.prepare(raw, out), out, Settings())
    before = made(out)
    damaged = results.page_file(out, "00.txt")
    data = damaged.read_bytes()
    place = data.index(b'"text": ')
    damaged.write_bytes(data[:place] + b"{" + data[place + 1 :])
    for number in range(5, 15):
        file = raw / f"{number:02}.txt"
        file.write_text(file.read_text("utf-8") + "\n二、保障措施\n", "utf-8")
    seen: list[str] = []
    with pytest.raises(DamagedResultError, match=r"00\.txt\.json is damaged"):
        job.extract(job.prepare(raw, out), out, Settings(), Options(), seen=lambda s: seen.append(s.path))
    assert len(seen) == 21
    assert "保障措施" in results.page_file(out, "14.txt").read_text("utf-8")
    assert made(out) == before


def test_tables_that_nobody_finishes_leave_nothing(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    raws = job.prepare(raw, out)
    order = [r.path for r in raws]
    with Tabulation(out, order, order, encoding="utf-8", formats=("csv",), maker="m", anew=False) as growing:
        for summary in engines.run(raws, Settings(), out, spool=growing.spool):
            growing.done(summary)
    assert [file.name for file in out.iterdir()] == ["pages"]
