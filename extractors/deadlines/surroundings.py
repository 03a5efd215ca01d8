"""What stands around a time expression, and what its words tell: names, baselines, facts, goals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import regex

from ppx import lexicon
from ppx.grammar import alternatives

if TYPE_CHECKING:
    from ppx.records import Span

_REACH = 60
"""characters looked at on either side"""
_NEAR = 6
"""characters behind a time within which its verb stands if nothing else sets it apart"""
_STOPS = "，,。；;：:！!？?\n\t"
_ENDS = "。；;！!？?\n"
_STOP, _END = re.compile(f"[{_STOPS}]"), re.compile(f"[{_ENDS}]")
_OPENS = frozenset('，,。；;：:、（(“"—－-》）)】\t 　|·.．■●◆')
"""what a phrase may follow on"""
# 要, 将, 应, 须, 需, 拟, 计划 as words of their own; each alternative begins with its character, which is what `re` looks for first
_MODAL = re.compile(
    r"要(?<![主重需首纪]要)(?![求素点件闻害约塞])|将(?<!即将)(?!军)|应(?<![供适响反相效]应)(?![对用急变收届])|须(?<!必须)|需(?<![必所急供]需)(?![求要])|拟(?!合)|计划(?=完成|新|安排|投资|建设|开工|实施|用|于|在|到|推进|引进|培|改|启动|创|竣工|总投资|招)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """The surroundings of a time expression, never further than its line."""

    before: str
    """what stands before it on the line"""
    after: str
    """what stands behind it on the line"""

    @classmethod
    def of(cls, text: str, span: Span) -> Place:
        """The surroundings of a span."""
        start, end = span
        before = text[max(0, start - _REACH) : start].rpartition("\n")[2]
        return cls(before, text[end : end + _REACH].partition("\n")[0])

    @property
    def phrase(self) -> str:
        """What follows, up to the next comma or stop."""
        return _head(self.after, _STOP)

    @property
    def next_phrase(self) -> str:
        """What follows, and where it is set off by a comma, what follows that."""
        return self.phrase or self.after[:1] + _head(self.after[1:], _STOP)

    @property
    def lead(self) -> str:
        """What stands before it since the last comma or stop."""
        return _STOP.split(self.before)[-1]

    @property
    def sentence(self) -> str:
        """The sentence around it, itself left out."""
        return f"{_END.split(self.before)[-1]}|{_head(self.after, _END)}"

    @property
    def opens(self) -> bool:
        """True where it begins a phrase."""
        return not self.before or self.before[-1] in _OPENS

    @property
    def bare(self) -> bool:
        """True where nothing but a bracket or a remark follows on the line: a date under a seal stands so."""
        return not self.after.strip("）) 　。") or self.after.lstrip().startswith(("（此件", "(此件", "印发"))


def _head(text: str, stops: re.Pattern[str]) -> str:
    found = stops.search(text)
    return text[: found.start()] if found else text


def words(name: str) -> list[str]:
    """A list of the lexicon."""
    tables: dict[str, Any] = lexicon.load("deadlines")["words"]
    return list(tables[name])


@lexicon.cached
def _tuple_of(name: str) -> tuple[str, ...]:
    return tuple(words(name))


@lexicon.cached
def _one_of(name: str) -> re.Pattern[str]:
    return re.compile(alternatives(words(name)))


def holds(name: str, text: str) -> bool:
    """True where a word of the list stands in the text."""
    return _one_of(name).search(text) is not None


def starts(name: str, text: str) -> bool:
    """True where the text begins with a word of the list."""
    return text.startswith(_tuple_of(name))


def ends(name: str, text: str) -> bool:
    """True where the text ends with a word of the list."""
    return text.endswith(_tuple_of(name))


_DONE = re.compile("了(?<!为了)(?![解结])")


def is_report(text: str) -> bool:
    """True where a word says that something has happened."""
    return _DONE.search(text) is not None or holds("fact", text)


def is_promise(text: str) -> bool:
    """True where a modal says that something is to come (要, 将, 应, 拟, 力争)."""
    return _MODAL.search(text) is not None or holds("promise", text)


def is_goal(place: Place) -> bool:
    """True where what follows, at once or behind a comma, is an action or a result, not a thing of that time."""
    if starts("named_after", place.after):
        return False
    phrase = place.next_phrase
    if is_promise(phrase) or phrase.startswith(("，", ",")):
        return is_promise(phrase) or holds("goal", phrase)
    return holds("goal", phrase) and not is_named(place)


def is_done_at_once(place: Place) -> bool:
    """True where the action or the modal follows directly: 全市2025年实现…, 我县2026年计划新建…."""
    return is_goal(place) and (is_promise(place.after[:_NEAR]) or holds("goal", place.after[:_NEAR]))


def is_named(place: Place) -> bool:
    """True where a noun phrase follows, the name of a plan or a list: 2030年前碳达峰行动方案."""
    phrase = place.phrase.rstrip("”』」）) ")
    name = _name().match(phrase) if holds("names", phrase) else None
    return name is not None and not holds("action", name["body"])


@lexicon.cached
def _name() -> regex.Pattern[str]:
    kinds = "|".join(map(regex.escape, words("names")))
    return regex.compile(
        rf"(?P<body>[\p{{Han}}、“”]{{0,24}}?)(?:实施|工作|推进|落实|建设|发展|行动|整治)?(?:{kinds})(?=$|[、和及等的中在表])"
    )


_ATTACHED = regex.compile(r"附件[0-9一二三四五六七八九十]{0,2}[：:．. \u3000]*(?:[0-9]{1,2}[．.、])?[ \u3000]*$")


def is_title_part(place: Place, *, bare: bool) -> bool:
    """True inside the title or the number of a document, in a list of attachments, and for a bare version tag behind a title."""
    before = place.before
    if _ATTACHED.search(before):
        return True
    if before.rfind("《") > before.rfind("》") or before.rfind("〔") > before.rfind("〕"):
        return True
    head = before.rstrip()
    if not bare:
        return False
    return head.endswith(("（", "(")) and place.after.startswith(("）", ")", "版")) and ends("names", head[:-1])


def is_baseline(place: Place) -> bool:
    """True where something is measured from this time: 比2020年增长, 以2020年为基数."""
    return ends("baseline_before", place.before) or starts("baseline_after", place.after)


def is_slogan(place: Place) -> bool:
    """True inside quotation marks that close in the same phrase: “两年一评价”."""
    opened = max(place.lead.rfind("“"), place.lead.rfind("‘"))
    return opened > max(place.lead.rfind("”"), place.lead.rfind("’")) and "”" in place.phrase


def is_labelled(place: Place) -> bool:
    """True behind a label that asks for a time: 完成时限：2021年12月."""
    before = place.before.rstrip()
    return ends("labels", before) or (before.endswith(("：", ":", "为", "是")) and ends("labels", before[:-1]))
