from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from ppx.errors import NotTextError, PageTooLargeError, UnreadablePageError, UsageError
from ppx.reading import LARGEST, Raw, find, read, unread

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = "关于促进民营经济发展的若干措施\n一、加大财政支持力度。\n"


def tree(root: Path, *names: str, text: str = ARTICLE) -> Path:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def paths(root: Path, **options: object) -> list[str]:
    return [raw.path for raw in find(root, **options)]  # type: ignore[arg-type]


def page(tmp_path: Path, data: bytes, name: str = "page.txt", manifest: dict[str, str] | None = None):
    file = tmp_path / name
    file.write_bytes(data)
    return read(Raw(name, file, manifest))


# --- find ------------------------------------------------------------------------------------------------------------


def test_order_is_by_parts_and_code_points_at_any_depth(tmp_path):
    tree(tmp_path, "b/2.txt", "b/10.txt", "b.txt", "a/x/y/z/深.HTML", "Z.md", "a-1/q.shtml", "a/x.mht")
    assert paths(tmp_path) == ["Z.md", "a/x/y/z/深.HTML", "a/x.mht", "a-1/q.shtml", "b/10.txt", "b/2.txt", "b.txt"]


def test_pages_without_a_page_suffix_are_known_by_their_content(tmp_path):
    tree(tmp_path, "article", "view.jsp", "2021.01")
    (tmp_path / "gbk").write_bytes(ARTICLE.encode("gb18030"))
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "logo").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.4 text")
    (tmp_path / "plan.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "noise").write_bytes(bytes(range(256)) * 20)
    assert paths(tmp_path) == ["2021.01", "article", "gbk", "plan.docx", "plan.pdf", "view.jsp"]


def test_hidden_temporary_and_auxiliary_files_are_left_out(tmp_path):
    tree(
        tmp_path,
        ".git/a.txt",
        ".DS_Store",
        "a.txt",
        "a.txt~",
        "~$a.txt",
        "b.tmp",
        "style.css",
        "app.js",
        "manifest.csv",
    )
    assert paths(tmp_path) == ["a.txt"]


def test_include_takes_what_else_is_left_out_and_nothing_more(tmp_path):
    tree(tmp_path, "a.txt", "b.csv", "x/c.csv", "x/d.txt")
    assert paths(tmp_path, include=["*.csv"]) == ["b.csv", "x/c.csv"]
    assert paths(tmp_path, include=["x/*"]) == ["x/c.csv", "x/d.txt"]
    assert paths(tmp_path, include=["x"]) == ["x/c.csv", "x/d.txt"]


def test_hidden_folders_are_entered_only_where_they_are_named(tmp_path):
    tree(tmp_path, ".git/a.txt", "b.txt")
    assert paths(tmp_path, include=["*.txt"]) == ["b.txt"]
    assert paths(tmp_path, include=[".git/*.txt"]) == [".git/a.txt"]


def test_exclude_leaves_out_files_and_whole_folders(tmp_path):
    tree(tmp_path, "a.txt", "x/b.txt", "x/y/c.txt", "z/y/d.txt", "z/[1].txt")
    assert paths(tmp_path, exclude=["x"]) == ["a.txt", "z/[1].txt", "z/y/d.txt"]
    assert paths(tmp_path, exclude=["*/y/**"]) == ["a.txt", "x/b.txt", "z/[1].txt"]
    assert paths(tmp_path, exclude=["**/y", "z/[[]1].txt"]) == ["a.txt", "x/b.txt"]


def test_one_file_is_a_tree_of_its_own(tmp_path):
    tree(tmp_path, "a.txt")
    assert paths(tmp_path / "a.txt") == ["a.txt"]


def test_missing_raw_is_told_in_one_line(tmp_path):
    with pytest.raises(UsageError, match="nowhere") as caught:
        find(tmp_path / "nowhere")
    assert "\n" not in str(caught.value)


def test_links_that_lead_back_end(tmp_path):
    raw, other = tree(tmp_path / "raw", "a/b.txt"), tree(tmp_path / "other", "c.txt")
    (raw / "a/up").symlink_to(raw)
    (raw / "self").symlink_to(raw / "self")
    (raw / "out").symlink_to(other)
    (raw / "out2").symlink_to(other)
    (raw / "top").symlink_to(tmp_path)
    (other / "back").symlink_to(raw)
    assert paths(raw) == ["a/b.txt", "out/c.txt"]


def test_a_page_that_leads_to_nothing_is_found_and_unreadable(tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    (raw,) = find(tmp_path)
    with pytest.raises(UnreadablePageError, match=r"gone\.txt"):
        read(raw)
    assert unread(raw).bytes == 0


def test_names_that_are_not_utf8_are_writable_and_distinct(tmp_path):
    for name in (b"\xb9\xe3.txt", b"\xb9.txt", "�B9.txt".encode(), b"%B9.txt"):
        (tmp_path / os.fsdecode(name)).write_text(ARTICLE, encoding="utf-8")
    found = list(find(tmp_path))
    assert len({raw.path.encode("utf-8") for raw in found}) == 4
    assert all(read(raw).text == ARTICLE for raw in found)
    assert {"%B9.txt", "�B9.txt"} <= {raw.path for raw in found}


def test_a_pipe_is_no_page(tmp_path):
    tree(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "b.txt")
    assert paths(tmp_path) == ["a.txt"]


# --- manifest --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_manifest_says_where_pages_came_from(tmp_path, mark):
    tree(tmp_path, "x/a.html", text="<title>题</title><p>文<meta name=url content=http://page/>")
    manifest = tmp_path / "manifest.csv"
    manifest.write_text(mark + 'path,URL,site,note\n./x/a.html,http://a/,"市政府, 门户",-\n', encoding="utf-8")
    (raw,) = find(tmp_path, manifest=manifest)
    source = read(raw).source
    assert (source.url, source.site, source.fetched, source.headline) == ("http://a/", "市政府, 门户", None, "题")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("file,url\na,b\n", "line 1: no column path"),
        ("path,url,url\na,b,c\n", "line 1, column url"),
        ("path,url\na.txt\n", "line 2, column url"),
        ("path,url\na.txt,u,v\n", "line 2, column 3"),
        ("path,url\n,u\n", "line 2, column path"),
        ("path,url\na,1\nb,2\na,3\n", "line 4, column path"),
        ('path,url\na,"x\n', "line 2"),
        ("", "line 1"),
    ],
)
def test_a_bad_manifest_is_told_by_line_and_column(tmp_path, text, fault):
    manifest = tmp_path / "manifest.csv"
    manifest.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=fault):
        find(tmp_path, manifest=manifest)


