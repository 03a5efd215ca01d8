"""Rules of a project for the pages of one site: which elements hold the document, which are no part of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from ppx.reading.globs import Globs
from ppx.records import Caution, Ruling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from selectolax.lexbor import LexborNode

    from ppx.records import Site


@dataclass(frozen=True, slots=True)
class Marks:
    """The elements of one page that a site's rules name."""

    rulings: Mapping[int, Ruling] = field(default_factory=lambda: MappingProxyType({}))
    """by element"""
    inside: Ruling | None = None
    """what holds for lines in the main elements"""
    outside: Ruling | None = None
    """what holds for lines outside them; None where the rules name no main element, or the page has none"""
    headline: str | None = None
    cautions: tuple[Caution, ...] = ()

    def of(self, node: LexborNode) -> Ruling | None:
        """What the rules say of the element itself."""
        return self.rulings.get(node.mem_id) if self.rulings else None


NO_MARKS = Marks()


def choose(sites: Sequence[Site], path: str, address: str | None) -> Site | None:
    """The first of the rules that fits a page, by its path under RAW or the host of its address."""
    try:
        host = urlsplit(address or "").hostname or ""
    except ValueError:
        host = ""
    return next((site for site in sites if _fits(site, path, host)), None)


def _fits(site: Site, path: str, host: str) -> bool:
    if site.path is not None and not Globs((site.path,)).includes(path):
        return False
    return site.host is None or f".{host}".endswith(f".{site.host.lower()}")


def mark(tree: LexborHTMLParser, site: Site, path: str) -> Marks:
    """What the rules name on the page; a main element or a headline that it does not have is a caution, and nothing is dropped for it."""
    rulings: dict[int, Ruling] = {}
    inside = outside = headline = None
    missed = []
    if site.main:
        mains = tree.css(site.main)
        if mains:
            inside, outside = Ruling(True, site.main), Ruling(False, f"outside {site.main}")
            rulings |= {node.mem_id: inside for node in mains}
        else:
            missed.append(f"main = {site.main}")
    for selector in site.drop:
        rulings |= {node.mem_id: Ruling(False, selector) for node in tree.css(selector)}
    if site.title:
        node = tree.css_first(site.title)
        headline = " ".join(node.text().split()) if node else None
        if not headline:
            missed.append(f"title = {site.title}")
    cautions = tuple(Caution("site_rule_missed", _missed(path, rule)) for rule in missed)
    return Marks(rulings, inside, outside, headline, cautions)


def _missed(path: str, rule: str) -> str:
    return f"{path} has no element for the site rule {rule}; it was read without it: look whether the site changed"


def is_selector(text: str) -> bool:
    """Whether the HTML parser understands a CSS selector."""
    try:
        LexborHTMLParser("<p>").css(text)
    except SelectolaxError:
        return False
    return True
