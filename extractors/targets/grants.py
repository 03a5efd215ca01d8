"""Grants: the noun that says what is given: 一次性奖励, 补助, 加计扣除."""

from __future__ import annotations

import re

from ppx import lexicon
from ppx.extractors.targets import words
from ppx.grammar import alternatives

# `的比例予以`, `一次性`: what may stand between a sum and the noun of giving
_LEAD = re.compile(
    "(?:的)?(?:比例|标准|幅度|额度|以内|之内|限额|总额|定额|档次|一次性)?内?(?:的)?"
    "(?:予以|给予|进行|享受|计入|执行|确定|征收|核定|配套|提取|安排|发放|计算|缴纳)?(?:以|相应的?|一定的?|据实)?"
)
# `对足球场地建设予以补助`
_FOR = re.compile("(?:给予|予以|进行)(?P<noun>[^，。；、]{0,6}(?:奖励|补助|支持|资助|补贴|扶持))")
_QUALIFIED = (
    "一次性", "资金", "经费", "补助", "财政", "现金", "定额", "运营", "建设", "租房", "购房", "生活", "住房", "就业", "岗位",
    "培训", "社保", "研发", "物流", "装修", "稳岗", "创业", "交通", "护理", "租金", "扩岗", "设备",
)  # fmt: skip


@lexicon.cached
def _nouns() -> re.Pattern[str]:
    return re.compile(rf"(?P<noun>[^，。；、的予对按由]{{0,14}}{alternatives(words.of('grant'))}率?)")


def behind(right: str) -> str:
    """The noun of giving behind a sum or a rate; empty where none stands there."""
    lead = _LEAD.match(right)
    rest = right[lead.end() :] if lead else right
    if len(rest) > 4 and rest.startswith(("对", "为", "向", "用于", "支持")):
        found = _FOR.search(rest)
        return found["noun"] if found else ""
    match = _nouns().match(rest)
    if not match:
        return ""
    return ("一次性" if lead and lead[0].endswith("一次性") else "") + match["noun"]


def in_front(phrase: str) -> str:
    """The noun of giving that ends the words in front; empty where none does, or where it is a thing of its own (基金)."""
    word = words.tail(phrase, "grant")
    if not word or word in words.of("grant_thing"):
        return ""
    rest = phrase[: -len(word)]
    return next((more for more in _QUALIFIED if rest.endswith(more)), "") + word
