"""Citations find the cited document once all documents are known; until then their rows wait on the disk."""

from __future__ import annotations

import hashlib
import json
import tempfile
from typing import TYPE_CHECKING

from ppx import stores

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from ppx.writing.rows import Json, Row


class Citations:
    """The citations of all documents, and what they may cite: of every document a digest of its number and its title."""

    def __init__(self, out: Path) -> None:
        """No document is known yet; rows wait in a nameless file, under `out` where that is on disk."""
        self.cited: dict[bytes, str] = {}
        """digest of a document number or title → id of the first document that has it"""
        self.waiting = tempfile.TemporaryFile("w+", encoding="utf-8", dir=stores.spool(out))  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Citations:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.waiting.close()

    def know(self, document: Json) -> None:
        """Take in a document; call it in the order of the tables."""
        for name in (document["doc_number"], document["title"]):
            if name:
                self.cited.setdefault(digest(name), document["id"])

    def add(self, row: Row) -> None:
        """Take in a row of the table, its cited document open."""
        self.waiting.write(json.dumps(row) + "\n")

    def resolve(self) -> Iterator[Row]:
        """The rows with the cited document, where the corpus has it and it is another."""
        self.waiting.seek(0)
        for line in self.waiting:
            row = json.loads(line)
            cited = self.find(row)
            yield {**row, "cited_document_id": cited if cited != row["document_id"] else None}

    def find(self, citation: Json) -> str | None:
        """Id of the document that a citation names, its number before its title; None where the corpus has none."""
        for name in (citation["doc_number"], citation["title"]):
            found = self.cited.get(digest(name)) if name else None
            if found:
                return found
        return None


def digest(text: str) -> bytes:
    """Tells texts apart; white space does not count."""
    return hashlib.blake2b("".join(text.split()).encode(errors="surrogatepass"), digest_size=12).digest()
