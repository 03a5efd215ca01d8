"""What is written: page results whole or not at all, tables that are projections of them, and a package that describes them."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package
from jsonschema import Draft202012Validator

from ppx import writing
from ppx.records import (
    Agency,
    Caution,
    Citation,
    Clause,
    Deadline,
    Document,
    Dropped,
    Made,
    PageResult,
    Paragraph,
    Region,
    Source,
    Target,
    Task,
)
from ppx.writing.organs import Organ, organ_row

TEXT = "总则\n一、园区建设。\n=2026年底前建成3.5个园区。（牵头单位：市财政局）"


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def result(path: str = "a/甲.txt", **over: Any) -> PageResult:
    """The result of a page with one of everything."""
    document = Document(
        id=f"{path}#1",
        text=TEXT,
        title="@清河市园区办法",
        title_lines=(1, 1),
        doc_number="清政发〔2025〕1号",
        published="2025-03-01",
        region=Region("清河市", "130581"),
        paragraphs=(
            Paragraph("0", (0, 2), (2, 2), None),
            Paragraph("1", (3, 10), (3, 3), None),
            Paragraph("1", (11, len(TEXT)), (5, 6), None),
        ),
        clauses=(
            Clause("0", "0", None, "preamble", "", 0, False, None, (0, 2)),
            Clause("1", "1", None, "han", "一、", 1, False, "园区建设", (3, len(TEXT))),
        ),
        agencies=(
            Agency(
                id="a1", clause="1", span=at("市财政局"), raw=(40, 44), text="市财政局", name="市财政局", full="清河市财政局",
                key="130581:财政局", role="lead", level="county", group=False, rule="block",
            ),
        ),
        deadlines=(
            Deadline(
                id="d1", clause="1", span=at("2026年底前"), text="2026年底前", kind="by", start=None, end="2026-12-31",
                edtf="../2026-12-31", rule="year_end",
            ),
        ),
        targets=(
            Target(
                id="t1", clause="1", span=at("3.5个"), text="3.5个", indicator="园区", subject=None, op="=",
                low=Decimal("3.5"), high=Decimal("3.5"), unit="个", change="level", kind="target", deadline="d1", rule="count",
            ),
        ),
        tasks=(Task(id="k1", clause="1", span=(11, len(TEXT)), lead=("a1",), deadlines=("d1",), targets=("t1",)),),
        citations=(Citation("1", (3, 5), "清河市园区办法", "清政发〔2025〕1号", "cites"),),
    )  # fmt: skip
    made = PageResult(
        Made("0.1.0", "s", "l"),
        Source(path, "0" * 64, 9, "text/plain", "utf-8"),
        documents=(document,),
        dropped=(Dropped((7, 7), None, (60, 62), "首页", "navigation"),),
        warnings=(Caution("encoding_guess", "…", (1, 1)),),
    )
    return replace(made, **over)


def rows(out: Path, table: str) -> list[dict[str, str]]:
    with (out / f"{table}.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The tables of two pages, the second with the text of the first, and one that failed."""
    paths = ["a/甲.txt", "b.txt"]
    for path in paths:
        writing.write_page(writing.page_object(result(path)), tmp_path)
    writing.write_tables(tmp_path, paths)
    return tmp_path


def test_a_page_result_holds_to_its_schema() -> None:
    Draft202012Validator.check_schema(writing.page_schema())
    Draft202012Validator(writing.page_schema()).validate(writing.page_object(result()))


@pytest.mark.parametrize("fault", ["unknown field", "missing field", "date", "role"])
def test_the_schema_refuses_what_the_contract_does_not_know(fault: str) -> None:
    page = writing.page_object(result())
    document = page["documents"][0]
    if fault == "unknown field":
        document["colour"] = "red"
    elif fault == "missing field":
        del document["issuer"]
    elif fault == "date":
        document["published"] = "2025-03"
    else:
        document["agencies"][0]["role"] = "boss"
    assert not Draft202012Validator(writing.page_schema()).is_valid(page)


def test_a_page_result_reads_back_as_it_was(out: Path) -> None:
    assert writing.read_page(writing.page_file(out, "b.txt")) == writing.page_object(result("b.txt"))
    assert writing.page_object(result())["documents"][0]["targets"][0]["low"] == 3.5


def test_fields_stand_in_the_order_of_the_contract() -> None:
    page = writing.page_object(result())
    assert list(page) == [
        "ppx",
        "made",
        "source",
        "error",
        "script",
        "documents",
        "dropped",
        "attachments",
        "warnings",
        "records",
    ]
    assert list(page["documents"][0])[:5] == ["id", "part_of", "kind", "title", "title_lines"]
    assert list(page["documents"][0]["agencies"][0])[:5] == ["id", "clause", "span", "raw", "text"]


