"""Ways to damage what stands beside plain page results: parts of containers, Word and PDF files, formats, snapshots, run.json.

A damage takes OUT, RAW and a random generator, and returns False where there is nothing of its kind.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import damage_pages
from damage_files import cell, cut, edit_json, edit_rows, edit_run, leave, remove

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    from damage_files import Damage

Json = dict[str, Any]
OFFICE = (".docx.json", ".pdf.json")
IN_RECORDS = (
    *("span shifted", "mention's text changed", "role another", "figure changed", "text changed", "field lost"),
    *("sha256 changed", "bytes changed", "encoding changed", "path changed"),
    *("error set", "documents lost", "document's id changed", "raw span shifted", "node of the neighbour"),
)
"""damages of page results that are done to records too"""


def seal(out: Path) -> None:
    """Tell run.json and the results of containers the sizes and digests of today, so that only what they say can show the damage."""
    try:
        run = json.loads((out / "run.json").read_bytes())
        for file in run["tables"]["files"]:
            if (out / file["name"]).is_file():
                data = (out / file["name"]).read_bytes()
                file.update(bytes=len(data), sha256=hashlib.sha256(data).hexdigest())
        for page in run["pages"]:
            part = out / "pages" / f"{page['path']}.jsonl"
            if page["part_bytes"] and part.is_file():
                page["part_bytes"] = part.stat().st_size
                size = page["part_bytes"]
                edit_json(part.with_suffix(".json"), lambda result, size=size: result["records"].update(bytes=size))
    except (ValueError, KeyError, TypeError, AttributeError):  # damaged themselves
        return
    (out / "run.json").write_text(json.dumps(run, ensure_ascii=False), "utf-8")


def _parts(out: Path) -> list[Path]:
    return sorted((out / "pages").rglob("*.jsonl"))


def _lines(change: Callable[[list[bytes], Random], object]) -> Damage:
    """Write a part anew as `change` leaves its lines."""

    def edit(out: Path, raw: Path, random: Random) -> bool:
        for part in random.sample(found := _parts(out), len(found)):
            lines = part.read_bytes().splitlines(keepends=True)
            if len(lines) > 1 and change(lines, random) is not False:
                part.write_bytes(b"".join(lines))
                return True
        return False

    return edit


def _record(change: Callable[[Json, Random], object]) -> Damage:
    """Change one record of a part."""

    def edit(lines: list[bytes], random: Random) -> bool:
        for at in random.sample(range(len(lines)), len(lines)):
            page = json.loads(lines[at])
            if not page["error"] and change(page, random) is not False:
                lines[at] = json.dumps(page, ensure_ascii=False).encode() + b"\n"
                return True
        return False

    return _lines(edit)


def _swap(lines: list[bytes], random: Random) -> None:
    at = random.randrange(len(lines) - 1)
    lines[at], lines[at + 1] = lines[at + 1], lines[at]


def _drop(lines: list[bytes], random: Random) -> None:
    del lines[random.randrange(len(lines))]


def _double(lines: list[bytes], random: Random) -> None:
    at = random.randrange(len(lines))
    lines.insert(at, lines[at])


def _spoil(lines: list[bytes], random: Random) -> None:
    at = random.randrange(len(lines))
    lines[at] = lines[at].replace(b'"', b"\xff", 1)


def _container(change: Callable[[Json], object]) -> Damage:
    """Change what a container's own result says."""

    def edit(out: Path, raw: Path, random: Random) -> bool:
        found = _parts(out)
        return bool(found) and edit_json(random.choice(found).with_suffix(".json"), change)

    return edit


def _more(field: str) -> Damage:
    return _container(lambda page: page["records"].update({field: page["records"][field] + 1}))


