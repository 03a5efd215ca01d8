"""Reprints: near copies are found with what differs, other documents are left alone, whatever the order and the length."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from test_writing import result

from ppx import writing
from ppx.writing.differences import tell_differences
from ppx.writing.reprints import ALIKE, Reprints, trace
from ppx.writing.sketches import hash_runs, likeness

WORDS = "园区企业项目投资服务平台创新能力建设推进落实责任部门加强完善机制资金支持人才培养安全监管绿色发展数字经济乡村振兴公共设施".strip()


def text(seed: int, sentences: int = 40) -> str:
    """A text of its own for every seed."""
    pick = random.Random(seed)
    return "\n".join(f"第{n}条，{''.join(pick.choice(WORDS) for _ in range(24))}。" for n in range(sentences))


def reprints(**texts: str) -> Reprints:
    found = Reprints(texts.__getitem__)
    for name, body in texts.items():
        found.add(name, trace(body), body)
    return found


def test_a_reprint_is_found_with_what_differs() -> None:
    first = text(1)
    copy = "本报讯，现将全文刊发如下。\n" + first.replace("第7条", "第七条")
    found = reprints(a=first, b=text(2)).add("c", trace(copy), copy)
    assert found is not None
    assert (found.of, ALIKE <= found.similarity < 1) == ("a", True)
    assert (found.only_here, found.only_there) == ("“本报讯，现将全文刊发如下。”;“七”", "“7”")


def test_punctuation_line_breaks_and_nothing_else_make_a_text_the_same() -> None:
    found = reprints(a=text(1)).add("b", trace(bare := text(1).replace("，", " ").replace("\n", "")), bare)
    assert found is not None
    assert (found.similarity, found.only_here, found.only_there) == (1, "", "")


@pytest.mark.parametrize("other", [text(2), text(1)[: len(text(1)) // 2], "", "附件\n"])
def test_other_documents_are_no_reprints(other: str) -> None:
    assert reprints(a=text(1)).add("b", trace(other), other) is None


def test_short_texts_are_reprints_only_when_they_are_the_same() -> None:
    notice = "现将《清河市园区办法》印发给你们，请认真贯彻执行。"
    assert reprints(a=notice).add("b", trace(other := notice.replace("清河", "清江")), other) is None
    same = reprints(a=notice).add("b", trace(notice + "\n"))
    assert same is not None
    assert same.similarity == 1


def test_a_group_belongs_to_its_first_document() -> None:
    first = text(1)
    second, third = (first.replace(f"第{n}条", f"第某{n}条") for n in (3, 5))
    found = reprints(a=first, b=second, c=third)
    assert [
        (r.of, r.similarity < 1)
        for r in (found.add("d", trace(second), second), found.add("e", trace(first), first))
        if r
    ] == [
        ("a", True),
        ("a", False),
    ]


def test_the_most_similar_of_several_is_named() -> None:
    far = text(1)
    near = "\n".join([*far.split("\n")[:33], *text(2).split("\n")[33:]])
    found = reprints(far=far, near=near)
    assert found.ids == ["far", "near"]
    reprint = found.add("copy", trace(copy := near.replace("第1条", "第一条")), copy)
    assert reprint is not None
    assert reprint.of == "near"


def test_likeness_is_counted_in_full() -> None:
    one, other = hash_runs("一二三四五六七"), hash_runs("二三四五六七八")
    assert (len(one), likeness(one, other)) == (3, 2 / 4)
    assert len(hash_runs("一二三四")) == 0
    assert len(hash_runs("园区，园区。园区、园区！")) == 2


def test_near_copies_are_found_however_they_were_damaged() -> None:
    bodies = {str(n): text(n) for n in range(60)}
    found = reprints(**bodies)
    pick = random.Random(5)
    missed = []
    for name, body in bodies.items():
        letters = list(body)
        for _ in range(12):
            letters[pick.randrange(len(letters))] = "某"
        damaged = "".join(letters)
        reprint = found.add(f"copy {name}", trace(damaged), damaged)
        if likeness(hash_runs(body), hash_runs(damaged)) >= ALIKE and (reprint is None or reprint.of != name):
            missed.append(name)
    assert missed == []


def test_long_differences_are_cut_and_many_are_bounded() -> None:
    here = "\n".join(f"{n}甲{n * 'x'}。\n相同{n}。" for n in range(9))
    there = "\n".join(f"{n}乙。\n相同{n}。" for n in range(9))
    only_here, only_there = tell_differences(here + "\n" + "长" * 500, there)
    assert only_there == "“乙”;" * 5 + "…"
    assert only_here.startswith("“甲”;“甲x”;")
    assert tell_differences("长" * 500, "同") == ("“" + "长" * 60 + "…”", "“同”")


def test_the_table_of_reprints_reads_earlier_texts_again(tmp_path: Path) -> None:
    page = writing.page_object(result("a.txt"))
    for path, body in (("a.txt", text(1)), ("b.txt", text(1).replace("第7条", "第七条"))):
        page["source"]["path"] = path
        page["documents"] = [{**page["documents"][0], "id": f"{path}#1", "text": body}]
        writing.write_json(writing.page_file(tmp_path, path), page)
    writing.write_tables(tmp_path, ["a.txt", "b.txt"], encoding="utf-8")
    with (tmp_path / "duplicates.csv").open(encoding="utf-8", newline="") as handle:
        (row,) = csv.DictReader(handle)
    assert (row["document_id"], row["duplicate_of"]) == ("b.txt#1", "a.txt#1")
    assert 0.9 < float(row["similarity"]) < 1
    assert (row["only_here"], row["only_there"]) == ("“七”", "“7”")
