from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ppx.extractors import metadata
from ppx.extractors.metadata import dates, kinds, organs
from ppx.pipeline import run_page
from ppx.reading import Raw
from ppx.records import Context, Document, Region, Settings, Source


def context(
    *,
    meta: dict[str, str] | None = None,
    dropped: tuple[str, ...] = (),
    site: str | None = None,
    parent: Document | None = None,
) -> Context:
    return Context(Source("a.txt", "", 0, "text/plain", "utf-8", site=site), meta or {}, dropped, parent)


def extract(
    text: str,
    title: str | None = None,
    *,
    meta: dict[str, str] | None = None,
    dropped: tuple[str, ...] = (),
    site: str | None = None,
    parent: Document | None = None,
) -> Document:
    around = context(meta=meta, dropped=dropped, site=site, parent=parent)
    return metadata.extract(Document(id="a.txt#1", text=text, title=title), around)


def place(done: Document) -> str | None:
    return done.region.name if done.region else None


NOTICE = """柳府办发〔2023〕12号
各县、区人民政府，市直各有关部门：
《柳州市工业园区管理办法》已经市人民政府同意，现印发给你们，请认真贯彻执行。
本通知自2023年6月1日起施行，有效期5年。《柳州市旧办法》（柳政发〔2010〕3号）同时废止。
柳州市人民政府办公室
2023年5月8日
（此件公开发布）"""


def test_a_notice_laid_out_as_the_standard_says() -> None:
    done = extract(NOTICE, "柳州市人民政府办公室关于印发柳州市工业园区管理办法的通知")
    assert done.kind == "通知"
    assert done.doc_number == "柳府办发〔2023〕12号"
    assert done.issuer == "柳州市人民政府办公室"
    assert (done.signed, done.published) == ("2023-05-08", None)
    assert (done.effective, done.expires) == ("2023-06-01", "2028-05-31")
    assert done.region == Region("柳州市", "450200")


def test_an_attachment_takes_issuer_region_and_dates_from_its_notice() -> None:
    notice = extract(NOTICE, "柳州市人民政府办公室关于印发柳州市工业园区管理办法的通知")
    done = extract("第一条 本办法自印发之日起施行。", "工业园区管理办法", parent=notice)
    assert (done.issuer, done.region, done.signed) == (notice.issuer, notice.region, "2023-05-08")
    assert done.doc_number is None
    assert done.kind == "办法"
    assert done.effective == "2023-05-08"


def test_a_page_that_lost_its_line_breaks() -> None:
    done = extract(
        "渝府办发〔2022〕7号各区县（自治县）人民政府：请认真贯彻执行。重庆市人民政府办公厅2022年3月1日（此件有删减）",
        "重庆市人民政府办公厅关于加强园区建设的意见",
    )
    assert done.doc_number == "渝府办发〔2022〕7号"
    assert done.issuer == "重庆市人民政府办公厅"
    assert done.signed == "2022-03-01"


def test_number_between_title_and_addressees_of_a_run_in_page() -> None:
    done = extract("关于印发园区建设措施的通知 津园区〔2021〕5号 各区人民政府，市政府各部门：请认真执行。")
    assert done.doc_number == "津园区〔2021〕5号"


@pytest.mark.parametrize(
    ("written", "tidied"),
    [
        ("国发 [2020] 7 号", "国发〔2020〕7号"),
        ("闽政文〔20xx〕15 号", "闽政文〔20xx〕15号"),
        ("教师厅（2019）第3号", "教师厅〔2019〕3号"),
        ("鄂农发【2021】43号", "鄂农发〔2021〕43号"),
        ("文号：穗府规〔2018〕19号", "穗府规〔2018〕19号"),
        ("第746号", "第746号"),
        ("中华人民共和国国务院令第 746 号", "第746号"),
    ],
)
def test_own_number_in_every_shape(written: str, tidied: str) -> None:
    assert extract(f"{written}\n各有关单位：\n正文。").doc_number == tidied


