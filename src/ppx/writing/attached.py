"""Attached files: which raw file of the corpus a page's link to a file names.

    links = Links()
    links.add(page)             # every page result, in the order of the tables
    for row in links.rows(): …  # page, name, url, attached_page

A link is followed on paper only: by the address that its page and the files were fetched from, else by its path beside the
page, as crawlers that mirror a site save them. No file is looked for.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]
Row = dict[str, Any]


@dataclass(slots=True)
class Links:
    """The links to files of a corpus, and what they may name."""

    paths: set[str] = field(default_factory=set)
    addresses: dict[str, str] = field(default_factory=dict)
    """address → path of the raw file that was fetched from it"""
    links: list[tuple[str, str | None, list[Json]]] = field(default_factory=list)
    """path and address of every page that links files, and its attachments"""

    def add(self, page: Json) -> None:
        """Take in a page result."""
        path, url = page["source"]["path"], page["source"]["url"]
        self.paths.add(path)
        if url:
            self.addresses.setdefault(_address(url), path)
        if page["attachments"]:
            self.links.append((path, url, page["attachments"]))

    def rows(self) -> Iterator[Row]:
        """A row a link, in the order of the pages."""
        for path, url, attachments in self.links:
            for link in attachments:
                yield {"page": path, **link, "attached_page": self._find(path, url, link["url"])}

    def _find(self, page: str, url: str | None, link: str) -> str | None:
        """The raw file that a link names; None where the corpus has none, or only the page itself."""
        try:
            full = urljoin(url or "", link)
            found = self.addresses.get(_address(full)) or next(
                (path for path in _places(page, full if url else link) if path in self.paths), None
            )
        except ValueError:  # an address that is none: http://[
            return None
        return found if found != page else None


def _address(url: str) -> str:
    """The address without scheme, fragment and escapes, so that two spellings of one are equal."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return unquote(f"{parts.netloc.lower()}{parts.path}{query}")


def _places(page: str, link: str) -> Iterator[str]:
    """Where a mirror of the site would hold the file: under its host, under the root, beside the page."""
    parts = urlsplit(link)
    path = unquote(parts.path)
    if parts.netloc:
        yield _tidy(f"{parts.netloc}{path}")
    if path.startswith("/"):
        yield _tidy(f"{page.partition('/')[0]}{path}")
        yield _tidy(path)
    elif path and not parts.netloc:
        yield _tidy(posixpath.join(posixpath.dirname(page), path))


def _tidy(path: str) -> str:
    return posixpath.normpath(path).lstrip("/")
