from __future__ import annotations

from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from ppx.reading.html import Html, parse, plant

NUMBER = regex.compile(r"^(?:\d+\. |（?[一二三四五六七八九十]+[、）])")
SAMPLES = Path(__file__).parent.parent / "data/raw/html"


def texts(page: Html) -> list[str]:
    return [page.text[line.start : line.end] for line in page.lines]


def fold(text: str) -> str:
    return "".join(text.split())


def shown(element) -> str:
    unread = ("script", "style", "noscript", "rt", "rp")
    nodes = element.traverse(include_text=True)
    return fold("".join(n.text_content or "" for n in nodes if n.tag == "-text" and n.parent.tag not in unread))


def holds(whole: str, part: str) -> bool:
    """Whether the characters stand in it in this order; controls and hidden pieces may stand between them."""
    rest = iter(whole)
    return all(character in rest for character in part)


def check_nodes(markup: str) -> None:
    """Lines tile the text, and every node leads to exactly one element, which holds the line."""
    page, tree = parse(markup), plant(markup)
    assert page.text == "\n".join(texts(page))
    for line, text in zip(page.lines, texts(page), strict=True):
        assert text.strip() == text or "\t" in text
        found = tree.css(line.node or "")
        assert len(found) == 1, line
        assert len(tree.css(line.block)) == 1, line
        own = NUMBER.sub("", text) if tree.css("ol") else text  # the number that a browser sets in front of an item
        assert all(holds(shown(found[0]), fold(cell)) for cell in own.split("\t")), line


# --- lines -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>一、</p><p>二、</p>", ["一、", "二、"]),
        ("<p>　　各<b>市</b><span>人民</span> 政府<p> &nbsp;二　</p>", ["各市人民 政府", "二"]),
        ("<p>甲<br>乙<br/><br>丙</p>", ["甲", "乙", "丙"]),
        ("<div>前<p>甲</p>后<p>乙</p></div>", ["前", "甲", "后", "乙"]),
        ("<span>甲<div>乙</div>丙</span>", ["甲", "乙", "丙"]),
        ("<p>第一章&nbsp;&nbsp;总  则\n</p>", ["第一章  总 则"]),
        ("<p>为进一步\n      优化</p><p>to\n go</p>", ["为进一步优化", "to go"]),
        ("<pre>甲\n  乙\n\n丙</pre><div style='white-space:pre-wrap'>丁\n戊</div>", ["甲", "乙", "丙", "丁", "戊"]),
        ("<title>题</title><script>x</script><style>y</style><!-- z --><svg><text>s</text></svg><p>文", ["文"]),
        ("<template><p>x</p></template><noscript>请启用</noscript><iframe>f</iframe><p>文", ["文"]),
        ("<p>甲<o:p>乙</o:p><ucapcontent><p>丙</p></ucapcontent>", ["甲乙", "丙"]),
        ("甲\u2028乙", ["甲 乙"]),
        (
            "<div style='display:inline'>甲</div><div style='display: inline'>乙</div><span style='display:block'>丙</span>",
            ["甲乙", "丙"],
        ),
        ("", []),
        ("<frameset><frame src=a.html></frameset>", []),
        ("&#0;&#xD800;甲", ["��甲"]),
    ],
)
def test_one_line_for_what_a_block_shows(markup, lines):
    assert texts(parse(markup)) == lines


def test_form_controls_are_lines_of_their_own_and_do_not_break_the_sentence():
    page = parse("<p>全文<button>搜索</button>检索<select><option>标题<option>正文</select></p>")
    assert sorted(zip([line.tag for line in page.lines], texts(page), strict=True)) == [
        ("button", "搜索"),
        ("option", "标题"),
        ("option", "正文"),
        ("p", "全文检索"),
    ]


def test_the_share_of_links_is_counted_in_characters():
    page = parse(
        '<p><a href=a>一二三</a> 四</p><p><a name="_Toc1">五</a></p><p><a href=b>六</a></p><p><a onclick=c>七</a></p>'
    )
    assert [line.linked for line in page.lines] == [0.75, 0.0, 1.0, 1.0]


def test_centred_is_what_a_browser_centres():
    page = parse(
        "<center><p>甲</p></center><div align=center>乙<p align=left>丙</p><p style='TEXT-ALIGN: justify'>丁</div>"
        "<p style='margin:0;text-align:center'>戊</p><table align=center><tr><td>己</td></tr></table>"
    )
    assert [t for t, line in zip(texts(page), page.lines, strict=True) if line.centered] == ["甲", "乙", "戊"]


