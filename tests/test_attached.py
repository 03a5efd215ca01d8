"""A link to a file names a raw file by address or by path, and nothing outside the corpus."""

from __future__ import annotations

import pytest

from ppx.writing.attached import Links


def page(path: str, url: str | None = None, *links: str) -> dict[str, object]:
    return {"source": {"path": path, "url": url}, "attachments": [{"name": "附件", "url": link} for link in links]}


def found(path: str, url: str | None, link: str) -> str | None:
    links = Links()
    links.add(page(path, url, link))
    for other in ("zw/files/方案.docx", "files/方案.docx", "www.a.gov.cn/files/表.pdf", "zw/方案.pdf"):
        links.add(page(other))
    links.add(page("x/1.docx", "https://www.a.gov.cn/d/download?id=7"))
    (row,) = links.rows()
    return row["attached_page"]


@pytest.mark.parametrize(
    ("path", "url", "link", "wanted"),
    [
        ("zw/a.html", None, "files/方案.docx", "zw/files/方案.docx"),
        ("zw/a.html", None, "./files/%E6%96%B9%E6%A1%88.docx?v=2#x", "zw/files/方案.docx"),
        ("zw/b/a.html", None, "../方案.pdf", "zw/方案.pdf"),
        ("zw/a.html", None, "/files/方案.docx", "zw/files/方案.docx"),
        ("www.a.gov.cn/zw/a.html", None, "/files/表.pdf", "www.a.gov.cn/files/表.pdf"),
        ("a.html", "http://www.a.gov.cn/zw/a.html", "../files/表.pdf", "www.a.gov.cn/files/表.pdf"),
        ("a.html", "http://www.a.gov.cn/zw/a.html", "/d/download?id=7", "x/1.docx"),
        ("a.html", None, "http://WWW.A.gov.cn/d/download?id=7", "x/1.docx"),
        ("a.html", None, "../../../etc/passwd.pdf", None),
        ("a.html", None, "http://[", None),
        ("a.html", None, "javascript:load('表.pdf')", None),
        ("a.html", "http://www.a.gov.cn/zw/a.html", "/d/download?id=8", None),
        ("zw/方案.pdf", None, "方案.pdf", None),
    ],
)
def test_a_link_names_a_raw_file(path: str, url: str | None, link: str, wanted: str | None) -> None:
    assert found(path, url, link) == wanted
