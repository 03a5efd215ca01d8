"""Agencies: the golden cases, and what a line of a golden case cannot show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ppx import divisions
from ppx.extractors import agencies
from ppx.records import Context, Document, Region, Source

GOLDEN = Path(__file__).parent / "goldens" / "agencies.md"
CASE = re.compile(
    r"^## (?P<region>\S+) \| (?P<title>[^\n]+)\n```\n(?P<text>.*?)\n```\n\.\n(?P<records>(?:(?!##)[^\n]+\n)*)",
    re.MULTILINE | re.DOTALL,
)
CONTEXT = Context(Source("page.txt", "", 0, "text/plain", "utf-8"), {})


def read(text: str, region: str | None = None, **more: object) -> Document:
    """The document with its agencies."""
    held = divisions.named(region)[0] if region else None
    where = Region(held.name, held.code) if held else None
    return agencies.extract(Document(id="d", text=text, region=where, **more), CONTEXT)


def line(agency: object) -> str:
    full = f" [{agency.full}]" if agency.full else ""
    text = f" «{agency.text}»" if agency.text != agency.name else ""
    return f"{agency.role} {agency.name}{full}{text}"


def cases() -> list[pytest.param]:
    found = CASE.finditer(GOLDEN.read_text("utf-8"))
    return [pytest.param(c["region"], c["text"], c["records"], id=f"{i} {c['title']}") for i, c in enumerate(found, 1)]


@pytest.mark.parametrize(("region", "text", "records"), cases())
def test_golden(region: str, text: str, records: str) -> None:
    document = read(text, None if region == "-" else region)
    assert "".join(line(agency) + "\n" for agency in document.agencies) == records


def test_no_golden_case_is_lost_by_the_reader() -> None:
    assert len(cases()) == GOLDEN.read_text("utf-8").count("\n## ")


def test_spans_and_ids_follow_the_text() -> None:
    text = "由市财政局牵头。\n（责任单位：市科技局、教育局）\n科技、财政等部门配合。"
    document = read(text, "柳州市")
    assert [text[slice(*a.span)] for a in document.agencies] == [a.text for a in document.agencies]
    assert [a.span for a in document.agencies] == sorted(a.span for a in document.agencies)
    assert [a.id for a in document.agencies] == ["a1", "a2", "a3", "a4", "a5"]


def test_keys_join_the_names_of_one_organ() -> None:
    document = read(
        "（责任单位：市发改委、市发展改革委、市质监局、市市场监管局、国家税务总局柳州市税务局、市税务局）", "柳州市"
    )
    keys = [a.key for a in document.agencies]
    assert keys[0] == keys[1] == "450200:发展和改革委员会"
    assert keys[2] == keys[3] == "450200:市场监督管理局"
    assert keys[4] == keys[5] == "450200:税务局"


def test_keys_never_merge_regions() -> None:
    keys = {read("责任单位：市财政局", region).agencies[0].key for region in ("柳州市", "福州市", "上海市")}
    assert keys == {"450200:财政局", "350100:财政局", "310000:财政局"}


def test_national_organs_have_a_national_key() -> None:
    (agency,) = read("由财政部负责。").agencies
    assert (agency.key, agency.level) == ("cn:财政部", "national")


def test_levels_and_groups() -> None:
    document = read("责任单位：省科技厅、福州市财政局、平潭综合实验区管委会、各设区市人民政府", "福建省")
    assert [(a.level, a.group) for a in document.agencies] == [
        ("province", False),
        ("prefecture", False),
        ("zone", False),
        (None, True),
    ]


def test_the_parent_lends_its_region() -> None:
    parent = Document(id="p", text="", region=Region("柳州市", "450200"))
    context = Context(CONTEXT.source, {}, (), parent)
    (agency,) = agencies.extract(Document(id="d", text="由市财政局负责。"), context).agencies
    assert agency.full == "柳州市财政局"


def test_without_a_region_nothing_is_guessed() -> None:
    (agency,) = read("（责任单位：市财政局）").agencies
    assert (agency.full, agency.key, agency.level) == (None, None, None)


def test_the_standing_duty_names_its_rule() -> None:
    document = read("（海关总署负责。以下均需地方人民政府负责，不再列出）")
    assert [(a.name, a.role, a.rule) for a in document.agencies] == [
        ("海关总署", "responsible", "bracket_duty"),
        ("地方人民政府", "mention", "standing_duty"),
    ]


def test_the_signature_is_no_agency() -> None:
    document = read("请认真贯彻执行。\n柳州市财政局\n2025年3月1日", "柳州市", issuer="柳州市财政局")
    assert document.agencies == ()


@pytest.mark.parametrize(
    "text",
    ["（责任单位:市科技局、市财政局〕", "〔责任单位：市科技局、市财政局)。后文", "责任单位：市科技局、市财政局。后文"],
)
def test_broken_brackets_end_a_list(text: str) -> None:
    assert [a.name for a in read(text, "柳州市").agencies] == ["市科技局", "市财政局"]


def test_a_company_is_linked_to_its_full_name_in_the_document() -> None:
    document = read("（责任单位：福州招商服务公司）\n（责任单位：福州招商服务有限公司）", "福州市")
    assert [a.full for a in document.agencies] == ["福州招商服务有限公司"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "优化区域布局，破解发展困局，社会各界共同努力。",
        "政府引导、市场运作，构建协同推进工作格局。",
        "打造城市名片，建设办公室和会议室，完善办事流程。",
        "公司董事会办公室负责日常经营。",
    ],
)
def test_everyday_words_are_no_agencies(text: str) -> None:
    assert read(text, "柳州市").agencies == ()


@pytest.mark.parametrize(
    "piece", ["（", "市财政局、", "责任单位：", "、财政等部门", "《国务院", "各县（市、区）", "由市政府", "领导小组"]
)
def test_long_repetitions_come_to_an_end(piece: str) -> None:
    document = read(piece * 5000, "柳州市")
    assert all(document.text[slice(*a.span)] == a.text for a in document.agencies)


def test_a_line_that_states_a_standing_duty_addresses_nobody() -> None:
    found = read("以下均需各市人民政府、责任单位：负责人", None).agencies
    ends = [0, *(a.span[1] for a in found)]
    assert found
    assert all(end <= a.span[0] for end, a in zip(ends, found, strict=False))


PIECES = [
    "市", "省", "县", "区", "委", "、", "，", "。", "；", "（", "）", "《", "》", "和", "由", "报", "各", "团", "责任单位：",
    "牵头单位:", "部门", "人民政府", "管委会", "领导小组", "负责", "牵头", "会同", "有关", "以下均需", "等部门", "柳州市",
    "自治区", "列第一位者为牵头单位", "贵安新区", "设在", "负责人", "国务院", "国家", "关于", "各县（市、区）", "办公室",
    "财政局", "市场监管局", "组织部", "税务局", "海关", "能源局", "银保监分局", "发展改革委", "\n", "\t", " ",
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=40),
    st.sampled_from([None, "柳州市", "福建省", "天河区", "上海市", "象州县"]),
)
def test_any_mixture_gives_mentions_that_stand_apart(pieces: list[str], region: str | None) -> None:
    document = read("".join(pieces), region)
    assert all(document.text[slice(*a.span)] == a.text != "" for a in document.agencies)
    ends = [0, *(a.span[1] for a in document.agencies)]
    assert all(end <= a.span[0] for end, a in zip(ends, document.agencies, strict=False))


def test_the_issuer_proves_a_short_form() -> None:
    document = read("由市大数据局负责日常运行。", "柳州市", issuer="柳州市大数据发展局")
    assert [(agency.full, agency.key) for agency in document.agencies] == [
        ("柳州市大数据发展局", "450200:大数据发展局")
    ]


@pytest.mark.parametrize("issuer", ["南宁市大数据发展局", "柳州市数据局", "柳州市大数据发展局 柳州市大数据管理局"])
def test_another_place_another_organ_or_two_of_them_prove_nothing(issuer: str) -> None:
    (agency,) = read("由市大数据局负责日常运行。", "柳州市", issuer=issuer).agencies
    assert (agency.full, agency.key) == (None, None)
