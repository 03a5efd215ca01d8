"""Text of either script comes out simplified, in the wording of those who wrote it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ppx import lexicon
from ppx.normalizers import script
from ppx.normalizers.script import classes, convert, forms, names, origin, restore, wording
from ppx.text import Draft, Edit, Text

if TYPE_CHECKING:
    from pathlib import Path

PLAN = """某市推动产业园区提质增效实施方案
为支持园区发展，通过信息化手段优化服务，现就项目建设、数据共享和网络设施提出如下方案。
一、支持企业创建国家级技术中心，建立健全工作机制，严格执行有关文件。
二、引进高端人才，建设智慧园区和智能工厂，加快软件产业发展，完善设备更新政策。
三、市工业和信息化局、市数据局负责，用户单位配合，到2025年项目总数达到100个。"""

TAIWAN = """依行政院核定計畫，數位發展部應會商內政部、經濟部及縣市政府推動資訊安全。
業者違反前項規定者，處新臺幣十萬元罰鍰；主管機關得輔導民眾使用網路服務。"""


def simplify(text: str, title: str | None = None) -> Draft:
    return script.simplify(Draft(Text.of(text), Text.of(title) if title is not None else None))


def test_simplified_text_stays_as_it_is() -> None:
    draft = simplify(PLAN, "关于印发方案的通知")
    assert draft.text.value == PLAN
    assert draft.script.profile == "none"
    assert draft.script.detected == "hans"
    assert draft.script.changed == 0


def test_simplified_text_never_loads_the_converter() -> None:
    code = (
        "import sys; from ppx.normalizers import script; from ppx.text import Draft, Text;"
        "script.simplify(Draft(Text.of('推动园区发展'), None)); sys.exit('opencc' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_stray_forms_are_mended_character_by_character() -> None:
    stray = "提高資源環境承載能力，増加省級项目。\n"
    draft = simplify(PLAN + stray, "省級方案")
    assert draft.text.value == PLAN + "提高资源环境承载能力，增加省级项目。\n"
    assert draft.title is not None
    assert draft.title.value == "省级方案"
    assert draft.script.profile == "none"
    assert draft.script.detected == "mixed"
    assert draft.script.changed == 5


def test_japanese_forms_in_traditional_text_are_mended() -> None:
    assert simplify("増加省級項目，發展環境產業").text.value == "增加省级项目，发展环境产业"


@pytest.mark.parametrize("version", wording.VERSIONS)
def test_reworded_mainland_text_gets_its_words_back(version: wording.Version) -> None:
    title = "关于支持软件产业发展的意见"
    draft = simplify(convert.forward(PLAN, version), convert.forward(title, version))
    assert draft.text.value == PLAN
    assert draft.title is not None
    assert draft.title.value == title
    assert draft.script.detected == "hant"
    assert draft.script.profile == "s2twp-inverse"
    assert not draft.cautions


def test_the_older_dictionaries_reword_what_the_newer_do_not() -> None:
    assert convert.forward("通过信息", "2023") == "透過資訊"
    assert convert.forward("通过信息", "2026") == "通過資訊"


def test_restored_words_lead_back_to_the_page() -> None:
    page = Text.of("頁首\n" + convert.forward(PLAN, "2023"))
    draft = script.simplify(Draft(page.rewrite([Edit(0, 3, "")]), None))
    for word, raw in (("用户单位", "使用者單位"), ("智能工厂", "智慧工廠"), ("100", "100")):
        at = draft.text.value.index(word)
        start, end = draft.text.raw_span(at, at + len(word))
        assert page.value[start:end] == raw


def test_traditional_text_with_mainland_words_keeps_them() -> None:
    text = "各級人民政府應當通過信息網絡公開辦事程序，優化軟件服務，支持項目建設，保存有關文件。"
    draft = simplify(text)
    assert draft.text.value == "各级人民政府应当通过信息网络公开办事程序，优化软件服务，支持项目建设，保存有关文件。"
    assert draft.script.profile == "t2s"


def test_genuine_taiwan_text_keeps_its_words() -> None:
    draft = simplify(TAIWAN)
    assert "数位发展部" in draft.text.value
    assert "资讯安全" in draft.text.value
    assert "网路服务" in draft.text.value
    assert draft.script.profile == "chars"


def test_an_unknown_converter_is_warned_of() -> None:
    draft = simplify(
        "通過資訊共享促進高品質發展，支持企業通過互聯網發布信息、軟件和數據文件，以專案支援創新，優化網路佈局。"
    )
    assert draft.script.profile == "t2s"
    assert "通过" in draft.text.value
    assert [c.code for c in draft.cautions] == ["unknown_converter"]


@pytest.mark.parametrize("version", wording.VERSIONS)
@pytest.mark.parametrize(
    "line",
    [
        "由市工业和信息化局牵头，市数据局、市档案局配合。",
        "伊犁哈萨克自治州、布尔津县和苏仙区负责落实。",
        "国家知识产权局专利检索咨询中心受理申请。",
        "算力规模达到100比特。",
    ],
)
def test_names_and_units_decide_what_a_word_stands_for(line: str, version: wording.Version) -> None:
    made = convert.forward(line, version)
    back = restore.restore(made, forms.simplified(made), version)
    assert Text.of(forms.simplified(made)).rewrite(back.edits).value == line


def test_a_team_s_own_organs_decide_too(tmp_path: Path) -> None:
    (tmp_path / "organs.toml").write_text('[stems]\n"数码运行" = []\n', "utf-8")
    made = convert.characters(convert.forward("数码运行局", "2023"))
    assert made not in names.words("2023").entries
    with lexicon.using(str(tmp_path)):
        assert names.words("2023").entries[made].words == ("数码运行局",)


def test_a_short_text_without_a_telling_word_keeps_its_words() -> None:
    line = "各部門應當建立健全工作機制，設定年度目標，執行有關規定，依法履行程序。"
    assert simplify(line).text.value == "各部门应当建立健全工作机制，设定年度目标，执行有关规定，依法履行程序。"


def test_a_word_that_comes_again_says_ever_less() -> None:
    plain = "建设专案，支援专案，专案管理"
    once, thrice = (restore.restore(convert.converter("s2tw").convert(t), t, "2023").gain for t in ("建设专案", plain))
    assert 0 < once < thrice < 3 * once + 5


def test_pairs_of_characters_tell_whose_language_a_text_is() -> None:
    assert origin.taiwan("依前项规定办理者，主管机关得处新台币十万元罚锾。") > 0
    assert origin.taiwan(PLAN) < 0


def test_news_from_taiwan_is_told_by_its_terms_and_keeps_its_words() -> None:
    news = (
        "（中央社記者台北3日電）雞蛋減產的問題仍在，行政院表示要解決問題，增加產量，進口需要時間，多元方案緩解供應不足。"
        "農委會預估月底前完成調度，台南市與彰化縣的加工廠優先供應，進一步加強支援，完善措施，確保供給穩定。"
    )
    draft = simplify(news)
    assert draft.script.profile == "chars"
    assert "支援" in draft.text.value


def test_a_term_of_policy_has_one_wording_in_mainland_text() -> None:
    plan = (
        "關於推進高品質發展的實施意見。到2025年，全市經濟總量達到五千億元，培育專精特新企業，完善政策措施，加強資訊化建設，"
        "優化營商環境，各級各部門要認真貫徹落實。"
    )
    draft = simplify(plan, "關於推進高品質發展的意見")
    assert draft.script.profile == "t2s"
    assert draft.title is not None
    assert draft.title.value == "关于推进高质量发展的意见"
    assert draft.text.value.startswith("关于推进高质量发展的实施意见。")
    assert "加强信息化建设" in draft.text.value
    assert "高品质发展" in simplify("國科會推動數位轉型，由行政院核定計畫，追求高品質發展。").text.value


def test_a_paragraph_that_was_simplified_all_along_is_not_reworded() -> None:
    line = "本市支援专案由档案部门发布"
    draft = simplify(f"{convert.forward(PLAN, '2023')}\n{line}")
    assert draft.text.value.split("\n")[-1] == line


def test_a_paragraph_that_the_converter_does_not_give_is_warned_of() -> None:
    page = convert.forward(PLAN, "2023") + "\n" + convert.forward("支持项目建设", "2023") + "，緊緊圍遶中心"
    draft = simplify(page)
    assert draft.text.value.endswith("支持项目建设，紧紧围绕中心")
    assert [c.code for c in draft.cautions] == ["unproven_wording"]


def test_simplifying_twice_changes_nothing() -> None:
    once = simplify(convert.forward(PLAN, "2023")).text.value
    assert simplify(once).text.value == once


@pytest.mark.parametrize("text", ["", "\n", "2025", "ABC\t1,000"])
def test_text_without_characters_is_simplified(text: str) -> None:
    assert classes.judge(text) == "simplified"
    assert simplify(text).text.value == text


def test_conversion_by_characters_keeps_the_length() -> None:
    text = "乾隆年間著名的後臺，裡程表；𨱏礦\n瞭解"
    assert len(convert.characters(text)) == len(text)
