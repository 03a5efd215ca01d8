"""Which lines of a page are document text: pages written for this project, in the shapes that sites give them."""

from __future__ import annotations

import pytest

from ppx.lexicon import load
from ppx.normalizers import main_text
from ppx.records import Line, Page, Source, Verdict


def page(text: str, *, html: bool = False, headline: str | None = None, **marks: dict[int, object]) -> Page:
    """A page of the text; `marks` gives fields of its lines by 0-based line: `linked={3: 1.0}`."""
    lines, at = [], 0
    for number, line in enumerate(text.split("\n")):
        given = {name: by_line[number] for name, by_line in marks.items() if number in by_line}
        lines.append(Line(at, at + len(line), **({"tag": "p", "block": "#main"} if html else {}) | given))  # type: ignore[arg-type]
        at += len(line) + 1
    media = "text/html" if html else "text/plain"
    return Page(Source("a", "", 0, media, "utf-8", headline=headline), text, tuple(lines))


def kept(given: Page) -> list[str]:
    return [given.text[slice(*v.span)].strip() for v in main_text.judge(given) if v.keep]


def dropped(given: Page) -> dict[str, str]:
    return {given.text[slice(*v.span)].strip(): v.reason for v in main_text.judge(given) if not v.keep}


BODY = """为推进园区高质量发展，制定本方案。
一、总体要求
到2025年，园区产值突破100亿元。
二、主要任务
（一）培育产业。由市工信局牵头，建设5个产业园。"""


def test_what_a_site_puts_around_a_plan_is_dropped_with_its_reason() -> None:
    text = f"""当前位置：首页 > 政策文件 > 重磅！某市出台园区方案
重磅！某市出台园区方案
来源：园区网 时间：2021-03-04 10:22 浏览次数：15
近日，某市发布了《某市园区高质量发展实施方案》，提出到2025年产值突破100亿元。
某市园区高质量发展实施方案
{BODY}
阅读全文
投资咨询热线
400-123-4567
热点信息
-
为鼓励企业做大做强，某区发布了新的奖励办法，参照...
版权所有 某某网"""
    given = page(text)
    assert kept(given) == ["某市园区高质量发展实施方案", *BODY.split("\n")]
    reasons = dropped(given)
    assert reasons["来源：园区网 时间：2021-03-04 10:22 浏览次数：15"] == "byline"
    assert reasons["近日，某市发布了《某市园区高质量发展实施方案》，提出到2025年产值突破100亿元。"] == "intro"
    assert reasons["重磅！某市出台园区方案"] == "headline"
    assert reasons["版权所有 某某网"] == "footer"
    assert reasons["400-123-4567"] == "contact"


def test_a_traditional_page_is_judged_alike() -> None:
    body = "某市園區發展實施辦法\n第一條 為規範園區管理，制定本辦法。\n第二條 本辦法自公布之日起施行。"
    text = f"您的位置：首頁 > 政策\n來源：某網 發布時間：2021-03-04\n{body}\n版權所有 不得轉載"
    assert kept(page(text)) == body.split("\n")


def test_a_title_apart_from_its_text_is_kept() -> None:
    text = f"某市园区高质量发展实施方案\n\n2022-06-28 14:14\n\n{BODY}"
    assert kept(page(text))[0] == "某市园区高质量发展实施方案"


def test_a_title_broken_over_lines_is_kept_whole() -> None:
    text = (
        "来源：本站\n某市人民政府关于\n加快推进产业园区高质量发展的意见\n某府发〔2021〕29号\n各区县人民政府：\n" + BODY
    )
    assert kept(page(text))[:2] == ["某市人民政府关于", "加快推进产业园区高质量发展的意见"]


