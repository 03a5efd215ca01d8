"""A PDF: its lines as they are set, joined into paragraphs; what stands on every page is told apart.

A paragraph leads back by `page[3]/line[7]`, the line that it begins on.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ppx.characters import is_blank
from ppx.errors import DamagedFileError, EncryptedFileError, NoTextError, PageTooLargeError
from ppx.reading.office.rows import Row, join
from ppx.records import Caution

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ppx.reading.elements import Shown

MOST_PAGES = 3000
MOST_CHARACTERS = 8_000_000
"""of the whole file; the longest plans have half a million"""
LOCKED = 4
"""pdfium's code for a file that asks for a password"""
BREAKS = "\r\n"
DROPPED = frozenset("\x00\x02\ufffe\uffff\xad")
"""what pdfium puts where a hyphen or a glyph without a character stands"""


def read(path: str, data: bytes) -> tuple[list[Shown], tuple[Caution, ...]]:
    """The lines of a PDF in order, and a caution where some pages have no text.

    Raises `EncryptedFileError`, `DamagedFileError`, `NoTextError` or `PageTooLargeError`.
    """
    library: Any = import_module("pypdfium2")
    try:
        document = library.PdfDocument(data)
    except library.PdfiumError as error:
        if getattr(error, "err_code", None) == LOCKED:
            raise EncryptedFileError(f"{path} is locked by a password; save it without one") from None
        raise DamagedFileError(f"{path} cannot be opened ({error}); fetch it again") from None
    try:
        if len(document) > MOST_PAGES:
            raise PageTooLargeError(f"{path} has {len(document)} pages, {MOST_PAGES} are read; cut it into pieces")
        pages = list(_pages(path, document, library))
    finally:
        document.close()
    empty = [number for number, rows in enumerate(pages, 1) if not rows]
    if len(empty) == len(pages):
        raise NoTextError(f"{path} holds pictures of pages and no text; put it through OCR (ocrmypdf -l chi_sim) first")
    return join(pages), _told(path, empty)


def _told(path: str, empty: list[int]) -> tuple[Caution, ...]:
    if not empty:
        return ()
    shown = ", ".join(map(str, empty[:10])) + (" …" if len(empty) > 10 else "")
    return (
        Caution(
            "pages_without_text", f"{path}: no text on page {shown}; where it is a picture, put the file through OCR"
        ),
    )


def _pages(path: str, document: Any, library: Any) -> Iterator[list[Row]]:
    """The rows of every page; a page that cannot be loaded has none."""
    size = 0
    for number in range(len(document)):
        try:
            page = document[number]
            sheet = page.get_textpage()
        except library.PdfiumError:
            yield []
            continue
        size += sheet.count_chars()
        if size > MOST_CHARACTERS:
            raise PageTooLargeError(f"{path} has more than {MOST_CHARACTERS} characters; cut it into pieces")
        yield list(_rows(sheet, number + 1, library.raw.FPDFText_GetUnicode))
        sheet.close()
        page.close()


def _rows(sheet: Any, page: int, read_code: Callable[[Any, int], int]) -> Iterator[Row]:
    """The lines of a page with their boxes, in points from the page's lower left corner."""
    characters: list[str] = []
    places: list[int] = []
    line = 0
    size = sheet.count_chars()
    for place in range(size + 1):
        code = read_code(sheet, place) if place < size else ord("\n")
        character = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if character not in BREAKS:
            if character not in DROPPED:
                characters.append(character)
                places.append(place)
            continue
        text = "".join(characters)
        if not is_blank(text):
            line += 1
            first = places[len(text) - len(text.lstrip())]
            last = places[len(text.rstrip()) - 1]
            left, bottom, _, top = sheet.get_charbox(first, loose=True)
            _, low, right, high = sheet.get_charbox(last, loose=True)
            yield Row(" ".join(text.split()), page, line, left, right, min(bottom, low), max(top, high))
        characters.clear()
        places.clear()
