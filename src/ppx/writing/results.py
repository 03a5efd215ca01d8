"""Page results as files: where they stand, written whole or not at all, read again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import regex

from ppx import stores
from ppx.errors import DamagedResultError, UsageError
from ppx.records import Made
from ppx.writing.objects import encode, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAME_BYTES = 240
"""longest file name written: file systems allow 255 bytes, and a temporary name is longer than the final one"""
HEAD = 4096
"""bytes that nearly always hold the head of a page result: what made it, its source and its error"""
ENDS = (b"}\n", b',\n"script": ')
"""how a whole page result ends, and what follows its head"""
PLAIN = b',\n"records": null'
"""stands in the result of a page that is no container; a line break in JSON is never inside a string"""
_PARTIAL = regex.compile(
    r"""
      \..+\.(?:json|jsonl|csv|parquet|sqlite|xlsx)(?:\.\d+){1,2} # .plan.txt.json.4711: a file that the process 4711 was writing
                                                                 # .0123456789abcdef.jsonl.16000000: of a range
    | \.under-way\.[0-9a-f]{16}(?:\.late)?                       # .under-way.0123456789abcdef: the page that a worker was at
    """,
    regex.VERBOSE,
)
"""files that a run that died leaves behind"""
TABLES_UNDER_WAY = ".under-way-tables."
"""how the name of a folder begins that holds what tables are made of, for as long as they are made"""


def page_file(out: Path, path: str) -> Path:
    """Where the result of the raw page `path` stands; a name too long for the file system ends in a digest of itself."""
    folder, _, name = path.rpartition("/")
    encoded = name.encode()
    if len(encoded) + len(".json") > NAME_BYTES:
        digest = hashlib.sha256(encoded).hexdigest()[:16]
        name = encoded[: NAME_BYTES - 32].decode(errors="ignore") + "~" + digest
    return out / "pages" / folder / f"{name}.json"


def write_page(page: dict[str, Any], out: Path) -> bytes:
    """Write a page result, as `open_page` or `page_object` gives it, whole or not at all; returns its bytes.

    Raises:
        OSError: the disk or the folder refuses it.
    """
    return write_json(page_file(out, page["source"]["path"]), page)


def write_json(file: Path, value: dict[str, Any], depth: int = 0) -> bytes:
    """Write `value` under its name whole or not at all (`stores.commit`).

    Returns what was written; a `depth` of 1 sets whole records on one line each.

    Raises:
        OSError: the disk, the folder or the store refuses it.
    """
    data = render(value, depth).encode() + b"\n"
    stores.commit(file, data)
    return data


def write_rows(file: Path, head: dict[str, Any], name: str, rows: Iterable[dict[str, Any]]) -> None:
    """Write `head` with its last field `name`, whole or not at all, as `write_json` does at a depth of 1; the rows are made one at a time.

    Raises:
        OSError: the disk, the folder or the store refuses it.
    """
    partial = stores.partial(file)
    try:
        with partial.open("wb") as handle:
            handle.write(render({**head, name: []}, 1).removesuffix("]}").encode())
            for number, row in enumerate(rows):
                handle.write(f"{',' if number else ''}\n{encode(row)}".encode())
            handle.write(b"\n]}\n")
            handle.flush()
            os.fsync(handle.fileno())
        stores.publish(partial, file)
    finally:
        partial.unlink(missing_ok=True)


def part_file(out: Path, path: str) -> Path:
    """Where the page results of the container `path` stand."""
    return page_file(out, path).with_suffix(".jsonl")


def read_pages(out: Path, path: str) -> Iterator[dict[str, Any]]:
    """The page results of one raw file: its own, or those of the records where it is a container.

    Raises:
        DamagedResultError: somebody or a disk changed them.
        OSError: they cannot be read.
    """
    return (parse(file, data) for file, data in read_results(out, path))


def read_results(out: Path, path: str) -> Iterator[tuple[Path, bytes]]:
    """The page results of one raw file as they are written, each with its file: `read_pages` before `parse`."""
    file = page_file(out, path)
    data = file.read_bytes()
    if PLAIN in data or not parse(file, data)["records"]:
        yield file, data
        return
    part = part_file(out, path)
    with stores.open_bytes(part) as handle:
        yield from ((part, line) for line in handle)


def find_page(out: Path, path: str) -> dict[str, Any]:
    """The page result of a raw page, or of the record of a container: `crawl.warc.gz!12`.

    Raises:
        OSError: there is none.
    """
    file = page_file(out, path)
    if file.exists() or "!" not in path:
        return read_page(file)
    return next(page for page in read_pages(out, path.rpartition("!")[0]) if page["source"]["path"] == path)


def read_page(file: Path) -> dict[str, Any]:
    """A written page result.

    Raises:
        DamagedResultError: somebody or a disk changed the file.
        OSError: it cannot be read.
    """
    return parse(file, file.read_bytes())


def parse(file: Path, data: bytes) -> dict[str, Any]:
    """The page result in `data`, which stands in `file`.

    Raises:
        DamagedResultError: it is no JSON.
    """
    try:
        return cast(dict[str, Any], json.loads(data))
    except (ValueError, RecursionError) as error:
        raise DamagedResultError(f"{file} is damaged ({error}); remove it and run ppx extract again") from None


@dataclass(frozen=True, slots=True)
class Head:
    """What a page result says of itself before its documents, and its length: enough to tell whether it still holds."""

    path: str
    sha256: str
    manifest: str | None
    made: Made
    error: str | None
    """the error's code"""
    size: int
    """bytes of the page result"""


