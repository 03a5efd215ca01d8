"""A page in one row: what the run counts, and what the quality flags look at.

    summary = summarize(page, len(bytes), entries(settings.lexicons))

It is made of the page result as it is written, so a result that stands from an earlier run gives the same row as a new one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import regex

from ppx import lexicon
from ppx.folding import plain
from ppx.records import Failure, Records, Summary
from ppx.review import lexicon_use, lexicons

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ppx.review.lexicons import Entry

Json = dict[str, Any]
KINDS = ("clauses", "agencies", "deadlines", "targets", "tasks")
"""the records of a document that are counted"""
SUMMED = ("characters", "dropped", "documents", *KINDS)
"""numbers of a summary that add up over the records of a container"""
LISTS = ("warnings", "rules", "signs", "unknown", "entries")
"""fields of a summary that name things that many pages have"""
_DAYS = regex.compile(
    r"""(?: [年月]底 | [年月]末 | \d日 | \d月 | \d年 ) [之以]? 前   # 2025年底前, 6月30日之前
      | 到 20\d\d 年                                              # 到2030年
    """,
    regex.VERBOSE,
)
_SHARE = regex.compile("[%％]")


def entries(folder: str | None) -> tuple[tuple[str, Entry], ...]:
    """The entries of the team's own lexicons, each with the lexicon's name; none without a folder."""
    return _entries(folder, lexicon.digest(folder)) if folder else ()


@cache
def _entries(folder: str, _content: str) -> tuple[tuple[str, Entry], ...]:
    return tuple((own.name, entry) for own in lexicons.read(folder) for entry in own.entries)


def shown(name: str, entry: Entry) -> str:
    """An entry as run.json names it: `organs.stems.低空经济发展: 低空`."""
    return ".".join((name, *entry.path)) + (f": {entry.word}" if entry.word is not None else "")


def sharing() -> Callable[[Summary], Summary]:
    """A function that gives a summary back with the values it has in common with earlier ones held once.

    What comes from a worker, or from run.json, has its own copy of every name: about 2 kB a page.
    """
    known: dict[Any, Any] = {}

    def share(summary: Summary) -> Summary:
        values: Json = {name: tuple(known.setdefault(v, v) for v in getattr(summary, name)) for name in LISTS}
        return replace(summary, **values, media_type=known.setdefault(summary.media_type, summary.media_type))

    return share


class Tally:
    """The summaries of a container's records, added up."""

    def __init__(self) -> None:
        """Begin with none."""
        self.numbers: Counter[str] = Counter()
        self.pairs: dict[str, Counter[str]] = {name: Counter() for name in ("warnings", "rules", "signs", "unknown")}
        self.entries: set[str] = set()

    def add(self, summary: Summary) -> None:
        """Take in the summary of one record."""
        self.numbers.update({name: getattr(summary, name) for name in SUMMED})
        self.numbers.update(pages=1, failed=summary.error is not None, bytes=summary.result_bytes)
        self.pairs["warnings"].update(summary.warnings)
        for name in ("rules", "signs", "unknown"):
            self.pairs[name].update(dict(getattr(summary, name)))
        self.entries.update(summary.entries)

    def take(self, other: Tally) -> None:
        """Take in another tally."""
        self.numbers.update(other.numbers)
        for name, counts in other.pairs.items():
            self.pairs[name].update(counts)
        self.entries |= other.entries

    def records(self, skipped: Mapping[str, int]) -> Records:
        """What the container's result says of its records."""
        numbers: Json = {name: self.numbers[name] for name in ("pages", "failed", "bytes", *SUMMED)}
        pairs: Json = {name: dict(sorted(counts.items())) for name, counts in self.pairs.items()}
        return Records(**numbers, **pairs, skipped=dict(sorted(skipped.items())), entries=tuple(sorted(self.entries)))


