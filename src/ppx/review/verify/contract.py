"""The contract of docs/output.md, stated a second time: the shape of a page result and of run.json.

Written from the document and not from the code that writes, so that a slip in either shows.
"""

from __future__ import annotations

from ppx.review.verify.shapes import array, counts, flag, maybe, number, one_of, pair, record, text, whole

REASONS = (
    *("navigation", "byline", "share", "related", "contact", "form", "footer", "headline", "intro", "hidden"),
    *("duplicate", "slogan", "noise", "no_article", "site_rule"),
)
WARNINGS = (
    *("no_document", "site_rule_missed", "encoding_mismatch", "encoding_guess", "encoding_damage", "injected_text"),
    *("repaired_number", "unknown_converter", "unproven_wording", "spun_text", "number_repaired", "number_jump"),
    *("pages_without_text", "damaged_container", "metadata_conflict"),
)
FAILURES = (
    *("unreadable", "not_text", "too_large", "no_reader", "damaged", "encrypted", "no_text", "damaged_container"),
    *("timeout", "memory", "worker_died", "unwritable", "internal"),
)
ANOMALIES = (
    *("failed", "records_failed", "no_document", "no_clauses", "no_yield", "number_jump", "kept_share"),
    *("yield_changed", "duplicate_id", "unknown_agency", "unused_entry"),
)
DATE = text(r"\d{4}-\d\d-\d\d", "a date YYYY-MM-DD")
MASKED = text(r"[\dX]{4}-[\dX]{2}-[\dX]{2}", "a date, XX where masked")
CODE = text(r"[a-z]+(_[a-z]+)*", "a code in small letters")
DIGEST = text(r"[0-9a-f]{8,64}", "a hexadecimal digest")

MENTION = {"id": text(), "clause": text(), "span": pair(), "raw": maybe(pair()), "text": text(), "rule": CODE}

PARAGRAPH = record(clause=maybe(text()), span=pair(), lines=maybe(pair()), node=maybe(text()))
CLAUSE = record(
    id=text(r"\d+(\.\d+)*(~\d+)?", "a path, a repeated one with ~2"),
    path=text(r"\d+(\.\d+)*", "dotted ordinals"),
    parent=maybe(text()),
    kind=one_of(
        *("part", "chapter", "section", "article", "han", "paren_han", "digit", "paren_digit", "circled", "other"),
        "preamble",
    ),
    marker=text(),
    ordinal=whole(),
    repaired=flag(),
    heading=maybe(text()),
    span=pair(),
)
AGENCY = record(
    **MENTION,
    name=text(r"(?s).+", "a name"),
    full=maybe(text()),
    key=maybe(text(r"[^:]+:.+", "division:name")),
    role=one_of("lead", "cooperate", "responsible", "support", "mention"),
    level=maybe(one_of("national", "province", "prefecture", "county", "town", "zone")),
    group=flag(),
)
DEADLINE = record(
    **MENTION,
    kind=one_of("by", "during", "from", "within", "recurring"),
    start=maybe(MASKED),
    end=maybe(MASKED),
    length=maybe(text(r"P(\d+(\.\d+)?[YMWD])+|PT(\d+(\.\d+)?[HM])+", "an ISO 8601 duration")),
    on=array(text(r"\d\d-\d\d", "MM-DD")),
    working=flag(),
    due=maybe(DATE),
    edtf=maybe(text()),
)
TARGET = record(
    **MENTION,
    indicator=maybe(text()),
    subject=maybe(text()),
    op=one_of(">=", "<=", "~", "..", "="),
    low=maybe(number()),
    high=maybe(number()),
    unit=maybe(text()),
    change=one_of("level", "growth", "decrease", "multiple"),
    per_year=flag(),
    kind=one_of("target", "incentive", "limit", "condition", "other"),
    deadline=maybe(text()),
)
IDS = array(text())
TASK = record(
    **dict.fromkeys(("lead", "cooperate", "responsible", "support", "inherited", "deadlines", "targets"), IDS),
    id=text(),
    clause=text(),
    span=pair(),
)
CITATION = record(
    clause=text(),
    span=pair(),
    title=maybe(text()),
    doc_number=maybe(text()),
    relation=one_of("cites", "based_on", "implements", "forwards", "amends", "repeals"),
)
TABLE = record(clause=maybe(text()), span=pair(), header=array(pair()), rows=array(array(pair())))
DOCUMENT = record(
    **{name: maybe(DATE) for name in ("signed", "published", "effective", "expires")},
    **{name: maybe(text()) for name in ("part_of", "kind", "title", "doc_number", "issuer")},
    id=text(),
    title_lines=maybe(pair()),
    region=maybe(record(name=text(), code=text(r"\d{6}", "six digits"))),
    text=text(),
    paragraphs=array(PARAGRAPH),
    clauses=array(CLAUSE),
    agencies=array(AGENCY),
    deadlines=array(DEADLINE),
    targets=array(TARGET),
    tasks=array(TASK),
    citations=array(CITATION),
    tables=array(TABLE),
)
FAILURE = record(code=one_of(*FAILURES), message=text())
MADE = record(version=text(), settings=DIGEST, lexicons=DIGEST)
PAGE = record(
    ppx=one_of(1),
    made=MADE,
    source=record(
        **{name: maybe(text()) for name in ("encoding", "url", "site", "headline", "fetched", "manifest")},
        path=text(),
        sha256=text(r"([0-9a-f]{64})?", "a SHA-256"),
        bytes=whole(),
        media_type=text(r"[a-z]+/[a-z0-9.+-]+", "a media type"),
    ),
    error=maybe(FAILURE),
    script=record(
        detected=one_of("hans", "hant", "mixed"),
        profile=one_of("none", "t2s", "chars", "s2twp-inverse"),
        changed=whole(),
        uncertain=whole(),
    ),
    documents=array(DOCUMENT),
    dropped=array(
        record(lines=maybe(pair()), node=maybe(text()), raw=maybe(pair()), text=text(), reason=one_of(*REASONS))
    ),
    attachments=array(record(name=text(), url=text())),
    warnings=array(record(code=one_of(*WARNINGS), message=text(), lines=maybe(pair()), node=maybe(text()))),
    records=maybe(
        record(
            **dict.fromkeys(("pages", "failed", "bytes", "characters", "dropped", "documents"), whole()),
            **dict.fromkeys(("clauses", "agencies", "deadlines", "targets", "tasks"), whole()),
            **dict.fromkeys(("skipped", "warnings", "rules"), counts()),
        )
    ),
)