def read_head(file: Path) -> Head | None:
    """The head of a page result; None where there is none, or the file is cut off or no page result."""
    try:
        head, tail, size = _read_ends(file)
        if tail != ENDS[0]:
            return None
        head, ended, _ = (head if ENDS[1] in head else file.read_bytes()).partition(ENDS[1])
        page = json.loads(head + b"}")
        source, error = page["source"], page["error"] and page["error"]["code"]
        made = Made(**page["made"])
        return Head(source["path"], source["sha256"], source["manifest"], made, error, size) if ended else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _read_ends(file: Path) -> tuple[bytes, bytes, int]:
    """The first `HEAD` bytes of a file, its last two, and its length; an object is asked for these ranges only."""
    if not stores.is_disk(file):
        size = stores.size(file)
        head = stores.read_head(file, HEAD)
        return head, head[-2:] if size <= HEAD else stores.read_tail(file, size - 2), size
    with file.open("rb") as handle:
        head = handle.read(HEAD)
        size = os.fstat(handle.fileno()).st_size
        handle.seek(max(0, size - 2))
        return head, handle.read(), size


def find_results(out: Path) -> Iterator[Path]:
    """Every file under OUT/pages that has a result's name, once the partial files of runs that died are swept away.

    Call it only while no other run writes into OUT.

    Raises:
        OSError: a folder cannot be listed.
        UsageError: OUT/pages or a folder in it is a link: what is written or removed there would lie outside of OUT.
    """
    if not stores.is_disk(out):  # where nothing stands half-written
        yield from (file for name, file in stores.find(out / "pages") if name.endswith(".json"))
        return
    folders = [out / "pages"] if (out / "pages").is_dir() else []
    _refuse_link(out / "pages")
    for file in out.iterdir():
        if file.name.startswith(TABLES_UNDER_WAY):
            shutil.rmtree(file, ignore_errors=True)
        elif _PARTIAL.fullmatch(file.name):
            file.unlink(missing_ok=True)
    while folders:
        with os.scandir(folders.pop()) as listing:
            for entry in listing:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(Path(entry.path))
                elif _PARTIAL.fullmatch(entry.name):
                    Path(entry.path).unlink(missing_ok=True)  # a worker of the run that died may just have finished it
                elif entry.is_symlink() and entry.is_dir():
                    _refuse_link(Path(entry.path))
                elif entry.name.endswith(".json"):
                    yield Path(entry.path)


def _refuse_link(folder: Path) -> None:
    if folder.is_symlink():
        raise UsageError(f"{folder} is a link that leads out of the results; remove it, or make OUT itself the link")


def remove_page(out: Path, path: str) -> None:
    """Remove the result of the raw page `path`, and folders left empty."""
    file = page_file(out, path)
    file.unlink(missing_ok=True)
    part_file(out, path).unlink(missing_ok=True)
    if not stores.is_disk(out):  # where folders are but names
        return
    for folder in file.parents:
        if folder == out / "pages" or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()
