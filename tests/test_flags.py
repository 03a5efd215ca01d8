"""Quality flags: a page unlike the others is named, and an ordinary one is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from test_writing import result

from ppx import codes, job, summaries, writing
from ppx.job import Options
from ppx.records import Anomaly, Failure, Settings, Summary
from ppx.review import flags

PLAIN = Summary(
    path="a.txt", status="done", sha256="0" * 64, bytes=4000, media_type="text/plain", result_bytes=9000, characters=2000, dropped=50,
    documents=1, clauses=20, agencies=15, deadlines=12, targets=11, tasks=9, warnings=(), rules=(),
    signs=(("agencies", 9), ("deadlines", 4), ("targets", 5)), unknown=(),
)  # fmt: skip


def find(*pages: Summary, last: tuple[Summary, ...] = (), entries: tuple[str, ...] = ()) -> list[Anomaly]:
    found = list(flags.find(pages, {s.path: s for s in last}, entries))
    assert {a.code for a in found} <= set(codes.ANOMALIES)
    return found


def said(found: list[Anomaly]) -> list[tuple[str | None, str]]:
    return [(a.page, a.code) for a in found]


def corpus(number: int = 30) -> list[Summary]:
    return [replace(PLAIN, path=f"{n}.txt", dropped=40 + n) for n in range(number)]


def test_ordinary_pages_raise_nothing() -> None:
    assert find(*corpus(), last=tuple(corpus())) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"status": "failed", "error": Failure("not_text", "a.txt is no text"), "documents": 0, "signs": ()}, "failed"),
        ({"documents": 0, "clauses": 0, "signs": ()}, "no_document"),
        ({"clauses": 0}, "no_clauses"),
        ({"agencies": 0}, "no_yield"),
        ({"deadlines": 0}, "no_yield"),
        ({"warnings": ("number_repaired", "number_jump", "number_jump")}, "number_jump"),
    ],
)
def test_what_a_page_tells_by_itself(change: dict[str, object], code: str) -> None:
    assert said(find(replace(PLAIN, **change))) == [("a.txt", code)]  # type: ignore[arg-type]


def test_no_yield_is_none_where_nothing_was_promised() -> None:
    assert find(replace(PLAIN, agencies=0, signs=(("agencies", 2), ("deadlines", 0), ("targets", 0)))) == []


def test_a_kept_share_out_of_line_is_named_among_pages_of_its_kind() -> None:
    thin = replace(PLAIN, path="thin.txt", characters=300, dropped=3000)
    assert said(find(*corpus(), thin)) == [("thin.txt", "kept_share")]
    assert find(*corpus(5), thin) == []  # too few to say
    assert find(*corpus(), replace(thin, media_type="text/html")) == []


def test_a_page_that_yields_far_less_than_before_is_named_with_its_cause() -> None:
    now = replace(PLAIN, agencies=2, signs=())
    (found,) = find(now, last=(PLAIN,))
    assert (found.page, found.code) == ("a.txt", "yield_changed")
    assert found.message == "agencies 15 → 2 since the last run; the raw page is the same, so look at the rules"
    (other,) = find(replace(now, sha256="1" * 64), last=(PLAIN,))
    assert other.message.endswith("the raw page changed")
    assert find(replace(PLAIN, agencies=9), last=(PLAIN,)) == []


def test_a_run_whose_mean_page_yields_less_is_named() -> None:
    now = [replace(s, targets=8) for s in corpus()]
    assert said(find(*now, last=tuple(corpus()))) == [(None, "yield_changed")]
    assert find(*now[:9], last=tuple(corpus()[:9])) == []


def test_names_without_a_key_are_listed_by_frequency() -> None:
    pages = [
        replace(PLAIN, path="a.txt", unknown=(("市低空局", 4), ("园区办", 9), ("县专班", 1))),
        replace(PLAIN, path="b.txt", unknown=(("市低空局", 3), ("县专班", 1))),
    ]
    (found,) = find(*pages)
    assert (found.page, found.code) == (None, "unknown_agency")
    assert found.message.startswith("市低空局 is named 7 times on 2 pages")


def test_what_is_called_after_its_field_is_no_unknown_organ() -> None:
    page = writing.page_object(result())
    (agency,) = page["documents"][0]["agencies"]
    named = [{**agency, "key": None, "name": name} for name in ("区民政部门", "公安机关", "市低空局")]
    page["documents"][0]["agencies"] = [*named, {**named[2], "group": True}]
    assert summaries.summarize(page, 9).unknown == (("市低空局", 1),)


def test_an_entry_of_ones_own_that_stands_nowhere_is_named() -> None:
    pages = [replace(PLAIN, entries=("kinds.kinds: 军令状",))]
    (found,) = find(*pages, entries=("kinds.kinds: 军令状", "kinds.kinds: 责任状"))
    assert (found.code, found.message[:16]) == ("unused_entry", "kinds.kinds: 责任状")


def test_two_pages_of_one_path_share_ids() -> None:
    assert [(a.document, a.code) for a in find(PLAIN, PLAIN)] == [("a.txt#1", "duplicate_id")]


def test_results_of_pages_that_are_gone_are_not_judged() -> None:
    assert find(replace(PLAIN, status="missing", clauses=0)) == []


def test_a_run_counts_what_the_flags_look_at(tmp_path: Path) -> None:
    raw, own = tmp_path / "raw", tmp_path / "own"
    raw.mkdir()
    own.mkdir()
    (raw / "a.txt").write_text(
        "清河市水利工作方案\n\n一、目标\n到2026年底建成水库3座，2026年6月底前开工，增长5%。（责任单位：市水利局、飞天局）\n",
        "utf-8",
    )
    (own / "kinds.toml").write_text('kinds = ["军令状", "水利工作方案"]\n', "utf-8")
    settings = Settings(str(own))
    run = job.extract(job.prepare(raw, tmp_path / "out"), tmp_path / "out", settings, Options())
    (page,) = run.pages
    assert dict(page.signs) == {"agencies": 1, "deadlines": 2, "targets": 1}
    assert page.entries == ("kinds.kinds: 水利工作方案",)
    assert [a.message.split(" of ")[0] for a in run.anomalies if a.code == "unused_entry"] == ["kinds.kinds: 军令状"]
    assert summaries.entries(None) == ()
