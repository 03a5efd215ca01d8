"""The columns of every table: names, types and keys, as docs/output.md lists them.

A column is `name type`, with `!` behind the primary key and `>table` behind a foreign one. Types are those of the
Frictionless Table Schema.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    type: str
    """`string`, `integer`, `number`, `boolean` or `date`"""
    key: bool = False
    refers: str | None = None
    """the table whose primary key it holds"""


def _columns(words: str) -> tuple[Column, ...]:
    made = []
    for entry in filter(str.strip, words.splitlines()):
        name, kind = entry.split()
        kind, _, refers = kind.partition(">")
        made.append(Column(name, kind.rstrip("!"), kind.endswith("!"), refers or None))
    return tuple(made)


MENTION = """
page string
line_first integer
line_last integer
node string
"""

TABLES: dict[str, tuple[Column, ...]] = {
    "documents": _columns("""
        document_id string!
        page string
        position integer
        part_of string>documents
        kind string
        title string
        doc_number string
        issuer string
        signed date
        published date
        effective date
        expires date
        region string
        region_code string
        script string
        profile string
        url string
        characters integer
        clauses integer
        agencies integer
        deadlines integer
        targets integer
        warnings integer
    """),
    "clauses": _columns(
        """
        clause_id string!
        document_id string>documents
        path string
        parent_id string>clauses
        kind string
        marker string
        ordinal integer
        repaired boolean
        heading string
        text string
        start integer
        end integer
    """
        + MENTION
    ),
    "agencies": _columns(
        """
        agency_id string!
        document_id string>documents
        clause_id string>clauses
        role string
        name string
        full string
        key string
        level string
        group boolean
        text string
        start integer
        end integer
    """
        + MENTION
    ),
    "organs": _columns("""
        key string!
        full string
        level string
        division_code string
        division string
        aliases string
        mentions integer
        documents integer
    """),
    "deadlines": _columns(
        """
        deadline_id string!
        document_id string>documents
        clause_id string>clauses
        kind string
        start_date string
        end_date string
        due string
        length string
        on string
        working boolean
        edtf string
        text string
        start integer
        end integer
    """
        + MENTION
    ),
    "targets": _columns(
        """
        target_id string!
        document_id string>documents
        clause_id string>clauses
        kind string
        indicator string
        subject string
        op string
        low number
        high number
        unit string
        change string
        per_year boolean
        deadline_id string>deadlines
        deadline_text string
        text string
        start integer
        end integer
    """
        + MENTION
    ),
    "tasks": _columns(
        """
        task_id string!
        document_id string>documents
        clause_id string>clauses
        heading string
        text string
        lead string
        cooperate string
        responsible string
        support string
        inherited string
        due string
        targets string
        agency_ids string
        deadline_ids string
        target_ids string
    """
        + MENTION
    ),
    "citations": _columns(
        """
        document_id string>documents
        clause_id string>clauses
        relation string
        title string
        doc_number string
        cited_document_id string>documents
        start integer
        end integer
    """
        + MENTION
    ),
    "duplicates": _columns("""
        document_id string>documents
        duplicate_of string>documents
        similarity number
    """),
    "attachments": _columns("""
        page string
        name string
        url string
        attached_page string
    """),
}

UNITS = {
    "start": "code points in the document's text",
    "end": "code points in the document's text",
    "characters": "code points",
    "low": "base units: 元 and not 亿元; the unit stands in the column unit",
    "high": "base units, as low",
    "length": "ISO 8601 duration",
    "start_date": "ISO 8601; XX where the page masked the year",
    "end_date": "ISO 8601; XX where the page masked the year",
    "line_first": "1-based line of the raw page; empty on HTML pages",
    "line_last": "1-based line of the raw page; empty on HTML pages",
    "node": "CSS path in the raw page, or place in a Word or PDF file; empty on text pages",
    "similarity": "0 to 1",
    "attached_page": "path of the raw file that the link names, where the corpus holds it",
}
