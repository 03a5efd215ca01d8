"""A corpus of every kind of raw file: containers, Word and PDF files, a page that links them, and a near copy."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

from office_files import lay, level, p, pdf, row, word
from test_containers import warc_record

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "清河市促进园区发展办法\n\n一、总体要求\n到2026年底建成园区{}个。（责任单位：市财政局）\n"
LINES = (
    "清河市水利工作方案",
    "一、总体要求",
    "到2026年底，市水利局牵头建成水库3座，供水覆盖率达到95%，全市农村饮水安全问题得到解决，灌溉面积稳步增加。",
    "二、组织实施",
    "县水利局应当于2025年3月底前报送材料，市财政局配合落实资金安排，确保各项任务按期完成，重大事项及时报告市人民政府。",
)
LINKING = (
    "<html><head><title>通知</title></head><body><div><h1>清河市关于印发水利工作方案的通知</h1><p>一、请各县认真执行。市水利局负责解释。</p>"
    "<p><a href='plan.docx'>附件1：方案.docx</a></p><p><a href='plan.pdf'>附件2：方案.pdf</a></p>"
    "<p><a href='sheet.xls'>附件3：汇总表.xls</a></p><p><a href='/form.doc'>附件4：申请表.doc</a></p></div></body></html>"
)
LONG = "\n".join(
    f"第{n}条 市水利局应当于2026年{n}月底前完成第{n}批水库检查，检查比例不低于{n + 80}%。" for n in range(1, 10)
)


def html(number: int) -> bytes:
    """A page of a site, in its encoding."""
    lines = "".join(f"<p>{line}</p>" for line in PLAN.format(number).split("\n"))
    return f"<html><body>{lines}</body></html>".encode("gbk")


def fill(raw: Path) -> None:
    """Write the corpus into a folder."""
    raw.mkdir(parents=True, exist_ok=True)
    answers = [warc_record(n, html(n)) for n in range(1, 5)]
    answers.insert(2, warc_record(9, b"\x89PNG", "HTTP/1.1 200 OK\r\nContent-Type: image/png"))
    (raw / "crawl.warc.gz").write_bytes(b"".join(gzip.compress(answer, mtime=0) for answer in answers))
    rows = [{"text": PLAN.format(n), "url": f"http://www.example.gov.cn/{n}"} for n in range(5, 9)]
    lines = [json.dumps(r, ensure_ascii=False) for r in rows]
    (raw / "pages.jsonl").write_text("\n".join([*lines, '{"neither": 1}']), "utf-8")
    head, *rest = LINES
    table = f"<w:tbl>{row('任务', '单位')}{row('建库', '市水利局')}</w:tbl>"
    (raw / "plan.docx").write_bytes(word("".join(map(p, LINES[:3])) + table + "".join(map(p, LINES[3:]))))
    numbered = p(head) + p("总体要求", "1") + p(rest[1]) + p("组织实施", "1") + p(rest[3])
    (raw / "numbered.docx").write_bytes(word(numbered, {"1": level(0, "chineseCounting", "%1、")}))
    (raw / "plan.pdf").write_bytes(pdf(lay(head, rest)))
    (raw / "notice.html").write_text(LINKING, "utf-8")
    (raw / "long.txt").write_text(f"清河市水库检查办法\n\n{LONG}\n", "utf-8")
    (raw / "longer.txt").write_text(f"清河市水库检查办法\n\n{LONG.replace('第5批', '第五十批')}\n", "utf-8")
