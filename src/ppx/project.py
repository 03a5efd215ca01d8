"""The project file: what a team says once of its pages, in `ppx.toml`; the command line goes before it.

project = load(None)                 # ./ppx.toml where there is one
project.settings, project.exclude, project.jobs

docs/project.md shows every key.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ppx import events
from ppx.errors import UsageError
from ppx.reading import encodings, sites
from ppx.records import Settings, Site

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "ppx.toml"


@dataclass(frozen=True, slots=True)
class Project:
    """The project file, read and checked; None and empty where it says nothing."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    manifest: Path | None = None
    jobs: int | None = None
    formats: tuple[str, ...] = ()
    csv_encoding: str | None = None
    log_level: str | None = None
    log_format: str | None = None
    settings: Settings = field(default_factory=Settings)

    def using(self, lexicons: Path | None) -> Settings:
        """The settings, with other lexicons of the team's own where they are given."""
        return replace(self.settings, lexicons=str(lexicons)) if lexicons else self.settings


def load(file: Path | None) -> Project:
    """The project of a file; without one that of `ppx.toml` in the working directory, if it is there.

    Raises:
        UsageError: the file cannot be read, or a key in it does not hold what it should; one line with file, key, fault
            and what to do.
    """
    if file is None and not Path(NAME).is_file():
        return Project()
    file = file or Path(NAME)
    try:
        tables = tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}; give the project's file with --config") from None
    except (
        ValueError,
        RecursionError,
    ) as error:  # beside bad TOML: numbers of thousands of digits, brackets without end
        raise UsageError(f"{file} is no TOML in UTF-8: {error}") from None
    return _project(_Table(str(file), "", tables), file.parent)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the file, asked key by key."""

    file: str
    name: str
    entries: Mapping[str, Any]

    def fault(self, key: str, message: str) -> UsageError:
        """The error of a key: file, key, fault."""
        return UsageError(f"{self.file}: {self.name}{key}: {message}")

    def known(self, *keys: str) -> None:
        """Refuse a key that nothing reads."""
        for key in self.entries:
            if key not in keys:
                raise self.fault(key, f"no such key; there are {', '.join(keys)}")

    def word(self, key: str) -> str | None:
        """A text that is not empty."""
        value = self.entries.get(key)
        if value is not None and (not isinstance(value, str) or not value):
            raise self.fault(key, f'must be a text; write {key} = "…"')
        return value

    def one_of(self, key: str, words: tuple[str, ...]) -> str | None:
        """One of a few words."""
        value = self.word(key)
        if value is not None and value not in words:
            raise self.fault(key, f"{value} is none of {', '.join(words)}")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self.entries.get(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
            raise self.fault(key, f'must be a list of texts; write {key} = ["…"]')
        return tuple(value)

    def count(self, key: str) -> int | None:
        """A whole number above 0."""
        value = self.entries.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
            raise self.fault(key, f"must be a whole number above 0; write {key} = 2")
        return value

    def table(self, key: str) -> _Table:
        """A table in this one."""
        value = self.entries.get(key, {})
        if not isinstance(value, dict):
            raise self.fault(key, f"must be a table; write [{key}] on a line of its own and its keys below")
        return _Table(self.file, f"{self.name}{key}.", value)

    def tables(self, key: str) -> list[_Table]:
        """A list of tables."""
        value = self.entries.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.fault(key, f"must be a list of tables; write [[{key}]] on a line of its own and the keys below")
        return [_Table(self.file, f"{key}[{number}].", item) for number, item in enumerate(value, 1)]


def _project(top: _Table, folder: Path) -> Project:
    top.known(
        "include", "exclude", "manifest", "jobs", "lexicon", "formats", "csv_encoding", "log", "encodings", "site"
    )
    lexicon, manifest, log = top.word("lexicon"), top.word("manifest"), top.table("log")
    log.known("level", "format")
    rules = tuple(_site(table) for table in top.tables("site"))
    return Project(
        include=top.words("include"),
        exclude=top.words("exclude"),
        manifest=folder / manifest if manifest else None,
        jobs=top.count("jobs"),
        formats=top.words("formats"),
        csv_encoding=top.word("csv_encoding"),
        log_level=log.one_of("level", events.LEVELS),
        log_format=log.one_of("format", events.FORMATS),
        settings=Settings(str(folder / lexicon) if lexicon else None, _encodings(top.table("encodings")), rules),
    )


def _encodings(table: _Table) -> tuple[tuple[str, str], ...]:
    found = []
    for glob in table.entries:
        name = table.word(glob) or ""
        codec = encodings.codec(name)
        if codec is None:
            raise table.fault(glob, f"{name} is no encoding; write utf-8, gb18030, big5, utf-16-le, …")
        found.append((glob, codec))
    return tuple(found)


def _site(table: _Table) -> Site:
    table.known("path", "host", "main", "drop", "title")
    site = Site(
        path=table.word("path"),
        host=table.word("host"),
        main=_selector(table, "main"),
        drop=table.words("drop"),
        title=_selector(table, "title"),
    )
    for selector in site.drop:
        if not sites.is_selector(selector):
            raise _no_selector(table, "drop", selector)
    if not (site.path or site.host):
        raise table.fault("path", 'a rule needs a path or a host; write path = "folder/**" or host = "www.example.org"')
    if not (site.main or site.drop or site.title):
        raise table.fault("main", "a rule needs main, drop or title; name an element by a CSS selector")
    return site


def _selector(table: _Table, key: str) -> str | None:
    value = table.word(key)
    if value is not None and not sites.is_selector(value):
        raise _no_selector(table, key, value)
    return value


def _no_selector(table: _Table, key: str, value: str) -> UsageError:
    return table.fault(key, f"{value!r} is no CSS selector; write div.article, #content, table > tr or the like")