def test_the_headline_goes_where_the_body_shows_the_title() -> None:
    title = "某市人民政府办公室关于印发园区管理办法的通知"
    given = page(
        f"首页\n{title}\n分享到\n某府办〔2021〕3号\n{title}\n各区人民政府：\n现将《园区管理办法》印发给你们。",
        html=True,
        tag={1: "h1"},
        headline=title,
    )
    assert kept(given).count(title) == 1
    assert kept(given)[0] == "某府办〔2021〕3号"


def test_the_headline_stays_where_the_body_has_no_title() -> None:
    title = "关于调整办公时间的通知"
    given = page(
        f"首页\n{title}\n发布时间：2021-01-02\n各科室：\n自1月5日起调整办公时间，请遵照执行。", html=True, tag={1: "h1"}
    )
    assert kept(given)[0] == title


def test_a_page_of_one_sentence_is_found_under_its_headline() -> None:
    title = "1至10月某县固定资产投资结构趋稳趋优"
    news = "1至10月，全县固定资产投资完成246.79亿元，完成年度计划的82.3%，同比增长15.3%。"
    given = page(f"首页\n{title}\n2021-11-20 10:00\n{news}\n责任编辑：张三", html=True, tag={1: "h1"})
    assert kept(given) == [title, news]


@pytest.mark.parametrize(
    "line",
    [
        "（一）来源：各级财政安排的专项资金。",
        "第三条 版权所有者应当登记。",
        "（此件公开发布）",
        "公开方式：主动公开",
        "联系电话：010-12345678",
        "负责：市工信局",
        "（2020年4月10日某市第十五届人民代表大会常务委员会第二十次会议通过）",
    ],
)
def test_lines_of_a_document_are_never_taken_for_the_site(line: str) -> None:
    assert line in kept(page(f"某市园区管理办法\n{BODY}\n{line}\n{BODY}"))


def test_cells_of_a_table_one_a_line_stay_between_text() -> None:
    cells = "专栏1\n指标\n2020年\n2025年\n12\n15%\n预期性"
    assert kept(page(f"{BODY}\n{cells}\n（二）强化保障。建立考核制度。")) == [
        *BODY.split("\n"),
        *cells.split("\n"),
        "（二）强化保障。建立考核制度。",
    ]


def test_a_list_that_ends_the_page_stays_with_its_title() -> None:
    names = "张三 市发展改革委\n李四 市财政局\n王五 市科技局"
    assert kept(page(f"{BODY}\n附件：领导小组成员名单\n{names}"))[-3:] == names.split("\n")
    assert kept(page(f"{BODY}\n{names}\n版权所有"))[-3:] == BODY.split("\n")[-3:]


@pytest.mark.parametrize(
    "text",
    [
        "首页\n政务公开\n通知公告\n关于印发工作方案的通知\n2021-01-01\n关于加快发展的意见\n2021-01-02\n关于检查的公告\n2021-01-03\n关于奖励的办法\n2021-01-04\n下一页",
        "",
        "\n\n",
        "登录 注册\n用户名：\n密码：\n提交",
    ],
)
def test_lists_and_forms_hold_no_document(text: str) -> None:
    assert kept(page(text)) == []


def test_linked_and_hidden_lines_are_dropped() -> None:
    given = page(
        f"{BODY}\n某市人民政府关于印发另一个办法的通知\n某市园区条例（打印版）。",
        html=True,
        linked={5: 1.0},
        hidden={6: True},
    )
    assert kept(given) == BODY.split("\n")
    assert list(dropped(given).values()) == ["related", "hidden"]


def test_a_page_that_a_script_shows_is_judged_as_shown() -> None:
    given = page(BODY, html=True, hidden=dict.fromkeys(range(5), True))
    assert kept(given) == BODY.split("\n")


def test_a_body_that_stands_twice_is_kept_once() -> None:
    long = "\n".join(
        f"第{n}条 园区管理机构应当按照规定履行第{n}项职责，并于每年年底前向市人民政府报告。" for n in "一二三四五"
    )
    given = page(f"{long}\n附则\n{long}\n附则")
    assert kept(given) == [*long.split("\n"), "附则"]
    assert set(dropped(given).values()) == {"duplicate"}


