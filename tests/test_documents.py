"""The documents of a page: titles, attachments, collecting pages, paragraphs, and nothing lost between them."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_main_text import BODY, page

from ppx.characters import UNSEEN
from ppx.normalizers import documents, main_text
from ppx.records import Attachment, Page, Part, Span


def divide(shown: Page) -> tuple[Part, ...]:
    return documents.divide(shown, main_text.judge(shown))


def texts(shown: Page, pieces: tuple[Span, ...]) -> str:
    return "".join(shown.text[slice(*piece)] for piece in pieces)


def titles(shown: Page) -> list[str]:
    return [texts(shown, part.title) for part in divide(shown)]


def paragraphs(shown: Page, number: int = 0) -> list[str]:
    return [texts(shown, paragraph) for paragraph in divide(shown)[number].paragraphs]


NOTICE = """某市人民政府办公室关于印发
某市园区发展实施方案的通知
某府办〔2021〕3号
各区人民政府，市政府各部门：
《某市园区发展实施方案》已经市政府同意，现印发给你们，请认真贯彻执行。
某市人民政府办公室
2021年3月4日
（此件公开发布）
"""


def test_a_notice_and_its_plan_are_two_documents() -> None:
    shown = page(f"{NOTICE}某市园区发展实施方案\n{BODY}")
    assert titles(shown) == ["某市人民政府办公室关于印发某市园区发展实施方案的通知", "某市园区发展实施方案"]
    assert [part.part_of for part in divide(shown)] == [None, 0]
    assert paragraphs(shown)[0] == "某府办〔2021〕3号"
    assert paragraphs(shown)[-1] == "（此件公开发布）"
    assert paragraphs(shown, 1) == BODY.split("\n")


def test_a_plan_without_its_title_line_takes_the_name_that_the_notice_gives_it() -> None:
    shown = page(f"{NOTICE}第一条 为推进园区发展，制定本方案。\n第二条 本方案自发布之日起施行。")
    notice, plan = divide(shown)
    assert (plan.title, plan.title_text, plan.part_of) == ((), "某市园区发展实施方案", 0)
    assert len(notice.paragraphs) == 6


def test_labelled_attachments_begin_documents_and_lists_of_them_do_not() -> None:
    shown = page(
        f"""关于开展检查的通知
