"""Lists of agencies: where they are cut, what is trimmed from an entry, and the names that come out.

市发展改革委、财政局，各县（市、区）人民政府等按职责分工负责
→  市发展改革委 | 财政局 (name 市财政局) | 各县（市、区）人民政府, duty 负责
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import regex

from ppx import lexicon
from ppx.extractors.agencies.names import Passed, Read, defined_away, inherit, is_group, read
from ppx.extractors.agencies.vocabulary import vocabulary
from ppx.grammar import alternatives

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ppx.extractors.agencies.places import Scope
    from ppx.records import Role, Span

_CUT = regex.compile(r"[(（\[［〔【<＜〈《{｛)）\]］〕】>＞〉》}｝、，,；;。\t\n 　]|以及|会同|和|与|及|并")
_OPENERS = frozenset("(（[［〔【<＜〈《{｛")
_CLOSERS = frozenset(")）]］〕】>＞〉》}｝")
_WORDS = frozenset(("以及", "会同", "和", "与", "及", "并"))
_LEVELS = r"(?:特别行政区|自治区|直辖市|自治州|自治县|自治旗|设区市|设区的市|地级市|地级以上市|地区|省|市|区|县|州|盟|旗|乡|镇|街道|园区|开发区)"
_ALT = r"(?:[(（〔〈<\[][^)）〕〉>\]]{1,20}[)）〕〉>\]])?"
# the first parts of 各州、市〈地〉人民政府, 各省、自治区、直辖市人民政府
_HALF_GROUP = regex.compile(rf"(?:各|全市|相关|有关|所在)?(?:{_LEVELS}{_ALT})+")
_HALF_ENDS = frozenset("区市州县旗省盟乡镇道)）〕〉>]")
_REST_GROUP = regex.compile(rf"(?:{_LEVELS}{_ALT})+(?:级)?(?:党委政府|党委|人民政府|政府|行署)")
# 等 | 等部门 | 等有关部门和单位, and whatever prose follows it
_TRAIL = regex.compile(
    r"(?P<etc>等(?:[\d一二三四五六七八九十]+(?:个|家)?)?(?:市级|省级|国家|县级|市直|省直|区直)?(?:相关|有关|职能|各|成员)*(?:行政)?(?:职能)?(?:部门|单位|机构|企业|地方|地区)?(?:和单位|、单位|及单位|单位)?)$"
)
_TAIL = regex.compile(r"(?P<tail>[市县区](?:人民政府|政府|海关)|管委会|管理委员会)$")
_TAIL_ENDS = ("政府", "海关", "管委会", "管理委员会")
_RIGHT_NAME = regex.compile(r".{0,6}(?:局|厅|委)$")
_SHARED_ZONE = regex.compile(r"[^各有相全].*(?:区|区块|板块|园|港|城)")
_LEADS = frozenset("由请以和与及并其会")
_LEAD_IN = regex.compile(r"(?:由|请|以及|和|与|及|并由|并|其中|会同)+")


# 市政府各委、办、局
_SHORT_KINDS = ("办", "局", "委", "厅", "委办局", "办局")
_SHORT_KIND = regex.compile(r"各(?:部|委|办|部委)(?:、[委办厅局])*$")


# 省教育厅（牵头） | 市发展改革委（列第一位的为牵头单位，下同）
_REMARK = regex.compile(
    r"[(（](?:(?P<verb>牵头|配合|负责|参与)(?:单位|部门)?|(?:列|排|居|位于?)在?(?:第一|首)[^)）]*|以下简称[^)）]*|下同)[)）]$"
)
_NO_VERB = frozenset("局厅委府会部院队门司社联关署")
"""an entry that ends in one of these has no duty behind it"""


class Entry(NamedTuple):
    """An entry of a list, trimmed."""

    span: Span
    duty: Role | None = None
    """role of a verb that stands right behind it"""


@lexicon.cached
def duty_tail() -> regex.Pattern[str]:
    """A duty at the end of an entry, with its adverbs.

    …管委会按职责分工负责 | …有关区县政府具体负责 | 试点城市政府负责落实
    """
    verb = alternatives(vocabulary().verbs)
    return regex.compile(
        r"(?:(?:(?:按照?|根据|依据|依|结合)(?:各自|部门|工作|自身)?|各自)?(?:职责|职能|职权|分工|实际|权限)+(?:范围|任务|情况)?内?)?"
        r"(?:具体|分别|共同|联合|统筹|统一|依法|认真|抓好|做好|组织|协调|分头|密切|切实|积极|抓紧|持续|各|均|要|应|须|主要|并)*"
        rf"(?P<verb>{verb})(?:{verb}|组织|协调|抓好|推进|工作|到位|相关工作|有关工作|具体|统筹|和)*$"
    )


def cut(text: str, start: int, end: int) -> list[Span]:
    """The pieces of a list between `start` and `end`, brackets kept whole (A13-A15), untrimmed."""
    pieces, depth, at = [], 0, start
    for mark in _CUT.finditer(text, start, end):
        word = mark[0]
        if word in _OPENERS:
            depth += 1
        elif word in _CLOSERS:
            depth = max(0, depth - 1)
        elif depth == 0 and (word not in _WORDS or _joins(text, at, mark.start(), mark.end(), end)):
            if word in " 　" and (
                text[mark.end() : mark.end() + 1] in _OPENERS or not ends_as_name(text, (at, mark.start()))
            ):
                continue
            pieces.append((at, mark.start()))
            at = mark.end()
    pieces.append((at, end))
    return [(a, b) for a, b in (_stripped(text, a, b) for a, b in pieces) if a < b]


def _joins(text: str, start: int, left: int, right: int, end: int) -> bool:
    """Whether 和, 与, 及 joins two names and stands in none (A24): the left side is a whole name, and so may be the right."""
    if left == start:
        return True
    words = vocabulary()
    if not ends_as_name(text, (start, left)):
        return False
    if text.startswith(tuple(words.words["groups"]["behind_and"]), right):
        return False
    whole = words.tails.ending_at(text, left, start) or words.national_tails.ending_at(text, left, start)
    return bool(whole) or not _RIGHT_NAME.match(text, right, end)


@lexicon.cached
def _name_ends() -> tuple[str, ...]:
    return (*vocabulary().words["ends"]["entry"], *")）〉>〕]")


def ends_as_name(text: str, span: Span) -> bool:
    """Whether what stands at the span ends as names of agencies do."""
    return text.endswith(_name_ends(), *span)


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " 　\t\n:：.。'\"“”":
        start += 1
    while end > start and text[end - 1] in " 　\t\n。.;；:：":
        end -= 1
    return start, end


def entries(text: str, start: int, end: int) -> list[Entry]:
    """The entries of a list, trimmed of 由, 等 and duties; half groups are one with their rest."""
    found = [_trimmed(text, a, b) for a, b in _merged(text, cut(text, start, end))]
    return [entry for entry in found if entry.span[0] < entry.span[1]]


def _merged(text: str, pieces: list[Span]) -> list[Span]:
    """各州 + 市〈地〉人民政府〈行政公署〉 is one set (A13); 各县区 + 功能板块 are two."""
    out: list[Span] = []
    held: int | None = None
    for a, b in pieces:
        piece = text[a:b]
        if out and piece in _SHORT_KINDS and _SHORT_KIND.search(text, *out[-1]):
            out[-1] = (out[-1][0], b)
            continue
        if held is not None and _REST_GROUP.match(piece):
            out[held:] = [(out[held][0], b)]
            held = None
            continue
        out.append((a, b))
        if piece[-1] in _HALF_ENDS and _HALF_GROUP.fullmatch(piece):
            held = (
                held
                if held is not None
                else len(out) - 1
                if piece.startswith(("各", "相关", "有关", "全市")) or len(piece) == 1
                else None
            )
        else:
            held = None
    return out


def _trimmed(text: str, start: int, end: int) -> Entry:
    lead = _LEAD_IN.match(text, start, end) if text[start] in _LEADS else None
    start = lead.end() if lead else start
    duty: Role | None = None
    remark = _REMARK.search(text, start, end) if text[end - 1] in ")）" else None
    if remark:
        end, duty = remark.start(), vocabulary().verbs.get(remark["verb"] or "")
    tail = None if text[end - 1] in _NO_VERB else duty_tail().search(text, start, end)
    if tail:
        duty, end = vocabulary().verbs[tail["verb"]], tail.start()
    return Entry(_stripped(text, start, _without_etc(text, start, end)), duty)


def _without_etc(text: str, start: int, end: int) -> int:
    """Where the entry ends before 等 and what follows it."""
    middle = text.find("等", start, end)
    if middle < 0:
        return end
    etc = _TRAIL.search(text, start, end)
    if etc:
        return etc.start()
    return middle if middle > start and ends_as_name(text, (start, middle)) else end


class Block(NamedTuple):
    """A list of agencies with one role."""

    span: Span
    """from its label or bracket to its end"""
    entries: tuple[Entry, ...]
    role: Role
    rule: str


class Named(NamedTuple):
    """An entry with its name, and how the name reads."""

    span: Span
    name: str
    read: Read


def named(text: str, spans: Sequence[Span], scope: Scope) -> list[Named]:
    """Names of the entries, with the level that the list passes on (A6-A11) and the tail that it shares (A12)."""
    out: list[Named] = []
    passed = Passed()
    shared = _shared_tails(text, spans, scope)
    for index, (a, b) in enumerate(spans):
        name = defined_away(text[a:b])
        if index in shared:
            name += shared[index]
        name, how, passed = inherit(name, read(name, scope), passed)
        out.append(Named((a, b), name, how))
    return out


def _shared_tails(text: str, spans: Sequence[Span], scope: Scope) -> dict[int, str]:
    """What entries lack that the entry behind them carries for all: 福州、厦门、宁德市人民政府; 甲新区、乙港区管委会."""
    tails: dict[int, str] = {}
    tail = ""
    for index in range(len(spans) - 1, -1, -1):
        a, b = spans[index]
        piece = text[a:b]
        found = _TAIL.search(piece) if piece.endswith(_TAIL_ENDS) else None
        if tail and not found and _lacks(piece, tail, scope):
            tails[index] = tail
        elif found and not is_group(piece.removesuffix(found["tail"])[:2]):
            tail = found["tail"]
        else:
            tail = ""
    return tails


def _lacks(piece: str, tail: str, scope: Scope) -> bool:
    if tail.startswith("管"):
        return bool(_SHARED_ZONE.fullmatch(piece))
    return len(piece) <= 4 and (scope.place(piece) is not None or scope.place(piece + tail[0]) is not None)
