"""Reasons to look at a record, each with a weight: how likely a record with it is wrong.

    for code, why in doubt_target(target):
        ...                                  # ("no_indicator", "no indicator found")

The weights are estimates that put the queue in order; docs/review.md says where each comes from.
"""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Json = dict[str, Any]
Reason = tuple[str, str]

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "spun_text": 0.6,
        "encoding_damage": 0.5,
        "pages_without_text": 0.4,
        "damaged_container": 0.4,
        "site_rule_missed": 0.3,
        "metadata_conflict": 0.5,
        "no_document": 0.2,
        "unknown_converter": 0.4,
        "encoding_guess": 0.3,
        "script_margin": 0.3,
        "no_clauses": 0.3,
        "many_clauses": 0.3,
        "unproven_wording": 0.4,
        "repaired_number": 0.4,
        "injected_text": 0.1,
        "number_repaired": 0.3,
        "number_jump": 0.4,
        "long_clause": 0.3,
        "long_heading": 0.4,
        "no_region": 0.35,
        "no_full_name": 0.3,
        "unknown_mention": 0.1,
        "no_key": 0.15,
        "short_text": 0.5,
        "long_text": 0.4,
        "rare_rule": 0.25,
        "before_signed": 0.4,
        "far_deadline": 0.5,
        "open_deadline": 0.3,
        "no_indicator": 0.35,
        "over_hundred": 0.3,
        "no_figure": 0.4,
    }
)
"""reason → chance that a record with it is wrong"""

PROMISED = ("target", "incentive", "limit")
"""kinds whose figure is one of something; a condition (`40岁以上`) names its measure by its unit"""
UNNAMED = ("部门", "单位", "机构", "机关")
LOCAL = ("省", "自治区", "市", "州", "盟", "县", "区", "旗", "乡", "镇")
"""what a name begins with that the region of its document completes"""
LONG = {"agencies": 25, "deadlines": 30, "targets": 25}
"""characters of a mention; of the seal names of State Council organs the longest has 22, and dates with a reason run to 30"""
LONG_CLAUSE = 3000
"""characters of a clause without its children: four pages of an official document (GB/T 9704: 22 lines of 28)"""
LONG_HEADING = 50
"""characters; a title of two lines of 22 is the longest that GB/T 9704 shows"""
MANY_CLAUSES = 500
UNSTRUCTURED = 600
"""characters from which an official document has markers: one page"""
RARE, RARE_SHARE, ENOUGH = 3, 0.003, 200
"""a rule is rare with so many mentions or such a share of its kind, where the kind has enough"""
YEARS = 30
"""longest plans of the state run to mid-century"""


def weigh(reasons: list[Reason]) -> float:
    """The chance that at least one reason holds, as if they were independent."""
    right = 1.0
    for code in {code for code, _ in reasons}:
        right *= 1 - WEIGHTS[code]
    return round(1 - right, 3)


def doubt_document(page: Json, document: Json) -> Iterator[Reason]:
    """Why a document may be wrong as a whole."""
    script, length, clauses = page["script"], len(document["text"]), len(document["clauses"])
    if script["uncertain"]:
        yield "script_margin", f"{script['uncertain']} choices of wording were close on this page"
    if not clauses and length > UNSTRUCTURED and document["kind"] not in ("新闻", "问答"):
        yield "no_clauses", f"{length} characters and no clause"
    waiting = sum(is_nameless(a) and a["name"].startswith(LOCAL) for a in document["agencies"])
    if document["region"] is None and waiting:
        yield "no_region", f"{waiting} agencies have no full name for want of it"
    if clauses > MANY_CLAUSES:
        yield "many_clauses", f"{clauses} clauses"


def doubt_clause(clause: Json, own: str) -> Iterator[Reason]:
    """Why a clause may be wrong; `own` is its text without its children."""
    if clause["repaired"]:
        yield "number_repaired", f"«{clause['marker']}» was read as {clause['ordinal']}"
    if len(own) > LONG_CLAUSE:
        yield "long_clause", f"{len(own)} characters of its own"
    if clause["heading"] and len(clause["heading"]) > LONG_HEADING:
        yield "long_heading", f"a heading of {len(clause['heading'])} characters"


def doubt_agency(agency: Json, document: Json) -> Iterator[Reason]:
    """Why an agency may be wrong. Where the document has no region, that and not each agency is to be looked at."""
    if is_nameless(agency):
        if document["region"] is not None or not agency["name"].startswith(LOCAL):
            code = "unknown_mention" if agency["role"] == "mention" else "no_full_name"
            yield code, f"no organ is known as {agency['name']}"
    elif agency["full"] is not None and agency["key"] is None and not agency["group"]:
        yield "no_key", f"{agency['full']} joins with no other mention"
    if len(agency["text"]) == 1:
        yield "short_text", "one character"


def is_nameless(agency: Json) -> bool:
    """Whether it should have a seal name and has none: sets and fields of work (`应急管理部门`) have none."""
    return agency["full"] is None and not agency["group"] and not agency["name"].endswith(UNNAMED)


def doubt_deadline(deadline: Json, document: Json) -> Iterator[Reason]:
    """Why a deadline may be wrong: beside the document's own date, or without any."""
    own = _day(document["signed"] or document["published"])
    end = _day(deadline["end"] or deadline["start"])
    if own and end and end < own and deadline["kind"] in ("by", "within"):
        yield "before_signed", f"ends {end}, the document is of {own}"
    if own and end and end > own + timedelta(days=366 * YEARS):
        yield "far_deadline", f"ends {end}, more than {YEARS} years after {own}"
    dated = deadline["start"] or deadline["end"] or deadline["length"] or deadline["on"]
    if not dated and deadline["kind"] not in ("from", "recurring"):
        yield "open_deadline", "no day and no length"


def doubt_target(target: Json) -> Iterator[Reason]:
    """Why a target may be wrong."""
    if target["indicator"] is None and target["kind"] in PROMISED:
        yield "no_indicator", f"a {target['kind']} of nothing"
    if target["low"] is None:
        yield "no_figure", "no figure"
    elif (
        target["unit"] == "%" and target["change"] == "level" and target["high"] > 100 and target["kind"] != "incentive"
    ):
        yield "over_hundred", f"{target['high']}% of something"


def doubt_mention(kind: str, mention: Json, rules: Mapping[str, int]) -> Iterator[Reason]:
    """Why any mention may be wrong: its length, and a rule that the corpus hardly needs."""
    if len(mention["text"]) > LONG[kind]:
        yield "long_text", f"{len(mention['text'])} characters"
    total = sum(times for rule, times in rules.items() if rule.startswith(f"{kind}:"))
    times = rules.get(f"{kind}:{mention['rule']}", 0)
    if total >= ENOUGH and times <= max(RARE, RARE_SHARE * total):
        yield "rare_rule", f"{mention['rule']} found {times} of {total}"


def _day(shown: str | None) -> date | None:
    try:
        return date.fromisoformat(shown) if shown else None
    except ValueError:  # masked
        return None