def test_a_cited_number_is_not_the_documents_own() -> None:
    done = extract(
        "根据《省人民政府关于促进就业的意见》（粤府〔2018〕19号）要求，制定本方案。\n一、目标\n正文。", "就业方案"
    )
    assert done.doc_number is None


def test_number_at_the_end_of_the_title() -> None:
    title = "惠水县人民政府办公室关于印发方案的通知（惠府办发〔2021〕49号）"
    done = extract("正文。", title)
    assert done.doc_number == "惠府办发〔2021〕49号"
    assert done.kind == "通知"


def test_number_in_the_name_of_the_linked_file() -> None:
    title = "临海市人民政府办公室关于印发奖励办法的通知"
    assert (
        extract("正文。", title, dropped=(f"临政办发〔2013〕158号{title}.doc",)).doc_number == "临政办发〔2013〕158号"
    )


def test_joint_issuers_are_parted_and_short_forms_written_out() -> None:
    done = extract("正文。", "广州市人力资源和社会保障局广州市财政局关于印发办法的通知")
    assert done.issuer == "广州市人力资源和社会保障局 广州市财政局"
    done = extract("正文。\n市人社局\n市医保局\n2021年11月17日", "关于天津市社会保险费业务的通告")
    assert done.issuer == "天津市人力资源和社会保障局 天津市医疗保障局"
    done = extract("正文。", "财政部税务总局关于延续实施有关政策的公告")
    assert done.issuer == "财政部 国家税务总局"
    assert done.region is None


def test_a_branch_bears_its_parents_name_and_stays_one_organ() -> None:
    done = extract("正文。", "国家税务总局广州市税务局关于办税事项的公告")
    assert done.issuer == "国家税务总局广州市税务局"
    assert done.region == Region("广州市", "440100")


def test_a_place_in_the_title_is_no_issuer() -> None:
    done = extract("正文。", "柳州市关于促进产业发展的若干措施")
    assert done.issuer is None
    assert done.region == Region("柳州市", "450200")


@pytest.mark.parametrize("source", ["园链研究院", "某某日报", "本网", "张三"])
def test_a_source_that_is_no_public_organ_is_no_issuer(source: str) -> None:
    assert extract("正文。", "山西省产业方案", dropped=(f"来源：{source} 时间：2020/11/7 9:49:52",)).issuer is None


def test_source_line_gives_the_issuer_where_nothing_is_signed() -> None:
    meta = {"contentsource": "天河区教育局", "pubdate": "2026-06-25 16:07"}
    done = extract("正文。", "积分制入学申请指引", meta=meta)
    assert done.issuer == "天河区教育局"
    assert done.published == "2026-06-25"
    assert done.region == Region("天河区", "440106")


def test_labels_of_a_government_page_go_before_its_meta_tags() -> None:
    dropped = (
        "发文机关：",
        "国务院办公厅",
        "成文日期：2018年12月29日",
        "发布日期：2019年01月21日",
        "发文字号：国办发〔2018〕128号",
    )
    done = extract("正文。", "建设试点工作方案", dropped=dropped, meta={"pubdate": "2020-01-01"})
    assert (done.signed, done.published) == ("2018-12-29", "2019-01-21")
    assert (done.issuer, done.doc_number) == ("国务院办公厅", "国办发〔2018〕128号")


def test_the_date_of_printing_is_no_signature() -> None:
    done = extract("正文。\n公开方式：主动公开\n广州市人民政府办公厅秘书处 2024年7月29日印发", "租赁住房管理办法")
    assert done.signed is None


def test_news_governs_nothing_and_has_no_issuer() -> None:
    done = extract(
        "2019年2月27日下午，大良街道党工委委员一行到金融街开展调研。",
        "顺德区大良街道一行开展调研工作",
        dropped=("来源：东区办事处",),
    )
    assert (done.kind, done.issuer, done.region) == ("新闻", None, None)


