"""Titles of clauses: what stands behind the marker up to the first stop, where it is a title and no sentence.

Titles stand alone in their line (`一、总体要求`), run in before text (`（一）加强组织领导。成立……`) or before a colon
(`1.县财政局：落实……`). Whether a phrase with a comma, or one whose stop was lost, is a title, the clauses beside it decide.

Patterns of words alone are of the module `re`, which goes from one first character of theirs to the next.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import regex

from ppx.clauses.styles import FIRM, base_of
from ppx.grammar import alternatives
from ppx.lexicon import cached, load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ppx.clauses.numbering import Choice

SHORT, LONG, ALONE = 30, 40, 60
"""longest title before a stop without a comma, with one, and alone in its line"""
AGREE = 0.6
"""share of the clauses beside it that must be titled for a doubtful phrase to be a title"""
LEAD = 60
"""characters in front of a list that may say so"""
COMMON = 5
"""clauses beside it that share what follows the comma, for it to stay out of the title"""

STOP = regex.compile(
    r"[。：:；;？?！!]|[^\S\n]{2,40}+(?=\S)|\u3000(?=\S{12})|(?<=[\u4e00-\u9fff])[.．](?=[\u4e00-\u9fff])"
)
# （标题）第一款… / 【标题】…
BRACKETED = regex.compile(r"[（(【〔\[](?P<title>[^（）()【】〔〕\[\]\n]{2,30})[）)】〕\]](?=[^\S\n]*(?:\S|$))")
LEADING = " \u3000\xa0\u2002\u2003：:．.、"
NAMED_ONLY = regex.compile(r"《[^《》]+》")
"""the name of a document alone: an item of a list"""
# 对新认定的园区，给予奖励 — not 对标先进，推进改革
GRANTS = regex.compile(r"对[^，]{2,30}，(?:给予|予以|可?按|一次性|奖|补|免|减|依法|处|不再)")
# 给予100万元奖励 / 不低于60%
AMOUNT = regex.compile(r"\d\s?(?:%|[万亿]?元|[万亿]|亩|公里|吨|家|个|名|人|户|座)")
SPREAD = regex.compile(r"(?<=[\u4e00-\u9fff])[^\S\n]{1,8}(?=[\u4e00-\u9fff])")


class Opening(NamedTuple):
    """How a clause begins."""

    phrase: str
    """up to the first stop"""
    stop: str
    """the stop; a blank for a gap in the line, empty at its end"""
    rest: bool
    """True where text follows in the line"""
    body: bool
    """True where further paragraphs or clauses of its own follow"""
    style: str
    titled: bool
    """True where the form is that of a title"""
    led: bool
    """True where the line in front introduces a list"""


def read_headings(text: str, choices: Sequence[Choice]) -> list[str | None]:
    """The title of each clause, or None."""
    openings = [_open(text, choices, i) for i in range(len(choices))]
    beside: dict[int, list[Opening]] = defaultdict(list)
    families = _families(choices)
    for family, opening in zip(families, openings, strict=True):
        beside[family].append(opening)
    alike: dict[str, list[Opening]] = defaultdict(list)
    for opening in openings:
        alike[opening.style].append(opening)
    views = {family: Family.of(members) for family, members in beside.items()}
    styles = {style: Family.of(members) for style, members in alike.items()}
    return [
        _title(
            text,
            choice,
            opening,
            styles[opening.style] if opening.style == "article" else views[family],
            styles[opening.style],
        )
        for choice, opening, family in zip(choices, openings, families, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Family:
    """The clauses of one level under one parent."""

    titled: float
    """share that has the form of a title"""
    listed: bool
    """True where it is a list: one ends with a semicolon"""
    tail: str
    """the two characters behind the comma that most of them share"""
    led: bool
    """True where a sentence introduces them: `提交下列材料：`"""

    @classmethod
    def of(cls, openings: Sequence[Opening]) -> Family:
        """The view of some clauses."""
        tails = [opening.phrase.partition("，")[2][:2] for opening in openings if opening.stop in ("", " ")]
        ((common, times),) = Counter(tails).most_common(1) if len(tails) >= COMMON else (("", 0),)
        return cls(
            titled=sum(opening.titled for opening in openings) / len(openings),
            listed=any(opening.stop in ("；", ";") for opening in openings),
            tail=common if times >= max(COMMON, AGREE * len(openings)) else "",
            led=openings[0].led,
        )


def _families(choices: Sequence[Choice]) -> list[int]:
    """For each clause the index of its parent, with its level's style folded in."""
    open_: list[int] = []
    families = []
    for i, choice in enumerate(choices):
        del open_[choice.depth :]
        families.append(open_[-1] if open_ else -1)
        open_.append(i)
    return families


def _open(text: str, choices: Sequence[Choice], i: int) -> Opening:
    """How the clause begins, up to its first stop, line end or the next clause."""
    choice = choices[i]
    start = choice.mark.end
    end = choices[i + 1].mark.start if i + 1 < len(choices) else len(text)
    line_end = text.find("\n", start, end)
    line = text[start : line_end if line_end >= 0 else end].lstrip(LEADING).rstrip()
    child = i + 1 < len(choices) and choices[i + 1].depth > choice.depth
    body = child or (line_end >= 0 and bool(text[line_end:end].strip()))
    style = base_of(choice.style)
    led = _leads(text, choice.mark.start)
    found = None if style in FIRM else STOP.search(line)
    if not found:
        return Opening(line, "", rest=False, body=body, style=style, titled=2 <= len(line) <= ALONE, led=led)
    stop, phrase, rest = found[0].strip() or " ", line[: found.start()], found.end() < len(line)
    stop = "。" if stop in ".．" else stop
    titled = (
        len(phrase) <= LONG and (rest or body) and not is_sentence(phrase)
        if stop == "。"
        else stop in " ：:" and 2 <= len(phrase) <= ALONE
    )
    return Opening(phrase, stop, rest, body, style, titled, led)


