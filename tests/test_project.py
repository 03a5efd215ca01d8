"""The project file: what it says reaches the pages, and what it says wrongly is told in one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ppx import project
from ppx.errors import UsageError
from ppx.pipeline import made, run_page
from ppx.reading import Raw
from ppx.records import PageResult, Settings, Site

PAGE = """<!DOCTYPE html><html><head><title>清河市人民政府</title><link rel="canonical" href="https://www.qinghe.example/1.html"></head>
<body><div class="nav">首页 政务公开</div><h1 class="headline">清河市节水办法</h1>
<table><tr><td>侧栏里的话</td><td class="body"><p>一、总则</p><p>到2026年底建成水库3座<span class="hits">点击33次</span>。</p>
<div class="share">分享到朋友圈</div><div style="display:none">看不见</div><p>短</p></td></tr></table><div>页脚文字</div></body></html>"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ppx.toml"


def load(file: Path, text: str) -> project.Project:
    file.write_text(text, encoding="utf-8")
    return project.load(file)


def run(tmp_path: Path, *rules: Site, page: bytes = PAGE.encode(), **settings: Any) -> PageResult:
    raw = tmp_path / "a" / "1.html"
    raw.parent.mkdir(exist_ok=True)
    raw.write_bytes(page)
    return run_page(Raw("a/1.html", raw), Settings(sites=rules, **settings))[0]


def dropped(result: PageResult) -> dict[str, str]:
    return {piece.text: piece.reason for piece in result.dropped}


def test_every_key_is_read(file: Path) -> None:
    found = load(
        file,
        """
        include = ["*.html"]
        exclude = ["drafts/**"]
        manifest = "manifest.csv"
        lexicon = "own"
        jobs = 4
        csv_encoding = "utf-8"
        formats = ["csv"]
        log = { level = "info", format = "json" }
        encodings = { "old/**" = "gb2312" }
        [[site]]
        host = "www.example.org"
        main = "div.article"
        drop = [".share", "#qr"]
        title = "h1"
        """,
    )
    assert (found.include, found.exclude, found.jobs) == (("*.html",), ("drafts/**",), 4)
    assert (found.manifest, found.settings.lexicons) == (file.parent / "manifest.csv", str(file.parent / "own"))
    assert (found.csv_encoding, found.formats, found.log_level, found.log_format) == ("utf-8", ("csv",), "info", "json")
    assert found.settings.encodings == (("old/**", "gb18030"),)
    assert found.settings.sites == (
        Site(host="www.example.org", main="div.article", drop=(".share", "#qr"), title="h1"),
    )
    assert found.using(Path("other")).lexicons == "other"


