"""Scopes: the sentences in which a text says for which division it is made.

    of("为优化丽水市营商环境，制定本方案。")         # 丽水市
    of("第二条 本办法适用于梅州市行政区域内的…")     # 梅州市

What a text obeys (根据《山东省…条例》, 贯彻省委…) and what it only helps (支持, 对接, 学习) says nothing of that.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import regex

from ppx import divisions
from ppx.extractors.metadata import places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ppx.divisions import Division

_LONGEST = 40
"""characters in front of a mark that may hold the place that it speaks of"""
# 结合滁州市实际; 结合我市、毕节市工作实际; 从南阳实际出发
_FITTED = regex.compile(
    r"(?:结合|立足|根据|按照|从)(?P<place>\p{Han}{2,16}?)(?:的?(?:工作|发展|客观)?实际|的?(?:具体)?情况[，,])"
)
# ——2022年1月17日在宣城市第五届人民代表大会第一次会议上; 在中共泾县第十五届委员会第二次全体会议上
_SESSION = regex.compile(
    r"在(?:中共|中国共产党|政协)?(?P<place>\p{Han}{2,16}?)(?:委员会)?第[一二三四五六七八九十\d]{1,4}(?:届|次)"
)
# 丽水市行政区域内; 泾县辖区内
_WITHIN = regex.compile(r"行政(?:区域|辖区)|辖区(?:范围|内)")
_APPLIES = regex.compile(r"(?:^|适用于|凡?在|[。，；\s条])$")
"""what stands in front of the place in which a text applies; not 位于, 包括: they tell where a thing lies"""
_WHOLE = regex.compile(r"(?<![健完安保齐周])全(?=\p{Han}{2,12}(?:[省市县区州盟旗]))")
_QUOTED = regex.compile(r"《[^《》\n]{1,80}》")
_OBEYED = regex.compile(
    r"(?:贯彻|落实|根据|按照|依据|遵照|遵循|支持|对接|融入|承接|借鉴|学习|服务|参照|参考|执行|推广|经|围绕)[^，。；：\n]{0,120}"
)
"""parts of a purpose that name what others rule, own or need"""
# 为优化丽水市营商环境，制定本方案; 第一条 为了保护…，结合本市实际，制定本条例; 为推进…，现提出以下意见
_PURPOSE = regex.compile(
    r"""(?:^|[\n。　\s])(?:第一条\s{0,4})?为(?P<purpose>[^。\n]{4,300}?)
        (?:制定|制订|提出|出台|拟定|编制)[了出]?(?:本|此|如下|以下|\p{Han}{0,12}(?:方案|意见|措施|办法|计划))""",
    regex.VERBOSE,
)
_REPEAL = regex.compile(r"同时废止|予以废止|即行废止|停止执行|同时失效")
# 1996年8月11日山东省第八届人民代表大会常务委员会第二十三次会议通过的《山东省各级人民代表大会常…》同时废止
# 原《株洲市产业扶持办法》（株政发〔2018〕3号）同时废止
_REPEALED = regex.compile(
    r"(?:[日原，。；\s]|^)(?P<organ>\p{Han}{2,40}?)?(?:发布|公布|颁布|印发|通过|制定|下发|出台)的?《|《(?:关于)?(?:印发|公布|发布)?[《〈]?(?P<title>\p{Han}{3,16})"
)
"""what a text repeals is of the same organ as itself"""
_CARED = regex.compile(
    r"(?:美丽|平安|法治|数字|健康|品质|文明|清廉|幸福|和谐|智慧|活力|绿色|生态|富强|现代化)(?=\p{Han})"
)
"""建设美丽杭州, 平安北京: a short name that is the text's own"""
_OUTSIDE = ("71", "81", "82")
"""codes of divisions that no text of this kind governs: 台湾, 香港, 澳门"""


def of(text: str, year: int | None = None, *, purpose: bool = True) -> Division | None:
    """The division for which the text says that it is made, or None; `purpose`: its opening sentence counts too."""
    head = text[:1500]
    stated = (
        _fitted(head),
        _convened(head),
        _within(text),
        _whole(text),
        _purposed(head) if purpose else (),
        _repealed(text),
    )
    return next((found for names in stated if (found := _one(names, year))), None)


def _fitted(text: str) -> Iterator[tuple[str, ...]]:
    if "实际" in text or "情况" in text:
        for found in _FITTED.finditer(text):
            yield _chain(found["place"]) or _short(found["place"])


def _convened(text: str) -> Iterator[tuple[str, ...]]:
    """The place of the assembly or the committee before which a report was given."""
    for found in islice(_SESSION.finditer(text), 1):
        yield _chain(found["place"])


def _within(text: str) -> Iterator[tuple[str, ...]]:
    for mark in _WITHIN.finditer(text):
        before = text[max(0, mark.start() - _LONGEST) : mark.start()]
        chain: list[str] = []
        at = len(before)
        for start, end, name in reversed([*_named(before)]):
            if end != at:
                break
            chain, at = [*chain, name], start
        if chain and _APPLIES.search(before[:at]):
            yield tuple(chain)


def _whole(text: str) -> Iterator[tuple[str, ...]]:
    for mark in _WHOLE.finditer(text):
        yield _chain(text[mark.end() : mark.end() + 16])


def _repealed(text: str) -> Iterator[tuple[str, ...]]:
    for mark in _REPEAL.finditer(text):
        start = max(text.rfind(stop, 0, mark.start()) for stop in "。；\n") + 1
        for found in _REPEALED.finditer(text, max(start, mark.start() - 200), mark.start()):
            yield _chain(found["organ"] or found["title"] or "")


def _purposed(text: str) -> Iterator[tuple[str, ...]]:
    found = _PURPOSE.search(text)
    if not found:
        return
    own = _OBEYED.sub("", _QUOTED.sub("", found["purpose"]))
    yield from ((name,) for _, _, name in _named(own))
    for mark in _CARED.finditer(own):
        yield _short(own[mark.end() : mark.end() + 4])


def _named(text: str) -> Iterator[tuple[int, int, str]]:
    """Official names in the text with where they begin and end; 供应城市 names no 应城市."""
    for (start, end), name in divisions.find(text):
        if not any(places.within_word(text, start, held) for held in divisions.named(name)[:1]):
            yield start, end, name


def _chain(text: str) -> tuple[str, ...]:
    """The names that the text opens with, one right behind the other (广州市天河区): the last one is meant."""
    last: tuple[str, ...] = ()
    at = 0
    for (start, end), name in divisions.find(text):
        if start != at:
            break
        last, at = (*last, name), end
    return last[-1:] if len(last) < 2 else (last[-1], last[0])


def _short(text: str) -> tuple[str, ...]:
    """The short name of a city or province that the text opens with, as the official one."""
    found = divisions.short_names().match(text)
    held = [d for d in divisions.called(found[0]) if d.until is None] if found else []
    return (held[0].name,) if len(held) == 1 else ()


def _one(mentions: Iterable[tuple[str, ...]], year: int | None) -> Division | None:
    """The one division that all mentions are of, or the one among them that holds all the others."""
    held = set()
    for names in mentions:
        if names:
            found = divisions.resolve(names[0], " ".join(names[1:]), year)
            if found is None:
                return None
            held.add(found)
    top = next((d for d in held if all(d.holds(other) for other in held)), None)
    return top if top and top.code[:2] not in _OUTSIDE else None
