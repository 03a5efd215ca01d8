"""Titles over several lines, and copies of titles: official titles are broken over centred lines and shown twice by sites.

Everything here reads lines folded by `ppx.folding.plain`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx.forms import TAIL, find_marker, is_signature, is_title

if TYPE_CHECKING:
    from collections.abc import Sequence

KEY = regex.compile(r"[^\p{Han}\w]+")
SUBTITLE = regex.compile(
    r"\((?:[^()]{1,12}(?:稿|版|修订|修正)|试行|暂行|修订|修正|(?:19|20)[\dxX]{2}\s?[-—–~至]{1,2}\s?(?:19|20)?[\dxX]{2}\s?年?|(?:19|20)\d\d年(?:度|版|本|\d{1,2}月版?)?)\)$"
)
"""a line under a title that is a part of it: `（2021—2023年）`, `（试行）`"""


def key(text: str) -> str:
    """The letters and digits of a folded line: what two copies of a title share."""
    return KEY.sub("", text)


def same(one: str, other: str) -> bool:
    """True where two lines are one title: equal letters, or nearly (a word lost, the site's name behind it)."""
    a, b = sorted((key(one), key(other)), key=len)
    if len(a) < 0.7 * len(b) or not a:
        return False
    if a in b:
        return True
    x, y = ({s[i : i + 2] for i in range(len(s) - 1)} for s in (a, b))
    return len(x & y) >= 0.85 * max(1, min(len(x), len(y)))


ISSUES = ("印发", "转发", "批转", "发布", "公布", "颁布", "下发")
ISSUED_BY = ("通知", "公告", "通告", "函", "令", "批复", "决定")


def _unfinished(line: str) -> bool:
    """True where a title that issues something has not come to its own kind: `关于印发某某管理办法`, `实施细则的通知` to follow."""
    _, found, rest = TAIL.sub("", line).partition("关于")
    return bool(found) and rest.startswith(ISSUES) and not rest.endswith(ISSUED_BY)


def title_start(lines: Sequence[str], last: int) -> int:
    """The index of the first line of the title that ends at `last`: long titles are broken over centred lines.

        ["国务院关于印发", "“十四五”国家应急体系规划的通知"], 1    # 0

    A line that cannot be part of a title may be given as an empty string.
    """
    first, joined = last, lines[last]
    for n in range(last - 1, max(-1, last - 5), -1):
        line = lines[n]
        if not _can_precede(line, joined):
            break
        joined = line + joined
        if "关于" in line or (joined.removeprefix(line).startswith("关于") and is_signature(line)):
            first = n
            if not line.startswith("关于"):
                break
        elif "关于" in joined.removeprefix(line) and not joined.removeprefix(line).startswith("关于"):
            break
    return first


def _can_precede(line: str, title: str) -> bool:
    if not line or len(line) > 45 or line[-1] in "。;:!?" or find_marker(line) or key(line) in key(title):
        return False
    return _unfinished(line) or not is_title(line)


REST = regex.compile(r"的?(?:通知|公告|通告|决定|意见|函|批复|请示)$")


def title_end(lines: Sequence[str], last: int, first: int | None = None) -> int:
    """The index of the last line of the title that has a kind on line `last`: a bracket under it, or the rest of it."""
    title = "".join(lines[last if first is None else first : last + 1])
    if last + 1 < len(lines) and _unfinished(title):
        rest = lines[last + 1]
        last += bool(REST.match(rest)) or (rest.endswith("通知") and is_title(rest))
    return last + 1 if last + 1 < len(lines) and SUBTITLE.match(lines[last + 1]) else last
