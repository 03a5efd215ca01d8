"""The report in a real browser, from disk, without network: `make test-browser`."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from report_pages import ATTACKS, NAMES, edit, extract, make_raw, poison

from ppx import reading
from ppx.report import build
from ppx.report.names import page_link

pytestmark = pytest.mark.browser

FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
CHROMIUM = os.environ.get("PPX_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
Open = Callable[..., Any]


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    raw = make_raw(tmp_path_factory.mktemp("raw"))
    out = extract(raw, tmp_path_factory.mktemp("out"))
    found = {page.path: page for page in reading.find(raw)}
    build(out, out / "report", lambda path: reading.read(found[path]))
    return out / "report"


@pytest.fixture
def visit(browser, site: Path) -> Iterator[Open]:
    """Opens an address of the report in a browser of its own; at the end nothing but files was asked for and no script failed."""
    faults: list[str] = []
    context = browser.new_context(color_scheme="light", locale="zh-CN")
    context.set_default_timeout(15_000)

    def guard(route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            faults.append(route.request.url)
            route.abort()

    context.route("**/*", guard)

    def visit(address: str = "index.html", folder: Path = site):
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on("dialog", lambda dialog: (faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.goto(f"{folder.as_uri()}/{address}")
        return page

    yield visit
    context.close()
    assert faults == []


def test_the_overview_opens_from_disk_and_its_charts_lead_to_the_search(visit: Open) -> None:
    page = visit()
    assert page.locator("svg.chart").count() >= 6
    page.locator("#chart-years-title ~ .plot a").last.click()
    page.wait_for_selector("#results li")
    assert "year=" in page.url


def test_search_finds_a_clause_and_leads_to_its_evidence(visit: Open) -> None:
    page = visit("search.html")
    page.fill("#query", "编织袋")
    page.click("#tab-clauses")
    page.wait_for_selector("#results mark")
    assert page.locator("#results li").count() == 1
    assert page.locator("#status").inner_text().startswith("1 ")
    page.keyboard.press("/")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector(".record.clause.chosen")
    assert page.locator("h1").inner_text() == "江口县人民政府关于加强防汛工作的通知"
    assert "储备编织袋" in page.locator(".row.chosen").first.inner_text()


def test_search_needs_every_word_and_says_when_nothing_is_found(visit: Open) -> None:
    page = visit("search.html#tab=clauses&q=标准厂房+万平方米")
    page.wait_for_selector("#results mark")
    assert page.locator("#results li").count() == 1 + len(NAMES)
    page.fill("#query", "标准厂房 编织袋")
    page.wait_for_selector("#empty:visible")
    assert page.locator("#results li").count() == 0


def test_filters_narrow_and_stand_in_the_address(visit: Open) -> None:
    page = visit("search.html")
    page.wait_for_selector("#results li")
    everything = page.locator("#results li").count()
    page.select_option("#filter-kind", "通知")
    page.wait_for_function("document.querySelectorAll('#results li').length === 1")
    assert everything == 2 + len(NAMES)
    page.click("#tab-agencies")
    page.select_option("#filter-role", "lead")
    page.wait_for_function("document.querySelectorAll('#results li').length === 1")
    assert "县应急管理局" in page.locator("#results").inner_text()
    page.wait_for_url("**role=lead**")
    address = page.url
    page.reload()
    page.wait_for_selector("#results li")
    assert page.url == address
    assert page.locator("#results li").count() == 1
    page.click("#clear")
    page.wait_for_function("document.querySelectorAll('#results li').length > 1")


def test_many_results_are_turned_page_by_page(visit: Open, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    lines = ["临江市燃气管理办法", *(f"第{n}条 燃气经营者应当遵守第{n}项规定。" for n in range(1, 121))]
    (tmp_path / "raw/page.txt").write_text("\n".join(lines), "utf-8")
    build(extract(tmp_path / "raw", tmp_path / "out"), tmp_path / "report")
    page = visit("search.html#tab=clauses&q=燃气经营者", tmp_path / "report")
    page.wait_for_selector("#results li")
    assert page.locator("#where").inner_text() == "1 / 3"
    assert page.locator("#previous").is_disabled()
    page.click("#next")
    page.click("#next")
    assert page.locator("#results li").count() == 20
    assert "第120项" in page.locator("#results li").last.inner_text()
    assert page.locator("#next").is_disabled()


@pytest.mark.parametrize("path", ["plan.txt", "县 文件/notice.html"])
def test_a_record_lights_its_place_on_the_raw_page_and_back(visit: Open, path: str) -> None:
    page = visit(page_link(path))
    page.locator(".record.deadline").first.click()
    lit = page.locator("#raw mark.chosen")
    assert lit.count() == 1
    words = lit.inner_text()
    assert words in page.locator(".record.deadline.chosen").inner_text()
    other = page.locator("#raw mark.agency").first
    other.click()
    record = page.locator(".record.chosen")
    assert record.count() == 1
    assert record.get_attribute("id") in other.get_attribute("data-records").split()
    page.wait_for_url("**#" + record.get_attribute("id"))


def test_a_link_to_a_record_opens_at_the_record(visit: Open) -> None:
    page = visit("pages/plan.txt.html#1-a2")
    assert page.locator(".record.chosen").get_attribute("id") == "1-a2"
    assert page.locator("#raw mark.chosen").count() == 1


def test_a_row_of_the_raw_page_leads_to_its_clause(visit: Open) -> None:
    page = visit("pages/plan.txt.html")
    page.locator(".row", has_text="二、支持政策").click()
    assert page.locator(".record.clause.chosen").inner_text().startswith("2")


def test_the_keyboard_goes_through_records_and_across(visit: Open) -> None:
    page = visit("pages/plan.txt.html")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    third = page.evaluate("document.activeElement.id")
    page.keyboard.press("k")
    assert len({first, third, page.evaluate("document.activeElement.id")}) == 3
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#raw') !== null")
    page.keyboard.press("b")
    assert page.evaluate("document.activeElement.matches('.record.chosen')")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.wait_for_url("**/search.html*")


def test_the_tab_key_meets_every_control_with_a_visible_focus(visit: Open) -> None:
    page = visit("pages/plan.txt.html")
    met = []
    for _ in range(18):
        page.keyboard.press("Tab")
        met.append(
            page.evaluate(
                "document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
            )
        )
        assert page.evaluate(
            "getComputedStyle(document.activeElement).outlineStyle !== 'none' || document.activeElement === document.body"
        )
    assert met[0] == "skip"
    assert {"theme", "language", "raw"} <= set(met)
    assert sum(name.startswith("1-") for name in met) == 1


def test_a_kind_of_record_can_be_left_out(visit: Open) -> None:
    page = visit("pages/plan.txt.html")
    page.click(".kinds .agency")
    assert page.locator(".kinds .agency").get_attribute("aria-pressed") == "false"
    assert page.locator(".record.agency:visible").count() == 0
    assert page.locator(".record.deadline:visible").count() > 0


def test_theme_follows_the_system_and_the_button_and_is_remembered(visit: Open) -> None:
    page = visit()
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(colour)
    assert light != dark
    page.click("#theme")
    assert page.evaluate(colour) == light
    other = visit("pages/plan.txt.html")
    other.emulate_media(color_scheme="dark")
    assert other.evaluate(colour) == light


def test_the_language_is_remembered_from_page_to_page(visit: Open) -> None:
    page = visit()
    page.click("#language")
    assert page.locator("h1").inner_text() == "Policy data report"
    assert page.evaluate("document.documentElement.lang") == "en"
    other = visit("pages/plan.txt.html")
    assert "Raw page" in other.locator("#raw h2").inner_text()
    other.click("#language")
    assert "原始网页" in other.locator("#raw h2").inner_text()


def test_on_paper_there_are_no_controls_and_nothing_is_cut(visit: Open) -> None:
    page = visit("pages/plan.txt.html")
    page.emulate_media(media="print")
    assert page.locator(".settings").is_hidden()
    assert page.evaluate(
        "document.getElementById('raw').scrollHeight <= document.getElementById('raw').clientHeight + 1"
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_results_do_not_run(visit: Open, site: Path, tmp_path: Path, attack: str) -> None:
    (tmp_path / "pages").mkdir()
    file = tmp_path / "pages/plan.txt.json"
    file.write_bytes((site.parent / "pages/plan.txt.json").read_bytes())
    edit(file, lambda result: poison(result, attack))
    build(tmp_path, tmp_path / "report")
    for address in (
        "index.html",
        "search.html",
        "search.html#tab=agencies",
        "search.html#tab=tasks",
        "search.html#tab=clauses",
        "pages/plan.txt.html#1-a1",
    ):
        page = visit(address, tmp_path / "report")
        if "search" in address:
            page.wait_for_selector("#results li")
            page.fill("#query", attack)
        for link in page.locator("a[href]").all():
            assert not (link.get_attribute("href") or "").lower().startswith(("javascript:", "data:"))
        page.wait_for_timeout(200)
        assert page.evaluate("typeof window.ran") == "undefined"
        page.close()


@pytest.mark.parametrize("name", NAMES)
def test_hostile_file_names_open_and_do_not_run(visit: Open, name: str) -> None:
    page = visit("search.html#" + "tab=documents")
    page.wait_for_selector("#results li")
    link = page.locator(f'#results a[href^="{page_link(name)}"]')
    assert link.count() == 1
    link.click()
    page.wait_for_selector(".record")
    assert name in page.locator(".source").inner_text()
    assert page.evaluate("typeof window.ran") == "undefined"


def test_hostile_raw_text_does_not_run(visit: Open, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    lines = [
        "临江市支持产业园区发展若干措施",
        *(
            f"{'一二三四五六七八九十'[n]}、{attack}县财政局应当于2025年6月30日前完成。"
            for n, attack in enumerate(ATTACKS)
        ),
    ]
    (tmp_path / "raw/page.txt").write_text("\n".join(lines), "utf-8")
    out = extract(tmp_path / "raw", tmp_path / "out")
    build(
        out,
        tmp_path / "report",
        lambda path: next(reading.read(r) for r in reading.find(tmp_path / "raw") if r.path == path),
    )
    page = visit("pages/page.txt.html", tmp_path / "report")
    page.wait_for_timeout(200)
    assert page.evaluate("typeof window.ran") == "undefined"
    assert ATTACKS[0] in page.locator("#raw").inner_text()
    assert json.loads((out / "run.json").read_bytes())["counts"]["pages"] == 1