各区人民政府：
请认真做好检查工作。
附件：1.检查工作方案
2.重点单位名单
3.申请表
某市应急局
2021年3月4日
附件1
检查工作方案
{BODY}
附件2
重点单位名单
序号	单位	地址
1	甲公司	东区
2	乙公司	西区
附件3
申请表
姓名		性别		民族
"""
    )
    assert titles(shown) == ["关于开展检查的通知", "检查工作方案", "重点单位名单"]
    assert paragraphs(shown, 1)[0] == "附件1"


def test_an_attachment_title_broken_over_lines_is_known_by_the_notice() -> None:
    notice = NOTICE.replace("某市园区发展实施方案》", "某市贯彻落实〈关于打好主动仗的若干措施〉实施方案》")
    shown = page(f"{notice}某市贯彻落实《关于打好主动仗\n的若干措施》\n实施方案\n{BODY}")
    assert titles(shown)[1] == "某市贯彻落实《关于打好主动仗的若干措施》实施方案"


def test_a_collecting_page_gives_its_numbered_pieces() -> None:
    head = "首页 > 方案\n园区实施方案\n下面是小编整理的园区实施方案，仅供参考，大家一起来看看吧。"
    plans = "\n".join(f"园区实施方案{n}\n{BODY.replace('100', f'{n}00')}" for n in (1, 2, 3))
    shown = page(f"{head}\n{plans}")
    assert titles(shown) == ["园区实施方案1", "园区实施方案2", "园区实施方案3"]
    assert {part.part_of for part in divide(shown)} == {None}


def test_a_title_that_only_the_site_shows_comes_from_the_headline() -> None:
    shown = page(BODY, html=True, headline="某市园区管理若干措施-某市政府网")
    (part,) = divide(shown)
    assert (part.title, part.title_text) == ((), "某市园区管理若干措施")


def test_a_lost_title_comes_from_the_attached_file() -> None:
    shown = page(NOTICE.split("\n", 3)[3] + f"某市园区发展实施方案\n{BODY}", html=True)
    name = "某府办〔2021〕3号某市人民政府办公室关于印发某市园区发展实施方案的通知.doc"
    shown = Page(shown.source, shown.text, shown.lines, {}, (Attachment(name, "a.doc"),))
    assert divide(shown)[0].title_text == "某市人民政府办公室关于印发某市园区发展实施方案的通知"


def test_a_title_that_nothing_shows_is_lost() -> None:
    shown = page(f"各区人民政府：\n{BODY}")
    (part,) = divide(shown)
    assert (part.title, part.title_text) == ((), None)


ONE_LINE = (
    "某市人民政府办公室关于印发某市园区发展实施方案的通知某府办〔2021〕3号各区人民政府，市政府各部门："
    "《某市园区发展实施方案》已经市政府同意，现印发给你们，请认真贯彻执行。某市人民政府办公室2021年3月4日（此件公开发布）"
    "某市园区发展实施方案为推进园区高质量发展，制定本方案。一、总体要求到2025年，园区产值突破100亿元。"
    "二、主要任务（一）培育产业。由市工信局牵头，建设5个产业园，引进一批龙头企业，形成若干产业集群。"
)


def test_a_page_without_line_breaks_is_cut_inside_its_line() -> None:
    shown = page(ONE_LINE)
    assert titles(shown) == ["某市人民政府办公室关于印发某市园区发展实施方案的通知", "某市园区发展实施方案"]
    assert paragraphs(shown)[:2] == ["某府办〔2021〕3号", "各区人民政府，市政府各部门："]
    assert paragraphs(shown)[-3:] == ["某市人民政府办公室", "2021年3月4日", "（此件公开发布）"]


def test_wide_blanks_part_the_paragraphs_of_a_page_without_line_breaks() -> None:
    shown = page("　　" + "　　".join(BODY.split("\n")) + "　　第二章　　总　　则" + "。" * 150)
    assert paragraphs(shown)[:5] == BODY.split("\n")
    assert paragraphs(shown)[5].startswith("第二章　　总　　则")


def test_a_sentence_that_the_page_broke_is_one_paragraph() -> None:
    shown = page(
        "1.加强关键技术研究。依托高精度终端的规模化应用，采集不同领域的信息，探\n索区块链等新兴技术融合，开展应用评估。（牵头部\n门：市交通委、市水务局）\n2.加强管理。"
    )
    assert paragraphs(shown) == [
        "1.加强关键技术研究。依托高精度终端的规模化应用，采集不同领域的信息，探索区块链等新兴技术融合，开展应用评估。（牵头部门：市交通委、市水务局）",
        "2.加强管理。",
    ]


def test_a_paragraph_that_lost_its_full_stop_stays_apart_from_the_next() -> None:
    lines = [
        "做优做强主导产业。着力强龙头、补缺项、延链条，加快引进龙头企业，打造一批特色鲜明的产业集群品牌",
        "培育新产业新业态新模式。支持有条件的园区加快发展战略性新兴产业。",
        "）大力发展新兴产业。聚焦前沿新材料领域。",
    ]
    assert paragraphs(page("\n".join([*BODY.split("\n"), *lines])))[-3:] == lines


def test_a_marker_that_lost_its_bracket_opens_no_bracket() -> None:
    lines = [
        "（四加强水源保护。划定水源保护区，设立警示标志。",
        "）提升管护水平。落实管护经费，每年检修不少于2次。",
        "（六）健全机制。",
    ]
    assert paragraphs(page("\n".join([*BODY.split("\n"), *lines])))[-3:] == lines


WRAPPED = """　　为加快航运发展，构建综合立体交通网络，结合实际，提出如下
意见，请认真贯彻落实，重大情况及时报告市人民政府办公室。
　　一、总体要求
　　（一）发展目标。到2025年，建成500吨级航道294公里，港口年
吞吐能力达到200万吨，水路货运量年均增长12%以上。培育骨干企业。
支持船舶更新改造。
　　（二）加快航道建设。2023年底前完成航道整治工程，由市交通
运输局牵头，市水务局、市生态环境局配合，各县区人民政府负责征
地拆迁。"""


def test_lines_broken_at_a_width_are_joined_and_paragraphs_stay_apart() -> None:
    joined = WRAPPED.replace("\n", "").split("　　")[1:]
    assert paragraphs(page(WRAPPED)) == joined
    shown = page(WRAPPED.replace("　　", ""), html=True, tag=dict.fromkeys(range(9), "pre"))
    assert [p for p in paragraphs(shown) if p.startswith("（二）")] == joined[-1:]


def test_items_of_an_html_list_are_never_joined() -> None:
    shown = page(f"{BODY}\n支持园区建设，\n支持企业发展。", html=True, tag={5: "li", 6: "li"}, node={5: "#a", 6: "#b"})
    assert paragraphs(shown)[-2:] == ["支持园区建设，", "支持企业发展。"]


def test_a_bulletin_holds_several_orders_each_with_its_text() -> None:
    decree = "中华人民共和国国务院令\n第{}号\n《{}》已经国务院常务会议通过，现予公布，自2019年4月1日起施行。\n"
    seal = "总理　某某\n2019年2月17日\n"
    rules = "{}\n第一条 为规范管理，制定本条例。\n第二条 本条例自公布之日起施行。\n"
    names = {709: "应急条例", 710: "信访条例"}
    shown = page("".join(decree.format(n, name) + seal + rules.format(name) for n, name in names.items()))
    assert titles(shown) == ["中华人民共和国国务院令", "应急条例", "中华人民共和国国务院令", "信访条例"]
    assert [part.part_of for part in divide(shown)] == [None, 0, None, 2]


def test_a_collecting_page_of_whole_documents_takes_their_own_titles() -> None:
    second = "某办函〔2009〕95号\n关于调整园区领导小组成员的通知\n各区人民政府：\n因工作需要，决定调整领导小组成员，现通知如下。"
    shown = page(f"某市园区发展实施方案\n{BODY}\n第二篇：某市人民政府办公室\n{second}")
    assert titles(shown) == ["某市园区发展实施方案", "关于调整园区领导小组成员的通知"]
    assert "第二篇：某市人民政府办公室" not in paragraphs(shown)


def test_the_title_of_a_page_on_one_line_ends_where_its_purpose_begins() -> None:
    shown = page("某市园区高质量发展实施方案为推进园区高质量发展，制定本方案。" + BODY.replace("\n", "") * 3)
    assert titles(shown) == ["某市园区高质量发展实施方案"]


SHARDS = st.sampled_from(
    [
        *BODY.split("\n"),
        *NOTICE.strip().split("\n"),
        *[
            "首页 > 政策",
            "来源：某网",
            "打印",
            "  ",
            "",
            "附件1",
            "附件：1.工作方案",
            "工作方案",
            "……",
            "2021-01-02",
            "12",
        ],
        *[
            "园区实施方案1",
            "园区实施方案2",
            "&nbsp;",
            "\u200b",
            "**标题**",
            "- [链接](http://a.cn)",
            "），",
            "第一章　总则",
        ],
        *[
            ONE_LINE.replace("某市园区发展实施方案为", "&nbsp; &nbsp; 　　某市园区发展实施方案为"),
            "附件1 工作方案 附件2",
        ],
        *["\u200b", "\u3000\ufeff", "\u2060\u200c\xad", "&nbsp;&nbsp;", "\u200b一、总体要求\xad"],
        *["某市人民政府　　2021年3月4日", ONE_LINE, ONE_LINE * 2, "序号\t任务", "　　" + "　　".join(BODY.split("\n"))],
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(SHARDS, st.text(max_size=30).map(lambda t: t.replace("\n", ""))), max_size=25))
def test_each_character_is_in_one_title_paragraph_or_dropped_piece(lines: list[str]) -> None:
    shown = page("\n".join(lines))
    verdicts = main_text.judge(shown)
    parts = documents.divide(shown, verdicts)
    held = [piece for part in parts for pieces in (*part.paragraphs, part.title) for piece in pieces]
    lost = [verdict.span for verdict in documents.settle(verdicts, parts) if not verdict.keep]
    spans = sorted([*held, *lost])
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert seen("".join(shown.text[a:b] for a, b in spans)) == seen(shown.text)


def seen(text: str) -> str:
    """What a reader sees of a text, close up."""
    return re.sub(rf"[\s{UNSEEN}]|&nbsp;", "", text)


@pytest.mark.parametrize("blank", ["\u200b", "\u200c\u200d", "\ufeff", "\u2060", "\xad\u3000", "&nbsp;", "\u200e"])
def test_a_line_that_shows_nothing_is_blank(blank: str) -> None:
    broken = "各级要紧密团结在党组织周围。要把办事难的问题一件一件解决好，让人民满"
    text = f"{NOTICE}{broken}\n{blank}\n意、让企业放心。\n{blank}"
    shown = page(text)
    parts = documents.divide(shown, main_text.judge(shown))
    last = "".join(shown.text[a:b] for a, b in parts[-1].paragraphs[-1])
    assert last == f"{broken}意、让企业放心。"


def test_a_kept_line_that_no_document_holds_is_dropped() -> None:
    shown = page(f"{NOTICE}某市园区发展实施方案\n{BODY}")
    verdicts = main_text.judge(shown)
    notice, _plan = documents.divide(shown, verdicts)
    settled = documents.settle(verdicts, (notice,))
    assert {v.reason for v in settled if not v.keep} == {"no_article"}
    assert len([v for v in settled if v.keep]) == len(NOTICE.strip().split("\n"))


def test_the_sites_own_field_names_a_title_that_is_broken_over_lines() -> None:
    text = (
        f"标　　题：\t某省政府办公厅对省人大四次会议第7240号建议的答复\n某省政府办公厅对省人大\n四次会议第7240号建议的答复\n"
        f"某政办函〔2006〕71号\n某代表：\n{BODY}"
    )
    assert titles(page(text)) == ["某省政府办公厅对省人大四次会议第7240号建议的答复"]


def test_a_headline_that_names_what_the_notice_issues_is_the_notices_title() -> None:
    text = (
        f"关于印发《某市加快食品科技创新赋能产业发展行动方案》的通知\n发布日期：2025-12-22\n某科〔2025〕42号\n各区人民政府：\n"
        f"现将《某市加快食品科技创新赋能产业发展行动方案》印发给你们，请执行。\n某市科学技术委员会\n2025年12月22日\n某市加快食品科技创新赋能产业发展行动方案\n{BODY}"
    )
    assert titles(page(text)) == [
        "关于印发《某市加快食品科技创新赋能产业发展行动方案》的通知",
        "某市加快食品科技创新赋能产业发展行动方案",
    ]


def test_a_number_right_behind_the_title_is_a_piece_of_its_own() -> None:
    shown = page(f"省人民政府办公厅关于印发某某实施方案的通知某府办发〔2017〕76号\n{BODY}")
    assert titles(shown) == ["省人民政府办公厅关于印发某某实施方案的通知"]
    assert paragraphs(shown)[0] == "某府办发〔2017〕76号"


def test_all_that_a_sentence_issues_are_attachments() -> None:
    names = ["某市制造业发展方案", "某市制造业财政支持措施", "某市主导产业财政支持措施"]
    issued = "".join(f"《{name}》" for name in names)
    plans = "\n".join(f"{name}\n为推动发展，制定如下措施。\n一、支持企业。奖励50万元。" for name in names)
    text = f"各县人民政府：\n{issued}已经市政府同意，现印发给你们，请执行。\n2020年11月17日\n{plans}"
    assert titles(page(text)) == ["", *names]


def test_a_collection_sets_title_and_issuer_above_each_document() -> None:
    second = "关于加强化肥进口管理的补充通知"
    text = (
        f"某省公众网站管理办法\n第一章 总则\n第一条 为了加强管理，制定本办法。\n{second}\n"
        f"对外贸易经济合作部\n{second}\n各省、自治区、直辖市外经贸委：\n{BODY}"
    )
    assert titles(page(text)) == ["某省公众网站管理办法", second]


def test_a_long_heading_is_not_joined_with_its_text() -> None:
    heading = "一、制定《某市扶优计划试点企业建设创新产业化示范基地奖励实施细则》的必要性"
    shown = page(f"某市细则解读\n{heading}\n为深入贯彻党的十九大精神，加快发展，制定本细则。\n{BODY}")
    assert heading in paragraphs(shown)


def test_a_list_of_attachments_runs_into_the_signature() -> None:
    text = (
        "甘肃省人民政府办公厅关于同意建立制度的函甘政办函〔2022〕18号省教育厅："
        + "你委请示收悉，经研究，现函复如下。" * 12
    )
    text += "附件：1.甘肃省会商制度2.甘肃省会商人员名单甘肃省人民政府办公厅2022年5月9日（此件公开发布）"
    assert {"甘肃省人民政府办公厅", "2022年5月9日", "（此件公开发布）"} <= set(paragraphs(page(text)))