def summarize(page: Json, size: int, own: Iterable[tuple[str, Entry]] = (), error: Failure | None = None) -> Summary:
    """The summary of a page result of `size` bytes; `own` are the entries to look for, `error` one that is not in the result."""
    source, error = page["source"], error or (Failure(**page["error"]) if page["error"] else None)
    return Summary(
        path=source["path"],
        status="failed" if error else "done",
        sha256=source["sha256"],
        bytes=source["bytes"],
        media_type=source["media_type"],
        result_bytes=size,
        error=error,
        **(_of_records(page) if page["records"] else _of_documents(page, own)),
    )


def _of_documents(page: Json, own: Iterable[tuple[str, Entry]]) -> Json:
    """What a page gave."""
    documents = page["documents"]
    text = "\n".join(d["text"] for d in documents)
    return {
        "characters": sum(len(d["text"]) for d in documents),
        "dropped": sum(len(piece["text"]) for piece in page["dropped"]),
        "documents": len(documents),
        **{kind: sum(len(d[kind]) for d in documents) for kind in KINDS},
        "warnings": tuple(w["code"] for w in page["warnings"]),
        "rules": _counted(_rules(documents)),
        "signs": tuple(zip(("agencies", "deadlines", "targets"), _signs(text), strict=True)),
        "unknown": _counted(_field(a, "name") for d in documents for a in d["agencies"] if _is_unknown(a)),
        "entries": tuple(_standing(page, own)) if own else (),
    }


def _of_records(page: Json) -> Json:
    """What the records of a container gave, as its result counts them."""
    records = page["records"]
    warnings = [w["code"] for w in page["warnings"]]
    warnings += [code for code, times in records["warnings"].items() for _ in range(times)]
    return {
        **{name: records[name] for name in SUMMED},
        "warnings": tuple(warnings),
        **{name: tuple(records[name].items()) for name in ("rules", "signs", "unknown")},
        "entries": tuple(records["entries"]),
        "records": records["pages"],
        "records_failed": records["failed"],
        "part_bytes": records["bytes"],
    }


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items()))


def _field(record: object, name: str) -> Any:
    """A field of a record, or of the object that it is in a result that stands from an earlier run."""
    return record[name] if isinstance(record, dict) else getattr(record, name)


def _is_unknown(agency: object) -> bool:
    """An organ without a key; a set is none, nor is what is called after its field only (区民政部门, 公安机关)."""
    return not (_field(agency, "key") or _field(agency, "group") or _field(agency, "name").endswith(_nouns()))


@lexicon.cached
def _nouns() -> tuple[str, ...]:
    return tuple(lexicon.load("agencies")["labels"]["nouns"])


def _rules(documents: Iterable[Json]) -> Iterator[str]:
    for document in documents:
        for kind in ("agencies", "deadlines", "targets"):
            yield from (f"{kind}:{_field(record, 'rule')}" for record in document[kind])


def _signs(text: str) -> tuple[int, int, int]:
    """How many labels of responsibility, days and percentages stand in the text: each promises a record."""
    return len(_labels().findall(text)), len(_DAYS.findall(text)), len(_SHARE.findall(text))


@lexicon.cached
def _labels() -> regex.Pattern[str]:
    """`牵头单位：`, `（责任部门:`: a role, its noun and a colon."""
    tables = lexicon.load("agencies")
    roles = "|".join(word for role, words in tables["roles"].items() if role != "mention" for word in words)
    return regex.compile(f"(?:{roles})(?:{'|'.join(tables['labels']['nouns'])})[:：]")


def _standing(page: Json, own: Iterable[tuple[str, Entry]]) -> Iterator[str]:
    """The entries that stand on the page, in its documents or in what was dropped."""
    texts = [text for d in page["documents"] for text in (d["title"] or "", d["text"])]
    whole = "\n".join([*texts, *(piece["text"] for piece in page["dropped"])])
    whole += "\n" + plain(whole)
    return (shown(name, entry) for name, entry in own if lexicon_use.stands(name, entry.path, entry.word, whole))
