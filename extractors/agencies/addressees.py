"""The line that a notice is addressed to: 各市、县（区）人民政府，平潭综合实验区管委会，省人民政府各部门、各直属机构："""

from __future__ import annotations

import re

import regex

from ppx import lexicon
from ppx.extractors.agencies.lists import Entry, entries
from ppx.extractors.agencies.names import is_group
from ppx.extractors.agencies.vocabulary import vocabulary
from ppx.grammar import alternatives

_HEAD = 700
"""characters from the start of a document in which its address line is looked for"""
# 各区县人民政府，市政府各部门： at the start of a line, behind a document number or behind blanks
_LINE = re.compile(r"(?:^|\n|号|[　 ]{2})[　 ]*(?P<list>(?:各|驻|中央|[\u4e00-\u9fff])[^：:。\n；《》]{3,300}+)[：:]")
_NUMBER = regex.compile(r".*(?:〔\d{4}〕\d+)?号(?=[各省市县区驻])")
_UNSURE = regex.compile(r"(?:有关|相关|各有关|各相关)[\u4e00-\u9fff]{0,4}(?:部门|单位|机构)|直(?:各)?(?:有关|相关)|驻")
_BODY = regex.compile(
    r"政府|管委会|委员会|公署|自治州$|部门|机构|单位|办事处|[局厅委办部院会行团联]$|海关|法院|检察院|中心|公司|企业|学校|院校|区块|[新发理园]区$|各[省市县区州街]"
)


@lexicon.cached
def _never() -> regex.Pattern[str]:
    return regex.compile(alternatives(vocabulary().words["addressed"]["never"]))


def find(text: str) -> tuple[tuple[int, int], list[Entry]] | None:
    """The address line's span and its agencies; None where the document addresses nobody."""
    for line in _LINE.finditer(text[:_HEAD]):
        start, end = line.span("list")
        number = _NUMBER.search(text, start, end)
        start = number.end() if number else start
        found = entries(text, start, end)
        if found and _addressed([text[slice(*entry.span)] for entry in found]):
            return (start, end), found
    return None


def _addressed(names: list[str]) -> bool:
    """Every entry but one a body, and one of them a set, as the address lines of notices are; no label of a list."""
    if any(name.startswith(tuple(vocabulary().roles)) for name in names):
        return False
    bodies = sum(1 for name in names if _BODY.search(name))
    return bodies >= max(1, len(names) - 1) and any(is_group(name) for name in names)


def counts(name: str) -> bool:
    """Whether an entry is an agency: 各有关单位, 各大企业 and a bare 伊犁哈萨克自治州 are none."""
    return not (_UNSURE.search(name) or name.endswith("自治州") or _never().search(name))
