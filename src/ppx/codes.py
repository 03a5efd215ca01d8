"""The closed lists of codes: why a line was dropped, what a result warns of, why a page failed, what of a run is odd.

docs/output.md shows these tables, and the JSON Schema knows no other code.
"""

from __future__ import annotations

from types import MappingProxyType

REASONS = MappingProxyType(
    {
        "navigation": "breadcrumbs, menus, paging",
        "byline": "the site's line of date, source, author, hits, font size",
        "share": "share bars, QR captions, print and favourite buttons",
        "related": "hot lists, related links, teasers of other pages",
        "contact": "phone, address and mail blocks of the site",
        "form": "input fields, buttons, selections",
        "footer": "copyright, registration numbers, disclaimers, technical support",
        "headline": "the site's headline, where the document has its own title or the body repeats it",
        "intro": "what the site says about the document in front of its title",
        "hidden": "what a browser would not show",
        "duplicate": "a second copy of the body: print and mobile versions",
        "slogan": "a line that the site repeats",
        "noise": "a stray line that is part of nothing",
        "no_article": "part of a page that holds no article",
        "site_rule": "the project's rules for the site leave it out (ppx.toml)",
    }
)
"""why a piece of the page is in no document"""

WARNINGS = MappingProxyType(
    {
        "no_document": "the page holds no article: a home page, a list of links, a form",
        "site_rule_missed": "a site rule of the project names an element that the page does not have",
        "encoding_mismatch": "the page declares an encoding that its bytes are not",
        "encoding_guess": "no declaration fits; the encoding was chosen by its looks",
        "encoding_damage": "bytes that cannot be read stand as U+FFFD",
        "injected_text": "pinyin or apostrophes that the page put into words were taken out",
        "repaired_number": "a damaged year or decimal with one reading was mended: 二O二五年, 3、0 for 3.0",
        "unknown_converter": "traditional text made by a converter that is not known; characters were converted, words kept",
        "unproven_wording": "restored wording does not convert back to the page's; compare the line",
        "spun_text": "words were replaced by synonyms; the original wording cannot be restored",
        "number_repaired": "a damaged or lost clause number was taken from the count",
        "number_jump": "the count of clauses jumps and nothing on the page explains it",
        "pages_without_text": "some pages of a PDF are pictures; their text is missing",
        "damaged_container": "a container does not give all its records",
        "metadata_conflict": "sources disagree on number, issuer, date or region; the better one was taken",
    }
)
"""what a reader of a result should know"""

FAILURES = MappingProxyType(
    {
        "unreadable": "the operating system does not give the bytes",
        "not_text": "the bytes are no text in any known encoding",
        "too_large": "the file is beyond what one page may hold",
        "no_reader": "a Word or PDF file, and ppx[attachments], which reads it, is not installed",
        "damaged": "a Word or PDF file that cannot be opened",
        "encrypted": "a Word or PDF file that a password locks",
        "no_text": "a PDF of pictures without text: it needs character recognition",
        "damaged_container": "a WARC or JSON Lines file does not give the record, or ends in the middle",
        "timeout": "the page took longer than a page may (--page-seconds)",
        "memory": "the page took more memory than a worker has (--worker-memory)",
        "worker_died": "the page ended its worker process",
        "unwritable": "the result cannot be written (in run.json only)",
        "internal": "a bug in ppx; the message names the place",
    }
)
"""why a page has no documents"""

ANOMALIES = MappingProxyType(
    {
        "failed": "the page has an error",
        "records_failed": "records of a container have an error, or it ends in the middle",
        "no_document": "the page gave no document",
        "no_clauses": "the page gave documents, but no clause",
        "no_yield": "the text has labels of responsibility, days or percentages and gave no agency, deadline or target",
        "number_jump": "the count of clauses jumps and nothing on the page explains it",
        "kept_share": "far more or less of the page was kept than of others of its media type",
        "yield_changed": "a page, or the mean page of the run, yields far more or less than in the last run",
        "duplicate_id": "two pages have one path, so that ids are not unique",
        "unknown_agency": "a name that stands often and has no key",
        "unused_entry": "an entry of your own lexicons that stands on none of the pages",
    }
)
"""what of a run a person should look at (run.json)"""

CONTAINERS = MappingProxyType(
    {".warc": "application/warc", ".jsonl": "application/jsonl", ".ndjson": "application/jsonl"}
)
"""suffixes of raw files that hold many pages, and their media types; also with `.gz` behind"""


def container_type(path: str) -> str | None:
    """The media type of a container, by its name; None for a page."""
    name = path.lower().removesuffix(".gz")
    return CONTAINERS.get(name[name.rfind(".") :])