def test_a_manifest_in_another_encoding_is_told(tmp_path):
    manifest = tmp_path / "manifest.csv"
    manifest.write_bytes("path,site\na.txt,广州\n".encode("gb18030"))
    with pytest.raises(UsageError, match="line 2: not UTF-8"):
        find(tmp_path, manifest=manifest)
    with pytest.raises(UsageError, match="cannot be read"):
        find(tmp_path, manifest=tmp_path / "none.csv")


# --- read ------------------------------------------------------------------------------------------------------------


def test_source_names_the_bytes(tmp_path):
    data = ARTICLE.encode()
    source = page(tmp_path, data).source
    assert (source.sha256, source.bytes) == (hashlib.sha256(data).hexdigest(), len(data))
    assert (source.media_type, source.encoding) == ("text/plain", "utf-8")
    assert unread(Raw("page.txt", tmp_path / "page.txt")).sha256 == source.sha256


@pytest.mark.parametrize(
    ("name", "text", "media_type"),
    [
        ("a.md", "# 题\n\n<br>文", "text/markdown"),
        ("a.txt", "1 < 2，3 > 2<br>", "text/plain"),
        ("a.txt", "一、总体要求<br>\n二、重点任务<br>\n" + "各市人民政府：\n" * 9 + "<p>附件</p>", "text/plain"),
        ("a.txt", "<!DOCTYPE html><title>题</title>文", "text/html"),
        ("a.txt", '<p style="x">文</p><p>文</p>', "text/html"),
        ("a.htm", "没有标签的文本\n第二行", "text/plain"),
        ("a.HTML", "<b>文</b>", "text/html"),
        ("view", "<div><p>文</p></div>", "text/html"),
    ],
)
def test_media_type_is_what_the_page_is(tmp_path, name, text, media_type):
    assert page(tmp_path, text.encode(), name).source.media_type == media_type