def test_a_body_told_twice_on_one_line_is_kept_once() -> None:
    told = (
        "各镇人民政府，各街道办事处，市政府各部门：《某市燃气设施保护管理暂行办法》已经市政府研究同意，现印发给你们，"
        "请认真贯彻执行。某市人民政府办公室2013年6月26日第一条为加强燃气设施的保护，制定本办法。"
    )
    given = page(told * 2)
    assert "".join(kept(given)) == told


def test_a_far_sentence_of_the_site_is_no_document() -> None:
    links = "\n".join(f"栏目{n}" for n in range(12))
    notice = "本网站使用相关技术提供更好的阅读体验，同时尊重使用者的习惯，点这里了解更多。"
    given = page(f"{notice}\n{links}\n{BODY}", html=True, linked=dict.fromkeys(range(1, 13), 1.0))
    assert kept(given) == BODY.split("\n")


def test_every_line_that_is_not_blank_has_its_verdict_in_order() -> None:
    given = page(f"首页\n\n{BODY}\n \n打印")
    spans = [v.span for v in main_text.judge(given)]
    assert spans == sorted(spans)
    assert "".join(given.text[a:b] for a, b in spans).replace(" ", "") == "".join(given.text.split())


def test_evidence_names_what_decided() -> None:
    verdict: Verdict = main_text.judge(page("浏览次数：591\n" + BODY))[0]
    assert not verdict.keep
    assert "浏览次数" in verdict.evidence


def test_reasons_are_a_closed_list() -> None:
    reasons = {"navigation", "byline", "share", "related", "contact", "form", "footer", "headline", "intro", "hidden"}
    reasons |= {"duplicate", "slogan", "noise", "no_article"}
    assert set(load("main_text")) <= reasons


def test_page_numbers_and_running_headers_are_no_text() -> None:
    lines = BODY.split("\n")
    text = (
        f"某市人民政府公报　2022年第3期\n某市园区高质量发展实施方案\n{lines[0]}\n- 1 -\n某市人民政府公报　2022年第3期\n"
    )
    text += "\n".join(lines[1:3]) + "\n- 2 -\n某市人民政府公报　2022年第3期\n" + "\n".join(lines[3:]) + "\n- 3 -"
    assert kept(page(text)) == ["某市园区高质量发展实施方案", *lines]
    assert {v.reason for v in main_text.judge(page(text)) if not v.keep} == {"noise"}


def test_figures_alone_are_page_numbers_where_they_count_on_through_the_text() -> None:
    article = "第{}条 为规范园区管理，按照有关规定，制定本条规定。"
    lines = [article.format(han) for han in "一二三四五六七八九"]
    text = "\n".join(["某市园区管理办法", *lines[:4], "5", *lines[4:8], "6", *lines[4:8], "7", lines[8]])
    assert not {"5", "6", "7"} & set(kept(page(text)))
    table = "\n".join(
        ["某市园区管理办法", *lines, "附表", "1", "张三", "2", "李四", "3", "王五", "以上人员由市工信局公布。"]
    )
    assert {"1", "2", "3"} <= set(kept(page(table)))


def test_a_list_of_titles_under_a_heading_that_names_the_page_is_the_sites() -> None:
    text = f"某市园区高质量发展实施方案\n{BODY}\n【某市园区高质量发展实施方案】相关文章：\n1.乡村振兴工作方案\n2.防汛应急预案"
    assert kept(page(text)) == ["某市园区高质量发展实施方案", *BODY.split("\n")]


def test_the_letterhead_keeps_its_number_over_a_star() -> None:
    text = f"中共某市委办公室文件\n某委办〔2022〕15号\n★\n中共某市委办公室关于加强园区管理的通知\n各区委：\n{BODY}"
    assert "某委办〔2022〕15号" in kept(page(text))


