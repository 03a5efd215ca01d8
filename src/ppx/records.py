"""The records that travel through the pipeline: small, frozen, every field explained where it stands.

Two families:

- on the way in: `Line`, `Page` (what reading gives), `Verdict`, `Part` (what the main text is); `Draft`, a document on its way to
  clean text, stands in `text`, since it holds one;
- on the way out: `Document` with its `Clause`, `Agency`, `Deadline`, `Target`, `Task`, `Citation` and `Table` records, and
  `PageResult` around them. Their fields are the page result of docs/output.md, in its order.

A `Span` is `[start, end)` in code points. Unknown is None, none is an empty tuple.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from operator import attrgetter
from sys import maxsize
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

Span = tuple[int, int]

_SPAN = attrgetter("span")

# --- on the way in ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a project's rules for a site say of an element."""

    keep: bool
    selector: str
    """the rule's own, for `ppx explain`"""


class Line(NamedTuple):
    """One line of a page: a physical line of a text page, or what one block element of an HTML page shows."""

    start: int
    """where it begins in `Page.text`"""
    end: int
    """where it ends there, the line break left out"""
    node: str | None = None
    """CSS path of the HTML element as a browser resolves it, or place in a Word or PDF file; None on text pages"""
    tag: str = ""
    """the element's name in lower case (`p`, `h1`, `td`, `tr`), `running` for what a PDF prints in its margins; empty on
    text pages"""
    linked: float = 0.0
    """share of its characters that stand inside links, 0 to 1; 0 on text pages"""
    hidden: bool = False
    """True where a browser would not show the element"""
    centered: bool = False
    """True where the element is set centred: titles and document numbers of official pages are"""
    block: str = ""
    """CSS path of the container that holds it and its neighbours; empty on text pages"""
    ruling: Ruling | None = None
    """what the project's rules for the site say of it; None where they say nothing"""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the page links."""

    name: str
    """the link's words"""
    url: str
    """its address, as written"""


@dataclass(frozen=True, slots=True)
class Caution:
    """Something that a reader of the result should know; it becomes an entry of `warnings`."""

    code: str
    """from the closed list of docs/output.md"""
    message: str
    """what, where and what to do"""
    lines: Span | None = None
    """first and last raw line, 1-based, on text pages"""
    node: str | None = None
    """CSS path on HTML pages"""


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of the raw page from outside its text."""

    path: str
    """the raw file under RAW, with `/`"""
    sha256: str
    """of the raw bytes, hexadecimal"""
    bytes: int
    """length of the raw file"""
    media_type: str
    """`text/plain`, `text/markdown`, `text/html`, `multipart/related`, or the type of a Word or PDF file"""
    encoding: str | None
    """the encoding that decoded it (`utf-8`, `gb18030`, `big5hkscs`, `utf-16-le`, …); None for Word and PDF files"""
    url: str | None = None
    """where it was fetched from: the manifest, the page's canonical link or the MHTML header"""
    site: str | None = None
    """the site's name: the manifest or the page's SiteName"""
    headline: str | None = None
    """the page's title as the site gives it: ArticleTitle, else <title>"""
    fetched: str | None = None
    """when it was fetched, as the manifest or the MHTML header says"""
    manifest: str | None = None
    """digest of the page's row of the manifest; None where it has none"""