@pytest.mark.parametrize(
    "text", ["甲\r\n乙\r\n\r\n丙", "甲\n", "\n\n甲", "甲\u2028乙\u2028\n丙\r丁\r\r\n", "一行", "\n", "甲\n  乙 \n"]
)
def test_lines_tile_the_text_and_count_as_editors_do(tmp_path, text):
    read_page = page(tmp_path, b"\xef\xbb\xbf" + text.encode())
    assert read_page.text == text
    assert [text[x.start : x.end] for x in read_page.lines] == [x.rstrip("\r\u2028") for x in text.split("\n")]
    gaps = [text[a.end : b.start] for a, b in zip(read_page.lines, read_page.lines[1:], strict=False)]
    assert all(gap.strip("\r\n\u2028") == "" and gap.endswith("\n") for gap in gaps)


def test_old_macintosh_line_breaks_are_line_breaks(tmp_path):
    read_page = page(tmp_path, "甲\r乙\r丙".encode())
    assert [read_page.text[x.start : x.end] for x in read_page.lines] == ["甲", "乙", "丙"]


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md"])
def test_an_empty_file_is_a_page_without_lines(tmp_path, name):
    read_page = page(tmp_path, b"", name)
    assert (read_page.text, read_page.lines, read_page.cautions) == ("", (), ())


def test_what_cannot_be_a_page_says_what_and_what_to_do(tmp_path):
    with pytest.raises(NotTextError, match=r"a\.txt is a PNG image.*--exclude"):
        page(tmp_path, b"\x89PNG\r\n", "a.txt")
    with pytest.raises(UnreadablePageError, match=r"b\.txt cannot be read"):
        read(Raw("b.txt", tmp_path / "b.txt"))
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(PageTooLargeError, match=r"huge\.txt has"):
        read(Raw("huge.txt", tmp_path / "huge.txt"))


# --- MHTML -----------------------------------------------------------------------------------------------------------

MHTML = """From: <Saved by a browser>
Snapshot-Content-Location: https://www.example.gov.cn/zc/1.html
Date: Mon, 1 Mar 2021 09:00:00 +0800
MIME-Version: 1.0
Content-Type: multipart/related; start="<two@mhtml>"; boundary="--b"

----b
Content-Type: text/html; charset="utf-8"
Content-ID: <one@mhtml>

<p>frame</p>
----b
Content-Type: text/html; charset="gbk"
Content-ID: <two@mhtml>
Content-Transfer-Encoding: base64

{body}
----b
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
----b--
"""


@pytest.mark.parametrize("name", ["a.mht", "a.MHTML", "a.html"])
def test_a_saved_page_is_its_root_part(tmp_path, name):
    import base64

    body = base64.b64encode("<p>一、总体要求</p>".encode("gb18030")).decode()
    read_page = page(tmp_path, MHTML.format(body=body).encode(), name)
    assert read_page.text == "一、总体要求"
    source = read_page.source
    assert (source.media_type, source.encoding) == ("multipart/related", "gb18030")
    assert (source.url, source.fetched) == ("https://www.example.gov.cn/zc/1.html", "Mon, 1 Mar 2021 09:00:00 +0800")


def test_a_saved_page_without_html_is_an_error(tmp_path):
    text = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--\n"
    )
    with pytest.raises(NotTextError, match="without an HTML part"):
        page(tmp_path, text.encode(), "a.mht")


def test_html_that_is_called_mht_is_html(tmp_path):
    assert page(tmp_path, "<p>文</p>".encode(), "a.mht").source.media_type == "text/html"
