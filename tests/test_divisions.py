from __future__ import annotations

import subprocess
import sys

import pytest

from ppx import divisions


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("柳州市", "柳州"),
        ("宁夏回族自治区", "宁夏"),
        ("黔东南苗族侗族自治州", "黔东南"),
        ("巴音郭楞蒙古自治州", "巴音郭楞"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("鄂伦春自治旗", "鄂伦春"),
        ("神农架林区", "神农架"),
        ("泽县", "泽县"),
    ],
)
def test_short_name_leaves_out_rank_and_peoples(name: str, expected: str) -> None:
    assert divisions.short(name) == expected


def test_every_row_of_the_data_is_whole() -> None:
    for rows in divisions._table()[1].values():
        for row in rows:
            code, name, since, until, _ = row.split(",")
            assert code.isdigit()
            assert len(code) == 6
            assert 2 <= len(name) <= 15
            assert 1981 <= int(since) <= 2024
            assert not until or int(since) <= int(until)


def test_every_zone_and_number_code_leads_to_a_division() -> None:
    from ppx import lexicon

    words = lexicon.load("regions")
    for name in [*words["zones"].values(), *(n for held in words["codes"].values() for n in held)]:
        assert divisions.resolve(name), name


def test_a_name_that_several_cities_have_needs_words_around_it() -> None:
    assert divisions.resolve("鼓楼区") is None
    assert (
        divisions.resolve("鼓楼区", near="南京市人民政府")
        == divisions.named("鼓楼区")[[d.code for d in divisions.named("鼓楼区")].index("320106")]
    )
    found = divisions.first("福建省福州市鼓楼区人民政府")
    assert found
    assert found.code == "350102"


def test_find_takes_the_longest_name_and_leaves_everyday_words() -> None:
    assert [name for _, name in divisions.find("2026年广州市天河区幼儿园招生工作方案")] == ["广州市", "天河区"]
    assert list(divisions.find("加强市场合作市场监管，支持城区建设")) == []
    assert [name for _, name in divisions.find("凉山州人民政府")] == ["凉山彝族自治州"]


def test_spans_of_found_names_lie_on_them() -> None:
    text = "福建省、福州市和平潭县"
    assert [text[a:b] for (a, b), _ in divisions.find(text)] == ["福建省", "福州市", "平潭县"]


def test_a_code_gives_the_name_of_its_time() -> None:
    today = divisions.resolve("襄阳市")
    assert today
    assert divisions.at(today, 2005).name == "襄樊市"
    assert divisions.at(today, 2015).name == "襄阳市"
    assert divisions.at(today, None) == today


def test_above_and_holds() -> None:
    county = divisions.resolve("象州县")
    city = divisions.resolve("来宾市")
    assert county
    assert city
    assert [d.name for d in divisions.above(county)] == ["来宾市", "广西壮族自治区"]
    assert city.holds(county)
    assert not county.holds(city)
    assert county.rank == "county"


def test_municipalities_are_provinces_that_call_themselves_cities() -> None:
    held = divisions.resolve("重庆市")
    other = divisions.resolve("南京市")
    assert held
    assert other
    assert divisions.is_municipality(held)
    assert not divisions.is_municipality(other)


def test_import_reads_no_data() -> None:
    code = "import sys; from ppx import divisions; sys.exit(divisions._table.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
