"""What the tables over a whole corpus have to know of a page result: all of its names, nothing of its text.

    facts = state_facts(page, [PageRows(page, document) for document in page["documents"]])
    facts["documents"][0]["trace"]

They have the shape of a page result, so that what reads one reads the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppx.writing.organs import count_mentions
from ppx.writing.reprints import Trace, trace
from ppx.writing.rows import citation_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ppx.writing.rows import Json, PageRows


def state_facts(page: Json, documents: Iterable[PageRows]) -> Json:
    """The facts of a page result and of its documents."""
    source = page["source"]
    return {
        "source": {"path": source["path"], "url": source["url"]},
        "attachments": page["attachments"],
        "documents": [_of_document(rows) for rows in documents],
    }


def _of_document(rows: PageRows) -> Json:
    document = rows.document
    return {
        **{name: document[name] for name in ("id", "title", "doc_number")},
        "agencies": count_mentions(document),
        "citations": citation_rows(rows),
        "trace": trace(rows.text),
    }


def recall_facts(facts: Json) -> Json:
    """Facts that were kept as JSON, as `state_facts` gives them."""
    for document in facts["documents"]:
        document["trace"] = Trace(**document["trace"])
    return facts
