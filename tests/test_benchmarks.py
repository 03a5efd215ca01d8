from __future__ import annotations

import importlib
import re
import tomllib
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from ppx import reading

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
SENTENCES = tomllib.loads((BENCHMARKS / "sentences.toml").read_text("utf-8"))["sentence"]
DAY = re.compile(r"(?:\d{4}|20XX)-\d\d-\d\d")
NEEDED = {
    "by": {"end"},
    "during": {"start", "end"},
    "from": set(),
    "within": {"length"},
    "recurring": set(),
}


@pytest.fixture
def bench(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence["shows"])
def test_expected_values_are_well_formed(sentence):
    for deadline in sentence.get("deadlines", []):
        assert deadline["text"] in sentence["text"]
        assert deadline.keys() >= NEEDED[deadline["kind"]]
        assert all(DAY.fullmatch(deadline[side]) for side in ("start", "end", "also") if side in deadline)
        assert deadline["kind"] != "recurring" or ("on" in deadline) != ("length" in deadline)
        assert re.fullmatch(r"P\d+[YMWD]", deadline.get("length", "P1Y"))
    for target in sentence.get("targets", []):
        assert target["text"] in sentence["text"]
        assert target["op"] in (">=", "<=", "~", "..", "=")
        assert (target["op"] == "..") == ("high" in target)
        assert target.get("change", "level") in ("level", "growth", "decrease", "multiple")


def test_no_sentence_is_there_twice():
    assert len({sentence["text"] for sentence in SENTENCES}) == len(SENTENCES)
    assert len({sentence["shows"] for sentence in SENTENCES}) == len(SENTENCES)


def test_a_peers_end_after_the_last_day_is_read_as_the_day_before(bench):
    found = bench("readings").recognizers_time([{"timex": "2025", "start": "2025-01-01", "end": "2026-01-01"}])
    assert bench("matches").same_days({"end": "2025-12-31"}, [{"text": "2025年", **found}])
    assert not bench("matches").same_days({"end": "2025-06-30"}, [{"text": "2025年", **found}])


def test_a_peers_span_from_today_is_read_as_a_length(bench):
    detail = {"time": ["2024-01-10 00:00:00", "2024-02-07 23:59:59"]}
    found = bench("readings").jionlp_time(detail, date(2024, 1, 10))
    assert "P20D" in found["lengths"]  # working days
    assert "P28D" in found["lengths"]


def test_four_days_of_every_year_may_come_as_four_items(bench):
    items = [{"text": f"{month}月底", "on": [day]} for month, day in ((3, "03-31"), (6, "06-30"))]
    same = bench("matches").same_days
    assert len(same({"on": ["03-31", "06-30"]}, items)) == 2
    assert same({"on": ["03-31", "09-30"]}, items) == []


def test_one_number_answers_one_quantity(bench):
    wanted = [{"text": "甲5家，乙5家。", "targets": [{"text": "5家", "op": "=", "low": 5, "high": 5}] * 2}]
    tally, missed = bench("matches").judge(wanted, [{"times": [], "values": [{"text": "5", "numbers": [5.0]}]}])
    assert tally["values", "right"] == 1
    assert len(missed) == 1


def test_a_sentence_without_a_date_counts_what_a_tool_gives_there(bench):
    found = [{"times": [{"text": "三年", "lengths": ["P3Y"]}], "values": []}]
    tally, _ = bench("matches").judge([{"text": "治本攻坚三年行动。"}], found)
    assert (tally["times", "given"], tally["times", "wanted"]) == (1, 0)


def test_a_title_counts_only_where_it_helps(bench):
    score = bench("peers_html").score
    main = "关于公园管理的通知\n各区应当做好公园管理。"
    assert score(main, {"title": "关于公园管理的通知", "text": "各区应当做好公园管理。"}).f1 == 1
    assert score(main, {"title": "某某网站", "text": main}).f1 == 1
    assert score(main, {"title": "", "text": "各區應當做好公園管理。"}).precision == 1


def test_a_table_is_aligned(bench):
    table = bench("harness").table(["tool", "F1"], [["ppx", "1.000"], ["other", "–"]])
    assert len({len(line) for line in table.splitlines()}) == 1


def test_a_generated_warc_holds_pages_and_what_is_none(bench, tmp_path):
    warc = bench("warc")
    written = warc.fill(tmp_path, gigabytes=0.001, pages=4000, containers=2)
    found = [record for raw in reading.find(tmp_path) for record in reading.unpack(raw)]
    pages = [record for record in found if isinstance(record, reading.Raw)]
    kinds = {record.kind for record in found if isinstance(record, reading.Skipped)}
    assert len(found) == written
    assert pages
    assert not any(page.fault for page in pages)
    assert kinds == {"request", "image/jpeg", "status 404", "revisit"}


def test_the_check_names_what_became_slower(bench):
    ratios = bench("ratios")
    assert ratios.slower({"html": 5.0, "simplified": 9.0}, {"html": 6.0, "simplified": 8.0}) == ["simplified"]


def test_every_kind_of_page_has_a_ceiling_and_pages_to_hold_it_to(bench):
    ratios = bench("ratios")
    ceilings = tomllib.loads((BENCHMARKS / "ceilings.toml").read_text("utf-8"))["ceilings"]
    assert ceilings.keys() == dict(ratios.sorted_out(BENCHMARKS.parent / "data" / "raw")).keys()


@pytest.mark.parametrize(("power", "exponent", "length"), [(1, 1, 8_000), (2, 2, 16_000), (1.5, 1.5, 16_000)])
def test_a_probe_grows_until_its_time_tells_enough(bench, power, exponent, length):
    linear, probes = bench("linear"), bench("probes")
    prober = SimpleNamespace(ask=lambda probe: probes.Taken((probe.length / 10_000) ** power, 1.0, "rows.py:34 _rows"))
    verdict = linear.grow(prober, "run", "|", SimpleNamespace(above=1.4, seconds=2.0))
    assert verdict.exponent == pytest.approx(exponent)
    assert (verdict.length, verdict.late) == (length, False)
    assert bool(verdict.place) == (exponent > 1.4)


def test_a_page_that_was_ended_is_told_with_the_longest_that_was_not(bench):
    linear, probes = bench("linear"), bench("probes")
    answers = {1_000: probes.Taken(0.1, 1.0, "rows.py:34 _rows")}
    prober = SimpleNamespace(ask=lambda probe: answers.get(probe.length))
    verdict = linear.grow(prober, "run", "|", SimpleNamespace(above=1.4, seconds=2.0))
    assert (verdict.late, verdict.length, verdict.place) == (True, 1_000, "rows.py:34 _rows")


@pytest.mark.parametrize("shape", ["run", "sentences", "paragraphs", "numbered", "html"])
def test_the_repeats_of_a_probe_reach_a_document(bench, shape):
    probes = bench("probes")
    assert probes.measure(probes.Probe(shape, "水利局", 2_000)).kept > 0.6


def test_a_tool_and_a_stage_are_compared_on_the_same_scale(bench):
    assert bench("peers_speed").speeds(50.0, stage=2.0, whole=10.0, characters=1_000) == ["50", "0.10", "0.50"]