def test_adoption_note_of_a_local_law() -> None:
    done = extract(
        "2020年4月10日 上海市第十五届人民代表大会常务委员会第二十次会议通过\n第一条 本条例自2020年5月1日起施行。",
        "上海市营商条例",
    )
    assert done.issuer == "上海市人民代表大会常务委员会"
    assert (done.signed, done.effective) == ("2020-04-10", "2020-05-01")


def test_order_of_a_government() -> None:
    done = extract(
        "福建省人民政府令\n第205号\n《福建省关爱保护办法》已经2018年10月17日省人民政府第16次常务会议通过，现予公布，"
        "自2018年12月1日起施行。\n省长　唐某某\n2018年10月23日",
        None,
    )
    assert (done.kind, done.doc_number, done.issuer) == ("令", "第205号", "福建省人民政府")
    assert done.signed == "2018-10-23"


@pytest.mark.parametrize(
    ("sentence", "effective", "expires"),
    [
        ("本意见自发布之日起30日后施行。", "2021-10-30", None),
        ("本办法自印发之日起施行，有效期5年。", "2021-09-30", "2026-09-29"),
        ("第九条 本细则自2021年11月1日起执行，有效期至2026年12月31日。", "2021-11-01", "2026-12-31"),
        ("有关企业自2021年11月1日起执行新标准。", None, None),
        ("申请人须持有效期5年的证件。", None, None),
    ],
)
def test_term_of_force(sentence: str, effective: str | None, expires: str | None) -> None:
    done = extract(f"{sentence}\n重庆市人民政府\n2021年9月30日")
    assert (done.effective, done.expires) == (effective, expires)


def test_a_term_without_a_known_date_stays_open() -> None:
    done = extract("本办法自印发之日起施行，有效期5年。", "管理办法")
    assert (done.effective, done.expires) == (None, None)


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("成都高新区管委会关于支持产业发展的若干政策", "成都市"),
        ("促进武汉东湖新技术开发区高质量发展的措施", "武汉市"),
        ("关于促进苏州高新区生物医药产业发展的若干措施", "苏州市"),
        ("中国（上海）自由贸易试验区临港新片区支持产业发展若干措施", "上海市"),
        ("关于受理天河区人才公寓申请的公告", "天河区"),
        ("西藏自治区那曲市促进产业发展办法", "那曲市"),
        ("大理州支持工业经济发展十条措施", "大理白族自治州"),
        ("中国人民银行广州分行关于做好金融服务的通知", "广州市"),
        ("国务院关于支持贵州在新时代西部大开发上闯新路的意见", None),
        ("城关区人民政府关于印发方案的通知", None),
        ("兰州市城关区人民政府关于印发方案的通知", "城关区"),
    ],
)
def test_region_by_the_title(title: str, region: str | None) -> None:
    done = extract("正文。", title)
    assert (done.region.name if done.region else None) == region


def test_region_of_a_nameless_plan_by_what_its_text_calls_its_own() -> None:
    text = "全市各开发区要加快发展，市委、市政府统筹推进。支持遵义高新区扩区，由遵义市工业和信息化局牵头。遵义综合保税区升级。"
    done = extract(text, "开发区高质量发展实施方案5")
    assert done.region == Region("遵义市", "520300")


def test_a_national_plan_that_names_a_city_governs_no_city() -> None:
    text = "我国经济稳中向好。各省、自治区、直辖市要抓好落实。支持北京市建设国际科技创新中心，各城市政府要负责。" * 3
    assert extract(text, "扩大内需战略规划纲要").region is None


def test_region_bears_the_name_of_the_documents_time() -> None:
    done = extract("正文。\n襄樊市人民政府\n2005年3月1日", "关于加快发展的意见")
    assert done.region == Region("襄樊市", "420600")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于印发“无废城市”建设试点工作方案的通知", "通知"),
        ("开发区高质量发展实施方案3", "方案"),
        ("北斗产业高质量发展三年行动计划（2021-2023年）", "计划"),
        ("推动园区高质量发展十五条措施", "措施"),
        ("失业保险常见问题解答（2025年11月版）", "问答"),
        ("中华人民共和国护照法", "法"),
        ("西安市人民政府令第147号", "令"),
        ("某街道开展调研工作", None),
    ],
)
def test_kind_is_the_word_that_the_title_ends_with(title: str, kind: str | None) -> None:
    assert kinds.of_title(title) == kind


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("二〇二一年八月二十三日", "2021-08-23"),
        ("2020/11/7 9:49:52", "2020-11-07"),
        ("2021年2月30日", None),
        ("二○一九年十月九日", "2019-10-09"),
    ],
)
def test_dates(text: str, iso: str | None) -> None:
    assert dates.read(text) == iso


