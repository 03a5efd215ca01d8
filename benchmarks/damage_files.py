"""Ways to damage what `ppx extract` wrote as files: tables, datapackage.json, run.json, the folder and the raw pages.

A damage takes OUT, RAW and a random generator, and returns False where there is nothing of its kind.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    Rows = list[list[str]]
    Damage = Callable[[Path, Path, Random], bool]

RECORDS = ("clauses", "agencies", "deadlines", "targets", "tasks")


def edit_json(file: Path, change: Callable[[Any], object]) -> bool:
    """Write a JSON file anew as `change` leaves it; False where that finds nothing to do."""
    value = json.loads(file.read_bytes())
    if change(value) is False:
        return False
    file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return True


def edit_rows(tables: tuple[str, ...], change: Callable[[Rows, Random], bool]) -> Damage:
    """Write a CSV anew as `change` leaves its rows, the header among them."""

    def edit(out: Path, raw: Path, random: Random) -> bool:
        file = out / f"{random.choice(tables)}.csv"
        rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
        if len(rows) < 4 or not change(rows, random):
            return False
        with file.open("w", encoding="utf-8-sig", newline="") as handle:
            csv.writer(handle, lineterminator="\r\n").writerows(rows)
        return True

    return edit


def cell(column: str, make: Callable[[str], str]) -> Callable[[Rows, Random], bool]:
    """Another value in a column of some row."""

    def change(rows: Rows, random: Random) -> bool:
        at = rows[0].index(column)
        held = [row for row in rows[1:] if make(row[at]) != row[at]]
        if held:
            row = random.choice(held)
            row[at] = make(row[at])
        return bool(held)

    return change


def _drop_row(rows: Rows, random: Random) -> bool:
    del rows[random.randrange(1, len(rows))]
    return True


def _double_row(rows: Rows, random: Random) -> bool:
    at = random.randrange(1, len(rows))
    rows.insert(at, list(rows[at]))
    return True


def _swap_rows(rows: Rows, random: Random) -> bool:
    one, other = random.sample(range(1, len(rows)), 2)
    rows[one], rows[other] = rows[other], rows[one]
    return True


def _drop_column(rows: Rows, random: Random) -> bool:
    at = random.randrange(len(rows[0]))
    for row in rows:
        del row[at]
    return True


def _rename_column(rows: Rows, random: Random) -> bool:
    rows[0][random.randrange(len(rows[0]))] = "renamed"
    return True


def _lengthen_row(rows: Rows, random: Random) -> bool:
    rows[random.randrange(1, len(rows))].append("more")
    return True


def cut(pattern: str) -> Damage:
    """A file that ends early."""

    def damage(out: Path, raw: Path, random: Random) -> bool:
        found = sorted(out.glob(pattern))
        if found:
            file = random.choice(found)
            data = file.read_bytes()
            file.write_bytes(data[: len(data) // 2])
        return bool(found)

    return damage


def remove(pattern: str) -> Damage:
    """A file that is gone."""

    def damage(out: Path, raw: Path, random: Random) -> bool:
        found = sorted(out.glob(pattern))
        if found:
            random.choice(found).unlink()
        return bool(found)

    return damage


def _spoil(pattern: str) -> Damage:
    """A byte in a file that no UTF-8 has."""

    def spoil(out: Path, raw: Path, random: Random) -> bool:
        file = random.choice([f for f in sorted(out.glob(pattern)) if f.stat().st_size > 100])
        data = bytearray(file.read_bytes())
        data[random.randrange(50, len(data))] = 0xFF
        file.write_bytes(bytes(data))
        return True

    return spoil


def leave(name: str) -> Damage:
    """A file that nobody knows of."""

    def damage(out: Path, raw: Path, random: Random) -> bool:
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text("{}", encoding="utf-8")
        return True

    return damage


def edit_run(change: Callable[[Any], object]) -> Damage:
    """Change run.json; `change` returns False where there is nothing to do."""
    return lambda out, raw, random: edit_json(out / "run.json", change)


def _package(change: Callable[[Any], object]) -> Damage:
    return lambda out, raw, random: edit_json(out / "datapackage.json", change)


def _swap_pages(run: Any) -> None:
    run["pages"][0], run["pages"][1] = run["pages"][1], run["pages"][0]


def _raw_files(raw: Path) -> list[Path]:
    return [f for f in sorted(raw.rglob("*")) if f.is_file() and f.stat().st_size > 200]


def change_raw(out: Path, raw: Path, random: Random) -> bool:
    """Another byte in a raw page, as long as before."""
    file = random.choice(_raw_files(raw))
    data = bytearray(file.read_bytes())
    at = random.randrange(len(data))
    data[at] ^= 1
    file.write_bytes(bytes(data))
    return True


def lengthen_raw(out: Path, raw: Path, random: Random) -> bool:
    """A raw page with a line more."""
    file = random.choice(_raw_files(raw))
    file.write_bytes(file.read_bytes() + b"\nmore\n")
    return True


def remove_raw(out: Path, raw: Path, random: Random) -> bool:
    """A raw page that is gone."""
    random.choice(_raw_files(raw)).unlink()
    return True


ALL: dict[str, Damage] = {
    "row dropped": edit_rows((*RECORDS, "documents", "organs", "citations"), _drop_row),
    "row doubled": edit_rows((*RECORDS, "documents", "organs", "citations"), _double_row),
    "rows swapped": edit_rows((*RECORDS, "organs"), _swap_rows),
    "column dropped": edit_rows((*RECORDS, "documents", "organs", "citations"), _drop_column),
    "column renamed": edit_rows((*RECORDS, "documents", "organs", "citations"), _rename_column),
    "row too long": edit_rows((*RECORDS, "documents"), _lengthen_row),
    "copies forgotten": edit_rows(("duplicates",), _drop_row),
    "similarity above 1": edit_rows(("duplicates",), cell("similarity", lambda _: "1.5")),
    "cell text changed": edit_rows(RECORDS, cell("text", lambda t: f"{t}误")),
    "cell start changed": edit_rows(RECORDS[:4], cell("start", lambda s: str(int(s) + 1))),
    "cell end no number": edit_rows(RECORDS[:4], cell("end", lambda s: f"{s}.5")),
    "clause of no row": edit_rows(RECORDS[1:], cell("clause_id", lambda i: f"{i}.77")),
    "document of no row": edit_rows(RECORDS, cell("document_id", lambda i: f"{i}0")),
    "parent of no row": edit_rows(("clauses",), cell("parent_id", lambda i: i and f"{i}.77")),
    "cell's role changed": edit_rows(("agencies",), cell("role", lambda r: "support" if r != "support" else "lead")),
    "key emptied": edit_rows(("agencies", "organs"), cell("key", lambda _: "")),
    "flag in words": edit_rows(("agencies",), cell("group", lambda _: "no")),
    "cell's figure changed": edit_rows(("targets",), cell("low", lambda v: v and f"{v}0")),
    "due date changed": edit_rows(("deadlines",), cell("end_date", lambda v: v and "2000-01-01")),
    "leader changed": edit_rows(("tasks",), cell("lead", lambda v: v and f"{v}局")),
    "agencies of a task lost": edit_rows(("tasks",), cell("agency_ids", lambda _: "")),
    "line changed": edit_rows(RECORDS, cell("line_first", lambda v: v and str(int(v) + 1))),
    "page changed": edit_rows(("documents", *RECORDS), cell("page", lambda v: f"{v}x")),
    "characters changed": edit_rows(("documents",), cell("characters", lambda v: str(int(v) + 1))),
    "region's code changed": edit_rows(("documents",), cell("region_code", lambda v: v and "990000")),
    "formula put in": edit_rows(("clauses", "tasks"), cell("heading", lambda v: v and f"=1+1{v}")),
    "mentions miscounted": edit_rows(("organs",), cell("mentions", lambda v: str(int(v) + 1))),
    "alias lost": edit_rows(("organs",), cell("aliases", lambda v: v.rpartition(";")[0])),
    "citation to another": edit_rows(("citations",), cell("title", lambda v: v and f"{v}误")),
    "result cut": cut("pages/**/*.json"),
    "table cut": cut("*s.csv"),
    "run.json cut": cut("run.json"),
    "datapackage.json cut": cut("datapackage.json"),
    "result removed": remove("pages/**/*.json"),
    "table removed": remove("*.csv"),
    "datapackage.json removed": remove("datapackage.json"),
    "byte spoilt in a result": _spoil("pages/**/*.json"),
    "byte spoilt in a table": _spoil("*.csv"),
    "unknown result": leave("pages/unknown.txt.json"),
    "partial table left": leave(".agencies.csv.4711"),
    "partial result left": leave("pages/.plan.txt.json.4711"),
    "run counts a clause more": edit_run(lambda run: run["counts"].update(clauses=run["counts"]["clauses"] + 1)),
    "run counts a page's clause more": edit_run(
        lambda run: run["pages"][0].update(clauses=run["pages"][0]["clauses"] + 1)
    ),
    "run forgets a page": edit_run(lambda run: run["pages"].pop(1) and None),
    "run knows a page more": edit_run(lambda run: run["pages"].append({**run["pages"][0], "path": "zz.txt"})),
    "run swaps pages": edit_run(_swap_pages),
    "run calls a page failed": edit_run(lambda run: run["pages"][0].update(status="failed")),
    "run counts a rule more": edit_run(lambda run: run["rules"].update({next(iter(run["rules"])): 99999})),
    "run loses its counts": edit_run(lambda run: run.pop("counts") and None),
    "run made by another": edit_run(lambda run: run["made"].update(version="9.9.9")),
    "a foreign key not told": _package(lambda p: p["resources"][1]["schema"]["foreignKeys"].pop() and None),
    "a primary key not told": _package(lambda p: p["resources"][0]["schema"].pop("primaryKey") and None),
    "a table not told": _package(lambda p: p["resources"].pop(2) and None),
    "a type changed": _package(lambda p: p["resources"][1]["schema"]["fields"][1].update(type="integer")),
    "an encoding changed": _package(lambda p: p["resources"][1].update(encoding="utf-16")),
    "raw byte changed": change_raw,
    "raw page longer": lengthen_raw,
    "raw page gone": remove_raw,
}
