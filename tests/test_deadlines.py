"""Golden cases, the whole finite grammar, and the promises that hold for any text."""

from __future__ import annotations

from calendar import monthrange
from itertools import pairwise
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from ppx import clauses, lexicon
from ppx.extractors.deadlines import dates, expressions, extract, triggers
from ppx.records import Clause, Context, Deadline, Document, Source, Table

GOLDENS = Path(__file__).parent / "goldens" / "deadlines.md"
HAN = "零一二三四五六七八九十"
CONTEXT = Context(Source("a.txt", "", 0, "text/plain", "utf-8"), {})


def find(text: str, day: str | None = None, **known: str) -> tuple[Deadline, ...]:
    """The deadlines of a text as a document of that day."""
    return extract(Document(id="a.txt#1", text=text, signed=day, **known), CONTEXT).deadlines  # type: ignore[arg-type]


def line(deadline: Deadline) -> str:
    """A deadline as the golden file writes it."""
    told = {
        "by": deadline.end or "?",
        "from": deadline.start or "?",
        "during": f"{deadline.start or '?'}/{deadline.end or '?'}",
        "within": deadline.length,
        "recurring": deadline.length or "on " + ",".join(deadline.on),
    }[deadline.kind]
    more = (" working" if deadline.working else "") + (f" → {deadline.due}" if deadline.due else "")
    return f"{deadline.kind} {told}{more} «{deadline.text}»"