def test_whom_to_ask_stays_under_the_clause_that_announces_it() -> None:
    text = f"某市园区高质量发展实施方案\n{BODY}\n三、联系方式\n联系人：陈某\n联系电话：0511-88888888\n版权所有 某某网"
    assert kept(page(text))[-2:] == ["联系人：陈某", "联系电话：0511-88888888"]


def test_tags_that_a_page_kept_in_its_text_hide_nothing() -> None:
    text = "".join(f'<p style="text-indent:2em">{line}</p><p><br/></p>' for line in (BODY + BODY).split("\n"))
    assert all(any(line in piece for piece in kept(page(text))) for line in BODY.split("\n"))


def test_the_rows_of_a_markdown_table_are_text_and_its_rule_is_not() -> None:
    rows = ["| 序号 | 任务 | 责任单位 |", "| --- | --- | --- |", "| 1 | 品种改良 | 县农业农村局 |"]
    text = f"某市园区高质量发展实施方案\n{BODY}\n" + "\n".join(rows)
    assert kept(page(text))[-2:] == [rows[0], rows[2]]


def test_rows_of_a_markdown_table_stay_whatever_stands_in_their_cells() -> None:
    rows = ["| 序号 | 任务 | 单位 |", "| 1 | 建厂房，<br>引企业 | 市商务局 |", "| 2 | 技改 | 联系我们 |"]
    text = "\n".join([BODY, rows[0], "| --- | --- | --- |", *rows[1:], "三、保障措施", "各部门要加强组织领导。"])
    assert [line for line in kept(page(text)) if line.startswith("|")] == rows


def test_the_heading_of_a_second_copy_goes_with_it() -> None:
    title = "某市园区高质量发展实施方案"
    body = "\n".join(f"{n}、各有关单位要按照职责分工抓好第{n}项工作的组织实施和督促检查。" for n in "一二三四五")
    text = "\n".join([title, body, "某市人民政府", title, body])
    assert kept(page(text)).count(title) == 1


def test_a_copy_in_one_piece_goes_and_the_lines_stay() -> None:
    body = [f"{n}、各有关单位要按照职责分工抓好第{n}项工作的组织实施和督促检查。" for n in "一二三四五六"]
    title = "某市园区高质量发展实施方案"
    given = page("\n".join([title, *body, "".join(f"<p>{line}</p>" for line in body)]))
    assert kept(given) == [title, *body]
    assert set(dropped(given).values()) == {"duplicate"}


def test_who_put_a_page_there_and_when_is_a_byline() -> None:
    given = page(f"某市园区高质量发展实施方案\n原创 某市发布 2024-01-05 18:20 湖北\n{BODY}")
    assert dropped(given) == {"原创 某市发布 2024-01-05 18:20 湖北": "byline"}


def test_a_sentence_about_offices_and_sites_is_no_footer() -> None:
    text = (
        f"某市园区高质量发展实施方案\n{BODY}\n党政机关的信息应当及时更新。\n"
        f"最新政策应当在两个工作日内上网。\n（二）扩大开放。建设2个平台。\n版权所有 某某网"
    )
    assert {"党政机关的信息应当及时更新。", "最新政策应当在两个工作日内上网。"} <= set(kept(page(text)))
    assert dropped(page(text))["版权所有 某某网"] == "footer"


def test_who_holds_an_event_stays_between_the_clauses() -> None:
    text = f"某镇文艺演出工作方案\n一、主承办单位\n主办单位：某镇人民政府\n承办单位：某镇文化站\n二、时间\n{BODY}\n主办单位：某市人民政府办公室"
    assert {"主办单位：某镇人民政府", "承办单位：某镇文化站"} <= set(kept(page(text)))
    assert dropped(page(text))["主办单位：某市人民政府办公室"] == "footer"