def test_organs_that_blanks_tore_apart() -> None:
    assert organs.split("广州市人民政府办公厅　广州市财政局") == ("广州市人民政府办公厅", "广州市财政局")
    assert organs.split("中共广州市委广州市人民政府") == ("中共广州市委", "广州市人民政府")


def test_long_pages_of_dates_stay_linear() -> None:
    done = extract("2021年9月30日，会议召开。" * 20000, "会议纪要")
    assert done.signed is None


def test_everyday_words_that_sound_like_counties_place_no_text() -> None:
    text = "本市供应城市用水，我市面向山区群众服务，本市港口区作业规范。" * 4
    assert extract(text, "供水管理办法").region is None


def test_a_signature_in_figures() -> None:
    done = extract("正文。\n柳州市财政局（盖章）\n2021-11-05", "关于做好有关工作的通知")
    assert (done.issuer, done.signed) == ("柳州市财政局", "2021-11-05")


def test_the_number_code_places_a_document_when_the_words_agree() -> None:
    assert extract("惠府办发〔2021〕49号\n惠水县各乡镇：正文。", "关于印发方案的通知").region is None
    done = extract("津市场监管垄〔2021〕5号\n各区人民政府：正文。", "关于印发措施的通知")
    assert done.region == Region("天津市", "120000")


def test_a_document_that_the_text_cites_places_nothing() -> None:
    text = "根据《贵州省开发区条例》精神，经市政府同意，现就推进开发区建设提出如下意见。"
    assert extract(text, "开发区建设意见").region is None


def test_a_zone_behind_its_province_leads_to_its_city() -> None:
    done = extract("正文。", "陕西省西咸新区管理委员会关于印发措施的通知")
    assert done.region == Region("西安市", "610100")


def test_the_date_alone_under_the_title_of_a_central_document() -> None:
    done = extract("（2023年1月2日）\n正文。" + "内容。" * 400, "中共中央 国务院关于做好乡村振兴工作的意见")
    assert (done.issuer, done.signed, done.region) == ("中共中央 国务院", "2023-01-02", None)


def test_a_column_of_dates_is_no_signature() -> None:
    done = extract("项目\t日期\n扩区\t2021年9月30日\n升级\t2021年10月30日\n" + "正文内容。" * 200, "项目清单")
    assert done.signed is None


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("为优化丽水市营商环境，制定本方案。", "丽水市"),
        ("为加快推进泾县文化旅游发展，现提出以下意见。", "泾县"),
        ("为了建设美丽杭州，根据有关法律，制定本条例。", "杭州市"),
        ("按照《安徽省人民政府关于促进就业的意见》要求，结合滁州市实际，制定本方案。", "滁州市"),
        ("为了保护水环境，根据《河南省水污染防治条例》，结合南阳实际，制定本条例。", "南阳市"),
        ("第二条 本办法适用于广州市天河区行政区域内的活动。", "天河区"),
        ("在全庆阳市推行一次办成。", "庆阳市"),
        ("本条例自公布之日起施行。1996年8月11日山东省第八届人民代表大会通过的《山东省信访规定》同时废止。", "山东省"),
        ("第二条 莲都区行政区域内适用本规定，本市其他区域参照，本市各部门负责。", "丽水市"),
        ("支持汉台区、城固县建设示范区。（责任单位：市农业农村局、市科技局）", "汉中市"),
    ],
)
def test_region_that_a_text_states(text: str, region: str) -> None:
    assert place(extract(text, "有关工作实施方案")) == region