COUNTED = ("documents", "clauses", "agencies", "deadlines", "targets", "tasks", "characters", "bytes")
RUN = record(
    ppx=one_of(1),
    made=MADE,
    counts=record(
        **dict.fromkeys(("pages", "done", "unchanged", "missing", "failed", "removed"), whole()),
        **{name: whole() for name in COUNTED},
    ),
    warnings=counts(),
    rules=counts(),
    anomalies=array(record(page=maybe(text()), document=maybe(text()), code=one_of(*ANOMALIES), message=text())),
    tables=record(state=text(), files=array(record(name=text(), bytes=whole(), sha256=DIGEST))),
    gone=array(record(path=text(), sha256=text(), documents=array(text()), gone=DATE)),
    pages=array(
        record(
            path=text(),
            status=one_of("done", "failed", "missing"),
            media_type=text(),
            warnings=array(one_of(*WARNINGS)),
            rules=counts(),
            error=maybe(FAILURE),
            **dict.fromkeys(("dropped", "records", "records_failed", "part_bytes"), whole()),
            **{name: whole() for name in COUNTED},
        )
    ),
)

PLACE = "page line_first line_last node"
COLUMNS = {
    name: tuple(words.split())
    for name, words in {
        "documents": (
            "document_id page position part_of kind title doc_number issuer signed published effective expires region "
            "region_code script profile url characters clauses agencies deadlines targets warnings"
        ),
        "clauses": f"clause_id document_id path parent_id kind marker ordinal repaired heading text start end {PLACE}",
        "agencies": (f"agency_id document_id clause_id role name full key level group text start end {PLACE}"),
        "organs": "key full level division_code division aliases mentions documents",
        "deadlines": (
            "deadline_id document_id clause_id kind start_date end_date due length on working edtf text start end "
            f"{PLACE}"
        ),
        "targets": (
            "target_id document_id clause_id kind indicator subject op low high unit change per_year deadline_id "
            f"deadline_text text start end {PLACE}"
        ),
        "tasks": (
            "task_id document_id clause_id heading text lead cooperate responsible support inherited due targets "
            f"agency_ids deadline_ids target_ids {PLACE}"
        ),
        "citations": f"document_id clause_id relation title doc_number cited_document_id start end {PLACE}",
        "duplicates": "document_id duplicate_of similarity only_here only_there",
        "attachments": "page name url attached_page",
    }.items()
}
"""the columns of every table; others may stand between them"""
PRIMARY = {
    "documents": "document_id",
    "clauses": "clause_id",
    "agencies": "agency_id",
    "organs": "key",
    "deadlines": "deadline_id",
    "targets": "target_id",
    "tasks": "task_id",
    "duplicates": "document_id",
}
FOREIGN = {
    "document_id": "documents",
    "clause_id": "clauses",
    "parent_id": "clauses",
    "part_of": "documents",
    "deadline_id": "deadlines",
    "cited_document_id": "documents",
    "duplicate_of": "documents",
    "key": "organs",
}
"""column → the table that it leads to, wherever it is not that table's own key"""
