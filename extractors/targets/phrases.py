"""Phrases: what a quantity measures and for whom it holds, read from the clause's own structure.

Three shapes carry most of them:

    subject  verb of making  indicator  [verb of reaching]  QUANTITY        开发区新引进亿元级项目5个以上
    subject  indicator  verb of reaching  QUANTITY                          东湖高新区经济总量突破5000亿元
    subject  verb of making  QUANTITY  indicator                            各集聚区明确1-2个主导产业
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ppx.extractors.targets import fronts, grants, holders, trims, verbs, words
from ppx.extractors.targets.readings import JOINTS, SET_BEHIND, Reading

if TYPE_CHECKING:
    from ppx.extractors.targets.stretches import Stretch

_THINGS = ("count", "money", "share", "area", "length", "mass", "energy")
"""dimensions of quantities that may stand in front of what they measure"""
_OPEN_VERBS = ("", "实现", "完成", "新增", "净增", "有", "累计", "年均")
# `按不低于5%`的幅度压减一般性支出
_PACED = re.compile(
    "的(?:幅度|比例|速度)(?P<verb>压减|削减|缩减|降低|减少|下调|增长|增加|提高|递增)(?P<what>[^，。；、]{2,12})$"
)
# `引导合作机构逐步将平均担保费率`降至1%以下: what is moved stands behind 将
_DISPOSED = re.compile("(?P<who>[^，。；]{0,40}?)(?<!即)[将把](?P<what>[^，。；将把]{2,40})$")
_BROUGHT_TO = ("到", "至", "为", "在")
_STAFFS = ("配置", "配备", "设置")
"""verbs of reaching and of making, which of them the place of the noun tells"""
_UPGRADES = ("提升", "改造提升", "提质")
"""verbs that make a thing better, where what they count is no figure of its own: 提升农田5万亩"""
_PENALTY = re.compile("(?:罚款|罚金|有期徒刑|拘役|拘留)")
_ALLOTS = ("安排", "拿出", "投入", "统筹", "筹集", "拨付", "落实")
# `30%`的新增用地计划指标用于园区工业项目
_USED = re.compile("用于(?:支持|保障)?(?P<who>[^，。；的]{2,16})$")
# `80%`的乡镇卫生院达到基本标准
_PART = re.compile(
    "的[^，。；、的]{2,16}?(?P<verb>达到|达标|实现|完成|建成|配备|纳入|建立|设立|设置|开展|具备|覆盖|落实|进入|开设)[^，。；、]{0,16}"
)
# `增速高于规上工业`2个百分点
_ABOVE = re.compile("(?P<what>[^，。；]{2,30}?)(?P<verb>高于|快于|领先|超过)[^，。；]{2,24}$")
# `3个`开发区达到千亿级规模
_CLASSED = re.compile(
    "(?P<what>[^，。；、]{2,12}?)(?:达到|跻身|进入|迈上|成为)(?P<rank>[^，。；、]{1,8}级(?:以上)?(?:规模)?)$"
)
# `年均引进`, `每年`, `年增长5%`; not 年底, 年产值
_YEARLY = re.compile("年均(?!浓度|气温|降水|值)|每年|逐年|(?<![0-9xX全今明去上本])年(?=(?:增长|递增|增速|增幅|下降))")


def read(stretch: Stretch, previous: Reading | None) -> Reading:
    """What the words around a quantity say; `previous` is the reading before it in the same sentence."""
    quantity, right = stretch.quantity, stretch.right
    dimension = quantity.dimension
    phrase, verb, change = verbs.peel(stretch.left)
    phrase = _said(phrase) if "提出" in phrase else phrase
    verb = verb or (right if right in SET_BEHIND else "")
    reading = Reading(None, None, quantity.says or change, verb, dimension=dimension, bound=trims.bound(stretch.left))
    penalty = _PENALTY.match(right)
    if penalty:
        return reading._replace(indicator=penalty[0], verb="处", behind=True)
    lasting = dimension == "time" and stretch.left.endswith(("给予", "享受"))
    grant = grants.behind(right) if lasting or dimension in ("money", "share") else ""
    if grant:
        return _given(reading, stretch, phrase, grant)
    classed = _CLASSED.match(right) if dimension == "count" else None
    if classed:
        return reading._replace(indicator=classed["rank"] + classed["what"], verb="达到", behind=True, reached=True)
    part = _PART.match(right) if quantity.unit == "%" and not phrase else None
    if part:
        return reading._replace(indicator=trims.tidy(part[0].removeprefix("的")), verb=part["verb"], behind=True)
    paced = _PACED.match(right) if change == "level" else None
    if paced:
        down = paced["verb"] in words.of("decrease")
        return reading._replace(indicator=paced["what"], change="decrease" if down else "growth", verb=paced["verb"])
    make = words.tail(phrase, "make")
    if make in _ALLOTS and dimension == "money" and right.startswith(("支持", "用于")):
        return reading._replace(indicator=holders.beneficiary(right), verb=make, behind=True)
    above = _ABOVE.match(phrase) if quantity.unit == "个百分点" else None
    if above:
        reading, phrase = reading._replace(change="growth", verb=above["verb"]), above["what"]
    things = dimension in _THINGS or (dimension == "bare" and bool(right))
    noun = _noun(right) if things or right.startswith("的") else ""
    if noun and not make and dimension == "count" and verb in _STAFFS:
        make, phrase = verb, phrase + verb
    if reading.change == "growth" and reading.verb in _UPGRADES and (noun or dimension in ("area", "length")):
        reading = reading._replace(change="level")
        phrase = "" if dimension == "count" and noun else phrase
    if noun and (make or not phrase or (dimension == "count" and verb in _OPEN_VERBS) or phrase.endswith(JOINTS)):
        return _behind(reading, right, phrase, make, noun, previous)
    return _in_front(reading, stretch, phrase, previous)


def _said(phrase: str) -> str:
    """Without the words that only say who said it: 规划提出了|单位产值能耗."""
    return phrase.rpartition("提出")[2].removeprefix("了").removeprefix("到") or phrase


def _in_front(reading: Reading, stretch: Stretch, phrase: str, previous: Reading | None) -> Reading:
    """The indicator in front of the quantity; behind 将 where something is moved to a figure."""
    disposed = _DISPOSED.match(phrase) if "将" in phrase or "把" in phrase else None
    if disposed and (reading.change != "level" or reading.verb.endswith(_BROUGHT_TO)):
        read = fronts.read(reading, stretch, disposed["what"], previous)
        return read._replace(subject=read.subject or holders.actor(disposed["who"]))
    return fronts.read(reading, stretch, phrase, previous)


def yearly(left: str) -> bool:
    """True where the words in front make it a rate of each year."""
    return bool(_YEARLY.search(_BEGUN.sub("", left)))


# `由每年600元`提高到800元
_BEGUN = re.compile("(?:从|由)[^，。从由]{0,12}?[0-9][^，。从由]{0,10}?[到至为]")


# --- the indicator behind -------------------------------------------------------------------------------------------

_NO_NOUN = (
    "给予",
    "予以",
    "到",
    "赴",
    "进行",
    "参加",
    "进入",
    "纳入",
    "列入",
    "，",
    "并",
    "对",
    "为",
    "向",
    "用于",
    "支持",
    "、",
    "较",
    "比上年",
    "且",
    "或者",
)
# where a noun phrase behind a quantity ends: a verb of its own clause begins
_VERB_BEHIND = re.compile(
    "(?<=..)(?:支持|给予|予以|用于|作为|并(?=[^列行])|纳入|达到|达|均|开展|进行|参与|分别|以上(?!的?(?:项目|企业|园区|产业|工业|人才))|以及|实现|列入|落户|上市(?!公司|企业|后备)|到|入选)"
)
# `两名专任教师`和一名保育员
_ANOTHER = re.compile("(?<=..)[和及与、](?=[一二两三四五六七八九十0-9]{1,3}[名个家所位人])")
_RELATIVE = re.compile("[^，。；]*(?:的|具有|具备)(?=[^的]{2,}$)")
_LEVIED = ("征收", "收取", "缴纳", "缴存")
_SHORT = 12
"""a noun phrase no longer than this keeps its relative clause (全国有影响力的产业链)"""


def _given(reading: Reading, stretch: Stretch, phrase: str, grant: str) -> Reading:
    """Money or a rate with the noun of giving behind it."""
    make = words.tail(phrase, "make")
    if make in ("设立", "组建", "成立", "筹集", "募集", "安排", "享受"):
        subject = holders.actor(phrase[: -len(make)])
        if make == "享受":
            subject = subject or holders.recipient(stretch, "")
    else:
        subject = holders.recipient(stretch, phrase)
    subject = subject or holders.beneficiary(stretch.right)
    return reading._replace(indicator=trims.tidy(grant), subject=subject, verb=reading.verb or "给予", behind=True)


def _noun(right: str) -> str:
    """The noun phrase that a quantity counts, standing behind it; empty where a verb or nothing does."""
    if (
        not right
        or right.startswith(_NO_NOUN)
        or right in SET_BEHIND
        or right in _LEVIED
        or (right.startswith("以") and not right.startswith("以上"))
    ):
        return ""
    phrase = right.removeprefix("的").removeprefix("实施")
    phrase = _ANOTHER.split(phrase)[0]
    cut = _VERB_BEHIND.search(phrase)
    phrase = phrase[: cut.start()] if cut else phrase
    relative = _RELATIVE.match(phrase) if len(phrase) > _SHORT else None
    phrase = phrase[relative.end() :] if relative else phrase
    for joint in JOINTS:
        phrase = phrase.removesuffix(joint)
    noun, _, next_verb = phrase.rpartition("、")
    phrase = noun if noun and words.head(next_verb, "make") == next_verb else phrase
    return trims.tidy(phrase) or ""


def _behind(reading: Reading, right: str, phrase: str, make: str, noun: str, previous: Reading | None) -> Reading:
    """A counted noun; in a list (`4个…、10个…`) the verb and the subject of the first go on."""
    going_on = previous if previous and previous.behind and (not phrase or phrase.endswith(JOINTS)) else None
    if make:
        subject = holders.actor(phrase[: len(phrase) - len(make)])
        used = _USED.search(right) if make in _ALLOTS and not subject else None
        subject = trims.tidy(used["who"]) if used else subject
        return reading._replace(indicator=noun, subject=subject, verb=make, behind=True)
    at, made = verbs.made(phrase)
    near = made if len(phrase) - at - len(made) <= 8 else ""
    verb = reading.verb or near or (going_on.verb if going_on and not phrase else "")
    return reading._replace(indicator=noun, subject=going_on.subject if going_on else None, verb=verb, behind=True)
