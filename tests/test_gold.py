"""Records out to annotation tools and corrections back in as gold: nothing moves, nothing is taken that was not looked at."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from test_writing import TEXT, result
from typer.testing import CliRunner

from ppx import job, writing
from ppx.cli.main import app
from ppx.errors import UsageError
from ppx.records import Settings
from ppx.review.gold_answers import write_answers
from ppx.review.gold_doccano import from_lines, to_lines
from ppx.review.gold_label_studio import from_tasks, labelling_config, place_words, to_tasks
from ppx.review.gold_marks import Mark, read_marked
from ppx.review.score import score

RAW = Path(__file__).parent.parent / "data/raw"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of the sample pages."""
    out = tmp_path_factory.mktemp("out")
    job.extract(job.prepare(RAW, out), out, Settings())
    return out


@pytest.fixture
def out(tmp_path: Path) -> Path:
    writing.write_page(writing.page_object(result()), tmp_path)
    return tmp_path


def annotated(out: Path) -> list[Any]:
    """The tasks of OUT as Label Studio exports them once a person has accepted every one."""
    tasks = json.loads(json.dumps(to_tasks(read_marked(out))))
    return [{"id": n, "annotations": [{"result": t["predictions"][0]["result"]}], **t} for n, t in enumerate(tasks, 1)]


def regions(task: Any) -> dict[str, Any]:
    """The results of a task by region and field."""
    return {f"{r['id']} {r['from_name']}": r["value"] for r in task["annotations"][0]["result"]}


def answers(gold: Path) -> Any:
    (file,) = gold.glob("*.gold.json")
    return json.loads(file.read_text("utf-8"))


@pytest.mark.parametrize("tool", ["label-studio", "doccano"])
def test_what_goes_out_and_comes_back_unchanged_scores_in_full(samples: Path, tmp_path: Path, tool: str) -> None:
    if tool == "doccano":
        documents = from_lines("\n".join(to_lines(read_marked(samples))), "lines.jsonl")
    else:
        documents = from_tasks(annotated(samples), "tasks.json")
    written, notes = write_answers(documents, tmp_path / "gold")
    assert [note for note in notes if "no gold written" in note] == []
    assert len(written) > 10
    total = score(tmp_path / "gold", samples).total
    assert {n: total[n].f1 for n in ("agencies", "agency_full_name", "deadlines", "targets", "target_deadline")} == {
        "agencies": 1.0,
        "agency_full_name": 1.0,
        "deadlines": 1.0,
        "targets": 1.0,
        "target_deadline": 1.0,
    }
    assert total["targets"].wanted > 20


def test_a_correction_comes_back_as_gold(out: Path, tmp_path: Path) -> None:
    (task,) = annotated(out)
    regions(task)["m3 agency_role"]["choices"] = ["cooperate"]
    place = {"start": TEXT.index("园区建设"), "end": TEXT.index("园区建设") + 4, "text": "园区建设"}
    new = {"id": "new", "from_name": "label", "type": "labels", "value": {**place, "labels": ["agency"]}}
    task["annotations"][0]["result"] = [r for r in task["annotations"][0]["result"] if r["id"] != "m1"] + [
        new
    ]  # a wrong deadline removed, an agency added
    write_answers(from_tasks([task], "t.json"), tmp_path / "gold")
    (document,) = answers(tmp_path / "gold")["documents"]
    assert document["deadlines"] == []
    assert document["agencies"][0] == {
        "clause": "1", "text": "园区建设", "role": "mention", "name": "园区建设", "full": None,
    }  # fmt: skip
    assert document["agencies"][1]["role"] == "cooperate"
    assert document["targets"][0]["low"] == 3.5


@pytest.mark.parametrize(("start", "end"), [(2, 4), (3, 5)])
def test_offsets_in_utf_16_units_are_told_by_the_words(start: int, end: int) -> None:
    assert place_words("𠮷市园区", start, end, "园区", "t.json task 1") == (2, 4)


def test_words_that_stand_elsewhere_are_named_with_their_file_and_record(out: Path) -> None:
    (task,) = annotated(out)
    regions(task)["m1 label"]["start"] += 1
    with pytest.raises(
        UsageError, match=r"^t.json task 1 \(a/甲.txt#1\) m1: «2026年底前» does not stand at 13 to 19, there"
    ):
        from_tasks([task], "t.json")


@pytest.mark.parametrize(
    "export", [{}, [1], [{"data": {}}], [{"data": None, "annotations": [{}]}], [{"annotations": [{"result": [1]}]}]]
)
def test_what_is_no_export_of_label_studio_is_said_to_be_none(export: Any) -> None:
    with pytest.raises(UsageError, match=r"^t\.json "):
        from_tasks(export, "t.json")


@pytest.mark.parametrize("line", ["[]", "{", '{"text": 1}', "null"])
def test_what_is_no_export_of_doccano_is_said_to_be_none(line: str) -> None:
    with pytest.raises(UsageError, match=r"^l\.jsonl line 1"):
        from_lines(line, "l.jsonl")


def test_a_region_without_its_shape_is_named(out: Path) -> None:
    (task,) = annotated(out)
    del regions(task)["m1 label"]["end"]
    with pytest.raises(UsageError, match=r"task 1 is no task of Label Studio \(KeyError\('end'\)\)"):
        from_tasks([task], "t.json")