def test_without_a_file_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert project.load(None) == project.Project()
    (tmp_path / "ppx.toml").write_text("jobs = 3\n")
    assert project.load(None).jobs == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("colour = 1", "colour: no such key; there are include, "),
        ("include = '*.html'", 'include: must be a list of texts; write include = ["…"]'),
        ("jobs = 0", "jobs: must be a whole number above 0"),
        ("jobs = true", "jobs: must be a whole number above 0"),
        ("lexicon = ''", "lexicon: must be a text"),
        ("log = 'info'", "log: must be a table"),
        ("log = { level = 'loud' }", "log.level: loud is none of debug, info, warning, error"),
        ("log = { file = 'x' }", "log.file: no such key; there are level, format"),
        ("encodings = { '*' = 'klingon' }", "encodings.*: klingon is no encoding"),
        ("site = 1", "site: must be a list of tables"),
        ("[[site]]\nmain = '#a'", "site[1].path: a rule needs a path or a host"),
        ("[[site]]\npath = '*'", "site[1].main: a rule needs main, drop or title"),
        ("[[site]]\npath = '*'\nmain = 'div['", "site[1].main: 'div[' is no CSS selector"),
        ("[[site]]\npath = '*'\nmain = '#a'\n[[site]]\npath = '*'\ndrop = ['p >']", "site[2].drop: 'p >' is no CSS"),
        ("[[site]]\npath = '*'\nbody = '#a'", "site[1].body: no such key"),
        ("jobs = ", "is no TOML"),
    ],
)
def test_a_fault_is_one_line_with_its_place(file: Path, text: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(file, text)
    assert says in str(caught.value)
    assert str(caught.value).startswith(str(file))
    assert "\n" not in str(caught.value)


def test_a_file_that_is_named_and_missing_is_told(file: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        project.load(file)


@pytest.mark.parametrize(
    "where", [{"host": "qinghe.example"}, {"path": "a/**"}, {"path": "*.html", "host": "www.qinghe.example"}]
)
def test_a_rule_names_the_document(tmp_path: Path, where: dict[str, str]) -> None:
    result = run(tmp_path, Site(**where, main="td.body", drop=(".share", ".hits"), title="h1.headline"))  # type: ignore[arg-type]
    (document,) = result.documents
    assert document.text == "一、总则\n到2026年底建成水库3座。\n短"
    assert document.title == "清河市节水办法"
    assert result.source.headline == "清河市节水办法"
    lost = dropped(result)
    assert lost.pop("看不见") == "hidden"
    assert set(lost.values()) == {"site_rule"}
    assert set(lost) == {"首页 政务公开", "清河市节水办法", "侧栏里的话", "点击33次", "分享到朋友圈", "页脚文字"}


@pytest.mark.parametrize("where", [{"host": "other.example"}, {"host": "inghe.example"}, {"path": "b/**"}])
def test_a_rule_of_another_site_says_nothing(tmp_path: Path, where: dict[str, str]) -> None:
    result = run(tmp_path, Site(**where, main="td.body"))  # type: ignore[arg-type]
    assert "site_rule" not in dropped(result).values()


def test_the_first_rule_that_fits_counts(tmp_path: Path) -> None:
    result = run(tmp_path, Site(path="a/**", drop=(".share",)), Site(path="*", main="td.body"))
    assert [text for text, reason in dropped(result).items() if reason == "site_rule"] == ["分享到朋友圈"]


def test_drop_goes_before_main_and_the_whole_body_may_be_main(tmp_path: Path) -> None:
    result = run(tmp_path, Site(path="*", main="body", drop=("table", ".nav")))
    assert [reason for text, reason in dropped(result).items() if "首页" in text or "侧栏" in text] == ["site_rule"] * 2
    assert "页脚文字" in result.documents[0].text


def test_a_rule_whose_element_is_gone_is_a_warning_and_costs_nothing(tmp_path: Path) -> None:
    result = run(tmp_path, Site(path="*", main=".none", title=".no"))
    without = run(tmp_path)
    assert [w.code for w in result.warnings if w not in without.warnings] == ["site_rule_missed"] * 2
    assert (result.documents, result.dropped) == (without.documents, without.dropped)


def test_an_encoding_settles_what_the_page_declares(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", "<head><meta charset='utf-8'>").encode("gb18030")
    result = run(tmp_path, page=page, encodings=(("b/**", "big5hkscs"), ("a/*", "gb18030")))
    assert result.source.encoding == "gb18030"
    assert [w.code for w in result.warnings if w.code.startswith("encoding")] == []
    damaged = run(tmp_path, page=page, encodings=(("*.html", "utf-8"),))
    assert damaged.source.encoding == "utf-8" or damaged.error


def test_rules_and_encodings_are_part_of_the_key(file: Path) -> None:
    plain = made(Settings()).settings
    assert made(load(file, "jobs = 2\nexclude = ['x']\n").settings).settings == plain
    assert made(load(file, "[[site]]\npath = '*'\nmain = '#a'\n").settings).settings != plain
    assert made(load(file, "encodings = { '*' = 'big5' }\n").settings).settings != plain
