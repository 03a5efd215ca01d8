"""What the overview counts over all page results; nothing in it grows with the text of the corpus."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ppx import divisions

if TYPE_CHECKING:
    from ppx.report.results import Json

NATIONAL = ""
"""the province of documents without a region: national texts and those whose region is not known"""
COUNTED = ("clauses", "agencies", "deadlines", "targets", "tasks")


@dataclass(slots=True)
class Tally:
    """Counts over the corpus."""

    pages: int = 0
    failed: int = 0
    missing: int = 0
    """pages that are gone and keep their results"""
    documents: int = 0
    records: Counter[str] = field(default_factory=Counter)
    """by field of a document"""
    provinces: Counter[str] = field(default_factory=Counter)
    """documents by code of the province, two digits; `NATIONAL` where they have no region"""
    years: Counter[str] = field(default_factory=Counter)
    """documents by year; empty where no date is known"""
    kinds: Counter[str] = field(default_factory=Counter)
    """documents by 文种; empty where it is not known"""
    roles: Counter[str] = field(default_factory=Counter)
    """agencies by role"""
    quarters: Counter[tuple[int, int]] = field(default_factory=Counter)
    """deadlines with a last day, by year and quarter (1 to 4)"""
    undated: Counter[str] = field(default_factory=Counter)
    """deadlines without a last day, by kind"""
    units: Counter[tuple[str, str]] = field(default_factory=Counter)
    """targets by unit and kind"""
    leaders: Counter[str] = field(default_factory=Counter)
    """tasks by the organ that leads them, its place left out (`财政局`)"""
    reasons: Counter[str] = field(default_factory=Counter)
    """dropped pieces by reason"""
    warnings: Counter[str] = field(default_factory=Counter)
    yields: Counter[int] = field(default_factory=Counter)
    """documents with text by their agencies, deadlines and targets for each 1,000 characters, rounded down"""

    def add(self, result: Json, missing: bool = False) -> None:
        """Take in a page; a container is none, its records are."""
        if result["records"]:
            return
        self.pages += 1
        self.missing += missing
        self.failed += result["error"] is not None
        self.reasons.update(d["reason"] for d in result["dropped"])
        self.warnings.update(w["code"] for w in result["warnings"])
        for document in result["documents"]:
            self._add_document(document)

    def _add_document(self, document: Json) -> None:
        self.documents += 1
        self.records.update({name: len(document[name]) for name in COUNTED})
        self.provinces[province(document)] += 1
        self.years[year(document)] += 1
        self.kinds[document["kind"] or ""] += 1
        self.roles.update(a["role"] for a in document["agencies"])
        for deadline in document["deadlines"]:
            quarter = _quarter(deadline["due"] or deadline["end"])
            if quarter:
                self.quarters[quarter] += 1
            else:
                self.undated[deadline["kind"]] += 1
        self.units.update((t["unit"] or "", t["kind"]) for t in document["targets"])
        organs = {a["id"]: organ(a) for a in document["agencies"]}
        for task in document["tasks"]:
            self.leaders.update({name for i in task["lead"] if (name := organs.get(i))})
        if document["text"]:
            mentions = sum(len(document[name]) for name in ("agencies", "deadlines", "targets"))
            self.yields[1000 * mentions // len(document["text"])] += 1


def province(document: Json) -> str:
    """The first two digits of the code of the document's region, or `NATIONAL`."""
    return str(document["region"]["code"])[:2] if document["region"] else NATIONAL


def province_name(code: str) -> str:
    """The official name of a province by the first two digits of its code; the code itself where there is none."""
    found = divisions.coded(f"{code}0000")
    return found[0].name if found else code


def date(document: Json) -> str:
    """The document's day: signed, else published, else of force; empty where none is known."""
    return str(document["signed"] or document["published"] or document["effective"] or "")


def year(document: Json) -> str:
    """The year of the document's day; empty where it is not known or masked."""
    said = date(document)[:4]
    return said if said.isdecimal() and said.isascii() else ""


def organ(agency: Json) -> str | None:
    """The official name of the organ without its place, which joins the same office of all regions; None where it has no key."""
    return str(agency["key"]).partition(":")[2] or None if agency["key"] else None


def _quarter(day: str | None) -> tuple[int, int] | None:
    """Year and quarter of an ISO day; None where either is masked or missing."""
    said, month = (day or "")[:4], (day or "")[5:7]
    if not (said.isascii() and said.isdecimal() and month.isascii() and month.isdecimal()):
        return None
    return int(said), (int(month) + 2) // 3
