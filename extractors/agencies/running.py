"""Agencies in running text: candidates joined to chains, chains to mentions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import regex

from ppx.extractors.agencies import addressees, lists, scan, sentences
from ppx.extractors.agencies.candidates import Candidate
from ppx.extractors.agencies.lists import Named
from ppx.extractors.agencies.names import Passed, Read, defined_away, inherit, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ppx.extractors.agencies.places import Scope
    from ppx.records import Document, Role, Span

# 《关于…的意见》 | （以下简称领导小组）: names in them are no mentions; the first character stands in front of the
# alternatives, since `re` looks for one of a set fast
_SHUT = re.compile(
    r"[《（(](?:(?<=《)[^《》\n]{0,120}(?:《[^《》\n]{0,80}》[^《》\n]{0,80})*》"
    r"|(?<=[（(])(?:以下|下)(?:统称|简称|称)[^）)]{0,40}[）)])"
)
_GAP = regex.compile(r"(?:[、，, 　]|以及|和|与|及|或|、各)?")
# 市财政局（金融办） | 各县（市、区）政府（管委会）
_NAMEPLATE = regex.compile(
    r"[(（](?:(?!以下|下称|含|不含|包括|详|见)[\u4e00-\u9fff]{2,12}[局办委院厅队]|街道办事处|街道办|党工委|管委会|党工委、管委会)[)）]"
)
# 国务院地震工作主管部门, 省人民政府管理专利工作的部门: a government's department of a field that no lexicon holds
_OWN_FIELD = regex.compile(
    r"(?!各|其他|所属|及其|应|可|须|要|对|和|与|或|由|报|在)(?:(?!有关|相关|应当|可以|会同|组织|指定|授权)[\u4e00-\u9fff]){2,12}?(?:行政主管|行政管理|监督管理|行政|主管|管理)部门"
    r"|(?:负责|管理)(?:(?!有关|相关)[\u4e00-\u9fff]){2,14}的部门"
)
_SHORT_BODY = regex.compile(r"[省市县区]?(?:领导小组|指挥部)(?P<office>办公室)?")
_LONGEST_LINE = 60
"""characters of a signature"""
_RULES = {
    "organ": "named_organ", "bare": "named_organ", "department": "field_department", "kind": "kind_with_duty", "group": "set_with_duty",
    "coordinating": "coordinating_body",
}  # fmt: skip


class Mention(NamedTuple):
    """An agency in running text."""

    named: Named
    role: Role
    rule: str


def find(document: Document, taken: Sequence[Span], scope: Scope) -> list[Mention]:
    """Every agency of the running text, in text order; `taken` are the spans of responsibility blocks, in order."""
    text = document.text
    out: list[Mention] = []
    addressed = addressees.find(text)
    if addressed and any(start < addressed[0][1] and end > addressed[0][0] for start, end in taken):
        addressed = None
    shut = sorted([*taken, *(m.span() for m in _SHUT.finditer(text))])
    if addressed:
        shut = sorted([*shut, addressed[0]])
        named = lists.named(text, [entry.span for entry in addressed[1]], scope)
        out += [Mention(n, "mention", "addressee") for n in named if addressees.counts(text[slice(*n.span)])]
    free = scan.find(text, scope, _between(shut, len(text)))
    for chain in _chains(text, free):
        out += _mentions(text, chain, document)
    return _resolve(out, scope)


def _between(shut: Sequence[Span], length: int) -> Iterator[Span]:
    """The stretches of a text of that length that no span of `shut` covers."""
    at = 0
    for start, end in shut:
        if start > at:
            yield at, start
        at = max(at, end)
    yield at, length


def _chains(text: str, found: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """Candidates joined by commas and 和 stand in one role."""
    chain: list[Candidate] = []
    for candidate in found:
        if candidate.start and text[candidate.start - 1 : candidate.start + 1] == "城市" and candidate.sort == "group":
            candidate = candidate._replace(start=candidate.start - 1)  # 城市、县人民政府
        plate = _NAMEPLATE.match(text, candidate.end) if text[candidate.end : candidate.end + 1] in "(（" else None
        if plate and candidate.sort != "department":
            candidate = candidate._replace(end=plate.end())
        own = _OWN_FIELD.match(text, candidate.end) if candidate.read.core.endswith(("政府", "国务院")) else None
        if own:
            candidate = _owned(candidate, Candidate(candidate.end, own.end(), Read(own[0], "unknown"), "department"))
        if chain and candidate.start < chain[-1].end:
            continue
        if chain and candidate.sort == "department" and candidate.start == chain[-1].end:
            chain[-1] = _owned(chain[-1], candidate)
            continue
        if chain and not _GAP.fullmatch(text, chain[-1].end, candidate.start):
            yield chain
            chain = []
        chain.append(candidate)
    if chain:
        yield chain


def _owned(owner: Candidate, field: Candidate) -> Candidate:
    """市人民政府生态环境主管部门 is one department; the government before it says whose."""
    group = owner.read.form == "group"
    core = owner.read.core + field.read.core
    return Candidate(owner.start, field.end, Read(core, "group" if group else "unknown"), "department")


def _mentions(text: str, chain: Sequence[Candidate], document: Document) -> Iterator[Mention]:
    """The mentions of a chain; none where the sentence only cites, honours or names persons."""
    context = sentences.around(text, chain[0].start, chain[-1].end)
    department = chain[-1].sort == "department"
    if sentences.is_excluded(context, department=department) or _is_signature(text, chain, document):
        return
    role, passed, set_before = sentences.role(context), Passed(), False
    for position, candidate in enumerate(chain):
        name, how = candidate.name or text[candidate.start : candidate.end], candidate.read
        if candidate.sort in ("organ", "bare", "group"):
            name, how, passed = inherit(defined_away(name), how, passed)
            if candidate.sort == "bare" and how.form == "bare":
                continue
        if position and candidate.start == chain[position - 1].end:
            continue
        if set_before or _counts(candidate, context, role, first=position == 0):
            set_before = candidate.sort == "group"
            yield Mention(Named((candidate.start, candidate.end), name, how), role, _RULES[candidate.sort])


def _counts(candidate: Candidate, context: sentences.Context, role: Role, *, first: bool) -> bool:
    """Kinds and sets count when the sentence gives them a duty; names, and sets with 各 and a kind, always do."""
    if candidate.sort not in ("kind", "group") or (candidate.sort == "group" and candidate.read.core.startswith("各")):
        return True
    return role != "mention" or sentences.gives_duty(context, first=first)


def _is_signature(text: str, chain: Sequence[Candidate], document: Document) -> bool:
    """Whether the chain is a line of its own: a signature, or a head line (`中共柳州市委办公室`)."""
    start, end = chain[0].start, chain[-1].end
    before = text[max(0, start - _LONGEST_LINE) : start]
    after = text[end : end + _LONGEST_LINE]
    line = before[before.rfind("\n") + 1 :] + text[start:end] + after.split("\n", 1)[0]
    bare = line.strip(" 　\t。（）()")
    return bare.removeprefix("中共") == text[start:end] and (
        bool(document.issuer and bare in document.issuer) or len(bare) < _LONGEST_LINE // 2
    )


def _resolve(found: list[Mention], scope: Scope) -> list[Mention]:
    """领导小组 and 领导小组办公室 take the level and the name of the one body that the text founds."""
    named = {
        m.named.name for m in found if m.rule == "coordinating_body" and m.named.name.endswith(("领导小组", "指挥部"))
    }
    if len(named) != 1:
        return found
    body = next(iter(named))
    return [_resolved(mention, body, scope) for mention in found]


def _resolved(mention: Mention, body: str, scope: Scope) -> Mention:
    short = _SHORT_BODY.fullmatch(mention.named.name)
    if mention.rule != "kind_with_duty" or not short:
        return mention
    how = read(body + (short["office"] or ""), scope)
    return mention._replace(named=mention.named._replace(read=how))
