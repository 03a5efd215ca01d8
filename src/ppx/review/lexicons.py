"""Lexicons of a team's own, reviewed: entries that are wrong, double, at odds with others, shadowed or never used.

check("our-lexicons")                  # what the files alone tell
check("our-lexicons", over=texts)      # and the entries that stand in none of these texts
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from ppx import lexicon
from ppx.errors import LexiconError
from ppx.folding import plain
from ppx.lexicon import lines, shapes
from ppx.review import lexicon_use, organ_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ppx.lexicon.shapes import Fault

ONE_MEANING = frozenset({"agencies.roles", "agencies.verbs", "labels.labels", "organs.stems", "units"})
"""tables of lists in which a word may stand once: the list that it stands in is what it means"""
FIRST_PART = frozenset({
    "agencies.acts.verbs", "agencies.groups.starts", "headings.begin.words", "deadlines.words.baseline_after",
    "deadlines.words.lookback_after", "deadlines.words.named_after", "deadlines.words.after_point", "deadlines.words.daily",
})  # fmt: skip
"""lists that a text is held against by its beginning: a word that begins with another of the list adds nothing"""
LAST_PART = frozenset({
    "agencies.groups.ends", "agencies.kinds.zone_ends", "agencies.kinds.body_ends", "forms.kinds.strict", "forms.organs.endings",
    "issuers.ends", "deadlines.words.baseline_before", "deadlines.words.lookback_before", "deadlines.words.labels",
})  # fmt: skip
"""lists that a text is held against by its end"""
ANY_PART = frozenset({
    "agencies.groups.inside", "deadlines.words.fact", "deadlines.words.promise", "deadlines.words.goal", "deadlines.words.action",
    "headings.finite.words", "noise.spun",
})  # fmt: skip
"""lists whose words may stand anywhere in a text"""
_PARTS = {"starts": "first", "inside": "any"}
"""how the lists of main_text.toml are held against a line"""


class Finding(NamedTuple):
    """An entry to look at."""

    file: str
    at: int
    """1-based line"""
    entry: str
    text: str
    """what is the matter"""

    @property
    def line(self) -> str:
        """The finding as it is printed."""
        return f"{self.file}:{self.at}: {self.entry + ': ' if self.entry else ''}{self.text}"


class Entry(NamedTuple):
    """A word of a list, or a name with what stands behind it."""

    path: tuple[str, ...]
    word: str | None
    """None for a name with a value"""
    value: Any = None

    @property
    def where(self) -> str:
        """The list or table it stands in, as `organs.stems`."""
        return ".".join(self.path if self.word is not None else self.path[:-1])


@dataclass(frozen=True)
class Own:
    """One file of the team's."""

    file: str
    name: str
    text: str
    tables: Mapping[str, Any]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every word and every name of the file, in its order."""
        return tuple(_entries(self.tables, ()))

    @cached_property
    def base(self) -> dict[str, Any]:
        """The package's tables of that name."""
        return lexicon.package(self.name)

    @cached_property
    def laid(self) -> dict[str, Any]:
        """What is read where the file lies over the package's."""
        return lexicon.laid(self.base, dict(self.tables))

    def finding(self, entry: Entry | Fault, text: str) -> Finding:
        """The finding at the line of the entry."""
        return Finding(self.file, lines.of_entry(self.text, entry.path, entry.word), ".".join(entry.path), text)


def check(folder: str, over: Iterable[str] | None = None) -> list[Finding]:
    """What is to be said of a folder of lexicons, by file and line; `over`: texts in which every entry should stand somewhere.

    Raises:
        LexiconError: there is no such folder, or no lexicon in it.
    """
    found: list[Finding] = []
    good = read(folder, found)
    texts = "\n".join(over) if over is not None else None
    seen = _held(texts) if texts is not None else None
    for own in good:
        for entry in own.entries:
            found += (own.finding(entry, text) for text in _judged(own, entry, seen))
    found += _organs(good)
    return sorted(dict.fromkeys(found))


def read(folder: str, found: list[Finding] | None = None) -> list[Own]:
    """The files of a folder whose entries can be reviewed; what forbids it for the others goes to `found`.

    Raises:
        LexiconError: there is no such folder, or no lexicon in it.
    """
    faults: list[Finding] = [] if found is None else found
    return [own for own in (_read(file, faults) for file in lexicon.own_files(folder)) if own]


def _held(text: str) -> str:
    """The text as it is and as it is folded, for the lexicons that pages are judged by."""
    return text + "\n" + plain(text)