def test_documents_that_nobody_looked_at_give_no_gold(out: Path, tmp_path: Path) -> None:
    tasks = to_tasks(read_marked(out))
    written, notes = write_answers(from_tasks(tasks, "t.json"), tmp_path / "gold")
    assert (written, notes) == ([], ["a/甲.txt: document 1 is not reviewed; no gold written"])
    assert len(write_answers(from_tasks(tasks, "t.json", unreviewed=True), tmp_path / "gold")[0]) == 1


def test_gold_that_is_there_is_kept_unless_asked(out: Path, tmp_path: Path) -> None:
    documents = from_tasks(annotated(out), "t.json")
    (file,), _ = write_answers(documents, tmp_path / "gold")
    assert file.name == "a~甲.txt.gold.json"
    file.write_text("mine")
    with pytest.raises(UsageError, match="is there already; give --replace"):
        write_answers(documents, tmp_path / "gold")
    assert file.read_text() == "mine"
    write_answers(documents, tmp_path / "gold", replace=True)
    assert json.loads(file.read_text("utf-8"))["only"] == ["agencies", "deadlines", "targets"]


@pytest.mark.parametrize(
    ("mark", "says"),
    [
        (Mark("deadline", 0, 2, "总则", {}), "has no kind; choose one"),
        (Mark("target", 0, 2, "总则", {"kind": "target", "op": "=", "low": "三"}), "low 三 is no number"),
        (Mark("deadline", 0, 2, "总则", {"kind": "by", "end": "2026年"}), "end 2026年 is no day"),
        (Mark("agency", 0, 2, "总则", {"role": "boss"}), "role boss: it is one of lead, cooperate"),
    ],
)
def test_a_field_that_holds_what_it_should_not_is_named(out: Path, tmp_path: Path, mark: Mark, says: str) -> None:
    (document,) = read_marked(out)
    with pytest.raises(UsageError, match=says):
        write_answers([replace(document, marks=(mark,))], tmp_path / "gold")
    assert not (tmp_path / "gold").exists()


def test_a_new_mark_without_its_day_is_gold_with_a_note(out: Path, tmp_path: Path) -> None:
    (document,) = read_marked(out)
    _, notes = write_answers(
        [replace(document, marks=(Mark("deadline", 0, 2, "总则", {"kind": "by"}),))], tmp_path / "gold"
    )
    assert notes == ["a/甲.txt#1 deadline «总则» at 0 has no day; fill in start or end in the gold file"]


def test_doccano_labels_say_the_choice_and_moved_marks_lose_their_fields(out: Path) -> None:
    (line,) = to_lines(read_marked(out))
    data = json.loads(line)
    assert [label for *_, label in data["label"]] == ["deadline:by", "target:target:=", "agency:lead"]
    data["label"][2][2] = "agency:support"
    data["label"][1][0] -= 2
    (document,) = from_lines(json.dumps(data), "l.jsonl")
    assert document.marks[2].fields == {"role": "support", "name": "市财政局", "full": "清河市财政局"}
    assert (document.marks[1].text, document.marks[1].fields) == ("建成3.5个", {"kind": "target", "op": "="})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"label": [[0, 2, "agency:boss"]]}, "role is one of lead"),
        ({"label": [[0, 2, "place"]]}, "place is no label"),
        ({"label": [[0, 999, "agency:lead"]]}, "beyond the text"),
        ({"text": "x" + TEXT}, "the text has changed: «2026年底前»"),
        ({"clauses": None}, "missing or damaged"),
    ],
)
def test_a_doccano_line_that_is_wrong_is_named(out: Path, change: dict[str, Any], says: str) -> None:
    (line,) = to_lines(read_marked(out))
    with pytest.raises(UsageError, match=f"^l.jsonl line 1.*{re.escape(says)}"):
        from_lines(json.dumps({**json.loads(line), **change}), "l.jsonl")


def test_the_labelling_configuration_asks_for_every_field_that_is_exported(samples: Path) -> None:
    config = ElementTree.fromstring(labelling_config())
    asked = {e.get("name"): {o.get("value") for o in e} for e in config.iter() if e.get("perRegion")}
    results = [
        r for t in to_tasks(read_marked(samples)) for r in t["predictions"][0]["result"] if r["type"] != "labels"
    ]
    assert {r["from_name"] for r in results} <= set(asked)
    for r in results:
        assert set(r["value"].get("choices", [])) <= asked[r["from_name"]]


def test_the_command_writes_tasks_with_their_configuration_and_reads_corrections(out: Path, tmp_path: Path) -> None:
    tasks = tmp_path / "tasks.json"
    run = CliRunner().invoke(app, ["gold", "export", str(out), "--to", str(tasks)])
    assert run.exit_code == 0
    assert (tmp_path / "tasks.xml").read_text("utf-8") == labelling_config()
    run = CliRunner().invoke(app, ["gold", "import", str(tasks), str(tmp_path / "gold"), "--unreviewed"])
    assert (run.exit_code, run.output) == (0, f"1 gold files in {tmp_path / 'gold'}\n")
    lines = CliRunner().invoke(app, ["gold", "export", str(out), "--format", "doccano"])
    assert json.loads(lines.output)["text"] == TEXT
    (tmp_path / "bad.json").write_text("{")
    run = CliRunner().invoke(app, ["gold", "import", str(tmp_path / "bad.json"), str(tmp_path / "gold")])
    assert isinstance(run.exception, UsageError)
    assert "is no JSON" in str(run.exception)