def test_hidden_is_what_a_browser_does_not_show():
    page = parse(
        "<p>各市人民政府</p><p hidden>甲</p><div style='display:none'><p>乙</p></div><p style='visibility: hidden'>丙</p>"
        "<p>现印<span style='display:none'>丁</span>发</p><p style='display:block'>戊</p>"
    )
    shown = {t: line.hidden for t, line in zip(texts(page), page.lines, strict=True)}
    assert shown == {
        "各市人民政府": False,
        "甲": True,
        "乙": True,
        "丙": True,
        "丁": True,
        "现印发": False,
        "戊": False,
    }


def test_a_page_that_unveils_itself_by_script_is_not_hidden():
    page = parse(
        "<body><div style='visibility:hidden'><p>关于印发措施的通知<p style='display:none'>登录</p></div><p>页脚</p>"
    )
    assert [line.hidden for line in page.lines] == [False, True, False]


def test_lines_side_by_side_share_their_container():
    page = parse(
        "<div id=a>前<p>甲</p><p>乙</p></div><div id=b>丙<br>丁</div><div id=c><div>戊</div><div>己</div></div>"
    )
    assert [line.block for line in page.lines] == ["#a", "#a", "#a", "#b", "#b", "#c", "#c"]


# --- tables ----------------------------------------------------------------------------------------------------------


def test_a_data_table_is_read_row_by_row():
    page = parse(
        "<table><caption>附表</caption><tr><th>序号<th>任务<th>责任单位</tr>"
        "<tr><td>1<td><p>建设园区</p><td>市财政局<br>市科技局</tr><tr><td>2<td><td><a href=x>市商务局</a></table>"
    )
    assert texts(page) == ["附表", "序号\t任务\t责任单位", "1\t建设园区\t市财政局 市科技局", "2\t\t市商务局"]
    assert [line.tag for line in page.lines] == ["caption", "tr", "tr", "tr"]
    assert page.lines[2].node == "html > body > table:nth-child(1) > tbody:nth-child(2) > tr:nth-child(2)"
    assert page.lines[3].block == "html > body > table:nth-child(1)"
    assert page.lines[3].linked == pytest.approx(0.8)


def test_cells_that_cover_others_leave_empty_ones():
    page = parse(
        "<table><tr><td rowspan=2>指标<td colspan=2>目标<td>单位</tr><tr><td>2025<td>2030<td>%</tr>"
        "<tr><td colspan=0>x<td rowspan=999999>y<td>z</tr></table>"
    )
    assert texts(page) == ["指标\t目标\t\t单位", "\t2025\t2030\t%", "x\ty\tz"]


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td>{}</td></tr></table>",
        "<table><tr><td><ul><li>栏目</ul></td><td>{}</td></tr></table>",
        "<table><tr><td>左<td><table><tr><td>{}</td></tr></table></table>",
        "<table role=presentation><tr><td>左<td>{}</table>",
    ],
)
def test_a_table_that_sets_the_page_is_walked(markup):
    body = "".join(
        f"<p>第{n}条　各市人民政府应当加强对中小企业发展工作的领导，将其纳入规划，落实各项政策措施，优化营商环境。</p>"
        for n in "一二三四五六七"
    )
    page = parse(markup.format(body))
    assert [text[:3] for text in texts(page)][-7:] == [f"第{n}条" for n in "一二三四五六七"]
    assert {line.tag for line in page.lines[-7:]} == {"p"}


def test_hidden_cells_stay_out_of_the_row():
    page = parse("<p>各市人民政府</p><table><tr><td>1<td style='display:none'>内部<td>园区</table>")
    assert sorted(texts(page)) == ["1\t\t园区", "内部", "各市人民政府"]
    assert [line.hidden for line, text in zip(page.lines, texts(page), strict=True) if text == "内部"] == [True]


# --- nodes -----------------------------------------------------------------------------------------------------------


def test_nodes_are_paths_as_a_browser_resolves_them():
    page = parse(
        "<body><div></div><div id=main><p>甲</p><span><o:x><p>乙</p></o:x></span></div><div id=dup>丙</div><div id=DUP>丁</div>"
        "<div id='1x'>戊</div>"
    )
    assert [line.node for line in page.lines] == [
        "#main > p:nth-child(1)",
        "#main > span:nth-child(2) > :nth-child(1) > p:nth-child(1)",
        "html > body > div:nth-child(3)",
        "html > body > div:nth-child(4)",
        "html > body > div:nth-child(5)",
    ]


