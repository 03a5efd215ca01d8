"""Holders: whom a quantity holds for, where the words say so apart from what is measured."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ppx.extractors.targets import trims, words

if TYPE_CHECKING:
    from ppx.extractors.targets.stretches import Stretch

_EACH = re.compile("(?:单个|单家|单户|单项|单一|每个|每家|每户|每所|每名|每人|每项|每|各|同一|单)")
_TOWARDS = r"(?<![针相面绝])对(?!接|标|外|象|口|比)"
# `对建设成效明显的科技城`, `给予每家`
_FOR = re.compile(rf"(?:{_TOWARDS}|给予?|为|向)(?P<who>[^，。；]{{2,60}}?)(?P<that>的)?[，,]?$")
# `对认定为省级孵化器的，`
_ADDRESSED = re.compile(rf"{_TOWARDS}(?P<who>[^，。；]{{2,80}}?)(?P<that>的)?$")
# what makes one a holder: the noun behind it names them
_AFFIRMED = re.compile(
    "认定为|命名为|评为|确定为|列为|入选为?|获评为?|获得|成为|属于|列入|是|为|(?:首次认定|获批|成功创建|新(?:获批|认定|评定|入选|引进|建|设立))[的为]?|符合条件的"
)
_NEWLY = re.compile(r"^(?:20[0-9]{2}年?)?(?:首次|新|成功)?(?:获批|认定|评定|入选|引进|获评|命名|获得|获)[的为]*")
_RELATIVE = re.compile("[^，。；]*(?:的|具有|具备)(?=[^的]{2,}$)")
# `市级孵化器`首次达到1亿元、5亿元`的，`
_CONDITION = re.compile("首次|年度|上年|累计|当年|达到|超过|突破|年销售|年营业|年产值")
_GIVER = re.compile("(?:由[^，]{2,8})?(?:分别)?(?:给予|予以|享受|提供|发放)")
_WHOLE = re.compile("(?:全国|全市|全省|全县|全区)(?:范围内)?$")
_BEHIND = re.compile("(?:对|为|向|用于|支持)(?P<who>[^，。；]{2,30}?)(?:给予|予以|进行|提供|$)")
_LONG, _LONGEST = 12, 80
"""a phrase that is longer loses its relative clause; one that is longer still names nobody"""


def actor(front: str) -> str | None:
    """Who makes it: the noun phrase in front of the verb, without adverbs and what moves it (支持…设立)."""
    phrase = trims.stripped(trims.uncaused(trims.untimed(trims.stripped(front))))
    phrase = _head(phrase) if len(phrase) > _LONG else phrase
    phrase = trims.tidy(re.split("^(?:除|对)[^，]{0,20}外", phrase)[-1].removeprefix("符合条件的")) or ""
    if not 2 <= len(phrase) <= _LONGEST or _WHOLE.match(phrase) or phrase.endswith(("部门", "财政")):
        return None
    known = words.tail(phrase, "place") or words.tail(phrase, "holder")
    if known or phrase.startswith(("各", "每个", "全")) or phrase.endswith(("产业", "单位", "双方", "基地")):
        return phrase
    return None


def recipient(stretch: Stretch, front: str) -> str | None:
    """Who is given it: a holder in front (单个企业), or the one that 对… names, back to the sentence's start."""
    front = trims.untimed(trims.stripped(_GIVER.split(front)[0]))
    found = _FOR.search(front + "，" if front.endswith(("的", "为")) else front)
    if found and found.start() <= 2:
        return named(found["who"], that=bool(found["that"]))
    each = _EACH.match(front)
    if each and len(front) > each.end() + 1:
        return trims.tidy(re.split("[按可给]", front)[0])
    if front and len(front) < 20 and (words.tail(front, "holder") or words.tail(front, "place")):
        return trims.tidy(trims.uncaused(front))
    return addressed(stretch.before) if stretch.opener in ("，", ",") else None


