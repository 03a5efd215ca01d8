"""Parallels: several quantities that one phrase governs, 分别 (each its own) or as a list of options."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ppx.extractors.targets import holders, measures, phrases, trims, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ppx.extractors.targets.comparators import Op
    from ppx.extractors.targets.readings import Reading
    from ppx.extractors.targets.stretches import Stretch

_JOINT = ("、", "和", "及", "以及", "或", "或者", "与")


def groups(text: str, around: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """The quantities by list: those with nothing but a joint between them stand together."""
    group: list[Stretch] = []
    for stretch in around:
        if group:
            last = group[-1].quantity
            between = text[last.end : stretch.quantity.start]
            if between in _JOINT and last.unit in (stretch.quantity.unit, None):
                group.append(stretch)
                continue
            yield group
        group = [stretch]
    if group:
        yield group


def read(group: Sequence[Stretch], previous: Reading | None) -> Iterator[tuple[Stretch, Reading, str]]:
    """Each quantity of a list with its words."""
    if len(group) == 1:
        yield group[0], phrases.read(group[0], previous), "single"
        return
    first, last = group[0], group[-1]
    whole = first._replace(right=last.right, closer=last.closer, end=last.end)
    reading = phrases.read(whole, previous)
    each = "分别" in first.left or "依次" in first.left
    op: Op = next((s.quantity.op for s in (last, first) if s.quantity.op not in ("=", "..")), "=")
    names = _names(first, reading, len(group)) if each else [(reading.indicator, reading.subject)] * len(group)
    for stretch, (indicator, subject) in zip(group, names, strict=True):
        quantity = stretch.quantity
        if each and quantity.op == "=":
            quantity = quantity._replace(op=op)
        quantity = quantity._replace(explicit=any(s.quantity.explicit for s in group))
        own = whole._replace(quantity=quantity)
        yield own, reading._replace(indicator=indicator, subject=subject), "each" if each else "options"


def _names(first: Stretch, reading: Reading, count: int) -> list[tuple[str | None, str | None]]:
    """Indicator and subject of each quantity behind 分别."""
    same = [(reading.indicator, reading.subject)] * count
    for field in ("subject", "indicator"):
        phrase = getattr(reading, field)
        items = _items(phrase) if phrase else []
        if len(items) == count:
            if field == "subject":
                return [(reading.indicator, item) for item in _shared(items)]
            found = re.search("人均|平均", items[-1])
            if found and found.start() > 1:
                tail = items[-1][found.start() :]
                return [(tail, item) for item in [*items[:-1], items[-1][: found.start()]]]
            return [_divided(item, reading.subject) for item in _shared(items)]
    front = re.split("分别|依次", first.left)[0]
    items = _items(front)
    if len(items) == count and reading.indicator:
        return [(reading.indicator, item) for item in _shared(items)]
    items = _items(re.split("[，,；。]", first.before.rstrip("，,"))[-1])
    if len(items) == count and not front.strip("，") and not re.search("[0-9]", "".join(items)):
        return [(reading.indicator, trims.tidy(item)) for item in items]
    return same


def _divided(item: str, subject: str | None) -> tuple[str | None, str | None]:
    own, indicator = measures.split(item)
    return (indicator, own or subject) if indicator else (item, subject)


def _items(phrase: str) -> list[str]:
    found = [p for p in re.split("、|和|及|与|以及", phrase) if p]
    if len(found) > 1 and len(found[1]) == 1 and len(found[0]) > 4:
        found[0] = found[0][-1]
    elif found:
        found[0] = holders.newly(found[0]) or found[0]
    return found


def _shared(items: Sequence[str]) -> list[str]:
    """The items with the head or the tail that only one of them shows: 国家级、省级开发区|产出强度."""
    last = items[-1]
    heads = items[:-1]
    if all(len(h) <= 4 for h in heads) and len(last) > max(map(len, heads)):
        mark = heads[0][-1]
        at = last.find(mark)
        if 0 <= at <= 4 and len(last) - at > 2:
            return [h + last[at + 1 :] for h in heads] + [last]
        size = len(heads[0])
        if size == 1:
            return [h + last[1:] for h in heads] + [last]
    tail = _tail(last)
    if tail and not any(words.tail(h, "measure") for h in heads):
        return [h + tail for h in heads] + [last]
    return _headed(items)


def _tail(last: str) -> str:
    subject, indicator = measures.split(last)
    if subject and indicator:
        return last[last.find(indicator) :]
    found = re.search("(?:人均|的企业|平均)", last)
    return last[found.start() :] if found else ""


def _headed(items: Sequence[str]) -> list[str]:
    """A head that only the first shows: 单位增加值能耗、水耗."""
    first = items[0]
    found = re.search("单位[^，、]{0,10}(?=.耗)", first)
    if found:
        return [first] + [item if item.startswith("单位") else first[: found.end()] + item for item in items[1:]]
    return list(items)
