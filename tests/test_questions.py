"""The analyst's script answers from the tables of the sample pages."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ppx import job
from ppx.records import Settings

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def questions() -> ModuleType:
    spec = importlib.util.spec_from_file_location("questions", ROOT / "docs/questions.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two runs over the sample text pages; before the second a figure, a day and a page have changed, and a copy came."""
    folder = tmp_path_factory.mktemp("runs")
    pages = {p.name: p.read_text("utf-8") for p in (ROOT / "data/raw/text").iterdir()}
    later = {name: text.replace("园区8个", "园区9个") for name, text in pages.items() if name != "one-line.txt"}
    later["reprint.txt"] = later["linyi-parks.txt"]
    for number, held in enumerate((pages, later)):
        raw = folder / f"raw{number}"
        raw.mkdir()
        for name, text in held.items():
            (raw / name).write_text(text, "utf-8")
        out = folder / f"out{number}"
        job.extract(job.prepare(raw, out), out, Settings())
    return folder / "out0", folder / "out1"


def test_who_leads_most_tasks_counts_a_reprint_once(questions: ModuleType, runs: tuple[Path, Path]) -> None:
    before, after = (questions.who_leads(out).set_index("organ")["tasks"] for out in runs)
    assert before["临沂市工业和信息化局"] == after["临沂市工业和信息化局"] == 1
    assert list(before) == sorted(before, reverse=True)


def test_targets_that_fall_due_in_a_year(questions: ModuleType, runs: tuple[Path, Path]) -> None:
    due = questions.targets_due(runs[1], 2026)
    assert {"亩均税收"} <= set(due["indicator"])
    assert set(due["day"].str[:4]) == {"2026"}
    assert list(due["day"]) == sorted(due["day"])
    assert len(questions.targets_due(runs[1], 1949)) == 0


def test_what_changed_since_the_last_run(questions: ModuleType, runs: tuple[Path, Path]) -> None:
    changes = questions.what_changed(*runs)
    own = changes[changes["document_id"].str.startswith("linyi")]
    assert [(c.table, c.change) for c in own.itertuples()] == [("targets", "gone"), ("targets", "new")]
    documents = changes[changes["table"] == "documents"]
    assert set(documents["change"] + " " + documents["document_id"].str.partition("#")[0]) >= {
        "new reprint.txt",
        "gone one-line.txt",
    }
    assert len(questions.what_changed(runs[0], runs[0])) == 0


def test_the_script_prints_its_answers(runs: tuple[Path, Path]) -> None:
    command = [
        sys.executable,
        str(ROOT / "docs/questions.py"),
        str(runs[1]),
        "--year",
        "2025",
        "--before",
        str(runs[0]),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == ""
    for question in (
        "Who leads most tasks?",
        "Which targets fall due next year, 2026?",
        "What changed since the last run?",
    ):
        assert f"\n{question}\n" in done.stdout
    assert "亩均税收" in done.stdout
