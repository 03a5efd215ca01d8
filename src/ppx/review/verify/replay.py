"""A page result beside its raw page, and the records of a container beside the raw container."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ppx.review.verify.claims import fault
from ppx.review.verify.links import check_links
from ppx.review.verify.nodes import check_nodes
from ppx.review.verify.office import FORMS, check_office
from ppx.review.verify.parts import number_of
from ppx.review.verify.raw import check_container, check_source, decode, raw_file, read_bytes
from ppx.review.verify.skeletons import Skeletons
from ppx.review.verify.unpacking import Records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ppx.review.verify.claims import Fault

Json = dict[str, Any]
UNGIVEN = ("damaged_container", "too_large")
"""errors of records whose bytes the result was not made of"""


def check_page(file: str, page: Json, raw: Path, broken: bool) -> Iterator[Fault]:
    """What a page result says of its raw page; where its spans are `broken` only the bytes are compared."""
    data = read_bytes(raw, page["source"]["path"])
    if data is not None:
        yield from _check_bytes(file, page, data, broken)
    elif not (page["error"] and page["error"]["code"] == "unreadable"):
        yield fault("raw_missing", page["source"]["path"], "", "the raw page", "none that can be read")


def _check_bytes(file: str, page: Json, data: bytes, broken: bool) -> Iterator[Fault]:
    other = list(check_source(page, data))
    yield from other
    if other or broken or page["error"]:
        return
    if page["source"]["media_type"] in FORMS:
        yield from check_office(file, page, data, Skeletons(page))
        return
    text = decode(page, data)
    if text is None:
        encoding = page["source"]["encoding"]
        yield fault("raw_missing", page["source"]["path"], "", f"bytes in {encoding}", "others")
        return
    yield from (check_links if text.textual else check_nodes)(file, page, text, Skeletons(page))


class Container:
    """A raw container beside the results of its records, which are given in order."""

    def __init__(self, page: Json, raw: Path) -> None:
        """Take the container's own result."""
        self.page = page
        self.path: str = page["source"]["path"]
        self.file = raw_file(raw, self.path)
        self.records: Records | None = None

    def open(self) -> Iterator[Fault]:
        """Begin; another container than that of the result is not unpacked."""
        try:
            other = list(check_container(self.page, self.file))
            yield from other
            if not other:
                self.records = Records(self.file, self.page["source"]["media_type"])
        except (OSError, ValueError):
            yield fault("raw_missing", self.path, "", "the raw container", "none that can be read")

    def check(self, file: str, page: Json, broken: bool) -> Iterator[Fault]:
        """The result of a record beside its bytes."""
        if self.records is None:
            return
        data = self.records.take(number_of(page))
        if page["error"] and page["error"]["code"] in UNGIVEN:
            return
        if data is None:
            yield fault("raw_missing", page["source"]["path"], "", f"a page in {self.path}", "no such record")
            return
        yield from _check_bytes(file, page, data, broken)

    def finish(self, file: str) -> Iterator[Fault]:
        """Records that have no result; what a damaged container holds besides pages nobody knows."""
        if self.records is None:
            return
        self.records.finish()
        for number in self.records.pages:
            yield fault("part", file, f"{self.path}!{number}", "a page result", "none")
        if any(w["code"] == "damaged_container" for w in self.page["warnings"]):
            return
        told, found = self.page["records"]["skipped"], dict(self.records.skipped)
        if told != found:
            yield fault("part", file, "records.skipped", found, told)
