"""What `ppx diff` says: one change a page, document or record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["pages", "documents", "clauses", "agencies", "deadlines", "targets", "tasks"]
Action = Literal["added", "removed", "changed", "moved"]
Cause = Literal["source", "rules", "both", "neither"]

KINDS: tuple[Kind, ...] = ("pages", "documents", "clauses", "agencies", "deadlines", "targets", "tasks")
ACTIONS: tuple[Action, ...] = ("added", "removed", "changed", "moved")
CAUSES: dict[Cause, str] = {
    "source": "the raw page is another: its sha256 or its path differs, or it is new or gone",
    "rules": "the raw page is the same and what made the result differs: version, settings or lexicons",
    "both": "the raw page and what made the result differ",
    "neither": "raw page and rules are the same; only a result changed by hand differs so",
}
"""cause → what it says"""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two runs."""

    kind: Kind
    action: Action
    cause: Cause
    rules: tuple[str, ...]
    """what of `made` differs, where the rules are a cause"""
    page: str
    """the raw page, by its new path where it has one"""
    old: str | None
    """id across the corpus in OLD; None for what was added"""
    new: str | None
    """id across the corpus in NEW; None for what was removed"""
    text: str
    """the record's words, the new ones where there are any"""
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    """field → old and new value, of what changed"""
