"""The styles of markers: how they nest, and what clause each opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ppx.records import ClauseKind

KINDS: dict[str, ClauseKind] = {
    "part": "part",
    "subpart": "part",
    "chapter": "chapter",
    "section": "section",
    "article": "article",
    "roman": "other",
    "han": "han",
    "paren_han": "paren_han",
    "half_han": "paren_han",
    "plain": "digit",
    "decimal": "digit",
    "digit_comma": "digit",
    "digit_dot": "digit",
    "paren_digit": "paren_digit",
    "half_digit": "paren_digit",
    "circled": "circled",
    "letter": "other",
}
"""the marker styles, each a level of its own, in the order in which they usually nest, and the clause kind of each"""
RANK = {style: rank for rank, style in enumerate(KINDS)}
FIRM = frozenset(("part", "subpart", "chapter", "section"))
"""styles whose place over all others is fixed"""
NEAR = {
    "half_han": (("paren_han", 0.6),),
    "half_digit": (("paren_digit", 0.6), ("digit_dot", 0.8)),
    "digit_comma": (("digit_dot", 0.4),),
    "digit_dot": (("digit_comma", 0.4),),
    "lone": (("paren_han", 0.0), ("paren_digit", 0.6)),
    "cut_named": (("article", 0.0), ("chapter", 0.1), ("section", 0.2)),
    "cut_titled": (("chapter", 0.0), ("section", 0.1), ("article", 0.4)),
    "untitled": (("chapter", 0.0), ("section", 0.1)),
}
"""styles that a marker may be a careless or damaged form of, and the cost of reading it so"""

UNNAMED = frozenset(("untitled", "cut_named", "cut_titled"))
"""forms that lost the word that tells the style: the count tells it"""

UNITS = {
    "部分": "part",
    "编": "part",
    "編": "part",
    "篇": "part",
    "分编": "subpart",
    "章": "chapter",
    "节": "section",
    "節": "section",
    "条": "article",
    "條": "article",
}


def base_of(style: str) -> str:
    """The style without the numbers in front of a decimal (`decimal:1.2` → `decimal`)."""
    return style.partition(":")[0]
