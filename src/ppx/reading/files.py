"""The raw files of a folder tree, in a stable order."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from ppx import stores
from ppx.codes import container_type
from ppx.errors import UsageError
from ppx.reading import manifest as manifests
from ppx.reading import office
from ppx.reading.globs import Globs
from ppx.reading.sniffing import looks_like_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ppx.errors import PageError

LARGEST = 64 * 1024 * 1024
"""Bytes of one page. The longest policy pages have some 0.5 million; beyond this limit stand dumps."""
PAGE_SUFFIXES = frozenset((".txt", ".md", ".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml"))
"""Taken without a look inside; a file with another name is taken if its first bytes read as HTML or text."""
LEFT_OUT_SUFFIXES = frozenset(
    f".{name}"
    for name in (
        *("css", "js", "json", "map", "svg", "xml"),  # what a page loads
        *("csv", "tsv", "gz", "log"),  # tables, archives, records of the crawl
        *("ini", "py", "sh", "toml", "yaml", "yml"),  # the crawler itself
        *("bak", "part", "swp", "tmp"),  # what editors and downloads leave behind
    )
)
"""Text that is no page; `--include` takes it nevertheless."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One raw file and what the manifest says of it."""

    path: str
    """under RAW, with `/`; no two raw files share it"""
    file: Path
    """where it stands"""
    manifest: Mapping[str, str] | None = None
    """its row of the manifest: url, site, fetched"""
    data: bytes | None = None
    """its bytes, where it is a record of a container"""
    charset: str | None = None
    """what the record's headers say of its encoding"""
    headers: Mapping[str, str] | None = None
    """what the container says of the record: url, site, fetched; the manifest goes before it"""
    fault: PageError | None = None
    """why the container does not give the record"""


def find(
    root: Path, include: Sequence[str] = (), exclude: Sequence[str] = (), manifest: Path | None = None
) -> Iterator[Raw]:
    """The raw files under `root` (or `root` itself, a file), sorted by the parts of their paths.

    Without `include`: every page, Word file and PDF by its suffix, and other files whose first bytes read as text; hidden
    files, files of editors and other binaries are left out. With it: every file that matches, and no other. `exclude` goes first; an excluded
    folder is not entered. A folder link is followed only out of the tree and to each place once, so loops end.
    Raises `UsageError` where `root` or the manifest is not what it should be.
    """
    rows = manifests.load(manifest) if manifest else {}
    globs = Globs(include, exclude)
    return (Raw(shown, file, rows.get(shown)) for shown, file in _files(root, globs))


def is_container(path: str) -> bool:
    """Whether a raw file holds many pages, by its name."""
    return container_type(path) is not None


def show(name: str) -> str:
    """A path as UTF-8 can write it, another for every other path: `�B9` is a byte that is not UTF-8, `�UFFFD` a `�`.

    Percent-encoding would not do: names with `%B9` in them are common in what crawlers save.
    """
    return regex.sub(r"[\uFFFD\uD800-\uDFFF]", _shown, name)


def _shown(match: regex.Match[str]) -> str:
    code = ord(match[0])
    return f"\ufffd{code - 0xDC00:02X}" if 0xDC80 <= code <= 0xDCFF else f"\ufffdU{code:04X}"


def _files(root: Path, globs: Globs) -> Iterator[tuple[str, Path]]:
    if not stores.is_disk(root):
        return _objects(root, globs)
    try:
        mode = root.stat().st_mode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(
            f"RAW {show(str(root))} cannot be read: {reason}; name a folder or a file that exists"
        ) from None
    if not stat.S_ISDIR(mode):
        return iter([(show(root.name), root)])
    return _walk(root, globs)


def _objects(root: Path, globs: Globs) -> Iterator[tuple[str, Path]]:
    """The objects of a store that are taken, in the order that `_walk` has on disk."""
    if root.is_file():
        yield show(root.name), root
        return
    for path, file in stores.find(root):
        shown = show(path)
        hidden = any(name.startswith(".") for name in path.split("/")[:-1]) and not globs.hidden
        if not hidden and not globs.excludes(shown) and _takes_name(file, shown, globs):
            yield shown, file


def _walk(root: Path, globs: Globs) -> Iterator[tuple[str, Path]]:
    """Depth first over a stack of sorted listings: deep trees need no deep recursion."""
    seen = [Path(os.path.realpath(root))]
    stack: list[Iterator[tuple[str, os.DirEntry[str]]]] = [iter(_listing(root, ""))]
    while stack:
        for path, entry in stack[-1]:
            shown = show(path)
            if globs.excludes(shown):
                continue
            if _is_folder(entry):
                if _enters(entry, seen, globs):
                    stack.append(iter(_listing(Path(entry.path), f"{path}/")))
                    break
            elif _takes(entry, shown, globs):
                yield shown, Path(entry.path)
        else:
            stack.pop()


def _listing(folder: Path, prefix: str) -> list[tuple[str, os.DirEntry[str]]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(((prefix + entry.name, entry) for entry in entries), key=lambda pair: pair[0])
    except OSError as error:
        shown = show(str(folder))
        raise UsageError(
            f"folder {shown} cannot be listed: {error.strerror}; make it readable or leave it out with --exclude"
        ) from None


def _enters(entry: os.DirEntry[str], seen: list[Path], globs: Globs) -> bool:
    """Whether to go into a folder: a link only where it leads to a place not yet visited that does not hold RAW itself."""
    if entry.name.startswith(".") and not globs.hidden:
        return False
    if not entry.is_symlink():
        return True
    real = Path(os.path.realpath(entry.path))
    if seen[0].is_relative_to(real) or any(real.is_relative_to(place) for place in seen):
        return False
    seen.append(real)
    return True


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _takes(entry: os.DirEntry[str], shown: str, globs: Globs) -> bool:
    """Whether a file is a page; a link to nothing is one by its name, so that `read` tells of it."""
    try:
        if not stat.S_ISREG(entry.stat().st_mode):
            return False
    except OSError:
        suffix = Path(entry.name.lower()).suffix
        return globs.includes(shown) if globs.include else suffix in PAGE_SUFFIXES or suffix in office.SUFFIXES
    return _takes_name(Path(entry.path), shown, globs)


def _takes_name(file: Path, shown: str, globs: Globs) -> bool:
    """Whether a file is a page by its name or, where that does not tell, its first bytes."""
    name = file.name.lower()
    suffix = Path(name).suffix
    if globs.include:
        return globs.includes(shown)
    if name.startswith((".", "~")) or name.endswith("~"):
        return False
    if is_container(name):
        return True
    if suffix in LEFT_OUT_SUFFIXES:
        return False
    return suffix in PAGE_SUFFIXES or suffix in office.SUFFIXES or looks_like_page(file)