def _raw_lines(change: Callable[[list[str]], object]) -> Damage:
    """Change raw JSON Lines, and what OUT says of the file as a whole."""

    def edit(out: Path, raw: Path, random: Random) -> bool:
        file = next(iter(sorted(raw.rglob("*.jsonl"))), None)
        if file is None:
            return False
        lines = file.read_text("utf-8").splitlines()
        change(lines)
        file.write_text("\n".join(lines), "utf-8")
        path, data = file.relative_to(raw).as_posix(), file.read_bytes()
        told = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        edit_json(out / "pages" / f"{path}.json", lambda page: page["source"].update(told))
        run = json.loads((out / "run.json").read_bytes())
        row = next(page for page in run["pages"] if page["path"] == path)
        run["counts"]["bytes"] += told["bytes"] - row["bytes"]
        row.update(told)
        (out / "run.json").write_text(json.dumps(run), "utf-8")
        return True

    return edit


def _office(change: Callable[[Json, Random], object]) -> Damage:
    """Change the result of a Word or PDF file."""

    def edit(out: Path, raw: Path, random: Random) -> bool:
        files = [f for f in sorted((out / "pages").rglob("*.json")) if f.name.endswith(OFFICE)]
        random.shuffle(files)
        return any(edit_json(file, lambda page: change(page, random)) for file in files)

    return edit


def _nodes(make: Callable[[str], str]) -> Callable[[Json, Random], bool]:
    """Another node of a paragraph."""

    def change(page: Json, random: Random) -> bool:
        held = [p for d in page["documents"] for p in d["paragraphs"]]
        if held:
            paragraph = random.choice(held)
            paragraph["node"] = make(paragraph["node"])
        return bool(held)

    return change


def _swap_nodes(page: Json, random: Random) -> bool:
    held = [d["paragraphs"] for d in page["documents"] if len(d["paragraphs"]) > 2]
    if held:
        first, *_, last = random.choice(held)
        first["node"], last["node"] = last["node"], first["node"]
    return bool(held)


def _give_lines(page: Json, random: Random) -> bool:
    held = [p for d in page["documents"] for p in d["paragraphs"]]
    for paragraph in held[:1]:
        paragraph.update(lines=[1, 1], node=None)
    return bool(held)


def _sql(statement: str) -> Damage:
    def run(out: Path, raw: Path, random: Random) -> bool:
        if not (out / "ppx.sqlite").is_file():
            return False
        with closing(sqlite3.connect(out / "ppx.sqlite")) as base, base:
            base.execute(statement)
        return True

    return run


def _shorten_parquet(out: Path, raw: Path, random: Random) -> bool:
    from pyarrow import parquet

    file = out / "clauses.parquet"
    if file.is_file():
        parquet.write_table(parquet.read_table(file).slice(1), file)
    return file.is_file()


def _append(name: str) -> Damage:
    """A line end more, which no reader of the table sees."""

    def append(out: Path, raw: Path, random: Random) -> bool:
        (out / name).write_bytes((out / name).read_bytes() + b"\r\n")
        return True

    return append


def _add_anomaly(page: str | None, code: str) -> Damage:
    told = {"page": page, "document": None, "code": code, "message": ""}
    return edit_run(lambda run: run["anomalies"].append(told))


def _bury(run: Json) -> None:
    row = run["pages"][0]
    run["gone"].append({"path": row["path"], "sha256": row["sha256"], "documents": [], "gone": "2025-01-01"})


def _forget(run: Json, name: str) -> None:
    run["tables"]["files"] = [file for file in run["tables"]["files"] if file["name"] != name]


def _bare_report(out: Path, raw: Path, random: Random) -> bool:
    (out / "report").mkdir()
    return True