@dataclass(frozen=True, slots=True)
class Page:
    """A raw page, decoded and cut into lines."""

    source: Source
    text: str
    """the decoded raw file of a text page, or the text of an HTML page, one block element a line"""
    lines: tuple[Line, ...]
    """in text order; every character of `text` but line breaks is in one of them"""
    meta: Mapping[str, str] = field(default_factory=dict)
    """the page's meta tags by lower-case name (`articletitle`, `pubdate`, `contentsource`, …)"""
    attachments: tuple[Attachment, ...] = ()
    cautions: tuple[Caution, ...] = ()
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay the starts of the lines side by side, for `line_at`."""
        object.__setattr__(self, "_starts", tuple(line.start for line in self.lines))

    @property
    def is_html(self) -> bool:
        """True where lines lead back to elements and not to raw characters."""
        return self.source.media_type not in ("text/plain", "text/markdown")

    def line_at(self, position: int) -> int:
        """The 0-based index of the line that holds `position` of `text` (a line break belongs to the line it ends)."""
        return max(0, bisect_right(self._starts, position) - 1)


class Verdict(NamedTuple):
    """Whether a piece of the page is document text, and why."""

    span: Span
    """in `Page.text`; a line, or a part of one"""
    keep: bool
    reason: str
    """for a dropped piece from the closed list of docs/output.md (`navigation`, `metadata`, …); for a kept one what spoke for it"""
    mark: str = ""
    """the word, measure or rule that decided"""
    form: str = ""
    """what a judged line is by its shape; empty where a rule for the site decided"""
    weight: float = 0.0
    """what spoke for the line, and against it below 0"""
    text: str = ""
    """the line as `ppx.folding.plain` folds it, where that is what its form was told by; empty where marks were taken off"""

    @property
    def evidence(self) -> str:
        """What decided, for `ppx explain`."""
        return f"{self.form} {self.weight:+.1f} {self.mark}".rstrip() if self.form else self.mark


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a page, before its text is made."""

    paragraphs: tuple[tuple[Span, ...], ...]
    """its paragraphs in order, each the pieces of `Page.text` that make it (more than one where the page broke a sentence)"""
    title: tuple[Span, ...] = ()
    """the pieces of `Page.text` that make its title, where the page shows one apart from the paragraphs"""
    title_text: str | None = None
    """the title where it stands in no line of the page (the name of an attached file, a meta tag); raw wording"""
    part_of: int | None = None
    """index of the notice that this document came with"""


@dataclass(frozen=True, slots=True)
class Script:
    """What the script normalizer found and did."""

    detected: Literal["hans", "hant", "mixed"] = "hans"
    profile: Literal["none", "chars", "t2s", "s2twp-inverse"] = "none"
    changed: int = 0
    """characters changed"""
    uncertain: int = 0
    """choices between wordings whose margin was small"""


# --- on the way out --------------------------------------------------------------------------------------------------

Level = Literal["national", "province", "prefecture", "county", "town", "zone"]
Role = Literal["lead", "cooperate", "responsible", "support", "mention"]
ClauseKind = Literal[
    "part", "chapter", "section", "article", "han", "paren_han", "digit", "paren_digit", "circled", "other", "preamble"
]