def addressed(before: str) -> str | None:
    """Whom `对X的，` or `X，` in front of the comma addresses, conditions between passed over."""
    piece = re.split("[。；;：:\n]", before.rstrip("，,"))[-1]
    parts = [part for part in re.split("[，,]", piece) if part]
    if parts and parts[-1].startswith(("每", "经", "可", "且", "并", "或", "符合", "其中")):
        parts.pop()
    conditional: str | None = None
    for part in reversed(parts[-4:]):
        found = _ADDRESSED.search(part)
        if found:
            return named(found["who"], that=bool(found["that"]))
        if not part.endswith("的") or len(part) < 5:
            return conditional or _plain(part)
        conditional = conditional or named(part[:-1], that=True)
    return conditional


def _plain(part: str) -> str | None:
    """The holder that a piece without 对 ends in: `进入全国前列的国家级高新区，`."""
    if len(part) >= 40 or not (
        words.tail(part, "holder") or words.tail(part, "place") or part.endswith(("基地", "孵化器", "中心"))
    ):
        return None
    last = part.rpartition("的")[2]
    return trims.tidy(last) if len(last) > 3 else named(part, that=False)


def named(who: str, *, that: bool) -> str | None:
    """The holder's noun phrase out of what 对… says of it; `that`: it ended in 的 (`对认定为孵化器的，`)."""
    who = re.split("按照?", who)[0] or who
    acting = _ACTING.match(who) if that else None
    if acting:
        return trims.tidy(_NEWLY.sub("", trims.untimed(acting["who"])))
    affirmed = list(_AFFIRMED.finditer(who)) if that else []
    if affirmed:
        return trims.tidy(who[affirmed[-1].end() :])
    who = trims.undated(who).removeprefix("符合条件的")
    if that:
        who = _CONDITION.split(who)[0] or who
        who = _held(who)
    if "元" in who and "的" in who:
        who = who.rpartition("的")[2]
    if len(who) > 8:
        relative = re.match("[^，。；]*(?:认定|评定|获批|引进|明显|入选|命名|设立)的", who)
        who = who[relative.end() :] if relative else who
    return trims.tidy(who)


# 用人单位`新录用人员较多`, 企业`建设研发中心`: who does what earns it
_ACTING = re.compile(
    "(?P<who>[^，。；的]{0,14}?(?:企业|单位|机构|园区|平台|个人|公司|学校|医院|农户|农场|合作社|劳动者|毕业生))"
    "(?=(?:当年|每|年度|首次|新|自主|成功)?(?:录用|招用|招聘|吸纳|完成|通过|开展|建设|建成|购买|购置|租赁|租用|入驻|投资|实施|参加|参与|实现|引进|设立|组织|牵头|出口|采购|创建|开发))"
)


def _held(who: str) -> str:
    """Who meets a condition with a figure: 储能企业|研发投入强度达5%以上."""
    digit = re.search("[0-9]", who)
    if not digit:
        return who
    front = who[: digit.start()]
    ends = [
        at for at in range(2, len(front) + 1) if words.tail(front[:at], "holder") or words.tail(front[:at], "recipient")
    ]
    return front[: ends[-1]] if ends else ""


def newly(phrase: str) -> str | None:
    """The phrase without 对 and times in front, and without what makes it a holder (新认定的)."""
    found = re.match(_TOWARDS, phrase)
    return trims.tidy(_NEWLY.sub("", trims.untimed(phrase[1:] if found else phrase)))


def beneficiary(right: str) -> str | None:
    """Whom the sum is for where it stands behind: `对…建设予以补助`, `支持消费品以旧换新`."""
    found = _BEHIND.match(right)
    return trims.tidy(found["who"]) if found else None


def topic(stretch: Stretch) -> str | None:
    """Whom a norm holds for where the clause opens with them: `X项目，可将用地比例提高至15%`."""
    if stretch.opener not in ("，", ",") or not stretch.left.startswith(("可", "应", "在确定", "须", "在计算")):
        return None
    return addressed(stretch.before)


def _head(phrase: str) -> str:
    """The noun behind a relative clause."""
    relative = _RELATIVE.match(phrase)
    return phrase[relative.end() :] if relative else phrase
