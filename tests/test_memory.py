"""The memory of the tables: whatever the history, and whatever becomes of the memory, the tables are those of a fresh build."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from test_reprints import text
from test_writing import result

from ppx import writing
from ppx.writing import memory, shares

if TYPE_CHECKING:
    from ppx.writing.rows import PageRows

PATHS = [f"site.cn/{n % 3}/{n}.txt" for n in range(12)]
CRAWL = "crawl.jsonl"
"""a container: its records are page results of their own"""


def page(path: str, seed: int) -> dict[str, Any]:
    """A page result: one of a few texts, changed a little by some seeds; cites, links and mentions organs."""
    pick = random.Random(seed)
    made = writing.page_object(result(path))
    made["source"]["url"] = f"https://{path}" if seed % 2 else None
    made["attachments"] = [{"name": "附件", "url": f"/{pick.choice(PATHS).partition('/')[2]}"}] * (seed % 3)
    number, other = pick.randrange(6), pick.randrange(6)
    (document,) = made["documents"]
    body = text(number).replace(f"第{seed % 40}条", "条") if seed % 2 else text(number)
    document.update(title=f"办法{number}", doc_number=f"清政发〔2025〕{number}号")
    document["text"] = document["text"] + "\n" + body
    document["citations"][0].update(title=f"办法{other}", doc_number=None)
    document["agencies"][0].update(name=pick.choice("甲乙丙"), full=pick.choice(["清河市甲", "清河市乙", None]))
    made["documents"] = [document] * (seed % 7 != 0)
    return made


def write(out: Path, pages: dict[str, int]) -> None:
    """The page results as a run leaves them."""
    for path in PATHS:
        writing.remove_page(out, path)
        if path in pages:
            writing.write_page(page(path, pages[path]), out)
    with writing.Part(out, CRAWL) as part:
        for path, seed in pages.items():
            part.add(page(f"{CRAWL}!{Path(path).stem}", seed))
    writing.write_page({**page(CRAWL, 7), "records": {"pages": len(pages)}}, out)


def build(out: Path, pages: dict[str, int], maker: str | None = "this", **more: Any) -> dict[str, bytes]:
    write(out, pages)
    writing.write_tables(out, [*sorted(pages), CRAWL], maker=maker, **more)
    return {file.name: file.read_bytes() for file in out.iterdir() if file.is_file()}


def change(pages: dict[str, int], pick: random.Random) -> None:
    """Add, change and remove some pages."""
    for path in pick.sample(PATHS, 3):
        if path in pages and pick.random() < 0.4:
            del pages[path]
        else:
            pages[path] = pick.randrange(40)


@pytest.fixture
def projected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The page results that were read and projected."""
    found: list[str] = []
    project = shares.state_facts

    def listed(page: dict[str, Any], documents: list[PageRows]) -> dict[str, Any]:
        found.append(page["source"]["path"])
        return project(page, documents)

    monkeypatch.setattr(shares, "state_facts", listed)
    return found


@pytest.mark.parametrize("seed", range(5))
def test_any_history_leaves_the_tables_and_the_memory_of_a_fresh_build(seed: int, tmp_path: Path) -> None:
    pick, pages = random.Random(seed), {path: n for n, path in enumerate(PATHS[:6])}
    for step in range(4):
        refreshed = build(tmp_path / "out", pages, encoding=pick.choice(["utf-8", "utf-8-sig"]))
        encoding = "utf-8-sig" if refreshed["clauses.csv"].startswith(b"\xef") else "utf-8"
        assert refreshed == build(tmp_path / f"fresh{step}", pages, encoding=encoding)
        del refreshed[memory.NAME]
        assert refreshed == build(tmp_path / f"plain{step}", pages, None, encoding=encoding)
        change(pages, pick)


def test_only_changed_page_results_are_projected(tmp_path: Path, projected: list[str]) -> None:
    pages = {path: n for n, path in enumerate(PATHS)}
    build(tmp_path, pages)
    projected.clear()
    pages[PATHS[3]] = 30
    build(tmp_path, pages)
    assert projected == [PATHS[3], f"{CRAWL}!3"]
    projected.clear()
    build(tmp_path, pages, anew=True)
    assert len(projected) == 24


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-40])


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


@pytest.mark.parametrize(
    "damage", [Path.unlink, cut, flip, lambda file: file.write_bytes(b""), lambda file: file.write_bytes(b"{\n")]
)
@pytest.mark.parametrize("name", [memory.NAME, "clauses.csv", "documents.csv"])
def test_a_memory_that_is_in_doubt_is_not_used(damage: Any, name: str, tmp_path: Path, projected: list[str]) -> None:
    pages = {path: n for n, path in enumerate(PATHS)}
    whole = build(tmp_path, pages)
    damage(tmp_path / name)
    projected.clear()
    assert build(tmp_path, pages) == whole
    assert len(projected) == 24


def test_other_code_projects_all_again(tmp_path: Path, projected: list[str]) -> None:
    pages = {path: n for n, path in enumerate(PATHS)}
    build(tmp_path, pages)
    projected.clear()
    build(tmp_path, pages, "that")
    assert len(projected) == 24


def test_other_formats_remember_nothing(tmp_path: Path) -> None:
    pages = {PATHS[1]: 2}
    build(tmp_path, pages)
    assert memory.NAME not in build(tmp_path, pages, formats=("csv", "xlsx"))
