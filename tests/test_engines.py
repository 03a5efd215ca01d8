"""The local engine: a page that kills, stalls or swells costs itself; a container costs the record that did."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from traps import Trap, end, stall, swell

from ppx import engines, job
from ppx.engines import Limits
from ppx.reading import Raw
from ppx.records import Settings, Summary

PLAN = "清河市促进园区发展办法\n\n一、总体要求\n到2026年底建成园区3个。（责任单位：市财政局）\n"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(PLAN.replace("3个", f"{number + 3}个"), encoding="utf-8")
    return folder


def run(raws: list[Raw], out: Path, limits: Limits) -> list[Summary]:
    return list(engines.run(raws, Settings(), out, jobs=2, limits=limits))


@pytest.mark.parametrize(
    ("deed", "code", "says"),
    [
        (end, "worker_died", "ended its worker process"),
        (stall, "timeout", "took longer than 3 seconds"),
        (swell, "memory", "more memory than its worker has"),
    ],
)
def test_a_page_that_does_harm_is_an_error_and_the_others_are_done(
    raw: Path, tmp_path: Path, deed: Callable[[], Any], code: str, says: str
) -> None:
    out = tmp_path / "out"
    raws = job.prepare(raw, out)
    raws[5] = Raw(raws[5].path, Trap(raws[5].file, deed))  # type: ignore[arg-type]
    summaries = run(raws, out, Limits(3.0, 1 << 32))
    assert len(summaries) == 12
    ((path, error),) = [(s.path, s.error) for s in summaries if s.error]
    assert (path, error.code) == (raws[5].path, code)
    assert says in error.message
    assert json.loads((out / "pages" / f"{path}.json").read_bytes())["error"]["code"] == code
    assert sorted(p.name for p in out.iterdir()) == ["pages"]