@pytest.mark.parametrize(
    "text",
    [
        "为贯彻落实《浙江省绿化条例》，结合本市实际，制定本条例。本市各部门负责实施。",
        "为支持海南自由贸易港建设，制定本办法。",
        "为了保障台湾同胞投资，制定本条例。",
        "为适应城市发展，保障供应城市用水，制定本办法。",
        "为对接上海市、学习深圳市先进经验，制定本方案。",
        "为推动丽水市与温州市协作，制定本方案。",
        "为了改善住宅的通风和日照，我市规定如下。本市住宅日照不少于两小时。",
        "本市与天津市加强标准协同。本市各部门负责。",
        "为健全南通市场体系，制定本方案。",
    ],
)
def test_places_that_a_text_obeys_helps_or_merely_names_are_not_its_region(text: str) -> None:
    assert place(extract(text, "有关工作实施方案")) is None


@pytest.mark.parametrize(
    ("note", "number", "issuer", "signed", "effective"),
    [
        (
            "（2021年11月2日安庆市人民政府令第96号公布　自2022年1月1日起施行）",
            "第96号",
            "安庆市人民政府",
            "2021-11-02",
            "2022-01-01",
        ),
        (
            "2008年3月6日 中华人民共和国国务院、中华人民共和国中央军事委员会令第521号公布",
            "第521号",
            "国务院 中央军事委员会",
            "2008-03-06",
            None,
        ),
        (
            "（法释〔2022〕9号，2022年1月11日由最高人民法院审判委员会第1860次会议通过，自2022年3月15日起施行）",
            "法释〔2022〕9号",
            "最高人民法院",
            "2022-01-11",
            "2022-03-15",
        ),
        (
            "2013年5月27日 最高人民法院审判委员会第1579次会议、2013年4月28日最高人民检察院第十二届检察委员会第5次会议通过",
            None,
            "最高人民法院 最高人民检察院",
            "2013-05-27",
            None,
        ),
    ],
)
def test_note_under_the_title(note: str, number: str | None, issuer: str, signed: str, effective: str | None) -> None:
    done = extract(f"{note}\n第一章 总则\n第一条 为了规范管理，制定本办法。", "图书馆服务办法")
    assert (done.doc_number, done.issuer, done.signed, done.effective) == (number, issuer, signed, effective)


def test_a_standing_committee_by_its_short_name() -> None:
    done = extract("2015年2月8日 市十四届人大常委会第五次会议通过\n正文。", "宁波市养犬条例")
    assert done.issuer == "宁波市人民代表大会常务委员会"


def test_head_and_sentence_of_a_promulgation() -> None:
    done = extract(
        "安徽省人民代表大会常务委员会公告\n（第五十号）\n《安徽省种子条例》已经2021年9月29日会议通过，现予公布，"
        "自2022年1月1日起施行。\n安徽省人民代表大会常务委员会\n2021年9月29日"
    )
    assert (done.kind, done.doc_number, done.effective) == ("公告", "第五十号", "2022-01-01")


@pytest.mark.parametrize(
    ("sentence", "effective", "expires"),
    [
        ("本条例自公布之日起3个月后施行。", "2021-12-30", None),
        ("本办法自公布之日起满三十日后施行。", "2021-10-30", None),
        ("本办法自印发之日起施行，有效期两年。", "2021-09-30", "2023-09-29"),
        ("本办法自2022年1月1日起试行，试行期一年。", "2022-01-01", "2022-12-31"),
        ("本意见自2022年1月1日至2024年12月31日施行。", "2022-01-01", "2024-12-31"),
        ("本政策有效期自2022年1月1日起至2023年12月31日止。", "2022-01-01", "2023-12-31"),
        ("（四）本办法自2024年2月29日起施行，有效期一年。", "2024-02-29", "2025-02-28"),
        ("本通知规定的标准从2022年1月1日起执行。", None, None),
        ("开展试点，自2022年1月1日起至2023年12月31日，每年评估。", None, None),
    ],
)
def test_terms_in_months_on_trial_and_between_days(sentence: str, effective: str | None, expires: str | None) -> None:
    done = extract(f"{sentence}\n重庆市人民政府\n2021年9月30日")
    assert (done.effective, done.expires) == (effective, expires)