def _read(file: Path, found: list[Finding]) -> Own | None:
    """The file, if its entries can be reviewed; what forbids that goes to `found`."""
    if file.stem not in lexicon.names():
        found.append(Finding(str(file), 1, "", lexicon.unknown()))
        return None
    try:
        text = file.read_text("utf-8-sig")
        own = Own(str(file), file.stem, text, lexicon.parsed(str(file), text))
    except UnicodeDecodeError:
        found.append(Finding(str(file), 1, "", "is not UTF-8; save it as UTF-8"))
        return None
    except LexiconError as error:
        line, _, fault = str(error).removeprefix(f"{file}:").partition(": ")
        found.append(Finding(str(file), int(line), "", fault))
        return None
    wrong = [own.finding(fault, fault.text) for fault in shapes.faults(own.name, own.tables, own.base)]
    found += wrong
    return None if wrong else own


def _entries(tables: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[Entry]:
    for key, value in tables.items():
        at = (*path, key)
        if isinstance(value, dict):
            yield from _entries(value, at)
        elif isinstance(value, list):
            yield from (Entry(at, word) for word in value)
        else:
            yield Entry(at, None, value)


def _judged(own: Own, entry: Entry, seen: str | None) -> Iterator[str]:
    """What is to be said of one entry."""
    said = list(_of_word(own, entry) if entry.word is not None else _of_value(own, entry))
    said += lexicon_use.never(own.name, entry.path, entry.word)
    yield from said
    if seen is not None and not said and not lexicon_use.stands(own.name, entry.path, entry.word, seen):
        yield f"never used: {lexicon_use.written(entry.path, entry.word)} stands on none of the pages"


def _of_word(own: Own, entry: Entry) -> Iterator[str]:
    word = entry.word or ""
    here = list(_at(own.base, entry.path) or ())
    listed = list(_at(own.tables, entry.path))
    if word.startswith("-"):
        if word[1:] not in here:
            yield f"never used: the package's list has no {word[1:]} to take out"
        return
    if word in here:
        yield f"double: {word} is in the package's list already (lexicons/{_place(own.name, entry.path, word)})"
        return
    if listed.count(word) > 1:
        yield f"double: {word} is in this list twice"
    yield from _other_meaning(own, entry)
    taken_out = {w[1:] for w in listed if w.startswith("-")}
    shorter = _shorter(f"{own.name}.{entry.where}", word, [w for w in (*here, *listed) if w not in taken_out])
    if shorter:
        yield f"shadowed: {shorter} of the same list always matches where {word} does"


def _of_value(own: Own, entry: Entry) -> Iterator[str]:
    base = _at(own.base, entry.path)
    if base is None:
        return
    place = f"lexicons/{_place(own.name, entry.path, None)}"
    if base == entry.value:
        yield f"double: the package says the same ({place})"
    else:
        yield f"clash: the package says {base or 'that it is not certain'} ({place}); here {entry.value or 'that it is not certain'}"


def _other_meaning(own: Own, entry: Entry) -> Iterator[str]:
    """The word under another key of a table in which a word means one thing."""
    table = entry.path[:-2] if own.name == "units" else entry.path[:-1]
    if ".".join((own.name, *table)) not in ONE_MEANING or "per" in entry.path:
        return
    for key, held in _at(own.laid, table).items():
        words = [key] if own.name == "organs" else []
        words += held["words"] if isinstance(held, dict) else held
        if key not in (*entry.path, "per") and entry.word in words:
            whose = "this folder" if _at(own.tables, (*table, key)) else "the package"
            yield f"clash: {entry.word} means {key} in {whose}, here {entry.path[len(table)]}; take it out of one of them"
            return


def _shorter(where: str, word: str, words: Iterable[str]) -> str | None:
    """A word of the list that matches wherever the longer one does."""
    kind = _PARTS.get(where.rpartition(".")[2]) if where.startswith("main_text.") else None
    for other in words:
        if other == word or other not in word or other.startswith("-"):
            continue
        first = where in FIRST_PART or kind == "first"
        if (first and word.startswith(other)) or (where in LAST_PART and word.endswith(other)):
            return other
        if where in ANY_PART or kind == "any":
            return other
    return None


def _organs(files: Iterable[Own]) -> Iterator[Finding]:
    """Names of organs that two entries lay claim to, or that are ordinary words."""
    for own in files:
        for path, text in (*organ_names.disputed(own.name, own.tables), *organ_names.common(own.name, own.tables)):
            yield own.finding(Entry(path, None), text)


def _place(name: str, path: tuple[str, ...], word: str | None) -> str:
    return f"{name}.toml:{lines.of_entry(lexicon.source(name), path, word)}"


def _at(tables: Any, path: tuple[str, ...]) -> Any:
    """What stands at the path; None where nothing does."""
    for key in path:
        tables = tables.get(key) if isinstance(tables, dict) else None
    return tables