@dataclass(frozen=True, slots=True)
class Region:
    """A division at its own level."""

    name: str
    """official name (`柳州市`)"""
    code: str
    """GB/T 2260, six digits"""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Where a paragraph stands in the document and in the raw page."""

    clause: str | None
    """id of the clause that it belongs to; None in a document without clauses"""
    span: Span
    lines: Span | None
    """first and last raw line, 1-based; None on HTML pages"""
    node: str | None
    """CSS path of its element; None on text pages"""


@dataclass(frozen=True, slots=True)
class Clause:
    """A unit opened by a marker, or the preamble before the first (path `0`)."""

    id: str
    """its path; a repeated one with `~2`"""
    path: str
    """dotted ordinals from the root: `2.6.1`"""
    parent: str | None
    """id of the clause around it"""
    kind: ClauseKind
    marker: str
    """as the text shows it, perhaps damaged or empty"""
    ordinal: int
    repaired: bool
    """True where the count and not the marker gave the ordinal"""
    heading: str | None
    span: Span
    """the clause with its children; its own text ends where its first child begins"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency where it stands."""

    id: str = ""
    """assigned in text order by the extractor"""
    clause: str
    span: Span
    raw: Span | None = None
    """in the raw page; None on HTML pages"""
    text: str
    name: str
    """with the level that a list lets it inherit"""
    full: str | None
    """the seal name with the region"""
    key: str | None
    """the same organ across documents: division code and official name (`450200:财政局`, `cn:财政部`)"""
    role: Role
    level: Level | None
    group: bool
    """True for 各… and other sets"""
    rule: str
    """the grammar rule that found it"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A time that bounds an action, a goal or the document's force."""

    id: str = ""
    """assigned in text order by the extractor"""
    clause: str
    span: Span
    raw: Span | None = None
    """in the raw page; None on HTML pages"""
    text: str
    kind: Literal["by", "during", "from", "within", "recurring"]
    start: str | None
    end: str | None
    length: str | None = None
    """ISO 8601 duration"""
    on: tuple[str, ...] = ()
    """month-days of a recurring one, `MM-DD`"""
    working: bool = False
    """True where the length counts working days"""
    due: str | None = None
    """the day itself, where a `within` or an open `from` has a known anchor: the document's own date"""
    edtf: str | None = None
    """ISO 8601-2, where it has a form that EDTF level 1 or 2 reads"""
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A quantity that the document promises, grants or imposes."""

    id: str = ""
    """assigned in text order by the extractor"""
    clause: str
    span: Span
    raw: Span | None = None
    """in the raw page; None on HTML pages"""
    text: str
    indicator: str | None
    subject: str | None
    op: Literal[">=", "<=", "~", "..", "="]
    low: Decimal | None
    """in base units (元, not 亿元)"""
    high: Decimal | None
    unit: str | None
    change: Literal["level", "growth", "decrease", "multiple"]
    per_year: bool = False
    kind: Literal["target", "incentive", "limit", "condition", "other"]
    deadline: str | None = None
    """id of the deadline that governs it"""
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Who does what by when to reach which figure: one paragraph or list item with a duty. Every list holds ids."""

    id: str = ""
    """assigned in text order by the extractor"""
    clause: str
    span: Span
    lead: tuple[str, ...] = ()
    cooperate: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()
    """agencies that a rule stated once gives it"""
    deadlines: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Another document named in this one."""

    clause: str
    span: Span
    title: str | None
    doc_number: str | None
    relation: Literal["cites", "based_on", "implements", "forwards", "amends", "repeals"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the document; every cell is a span of its text."""

    clause: str | None
    span: Span
    header: tuple[Span, ...]
    rows: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of a page. Extractors take one and return it with their records filled in."""

    id: str
    part_of: str | None = None
    kind: str | None = None
    title: str | None = None
    title_lines: Span | None = None
    doc_number: str | None = None
    issuer: str | None = None
    signed: str | None = None
    published: str | None = None
    effective: str | None = None
    expires: str | None = None
    region: Region | None = None
    text: str
    paragraphs: tuple[Paragraph, ...] = ()
    clauses: tuple[Clause, ...] = ()
    agencies: tuple[Agency, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()
    citations: tuple[Citation, ...] = ()
    tables: tuple[Table, ...] = ()

    def clause_at(self, position: int) -> str:
        """Id of the deepest clause that `position` stands in; `0` before the first marker and where there is none."""
        index = bisect_right(self.clauses, (position, maxsize), key=_SPAN) - 1
        return self.clauses[index].id if index >= 0 else "0"


def nowhere(start: int, end: int) -> Span | None:
    """The raw place of a mention on a page whose paragraphs lead back to elements and not to raw characters."""
    del start, end
    return None


@dataclass(frozen=True, slots=True)
class Context:
    """What an extractor may know of the page around its document."""

    source: Source
    meta: Mapping[str, str]
    """the page's meta tags, as in `Page`"""
    dropped: tuple[str, ...] = ()
    """the dropped lines of the page, in order: the site's date and source lines are among them"""
    parent: Document | None = None
    """the notice that this document came with, its metadata filled in"""
    raw_span: Callable[[int, int], Span | None] = nowhere
    """where a span of the document stands in the raw page; None on HTML pages"""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A piece of the page that is in no document."""

    lines: Span | None
    node: str | None
    raw: Span | None
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a page has no result."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Made:
    """What made a result: with the raw bytes the key of a refresh."""

    version: str
    settings: str
    lexicons: str


@dataclass(frozen=True, slots=True)
class PageResult:
    """All that is written of one raw page."""

    made: Made
    source: Source
    error: Failure | None = None
    script: Script = field(default_factory=Script)
    documents: tuple[Document, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    warnings: tuple[Caution, ...] = ()
    records: Records | None = None
    """what is in the part, where the raw file is a container; None for a page"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What the records of a container gave. Their page results stand in the part: `pages/<container>.jsonl`, one a line."""

    pages: int
    """page results in the part"""
    failed: int
    """of them with an error"""
    skipped: Mapping[str, int]
    """records that are no pages, by kind: `revisit`, `status 404`, `image/png`"""
    bytes: int
    """of the part"""
    characters: int
    """of the documents' texts"""
    dropped: int
    """characters of the pages that are in no document"""
    documents: int
    clauses: int
    agencies: int
    deadlines: int
    targets: int
    tasks: int
    warnings: Mapping[str, int]
    """by code"""
    rules: Mapping[str, int]
    """mentions by grammar rule, as in `Summary`"""
    signs: Mapping[str, int]
    unknown: Mapping[str, int]
    entries: tuple[str, ...] = ()
    """as in `Summary`"""