def test_a_signature_may_stand_on_the_line_of_its_date() -> None:
    assert "某县人民政府2013年5月14日" in kept(page(f"某县工作方案\n{BODY}\n某县人民政府2013年5月14日"))


def test_an_empty_field_takes_no_number_of_another_kind() -> None:
    text = (
        f"关于印发某市工作规则的通知\n来源：某办 发布时间：2016年10月14日 18:46 浏览次数：\n某政发〔2016〕83号\n{BODY}"
    )
    assert "某政发〔2016〕83号" in kept(page(text))


def test_injected_pinyin_hides_neither_a_number_nor_a_title() -> None:
    text = "某府發(fā)〔2017〕92號\n某市人民政府關(guān)于促進(jìn)發(fā)展的意見(jiàn)\n各區(qū)人民政府：\n" + BODY
    assert "某府發(fā)〔2017〕92號" in kept(page(text))


def test_the_head_of_a_joint_order_stays() -> None:
    organs = "国家发展和改革委员会\n教育部\n公安部"
    text = f"设为首页\n{organs}\n令\n第15号\n《某某管理办法》已经审议通过，现予公布，自2023年8月15日起施行。\n{BODY}"
    assert {*organs.split("\n"), "令", "第15号"} <= set(kept(page(text)))


def test_fields_without_colons_are_the_sites() -> None:
    text = f"发文机关国务院\n发文日期1993年04月04日\n时效性现行有效\n某省人民政府：\n{BODY}"
    assert dropped(page(text)) == dict.fromkeys(text.split("\n")[:3], "byline")


def test_fields_in_lenticular_brackets_are_the_sites() -> None:
    line = "【发布文号】某省人民政府令第116号 【发布日期】2016-12-06 【失效日期】"
    assert dropped(page(f"{line}\n某省土地整治办法\n{BODY}"))[line] == "byline"


def test_a_menu_behind_bullets_is_no_title() -> None:
    text = f"- 国务院部门\n- 省市政府\n- 州市政府\n各州、市人民政府：\n{BODY}"
    assert [line for line, reason in dropped(page(text)).items() if reason == "navigation"] == text.split("\n")[:3]


def test_a_teaser_that_the_text_tells_whole_goes() -> None:
    whole = "据某市网站消息，某市人民政府办公厅近日发布实施意见，提出到2025年产业竞争力明显增强，产业规模突破1500亿元，产量达到25万辆。"
    text = f"某市出台产业发展意见\n核心摘要：{whole[:48]}\n{whole}\n{BODY}"
    assert dropped(page(text)) == {f"核心摘要：{whole[:48]}": "intro"}


def test_items_that_a_rule_repeats_are_no_second_copy() -> None:
    items = "\n".join(f"（{mark}）擅自在城市功能照明设施上从事第{mark}类禁止活动的行为；" for mark in "一二三四")
    articles = "\n".join(
        f"第{mark}条 市政设施管理应当遵循统一规划、分级负责的原则，保障设施完好。" for mark in "一二三四五六七八九"
    )
    more = "\n".join(
        f"第十{mark}条 {'、'.join(f'第{mark}{n}类设施' for n in range(30))}由主管部门负责。"
        for mark in "一二三四五六七八"
    )
    text = f"某市市政设施管理条例\n{articles}\n{more}\n第十九条 禁止下列行为：\n{items}\n第二十条 有下列行为的，处以罚款：\n{items}"
    assert not dropped(page(text))


@pytest.mark.parametrize("line", ["前 言", "目录", "HHCR-2023-01005"])
def test_what_opens_a_document_stays(line: str) -> None:
    assert line in kept(page(f"某市发展规划\n{line}\n第一章 总则\n{BODY}"))


def test_what_is_left_of_a_tag_is_no_clause() -> None:
    rest = '（一）奖补标准。按照每家企业连续支持三年">'
    assert rest in dropped(page(f"{rest}\n某市奖补办法\n{BODY}"))
