"""Lexicons: words are data. TOML files in `ppx/lexicons/`, checked when they are read; a team's own folder lies over them.

    load("organs")["stems"]           # the package's tables
    with using("our-lexicons"):       # the same with ours laid over them, here and in everything called from here
        load("organs")["stems"]

    @cached                           # functools.cache, kept apart for each overlay: for all that is made of a lexicon
    def vocabulary(): ...

How an overlay lies over the package: docs/lexicons.md; why a context says which one: docs/decisions/0005-lexicon-overlays.md.
"""

from __future__ import annotations

import hashlib
import tomllib
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache, wraps
from importlib.resources import files
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from ppx.errors import LexiconError
from ppx.lexicon import lines, shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """A team's lexicons, read and checked. One object for one content, so that it serves as a key."""

    folder: str
    texts: tuple[tuple[str, str], ...]
    """name and text of each file, in order of their names"""


_in_force: ContextVar[Overlay | None] = ContextVar("ppx_lexicon_overlay", default=None)


@contextmanager
def using(folder: str | None) -> Iterator[None]:
    """Lay the lexicons of a folder over the package's, in this context and for what it calls; None lays nothing.

    Raises:
        LexiconError: the folder is none, or a file in it does not hold what it should.
    """
    token = _in_force.set(overlay(folder) if folder else None)
    try:
        yield
    finally:
        _in_force.reset(token)


def cached(function: Callable[P, R]) -> Callable[P, R]:
    """`functools.cache`, kept apart for each overlay: for every function whose result depends on a lexicon."""
    return _kept(function, None)


def cached_last(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """`functools.lru_cache(most)`, kept apart for each overlay."""
    return lambda function: _kept(function, most)


def _kept(function: Callable[P, R], most: int | None) -> Callable[P, R]:
    tables: dict[Overlay | None, Any] = {}
    in_force = _in_force.get

    @wraps(function)
    def value() -> Any:
        try:
            return tables[in_force()]
        except KeyError:
            return tables.setdefault(in_force(), function())  # type: ignore[call-arg]

    @wraps(function)
    def look(*args: Any) -> Any:
        try:
            table = tables[in_force()]
        except KeyError:
            table = tables.setdefault(in_force(), lru_cache(most)(function))
        return table(*args)

    # positional arguments only, and none where there are none: these stand in the innermost loops
    return look if signature(function).parameters else value  # type: ignore[return-value]


@cached
def load(name: str) -> dict[str, Any]:
    """The tables of `lexicons/NAME.toml`, those of the overlay in force laid over them.

    Raises:
        LexiconError: the file does not hold what it should.
    """
    own = _in_force.get()
    texts = dict(own.texts) if own else {}
    return laid(package(name), tomllib.loads(texts[name])) if name in texts else package(name)


@cache
def names() -> tuple[str, ...]:
    """The names of the package's lexicons, in order."""
    return tuple(sorted(e.name[:-5] for e in (files("ppx") / "lexicons").iterdir() if e.name.endswith(".toml")))


def source(name: str) -> str:
    """The text of one of the package's lexicons."""
    return (files("ppx") / "lexicons" / f"{name}.toml").read_text("utf-8")


@cache
def package(name: str) -> dict[str, Any]:
    """The tables of the package's lexicon, checked; nobody may change them.

    Raises:
        LexiconError: the file does not hold what it should.
    """
    text = source(name)
    tables = parsed(f"lexicons/{name}.toml", text)
    _refuse(f"lexicons/{name}.toml", text, shapes.faults_of_package(name, tables))
    return tables


def laid(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The tables `own` laid over `base`: tables entry by entry, lists word by word (`-word` takes one out), all else replaced."""
    out = dict(base)
    for key, value in own.items():
        under = base.get(key, {} if isinstance(value, dict) else [])
        if isinstance(value, dict):
            out[key] = laid(under, value)
        elif isinstance(value, list):
            without = {word[1:] for word in value if word.startswith("-")}
            out[key] = [w for w in dict.fromkeys([*under, *value]) if w not in without and not w.startswith("-")]
        else:
            out[key] = value
    return out


def overlay(folder: str) -> Overlay:
    """The lexicons of a folder, read and checked.

    Raises:
        LexiconError: the folder is none, or a file in it does not hold what it should; one line with file, line, entry, fault.
    """
    return _checked(folder, tuple((file.stem, _text(file)) for file in own_files(folder)))


def own_files(folder: str) -> list[Path]:
    """The lexicons in a team's folder, in order.

    Raises:
        LexiconError: there is no such folder, or no lexicon in it.
    """
    if not Path(folder).is_dir():
        raise LexiconError(f"{folder}: no such folder; give the folder of your lexicons")
    found = sorted(Path(folder).glob("*.toml"))
    if not found:
        raise LexiconError(f"{folder} holds no lexicon (agencies.toml, …); see docs/lexicons.md")
    return found


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{file}: cannot be read as UTF-8 ({error}); save it as UTF-8") from error


@cache
def _checked(folder: str, texts: tuple[tuple[str, str], ...]) -> Overlay:
    for name, text in texts:
        file = str(Path(folder) / f"{name}.toml")
        if name not in names():
            raise LexiconError(f"{file}:1: {unknown()}")
        _refuse(file, text, shapes.faults(name, parsed(file, text), package(name)))
    return Overlay(folder, texts)


def unknown() -> str:
    """What is wrong with a file that has no lexicon's name."""
    return f"no lexicon of that name; there are {', '.join(names())}"


def parsed(file: str, text: str) -> dict[str, Any]:
    """The tables of a TOML text.

    Raises:
        LexiconError: it is no TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{file}:{lines.of_error(error, text)}: no TOML: {error}") from error
    except (ValueError, RecursionError) as error:  # numbers of thousands of digits, brackets without end
        raise LexiconError(f"{file}:1: no TOML that can be read: {error}") from error


def _refuse(file: str, text: str, faults: Iterator[shapes.Fault]) -> None:
    for fault in faults:
        line = lines.of_entry(text, fault.path, fault.word)
        raise LexiconError(f"{file}:{line}: {'.'.join(fault.path)}: {fault.text}")


def digest(folder: str | None = None) -> str:
    """Hexadecimal digest of every lexicon in force with that overlay: part of what makes a result.

    Raises:
        LexiconError: as `overlay`.
    """
    whole = hashlib.sha256(_package_digest())
    for name, text in overlay(folder).texts if folder else ():
        whole.update(name.encode() + b"\0" + text.encode() + b"\0")
    return whole.hexdigest()[:16]


@cache
def _package_digest() -> bytes:
    whole = hashlib.sha256()
    for entry in sorted((files("ppx") / "lexicons").iterdir(), key=lambda e: e.name):
        if entry.is_file():
            whole.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return whole.digest()
