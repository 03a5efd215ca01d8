"""Stores: RAW and OUT on disk or, by a URL, in an object store. fsspec has its one door here (extra ppx[stores]).

    out = place("s3://bucket/out")            # a pathlib.Path for a name on disk, else a UPath, which behaves as one
    commit(out / "run.json", data)            # whole or not at all

What only some paths can do (rename, fsync, fast listings) is asked for here and nowhere else: docs/stores.md.
"""

from __future__ import annotations

import io
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ppx.errors import PpxError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

WHOLE = frozenset(("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "memory"))
"""protocols where an object appears whole or not at all; only there may OUT be"""
CHUNK = 1 << 20
"""bytes of a large object that are asked for at a time"""


class StoreError(OSError):
    """A store refuses, or does not answer: network, rights, credentials."""


def place(name: str) -> Path:
    """The path that a name or URL stands for; typed as `Path`, a `UPath` where it is no place on disk.

    Raises:
        UsageError: the URL is of no store that fsspec knows, or what reads it is not installed.
    """
    if "://" not in name:
        return Path(name)
    protocol = name.partition("://")[0]
    if protocol == "file":
        from urllib.parse import urlsplit
        from urllib.request import url2pathname

        return Path(url2pathname(urlsplit(name).path))
    try:
        from upath import UPath
    except ImportError:
        raise UsageError(f"{name} needs the extra ppx[stores]: pip install 'ppx[stores]'") from None
    try:
        found = UPath(name, use_listings_cache=False)  # workers write what this process would hold for known
        _ = found.fs  # loads what speaks the protocol
    except Exception as error:
        raise UsageError(
            f"{name} cannot be reached: {error}; install what speaks {protocol}://, check the URL"
        ) from error
    return cast(Path, found)


def is_disk(path: Path) -> bool:
    """Whether it is a place on disk: what is in a store has a protocol."""
    return not hasattr(path, "protocol")


def is_shared(path: Path) -> bool:
    """Whether other processes find the same there: all but `memory://`, which lives and ends with its process."""
    return is_disk(path) or _remote(path).protocol != "memory"


def holds_whole(path: Path) -> bool:
    """Whether what is written there appears whole or not at all."""
    return is_disk(path) or _remote(path).protocol in WHOLE


def is_inside(path: Path, folder: Path) -> bool:
    """Whether `path` is `folder` or lies in it, links followed."""
    if is_disk(path) and is_disk(folder):
        return path.resolve().is_relative_to(folder.resolve())
    return not is_disk(path) and not is_disk(folder) and (path == folder or folder in path.parents)


def _remote(path: Path) -> Any:
    return path


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turns what a store's library raises, of whatever kind, into a `StoreError`; what is missing stays a `FileNotFoundError`."""
    try:
        yield
    except (FileNotFoundError, FileExistsError, PpxError):
        raise
    except Exception as error:
        if is_disk(path):
            raise
        raise StoreError(f"{path}: {type(error).__name__}: {error}") from error


def find(root: Path) -> list[tuple[str, Path]]:
    """Every object under `root` with its path below it, sorted by the parts of the path; one listing, however deep.

    Raises:
        UsageError: a name would lead out of the tree.
        OSError: the store does not list it.
    """
    base = len(_remote(root).path.rstrip("/")) + 1
    with faults(root):
        try:
            names = [name[base:] for name in _remote(root).fs.find(_remote(root).path)]
        except FileNotFoundError:
            return []
    for name in names:
        if not {"", ".", ".."}.isdisjoint(name.split("/")):
            raise UsageError(f"{root} holds an object {name!r}, which is no path of a file; rename or remove it")
    return [(name, root / name) for name in sorted(names, key=lambda name: name.split("/"))]


def size(file: Path) -> int:
    """Bytes of a file."""
    with faults(file):
        return int(file.stat().st_size)


def read(file: Path) -> bytes:
    """All of a file."""
    with faults(file):
        return file.read_bytes()


def read_head(file: Path, length: int) -> bytes:
    """The first bytes of a file; of an object no more than these are fetched."""
    if is_disk(file):
        with file.open("rb") as handle:
            return handle.read(length)
    with faults(file):
        return bytes(_remote(file).fs.cat_file(_remote(file).path, start=0, end=length))


def read_tail(file: Path, start: int) -> bytes:
    """The bytes of an object from `start` on."""
    with faults(file):
        return bytes(_remote(file).fs.cat_file(_remote(file).path, start=start))


def open_bytes(file: Path) -> io.BufferedReader:
    """A file opened for reading; an object comes piece by piece."""
    if is_disk(file):
        return file.open("rb")
    with faults(file):
        return io.BufferedReader(_Pieces(file), CHUNK)


class _Pieces(io.RawIOBase):
    """An object as a stream that raises nothing but `StoreError`."""

    def __init__(self, file: Path) -> None:
        self.file, self.inner = file, file.open("rb")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.inner.seek(offset, whence)

    def tell(self) -> int:
        return self.inner.tell()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        with faults(self.file):
            data = self.inner.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self.inner.close()
        super().close()


def commit(file: Path, data: bytes) -> None:
    """Write a file whole or not at all: on disk by temporary file, fsync and rename, in a store as one object.

    Raises:
        OSError: the disk, the folder or the store refuses it.
    """
    if not is_disk(file):
        with faults(file):
            _remote(file).fs.pipe_file(_remote(file).path, data)
        return
    name = partial(file)
    try:
        with name.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        name.replace(file)
    except BaseException:
        name.unlink(missing_ok=True)
        raise


def create(file: Path, data: bytes) -> None:
    """Write an object that is not there yet.

    Raises:
        OSError: it is there (not every store can tell), or the store refuses it.
    """
    with faults(file):
        _remote(file).fs.pipe_file(_remote(file).path, data, mode="create")


def partial(file: Path) -> Path:
    """Where on disk to write what will be `file`: beside it, or for a store in the system's folder for temporary files."""
    if is_disk(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        return file.with_name(f".{file.name}.{os.getpid()}")
    handle, name = tempfile.mkstemp(prefix="ppx-", suffix=file.suffix)
    os.close(handle)
    return Path(name)


def publish(name: Path, file: Path) -> None:
    """Put a finished partial file under its final name, whole; in a store it is uploaded, the partial file stays.

    Raises:
        OSError: the disk, the folder or the store refuses it.
    """
    if is_disk(file):
        name.replace(file)
    else:
        with faults(file):
            _remote(file).fs.put_file(str(name), _remote(file).path)


def copy(source: Path, target: Path) -> None:
    """Copy an object within a store, without its bytes passing through here where the store can."""
    with faults(target):
        _remote(source).fs.cp_file(_remote(source).path, _remote(target).path)


def spool(out: Path) -> Path | None:
    """The folder for nameless temporary files: OUT on disk, else the system's (None)."""
    return out if is_disk(out) else None
