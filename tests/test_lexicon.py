"""Lexicons: a team's own folder lies over the package's and reaches every room; what is wrong in it is said with file and line."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ppx import engines, forms, job, lexicon
from ppx.errors import LexiconError
from ppx.extractors.agencies.vocabulary import vocabulary
from ppx.lexicon import lines
from ppx.pipeline import run_page
from ppx.reading import Raw, find
from ppx.records import PageResult, Settings
from ppx.review.lexicons import check

PLAN = """清河市促进园区发展办法

一、总体要求
到2026年底建成园区3个。（领衔单位：市低空办，协作单位：市财政局）
"""
AGENCIES = '[roles]\nlead = ["领衔"]\n'
ORGANS = '[organs."低空办"]\norgan = "低空经济发展办公室"\nplain = "{d}低空经济发展办公室"\n'


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def write(folder: Path, **texts: str) -> str:
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return str(folder)


def page(tmp_path: Path, settings: Settings, text: str = PLAN) -> PageResult:
    file = tmp_path / "plan.txt"
    file.write_text(text, encoding="utf-8")
    return run_page(Raw("plan.txt", file), settings)[0]


def said(folder: Path, over: list[str] | None = None) -> list[str]:
    return [finding.line.removeprefix(f"{folder}/") for finding in check(str(folder), over)]


def test_every_lexicon_of_the_package_is_sound() -> None:
    assert "agencies" in lexicon.names()
    assert all(lexicon.package(name) for name in lexicon.names())


def test_tables_lie_over_tables_and_lists_add_words() -> None:
    base = {"roles": {"lead": ["牵头", "主办"], "support": ["支持"]}, "seals": {"甲": "乙"}}
    own = {"roles": {"lead": ["领衔", "-主办", "牵头"]}, "seals": {"甲": "丙", "丁": "戊"}}
    assert lexicon.laid(base, own) == {
        "roles": {"lead": ["牵头", "领衔"], "support": ["支持"]},
        "seals": {"甲": "丙", "丁": "戊"},
    }
    assert base["roles"]["lead"] == ["牵头", "主办"]


def test_an_overlay_holds_inside_its_context_only(own: Path) -> None:
    folder = write(own, agencies=AGENCIES)
    assert "领衔" not in vocabulary().roles
    with lexicon.using(folder):
        assert vocabulary().roles["领衔"] == "lead"
        with lexicon.using(None):
            assert "领衔" not in vocabulary().roles
    assert "领衔" not in vocabulary().roles


def test_an_overlay_that_changes_is_read_again(own: Path) -> None:
    folder = write(own, forms='[organs]\nendings = ["坊"]\n')
    with lexicon.using(folder):
        assert forms.is_signature("清河织造坊")
    first = lexicon.digest(folder)
    write(own, forms='[organs]\nendings = ["阁"]\n')
    with lexicon.using(folder):
        assert not forms.is_signature("清河织造坊")
    assert lexicon.digest(folder) != first


def test_pages_are_read_with_the_overlay(tmp_path: Path, own: Path) -> None:
    folder = write(own, agencies=AGENCIES, organs=ORGANS, units='[time]\nwords = ["飞行小时"]\n')
    plain = page(tmp_path, Settings())
    result = page(tmp_path, Settings(lexicons=folder))
    assert result.error is None
    leads = [agency.name for d in result.documents for agency in d.agencies if agency.role == "lead"]
    assert leads == ["市低空办"]
    assert [a.role for d in plain.documents for a in d.agencies if a.name == "市低空办"] != ["lead"]
    assert result.made.lexicons != plain.made.lexicons
    assert result.made.settings == plain.made.settings


def test_main_text_deadlines_and_targets_read_the_overlay(tmp_path: Path, own: Path) -> None:
    folder = write(
        own,
        main_text='[navigation]\nwhole = ["清河助老专区"]\n',
        deadlines='[words]\nlabels = ["收官节点"]\n',
        units='[time]\nwords = ["飞行小时"]\n',
    )
    text = "清河助老专区\n\n" + PLAN + "二、目标\n收官节点：2027年12月\n飞行时长达到500飞行小时。\n"
    result = page(tmp_path, Settings(lexicons=folder), text)
    document = result.documents[0]
    assert [(dropped.text, dropped.reason) for dropped in result.dropped] == [("清河助老专区", "navigation")]
    assert [deadline.start or deadline.end for deadline in document.deadlines][-1] == "2027-12-01"
    assert [target.unit for target in document.targets][-1] == "飞行小时"


def test_the_kind_of_a_document_may_be_a_teams_own(tmp_path: Path, own: Path) -> None:
    folder = write(own, kinds='kinds = ["军令状"]\n', forms='[kinds]\nstrict = ["军令状"]\n')
    text = PLAN.replace("发展办法", "发展军令状")
    assert [d.kind for d in page(tmp_path, Settings(lexicons=folder), text).documents] == ["军令状"]
    assert [d.kind for d in page(tmp_path, Settings(), text).documents] == [None]


@pytest.mark.parametrize("name", lexicon.names())
def test_any_word_may_stand_in_any_list(tmp_path: Path, own: Path, name: str) -> None:
    folder = write(own, **{name: "\n".join(_added(lexicon.package(name), (), "清(河[*|"))})
    result = page(tmp_path, Settings(lexicons=folder), "来源：清河网\n" + PLAN)
    assert result.error is None
    assert len(result.documents) == 1


def _added(tables: dict[str, Any], path: tuple[str, ...], word: str) -> Iterator[str]:
    """An overlay that adds the word to every list."""
    for key, value in tables.items():
        at = (*path, key)
        if isinstance(value, dict):
            yield from _added(value, at, word)
        elif isinstance(value, list):
            yield ".".join(f'"{name}"' for name in at) + f' = ["{word}"]'


def test_workers_read_the_overlay_too(tmp_path: Path, own: Path) -> None:
    folder, raw, out = write(own, agencies=AGENCIES, organs=ORGANS), tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    for number in range(2):
        (raw / f"{number}.txt").write_text(PLAN, encoding="utf-8")
    raws = job.prepare(raw, out, lexicons=folder)
    done = list(engines.run(raws, Settings(lexicons=folder), out, jobs=2))
    assert [summary.error for summary in done] == [None, None]
    assert all('"lead"' in (out / "pages" / f"{n}.txt.json").read_text("utf-8") for n in range(2))


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("agency", "", "agency.toml:1: no lexicon of that name; there are agencies, "),
        ("agencies", "[roles]\nlead = [\n", "agencies.toml:3: no TOML"),
        ("agencies", '[roles]\nlead = "领衔"\n', "agencies.toml:2: roles.lead: must be a list of words"),
        ("agencies", '\n[roles]\nleader = ["领衔"]\n', "agencies.toml:3: roles.leader: nothing of that name is read here"),
        ("agencies", '[verbs]\nlead = [\n  "领衔",\n  " ",\n]\n', "agencies.toml:4: verbs.lead: holds an empty word"),
        ("agencies", '[verbs]\nlead = ["-牵头"]\n', "agencies.toml:2: verbs.lead: takes every word of the package's list out"),
        ("organs", '[organs."低空办"]\nplain = "{d}低空办"\n', "organs.toml:1: organs.低空办: has no `organ`"),
        ("organs", ORGANS + 'party = "{x}办"\n', "organs.toml:4: organs.低空办.party: names {x}; a seal may hold"),
        ("organs", ORGANS + 'vertical = "yes"\n', "organs.toml:4: organs.低空办.vertical: must be true or false"),
        ("organs_local", '[places."柳州"]\n"水务局" = "{d}水务局"\n', "organs_local.toml:1: places.柳州: must be a code"),
        ("organs_local", '[places."450200"]\n"水务局" = "{d水务局"\n', "organs_local.toml:2: places.450200.水务局: has a brace"),
    ],
)  # fmt: skip
def test_a_wrong_overlay_stops_the_job_before_it_begins(
    tmp_path: Path, own: Path, name: str, text: str, fault: str
) -> None:
    write(own, **{name: text})
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        job.prepare(tmp_path / "plan.txt", tmp_path / "out", lexicons=str(own))
    assert str(caught.value).startswith(f"{own}/{fault}")
    assert len(str(caught.value).splitlines()) == 1
    assert not (tmp_path / "out").exists()
    assert said(own)[0].startswith(fault)


def test_a_missing_folder_and_bytes_that_are_no_text_are_refused(tmp_path: Path, own: Path) -> None:
    with pytest.raises(LexiconError, match="no such folder"):
        lexicon.overlay(str(tmp_path / "none"))
    with pytest.raises(LexiconError, match="holds no lexicon"):
        lexicon.overlay(str(own))
    (own / "agencies.toml").write_bytes("[roles]\nlead = ['领衔']".encode("gbk"))
    with pytest.raises(LexiconError, match="save it as UTF-8"):
        lexicon.overlay(str(own))
    assert said(own) == ["agencies.toml:1: is not UTF-8; save it as UTF-8"]


@pytest.mark.parametrize(
    ("path", "word", "line"),
    [
        (("a", "b.c"), None, 2),
        (("a", "b.c", "税务局"), None, 3),
        (("a", "words"), None, 6),
        (("a", "words"), "四", 8),
        (("a", "inline", "要"), None, 10),
        (("nowhere",), None, 1),
    ],
)
def test_entries_are_found_where_they_stand(path: tuple[str, ...], word: str | None, line: int) -> None:
    text = "\n".join(
        [
            "# a = 1",
            '[ a."b.c" ]',
            '"税务局" = "二"',
            "",
            "[a]",
            "words = [",
            '"三", "二",',
            "'四'",
            "]",
            'inline = { "要" = "求" }',
        ]
    )
    assert tomllib.loads(text)["a"]["words"][2] == "四"
    assert lines.of_entry(text, path, word) == line


@pytest.mark.parametrize(
    ("name", "text", "finding"),
    [
        ("agencies", '[roles]\nlead = ["牵头"]', "2: roles.lead: double: 牵头 is in the package's list already"),
        ("agencies", '[roles]\nlead = ["领衔", "领衔"]', "2: roles.lead: double: 领衔 is in this list twice"),
        ("agencies", '[roles]\nlead = ["支持"]', "2: roles.lead: clash: 支持 means support in the package, here lead"),
        ("agencies", '[roles]\nlead = ["甲"]\nsupport = ["甲"]', "2: roles.lead: clash: 甲 means support in this folder"),
        ("agencies", '[roles]\nlead = ["-没有"]', "2: roles.lead: never used: the package's list has no 没有"),
        ("agencies", '[roles]\nlead = ["領銜"]', "2: roles.lead: never used: texts are read in simplified characters"),
        ("agencies", '[roles]\nlead = ["Ａ角"]', "2: roles.lead: never used: texts are read with half-width"),
        ("main_text", '[share]\nstarts = ["分享到微信"]', "2: share.starts: shadowed: 分享到 of the same list"),
        ("main_text", '[share]\nstarts = ["转至：空间"]', "2: share.starts: never used: pages are judged with half-width"),
        ("units", '[count]\nwords = ["公顷"]', "2: count.words: clash: 公顷 means area in the package, here count"),
        ("organs", '[stems]\n"科学和技术" = ["科技"]', "2: stems.科学和技术: clash: 科技 means 科学技术 in the package"),
        ("organs", '[organs."编办"]\norgan = "别办"', "2: organs.编办.organ: clash: the package says 党委机构编制委员会办公室"),
        ("organs", '[organs."科技局"]\norgan = "科学局"', "1: organs.科技局: clash: 科技局 is 科学技术局 by stems.科学技术"),
        ("organs_national", '[seals]\n"科技部" = "科学部"', "2: seals.科技部: clash: the package says 中华人民共和国科学技术部"),
        ("organs_national", '[seals]\n"税务局" = "国家税务总局"', "2: seals.税务局: shadowed: 税务局 is a local organ's name"),
        ("organs_local", '[places."999999"]\n"水务局" = ""', "2: places.999999.水务局: never used: no division has the code"),
        ("regions", '[codes]\n"清" = ["清河市"]', "2: codes.清: never used: no division has the official name 清河市"),
    ],
)  # fmt: skip
def test_a_review_finds(own: Path, name: str, text: str, finding: str) -> None:
    write(own, **{name: text})
    assert any(line.startswith(f"{name}.toml:{finding}") for line in said(own)), said(own)


def test_a_sound_overlay_has_no_finding(own: Path) -> None:
    write(
        own,
        agencies='[roles]\nlead = ["领衔", "-主责"]',
        organs=ORGANS,
        organs_local='[zones]\n"湖畔新区" = "清河湖畔新区"',
    )
    assert said(own) == []
    lexicon.overlay(str(own))


def test_an_organ_named_by_an_ordinary_word_is_found(own: Path) -> None:
    write(own, organs_national='[seals]\n"协会" = "中国某某协会"\n"某某协会" = "中国某某协会"\n')
    assert said(own) == [
        "organs_national.toml:2: seals.协会: common: 协会 is an ordinary word, so every text that has it will have this organ; give a longer name"
    ]


def test_entries_that_stand_on_no_page_are_found(own: Path) -> None:
    write(own, agencies='[roles]\nlead = ["领衔", "挂帅"]', organs=ORGANS + '[stems]\n"低空经济" = ["低空"]\n')
    assert said(own, [PLAN]) == [
        "agencies.toml:2: roles.lead: never used: 挂帅 stands on none of the pages",
    ]


def test_findings_of_a_folder_are_in_order_of_file_and_line(own: Path) -> None:
    write(own, organs="[nothing]\n", agencies='[roles]\nlead = ["牵头"]\nsupport = ["支持"]')
    places = [line.partition(": ")[0] for line in said(own)]
    assert places == ["agencies.toml:2", "agencies.toml:3", "organs.toml:1"]


def test_the_corpus_of_samples_reads_the_same_with_an_empty_overlay(own: Path) -> None:
    write(own, agencies="")
    raws = list(find(Path(__file__).parent.parent / "data/raw/text"))[:3]
    assert raws
    for raw in raws:
        assert run_page(raw, Settings(lexicons=str(own)))[0].documents == run_page(raw, Settings())[0].documents


def test_nothing_made_of_a_lexicon_is_kept_for_all_overlays() -> None:
    root = Path(__file__).parent.parent
    sources = [f for room in ("extractors", "normalizers", "src/ppx") for f in sorted((root / room).rglob("*.py"))]
    trees = {file: ast.parse(file.read_text("utf-8")) for file in sources if file.parent.name != "lexicon"}
    made = _made({file: _functions(tree) for file, tree in trees.items()})
    assert len(made) > 50
    for file, tree in trees.items():
        outside = [node for node in tree.body if not isinstance(node, ast.FunctionDef | ast.ClassDef)]
        at_import = {call for node in outside for call in _calls(node, file, tree)}
        assert at_import & (made | {"lexicon.load"}) == set(), file
        kept = {f.name for f in _functions(tree).values() if {"cache", "lru_cache"} & _decorators(f)}
        assert {name for name in kept if f"{_stem(file)}.{name}" in made} == set(), file


def _made(functions: dict[Path, dict[str, ast.FunctionDef]]) -> set[str]:
    """Every function that loads a lexicon, or calls one that does, as `module.function`."""
    calls = {
        f"{_stem(file)}.{name}": _calls(function, file, ast.parse(file.read_text("utf-8")))
        for file, held in functions.items()
        for name, function in held.items()
    }
    made = {"lexicon.load"}
    while more := {name for name, called in calls.items() if called & made} - made:
        made |= more
    return made - {"lexicon.load"}


def _stem(file: Path) -> str:
    return file.parent.name if file.stem == "__init__" else file.stem


def _functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def _calls(node: ast.AST, file: Path, tree: ast.Module) -> set[str]:
    """What is called, as `module.function`."""
    home = {
        alias.asname or alias.name: f"{(line.module or '').rpartition('.')[2]}.{alias.name}"
        for line in tree.body
        if isinstance(line, ast.ImportFrom)
        for alias in line.names
    }
    called = {ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}
    return {name if "." in name else home.get(name, f"{_stem(file)}.{name}") for name in called}


def _decorators(node: ast.FunctionDef) -> set[str]:
    return {ast.unparse(d.func if isinstance(d, ast.Call) else d) for d in node.decorator_list}
