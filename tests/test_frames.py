"""The tables come back as data frames with the types that datapackage.json says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ppx import job
from ppx.errors import UsageError
from ppx.records import Settings
from ppx.writing import read_tables

if TYPE_CHECKING:
    import pandas

PLAN = "清河市促进园区发展办法\n\n一、总体要求\n到2026年底建成园区3个。（责任单位：市财政局）\n=1+1是不得写入的公式。\n"


@pytest.fixture
def tables(tmp_path: Path) -> dict[str, pandas.DataFrame]:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "=plan.txt").write_text(PLAN, "utf-8")
    job.extract(job.prepare(raw, out), out, Settings())
    return read_tables(out)


def test_cells_have_types_and_empty_ones_are_none(tables: dict[str, pandas.DataFrame]) -> None:
    (target,) = tables["targets"].to_dict("records")
    assert (target["low"], target["per_year"], target["unit"]) == (3.0, False, "个")
    assert tables["documents"]["published"].dtype.kind == "M"
    assert tables["documents"]["doc_number"].isna().all()
    assert tables["clauses"]["ordinal"].dtype == "Int64"
    assert tables["attachments"].empty


def test_the_guard_of_spreadsheets_is_taken_off(tables: dict[str, pandas.DataFrame]) -> None:
    assert tables["documents"]["page"].tolist() == ["=plan.txt"]
    assert tables["documents"]["document_id"].tolist() == ["=plan.txt#1"]


def test_tables_join_by_their_keys(tables: dict[str, pandas.DataFrame]) -> None:
    joined = tables["targets"].merge(tables["deadlines"], on="deadline_id", suffixes=("", "_deadline"))
    assert joined["end_date"].tolist() == ["2026-12-31"]


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no tables of ppx"):
        read_tables(tmp_path)
