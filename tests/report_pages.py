"""Pages for the tests of the report, their results, and results in which every string attacks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ppx import job
from ppx.records import Settings

PLAN = """首页 > 政务公开 > 政策文件
临江市支持产业园区发展若干措施

一、总体要求
（一）明确目标。到2026年底，全市建成标准厂房20万平方米。（牵头单位：市工业和信息化局；配合单位：市财政局、市商务局）
（二）加强保障。市发展改革委应当于2025年6月30日前制定实施细则。
二、支持政策
（一）鼓励创新。对新认定的高新技术企业，一次性奖励10万元。
Copyright 某某网站 版权所有
"""
NOTICE = """<!doctype html><html><head><title>通知</title><meta name="ArticleTitle" content="江口县人民政府关于加强防汛工作的通知"></head>
<body><div class="nav"><a href="/">首页</a><a href="/x">要闻</a></div><div id="zoom"><h1>江口县人民政府关于加强防汛工作的通知</h1>
<p>各乡镇人民政府，县直各部门：</p><p>一、落实责任。县水利局应当于2024年5月31日前完成水库检查。</p>
<p>二、保障物资。县应急管理局牵头，县财政局配合，储备编织袋5000条。</p><p>江口县人民政府</p><p>2024年3月1日</p></div></body></html>
"""
ATTACKS = (
    "<script>window.ran=1</script>",
    "\"><img src=x onerror='window.ran=1'>",
    "'><svg onload=window.ran=1>",
    "</script><script>window.ran=1</script>",
    "</title></style></textarea><script>window.ran=1</script>",
    "javascript:window.ran=1",
    "\u2028window.ran=1\u2029",
    "{{ window.ran }}${window.ran=1}{% raw %}",
    '\\"];window.ran=1;//',
    "--><script>window.ran=1</script><!--",
)
"""each would set `ran` in a page that took it for more than text"""
NAMES = ("a\"b'c.txt", "<img src=x onerror=window.ran=1>.txt", "50%# ?&.txt", "javascript:window.ran=1;.txt")
"""of raw files"""


def make_raw(folder: Path) -> Path:
    """A folder of raw pages: a text page, an HTML page, and pages with hostile names."""
    (folder / "县 文件").mkdir(parents=True)
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    (folder / "县 文件/notice.html").write_text(NOTICE, "utf-8")
    for name in NAMES:
        (folder / name).write_text(PLAN, "utf-8")
    return folder


def extract(raw: Path, out: Path) -> Path:
    """The results of the raw pages."""
    job.extract(job.prepare(raw, out), out, Settings())
    return out


def edit(file: Path, change: Any) -> None:
    """Change a page result in place."""
    result = json.loads(file.read_bytes())
    change(result)
    file.write_text(json.dumps(result, ensure_ascii=False), "utf-8")


def poison(result: dict[str, Any], attack: str) -> None:
    """Put the attack into every string that a hostile page could reach; its text, with spans moved along, as well."""
    result["source"].update(url=attack, site=attack, headline=attack, fetched=attack, encoding=attack)
    result["attachments"] = [{"name": attack, "url": attack}, {"name": attack, "url": f"https://example.org/{attack}"}]
    result["dropped"].append({"lines": [1, 1], "node": None, "raw": None, "text": attack, "reason": attack})
    result["warnings"].append({"code": attack, "message": attack, "lines": [1, 1], "node": None})
    for document in result["documents"]:
        document.update(title=attack, kind=attack, doc_number=attack, issuer=attack, signed=attack)
        document["region"] = {"name": attack, "code": "<b>"}
        document["text"] += attack
        document["paragraphs"][-1]["span"][1] += len(attack)
        document["clauses"][-1]["span"][1] += len(attack)
        for clause in document["clauses"]:
            clause["heading"] = attack
        for agency in document["agencies"]:
            agency.update(name=attack, full=attack, key=f"{attack}:{attack}", rule=attack)
        for deadline in document["deadlines"]:
            deadline.update(text=attack, end=attack, edtf=attack, length=attack)
        for target in document["targets"]:
            target.update(text=attack, indicator=attack, subject=attack, unit=attack)
