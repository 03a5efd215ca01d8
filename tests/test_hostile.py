"""Hostile input: what a page, a container, a file name or a project file may hold, and what it costs."""

from __future__ import annotations

import csv
import gzip
import json
import marshal
import os
import resource
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from office_files import W, level, p, row, word

from ppx import events, job, lexicon, project, reading, runs
from ppx.engines import Limits
from ppx.errors import LexiconError, UsageError
from ppx.job import Options
from ppx.pipeline import run_page
from ppx.reading import Raw, containers
from ppx.reading.containers import lines
from ppx.reading.office import archive
from ppx.records import PageResult, Settings

PLAN = "清河市促进园区发展办法\n\n一、总体要求\n到2026年底建成园区3个。（责任单位：市财政局）\n"
LENGTH = 10_000
"""characters of a run"""
RUNS = (
    *"第章节条一十亿万零〇（）()《》“”〔〕【】[]、，。；：:１1.,%年月日前至到—-~ \t\u3000市县局委厅号*|#&<>'\"①ⅠO發裡",
    *(
        "（一）",
        "第一条",
        "一、",
        "1.1",
        "2025年",
        "1月1日",
        "到2025年底",
        "个百分点",
        "个工作日",
        "亿元",
        "不低于",
        "同比增长",
    ),
    *(
        "市财政局",
        "市财政局、",
        "责任单位：",
        "牵头单位：市",
        "国务院",
        "人民政府",
        "办公厅",
        "附件1：",
        "《关于",
        "印发",
        "以上",
    ),
    *(
        "<p>",
        "<b",
        "<!--",
        "&#",
        "<table><tr><td>",
        "<ul><li>",
        "</",
        "https://",
        "nǐ ",
        "\u200b",
        "\u202e",
        "上一篇：",
        "来源：",
    ),
)
"""what rules look for"""


def run(data: bytes, name: str = "page.txt", settings: Settings = Settings()) -> PageResult:  # noqa: B008 - frozen
    return run_page(Raw(name, Path("/nowhere"), data=data), settings)[0]


def code(result: PageResult) -> str | None:
    return result.error.code if result.error else None


# --- pages -----------------------------------------------------------------------------------------------------------


def test_a_run_of_anything_that_rules_look_for_ends_within_the_time_of_a_page(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    for number, part in enumerate(RUNS):
        times = LENGTH // len(part)
        (raw / f"{number}-run.txt").write_text(PLAN + part * times, "utf-8")
        (raw / f"{number}-lines.html").write_text(
            f"<h1>办法</h1><p>一、{part}" + f"<p>{part}建成" * (times // 8), "utf-8"
        )
    done = job.extract(job.prepare(raw, out), out, Settings(), Options(jobs=2, limits=Limits(60.0)))
    assert len(done.pages) == 2 * len(RUNS)
    assert [(s.path, s.error) for s in done.failed] == []


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "blockquote", "a><font", "svg", "template"])
def test_elements_in_elements_beyond_measure_lose_no_words(tag: str) -> None:
    result = run(f"<html><body>{f'<{tag}>' * 20_000}一、总体要求".encode(), "page.html")
    assert code(result) is None


def test_a_page_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    under, over, huge = (tmp_path / f"{name}.txt" for name in ("under", "over", "huge"))
    monkeypatch.setattr(reading, "LARGEST", 20_000)
    under.write_bytes(b"a" * 20_000)
    over.write_bytes(b"a" * 20_001)
    with huge.open("wb") as file:
        file.truncate(1 << 30)  # a gigabyte that takes no room
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    codes = {raw.path: code(run_page(raw, Settings())[0]) for raw in reading.find(tmp_path, include=["*.txt"])}
    assert codes == {"under.txt": None, "over.txt": "too_large", "huge.txt": "too_large"}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes


# --- archives and containers -----------------------------------------------------------------------------------------


def test_entities_of_a_word_file_are_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    document = (
        f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
        f"<w:document {W}><w:body>{p('一、&l9;&s;')}</w:body></w:document>"
    )
    made, source = BytesIO(), ZipFile(BytesIO(word(p("一"))))
    with ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, document if name == "word/document.xml" else source.read(name))
    shown = json.dumps([d.text for d in run(made.getvalue(), "a.docx").documents])
    assert "SECRET" not in shown
    assert "haha" not in shown


