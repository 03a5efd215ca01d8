"""Lengths and frequencies: which bound an action, and which look back, set a rate or are themselves what is regulated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from ppx.extractors.deadlines.surroundings import ends, is_labelled, is_named, is_promise, is_slogan, starts

if TYPE_CHECKING:
    from ppx.extractors.deadlines.cases import Case
    from ppx.extractors.deadlines.surroundings import Place

_NEGATED = regex.compile(r"(?:仍?未|没有)[^，。；]{1,24}的|(?:不(?![得予应能再])|无)[^，。；]{1,24}的(?=[，。；、]|$)")
_COUNTED = regex.compile(r"(?:累计)?(?:多次|[两二三四五2-5]次)")


def _is_notice(place: Place) -> bool:
    """True for days before an event in which somebody has to act: 届满前30日内, 应当在施工前十日内."""
    if ends("expiry", place.before):
        return True
    return place.before.endswith("前") and is_promise(place.lead) and not ends("lookback_events", place.before)


def bounds_within(case: Case) -> bool:
    """A length that bounds an action, not one that looks back, qualifies a noun or is itself what is set."""
    place = case.place
    if is_slogan(place) or starts("lookback_after", place.after) or ends("regulated_before", place.before):
        return False
    if ends("lookback_before", place.before) and not _is_notice(place):
        return False
    if _NEGATED.match(place.after) or _COUNTED.match(place.after):
        return False
    return is_labelled(place) or (bool(place.after) and place.after[0] not in "的。；;）)且、")


def bounds_span(case: Case) -> bool:
    """用3年时间, 通过五年努力, 未来三年: no fact, and no name of a plan."""
    place = case.place
    if case.found.group("lead") == "用" and ends("use_compounds", place.before):
        return False
    if case.is_fact or is_slogan(place) or place.after.startswith(("以上", "以下", "以内", "后", "前", "的行动")):
        return False
    if case.found.rule == "within_coming" and place.after.lstrip("，").startswith(("是", "的")):
        return False
    return not (starts("names", place.after) or is_named(place))


_OWN = regex.compile(
    r"\|[，,]自20|施行|实施|执行|印发|发布|公布|(?:本\p{Han}{2,4}|政策|措施|办法|意见|通知|规定|细则)\|"
)


_EVENT = regex.compile("起|[^随先前之]后|时|的[，,]|满|期间|届|经")


def runs_from_document(case: Case) -> bool:
    """True for a length that no event opens, so that the document's own day does: 三年内建成, 力争用五年时间."""
    length, before = case.value.length or "", case.place.sentence.partition("|")[0]
    whole = length.endswith("Y") or (case.found.rule != "within" and length.endswith("M") and "T" not in length)
    return whole and _EVENT.search(before) is None


def bounds_term(case: Case) -> bool:
    """为期三年, 试点期限为2年: how long an action goes on, unless a fact or days on show (为期5天的公示)."""
    months = (case.found.group("unit") or "").removeprefix("个")[:1] in "年月季"
    return months and not (case.is_fact or is_slogan(case.place))


def bounds_validity(case: Case) -> bool:
    """Of the document itself; how long a permit holds is regulated."""
    return _OWN.search(case.place.sentence) is not None


_QUANTITY = regex.compile(
    r"(?:[0-9０-９][0-9０-９,.，．]*[十百千万亿]{0,2}|[一二两三四五六七八九十百千]+(?=[个家名人项户亩套所件万亿元]))"
    r"[余多]?(?P<unit>[^0-9０-９\s]{0,4})"
)
_NO_FREQUENCY = regex.compile(
    r"的|平均|均|人|户|生(?!态|产)|亩|增长|递增|[龄薪化份限级终节岁期边]|最低|工资|标准|利率|领取|享受|计发|计算|计征|折算|未|没有"
    r"|[一二三四五六日天]?(?:至(?!少|多)|到|、[一二三四五六日天])"
)
"""what makes of 每年 and 按月 a rate, an entitlement or another word (按年龄, 每周一至周五)"""

_IN_A_ROW = regex.compile("连续.{1,4}$")


def bounds_frequency(case: Case) -> bool:
    """Action, not rate: 每年召开一次 recurs, 每年增长20% and 每年引进5个 do not."""
    place, text = case.place, case.found.text
    if is_slogan(place) or case.is_fact or _NO_FREQUENCY.match(place.after):
        return False
    if text.startswith("逐年") or text in ("每天", "按周"):
        return False
    if text.startswith("每日") and not starts("daily", place.after):
        return False
    if ends("no_frequency", place.before) or _IN_A_ROW.search(place.lead):
        return False
    if any(not starts("times", quantity["unit"]) for quantity in _QUANTITY.finditer(place.phrase)):
        return False
    if text.endswith("前") or is_labelled(place):
        return True
    return bool(place.phrase.strip("”）) 一次")) or place.after[:1] in ("，", "、", "一")


def bounds_recurring_dates(case: Case) -> bool:
    """每年6月底前 recurs; 每年的7月15日为…日 names a day."""
    place = case.place
    return not (place.after.startswith(("的", "为")) or place.before.endswith("为") or case.is_fact)
