"""One raw page in, one page result out: the pipeline is the two tuples below and the functions that run them.

    result, evidence = run_page(bytes, "a/b.html", settings)

Everything here is a pure function of its arguments: no clock, no other page, no state.
"""

from __future__ import annotations

import hashlib
import json
import traceback
from bisect import bisect_right
from dataclasses import asdict, replace
from functools import cache
from typing import TYPE_CHECKING

from ppx import __version__, clauses, lexicon, reading
from ppx.errors import PageError
from ppx.extractors import agencies, citations, deadlines, metadata, tables, targets, tasks
from ppx.normalizers import documents, main_text, noise, script, width
from ppx.records import (
    Caution,
    Clause,
    Context,
    Document,
    Dropped,
    Evidence,
    Failure,
    Made,
    Numbering,
    Page,
    PageResult,
    Paragraph,
    Part,
    Script,
    Verdict,
    nowhere,
)
from ppx.text import Draft, Edit, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ppx.reading import Raw
    from ppx.records import Settings, Span

NORMALIZERS: tuple[Callable[[Draft], Draft], ...] = (
    noise.clean,  # what the page put into the text: zero-width characters, injected pinyin, markdown
    script.simplify,  # traditional to simplified, in mainland wording where it was mainland's
    width.fold,  # half-width digits and letters, Chinese punctuation in Chinese context
)

EXTRACTORS: tuple[Callable[[Document, Context], Document], ...] = (
    tables.extract,
    metadata.extract,  # number, issuer, dates, region, kind: agencies and deadlines lean on them
    citations.extract,
    agencies.extract,
    deadlines.extract,
    targets.extract,  # links each to its deadline
    tasks.extract,  # ties the three together
)


def run_page(raw: Raw, settings: Settings) -> tuple[PageResult, Evidence]:
    """The page result of one raw file, and the evidence behind it.

    A page that cannot be read, and a bug met on the way, become the result's `error`.

    Raises:
        LexiconError: the team's lexicons in the settings do not hold what they should; nothing else is raised.
    """
    with lexicon.using(settings.lexicons):
        return _run_page(raw, settings, made(settings))


def _run_page(raw: Raw, settings: Settings, key: Made) -> tuple[PageResult, Evidence]:
    try:
        page = reading.read(raw, settings)
    except PageError as error:
        return PageResult(key, reading.unread(raw), Failure(error.code, str(error))), Evidence(None)
    except Exception as error:  # noqa: BLE001 - one bad page never stops a run; the fault is in the result
        return PageResult(key, reading.unread(raw), _failure(raw, error)), Evidence(None)
    try:
        return _run(page, key)
    except Exception as error:  # noqa: BLE001 - as above
        return PageResult(key, page.source, _failure(raw, error)), Evidence(page)


def made(settings: Settings) -> Made:
    """What makes a result, beside the raw bytes: the version, the settings and the lexicons in force."""
    return Made(__version__, _digest(settings), lexicon.digest(settings.lexicons))


@cache
def _digest(settings: Settings) -> str:
    """Digest of the settings that change a result; a team's lexicons count by their content, as `Made.lexicons`."""
    shown = json.dumps({**asdict(settings), "lexicons": None}, sort_keys=True)
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def _failure(raw: Raw, error: Exception) -> Failure:
    if isinstance(error, MemoryError):
        message = f"{raw.path} needs more memory than its worker has; look at it, or give more with --worker-memory"
        return Failure("memory", message)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{frame.filename.rsplit('ppx', 1)[-1].lstrip('/')}:{frame.lineno}"
    return Failure(
        "internal", f"a bug in ppx at {place}: {type(error).__name__}: {error}; please report it with the page"
    )


def _run(page: Page, made: Made) -> tuple[PageResult, Evidence]:
    verdicts = main_text.judge(page)
    parts = documents.divide(page, verdicts)
    verdicts = documents.settle(verdicts, parts)
    drops = tuple(_dropped(page, v) for v in verdicts if not v.keep)
    told = tuple(drop.text for drop in drops)
    done: list[Document] = []
    scripts: list[Script] = []
    cautions: list[Caution] = list(page.cautions)
    for position, part in enumerate(parts):
        draft = _draft(page, part)
        for normalize in NORMALIZERS:
            draft = normalize(draft)
        parent = done[part.part_of] if part.part_of is not None else None
        document, more = _document(page, part, draft, position, parent)
        context = Context(page.source, page.meta, told, parent, nowhere if page.is_html else draft.text.raw_span)
        for extract in EXTRACTORS:
            document = extract(document, context)
        more += metadata.disagreements(document, context)
        done.append(document)
        scripts.append(draft.script)
        cautions += [_located(page, caution) for caution in draft.cautions + more]
    if not parts:
        cautions.append(
            Caution("no_document", f"{page.source.path} holds no article: a home page, a list of links or a form")
        )
    result = PageResult(
        made, page.source, None, _merged(scripts), tuple(done), drops, page.attachments, tuple(cautions)
    )
    return result, Evidence(page, verdicts)