def test_figures_of_thousands_of_digits_in_a_word_file_are_read() -> None:
    nines = "9" * 5000
    body = f"<w:tbl>{row('甲', '乙', span=2).replace(chr(34) + '2' + chr(34), chr(34) + nines + chr(34))}</w:tbl>"
    lists = {"1": level(0, "decimal", "%1.").replace('w:start w:val="1"', f'w:start w:val="{nines}"')}
    assert code(run(word(p("一", "1") + body, lists), "a.docx")) is None


def test_an_archive_that_names_paths_outside_writes_none(tmp_path: Path) -> None:
    made = BytesIO(word(p("一、总体要求")))
    with ZipFile(made, "a") as target:
        for name in ("../escaped", "/escaped", "..\\escaped", "CON"):
            target.writestr(name, "x")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.docx").write_bytes(made.getvalue())
    job.extract(job.prepare(tmp_path / "raw", tmp_path / "out"), tmp_path / "out", Settings())
    assert sorted(f.name for f in tmp_path.iterdir()) == ["out", "raw"]
    assert archive.MOST_BYTES < 1 << 28


@pytest.mark.parametrize("name", ["bomb.jsonl.gz", "bomb.warc.gz"])
@pytest.mark.parametrize("head", [b"", b'{"text":"', b"WARC/1.0\r\nX: "])
def test_a_packed_container_is_never_unpacked_beyond_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, head: bytes
) -> None:
    monkeypatch.setattr(lines, "LARGEST", 1 << 20)
    monkeypatch.setattr(lines, "LONGEST", 1 << 21)
    file = tmp_path / name
    with gzip.open(file, "wb", 1) as packed:
        packed.write(head)
        for _ in range(64):
            packed.write(b"a" * (1 << 20))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = list(containers.unpack(Raw(name, file)))
    assert [record.fault.code for record in found if isinstance(record, Raw) and record.fault]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000  # kilobytes, of 64 MB unpacked


def test_a_line_that_holds_more_than_a_page_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LARGEST", 1000)
    file = tmp_path / "a.jsonl"
    file.write_text("".join(json.dumps({"text": "a" * n}) + "\n" for n in (1000, 1001)))
    first, second = containers.unpack(Raw("a.jsonl", file))
    assert isinstance(first, Raw)
    assert isinstance(second, Raw)
    assert first.fault is None
    assert second.fault is not None
    assert second.fault.code == "too_large"