def _leads(text: str, start: int) -> bool:
    """True where the line in front of `start` ends with a colon and says that a list follows."""
    end = start
    while end and text[end - 1].isspace():
        end -= 1
    if text[end - 1 : end] not in ("：", ":"):
        return False
    line = text.rfind("\n", max(0, end - LEAD), end) + 1 or max(0, end - LEAD)
    return bool(one_of("lead").search(text, line, end))


def _title(text: str, choice: Choice, opening: Opening, family: Family, style: Family) -> str | None:
    if choice.style in FIRM:
        phrase = opening.phrase or _next_line(text, choice)
        return _tidy(phrase) if phrase and len(phrase) <= ALONE and "。" not in phrase else None
    bracketed = BRACKETED.match(text, choice.mark.end) if choice.style == "article" else None
    if bracketed:
        return _tidy(bracketed["title"])
    phrase = opening.phrase
    if _is_title(opening, family):
        cut, comma, tail = phrase.partition("，")
        return _tidy(cut if comma and family.tail and tail.startswith(family.tail) else phrase) + (
            "？" if opening.stop in "？?" and opening.stop else ""
        )
    fixed = one_of("fixed").match(phrase) if choice.style != "article" else None
    if fixed:
        return fixed[0]
    if (
        max(family.titled, style.titled) >= AGREE
        and opening.stop == "。"
        and not family.listed
        and opening.style != "article"
    ):
        return _restarted(phrase)
    return None


def _is_title(opening: Opening, family: Family) -> bool:
    phrase, stop = opening.phrase.strip(), opening.stop
    if not phrase or stop in ("；", ";", "！", "!"):
        return False
    if stop in ("？", "?"):
        return not opening.rest
    if stop in ("：", ":"):
        limit = ALONE if not opening.rest or family.titled >= AGREE else SHORT
        return (
            len(phrase) <= limit
            and "，" not in phrase
            and not is_sentence(phrase)
            and not one_of("lead").search(phrase)
            and phrase[-1] not in "是为有"
        )
    article = opening.style == "article"
    if article and family.titled < AGREE:
        return False
    if stop == "。":
        return _is_run_in(phrase, opening, family)
    if NAMED_ONLY.fullmatch(phrase) or (family.led and not opening.body):
        return False
    if len(phrase) > ALONE or phrase[-1].isdigit() or phrase.endswith(("，", "、")):
        return bool(family.tail)
    return bool(family.tail) or phrase.count("，") < 2 or not is_sentence(phrase)


def _is_run_in(phrase: str, opening: Opening, family: Family) -> bool:
    """A phrase before a full stop."""
    if len(phrase) > LONG or family.listed or is_sentence(phrase) or one_of("begin").match(phrase):
        return False
    parts = phrase.replace(",", "，").split("，")
    commas = len(parts) - 1
    if commas and (AMOUNT.search(phrase) or GRANTS.match(phrase)):
        return False
    if not opening.rest:
        return opening.body and len(phrase) <= SHORT and family.titled >= AGREE
    if not commas:
        return len(phrase) <= SHORT
    return family.titled >= AGREE and (commas == 1 or max(map(len, parts)) <= 12)


def _restarted(phrase: str) -> str | None:
    """The title in front of the place where the text begins anew, where the stop between them was lost."""
    head = phrase.replace(",", "，").partition("，")[0]
    found = one_of("restart").search(head, 6)
    while found and head[found.start() - 1] in "、和与及的":
        found = one_of("restart").search(head, found.end())
    at = found.start() if found else 0
    return head[:at] if 6 <= at <= min(len(head) - 2, SHORT) and head[0] not in "各《" else None


def _next_line(text: str, choice: Choice) -> str:
    start = text.find("\n", choice.mark.start) + 1
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)].strip() if start else ""


def is_sentence(phrase: str) -> bool:
    """True for a phrase that says that something shall be, and so is no title."""
    return phrase.endswith("的") or bool(finite().search(phrase))


@cached
def finite() -> re.Pattern[str]:
    """The words of `[finite]` as one pattern, each only where it is a word of its own."""
    table = load("headings")["finite"]
    alone = [
        re.escape(word)
        + (f"(?<![{before}]{re.escape(word)})" if (before := table["not_behind"].get(word, "")) else "")
        + (f"(?![{after}])" if (after := table["not_before"].get(word, "")) else "")
        for word in table["must"]
    ]
    return re.compile("|".join([*map(re.escape, table["words"]), *alone]))


@cached
def one_of(table: str) -> re.Pattern[str]:
    """The words of one table of the lexicon as one pattern, the longest first."""
    return re.compile(alternatives(load("headings")[table]["words"]))


def _tidy(phrase: str) -> str:
    return SPREAD.sub("", phrase.strip())
