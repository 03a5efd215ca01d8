"""Golden cases of whole clauses, and the promises that hold for any text."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppx import clauses, writing
from ppx.extractors import deadlines, targets
from ppx.records import Context, Document, Source, Target

GOLDENS = Path(__file__).parent / "goldens" / "targets.md"
CONTEXT = Context(Source(path="a.txt", sha256="", bytes=0, media_type="text/plain", encoding="utf-8"), {})
PIECES = (
    "到2025年，", "力争", "突破", "5000亿元", "经济总量", "开发区", "建成", "25个", "园区", "分别", "、", "，", "。", "；", "\n",
    "14%以上", "年均增长", "对", "的，", "给予", "奖励", "不超过", "300万元/亩", "（", "）", "翻一番", "1-2个", "三个", "占", "比重",
    "减半", "由", "提高到", "第", "——", "1.5∶1",
)  # fmt: skip


def found(text: str, day: str | None = None, title: str | None = None) -> Document:
    """The document of a text with its deadlines and targets."""
    document = Document(id="a.txt#1", text=text, title=title, signed=day, clauses=clauses.split(text)[0])
    return targets.extract(deadlines.extract(document, CONTEXT), CONTEXT)


def line(target: Target, document: Document) -> str:
    """A target as the golden file writes it."""
    dates = {deadline.id: deadline.text for deadline in document.deadlines}
    numbers = f"{target.low}" if target.low == target.high else f"{target.low} {target.high}"
    more = f" {target.change}" if target.change != "level" else ""
    each = " each year" if target.per_year else ""
    unit = f" {target.unit}" if target.unit else ""
    deadline = dates[target.deadline] if target.deadline else "-"
    head = f"{target.kind} {target.op} {numbers}{unit}{more}{each}"
    return f"{head} | {target.indicator} | {target.subject or '-'} | {deadline} «{target.text}»"


def cases() -> list[tuple[str, str, str]]:
    """Title, text and expected lines of every golden case."""
    out = []
    for part in GOLDENS.read_text("utf-8").split("\n## ")[1:]:
        title, _, rest = part.partition("\n")
        text, _, answer = rest.removeprefix("```\n").partition("\n```\n.")
        out.append((title, text, answer.strip()))
    return out


@pytest.mark.parametrize(
    ("title", "text", "answer"),
    [
        pytest.param(*case, id=case[0], marks=[pytest.mark.xfail] if case[0].startswith("Not yet") else [])
        for case in cases()
    ],
)
def test_golden(title: str, text: str, answer: str) -> None:
    head, _, named = title.partition(" # ")
    document = found(text, head.partition(" @")[2] or None, named or None)
    assert "\n".join(line(target, document) for target in document.targets) == answer


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_every_target_is_where_it_says_in_order(text: str) -> None:
    document = found(text)
    assert [text[slice(*target.span)] for target in document.targets] == [target.text for target in document.targets]
    assert [target.id for target in document.targets] == [f"t{n}" for n in range(1, len(document.targets) + 1)]
    starts = [target.span[0] for target in document.targets]
    assert starts == sorted(set(starts))
    known = {deadline.id for deadline in document.deadlines}
    assert all(target.deadline is None or target.deadline in known for target in document.targets)
    assert all(target.clause == document.clause_at(target.span[0]) for target in document.targets)


@pytest.mark.parametrize(
    "text",
    [
        "投资5.66万亿元。",
        "面积10.5万亩。",
        "税率降低百分之零点三。",
        "费用每平方米68.6元，征收标准。",
        "占比达到0.1%。",
    ],
)
def test_a_value_survives_writing_and_reading(text: str) -> None:
    (target,) = found("到2025年，" + text).targets
    written = json.loads(json.dumps(writing.plain(target), ensure_ascii=False), parse_float=Decimal, parse_int=Decimal)
    assert Decimal(str(written["low"])) == target.low


def test_a_figure_in_a_table_row_takes_the_name_of_its_row() -> None:
    (target,) = found("序号\t指标\t预期值\n1\t粮食产量\t达到500万吨\t约束性").targets
    assert (target.indicator, target.low, target.unit) == ("粮食产量", 5000000, "吨")


def test_a_clause_that_looks_back_holds_no_target() -> None:
    document = found("一、2024年工作回顾\n培育企业100家。\n二、2025年工作安排\n培育企业200家。", "2025-01-10")
    assert [target.low for target in document.targets] == [200]


def test_the_heading_of_goals_dates_the_clauses_below_it() -> None:
    document = found(
        "一、发展目标\n到2025年，形成新格局。\n（一）规模扩大。产值达到100亿元。\n二、保障措施\n（一）建设平台5个。"
    )
    assert [target.deadline for target in document.targets] == ["d1", None]


@pytest.mark.parametrize(
    "piece",
    [*PIECES, "达到", "人均", "一", "9", "（（", "））", "每", "超", "不低于1000元、", "A、B和C分别为1个、2个，"],
)
def test_endless_repeats_come_to_an_end(piece: str) -> None:
    document = targets.extract(Document(id="a.txt#1", text=piece * 10_000), CONTEXT)
    assert all(one.span[1] <= two.span[0] for one, two in pairwise(document.targets))


def test_a_page_without_a_title_that_obliges_nobody_only_tells() -> None:
    telling = "该镇位于县城北部，占地面积66亩，养猪专业户16户，水果种植面积达3000亩，产品远销各地，环境优美。"
    asking = "各村要建成水果种植基地3000亩。" + telling
    assert found(telling * 10).targets == ()
    assert [target.text for target in found("全镇应当在年底前建成基地3000亩。" * 3 + asking).targets]


def test_what_a_sentence_sums_up_as_circumstances_selects() -> None:
    text = "属于同一单位当月有10人（含）以上申领补贴、当年累计50人以上停保这几类情形的，需提供合同。全区办结率达到95%。"
    assert [target.kind for target in found(text).targets] == ["condition", "condition", "target"]
