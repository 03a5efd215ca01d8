"""The organs of a corpus, counted over all documents by their keys."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ppx import divisions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ppx.writing.rows import Json, Row


@dataclass(slots=True)
class Organ:
    """One organ across the corpus."""

    full: str
    level: str
    aliases: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    last: str = ""


def count_mentions(document: Json) -> list[Json]:
    """The agencies of a document that have a key, each reading of one once, with its `times`."""
    names = ("key", "full", "name", "level")
    mentions = Counter(tuple(a[name] for name in names) for a in document["agencies"] if a["key"])
    return [{**dict(zip(names, mention, strict=True)), "times": times} for mention, times in mentions.items()]


def count_organs(organs: dict[str, Organ], document: str, mentions: Iterable[Json]) -> None:
    """Count the organs that `document` mentions."""
    for a in mentions:
        organ = organs.setdefault(a["key"], Organ(a["full"] or a["name"], a["level"] or ""))
        organ.full = min(organ.full, a["full"] or organ.full)
        organ.aliases[a["name"]] += a["times"]
        organ.documents += organ.last != document
        organ.last = document


def organ_row(key: str, organ: Organ) -> Row:
    """The row of an organ; its division is the one of its key."""
    code = key.partition(":")[0]
    held = divisions.coded(code) if code.isdecimal() else ()
    return {
        "key": key,
        "full": organ.full,
        "level": organ.level,
        "division_code": code if code.isdecimal() else None,
        "division": held[0].name if held else None,
        "aliases": ";".join(name for name, _ in sorted(organ.aliases.items(), key=lambda a: (-a[1], a[0]))),
        "mentions": organ.aliases.total(),
        "documents": organ.documents,
    }
