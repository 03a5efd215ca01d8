"""The scorer counts as docs/gold.md says: what agrees counts, what does not is listed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ppx.errors import UsageError
from ppx.review.likeness import fold, likeness
from ppx.review.score import floors_missed, pair, score

Json = dict[str, Any]


def page(**over: Any) -> Json:
    """A written page result with one document of three lines."""
    document: Json = {
        "title": "清河市促进园区发展办法",
        "title_lines": [2, 2],
        "text": "一、总体要求\n2026年底前建成园区3个。",
        "doc_number": None,
        "issuer": "清河市人民政府",
        "signed": None,
        "published": "2025-03-01",
        "region": {"name": "清河市", "code": "130581"},
        "paragraphs": [{"span": [0, 6], "lines": [3, 3]}, {"span": [7, 20], "lines": [4, 4]}],
        "clauses": [{"path": "1", "heading": "总体要求"}],
        "agencies": [{"clause": "1", "name": "市财政局", "full": "清河市财政局", "role": "lead"}],
        "deadlines": [
            {"id": "d1", "clause": "1", "text": "2026年底前", "kind": "by", "start": None, "end": "2026-12-31"},
        ],
        "targets": [
            {
                "clause": "1", "text": "3个", "indicator": "园区", "subject": None, "op": "=", "low": 3, "high": 3, "unit": "个",
                "change": "level", "kind": "target", "per_year": False, "deadline": "d1",
            }
        ],
    }  # fmt: skip
    return {"documents": [{**document, **over}]}


GOLD: Json = {
    "page": "a.txt",
    "kept": [[2, 4]],
    "documents": [
        {
            "title": "清河市促进园区发展办法",
            "published": "2025-03-01",
            "region": "清河市",
            "clauses": [{"path": "1", "marker": "一、", "heading": "总体要求"}],
            "agencies": [{"clause": "1", "text": "财政局", "name": "市财政局", "full": "清河市财政局", "role": "lead"}],
            "deadlines": [{"clause": "1", "text": "2026年底前", "kind": "by", "start": None, "end": "2026-12-31"}],
            "targets": [
                {
                    "clause": "1", "text": "3个", "indicator": "园区", "subject": None, "op": "=", "low": 3, "high": 3, "unit": "个",
                    "change": "level", "kind": "target", "deadline": "2026年底前",
                }
            ],
        }
    ],
}  # fmt: skip


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Folders of gold, results and raw pages; the raw page has a line of the site before the document."""
    gold, out, raw = (tmp_path / name for name in ("gold", "out", "raw"))
    (out / "pages").mkdir(parents=True)
    gold.mkdir()
    raw.mkdir()
    (gold / "a.gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (raw / "a.txt").write_text(
        "首页\n清河市促进园区发展办法\n一、总体要求\n2026年底前建成园区3个。\n", encoding="utf-8"
    )
    return gold, out, raw


def put(out: Path, result: Json) -> None:
    (out / "pages" / "a.txt.json").write_text(json.dumps(result), encoding="utf-8")


def test_a_right_page_scores_one_everywhere(folders: tuple[Path, Path, Path]) -> None:
    gold, out, raw = folders
    put(out, page())
    scores = score(gold, out, raw=raw)
    asked = {name: tally.f1 for name, tally in scores.total.items() if tally.f1 is not None}
    assert asked.pop("restored_chars", None) is None
    assert asked == dict.fromkeys(asked, 1.0)
    assert len(asked) == 13  # no subject is asked where none is given and none found


def test_a_wrong_role_is_a_miss_and_a_false_alarm(folders: tuple[Path, Path, Path]) -> None:
    gold, out, raw = folders
    put(out, page(agencies=[{"clause": "1", "name": "市财政局", "full": None, "role": "cooperate"}]))
    total = score(gold, out, raw=raw).total
    assert total["agencies"].f1 == 0
    assert [row[0] for row in total["agencies"].rows] == ["-", "+"]
    assert total["agency_full_name"].f1 == 0


def test_a_page_without_result_is_all_wrong(folders: tuple[Path, Path, Path]) -> None:
    gold, out, raw = folders
    scores = score(gold, out, raw=raw)
    assert scores.missing == ["a.txt"]
    assert scores.total["clauses"].f1 == 0
    assert scores.total["main_text"].f1 == 0


def test_a_damaged_result_is_named(folders: tuple[Path, Path, Path]) -> None:
    gold, out, raw = folders
    (out / "pages" / "a.txt.json").write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="a.txt.json is no JSON"):
        score(gold, out, raw=raw)


def test_a_link_to_the_wrong_line_is_counted(folders: tuple[Path, Path, Path]) -> None:
    gold, out, raw = folders
    put(out, page(paragraphs=[{"span": [0, 6], "lines": [4, 4]}, {"span": [7, 20], "lines": [3, 3]}]))
    assert score(gold, out, raw=raw).total["line_links"].right == 1  # the title's


def test_floors_name_what_fell(folders: tuple[Path, Path, Path]) -> None:
    gold, out, raw = folders
    put(out, page(clauses=[]))
    scores = score(gold, out, raw=raw)
    assert floors_missed(scores, {"clauses": 0.5, "deadlines": 1.0}) == ["clauses 0.0000 < 0.5"]
    with pytest.raises(UsageError, match="clause:|clause "):
        floors_missed(scores, {"clause ": 0.5})


def test_documents_pair_by_title_before_position() -> None:
    wanted = [{"title": "甲市办法"}, {"title": "乙市方案"}]
    found = [{"title": "乙市方案"}, {"title": "甲市办法"}]
    assert [(g["title"], d["title"]) for g, d in pair(wanted, found)] == [("甲市办法",) * 2, ("乙市方案",) * 2]
    assert pair([{"title": "甲"}], []) == [({"title": "甲"}, {})]


def test_width_and_bracket_shapes_do_not_count() -> None:
    assert fold("（一）“Ａ” 〔2025〕") == fold('(一)"a"[2025]')
    assert likeness("经济总量", "经济总量") == 1
    assert likeness("经济总量", None) == 0
    assert 0 < likeness("工业总产值", "工业产值") < 1
