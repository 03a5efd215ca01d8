"""Word and PDF files become pages: the numbers that Word shows, paragraphs out of lines, a clear error for each bad file."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from office_files import Piece, lay, level, p, pdf, row, word

from ppx.pipeline import run_page
from ppx.reading import Raw, office
from ppx.reading.office import archive
from ppx.reading.office import pdf as pdf_file
from ppx.records import PageResult, Settings

PLAN = {
    "1": level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.", behind="tab") + level(3, "decimal", "%1.%4", behind="space", more="<w:isLgl/>"),
    "2": level(0, "chineseCountingThousand", "第%1条", behind="space"),
    "3": level(0, "decimalEnclosedCircle", "%1") + level(1, "lowerLetter", "%2)", behind="space"),
}  # fmt: skip


def lines(data: bytes, name: str = "a.docx") -> list[str]:
    kind = office.kind(name, data)
    assert kind
    return office.read(name, data, kind).text.split("\n")


def result(tmp_path: Path, data: bytes, name: str) -> PageResult:
    (tmp_path / name).write_bytes(data)
    return run_page(Raw(name, tmp_path / name), Settings())[0]


# --- Word ------------------------------------------------------------------------------------------------------------


def test_paragraphs_carry_the_number_that_word_shows() -> None:
    body = (
        p("总体要求", "1") + p("重点任务", "1") + p("全面排查", "1", 1) + p("加快改造", "1", 1) + p("供水", "1", 2)
        + p("燃气", "1", 2) + p("泵站", "1", 3) + p("保障措施", "1") + p("加强领导", "1", 1)
    )  # fmt: skip
    assert lines(word(body, PLAN)) == [
        "一、总体要求", "二、重点任务", "（一）全面排查", "（二）加快改造", "1. 供水", "2. 燃气", "2.1 泵站",
        "三、保障措施", "（一）加强领导",
    ]  # fmt: skip


def test_a_list_goes_on_where_words_stand_between_and_begins_anew_where_its_instance_says_so() -> None:
    again = '<w:num w:numId="9"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    body = p("甲", "2") + p("说明") + p("乙", "2") + p("丙", "9") + p("丁", "9")
    assert lines(word(body, PLAN, nums=again)) == ["第一条 甲", "说明", "第二条 乙", "第五条 丙", "第六条 丁"]


def test_styles_number_their_paragraphs_and_a_paragraph_can_refuse() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="K"><w:basedOn w:val="H"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = p("总则", style="H") + p("目的", style="K") + p("附则", style="H") + p("署名", "0", style="H")
    assert lines(word(body, PLAN, styles)) == ["一、总则", "（一）目的", "二、附则", "署名"]


def test_circles_letters_bullets_and_empty_paragraphs() -> None:
    lists = PLAN | {"4": level(0, "bullet", "\uf0b7", behind="tab")}
    body = p("甲", "3") + p("乙", "3", 1) + p("", "3", 1) + p("丙", "3", 1) + p("丁", "4")
    assert lines(word(body, lists)) == ["①甲", "a) 乙", "b) 丙", "丁"]


def test_deleted_hidden_and_field_codes_are_not_read() -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:t>条</w:t><w:br/><w:t>下一行</w:t><w:tab/><w:t>续</w:t></w:r></w:p>"
    )
    assert lines(word(body)) == ["新条", "下一行 续"]


def test_a_table_is_rows_and_one_that_sets_the_page_is_paragraphs() -> None:
    rows = (
        row("序号", "任务", "责任单位")
        + row("一、供水", span=3)
        + row("1", "改造管网", "市水利局")
        + row("2", "建泵站", "^")
    )
    sheet = office.read("a.docx", word(p("附件") + f"<w:tbl>{rows}</w:tbl><w:tbl>{row('说明')}</w:tbl>"), office.DOCX)
    assert sheet.text.split("\n") == [
        "附件",
        "序号\t任务\t责任单位",
        "一、供水\t\t",
        "1\t改造管网\t市水利局",
        "2\t建泵站\t",
        "说明",
    ]
    assert [line.node for line in sheet.lines] == [
        "p[1]", "tbl[1]/tr[1]", "tbl[1]/tr[2]", "tbl[1]/tr[3]", "tbl[1]/tr[4]", "tbl[2]/tr[1]/tc[1]/p[1]",
    ]  # fmt: skip


def test_tables_nested_beyond_measure_lose_no_words() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 60 + p("深处的文字") + "</w:tc></w:tr></w:tbl>" * 60
    assert lines(word(deep)) == ["深处的文字"]


def test_a_word_file_goes_through_the_whole_pipeline(tmp_path: Path) -> None:
    body = (
        p("清河市地下管网改造方案", more='<w:jc w:val="center"/>') + p("为推进管网改造，制定本方案。")
        + p("总体要求", "1") + p("到2025年，改造管网300公里。")
        + p("重点任务", "1") + p("全面排查。2024年6月底前完成。（责任单位：市水利局）", "1", 1)
    )  # fmt: skip
    page = result(tmp_path, word(body, PLAN), "a.docx")
    (document,) = page.documents
    assert document.title == "清河市地下管网改造方案"
    assert [c.path for c in document.clauses] == ["0", "1", "2", "2.1"]
    assert [(a.name, a.role, a.raw) for a in document.agencies] == [("市水利局", "responsible", None)]
    assert [(q.lines, q.node) for q in document.paragraphs][1] == (None, "p[3]")
    assert (page.source.media_type, page.source.encoding) == (office.DOCX, None)


# --- PDF -------------------------------------------------------------------------------------------------------------

PARAGRAPHS = [
    "为加快推进我市城市地下管网建设，提升城市安全水平，保障人民群众生命财产安全，制定本方案。",
    "一、总体要求",
    "到2025年，新建改造供水管网300公里，城市公共供水管网漏损率控制在8%以内，基本建成安全高效的供水保障体系和覆盖城乡的监测网络平台。",
    "二、重点任务",
    "（一）全面排查。各区要在2024年6月底前完成地下管网普查，建立台账，实行动态管理。（责任单位：市水利局）",
    "（二）加快改造。对使用年限超过30年的老旧管网，2025年底前全部完成改造任务并通过验收。",
    "三、保障措施",
    "市财政每年安排专项资金用于管网改造补助，资金使用情况每年向社会公开，并接受审计部门和人民群众的监督检查，确保专款专用。",
]


def test_lines_of_a_pdf_are_paragraphs_and_what_margins_hold_is_dropped(tmp_path: Path) -> None:
    page = result(tmp_path, pdf(lay("清河市地下管网改造方案", PARAGRAPHS, 6)), "a.pdf")
    (document,) = page.documents
    assert document.title == "清河市地下管网改造方案"
    assert document.text.split("\n") == PARAGRAPHS
    assert document.paragraphs[1].node == "page[1]/line[5]"
    assert {d.text for d in page.dropped} == {"某市人民政府公报", "— 1 —", "— 2 —", "— 3 —"}
    assert {d.reason for d in page.dropped} == {"noise"}


def test_an_indented_line_and_a_marker_begin_a_paragraph() -> None:
    full = "各部门要加强组织领导压实工作责任确保各项任务落到实处。"
    flush: list[Piece] = [
        (88, 700, 16, full[:26] + "实效"),
        (88, 672, 16, "见。"),
        (88, 644, 16, full),
        (88, 616, 16, "二、保障"),
    ]
    assert lines(pdf([flush]), "a.pdf")[1:] == [full, "二、保障"]


def test_a_pdf_of_pictures_says_what_to_do_and_one_with_some_warns(tmp_path: Path) -> None:
    scanned = result(tmp_path, pdf([[], []]), "scan.pdf")
    assert scanned.error
    assert (scanned.error.code, "OCR" in scanned.error.message) == ("no_text", True)
    partly = result(tmp_path, pdf([*lay("清河市管网方案", PARAGRAPHS, 20), []]), "partly.pdf")
    assert [w.code for w in partly.warnings] == ["pages_without_text"]


# --- files that cannot be read ---------------------------------------------------------------------------------------

LOCK = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >> /ID [(a) (a)]" % (b"o" * 32, b"u" * 32)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", pdf(lay("方案", PARAGRAPHS), LOCK), "encrypted"),
        ("a.pdf", b"%PDF-1.4 cut", "damaged"),
        ("a.docx", b"PK\x03\x04 cut", "damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "damaged"),
    ],
)
def test_a_file_that_cannot_be_opened_is_an_error_of_its_page(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    failure = result(tmp_path, data, name).error
    assert failure
    assert failure.code == code
    assert name in failure.message


def test_an_archive_that_unpacks_beyond_measure_is_not_unpacked(tmp_path: Path) -> None:
    made = BytesIO(word(p("甲")))
    with ZipFile(made, "a", ZIP_DEFLATED) as bomb:
        bomb.writestr("word/media/a.bin", bytes(archive.MOST_BYTES))
    failure = result(tmp_path, made.getvalue(), "bomb.docx").error
    assert failure
    assert failure.code == "too_large"


def test_a_pdf_with_too_many_pages_or_characters_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf(lay("清河市管网方案", PARAGRAPHS, 4))
    for limit in ("MOST_PAGES", "MOST_CHARACTERS"):
        with monkeypatch.context() as patched:
            patched.setattr(pdf_file, limit, 2)
            failure = result(tmp_path, data, "long.pdf").error
        assert failure
        assert failure.code == "too_large"


def test_without_the_extra_the_file_is_listed_and_the_message_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "LIBRARIES", {office.DOCX: "no_such_docx", office.PDF: "no_such_pdf"})
    for name, data in (("a.docx", word(p("甲"))), ("a.pdf", pdf([[]]))):
        failure = result(tmp_path, data, name).error
        assert failure
        assert (failure.code, "ppx[attachments]" in failure.message) == ("no_reader", True)


def test_changed_bytes_give_a_result_or_an_error_of_the_list(tmp_path: Path) -> None:
    chance = random.Random(7)
    for name, data in (("a.docx", word(p("总体要求", "1"), PLAN)), ("a.pdf", pdf(lay("方案", PARAGRAPHS)))):
        for _ in range(60):
            changed = bytearray(data)
            for _ in range(chance.choice((1, 5, 60))):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            failure = result(tmp_path, bytes(changed), name).error
            assert failure is None or failure.code != "internal", failure


def test_another_kind_of_file_under_the_name_is_read_as_what_it_is(tmp_path: Path) -> None:
    markup = "<html><body><h1>清河市管网方案</h1><p>一、加强领导。各部门要抓好落实。</p></body></html>"
    assert result(tmp_path, markup.encode(), "a.docx").source.media_type == "text/html"