@pytest.mark.parametrize(
    ("signature", "issuer"),
    [
        ("国家发展和改革委员会办\n公厅", "国家发展和改革委员会办公厅"),
        ("宣城市人民政府\n办公室", "宣城市人民政府办公室"),
        ("中国人民银行\n广州分行", "中国人民银行广州分行"),
        ("新疆生产建设兵团", "新疆生产建设兵团"),
        ("中共泾县县委办公室　泾县人民政府办公室", "中共泾县县委办公室 泾县人民政府办公室"),
    ],
)
def test_signatures_over_two_lines_and_of_every_organ(signature: str, issuer: str) -> None:
    assert extract(f"正文。\n{signature}\n2022年3月4日", "关于做好有关工作的通知").issuer == issuer


def test_a_township_governs_in_its_county_where_that_is_named() -> None:
    signed = "正文。\n茂林镇党政办公室\n2021年4月5日"
    assert place(extract(signed, "防汛预案", site="泾县人民政府")) == "泾县"
    assert place(extract(signed, "防汛预案")) is None
    assert place(extract("正文。\n泾县茂林镇人民政府\n2021年4月5日", "防汛预案")) == "泾县"


@pytest.mark.parametrize(
    ("signature", "region"),
    [("新疆生产建设兵团办公厅", "新疆维吾尔自治区"), ("第八师石河子市人民政府办公室", "石河子市")],
)
def test_the_corps_lies_in_xinjiang(signature: str, region: str) -> None:
    assert place(extract(f"正文。\n{signature}\n2021年4月5日", "关于印发方案的通知")) == region


@pytest.mark.parametrize(
    "line",
    ["2023-04-06 08:15 来源：某某新闻网 作者：李某", "来源：某某日报　　2023年4月6日", "来源：某报 2023-04-06 08:15"],
)
def test_date_of_a_byline(line: str) -> None:
    story = "走进老厂房。记者日前看到，变化很大。"
    dropped = extract(story, "老厂房变身创业园", dropped=(line,))
    kept = extract(f"{line}\n{story}", "老厂房变身创业园")
    assert [(d.signed, d.published) for d in (dropped, kept)] == [(None, "2023-04-06")] * 2


def test_labels_in_traditional_characters() -> None:
    done = extract("正文。", "關於印發管理辦法的通知", dropped=("發文機關：廣東省人民政府", "成文日期：2021-08-25"))
    assert (done.issuer, done.signed) == ("广东省人民政府", "2021-08-25")


def conflicts(text: str, title: str, **around: Any) -> list[str]:
    around_it = context(**around)
    done = metadata.extract(Document(id="a.txt#1", text=text, title=title), around_it)
    return [caution.message for caution in metadata.disagreements(done, around_it)]


@pytest.mark.parametrize(
    ("around", "values"),
    [
        ({"dropped": ("文号：浙发改综〔2022〕9号",)}, ("浙发改〔2022〕1号", "浙发改综〔2022〕9号")),
        ({"dropped": ("成文日期：2022-01-01",)}, ("2022-03-01", "2022-01-01")),
        ({"dropped": ("发布日期：2022-03-04",), "meta": {"pubdate": "2022-03-20"}}, ("2022-03-04", "2022-03-20")),
        ({"meta": {"contentsource": "丽水市财政局"}}, ("浙江省财政厅", "丽水市财政局")),
    ],
)
def test_sources_that_disagree_are_named_with_both_values(around: dict[str, Any], values: tuple[str, str]) -> None:
    text = "浙发改〔2022〕1号\n各市财政局：\n正文。\n浙江省财政厅\n2022年3月1日"
    (message,) = conflicts(text, "浙江省财政厅关于印发管理办法的通知", **around)
    assert all(value in message for value in values)