SEALED: dict[str, Damage] = {
    **{f"record's {name}": _record(damage_pages.ALL[name]) for name in IN_RECORDS},
    "record lost": _lines(_drop),
    "record doubled": _lines(_double),
    "records swapped": _lines(_swap),
    "record no JSON": _lines(_spoil),
    "record of another container": _record(lambda page, _: page["source"].update(path=f"x{page['source']['path']}")),
    "record that holds records": _record(lambda page, _: page.update(records={})),
    **{f"container counts {name} more": _more(name) for name in ("pages", "failed", "characters", "clauses", "tasks")},
    "container's rules changed": _container(lambda page: page["records"]["rules"].update(guess=3)),
    "container's skipped changed": _container(lambda page: page["records"]["skipped"].update({"image/gif": 2})),
    "container without records": _container(lambda page: page.update(records=None)),
    "container with a document": _container(lambda page: page["documents"].append({})),
    "raw record changed": _raw_lines(lambda lines: lines.__setitem__(1, lines[1].replace("园区", "厂区"))),
    "raw record more": _raw_lines(lambda lines: lines.append(lines[0])),
    "raw record gone": _raw_lines(lambda lines: lines.pop(1)),
    "raw records swapped": _raw_lines(lambda lines: lines.insert(0, lines.pop(1))),
    "office node of another form": _office(_nodes(lambda node: f"#{node}")),
    "office node as CSS": _office(_nodes(lambda _: "body > p:nth-of-type(2)")),
    "office node beyond the file": _office(_nodes(lambda node: node.replace("[", "[77"))),
    "office node of the next": _office(
        _nodes(lambda node: node[: node.rindex("[") + 1] + str(int(node[node.rindex("[") + 1 : -1]) + 1) + "]")
    ),
    "office nodes swapped": _office(_swap_nodes),
    "office paragraph with lines": _office(_give_lines),
    "office text changed": _office(damage_pages.ALL["text changed"]),
    "office raw span": _office(lambda page, _: page["documents"][0]["agencies"][0].update(raw=[0, 2])),
    "office bytes changed": _office(damage_pages.ALL["bytes changed"]),
    "database loses a row": _sql("delete from targets where rowid = 1"),
    "database loses a table": _sql("drop table citations"),
    "database's key leads nowhere": _sql("update agencies set clause_id = 'nothing' where rowid = 1"),
    "database cut": cut("ppx.sqlite"),
    "Parquet loses a row": _shorten_parquet,
    "Parquet cut": cut("clauses.parquet"),
    "link forgotten": edit_rows(("attachments",), lambda rows, random: bool(rows.pop(random.randrange(1, len(rows))))),
    "link changed": edit_rows(("attachments",), cell("url", lambda url: f"{url}x")),
    "link of another page": edit_rows(("attachments",), cell("page", lambda page: f"{page}x")),
    "link to a page that is not there": edit_rows(("attachments",), cell("attached_page", lambda _: "nowhere.docx")),
    "quoted passage changed": edit_rows(("duplicates",), cell("only_here", lambda v: v and v.replace("”", "误”", 1))),
    "snapshot's table cut": cut("snapshots/*/clauses.csv"),
    "snapshot's table removed": remove("snapshots/*/agencies.csv"),
    "snapshot's run.json cut": cut("snapshots/*/run.json"),
    "snapshot of no day": leave("snapshots/yesterday"),
    "partial snapshot left": leave("snapshots/.partial.4711"),
    "report without its index": _bare_report,
    "run's status unknown": edit_run(lambda run: run["pages"][0].update(status="lost")),
    "run's page missing and counted as done": edit_run(lambda run: run["pages"][0].update(status="missing")),
    "run's anomaly unknown": _add_anomaly(None, "strange"),
    "run's anomaly of no page": _add_anomaly("nowhere.txt", "no_document"),
    "run's tombstone of a page": edit_run(_bury),
    "run did more than there are": edit_run(lambda run: run["counts"].update(done=run["counts"]["done"] + 1)),
    "run counts dropped characters": edit_run(lambda run: run["pages"][0].update(dropped=10**6)),
    "run counts failed records": edit_run(
        lambda run: [page.update(records_failed=page["records_failed"] + 1) for page in run["pages"] if page["records"]]
    ),
}
"""done before OUT is sealed again"""
UNSEALED: dict[str, Damage] = {
    "part cut": cut("pages/**/*.jsonl"),
    "part removed": remove("pages/**/*.jsonl"),
    "table with a line end more": _append("tasks.csv"),
    "database of another run": edit_run(lambda run: _forget(run, "ppx.sqlite")),
    "workbook cut": cut("ppx.xlsx"),
    "run tells another digest": edit_run(lambda run: run["tables"]["files"][0].update(sha256="0" * 64)),
    "run forgets a table": edit_run(lambda run: run["tables"]["files"].pop(1)),
    "run forgets a part": edit_run(lambda run: [p.update(part_bytes=p["part_bytes"] + 1) for p in run["pages"]]),
}
"""whose sizes and digests are the damage"""
