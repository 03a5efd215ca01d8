"""The columns of every table: names, types and keys, as docs/output.md lists them.

A column is `name type  description`, with `!` behind the type of the primary key and `>table` behind that of a foreign one.
Types are those of the Frictionless Table Schema.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    type: str
    """`string`, `integer`, `number`, `boolean` or `date`"""
    description: str
    key: bool = False
    refers: str | None = None
    """the table whose primary key it holds"""


def _columns(words: str) -> tuple[Column, ...]:
    made = []
    for entry in filter(str.strip, words.splitlines()):
        name, kind, description = entry.split(maxsplit=2)
        kind, _, refers = kind.partition(">")
        made.append(Column(name, kind.rstrip("!"), description.strip(), kind.endswith("!"), refers or None))
    return tuple(made)


MENTION = """
page string  path of the raw page under RAW
line_first integer  1-based line of the raw page; empty on HTML pages
line_last integer  1-based line of the raw page; empty on HTML pages
node string  CSS path in the raw page; empty on text pages
"""

TABLES: dict[str, tuple[Column, ...]] = {
    "documents": _columns("""
        document_id string!  page and place in the page: the same in every run
        page string  path of the raw page under RAW
        position integer  place in the page, from 1
        part_of string>documents  the notice that this attachment came with
        kind string  文种: 通知, 意见, 方案, …
        title string  its own title
        doc_number string  发文字号, masked where the page masks it
        issuer string  as signed, joint issuers joined by a space
        signed date  under the seal
        published date  of publication
        effective date  of force
        expires date  the last day of force
        region string  official name of the division that it governs
        region_code string  GB/T 2260
        script string  hans, hant or mixed
        profile string  how the script was restored: none, t2s, chars, s2twp-inverse
        url string  where the page was fetched
        characters integer  code points of the text
        clauses integer  how many
        agencies integer  how many mentions
        deadlines integer  how many
        targets integer  how many
        warnings integer  how many the page has
    """),
    "clauses": _columns(
        """
        clause_id string!  document_id:record
        document_id string>documents  the document
        path string  dotted ordinals from the root: 2.6.1; the preamble is 0
        parent_id string>clauses  the clause around it
        kind string  article, han, paren_han, digit, …; preamble
        marker string  as the text shows it
        ordinal integer  the number that the marker says
        repaired boolean  true where the count and not the marker gave the ordinal
        heading string  its heading
        text string  its own text, children left out
        start integer  code points in the document's text
        end integer  code points in the document's text, children included
    """
        + MENTION
    ),
    "agencies": _columns(
        """
        agency_id string!  document_id:record
        document_id string>documents  the document
        clause_id string>clauses  the clause
        role string  lead, cooperate, responsible, support or mention
        name string  with the level that a list lets it inherit
        full string  seal name with the region
        key string>organs  the same organ across documents, as in organs
        level string  national, province, prefecture, county, town or zone
        group boolean  true for 各… and other sets
        text string  as it stands
        start integer  code points in the document's text
        end integer  code points in the document's text
    """
        + MENTION
    ),
    "organs": _columns("""
        key string!  division code or cn, and official name
        full string  seal name
        level string  national, province, prefecture, county, town or zone
        division_code string  GB/T 2260
        division string  official name of the division
        aliases string  names in use, the commonest first
        mentions integer  how many
        documents integer  how many name it
    """),
    "deadlines": _columns(
        """
        deadline_id string!  document_id:record
        document_id string>documents  the document
        clause_id string>clauses  the clause
        kind string  by, during, from, within or recurring
        start_date string  ISO 8601; XX where the page masked the year
        end_date string  ISO 8601, inclusive; XX where the page masked the year
        due string  the day itself where a length or an open start has a known anchor
        length string  ISO 8601 duration
        on string  month-days of a recurring one, MM-DD
        working boolean  true where the length counts working days
        edtf string  ISO 8601-2
        text string  as it stands
        start integer  code points in the document's text
        end integer  code points in the document's text
    """
        + MENTION
    ),
    "targets": _columns(
        """
        target_id string!  document_id:record
        document_id string>documents  the document
        clause_id string>clauses  the clause
        kind string  target, incentive, limit, condition or other
        indicator string  what is counted
        subject string  whose it is
        op string  >= <= ~ .. or =
        low number  base units: 元 and not 亿元; the unit stands in the column unit
        high number  base units, as low
        unit string  base unit
        change string  level, growth, decrease or multiple
        per_year boolean  true for a yearly rate
        deadline_id string>deadlines  the deadline that governs it
        deadline_text string  as it stands
        text string  as it stands
        start integer  code points in the document's text
        end integer  code points in the document's text
    """
        + MENTION
    ),
    "tasks": _columns(
        """
        task_id string!  document_id:record
        document_id string>documents  the document
        clause_id string>clauses  the clause
        heading string  of its clause
        text string  its text
        lead string  names
        cooperate string  names
        responsible string  names
        support string  names
        inherited string  names that a rule stated once gives it
        due string  dates, or lengths where no date is known
        targets string  indicator op value unit
        agency_ids string  ids
        deadline_ids string  ids
        target_ids string  ids
    """
        + MENTION
    ),
    "citations": _columns(
        """
        document_id string>documents  the document
        clause_id string>clauses  the clause
        relation string  cites, based_on, implements, forwards, amends or repeals
        title string  of the cited document
        doc_number string  of the cited document
        cited_document_id string>documents  the cited document, where the corpus has it
        start integer  code points in the document's text
        end integer  code points in the document's text
    """
        + MENTION
    ),
    "duplicates": _columns("""
        document_id string!>documents  a document with the text, or nearly the text, of an earlier one
        duplicate_of string>documents  the first of its group in the order of the tables
        similarity number  share of runs of five characters that both have, 0 to 1; 1 is the same text
        only_here string  passages that the other has not, “quoted”
        only_there string  passages of the other that this one has not, “quoted”
    """),
    "attachments": _columns("""
        page string  the page with the link
        name string  what the link says
        url string  where it leads
        attached_page string  the raw file that it names, where the corpus holds it
    """),
}
