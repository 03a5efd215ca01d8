"""What the checker claims of a folder, as a closed list, and what it says of a claim that does not hold.

docs/verify.md shows this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

CLAIMS = MappingProxyType(
    {
        "run": "run.json is whole and has its fields",
        "counts": "what run.json counts is what the page results hold",
        "status": "a page failed in run.json if and only if its result has an error, and then it has no documents",
        "page_missing": "every page of run.json has a result",
        "page_unknown": "every result is of a page of run.json",
        "page_order": "pages stand in the order of their paths, each once",
        "part": "a container's part holds a page result for each record, as many and as long as its own result counts",
        "tables": "the table files are those that run.json names, with their bytes and sha256",
        "formats": "SQLite and Parquet are whole and have as many rows as the CSV",
        "snapshot": "a snapshot is whole",
        "report": "a report is whole",
        "partial": "no partial file is left",
        "json": "a result is whole JSON",
        "shape": "every field is there, of its type, with a value of its list",
        "path": "a result stands under the path of its raw page",
        "made": "what made a result is what made the run",
        "id": "ids are unique and count in text order; a document's id is its page and its place",
        "part_of": "an attachment names an earlier document of its page",
        "span": "a span lies inside the text",
        "text": "a mention's text is the text of its span",
        "paragraphs": "paragraphs tile the text, one a line, and none is blank",
        "lines": "lines exist in the raw page and follow one another",
        "clause": "a record names the deepest clause that it begins in and does not outrun it",
        "tree": "clauses nest: parents exist and hold their children, paths are the ordinals from the root, no gap between them",
        "marker": "a clause begins with its marker and holds its heading",
        "order": "records stand in text order and, within their kind, apart",
        "reference": "ids in tasks and targets name records of the right kind and role",
        "value": "values fit one another: low and high, start and end, days that exist, key and full name",
        "cells": "cells of a table lie inside it, in order",
        "source": "bytes and sha256 are those of the raw page, or of the record in its container",
        "raw_missing": "the raw page is there and decodes as its encoding",
        "raw_span": "raw spans follow one another inside the lines of their paragraph",
        "raw_text": "raw characters are those of the record, but for script, width, noise and mended damage",
        "node": "a node leads to one element of the HTML page, or to a place in the Word or PDF file, in order",
        "conserved": "every character of a text page is in a paragraph, a title or a dropped range",
        "package": "datapackage.json describes every table",
        "csv": "a table is whole CSV in its encoding, under the columns of datapackage.json",
        "type": "a cell is of its column's type, and no spreadsheet runs it",
        "primary_key": "primary keys are there and unique",
        "foreign_key": "foreign keys lead to rows",
        "row_missing": "every record has its row",
        "row_unexpected": "every row has its record",
        "row_order": "rows stand in the order of the page results",
        "cell": "a cell holds what the page result holds",
        "organs": "organs.csv counts the agencies with a key",
        "duplicates": "documents with the same text are in duplicates.csv; what it quotes of a document stands in it",
        "attached": "attachments.csv leads to pages of the run",
    }
)
"""claim → what holds where it is kept"""


@dataclass(frozen=True, slots=True)
class Fault:
    """A claim that does not hold."""

    claim: str
    """from `CLAIMS`"""
    file: str
    """under OUT, or the raw page for claims about it"""
    record: str
    """id of the record, a field's place, or a row; empty where the whole file is meant"""
    expected: str
    found: str


def fault(claim: str, file: str, record: object, expected: object, found: object) -> Fault:
    """A fault whose expected and found fit on a line.

    Raises:
        KeyError: the claim is not in the closed list.
    """
    CLAIMS[claim]
    return Fault(claim, file, str(record), _short(expected), _short(found))


def _short(value: object) -> str:
    shown = (value if isinstance(value, str) else repr(value)).replace("\n", "⏎")
    return shown if len(shown) <= 160 else f"{shown[:120]}… ({len(shown)} characters)"