def test_json_nested_beyond_measure_is_a_damaged_record(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("[" * 100_000 + '\n{"text":' * 1 + "[" * 100_000 + '\n{"text": "一、总体要求"}\n')
    codes = [r.fault.code if r.fault else None for r in containers.unpack(Raw("a.jsonl", file)) if isinstance(r, Raw)]
    assert codes == ["damaged_container", "damaged_container", None]


# --- names and folders -----------------------------------------------------------------------------------------------

NAMES = (
    "CON.txt",
    "NUL.html",
    "a\nb.txt",
    "\u202etxt.exe.txt",
    "\x1b]0;x\x07.txt",
    "-rf.txt",
    "..txt",
    "名" * 80 + ".txt",
    "a!1.txt",
    " .txt",
)


def test_any_name_has_its_result_inside_of_out(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    for name in NAMES:
        (raw / name).write_text(PLAN, "utf-8")
    (raw / "crawl.jsonl").write_text(
        "".join(
            json.dumps({"text": PLAN, "url": url, "site": url}) + "\n" for url in ("../../x", "/etc/passwd", "a\nb")
        )
    )
    done = job.extract(job.prepare(raw, out, include=["*"]), out, Settings())
    assert done.failed == ()
    assert sum(1 for f in out.rglob("*.json") if f.parent.name == "pages") == len(NAMES) + 1
    assert sorted(f.name for f in tmp_path.iterdir()) == ["out", "raw"]


def test_names_cannot_steer_the_terminal_or_the_log(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "\x1b[31m\nppx: all is well\u202e.txt").write_bytes(bytes(range(256)) * 64)
    for options in ((), ("--log-format", "text")):
        command = [sys.executable, "-m", "ppx", "extract", str(raw), str(out), "--jobs", "1", "--fresh", *options]
        said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        assert said.returncode == 1
        assert not {"\x1b", "\u202e"} & set(said.stdout + said.stderr)
        assert not [line for line in (said.stdout + said.stderr).splitlines() if line.startswith("ppx: all")]
    assert events.one_line("市 a\x1b\n\u202e") == "市 a\\x1b\\n\\u202e"


@pytest.mark.parametrize("linked", ["pages", "pages/sub"])
def test_a_link_in_the_place_of_a_folder_of_results_is_refused(tmp_path: Path, linked: str) -> None:
    raw, out, outside = tmp_path / "raw", tmp_path / "out", tmp_path / "outside"
    (raw / "sub").mkdir(parents=True)
    (raw / "sub/a.txt").write_text(PLAN, "utf-8")
    (outside / "sub").mkdir(parents=True)
    (outside / "sub/b.txt.json").write_text("{}")
    (out / linked).parent.mkdir(parents=True)
    (out / linked).symlink_to(outside)
    with pytest.raises(UsageError, match="is a link"):
        job.extract(job.prepare(raw, out), out, Settings())
    assert [f.name for f in outside.rglob("*") if f.is_file()] == ["b.txt.json"]


def test_a_link_in_the_place_of_a_result_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    raw, out, outside = tmp_path / "raw", tmp_path / "out", tmp_path / "outside.json"
    raw.mkdir()
    (raw / "a.txt").write_text(PLAN, "utf-8")
    outside.write_text("mine")
    (out / "pages").mkdir(parents=True)
    for name in ("pages/a.txt.json", "run.json", "clauses.csv", "datapackage.json"):
        (out / name).symlink_to(outside)
    assert job.extract(job.prepare(raw, out), out, Settings()).failed == ()
    assert outside.read_text() == "mine"


@pytest.mark.parametrize("damage", ["[" * 100_000, "{}", '{"pages": [{"path": 5}]}', "\0" * 100])
def test_a_run_json_of_anybody_is_none(tmp_path: Path, damage: str) -> None:
    (tmp_path / "run.json").write_text(damage)
    assert runs.read(tmp_path) == runs.Last()


def test_a_result_damaged_where_nobody_looks_is_named(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    for name in ("a.txt", "b.txt"):
        (raw / name).write_text(PLAN, "utf-8")
    job.extract(job.prepare(raw, out), out, Settings())
    file = out / "pages/a.txt.json"
    data = file.read_bytes()
    file.write_bytes(data[:-40] + b"\x00" * 38 + data[-2:])
    (raw / "b.txt").write_text(PLAN * 2, "utf-8")
    command = [sys.executable, "-m", "ppx", "extract", str(raw), str(out), "--jobs", "1"]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert said.returncode == 2
    assert said.stderr.startswith(f"ppx: {file} is damaged")
    file.unlink()
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


# --- spreadsheets, caches, what a project says -----------------------------------------------------------------------


def test_no_cell_of_a_table_is_a_formula(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    for number, start in enumerate("=+-@\t"):
        text = f'{start}HYPERLINK("https://example.org","x")办法\n\n一、{start}cmd|\'/c calc\'!A0\n到2026年底建成园区3个。\n'
        (raw / f"{start if start != chr(9) else 'tab'}{number}.txt").write_text(text, "utf-8")
    job.extract(job.prepare(raw, out), out, Settings(), Options(formats=("csv", "xlsx")))
    for file in out.glob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as rows:
            cells = [cell for cells in csv.reader(rows) for cell in cells if cell not in ("=", "+", "@", "-")]
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t")]
    book = openpyxl.load_workbook(out / "ppx.xlsx")
    assert {cell.data_type for sheet in book for cells in sheet for cell in cells} <= {"s", "n", "d", "b"}


def test_a_planted_cache_of_jieba_is_never_read(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text(PLAN + "市水务协会、市财政局负责。\n" * 9, "utf-8")
    outs = []
    for name in ("clean", "planted"):
        temporary = tmp_path / name
        temporary.mkdir()
        if name == "planted":
            (temporary / "jieba.cache").write_bytes(marshal.dumps(({"水务": 9, "财政局": 10**9}, 10**9)))
            (temporary / "jieba.cache").chmod(0)
        outs.append(temporary / "out")
        command = [sys.executable, "-m", "ppx", "extract", str(raw), str(outs[-1])]
        subprocess.run(command, env={**os.environ, "TMPDIR": str(temporary)}, check=True, capture_output=True)
        assert [f.name for f in temporary.iterdir() if f.name != "out"] == (
            ["jieba.cache"] if name == "planted" else []
        )
    tables = [{f.name: f.read_bytes() for f in out.rglob("*.*") if f.name != "run.json"} for out in outs]
    assert tables[0] == tables[1]


TOMLS = (
    "a = " + "[" * 5000,
    "jobs = " + "9" * 5000,
    "\0",
    "jobs = -1",
    "site = 5",
    "[[site]]\npath = 1",
    "include = [1]",
    "[encodings]\na = 'x'",
    "a." * 5000 + "b = 1",
)


@pytest.mark.parametrize("text", TOMLS, ids=range(len(TOMLS)))
def test_a_project_file_of_anything_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "ppx.toml").write_text(text)
    with pytest.raises(UsageError) as told:
        project.load(tmp_path / "ppx.toml")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "a = " + "9" * 5000, "\0", "roles = 5", "[words]\na = [[1]]"])
def test_a_lexicon_of_anything_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    (tmp_path / "agencies.toml").write_text(text)
    with pytest.raises(LexiconError, match=r"agencies\.toml:1"):
        lexicon.overlay(str(tmp_path))


LISTS = (
    ("agencies", "ends", "entry"),
    ("targets", "measure", "words"),
    ("deadlines", "words", "leads"),
    ("main_text", "footer", "inside"),
)
SIGNS = ("((", ".*", "[^a]+局", "(?R)", "市|县", "a{9999999}", "^$", "\\p{L}+", "(a+)+$")


@pytest.mark.parametrize("place", LISTS, ids=".".join)
def test_signs_of_patterns_in_a_lexicon_are_characters(tmp_path: Path, place: tuple[str, str, str]) -> None:
    name, table, words = place
    refused: list[str] = []
    for sign in SIGNS:
        text = json.dumps([sign], ensure_ascii=False)
        (tmp_path / f"{name}.toml").write_text(f"[{table}]\n{words} = {text}\n", "utf-8")
        try:
            result = run(PLAN.encode(), settings=Settings(str(tmp_path)))
        except LexiconError as error:
            refused.append(str(error))
            continue
        assert result.documents == run(PLAN.encode()).documents, sign
    assert all(f"{name}.toml:2" in message for message in refused)


def test_a_lexicon_of_a_hundred_thousand_words_is_taken(tmp_path: Path) -> None:
    many = json.dumps(
        [f"测{chr(0x4E00 + n // 400)}{chr(0x4E00 + n % 400)}" for n in range(100_000)], ensure_ascii=False
    )
    (tmp_path / "agencies.toml").write_text(f"[fields]\nwords = {many}\n", "utf-8")
    assert run(PLAN.encode(), settings=Settings(str(tmp_path))).documents == run(PLAN.encode()).documents


MANIFESTS = (
    b"path,url\n" + b"a" * 200_000 + b",x\n",
    b"path\n" + b'"',
    b"\xff\xfe",
    b"path,path\n",
    b"url\n",
    b"path,url\na.txt\n",
)


@pytest.mark.parametrize("text", MANIFESTS, ids=range(len(MANIFESTS)))
def test_a_manifest_of_anything_is_refused_in_one_line(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.txt").write_text(PLAN, "utf-8")
    (tmp_path / "manifest.csv").write_bytes(text)
    with pytest.raises(UsageError, match="manifest") as told:
        job.prepare(tmp_path / "raw", tmp_path / "out", manifest=tmp_path / "manifest.csv")
    assert "\n" not in str(told.value)
