"""The tables in Parquet, SQLite and XLSX: typed, whole, the same bytes, and what other tools make of them."""

from __future__ import annotations

import asyncio
import importlib.util
import io
import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest
from datasette.app import Datasette
from test_writing import result

from ppx import writing
from ppx.errors import UsageError
from ppx.writing.columns import TABLES
from ppx.writing.formats import Rows
from ppx.writing.formats.csv_files import CsvFiles
from ppx.writing.formats.sqlite_file import LONGEST, words
from ppx.writing.formats.xlsx_file import CHARACTERS, shorten, xlsx_file
from ppx.writing.partials import Partials

ALL = ("csv", "parquet", "sqlite", "xlsx")
PAGES = ["a/甲.txt", "=run.txt"]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The tables of two pages in every format."""
    for page in PAGES:
        writing.write_page(writing.page_object(result(page)), tmp_path)
    writing.write_tables(tmp_path, PAGES, formats=ALL)
    return tmp_path


def ask(out: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(out / "ppx.sqlite")) as base:
        return base.execute(sql).fetchall()


def test_parquet_cells_are_typed_and_described(out: Path) -> None:
    documents = pyarrow.parquet.read_table(out / "documents.parquet")
    assert documents["published"].to_pylist() == [date(2025, 3, 1)] * 2
    assert documents["title"].to_pylist() == ["@清河市园区办法"] * 2  # no apostrophe: nothing runs here
    assert documents.schema.field("document_id").nullable is False
    assert documents.schema.field("region_code").metadata == {b"description": b"GB/T 2260"}
    targets = pyarrow.parquet.read_table(out / "targets.parquet")
    assert (targets["low"].to_pylist(), targets["per_year"].to_pylist()) == ([3.5, 3.5], [False, False])
    assert [str(t) for t in targets.schema.types[7:11]] == ["double", "double", "string", "string"]
    for table in TABLES:
        assert pyarrow.parquet.read_metadata(out / f"{table}.parquet").num_columns == len(TABLES[table])


def test_sqlite_has_keys_that_hold_and_indices_on_them(out: Path) -> None:
    assert ask(out, "pragma foreign_key_check") == []
    assert ask(out, "select low, unit, deadline_id from targets")[0] == (3.5, "个", "a/甲.txt#1:d1")
    assert ask(out, "select published, page from documents where document_id = '=run.txt#1'") == [
        ("2025-03-01", "=run.txt")
    ]
    assert {name for _, name, *_ in ask(out, "pragma index_list(targets)")} >= {
        "targets_document_id",
        "targets_clause_id",
        "targets_deadline_id",
    }
    assert {(row[2], row[3]) for row in ask(out, "pragma foreign_key_list(clauses)")} == {
        ("documents", "document_id"),
        ("clauses", "parent_id"),
    }


def test_an_id_that_leads_nowhere_is_named_and_nothing_is_written(out: Path) -> None:
    page = writing.page_object(result("c.txt"))
    page["documents"][0]["agencies"][0]["clause"] = "9.9"
    writing.write_json(writing.page_file(out, "c.txt"), page)
    before = (out / "ppx.sqlite").read_bytes(), (out / "agencies.csv").read_bytes()
    with pytest.raises(sqlite3.IntegrityError, match="agencies row 3 names a row of clauses"):
        writing.write_tables(out, [*PAGES, "c.txt"], formats=ALL)
    assert ((out / "ppx.sqlite").read_bytes(), (out / "agencies.csv").read_bytes()) == before
    assert [p.name for p in out.iterdir() if p.name.startswith(".")] == []


def test_datasette_serves_it_with_a_search_box_and_titles_in_the_place_of_ids(out: Path) -> None:
    async def serve() -> tuple[Any, dict[str, int], Any]:
        client = Datasette([str(out / "ppx.sqlite")]).client
        found = {}
        for asked in ("园区", "区", "3.5个", "财政局 园区建设", "前建成3.5个", "一、园区", "学校", "一区"):
            answer = await client.get("/ppx/clauses.json", params={"_search": asked, "_shape": "array"})
            found[asked] = len(answer.json()) if answer.status_code == 200 else -1
        titles = await client.get("/ppx/documents.json?_search=办法&_shape=array")
        return await client.get("/ppx/clauses"), found, titles.json()

    page, found, titles = asyncio.run(serve())
    assert found == {
        "园区": 2,
        "区": 2,
        "3.5个": 2,
        "财政局 园区建设": 2,
        "前建成3.5个": 0,
        "一、园区": 0,
        "学校": 0,
        "一区": 0,
    }
    assert len(titles) == 2
    assert page.status_code == 200
    assert 'name="_search"' in page.text
    assert ">@清河市园区办法</a>&nbsp;<em>a/甲.txt#1</em>" in page.text


def test_words_are_the_runs_of_a_text_each_once() -> None:
    found = words("GDP增3.5%。园区、园区").split()
    assert {"gdp", "gdp增", "3.5%", "增3.5", "园", "园区"} <= set(found)
    assert found.count("园区") == 1
    assert max(map(len, found)) == LONGEST
    assert "区园" not in found


def test_xlsx_cells_are_typed_and_texts_never_run(out: Path) -> None:
    book = openpyxl.load_workbook(out / "ppx.xlsx")
    assert book.sheetnames == [*TABLES, "columns"]
    sheet = book["documents"]
    head = [c.value for c in sheet[1]]
    row = dict(zip(head, sheet[3], strict=True))
    assert (row["document_id"].value, row["document_id"].data_type) == ("=run.txt#1", "s")
    assert (row["document_id"].number_format, row["region_code"].value) == ("@", "130581")
    assert row["published"].value == datetime(2025, 3, 1)
    assert row["characters"].value == len(result().documents[0].text)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:W3")
    assert [c.value for c in book["targets"]["2"] if isinstance(c.value, float)] == [3.5, 3.5]
    described = {(r[0].value, r[1].value): r[5].value for r in book["columns"].iter_rows(min_row=2)}
    assert described["targets", "low"].startswith("base units")
    assert len(described) == sum(map(len, TABLES.values()))


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(tmp_path: Path) -> None:
    with Partials(tmp_path) as partials, xlsx_file(partials, most=4) as write:
        rows = Rows(CsvFiles({"organs": io.BytesIO()}), [write])
        for number in range(7):
            rows.add("organs", {"key": f"cn:{number}"})
        rows.finish()
    book = openpyxl.load_workbook(tmp_path / "ppx.xlsx")
    sheets = [name for name in book.sheetnames if name.startswith("organs")]
    assert sheets == ["organs", "organs 2", "organs 3"]
    assert [[c.value for c in book[s]["A"]] for s in sheets] == [
        ["key", "cn:0", "cn:1", "cn:2"],
        ["key", "cn:3", "cn:4", "cn:5"],
        ["key", "cn:6"],
    ]


def test_a_text_longer_than_a_cell_shows_that_it_is_cut() -> None:
    assert shorten("园" * CHARACTERS) == "园" * CHARACTERS
    assert shorten("园" * (CHARACTERS + 1)) == "园" * (CHARACTERS - 1) + "…"
    assert shorten("𠮷" * CHARACTERS) == "𠮷" * (CHARACTERS // 2) + "…"


def test_the_same_pages_give_the_same_bytes(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {p.name: p.read_bytes() for p in out.iterdir() if p.is_file()}
    monkeypatch.setattr("time.time", lambda: datetime(2031, 1, 1, tzinfo=UTC).timestamp())
    writing.write_tables(out, PAGES, formats=ALL)
    assert {p.name for p in out.iterdir() if p.is_file() and p.read_bytes() != before[p.name]} == set()
    assert len(before) == 2 * len(TABLES) + 3


def test_tables_of_a_format_that_is_no_longer_asked_for_go(out: Path) -> None:
    writing.write_tables(out, PAGES)
    assert {p.name for p in out.iterdir() if p.is_file()} == {"datapackage.json", *(f"{t}.csv" for t in TABLES)}


def test_what_a_killed_run_left_goes(out: Path) -> None:
    for name in (".ppx.sqlite.4194399", ".clauses.csv.4194399"):
        (out / name).write_bytes(b"half")
    writing.write_tables(out, PAGES, formats=("sqlite",))
    assert {p.name for p in out.iterdir() if p.is_file()} == {
        "datapackage.json",
        "ppx.sqlite",
        *(f"{t}.csv" for t in TABLES),
    }


def test_csv_is_always_written_and_formats_come_once() -> None:
    assert writing.check_formats(["xlsx", "sqlite", "xlsx"]) == ("csv", "sqlite", "xlsx")
    with pytest.raises(UsageError, match="--format excel: no such format; ppx writes csv, parquet, sqlite, xlsx"):
        writing.check_formats(["excel"])


def test_a_format_whose_library_is_missing_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install 'ppx\[parquet\]'"):
        writing.check_formats(["parquet"])
    assert writing.check_formats([]) == ("csv",)


def test_all_formats_hold_the_same_rows(out: Path) -> None:
    book = openpyxl.load_workbook(out / "ppx.xlsx", read_only=True)
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    assert [r["name"] for r in package["resources"]] == list(TABLES)
    for table in TABLES:
        count = ask(out, f"select count(*) from {table}")[0][0]
        assert pyarrow.parquet.read_metadata(out / f"{table}.parquet").num_rows == count
        assert book[table].max_row - 1 == count
    book.close()
