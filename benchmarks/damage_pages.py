"""Ways to damage a page result: each changes one thing and says whether it found it there to change.

A damage takes the page and a random generator, and returns False where the page has nothing of its kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Damage = Callable[[dict[str, Any], Random], bool]

Json = dict[str, Any]
MENTIONS = ("agencies", "deadlines", "targets")


def _records(page: Json, *kinds: str) -> list[tuple[Json, Json]]:
    return [(d, r) for d in page["documents"] for kind in kinds for r in d[kind]]


def _change(kinds: tuple[str, ...], field: str, make: Callable[[Any, Random], Any]) -> Damage:
    """Put another value into a field of a record."""

    def change(page: Json, random: Random) -> bool:
        held = [r for _, r in _records(page, *kinds) if make(r[field], random) != r[field]]
        if held:
            record = random.choice(held)
            record[field] = make(record[field], random)
        return bool(held)

    return change


def _move(kind: str, how: str) -> Damage:
    """Drop, double or swap records of a kind."""

    def move(page: Json, random: Random) -> bool:
        held = [d[kind] for d in page["documents"] if len(d[kind]) > 2]
        if not held:
            return False
        records = random.choice(held)
        at = random.randrange(len(records) - 1)
        if how == "drop":
            del records[at]
        elif how == "double":
            records.insert(at, dict(records[at]))
        else:
            records[at], records[at + 1] = records[at + 1], records[at]
        return True

    return move


def _shift(by: tuple[int, int]) -> Callable[[Any, Random], Any]:
    return lambda span, _: span and [span[0] + by[0], span[1] + by[1]]


def _swap_character(text: str | None, random: Random) -> str | None:
    """Another Chinese character somewhere in the text."""
    places = [i for i, c in enumerate(text or "") if "\u4e00" <= c <= "\u9fff" and c != "误"]
    if not text or not places:
        return text
    at = random.choice(places)
    return text[:at] + "误" + text[at + 1 :]


def drop_field(page: Json, random: Random) -> bool:
    """A record without one of its fields."""
    held = _records(page, *MENTIONS, "clauses", "tasks", "paragraphs")
    if held:
        record = random.choice(held)[1]
        del record[random.choice(list(record))]
    return bool(held)


def change_text(page: Json, random: Random) -> bool:
    """Another character in the text of a document, outside every mention."""
    documents = [d for d in page["documents"] if page["script"]["profile"] == "none" and len(d["text"]) > 20]
    if not documents:
        return False
    document = random.choice(documents)
    taken = {i for kind in MENTIONS for r in document[kind] for i in range(*r["span"])}
    free = [i for i, c in enumerate(document["text"]) if i not in taken and "\u4e00" <= c <= "\u9fff"]
    if not free:
        return False
    at = random.choice(free)
    document["text"] = document["text"][:at] + "鑫" + document["text"][at + 1 :]
    return True


def merge_paragraphs(page: Json, random: Random) -> bool:
    """A line break of the text becomes a stop."""
    documents = [d for d in page["documents"] if "\n" in d["text"]]
    if documents:
        document = random.choice(documents)
        document["text"] = document["text"].replace("\n", "。", 1)
    return bool(documents)


def swap_documents(page: Json, random: Random) -> bool:
    """Two documents of a page change places."""
    documents = page["documents"]
    if len(documents) > 1:
        documents[0], documents[1] = documents[1], documents[0]
    return len(documents) > 1


def reverse_target(page: Json, random: Random) -> bool:
    """A range that begins above its end."""
    held = [t for _, t in _records(page, "targets") if t["low"] is not None]
    if held:
        target = random.choice(held)
        target["low"], target["high"] = target["high"] + 1, target["low"]
    return bool(held)


def move_cell(page: Json, random: Random) -> bool:
    """A table cell outside its table."""
    held = [t for _, t in _records(page, "tables") if t["rows"] and t["rows"][0]]
    if held:
        table = random.choice(held)
        table["rows"][0][0] = [table["span"][1] + 1, table["span"][1] + 2]
    return bool(held)


def name_unknown_agency(page: Json, random: Random) -> bool:
    """A task led by nobody that the document knows."""
    held = _records(page, "tasks")
    if held:
        random.choice(held)[1]["lead"].append("a9999")
    return bool(held)


def lead_by_other(page: Json, random: Random) -> bool:
    """A task whose leader becomes one that cooperates."""
    held = [k for _, k in _records(page, "tasks") if k["lead"]]
    if held:
        task = random.choice(held)
        task["cooperate"].append(task["lead"].pop())
    return bool(held)


def lose_dropped(page: Json, random: Random) -> bool:
    """A dropped line of a text page that is nowhere."""
    held = [i for i, d in enumerate(page["dropped"]) if d["raw"] and any("\u4e00" <= c <= "\u9fff" for c in d["text"])]
    if held:
        del page["dropped"][random.choice(held)]
    return bool(held)


def _source(field: str, make: Callable[[Any], Any]) -> Damage:
    def change(page: Json, random: Random) -> bool:
        page["source"][field] = make(page["source"][field])
        return True

    return change


def _top(field: str, value: Any) -> Damage:
    def change(page: Json, random: Random) -> bool:
        changed = page[field] != value
        page[field] = value
        return changed

    return change


def _document(field: str, make: Callable[[Any], Any]) -> Damage:
    def change(page: Json, random: Random) -> bool:
        held = [d for d in page["documents"] if make(d[field]) != d[field]]
        if held:
            document = random.choice(held)
            document[field] = make(document[field])
        return bool(held)

    return change


def lose_warning(page: Json, random: Random) -> bool:
    """A warning less than run.json counts."""
    return bool(page["warnings"] and page["warnings"].pop())


def be_made_by_another(page: Json, random: Random) -> bool:
    """A result of another version."""
    page["made"]["version"] = "9.9.9"
    return True


ALL: dict[str, Damage] = {
    "span shifted": _change(MENTIONS, "span", _shift((1, 1))),
    "span widened": _change(MENTIONS, "span", _shift((0, 1))),
    "span beyond the text": _change(MENTIONS, "span", _shift((0, 10**6))),
    "span reversed": _change(MENTIONS, "span", lambda s, _: [s[1], s[0]]),
    "mention's text changed": _change(MENTIONS, "text", _swap_character),
    "mention's rule changed": _change(MENTIONS, "rule", lambda *_: "guess"),
    "raw span shifted": _change(MENTIONS, "raw", _shift((1, 1))),
    "raw span shifted back": _change(MENTIONS, "raw", _shift((-1, -1))),
    "raw span of a page away": _change(MENTIONS, "raw", _shift((10**7, 10**7))),
    "raw span lost": _change(MENTIONS, "raw", lambda *_: None),
    "record in another clause": _change((*MENTIONS, "tasks", "citations"), "clause", lambda c, _: f"{c}.1"),
    "id of another record": _change((*MENTIONS, "tasks"), "id", lambda i, _: f"{i[0]}{int(i[1:]) + 1}"),
    "id of another kind": _change(MENTIONS, "id", lambda i, _: f"z{i[1:]}"),
    "role unknown": _change(("agencies",), "role", lambda *_: "boss"),
    "role another": _change(("agencies",), "role", lambda r, _: "support" if r != "support" else "lead"),
    "key of another organ": _change(("agencies",), "key", lambda k, _: k and f"{k}局"),
    "full name lost": _change(("agencies",), "full", lambda *_: None),
    "group in words": _change(("agencies",), "group", lambda *_: "yes"),
    "name changed": _change(("agencies",), "name", _swap_character),
    "day that is none": _change(("deadlines",), "end", lambda e, _: e and "2025-02-30"),
    "start after end": _change(("deadlines",), "start", lambda *_: "9999-12-31"),
    "deadline's kind changed": _change(("deadlines",), "kind", lambda k, _: "from" if k != "from" else "by"),
    "edtf lost": _change(("deadlines",), "edtf", lambda *_: None),
    "range reversed": reverse_target,
    "figure changed": _change(("targets",), "high", lambda h, _: None if h is None else h + 1),
    "unit changed": _change(("targets",), "unit", lambda u, _: f"{u}s"),
    "target's deadline unknown": _change(("targets",), "deadline", lambda *_: "d9999"),
    "number as text": _change(("clauses",), "ordinal", lambda o, _: str(o)),
    "parent unknown": _change(("clauses",), "parent", lambda *_: "99.99"),
    "parent itself": _change(("clauses",), "path", lambda p, _: f"{p}.1"),
    "ordinal changed": _change(("clauses",), "ordinal", lambda o, _: o + 1),
    "clause wider than its parent": _change(("clauses",), "span", _shift((0, 3))),
    "clause begins late": _change(("clauses",), "span", _shift((1, 0))),
    "clause kind unknown": _change(("clauses",), "kind", lambda *_: "verse"),
    "preamble in the middle": _change(("clauses",), "kind", lambda *_: "preamble"),
    "heading changed": _change(("clauses",), "heading", _swap_character),
    "marker changed": _change(("clauses",), "marker", lambda m, _: f"§{m}"),
    "lines of another paragraph": _change(("paragraphs",), "lines", lambda v, _: v and [v[0] + 2, v[1] + 2]),
    "lines beyond the page": _change(("paragraphs",), "lines", lambda v, _: v and [v[0], 10**6]),
    "node that is none": _change(("paragraphs",), "node", lambda n, _: n and f"{n} > video"),
    "node of the neighbour": _change(("paragraphs",), "node", lambda n, _: n and f"{n} + *"),
    "node that is no path": _change(("paragraphs",), "node", lambda n, _: n and f"{n} > >"),
    "paragraph's span shifted": _change(("paragraphs",), "span", _shift((1, 1))),
    "citation's relation unknown": _change(("citations",), "relation", lambda *_: "likes"),
    "citation's number changed": _change(("citations",), "doc_number", lambda n, _: f"{n}9"),
    **{f"{kind} dropped": _move(kind, "drop") for kind in ("paragraphs", "clauses", "agencies", "targets", "tasks")},
    **{f"{kind} doubled": _move(kind, "double") for kind in ("paragraphs", "clauses", "agencies", "deadlines")},
    **{f"{kind} swapped": _move(kind, "swap") for kind in ("paragraphs", "clauses", "agencies", "tasks", "citations")},
    "field lost": drop_field,
    "text changed": change_text,
    "paragraphs merged": merge_paragraphs,
    "documents swapped": swap_documents,
    "cell outside its table": move_cell,
    "task led by nobody": name_unknown_agency,
    "task led by another": lead_by_other,
    "dropped line lost": lose_dropped,
    "warning lost": lose_warning,
    "made by another": be_made_by_another,
    "sha256 changed": _source("sha256", lambda s: s[:-1] + ("0" if s[-1] != "0" else "1")),
    "bytes changed": _source("bytes", lambda b: b + 1),
    "encoding changed": _source("encoding", lambda e: "utf-16-be" if e != "utf-16-be" else "utf-8"),
    "path changed": _source("path", lambda p: f"other/{p}"),
    "contract changed": _top("ppx", 2),
    "error set": _top("error", {"code": "internal", "message": "none"}),
    "documents lost": _top("documents", []),
    "warnings null": _top("warnings", None),
    "document's id changed": _document("id", lambda i: f"{i}0"),
    "document's date changed": _document("signed", lambda d: d and "1999-09-09"),
    "document's date no day": _document("published", lambda d: d and "2024-13-01"),
    "part of an unknown": _document("part_of", lambda _: "nothing#1"),
    "title changed": _document("title", lambda t: t and f"{t}误"),
    "title lines of another place": _document("title_lines", lambda v: v and [v[0] + 5, v[1] + 5]),
    "region's code cut": _document("region", lambda r: r and {**r, "code": r["code"][:4]}),
}
