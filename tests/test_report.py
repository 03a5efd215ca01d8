"""The report as files: what stands in it, names and links, the same bytes, hostile strings as text."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args
from urllib.parse import unquote, urldefrag

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mixed_pages import fill
from report_pages import ATTACKS, NAMES, edit, extract, make_raw, poison

from ppx import codes, job, reading
from ppx.errors import UsageError
from ppx.records import Agency, ClauseKind, Deadline, Role, Settings, Target
from ppx.report import build, names, site
from ppx.report.charts import Item, Part, bars, columns
from ppx.report.marks import Mark, cut
from ppx.report.shelf import script


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_raw(tmp_path_factory.mktemp("raw"))


@pytest.fixture(scope="module")
def out(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return extract(raw, tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module")
def built(out: Path, raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("site") / "report"
    build(out, to, pages_of(raw))
    return to


def pages_of(raw: Path):
    found = {page.path: page for page in reading.find(raw)}
    return lambda path: reading.read(found[path])


def contents(folder: Path) -> dict[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and every text with the tag around it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def values(self, attribute: str) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get(attribute))]


def row_texts(page: str) -> list[str]:
    rows = re.findall(r'<span class="line">(.*?)</span>(?:<span class="why">|</div>)', page, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", row) for row in rows]


def test_every_raw_page_has_its_evidence_page_and_the_overview_its_numbers(built: Path) -> None:
    pages = {f.relative_to(built).as_posix() for f in (built / "pages").rglob("*.html")}
    assert pages == {"pages/plan.txt.html", "pages/县 文件/notice.html.html", *(f"pages/{name}.html" for name in NAMES)}
    overview = (built / "index.html").read_text("utf-8")
    assert re.search(r">网页</span></dt><dd>6</dd>", overview)
    assert "吉林省" in overview
    assert "search.html#province=52" in overview


def test_the_raw_side_of_a_text_page_is_its_very_lines(built: Path, raw: Path) -> None:
    page = (built / "pages/plan.txt.html").read_text("utf-8")
    lines = (raw / "plan.txt").read_text("utf-8").split("\n")
    assert [text.replace("&gt;", ">") for text in row_texts(page)] == lines


def test_without_raw_pages_the_raw_side_comes_from_the_results(out: Path, tmp_path: Path) -> None:
    done = build(out, tmp_path / "report")
    page = (tmp_path / "report/pages/plan.txt.html").read_text("utf-8")
    assert done.shown == 0
    assert "由结果还原" in page
    assert "首页 &gt; 政务公开 &gt; 政策文件" in page
    assert page.index("首页 &gt;") < page.index("明确目标") < page.index("版权所有")


@pytest.mark.parametrize("page", ["plan.txt", "县 文件/notice.html"])
def test_every_mention_has_a_record_and_a_mark(built: Path, out: Path, page: str) -> None:
    result = json.loads((out / f"pages/{page}.json").read_bytes())
    html = (built / f"pages/{page}.html").read_text("utf-8")
    tags = Tags(html)
    wanted = {f"1-{m['id']}" for d in result["documents"] for f in ("agencies", "deadlines", "targets") for m in d[f]}
    marked = {record for value in tags.values("data-records") for record in value.split()}
    assert wanted
    assert marked == wanted
    assert wanted | {f"1-{t['id']}" for t in result["documents"][0]["tasks"]} <= set(tags.values("id"))
    for document in result["documents"]:
        for mention in document["deadlines"]:
            assert f'data-records="1-{mention["id"]}">{mention["text"]}</mark>' in html


def test_dropped_lines_stand_greyed_with_their_reason(built: Path) -> None:
    page = (built / "pages/plan.txt.html").read_text("utf-8")
    assert '<del class="dropped">首页 &gt; 政务公开 &gt; 政策文件</del>' in page
    assert 'data-label="reason.navigation"' in page


def test_every_link_leads_to_a_file_and_every_anchor_to_a_record(built: Path) -> None:
    checked = 0
    for file in built.rglob("*.html"):
        tags = Tags(file.read_text("utf-8"))
        for link in [*tags.values("href"), *tags.values("src")]:
            if link.startswith(("https://", "http://")):
                continue
            path, _ = urldefrag(link)
            target = (file.parent / unquote(path)).resolve() if path else file
            assert target.is_file(), link
            checked += 1
    assert checked > 50
    rows = json.loads(
        "[" + (built / "data/documents-0.js").read_text("utf-8").partition("[\n")[2].rpartition("\n]")[0] + "]"
    )
    assert len(rows) == 6
    assert [row[0] for row in rows if not (built / unquote(row[0])).is_file()] == []


def test_the_same_results_give_the_same_bytes(built: Path, out: Path, raw: Path, tmp_path: Path) -> None:
    build(out, tmp_path / "again", pages_of(raw))
    assert contents(tmp_path / "again") == contents(built)


def test_a_report_replaces_an_earlier_one_and_nothing_else(out: Path, tmp_path: Path) -> None:
    to = tmp_path / "report"
    build(out, to)
    (to / "pages/gone.html").write_text("")
    build(out, to)
    assert not (to / "pages/gone.html").exists()
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match="is no report"):
        build(out, other)
    assert {f.name for f in tmp_path.iterdir()} == {"report", "other"}


def test_an_empty_out_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ppx extract RAW OUT"):
        build(tmp_path, tmp_path / "report")


def test_a_damaged_page_result_is_named_and_the_rest_is_shown(raw: Path, tmp_path: Path) -> None:
    out = extract(raw, tmp_path / "out")
    (out / "pages/plan.txt.json").write_text("{")
    edit(out / "pages/县 文件/notice.html.json", lambda result: result["documents"][0].pop("tasks"))
    done = build(out, tmp_path / "report")
    assert [line.rpartition("/")[2].partition(":")[0] for line in done.damaged] == ["plan.txt.json", "notice.html.json"]
    assert "Document without tasks" in done.damaged[1]
    assert done.pages == 4


def test_a_raw_page_that_has_changed_is_not_shown(out: Path, raw: Path, tmp_path: Path) -> None:
    def changed(path: str):
        page = pages_of(raw)(path)
        source = type(page.source)(**{f: getattr(page.source, f) for f in page.source.__slots__} | {"sha256": "0"})
        return type(page)(source, page.text, page.lines)

    assert build(out, tmp_path / "report", changed).shown == 0


def test_a_failed_page_and_a_page_without_documents_have_their_evidence_page(raw: Path, tmp_path: Path) -> None:
    out = extract(raw, tmp_path / "out")

    def fail(result: dict) -> None:
        result.update(documents=[], dropped=[], error={"code": "not_text", "message": "plan.txt is no text"})

    edit(out / "pages/plan.txt.json", fail)
    build(out, tmp_path / "report")
    page = (tmp_path / "report/pages/plan.txt.html").read_text("utf-8")
    assert "plan.txt is no text" in page
    assert "此网页没有文件" in page


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_strings_stay_text(out: Path, tmp_path: Path, attack: str) -> None:
    result = json.loads((out / "pages/plan.txt.json").read_bytes())
    plain, poisoned = tmp_path / "plain", tmp_path / "poisoned"
    for folder in (plain, poisoned):
        (folder / "pages").mkdir(parents=True)
    poison(result, "攻击")
    (plain / "pages/plan.txt.json").write_text(json.dumps(result), "utf-8")
    result = json.loads((out / "pages/plan.txt.json").read_bytes())
    poison(result, attack)
    (poisoned / "pages/plan.txt.json").write_text(json.dumps(result), "utf-8")
    for folder in (plain, poisoned):
        build(folder, folder / "report")
    for name in ("index.html", "search.html", "pages/plan.txt.html"):
        calm = Tags((plain / "report" / name).read_text("utf-8"))
        wild = Tags((poisoned / "report" / name).read_text("utf-8"))
        assert {tag for tag, _ in wild.tags} <= {tag for tag, _ in calm.tags} | {"a"}
        assert not [a for _, attrs in wild.tags for a in attrs if a.startswith("on")]
        assert not [v for v in wild.values("href") if v.strip().lower().startswith(("javascript", "data", "vbscript"))]
        assert [a.get("src") for tag, a in wild.tags if tag == "script"] == [
            a.get("src") for tag, a in calm.tags if tag == "script"
        ]
    for shard in (poisoned / "report/data").iterdir():
        text = shard.read_text("utf-8")
        assert not re.search("[<>&\u2028\u2029]", text)


def test_pages_carry_a_policy_that_allows_no_inline_code(built: Path) -> None:
    for file in built.rglob("*.html"):
        page = file.read_text("utf-8")
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
        assert policy
        assert "default-src 'none'" in policy[1]
        assert "unsafe" not in policy[1]
        assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=", page)


def test_scripts_never_make_markup_of_strings() -> None:
    for asset in (Path(site.__file__).parent / "assets").glob("*.js"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|https?:",
            asset.read_text("utf-8"),
        )


@pytest.mark.parametrize(
    "path", ["../../etc/passwd", "/etc/passwd", "a/../../b", "a//b", "./x", "..", "a\0b", "長" * 200 + "/" + "x" * 400]
)
def test_no_page_name_leads_out_of_the_report(path: str) -> None:
    file = names.page_file(path)
    assert file.startswith("pages/")
    assert not {"", ".", ".."} & set(file.split("/"))
    assert "\0" not in file
    assert len(file.rpartition("/")[2].encode()) <= 255


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_a_link_is_plain_ascii_and_leads_to_the_file(path: str) -> None:
    link = names.page_link(path)
    assert re.fullmatch(r"[A-Za-z0-9/_.~%-]+", link)
    assert unquote(link) == names.page_file(path)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://www.gov.cn/a?b=1#c", True),
        ("HTTP://www.gov.cn", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" https://www.gov.cn", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//www.gov.cn/", False),
        ("https:///x", False),
        ("https://[", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, kept: bool) -> None:
    assert (names.web_address(url) == url) is (kept or url is None)
    assert (names.web_address(url) is not None) is kept


def test_every_code_has_words_in_both_languages() -> None:
    wanted = [f"reason.{c}" for c in codes.REASONS] + [f"warning.{c}" for c in codes.WARNINGS]
    wanted += [f"failure.{c}" for c in codes.FAILURES] + [f"anomaly.{c}" for c in codes.ANOMALIES]
    wanted += [f"role.{r}" for r in get_args(Role)] + [f"clause_kind.{k}" for k in get_args(ClauseKind)]
    for record, family in ((Deadline, "deadline"), (Target, "target")):
        wanted += [f"{family}.{k}" for k in re.findall(r'"(\w+)"', str(record.__annotations__["kind"]))]
    wanted += [f"level.{level}" for level in ("national", "province", "prefecture", "county", "town", "zone")]
    assert Agency.__annotations__["role"] == "Role"
    assert [key for key in wanted if not all(site.labels().get(key, ("", "")))] == []


def test_every_label_in_templates_and_scripts_is_in_the_table() -> None:
    folder = Path(site.__file__).parent
    used = set()
    for file in [*folder.glob("templates/*.html"), *folder.glob("assets/*.js")]:
        used |= set(re.findall(r'(?:say|label|said)\("([a-z_.]+)"\s*[,)]', file.read_text("utf-8")))
    assert len(used) > 60
    assert sorted(used - set(site.labels())) == []


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45), st.sampled_from("abc")), max_size=8),
)
def test_cutting_keeps_the_text_and_every_mark(text: str, given_marks: list[tuple[int, int, str]]) -> None:
    marks = [Mark(start, end, "agency", f"{name}{n}") for n, (start, end, name) in enumerate(given_marks)]
    pieces = cut(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    for mark in marks:
        shown = "".join(piece.text for piece in pieces if mark.record in piece.records)
        assert shown == text[max(0, mark.start) : max(0, mark.end)][: max(0, len(text))]


def test_bars_and_columns_are_in_proportion_and_inside_the_picture() -> None:
    items = [Item("a", (Part("x", 40), Part("y", 10))), Item("b", (Part("x", 25), Part("y", 0)))]
    wide = [sum(box.width for box in figure.boxes) for figure in bars(items).figures]
    assert wide[0] == pytest.approx(2 * wide[1], abs=0.2)
    drawn = columns(items)
    high = [sum(box.height for box in figure.boxes) for figure in drawn.figures]
    assert high[0] == pytest.approx(2 * high[1], abs=0.2)
    assert all(0 <= box.x <= drawn.width and 0 <= box.y <= drawn.height for f in drawn.figures for box in f.boxes)
    assert [number for _, number in drawn.lines] == [0, 30, 60]


def test_a_script_reads_back_as_what_was_written() -> None:
    value = ["</script><!--", "\u2028\u2029", 'q"\\', {"k": None}]
    assert json.loads(script(value)) == value
    assert not re.search("[<>&\u2028\u2029]", script(value))


def ppx(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ppx", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_verb_says_what_it_built_and_where(raw: Path, out: Path, tmp_path: Path) -> None:
    said = ppx("report", out, raw, "--to", tmp_path / "site")
    assert said.returncode == 0
    assert (
        said.stdout == f"6 pages, 6 documents; 6 shown with their raw page\nopen {tmp_path / 'site' / 'index.html'}\n"
    )
    assert (tmp_path / "site/index.html").is_file()


def test_records_of_containers_are_shown_with_their_raw_page_and_gone_pages_say_so(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    fill(raw)
    job.extract(job.prepare(raw, out), out, Settings())
    (raw / "plan.pdf").unlink()
    job.extract(job.prepare(raw, out), out, Settings(), job.Options(keep_missing=True))
    said = ppx("report", out, raw, "--to", tmp_path / "site").stdout
    assert said.startswith("15 pages, 14 documents; 13 shown with their raw page\n")
    assert "原始网页已不存在" in (tmp_path / "site/pages/plan.pdf.html").read_text("utf-8")
    container = (tmp_path / "site/pages/crawl.warc.gz.html").read_text("utf-8")
    assert "image/png 1" in container
    assert "原始网页的全部行" in (tmp_path / "site/pages/crawl.warc.gz!5.html").read_text("utf-8")


def test_the_verb_ends_with_a_message_where_a_folder_is_wrong(out: Path, tmp_path: Path) -> None:
    said = [ppx("report", out, tmp_path / "none"), ppx("report", tmp_path / "none"), ppx("report", out, "--to", out)]
    assert [done.returncode for done in said] == [2, 2, 2]
    assert [len(done.stderr.splitlines()) for done in said] == [1, 1, 1]


def test_a_year_out_of_all_bounds_hides_no_other(out: Path, tmp_path: Path) -> None:
    result = json.loads((out / "pages/plan.txt.json").read_bytes())
    (tmp_path / "pages").mkdir()
    for number, day in enumerate(("2021-05-01", "2023-05-01", "2023-06-01", "9999-01-01", "0001-01-01")):
        for document in result["documents"]:
            document["signed"] = day
        result["source"]["path"] = f"{number}.txt"
        (tmp_path / f"pages/{number}.txt.json").write_text(json.dumps(result), "utf-8")
    build(tmp_path, tmp_path / "report")
    panel = (
        (tmp_path / "report/index.html")
        .read_text("utf-8")
        .partition('id="chart-years-title"')[2]
        .partition("</section>")[0]
    )
    assert "<title>2023: 2</title>" in panel
    assert re.search(r'data-label="earlier">[^<]*</span> <b>1</b>', panel)
    assert re.search(r'data-label="later">[^<]*</span> <b>1</b>', panel)


def test_anomalies_of_the_run_lead_to_their_pages(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/home.txt").write_text("首页\n联系我们\n", "utf-8")
    out = extract(tmp_path / "raw", tmp_path / "out")
    edit(out / "run.json", lambda run: run["anomalies"].append({"page": "gone<b>.txt", "code": "new_code"}))
    build(out, out / "report")
    overview = (out / "report/index.html").read_text("utf-8")
    assert '<a href="pages/home.txt.html">home.txt</a>' in overview
    assert '<th scope="row">gone&lt;b&gt;.txt</th><td><span data-label="anomaly.new_code">new_code</span>' in overview


def test_an_overview_without_anything_says_so(tmp_path: Path, out: Path) -> None:
    def fail(result: dict) -> None:
        result.update(documents=[], dropped=[], warnings=[], error={"code": "not_text", "message": "no text"})

    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/plan.txt.json").write_bytes((out / "pages/plan.txt.json").read_bytes())
    edit(tmp_path / "pages/plan.txt.json", fail)
    build(tmp_path, tmp_path / "report")
    overview = (tmp_path / "report/index.html").read_text("utf-8")
    assert overview.count('data-label="nothing"') == 9
    assert 'data-label="anomalies_none"' in overview
    assert re.search(r'data-label="failed">[^<]*</span></dt><dd>1</dd>', overview)