def test_region_of_the_title_against_that_of_the_issuer() -> None:
    (message,) = conflicts("正文。\n温州市财政局\n2022年3月1日", "丽水市扶持办法")
    assert "温州市" in message
    assert "丽水市" in message


def test_what_merely_differs_is_no_disagreement() -> None:
    text = "丽财〔2022〕1号\n正文。\n丽水市财政局\n2022年3月1日"
    around: dict[str, Any] = {
        "dropped": ("文号：丽财[2022] 1号", "发布日期：2022-03-04", "来源：市财政局"),
        "meta": {"pubdate": "2022-03-05 00:10", "contentsource": "丽水市人民政府"},
    }
    assert conflicts(text, "青田县扶持办法", **around) == []
    assert conflicts(text, "丽水市财政局关于印发办法的通知（丽财〔2022〕1号）", **around) == []


@pytest.mark.parametrize(
    "shown",
    [
        {
            "dropped": (
                "公开责任部门 | 汉阴县人民政府办公室 | 公开形式: | 主动公开 |",
                "文号 | 汉政办发〔2021〕88号 | 成文日期: | 2021年09月28日 |",
            )
        },
        {
            "dropped": (
                "发文机构:",
                "汉阴县人民政府办公室",
                "文　　号：",
                "汉政办发〔2021〕88号",
                "成文时间：2021-09-28",
            )
        },
    ],
)
def test_labels_in_a_table_and_over_two_lines(shown: dict[str, Any]) -> None:
    done = extract("正文。", "关于印发资金办法的通知", **shown)
    assert (done.issuer, done.doc_number, done.signed) == ("汉阴县人民政府办公室", "汉政办发〔2021〕88号", "2021-09-28")


def test_a_website_issues_nothing() -> None:
    done = extract("正文。", "镇巴县工作规则", dropped=("发文机构:", "县政府网站"))
    assert done.issuer is None


def test_days_of_force_by_label_where_the_text_is_silent() -> None:
    labels = ("实施日期：2021-12-06", "失效日期：2029-12-06")
    shown = extract("正文。", "人才管理办法", dropped=labels)
    kept = extract("\n".join([*labels, "正文。"]), "人才管理办法")
    assert {(d.effective, d.expires) for d in (shown, kept)} == {("2021-12-06", "2029-12-06")}
    assert extract("本办法自2022年1月1日起施行。", "人才管理办法", dropped=labels).effective == "2022-01-01"


def test_a_page_of_a_collection_of_laws() -> None:
    done = extract(
        "河北省人民政府\n政府令〔2010〕第15号\n《河北省管理规定》已经省政府第76次常务会议通过，现予公布，自2011年2月1日起施行。\n"
        "省 长\n二O一O年十二月二十五日\n第一章 总则",
        "河北省管理规定",
    )
    assert (done.doc_number, done.issuer, done.region) == (
        "政府令〔2010〕15号",
        "河北省人民政府",
        Region("河北省", "130000"),
    )
    assert (done.signed, done.effective) == ("2010-12-25", "2011-02-01")


def test_an_organ_alone_at_the_top_issued_the_text() -> None:
    done = extract("中国残疾人联合会\n全康办〔2007〕9号\n正文。\n二〇〇七年一月二十三日", "关于印发办法的通知")
    assert done.issuer == "中国残疾人联合会"


def test_day_and_place_of_a_report() -> None:
    done = extract(
        "——2022年1月17日在宣城市第五届人民代表大会第一次会议上\n各位代表：\n现在，我代表市人民政府，向大会报告工作，请予审议。",
        "政府工作报告",
    )
    assert (done.kind, done.signed, place(done), done.issuer) == ("报告", "2022-01-17", "宣城市", None)