def tell_numbers(documents: Sequence[Document]) -> Iterator[Numbering]:
    """Why each clause of the documents has its number."""
    for document in documents:
        for clause, reason in clauses.tell_reasons(document.clauses):
            yield Numbering(document.id, clause.id, clause.marker, clause.ordinal, reason)


def _draft(page: Page, part: Part) -> Draft:
    """The part as text: its paragraphs joined by line breaks, all else of the page deleted, every character traceable."""
    title = _pieces(page.text, (part.title,)) if part.title else None
    if title is None and part.title_text:
        title = Text.of(part.title_text)
    return Draft(_pieces(page.text, part.paragraphs), title)


def _pieces(raw: str, paragraphs: Sequence[Sequence[Span]]) -> Text:
    edits, at = [], 0
    for number, pieces in enumerate(paragraphs):
        between = "\n" if number else ""
        for start, end in pieces:
            if raw[at:start] != between:
                edits.append(Edit(at, start, between))
            at, between = end, ""
    edits.append(Edit(at, len(raw), ""))
    return Text.of(raw).rewrite(edits)


def _document(
    page: Page, part: Part, draft: Draft, position: int, parent: Document | None
) -> tuple[Document, tuple[Caution, ...]]:
    """The document with its clauses and paragraphs, before any extractor; and what the clause splitter warns of."""
    text = draft.text.value
    outline, cautions = clauses.split(text)
    raised = tuple(replace(c, lines=draft.text.raw_span(*c.lines)) if c.lines else c for c in cautions)
    document = Document(
        id=f"{page.source.path}#{position + 1}",
        part_of=parent.id if parent else None,
        text=text,
        title=draft.title.value if draft.title else None,
        title_lines=_title_lines(page, part),
        paragraphs=tuple(_paragraphs(page, draft.text, outline)),
        clauses=outline,
    )
    return document, raised


def _paragraphs(page: Page, text: Text, outline: Sequence[Clause]) -> Iterator[Paragraph]:
    begins = [clause.span[0] for clause in outline]
    start = 0
    for line in text.value.split("\n") if text.value else ():
        span = (start, start + len(line))
        first, last, node = _place(page, text.raw_span(*span))
        index = bisect_right(begins, start) - 1
        clause = (outline[index].id if index >= 0 else "0") if outline else None
        yield Paragraph(clause, span, None if page.is_html else (first + 1, last + 1), node)
        start = span[1] + 1


def _place(page: Page, span: Span) -> tuple[int, int, str | None]:
    """First and last line (0-based) that a span of the page's text stands on, and the first one's node."""
    start, end = span
    first, last = page.line_at(start), page.line_at(max(start, end - 1))
    return first, last, page.lines[first].node if page.is_html else None


def _located(page: Page, caution: Caution) -> Caution:
    """The caution with lines of the page in the place of characters of its text."""
    if caution.lines is None:
        return caution
    first, last, node = _place(page, caution.lines)
    return replace(caution, lines=None if page.is_html else (first + 1, last + 1), node=node)


def _title_lines(page: Page, part: Part) -> Span | None:
    if page.is_html or not part.title:
        return None
    return page.line_at(part.title[0][0]) + 1, page.line_at(part.title[-1][1] - 1) + 1


def _dropped(page: Page, verdict: Verdict) -> Dropped:
    first, last, node = _place(page, verdict.span)
    text = page.text[slice(*verdict.span)].strip()
    if page.is_html:
        return Dropped(None, node, None, text, verdict.reason)
    return Dropped((first + 1, last + 1), None, verdict.span, text, verdict.reason)


def _merged(scripts: Sequence[Script]) -> Script:
    """The script of a page from those of its documents: the one that changed most speaks for it."""
    if not scripts:
        return Script()
    most = max(scripts, key=lambda s: s.changed)
    detected = most.detected if len({s.detected for s in scripts}) == 1 else "mixed"
    return Script(detected, most.profile, sum(s.changed for s in scripts), sum(s.uncertain for s in scripts))