def test_a_failed_write_leaves_no_partial_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        writing.write_page(writing.page_object(result()), tmp_path)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_names_too_long_for_a_file_stay_apart(tmp_path: Path) -> None:
    one, other = (writing.page_file(tmp_path, f"d/{'政' * 85}{n}.txt") for n in (1, 2))
    assert one != other
    writing.write_page(writing.page_object(result("政" * 84)), tmp_path)
    assert len(list((tmp_path / "pages").iterdir())) == 1


def test_every_table_is_there_with_its_columns(out: Path) -> None:
    counts = {
        t: len(rows(out, t))
        for t in (
            "documents",
            "clauses",
            "agencies",
            "deadlines",
            "targets",
            "tasks",
            "citations",
            "duplicates",
            "organs",
            "attachments",
        )
    }
    assert counts == {
        "documents": 2,
        "clauses": 4,
        "agencies": 2,
        "deadlines": 2,
        "targets": 2,
        "tasks": 2,
        "citations": 2,
        "duplicates": 1,
        "organs": 1,
        "attachments": 0,
    }
    assert list(rows(out, "documents")[0])[:6] == ["document_id", "page", "position", "part_of", "kind", "title"]


def test_rows_lead_back_to_the_raw_page_and_to_each_other(out: Path) -> None:
    target = rows(out, "targets")[0]
    assert (target["page"], target["line_first"], target["line_last"]) == ("a/甲.txt", "5", "6")
    assert (target["low"], target["unit"], target["deadline_text"]) == ("3.5", "个", "2026年底前")
    assert target["deadline_id"] == rows(out, "deadlines")[0]["deadline_id"] == "a/甲.txt#1:d1"
    task = rows(out, "tasks")[0]
    assert (task["lead"], task["due"], task["targets"], task["heading"]) == (
        "市财政局",
        "2026-12-31",
        "园区 = 3.5 个",
        "园区建设",
    )


def test_cells_that_a_spreadsheet_would_run_are_guarded(out: Path) -> None:
    assert rows(out, "documents")[0]["title"] == "'@清河市园区办法"
    assert rows(out, "tasks")[0]["text"].startswith("'=2026")
    assert rows(out, "targets")[0]["op"] == "="  # a lone sign runs nothing


def test_a_page_named_like_a_formula_is_guarded_wherever_it_is_named(tmp_path: Path) -> None:
    writing.write_page(writing.page_object(result("=run.txt")), tmp_path)
    writing.write_tables(tmp_path, ["=run.txt"])
    assert {rows(tmp_path, table)[0]["document_id"] for table in ("documents", "clauses", "tasks")} == {"'=run.txt#1"}
    assert rows(tmp_path, "targets")[0]["page"] == "'=run.txt"
    assert Package(str(tmp_path / "datapackage.json")).validate().valid


def test_copies_organs_and_citations_join_documents(out: Path) -> None:
    copy = {"document_id": "b.txt#1", "duplicate_of": "a/甲.txt#1", "similarity": "1"}
    assert rows(out, "duplicates") == [{**copy, "only_here": "", "only_there": ""}]
    organ = rows(out, "organs")[0]
    assert (organ["key"], organ["division_code"], organ["mentions"], organ["documents"]) == (
        "130581:财政局",
        "130581",
        "2",
        "2",
    )
    assert [r["cited_document_id"] for r in rows(out, "citations")] == ["", "a/甲.txt#1"]


@pytest.mark.parametrize(
    ("key", "division"), [("450200:财政局", "柳州市"), ("cn:财政部", None), ("某新区:财政局", None)]
)
def test_an_organ_has_the_name_of_the_division_in_its_key(key: str, division: str | None) -> None:
    assert organ_row(key, Organ("财政局", "prefecture"))["division"] == division


def test_the_data_package_describes_what_stands_there(out: Path) -> None:
    report = Package(str(out / "datapackage.json")).validate()
    assert report.valid, report.flatten(["resource", "rowNumber", "fieldName", "message"])
    assert {r["name"] for r in json.loads((out / "datapackage.json").read_text())["resources"]} == {
        p.stem for p in out.glob("*.csv")
    }


def test_tables_begin_with_a_mark_for_spreadsheets_unless_asked_otherwise(out: Path) -> None:
    assert (out / "documents.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    writing.write_tables(out, ["b.txt"], encoding="utf-8")
    assert (out / "documents.csv").read_bytes().startswith(b"document_id,")


def test_results_of_pages_that_are_gone_go_with_their_empty_folders(out: Path) -> None:
    for path in ("a/甲.txt", "never.txt"):
        writing.remove_page(out, path)
    assert [p.name for p in (out / "pages").iterdir()] == ["b.txt.json"]
