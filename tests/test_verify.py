"""The checker: whole output passes, and whatever is damaged is caught and named."""

from __future__ import annotations

import ast
import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from mixed_pages import fill
from typer.testing import CliRunner

from ppx import codes, job
from ppx.cli.main import app
from ppx.errors import UsageError
from ppx.job import Options
from ppx.records import Settings
from ppx.review.verify import CLAIMS, contract, verify
from ppx.writing.columns import TABLES

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "benchmarks"))
import corruptions  # noqa: E402 - stands beside the product, not in it

CITING = "清河市园区管理办法\n\n第一条 根据《清河市水利条例》《清河市招标办法》制定本办法。\n第二条 依据《清河市会议制度》《清河市用车制度》执行。\n"
NOISY = "关于深(shēn)化(huà)改革(gé)的意见\n\n一、总体要求\n到二O二五年，市财政局(cái)牵头建成&#22253;区3个。\n"
TRADITIONAL = (
    "清河市數字鄉村工作方案\n\n一、總體要求\n到2026年底，建成數據中心3個。（責任單位：市財政局、市發展改革委）\n"
)


def extract(raw: Path, out: Path, **options: Any) -> None:
    job.extract(job.prepare(raw, out), out, Settings(), Options(**options))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """OUT and RAW: the sample pages, copies of one, a page with many citations, and every kind of file; in all formats."""
    folder = tmp_path_factory.mktemp("verify")
    out, raw = folder / "out", folder / "raw"
    shutil.copytree(ROOT / "data/raw", raw)
    for number in range(3):
        shutil.copy(raw / "text/linyi-parks.txt", raw / f"text/copy-{number}.txt")
    (raw / "citing.txt").write_text(CITING, encoding="utf-8")
    fill(raw / "mixed")
    extract(raw, out, formats=("csv", "parquet", "sqlite", "xlsx"), snapshot=True)
    return out, raw


def claims(out: Path, raw: Path | None = None) -> list[str]:
    return [fault.claim for fault in verify(out, raw)]


def test_what_extract_wrote_holds(whole: tuple[Path, Path]) -> None:
    assert list(verify(*whole)) == []


@pytest.mark.parametrize(("kind", "name"), corruptions.KINDS, ids=[name for _, name in corruptions.KINDS])
def test_every_kind_of_damage_is_caught(whole: tuple[Path, Path], kind: str, name: str) -> None:
    found = corruptions.caught(7, kind, name, *whole)
    assert found, f"{name}: " + ("nothing of the kind in the sample pages" if found is None else "went unnoticed")


def test_pages_that_are_hard_to_read_hold_too(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "broken.txt").write_bytes(bytes(range(256)) * 64)
    (raw / "empty.txt").touch()
    (raw / "noisy.txt").write_text(NOISY, encoding="utf-8")
    (raw / "marked.txt").write_bytes(b"\xef\xbb\xbf" + CITING.replace("\n", "\r\n").encode())
    (raw / "wide.txt").write_bytes(b"\xff\xfe" + CITING.encode("utf-16-le"))
    (raw / "old.txt").write_bytes(CITING.replace("\n", "\r").encode("gb18030"))
    (raw / "hant.txt").write_text(TRADITIONAL, encoding="utf-8")
    (raw / f"{'长' * 80}.txt").write_text(CITING, encoding="utf-8")
    (raw / "scripted.html").write_text(
        "<html><head><noscript><img src=x></noscript><title>通知</title></head><body><div><h1>清河市通知</h1>"
        "<p>一、到2026年底，市财政局建成园区3个。</p><p>二、另行通知。</p></div></body></html>",
        encoding="utf-8",
    )
    extract(raw, tmp_path / "out")
    assert list(verify(tmp_path / "out", raw)) == []


def test_a_fault_names_claim_file_record_and_both_sides(whole: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(whole[0], out)
    file = out / "pages/text/linyi-parks.txt.json"
    corruptions.damage_files.edit_json(file, lambda page: page["documents"][0]["agencies"][2].update(text="财正局"))
    found = next(fault for fault in verify(out, whole[1]) if fault.claim == "text")
    assert found.file == "pages/text/linyi-parks.txt.json"
    assert found.record == "text/linyi-parks.txt#1:a3"
    assert (found.expected, found.found) == ("财政局", "财正局")


def test_what_hangs_on_an_unreadable_table_is_not_told(whole: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(whole[0], out)
    (out / "clauses.csv").write_bytes(b"\xff\xfe\x00")
    assert claims(out) == ["csv", "tables"]


def test_the_command_ends_with_3_and_speaks_json(whole: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(whole[0], out)
    good = CliRunner().invoke(app, ["verify", str(out)])
    assert (good.exit_code, good.stdout) == (0, "every claim holds; give RAW to check it against the raw pages too\n")
    (out / "pages/citing.txt.json").unlink()
    bad = CliRunner().invoke(app, ["verify", str(out), str(whole[1]), "--json"])
    assert bad.exit_code == 3
    assert json.loads(bad.stdout.splitlines()[0])["claim"] == "page_missing"
    told = CliRunner().invoke(app, ["verify", str(out), "--limit", "1"])
    assert "page_missing" in told.stdout
    with pytest.raises(UsageError, match="holds no run.json"):
        list(verify(tmp_path))


def test_the_checker_imports_nothing_of_ppx_but_errors() -> None:
    allowed = ("ppx.errors", "ppx.review.verify")
    imported = set()
    for source in (ROOT / "src/ppx/review/verify").glob("*.py"):
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                imported.add(node.module or "")
                assert node.level == 0
            elif isinstance(node, ast.Import):
                imported.update(name.name for name in node.names)
    assert [name for name in imported if name.partition(".")[0] == "ppx" and not name.startswith(allowed)] == []


def test_the_second_statement_of_the_contract_says_the_same() -> None:
    assert set(contract.REASONS) == set(codes.REASONS)
    assert set(contract.WARNINGS) == set(codes.WARNINGS)
    assert set(contract.FAILURES) == set(codes.FAILURES)
    assert set(contract.ANOMALIES) == set(codes.ANOMALIES)
    assert set(contract.COLUMNS) == set(TABLES)
    for name, columns in contract.COLUMNS.items():
        known = [c for c in TABLES[name] if c.name in columns]
        assert [c.name for c in known] == list(columns)
        assert next((c.name for c in known if c.key), None) == contract.PRIMARY.get(name)
        assert {c.name: c.refers for c in known if c.refers} == {
            c: contract.FOREIGN[c]
            for c in columns
            if c in contract.FOREIGN and (c, contract.FOREIGN[c]) != (contract.PRIMARY.get(name), name)
        }


def test_every_claim_is_documented_and_no_other() -> None:
    text = (ROOT / "docs/verify.md").read_text("utf-8")
    assert dict(re.findall(r"^\| `([a-z_]+)` \| (.*) \|$", text, re.MULTILINE)) == dict(CLAIMS)
