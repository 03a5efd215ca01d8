"""Two runs page by page: which pages pair, and why their results differ."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from ppx.errors import UsageError

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


def find_pages(out: Path) -> dict[str, Path]:
    """The result files of a run by their path under `pages/`; a single result by the name that stands for every other.

    Raises:
        UsageError: there are none.
    """
    if out.is_file():
        return {"": out}
    files = {f.relative_to(out / "pages").as_posix(): f for f in sorted((out / "pages").rglob("*.json"))}
    if not files:
        raise UsageError(f"{out} holds no page results; give a folder that ppx extract wrote, or a single result")
    return files


def read_page(file: Path) -> Json:
    """A page result.

    Raises:
        UsageError: it is damaged.
    """
    try:
        page = json.loads(file.read_bytes())
        page["source"]["sha256"], page["documents"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{file} is no page result ({type(error).__name__}); run ppx verify, or extract anew"
        ) from None
    return dict(page)


def pair_pages(old: Mapping[str, Path], new: Mapping[str, Path]) -> Iterator[Pages]:
    """Pages by path, then those that are only in one run by the digest of their raw bytes, in order of path."""
    partner = _moved({p: f for p, f in old.items() if p not in new}, {p: f for p, f in new.items() if p not in old})
    gone = [path for path in old if path not in new and path not in partner.values()]
    for path in sorted((*new, *gone)):
        before = old.get(partner.get(path, path))
        after = new.get(path)
        if before and after and before.read_bytes() == after.read_bytes():
            continue
        yield Pages(read_page(before) if before else None, read_page(after) if after else None)


def _moved(gone: Mapping[str, Path], come: Mapping[str, Path]) -> dict[str, str]:
    """New path → old path of pages with the same raw bytes; copies pair in order."""
    digests = defaultdict(list)
    for path, file in gone.items() if come else ():
        digests[read_page(file)["source"]["sha256"]].append(path)
    partner = {}
    for path, file in come.items() if gone else ():
        held = digests.get(read_page(file)["source"]["sha256"])
        if held:
            partner[path] = held.pop(0)
    return partner


def tell_cause(old: Json | None, new: Json | None) -> tuple[Cause, tuple[str, ...]]:
    """Why two results differ, and what of the rules does."""
    if old is None or new is None:
        return "source", ()
    rules = tuple(name for name in MADE if old["made"].get(name) != new["made"].get(name))
    if old["source"]["sha256"] != new["source"]["sha256"]:
        return ("both" if rules else "source"), rules
    return ("rules" if rules else "neither"), rules