def test_a_disagreement_is_among_the_warnings_of_the_page(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    page = """<html><head><meta name="PubDate" content="2022-05-20 10:00"><title>办法</title></head><body>
    <div>发布日期：2022-03-04　来源：丽水市财政局</div><h1>丽水市财政局关于印发奖励办法的通知</h1>
    <p>各县（市、区）财政局：</p><p>现将《丽水市奖励办法》印发给你们，请认真贯彻执行。本办法由市财政局负责解释。</p>
    <p>丽水市财政局</p><p>2022年3月1日</p></body></html>"""
    file.write_text(page, encoding="utf-8")
    result, _ = run_page(Raw("a.html", file), Settings())
    (warning,) = (w for w in result.warnings if w.code == "metadata_conflict")
    assert "2022-03-04" in warning.message
    assert "2022-05-20" in warning.message


def test_a_number_stands_under_its_label_behind_a_bullet() -> None:
    assert (
        extract("一、总则。", "某县人民政府工作规则", dropped=("• 发文字号:", "镇政发〔2024〕7号")).doc_number
        == "镇政发〔2024〕7号"
    )


def test_the_red_head_is_no_part_of_a_number_that_it_runs_into() -> None:
    assert extract("某市人民政府办公室文件义政办发〔2013〕113号\n各镇人民政府：").doc_number == "义政办发〔2013〕113号"


def test_the_government_whose_council_passed_an_order_may_be_named_by_its_level() -> None:
    text = "《河北省节水规定》已经2010年12月14日省政府第76次常务会议通过，现予公布，自2011年2月1日起施行。"
    done = extract(text, "河北省节水规定")
    assert (done.issuer, place(done)) == ("河北省人民政府", "河北省")


def test_what_a_government_carries_out_is_no_part_of_its_name() -> None:
    title = "浙江省人民政府贯彻国务院关于推进改革的指导意见的实施意见"
    assert extract("一、总体要求。", title).issuer == "浙江省人民政府"


def test_the_red_head_tells_whose_government_signs_by_its_level() -> None:
    done = extract("常州市人民政府文件\n常政发〔2010〕182号\n各辖市、区人民政府：", "市政府关于大力实施商标战略的意见")
    assert (done.issuer, place(done)) == ("常州市人民政府", "常州市")


def test_a_government_signs_behind_the_last_sentence_of_a_paragraph() -> None:
    text = f"官路镇人民政府：\n{'一、撤销谷坦村建制。' * 20}特此批复。仙居县人民政府\n2013年9月9日"
    done = extract(text)
    assert (done.issuer, done.signed) == ("仙居县人民政府", "2013-09-09")


def test_the_note_under_a_title_names_the_order() -> None:
    done = extract("（山东省人民政府令第6号 1990年6月29日）\n第一章 总则", "山东省饲料工业管理暂行办法")
    assert (done.doc_number, done.issuer, done.signed) == ("第6号", "山东省人民政府", "1990-06-29")


def test_the_organs_above_the_word_are_those_of_a_joint_order() -> None:
    text = "国家互联网信息办公室\n教育部\n令\n第15号\n《某某办法》已经审议通过，现予公布。\n2023年7月10日"
    assert extract(text).issuer == "国家互联网信息办公室 教育部"


@pytest.mark.parametrize(
    ("line", "field", "day"),
    [
        ("发布日期：2018年03月27", "published", "2018-03-27"),
        ("发文日期1993年04月04日", "signed", "1993-04-04"),
        ("废止时间: 2020-01-23 名称: 某规则", "expires", "2020-01-23"),
        ("【生效日期】2017-03-01 【失效日期】", "effective", "2017-03-01"),
        ("2025-10-11 14:06:44 +0000 UTC", "published", "2025-10-11"),
    ],
)
def test_days_as_sites_write_them(line: str, field: str, day: str) -> None:
    assert getattr(extract("一、总则。", "某县工作规则", dropped=(line,)), field) == day


def test_what_an_order_puts_in_force_tells_whose_government_signs_by_its_level() -> None:
    text = "《广西壮族自治区土地整治办法》已经2016年11月18日自治区十二届人民政府第84次常务会议审议通过，现予发布，自2017年3月1日起施行。"
    done = extract(text)
    assert (done.issuer, place(done)) == ("广西壮族自治区人民政府", "广西壮族自治区")
