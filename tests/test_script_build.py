"""The builder learns from mainland text which word a converter's word stood for."""

from __future__ import annotations

import json
import lzma
import tomllib
from typing import TYPE_CHECKING

from ppx.normalizers.script import build, characters, convert, dictionaries, pairs, wording

if TYPE_CHECKING:
    from pathlib import Path

CONFUSIONS: build.Confusions = {"智慧": ("智慧", "智能"), "随身碟": ("U盘", "随身碟")}


def test_a_site_says_what_the_word_stood_for() -> None:
    lines = [("建设智能工厂和智慧园区，配发U盘", 1.0)]
    sites = list(build.find_sites(lines, CONFUSIONS, "2023"))
    assert [(s.word, s.meant) for s in sites] == [("智慧", "智能"), ("智慧", "智慧"), ("随身碟", "U盘")]


def test_the_company_of_a_word_decides_what_it_stands_for() -> None:
    lines = [("建设智能工厂。", 1.0), ("打造智慧园区。", 1.0)] * 20
    entries = build.learn(lines, {"2023": CONFUSIONS, "2026": {}})["2023"]
    entry = entries["智慧"]
    assert entry is not None
    for text, meant in (("发展智慧工厂产业", "智能"), ("支持智慧园区发展", "智慧")):
        sums = wording.scores(entry, wording.features(text, 2, 4))
        assert entry.words[sums.index(max(sums))] == meant


def test_a_word_never_seen_is_taken_for_the_mainland_one() -> None:
    entry = build.learn([], {"2023": CONFUSIONS, "2026": {}})["2023"]["随身碟"]
    assert entry is not None
    assert entry.words[0] == "U盘"
    assert entry.tells > 0


def test_documents_held_out_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "texts.txt"
    path.write_text("一\f二\f三\f四", "utf-8")
    assert list(build.read(tmp_path, 2)) == ["一", "三"]
    assert list(build.read(tmp_path, 2, held=True)) == ["二", "四"]


def test_the_command_writes_a_file_that_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("建设智能工厂。\n支持项目建设。", "utf-8")
    out = tmp_path / "wording.json.xz"
    build.main([str(out), f"{tmp_path / 'texts'}=2"])
    made = json.loads(lzma.decompress(out.read_bytes()))
    assert made["2023"]["专案"][1][0] == "项目"
    assert "OpenCC" in made["about"]


def test_the_shipped_file_tells_the_versions_apart() -> None:
    for version in wording.VERSIONS:
        assert wording.load(version).entries["资讯"].words[0] == "信息"
    assert "透过" in wording.load("2023").entries
    assert "透过" not in wording.load("2026").entries


def test_the_older_dictionaries_are_made_as_what_differs(tmp_path: Path) -> None:
    tables = {
        "old/STPhrases.txt": "通过事后\t通過事後\n信息\t信息\n",
        "old/STCharacters.txt": "术\t術\n过\t過\n",
        "old/TWPhrases.txt": "信息\t資訊\n信息技術\t資訊科技\n",
        "old/TWVariants.txt": "羣\t群\n",
        "new/STPhrases.txt": "信息\t信息\n信息技术\t信息技術\n",
    }
    for name, text in tables.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    dictionaries.main([str(tmp_path / "old"), str(tmp_path / "new"), str(tmp_path)])
    assert dictionaries.read(tmp_path / "script_opencc_st.txt") == {"通过事后": "通過事後"}
    assert dictionaries.read(tmp_path / "script_opencc_tw.txt")["信息"] == "資訊"
    assert dictionaries.read(tmp_path / "script_opencc_variants.txt") == {"羣": "群"}


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "建设智能工厂。\n打造智慧园区，运行数据中心。\f支持项目建设，设置网络设备。\n" * 9, "utf-8"
    )
    for name in ("one", "two"):
        build.main([str(tmp_path / name), str(tmp_path / "a.txt")])
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_word_says_how_much_oftener_converted_text_has_it() -> None:
    lines = [("依照程序办理。", 1.0)] * 50 + [("推进改革进程。", 1.0)]
    entries = build.learn(lines, {"2023": {"程序": ("进程",), "资讯": ("信息", "资讯")}, "2026": {}})["2023"]
    told = entries["程序"]
    assert told is not None
    assert told.tells < 0


def test_pairs_are_learnt_from_both_sides(tmp_path: Path) -> None:
    (tmp_path / "tw.txt").write_text("主管機關得處罰鍰。\n" * 100, "utf-8")
    (tmp_path / "cn.txt").write_text("有关部门应当处理信息。\n" * 100, "utf-8")
    out = tmp_path / "origin.txt"
    pairs.main([str(out), "--mainland", str(tmp_path / "cn.txt"), "--taiwan", str(tmp_path / "tw.txt")])
    rows = dict(line.split("\t") for line in out.read_text("utf-8").splitlines() if line and line[0] != "#")
    assert int(rows["罚锾"]) > 0 > int(rows["应当"])
    assert "资讯" in rows
    assert convert.characters("資訊") == "资讯"


def test_character_lists_are_made_of_dictionaries(tmp_path: Path) -> None:
    tables = {
        "TSCharacters.txt": "環\t环\n級\t级\n增\t增\n昇\t升\n乾\t干\n",
        "STCharacters.txt": "环\t環\n级\t級\n干\t幹 乾 干\n",
        "JPShinjitaiCharacters.txt": "増\t增\n",
        "JPShinjitaiCharactersRev.txt": "增\t増\n",
    }
    for name, text in tables.items():
        (tmp_path / name).write_text(text, "utf-8")
    toml = tmp_path / "script.toml"
    toml.write_text('# a word\nforeign = ""\nplain = ""\nonly = ""\ntaiwan = ["数位"]\n', "utf-8")
    for _ in range(2):
        characters.main([str(tmp_path), str(toml)])
        lists = tomllib.loads(toml.read_text("utf-8"))
        assert dict(zip(lists["foreign"], lists["plain"], strict=True)) == {"増": "增", "環": "环", "級": "级"}
        assert lists["only"] == "环级"
        assert lists["taiwan"] == ["数位"]
