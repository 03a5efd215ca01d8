"""Responsibility blocks: where a document lists who leads, cooperates, is responsible or supports.

（牵头单位：市科技局；配合单位：市发展改革委、财政局等）   labels, in brackets of any shape or on their own line
牵头单位:自治区工业和信息化厅配合单位:自治区商务厅        glued roles (A3)
（交通运输部、海关总署按职责分工负责）                    no label: the verb tells the role; see `brackets`
措施\t责任单位\t时限                                      a table with a column of agencies; see `columns`
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx.extractors.agencies import brackets, columns, labels
from ppx.extractors.agencies.lists import Block, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppx.extractors.agencies.places import Scope

# 以下均需地方人民政府负责，不再列出
_STANDING = regex.compile(
    r"以下[^，。；]{0,4}?(?:均需|均由|均须|都需|由|需)(?P<who>[^，。；]{2,40}?)(?:负责|落实|配合|参与)"
)


def find(text: str, scope: Scope) -> list[Block]:
    """Every responsibility block of the text, in text order, none overlapping."""
    found = [*labels.find(text), *brackets.find(text, scope), *columns.find(text), *_standing(text)]
    found.sort(key=lambda block: (block.span[0], -block.span[1]))
    out: list[Block] = []
    for block in found:
        if not out or block.span[0] >= out[-1].span[1]:
            out.append(block)
    return _first_leads(out) if "牵头" in text and labels.FIRST_LEADS.search(text) else out


def _standing(text: str) -> Iterator[Block]:
    """A duty stated once for all that follows (A23): a mention where it stands."""
    for rule in _STANDING.finditer(text):
        who = Entry(rule.span("who"), "mention")
        yield Block(rule.span(), (who,), "mention", "standing_duty")


def _first_leads(blocks: list[Block]) -> list[Block]:
    """A rule that the first of each list leads, carried out."""
    return [
        block._replace(entries=(block.entries[0]._replace(duty="lead"), *block.entries[1:]))
        if block.role == "responsible" and block.entries
        else block
        for block in blocks
    ]
