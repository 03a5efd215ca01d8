"""The terminal: every verb works as a person types it, and ends with the status that it promises."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ppx import __version__

ROOT = Path(__file__).parent.parent
VERBS = ("extract", "show", "explain", "schema", "score", "verify", "diff", "review", "report", "lexicon", "gold")
PLAN = "清河市促进园区发展办法\n\n一、总体要求\n到2026年底建成园区3个。（责任单位：市财政局）\n"


def ppx(*arguments: str | Path, where: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ppx", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=where)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    return folder


def test_extract_says_what_it_did_and_where(raw: Path, tmp_path: Path) -> None:
    done = ppx("extract", raw, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    said = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    assert (said["pages"], said["failures"], said["deadlines"]) == ("1", "0", "1")
    assert done.stdout.splitlines()[-1] == f"results in {tmp_path / 'out'}"
    assert (tmp_path / "out" / "pages" / "plan.txt.json").exists()


def test_extract_writes_the_formats_that_are_asked_for(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = ppx("extract", raw, out, "--format", "sqlite,xlsx,parquet")
    assert done.returncode == 0, done.stderr
    assert {"ppx.sqlite", "ppx.xlsx", "targets.parquet", "targets.csv"} <= {p.name for p in out.iterdir()}
    report = json.loads((out / "run.json").read_text("utf-8"))
    assert report["settings"]["formats"] == ["csv", "parquet", "sqlite", "xlsx"]


def test_a_failed_page_is_named_and_gives_status_one(raw: Path, tmp_path: Path) -> None:
    (raw / "broken.txt").write_bytes(bytes(range(256)) * 64)
    done = ppx("extract", raw, tmp_path / "out")
    assert done.returncode == 1
    assert "broken.txt" in done.stderr
    assert "failures 1" in done.stdout


def test_a_second_run_says_what_it_did(raw: Path, tmp_path: Path) -> None:
    ppx("extract", raw, tmp_path / "out")
    (raw / "more.txt").write_text(PLAN, encoding="utf-8")
    said = ppx("extract", raw, tmp_path / "out").stdout.splitlines()
    assert {"pages 2", "done 1", "unchanged 1"} <= set(said)
    (raw / "more.txt").unlink()
    said = ppx("extract", raw, tmp_path / "out").stdout.splitlines()
    assert {"pages 1", "done 0", "unchanged 1", "removed 1"} <= set(said)
    said = ppx("extract", raw, tmp_path / "out").stdout.splitlines()
    assert said[-2:] == ["nothing changed; the tables stand as they were", f"results in {tmp_path / 'out'}"]
    assert "done 1" in ppx("extract", raw, tmp_path / "out", "--fresh").stdout.splitlines()


def test_a_strict_run_ends_with_status_three_where_something_is_odd(raw: Path, tmp_path: Path) -> None:
    assert ppx("extract", raw, tmp_path / "out", "--strict").returncode == 0
    (raw / "empty.txt").touch()
    done = ppx("extract", raw, tmp_path / "out", "--strict")
    assert done.returncode == 3
    assert "no_document: empty.txt: the page gave no document" in done.stdout
    (raw / "broken.txt").write_bytes(bytes(range(256)) * 64)
    assert ppx("extract", raw, tmp_path / "out", "--strict").returncode == 1


def test_a_project_file_speaks_where_the_command_line_does_not(raw: Path, tmp_path: Path) -> None:
    (raw / "draft.txt").write_text(PLAN, encoding="utf-8")
    said = 'exclude = ["draft.*"]\njobs = 1\ncsv_encoding = "utf-8"\n'
    (tmp_path / "ppx.toml").write_text(said, encoding="utf-8")
    assert "pages 1" in ppx("extract", "raw", "out", where=tmp_path).stdout
    assert not (tmp_path / "out/documents.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    other = ("extract", "raw", "out", "--exclude", "none", "--csv-encoding", "utf-8-sig")
    assert "pages 2" in ppx(*other, where=tmp_path).stdout
    assert (tmp_path / "out/documents.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_events_are_lines_of_json_on_stderr(raw: Path, tmp_path: Path) -> None:
    (raw / "broken.txt").write_bytes(bytes(range(256)) * 64)
    done = ppx("extract", raw, tmp_path / "out", "--log-format", "json", "--jobs", "1")
    told = [json.loads(line) for line in done.stderr.splitlines()]
    assert [t["event"] for t in told] == ["run_begun", "page_failed", "page_done", "anomaly", "run_ended"]
    assert (told[1]["page"], told[1]["code"], told[-1]["done"]) == ("broken.txt", "not_text", 2)
    assert ppx("extract", raw, tmp_path / "out", "--log-level", "error").stderr == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract", "raw", "out", "--config", "none.toml"),
        ("extract", "raw", "out", "--log-level", "loud"),
        ("show", "raw/plan.txt", "--config", "none.toml"),
        ("extract", "nowhere", "out"),
        ("extract", "raw", "raw/plan.txt"),
        ("extract", "raw", "out", "--manifest", "none.csv"),
        ("extract", "raw", "out", "--csv-encoding", "latin-1"),
        ("extract", "raw", "out", "--format", "csv,excel"),
        ("gold", "export", "nowhere"),
        ("gold", "import", "nowhere.json", "gold"),
        ("show", "nowhere.txt"),
        ("explain", "raw"),
        ("score", "raw", "out"),
        ("extract", "raw", "out", "--lexicon", "nowhere"),
        ("show", "raw/plan.txt", "--lexicon", "nowhere"),
        ("explain", "raw/plan.txt", "--lexicon", "nowhere"),
        ("lexicon", "check", "nowhere"),
        ("lexicon", "check", "raw", "--over", "nowhere"),
    ],
)
def test_wrong_use_is_one_line_and_status_two(raw: Path, arguments: tuple[str, ...]) -> None:
    done = ppx(*arguments, where=raw.parent)
    assert done.returncode == 2
    assert done.stderr.startswith("ppx: ")
    assert len(done.stderr.splitlines()) == 1


def test_an_unknown_option_is_status_two(raw: Path) -> None:
    assert ppx("extract", raw, "out", "--colour", "red").returncode == 2


def test_show_prints_the_tree(raw: Path) -> None:
    shown = ppx("show", raw / "plan.txt").stdout
    assert "清河市促进园区发展办法" in shown
    assert "一、总体要求" in shown
    assert "市财政局" in shown


def test_explain_has_a_line_for_each_line_of_the_page(raw: Path) -> None:
    said = ppx("explain", raw / "plan.txt").stdout
    assert [line[0] for line in said.splitlines()[1:]] == ["+"] * 3 + ["§"] + ["@"] * 3
    assert "utf-8" in said.splitlines()[0]


def test_explain_tells_why_a_clause_has_its_number(tmp_path: Path) -> None:
    page = tmp_path / "stuck.txt"
    page.write_text(
        "某市节水方案\n一、目标。到2025年用水下降5%。\n二、措施。推广节水器具。\n二、保障。市水利局牵头。\n", "utf-8"
    )
    said = ppx("explain", page).stdout
    assert "§ 1:2 «二、» 2 [continues 1]" in said
    assert "§ 1:3 «二、» 3 [repaired: reads '二、'" in said


def test_explain_names_the_rule_of_each_mention(raw: Path) -> None:
    said = ppx("explain", raw / "plan.txt").stdout
    assert "@ 1:1:a1 «市财政局» [labelled_list]" in said
    assert "@ 1:1:d1 «到2026年底» [point]" in said
    assert "@ 1:1:t1 «3个» [" in said


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "agencies.toml").write_text('[roles]\nlead = ["责任"]\nresponsible = ["-责任"]\n', encoding="utf-8")
    return folder


def test_a_lexicon_of_ones_own_is_laid_over(raw: Path, own: Path, tmp_path: Path) -> None:
    assert ppx("extract", raw, tmp_path / "out", "--lexicon", own).returncode == 0
    written = json.loads((tmp_path / "out/pages/plan.txt.json").read_text("utf-8"))
    assert [agency["role"] for agency in written["documents"][0]["agencies"]] == ["lead"]
    assert ppx("show", raw / "plan.txt", "--lexicon", own).returncode == 0
    assert ppx("explain", raw / "plan.txt", "--lexicon", own).returncode == 0


def test_a_wrong_lexicon_is_one_line_with_its_place(raw: Path, own: Path, tmp_path: Path) -> None:
    (own / "agencies.toml").write_text('[roles]\nlead = "责任"\n', encoding="utf-8")
    done = ppx("extract", raw, tmp_path / "out", "--lexicon", own)
    assert done.returncode == 2
    assert done.stderr == f"ppx: {own}/agencies.toml:2: roles.lead: must be a list of words\n"


def test_lexicon_check_prints_a_line_for_each_finding(raw: Path, own: Path) -> None:
    assert ppx("lexicon", "check", own, "--over", raw).returncode == 0
    (own / "agencies.toml").write_text('[roles]\nlead = ["责任"]\n', encoding="utf-8")
    done = ppx("lexicon", "check", own)
    assert done.returncode == 1
    assert done.stdout.startswith(f"{own}/agencies.toml:2: roles.lead: clash: 责任 means responsible in the package")
    (own / "agencies.toml").write_text('[roles]\nlead = ["领衔"]\n', encoding="utf-8")
    assert ppx("lexicon", "check", own).returncode == 0
    assert "领衔 stands on none" in ppx("lexicon", "check", own, "--over", raw).stdout


def test_schema_is_the_one_of_the_page_results() -> None:
    assert json.loads(ppx("schema").stdout)["properties"]["ppx"] == {"const": 1}


def test_version_is_the_packages() -> None:
    assert ppx("--version").stdout == f"ppx {__version__}\n"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(verb: str) -> None:
    said = ppx(verb, "--help")
    assert said.returncode == 0
    assert f"Example: ppx {verb}" in " ".join(said.stdout.split())


def test_help_names_every_verb_and_no_other() -> None:
    listed = ppx("--help").stdout.partition("Commands:")[2].partition("Example")[0]
    assert tuple(line.split()[0] for line in listed.splitlines() if line[:3].strip()[:1].islower()) == VERBS


def test_help_loads_nothing_of_the_pipeline() -> None:
    code = "import sys, ppx.cli.main; print(sorted({'pandas','opencc','jieba','regex','selectolax','rich'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_run_says_so_and_leaves_whole_files(raw: Path, tmp_path: Path, jobs: str) -> None:
    for number in range(2000):
        (raw / f"{number}.txt").write_text(PLAN, encoding="utf-8")
    command = [sys.executable, "-m", "ppx", "extract", str(raw), str(tmp_path / "out"), "--jobs", jobs]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as run:
        while not list((tmp_path / "out" / "pages").glob("*.json")):
            assert run.poll() is None
            time.sleep(0.05)
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: parent and workers
        _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert said.startswith("ppx: interrupted")
    assert len(said.splitlines()) == 1
    written = list((tmp_path / "out").rglob("*"))
    assert [f.name for f in written if f.name.startswith(".")] == [".lock"]
    assert all(json.loads(f.read_text("utf-8"))["error"] is None for f in written if f.suffix == ".json")
