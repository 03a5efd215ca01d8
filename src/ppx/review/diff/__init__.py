"""What differs between two runs: pages, documents and records added, removed, changed and moved, and why.

    for change in diff(Path("out-old"), Path("out-new")):
        print(change.kind, change.action, change.cause, change.new or change.old, change.fields)

Pages whose results are the same bytes are not read further; the others are compared one after the other, so memory does not grow
with the corpus.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ppx.errors import UsageError
from ppx.review.diff.alignment import align
from ppx.review.diff.changes import ACTIONS, CAUSES, KINDS, Action, Change
from ppx.review.diff.pages import find_pages, pair_pages, tell_cause
from ppx.review.diff.records import compare_records, shown_records
from ppx.review.likeness import likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["ACTIONS", "CAUSES", "KINDS", "Change", "diff"]

Json = dict[str, Any]
DOCUMENT = ("kind", "title", "doc_number", "issuer", "signed", "published", "effective", "expires", "region")


def diff(old: Path, new: Path) -> Iterator[Change]:
    """Every change from OLD to NEW, in the order of the pages of NEW; each is a run's folder, or both are page results.

    Raises:
        UsageError: one is missing, holds no results, or is damaged; or a folder was given beside a file.
    """
    for side in (old, new):
        if not side.exists():
            raise UsageError(f"{side}: no such file or folder; give two folders that ppx extract wrote")
    if old.is_file() != new.is_file():
        raise UsageError(f"{old} and {new}: give two folders, or two page results")
    for before, after in pair_pages(find_pages(old), find_pages(new)):
        yield from compare_pages(before, after)


def compare_pages(old: Json | None, new: Json | None) -> Iterator[Change]:
    """The changes of one page."""
    cause, rules = tell_cause(old, new)
    paths = [page["source"]["path"] if page else None for page in (old, new)]
    change = partial(Change, cause=cause, rules=rules, page=paths[1] or paths[0] or "")
    fields: dict[str, tuple[Any, Any]] = {}
    if old and new:
        before, after = _page_facts(old), _page_facts(new)
        fields = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
        if paths[0] != paths[1]:
            told = {"path": (paths[0], paths[1]), **fields}
            yield change("pages", "moved", old=paths[0], new=paths[1], text=paths[1] or "", fields=told)
        elif fields:
            yield change("pages", "changed", old=paths[0], new=paths[1], text=paths[1] or "", fields=fields)
    else:
        action: Action = "added" if new else "removed"
        yield change("pages", action, old=paths[0], new=paths[1], text=_titles(new or old or {}))
    documents = (old["documents"] if old else []), (new["documents"] if new else [])
    for i, j in align(*documents, key=lambda d: (d["title"], d["text"]), alike=_alike):
        pair = (None if i is None else documents[0][i]), (None if j is None else documents[1][j])
        yield from _compare_documents(*pair, change=change)


def _page_facts(page: Json) -> Json:
    return {
        "error": page["error"] and page["error"]["code"],
        "profile": page["script"]["profile"],
        "warnings": [w["code"] for w in page["warnings"]],
    }


def _titles(page: Json) -> str:
    return "; ".join(d["title"] or d["id"] for d in page["documents"])


def _alike(old: Json, new: Json) -> float:
    """Likeness of two documents of a page: of their titles, and of how they begin where titles say nothing."""
    if old["title"] and old["title"] == new["title"]:
        return 1.0
    return max(likeness(old["title"], new["title"]) if old["title"] and new["title"] else 0.0, _opening(old, new))


def _opening(old: Json, new: Json) -> float:
    return likeness(old["text"][:2000], new["text"][:2000])


def _compare_documents(old: Json | None, new: Json | None, change: Callable[..., Change]) -> Iterator[Change]:
    ids = [document and document["id"] for document in (old, new)]
    if old and new:
        fields = {name: (old[name], new[name]) for name in DOCUMENT if old[name] != new[name]}
        if old["text"] != new["text"] and not (old["clauses"] and new["clauses"]):
            fields["text"] = (old["text"], new["text"])
        if fields:
            yield change("documents", "changed", old=ids[0], new=ids[1], text=new["title"] or "", fields=fields)
        for found in compare_records(old, new):
            action = "changed" if found.old and found.new else "added" if found.new else "removed"
            record = found.new or found.old or {}
            names = [r and f"{d}:{r['id']}" for d, r in zip(ids, (found.old, found.new), strict=True)]
            yield change(found.kind, action, old=names[0], new=names[1], text=record["text"], fields=found.fields)
        return
    action, document = ("added", new) if new else ("removed", old)
    if document is None:
        return
    yield change("documents", action, old=ids[0], new=ids[1], text=document["title"] or "")
    for kind, records in sorted(shown_records(document).items(), key=lambda item: KINDS.index(item[0])):
        for record in records:
            name = f"{document['id']}:{record['id']}"
            yield change(kind, action, old=old and name, new=new and name, text=record["text"])