def test_noscript_in_the_head_does_not_shift_the_body():
    page = parse("<head><noscript><img src=x></noscript><title>题</title></head><body><p>甲</p></body>")
    assert (page.headline, page.lines[0].node) == ("题", "html > body > p:nth-child(1)")


MARKUP = st.recursive(
    st.sampled_from(["甲", "乙 ", "\n丙", "<br>", "&nbsp;", "<hr>", "<!--x-->", "<p>", "</div>", "<td>", "<option>丁"]),
    lambda inner: st.builds(
        lambda tag, attribute, parts: f"<{tag}{attribute}>{''.join(parts)}</{tag}>",
        st.sampled_from(
            ["div", "p", "span", "b", "a", "table", "tr", "td", "ul", "li", "select", "pre", "center", "h1", "x:y"]
        ),
        st.sampled_from(["", " id=a", " id=b", " href=x", " hidden", " colspan=2", " rowspan=2", " align=center"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(MARKUP, max_size=4).map("".join))
def test_every_node_resolves_and_holds_its_line(markup):
    check_nodes(markup)


@pytest.mark.parametrize("name", sorted(p.name for p in SAMPLES.glob("*.html")))
def test_nodes_of_sample_pages_resolve(name):
    check_nodes((SAMPLES / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 20_000 + "甲",
        "<div>层" * 20_000,
        "<table><tr><td>" * 3_000 + "甲",
        "<span>" * 20_000 + "甲",
        "<select>" + "<option>甲" * 20_000,
        "<noscript>" * 20_000 + "甲",
        "<p hidden>甲" * 20_000,
        "<div style='display:none'>甲" * 5_000,
        "<table><tr>" + "<td colspan=9999 rowspan=9999>甲" * 50 + "<tr><td>乙" * 500,
        "<" * 20_000 + "甲",
        "<a href=x>甲" * 5_000,
    ],
)
def test_hostile_markup_ends_in_lines(markup):
    assert "甲" in "".join(texts(parse(markup + "甲"))) or "层" in parse(markup).text


# --- head and links --------------------------------------------------------------------------------------------------


def test_meta_by_lower_case_name_the_first_that_says_something():
    page = parse(
        '<meta name="ArticleTitle" content=" 关于印发\n措施的通知 "><meta name=PubDate content=""><meta name=pubdate content=2021-03-01>'
        '<meta property="og:title" content=t><link rel="Canonical" href="http://a/"><title>通知_门户</title>'
    )
    assert page.meta == {
        "articletitle": "关于印发 措施的通知",
        "pubdate": "2021-03-01",
        "og:title": "t",
        "canonical": "http://a/",
    }
    assert page.headline == "关于印发 措施的通知"
    assert parse("<title> 通知 - 门户 </title>").headline == "通知 - 门户"
    assert parse("<p>文").headline is None


def test_linked_files_are_attachments_once():
    page = parse(
        '<a href="/P0/1.DOCX">附件1：<b>申报表</b></a><a href="/P0/1.DOCX">下载</a><a href="a.html">页</a><a href="down?id=3">汇总表.xls</a>'
        '<a href="f.pdf?v=1"><img src=pdf.png></a><a href="x.doctor.cn/">y</a><a>z.pdf</a>'
    )
    assert [(a.name, a.url) for a in page.attachments] == [
        ("附件1：申报表", "/P0/1.DOCX"),
        ("汇总表.xls", "down?id=3"),
        ("f.pdf?v=1", "f.pdf?v=1"),
    ]


def test_a_row_of_one_cell_is_a_row_and_empty_cells_keep_their_columns() -> None:
    page = parse(
        "<table><tr><td>序号<td>任务<td>时限</tr><tr><td colspan=3>一、产业</tr><tr><td>1<td>建园区<td></tr>"
        "<tr><td rowspan=2>2<td>修路<td>6月</tr><tr><td>架桥<td>9月</tr></table>"
    )
    assert texts(page) == ["序号\t任务\t时限", "一、产业\t\t", "1\t建园区\t", "2\t修路\t6月", "\t架桥\t9月"]
