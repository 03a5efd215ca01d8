"""Two runs page by page: which pages pair, and why their results differ."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from ppx.errors import UsageError
from ppx.review.results import find

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ppx.review.diff.changes import Cause

Json = dict[str, Any]
MADE = ("version", "settings", "lexicons")


class Pages(NamedTuple):
    """A page in both runs; either side None where the other has no partner. Equal results do not come up."""

    old: Json | None
    new: Json | None


class Held(NamedTuple):
    """Where a page result stands: a file, or a line of a container's part."""

    file: Path
    order: tuple[tuple[str, ...], int]
    """folders and name of the file, and the number of the line"""
    start: int = 0
    size: int = -1
    """bytes; -1 for the whole file"""

    def data(self) -> bytes:
        """The bytes of the result."""
        with self.file.open("rb") as handle:
            handle.seek(self.start)
            return handle.read(self.size)


def find_pages(out: Path) -> dict[str, Held]:
    """The page results of a run by what tells them apart; a single result by the name that stands for every other.

    A page is its file under `pages/`. A record of a container is its address there, since its number differs from crawl to
    crawl; one without an address of its own is its number.

    Raises:
        UsageError: there are none, or a part is damaged.
    """
    if out.is_file():
        return {"": Held(out, ((), 0))}
    held: dict[str, Held] = {}
    for file in find(out):
        name = file.relative_to(out / "pages")
        if file.suffix == ".jsonl":
            held |= {f"{name.as_posix()}!{key}": line for key, line in _lines(file, name.parts)}
        else:
            held[name.as_posix()] = Held(file, (name.parts, 0))
    return held


def _lines(file: Path, parts: tuple[str, ...]) -> Iterator[tuple[str, Held]]:
    """The records of a part, each with its address, or its number where others have the same or it has none."""
    found: list[tuple[str | None, str, Held]] = []
    start = 0
    with file.open("rb") as lines:
        for place, line in enumerate(lines, 1):
            source = _checked(file, line)["source"]
            held = Held(file, (parts, place), start, len(line))
            found.append((source.get("url"), source["path"].rpartition("!")[2], held))
            start += len(line)
    times = Counter(url for url, _, _ in found)
    for url, number, held in found:
        yield (url if url and times[url] == 1 else number), held


def read_page(held: Held) -> Json:
    """A page result.

    Raises:
        UsageError: it is damaged.
    """
    try:
        return _checked(held.file, held.data())
    except OSError as error:
        raise UsageError(f"{held.file} cannot be read: {error.strerror}; check its rights") from None


def _checked(file: Path, data: bytes) -> Json:
    try:
        page = json.loads(data)
        page["source"]["path"], page["source"]["sha256"], page["documents"]
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{file} is no page result ({type(error).__name__}); run ppx verify, or extract anew"
        ) from None
    return dict(page)


def pair_pages(old: Mapping[str, Held], new: Mapping[str, Held]) -> Iterator[Pages]:
    """Pages by name, then those that are only in one run by the digest of their raw bytes, in order."""
    partner = _moved({p: f for p, f in old.items() if p not in new}, {p: f for p, f in new.items() if p not in old})
    gone = [path for path in old if path not in new and path not in partner.values()]
    for path in sorted((*new, *gone), key=lambda p: (new.get(p) or old[p]).order):
        before = old.get(partner.get(path, path))
        after = new.get(path)
        if before and after and before.data() == after.data():
            continue
        yield Pages(read_page(before) if before else None, read_page(after) if after else None)


def _moved(gone: Mapping[str, Held], come: Mapping[str, Held]) -> dict[str, str]:
    """New name → old name of pages with the same raw bytes; copies pair in order."""
    digests = defaultdict(list)
    for path, held in gone.items() if come else ():
        digests[read_page(held)["source"]["sha256"]].append(path)
    partner = {}
    for path, held in come.items() if gone else ():
        same = digests.get(read_page(held)["source"]["sha256"])
        if same:
            partner[path] = same.pop(0)
    return partner


def tell_cause(old: Json | None, new: Json | None) -> tuple[Cause, tuple[str, ...]]:
    """Why two results differ, and what of the rules does."""
    if old is None or new is None:
        return "source", ()
    rules = tuple(name for name in MADE if old["made"].get(name) != new["made"].get(name))
    if any(old["source"][name] != new["source"][name] for name in ("sha256", "path")):
        return ("both" if rules else "source"), rules
    return ("rules" if rules else "neither"), rules