def words(number: int) -> str:
    """1 to 99 in words."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else HAN[tens]) + ("十" if tens else "") + (HAN[ones] if ones else "")


def cases() -> list[tuple[str, str, str]]:
    """Title, text and expected lines of every golden case."""
    out = []
    for part in GOLDENS.read_text("utf-8").split("\n## ")[1:]:
        title, _, rest = part.partition("\n")
        text, _, answer = rest.removeprefix("```\n").partition("\n```\n.\n")
        out.append((title, text, answer.strip()))
    return out


@pytest.mark.parametrize(("title", "text", "answer"), cases(), ids=[case[0] for case in cases()])
def test_golden(title: str, text: str, answer: str) -> None:
    day = title.partition(" @")[2] or None
    assert "\n".join(map(line, find(text, day))) == answer


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_and_day_in_digits_and_in_words(month: int) -> None:
    for day in range(1, monthrange(2026, month)[1] + 1):
        for written in (
            f"2026年{month}月{day}日前",
            f"2026年{month:02}月{day:02}日前",
            f"二〇二六年{words(month)}月{words(day)}日前",
        ):
            (found,) = find(f"{written}完成。")
            assert (found.text, found.end) == (written, f"2026-{month:02}-{day:02}")


@pytest.mark.parametrize("month", range(1, 13))
def test_every_part_of_every_month(month: int) -> None:
    last = monthrange(2026, month)[1]
    for part, end in (("上旬", 10), ("中旬", 20), ("下旬", last), ("底", last), ("月底", last)):
        (found,) = find(f"2026年{month}月{part}前完成。")
        assert found.end == f"2026-{month:02}-{end:02}", part


def test_every_quarter_and_half() -> None:
    for number, name in enumerate("一二三四", 1):
        for written in (f"{name}季度", f"第{name}季度", f"第{number}季度"):
            (found,) = find(f"2026年{written}，完成验收。")
            assert (found.start, found.end) == dates.months("2026", number * 3 - 2, number * 3)
    assert [find(f"2026年{half}半年，完成验收。")[0].end for half in "上下"] == ["2026-06-30", "2026-12-31"]


@pytest.mark.parametrize("number", range(11, 20))
def test_every_plan_by_its_number(number: int) -> None:
    first = 1966 + 5 * (number - 3)
    for written in (f"“{words(number)}五”期间", f"{words(number)}五时期", f"第{words(number)}个五年规划期间"):
        (found,) = find(f"{written}，新增产能100万吨。")
        assert (found.start, found.end) == (f"{first}-01-01", f"{first + 4}-12-31"), written


def test_every_length_up_to_ninety_nine() -> None:
    units = {
        "年": "P{}Y",
        "个月": "P{}M",
        "日": "P{}D",
        "天": "P{}D",
        "个工作日": "P{}D",
        "周": "P{}W",
        "小时": "PT{}H",
    }
    for number in range(1, 100):
        for unit, form in units.items():
            for written in (str(number), words(number)):
                (found,) = find(f"应当在{written}{unit}内完成。")
                assert (found.length, found.working) == (form.format(number), unit == "个工作日"), written


@pytest.mark.parametrize("text", ["2026年13月底前完成。", "2026年2月30日前完成。", "2026年4月31日前完成。"])
def test_days_that_no_calendar_has_are_none(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("到2025年，建成。", "../2025-12-31"),
        ("“十四五”期间，建成。", "2021-01-01/2025-12-31"),
        ("从2023年起，轮换。", "2023-01-01/.."),
        ("20xx年，实现产值90亿元。", "20XX"),
        ("20xx年9月底前完成。", None),
        ("三年内建成。", None),
        ("每季度召开会议。", None),
    ],
)
def test_edtf_where_level_one_has_a_form(text: str, edtf: str | None) -> None:
    assert [d.edtf for d in find(text)] == [edtf]


def test_the_year_comes_from_title_number_or_heading_where_no_day_is_known() -> None:
    assert find("全年完成投资30亿元。", title="2018年投资工程包实施方案")[0].end == "2018-12-31"
    assert find("年底前完成。", doc_number="柳政发〔2022〕7号")[0].end == "2022-12-31"
    heading = Clause("1", "1", None, "han", "一、", 1, False, "2025年政府工作任务", (0, 40))
    document = Document(id="a.txt#1", text="一、2025年政府工作任务\n今年拟安排投资100亿元。", clauses=(heading,))
    assert extract(document, CONTEXT).deadlines[-1].end == "2025-12-31"


def test_a_section_on_the_past_holds_no_deadline_of_its_year() -> None:
    text = "一、2024年工作回顾\n全年完成投资30亿元。\n二、2025年工作安排\n全年完成投资40亿元。"
    cut = text.index("二、")
    clauses = (
        Clause("1", "1", None, "han", "一、", 1, False, "2024年工作回顾", (0, cut)),
        Clause("2", "2", None, "han", "二、", 2, False, "2025年工作安排", (cut, len(text))),
    )
    found = extract(Document(id="a.txt#1", text=text, clauses=clauses), CONTEXT).deadlines
    assert [(d.clause, d.text, d.end) for d in found] == [("2", "全年", "2025-12-31")]


def test_a_table_column_headed_by_a_time_limit_is_read() -> None:
    text = "序号\t任务\t完成时限\n1\t修订办法\t2025年12月\n2\t统计2024年数据\t2026年"
    cells = [(m.start(), m.end()) for m in regex.finditer(r"[^\t\n]+", text)]
    table = Table("0", (0, len(text)), tuple(cells[:3]), (tuple(cells[3:6]), tuple(cells[6:])))
    found = extract(Document(id="a.txt#1", text=text, tables=(table,)), CONTEXT).deadlines
    assert [line(d) for d in found] == [
        "during 2025-12-01/2025-12-31 «2025年12月»",
        "during 2026-01-01/2026-12-31 «2026年»",
    ]


def test_a_length_that_no_event_opens_runs_from_the_document() -> None:
    due = [
        d.due for d in find("三年内建成园区。竣工后三年内达产。应当在三日内答复。力争用六个月时间完成。", "2021-09-30")
    ]
    assert due == ["2024-09-30", None, None, "2022-03-30"]


def test_a_masked_document_date_is_no_anchor() -> None:
    found = find("年底前完成，从2023年起轮换，三年内建成，到2025年翻番。", "20XX-09-30")
    assert [(d.start, d.end, d.due) for d in found] == [
        (None, None, None),
        ("2023-01-01", None, None),
        (None, None, None),
        (None, "2025-12-31", None),
    ]


def test_an_attachment_takes_its_day_from_the_notice() -> None:
    notice = Document(id="a.txt#1", text="", signed="2021-03-05")
    page = Context(CONTEXT.source, {}, (), notice)
    (found,) = extract(Document(id="a.txt#2", text="年底前完成。"), page).deadlines
    assert found.end == "2021-12-31"


def test_spans_ids_and_rules() -> None:
    text = "到2025年，建成。\n每季度通报，三年内建成。"
    found = find(text)
    assert [text[slice(*d.span)] for d in found] == [d.text for d in found]
    assert [d.id for d in found] == ["d1", "d2", "d3"]
    assert [d.rule for d in found] == ["point", "frequency", "within"]


@given(st.dates(min_value=dates.date(2026, 1, 1), max_value=dates.date(2099, 12, 31)), st.sampled_from("－—-–~～至到"))
def test_a_day_survives_writing_and_reading(day: dates.date, dash: str) -> None:
    written = f"{day.year}年{day.month}月{day.day}日"
    (by,) = find(f"{written}前完成。")
    (start,) = find(f"自{written}起施行。")
    (during,) = find(f"2025年3月1日{dash}{written}，受理申报。")
    assert (by.end, start.start, during.end) == (day.isoformat(),) * 3


@given(st.text("0123456789年月日底前到至“”十五四期间每内自起、，。 xX上半季度第个工作", max_size=60))
def test_any_text_gives_ordered_mentions_that_are_true_to_it(text: str) -> None:
    found = find(text, "2021-09-30")
    assert all(text[slice(*d.span)] == d.text for d in found)
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(found))


FRAGMENTS = (
    "2025",
    "2025年",
    "十",
    "一二三",
    "每年1月、",
    "每",
    "到",
    "自",
    "“十四五”",
    "2025-",
    "至",
    "3个",
    "年内",
    "第",
    "（",
    "《",
    " ",
    "1月1日至",
)


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_endless_repeats_come_to_an_end(fragment: str) -> None:
    text = fragment * 10_000
    last = max((d.span[1] for d in find(text, "2021-09-30")), default=0)
    assert last <= len(text)
    assert all(b.start >= a.end for a, b in pairwise(expressions.scan(text)))


TIMES = (
    *"0２一十百半年月日号天周季个第每按本的新全上下“”末度x〇－至到 \u3000.．、",
    *(
        "工作日",
        "小时",
        "分钟",
        "自然日",
        "新的一年",
        "今年",
        "年中之前",
        "本月底前",
        "上半年",
        "每隔两",
        "按半年",
        "半年一次",
    ),
    *(
        "五一前",
        "国庆假期来临前",
        "“元旦”前",
        "十四五",
        "五”",
        "五时期",
        "第十四个五年",
        "年度竣工",
        "自本通知印发之日",
        "自发布日",
    ),
)


@given(st.lists(st.sampled_from(TIMES), max_size=40).map("".join))
def test_no_trigger_is_missed_for_what_stands_behind_its_first_character(text: str) -> None:
    assert list(triggers.find(text)) == [found.start() for found in triggers.TRIGGER.finditer(text)]


def test_every_holiday_of_the_lexicon_is_read() -> None:
    for name in lexicon.load("deadlines")["holidays"]:
        (found,) = find(f"{name}前完成安全检查。", "2024-11-01")
        assert (found.rule, found.kind) == ("holiday", "by")


@pytest.mark.parametrize(
    ("day", "length", "due"),
    [
        ("2024-09-27", "5个工作日", "2024-10-10"),  # 29 September is worked, 1 to 7 October is not
        ("2023-01-17", "十个工作日", "2023-02-03"),  # the Spring Festival of 2023
        ("1998-03-02", "5个工作日", None),  # no calendar of that year
    ],
)
def test_working_days_are_counted_by_the_holiday_notices(day: str, length: str, due: str | None) -> None:
    (found,) = find(f"各县应当自印发之日起{length}内制定实施细则。", day)
    assert (found.working, found.due) == (True, due)


def test_a_day_of_a_review_is_none_of_this_year_whatever_follows_it() -> None:
    text = "一、2025年工作回顾\n3月19日至20日，举办博览会。\n二、2026年工作安排\n3月20日前完成整改。"
    found = find(text, "2026-01-20", clauses=clauses.split(text)[0])
    assert [(deadline.text, deadline.end) for deadline in found] == [("3月20日前", "2026-03-20")]
