"""What can go wrong, as a tree. Every message says what, where and what to do.

    PpxError
    ├── UsageError      the command was called wrongly: a missing RAW, an OUT that cannot be written (exit status 2)
    ├── DamagedResultError  a page result in OUT is not what ppx wrote (exit status 2)
    ├── LexiconError    a lexicon file does not hold what it should: file, entry, fault
    └── PageError       one raw page cannot be read; it becomes the `error` of its page result and the run goes on
        ├── UnreadablePageError  the operating system does not give the bytes
        ├── NotTextError         the bytes are no text in any encoding that ppx knows
        ├── PageTooLargeError    the page is beyond what one page may hold
        ├── NoReaderError        a Word or PDF file, and the extra that reads it is not installed
        ├── DamagedFileError     a Word or PDF file that cannot be opened
        ├── EncryptedFileError   a Word or PDF file that a password locks
        ├── NoTextError          a PDF of pictures
        └── DamagedContainerError  a container does not give the record, or ends in the middle

A `PageError` has a `code` from a closed list (docs/output.md). Anything else that a stage raises is a bug in ppx: its page
result gets the code `internal` with the place of the fault, and the command ends with status 1.
"""

from __future__ import annotations


class PpxError(Exception):
    """The root of every error that ppx raises on purpose."""


class UsageError(PpxError):
    """The command was called wrongly."""


class DamagedResultError(PpxError, ValueError):
    """A page result in OUT is not what ppx wrote."""


class LexiconError(PpxError):
    """A lexicon file does not hold what it should."""


class PageError(PpxError):
    """One raw page cannot be read."""

    code = "page"


class UnreadablePageError(PageError):
    """The operating system does not give the bytes of the page."""

    code = "unreadable"


class NotTextError(PageError):
    """The bytes are no text in any encoding that ppx knows."""

    code = "not_text"


class PageTooLargeError(PageError):
    """The page is beyond what one page may hold."""

    code = "too_large"


class NoReaderError(PageError):
    """A Word or PDF file, and the extra that reads it is not installed."""

    code = "no_reader"


class DamagedFileError(PageError):
    """A Word or PDF file that cannot be opened."""

    code = "damaged"


class EncryptedFileError(PageError):
    """A Word or PDF file that a password locks."""

    code = "encrypted"


class NoTextError(PageError):
    """A PDF that holds pictures and no text."""

    code = "no_text"


class DamagedContainerError(PageError):
    """A container does not give the record, or ends in the middle."""

    code = "damaged_container"