# --- around the run --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What a team knows of the pages of one site: which elements hold the document. Selectors are CSS."""

    path: str | None = None
    """glob on the path under RAW"""
    host: str | None = None
    """host of the page's address, its subdomains included"""
    main: str | None = None
    """the elements that hold the document: all else is dropped"""
    drop: tuple[str, ...] = ()
    """elements that are no part of it"""
    title: str | None = None
    """the element that is the page's headline"""


@dataclass(frozen=True, slots=True)
class Settings:
    """What of the command's options and of the project file changes a page result."""

    lexicons: str | None = None
    """folder of a team's own lexicons, laid over the package's"""
    encodings: tuple[tuple[str, str], ...] = ()
    """glob on the path under RAW and the encoding of its pages, whatever they declare; the first that fits counts"""
    sites: tuple[Site, ...] = ()
    """the first that fits a page counts"""


@dataclass(frozen=True, slots=True)
class Numbering:
    """Why a clause has its number."""

    document: str
    """id of its document"""
    clause: str
    """its id"""
    marker: str
    """as the text shows it"""
    ordinal: int
    reason: str
    """in words: begins, continues, restarts, jumps, repaired"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a page came out as it did, for `ppx explain`."""

    page: Page | None
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the run keeps of a page once its result is written: its row of run.json."""

    path: str
    status: Literal["done", "failed", "missing"]
    """missing: the raw page is gone and its result is kept"""
    sha256: str
    """of the raw bytes; empty where they could not be read"""
    bytes: int
    media_type: str
    """as in `Source`"""
    result_bytes: int
    """length of the page result; 0 where it could not be written"""
    characters: int
    """of the documents' texts"""
    dropped: int
    """characters of the page that are in no document"""
    documents: int
    clauses: int
    agencies: int
    deadlines: int
    targets: int
    tasks: int
    warnings: tuple[str, ...]
    """codes"""
    rules: tuple[tuple[str, int], ...]
    """how many mentions each grammar rule found: `("agencies:labelled_list", 12)`"""
    signs: tuple[tuple[str, int], ...]
    """how often the texts promise a record, by kind: words of responsibility, days and years, shares in percent"""
    unknown: tuple[tuple[str, int], ...]
    """names of agencies without a key, with their mentions; sets left out"""
    entries: tuple[str, ...] = ()
    """entries of the team's own lexicons that stand on the page"""
    records: int = 0
    """pages in a container; 0 for a page"""
    records_failed: int = 0
    """of them with an error"""
    part_bytes: int = 0
    """length of a container's part"""
    error: Failure | None = None
    seconds: float = field(default=0.0, compare=False)
    """of this run, 0 for a page that stands as it was; not in run.json"""


@dataclass(frozen=True, slots=True)
class Gone:
    """A page that is no longer among the raw pages: what run.json remembers of it."""

    path: str
    sha256: str
    documents: tuple[str, ...]
    """their ids"""
    gone: str
    """ISO date of the run that missed it"""


@dataclass(frozen=True, slots=True)
class Anomaly:
    """Something of a page or of a run that a person should look at."""

    page: str | None
    """None where it is of the whole run"""
    document: str | None
    code: str
    """from the closed list of docs/output.md"""
    message: str
    """what, where and what to do"""
