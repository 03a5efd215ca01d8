"""What a page put into its text goes; what the text says stays."""

from __future__ import annotations

import pytest

from ppx.normalizers import noise
from ppx.text import Draft, Text


def clean(text: str, title: str | None = None) -> Draft:
    return noise.clean(Draft(Text.of(text), Text.of(title) if title is not None else None))


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("\ufeff加快\u200b建设\u00ad园区", "加快建设园区"),
        ("到&nbsp;2025年，&ldquo;十四五&rdquo;收官", "到2025年，“十四五”收官"),
        ("推进R&amp;D投入", "推进R&D投入"),
        ("产值&lt;5000万元", "产值<5000万元"),
        ("第一行<br/>仍是第一行", "第一行仍是第一行"),
        ("　　为推动发展， 制定 本方案。　", "为推动发展，制定 本方案。"),
        ("到 2025 年，增长 5 %以上", "到2025年，增长5%以上"),
        ("第一章　总　则", "第一章 总则"),
        ("关于开展评估工作的通  知", "关于开展评估工作的通知"),
        ("财政部  国家税务总局", "财政部 国家税务总局"),
        ("一、总体要求　　（一）指导思想　1.坚持", "一、总体要求 （一）指导思想 1.坚持"),
        ("到&nbsp2025年", "到2025年"),
        ("指标\t 2020年 \t\t2025年", "指标\t2020年\t\t2025年"),
        ("Smart City 2025", "Smart City 2025"),
    ],
)
def test_noise_goes(raw: str, wanted: str) -> None:
    assert clean(raw).text.value == wanted


def test_markdown_marks_go_where_the_text_is_markdown() -> None:
    text = "## 第一章 总则\n**责任单位**：市财政局\n- 加强统筹\n> 引文\n1\\. 总体要求\n见[意见](https://example.org/a)"
    assert clean(text).text.value == "第一章 总则\n责任单位：市财政局\n加强统筹\n引文\n1. 总体要求\n见意见"


def test_a_bullet_stays_where_nothing_else_is_markdown() -> None:
    assert clean("- 5 度以下\n* 注：按现价").text.value == "- 5度以下\n* 注：按现价"


def test_injected_pinyin_goes_and_a_gloss_stays() -> None:
    injected = clean("深化创新(xīn)，发展新(xīn)工(gōng)业，中(zhōng)国(guó)的(de)道路")
    assert injected.text.value == "深化创新，发展新工业，中国的道路"
    assert [c.code for c in injected.cautions] == ["injected_text"]
    assert clean("嵊(shèng)州市").text.value == "嵊(shèng)州市"


def test_a_title_is_cleaned_where_the_text_proves_that_the_page_injects_pinyin() -> None:
    text = "深化创新(xīn)，发展新(xīn)工(gōng)业，中(zhōng)国(guó)的(de)道路"
    cleaned = clean(text, "以创新（xīn）促进高质（zhì）量发展").title
    assert cleaned is not None
    assert cleaned.value == "以创新促进高质量发展"
    glossed = clean("本方案自发布之日起施行。", "嵊（shèng）州市实施方案").title
    assert glossed is not None
    assert glossed.value == "嵊（shèng）州市实施方案"


def test_a_lone_apostrophe_goes_and_quotation_marks_stay() -> None:
    assert clean("抓日常工作的'同志任主任").text.value == "抓日常工作的同志任主任"
    assert clean("实施'双百'行动").text.value == "实施'双百'行动"


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("二0二五年底前", "二〇二五年底前"),
        ("二O二一年三月", "二〇二一年三月"),
        ("容积率上限可提高至3、0。", "容积率上限可提高至3.0。"),
        ("提高至1、5倍", "提高至1.5倍"),
    ],
)
def test_damage_with_one_reading_is_mended_and_warned_of(raw: str, wanted: str) -> None:
    draft = clean(raw)
    assert draft.text.value == wanted
    assert [c.code for c in draft.cautions] == ["repaired_number"]


@pytest.mark.parametrize("text", ["1、2号楼", "建设2、3个园区", "3、0碳园区", "见表1、2", "第1、5条", "二〇二五年"])
def test_what_may_be_meant_stays(text: str) -> None:
    draft = clean(text)
    assert draft.text.value == text
    assert not draft.cautions


def test_the_circle_for_nought_is_no_damage() -> None:
    draft = clean("二○二五年")
    assert draft.text.value == "二〇二五年"
    assert not draft.cautions


def test_a_title_keeps_the_space_between_issuers() -> None:
    title = clean("", "某市财政局 某市税务局 关于印发 的通  知").title
    assert title is not None
    assert title.value == "某市财政局 某市税务局关于印发的通知"


def test_a_character_leads_back_over_what_was_taken_out() -> None:
    draft = clean("新(xīn)工(gōng)业(yè)发展")
    assert draft.text.value == "新工业发展"
    assert draft.text.raw_span(1, 2) == (6, 7)


def test_a_spun_copy_is_warned_of() -> None:
    assert [c.code for c in clean("加鼎力度支持投资生长，报市生长改造委").cautions] == ["spun_text"]
    assert not clean("加大力度支持投资增长，报市发展改革委").cautions


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("| 序号 | 任务 | 责任单位 |", "序号\t任务\t责任单位"),
        ("| 一、产业 |  |  |", "一、产业\t\t"),
        ("|1|见\\|下|", "1\t见\\|下"),
        ("序号 | 任务 | 时限\n1 | 建园区 | 6月", "序号\t任务\t时限\n1\t建园区\t6月"),
        ("联系人：张某 | 电话：88886666", "联系人：张某 | 电话：88886666"),
    ],
)
def test_rows_of_markdown_tables_have_cells_parted_by_tabs(raw: str, wanted: str) -> None:
    assert clean(raw).text.value == wanted


@pytest.mark.parametrize(
    "raw", ["李**、王**", "电话138****5678", "身份证4201**********12号，户主张**", "来信人\t李**\t女"]
)
def test_asterisks_that_hide_a_name_or_a_number_stay(raw: str) -> None:
    assert clean(raw).text.value == raw


def test_bold_marks_beside_hidden_names_go() -> None:
    assert clean("**一、名单**：李**、王**\n**责任单位：市局**").text.value == "一、名单：李**、王**\n责任单位：市局"


def test_pinyin_behind_words_goes_with_that_behind_characters() -> None:
    text = clean("十三日上午(shàngwǔ)，会议介绍情况(qíngkuàng)，聚焦切口(qiēkǒu)，发展工(gōng)业(yè)").text.value
    assert text == "十三日上午，会议介绍情况，聚焦切口，发展工业"
