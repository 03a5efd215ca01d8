"""Kinds: a result to reach, something given, or a norm imposed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from ppx.extractors.targets import words

if TYPE_CHECKING:
    from ppx.extractors.targets.quantities import Quantity
    from ppx.extractors.targets.readings import Reading
    from ppx.extractors.targets.stretches import Stretch

Kind = Literal["target", "incentive", "limit", "condition", "other"]

_GIVEN = re.compile(
    "给予|予以|奖励|补助|补贴|资助|贴息|减按|减征|减免|免征|免税|扣除|返还|奖补|加计|征收|优惠|计入|财政补|享受|资金支持|优先安排"
)
_FUND = re.compile(
    "基金|专项资金|经费|补助|奖励|资金池|补贴|资助|养老金|津贴|救助|生活标准|保障标准|养育标准|以旧换新|扣除|支持"
)
_SPENT = re.compile("投入|投资|产值|收入|贷款|营收|税收|总额|交易|募资|融资")
_CUT = re.compile("租金|房租|所得税|增值税|使用税|费率|税率|收费|手续费|免税|减免|减征|减半|优惠|[^浪消]费$|税$")
_PRICE = re.compile("(?:价|价格|收费|费|费用|标准|租金|税额)$")
# `就业1200万人以上`: people who are a result, and no staff
_PEOPLE = re.compile("就业|人口|规模|培训|参保|参加|用户|人才|客|吸纳|惠及|带动")
_QUOTA = re.compile("指标$|名额$|额度$")
_PENALTY = re.compile("罚款|罚金|处以|并处|违法所得|有期徒刑|拘役|拘留|暂扣|吊销|的处罚|停业整顿|停止(?:从事|执业)")
_STRUCTURE = re.compile("(?:产业|产业方向|产品|赛道|产业链|产业集群|领域)$")
_SHARE_NORM = re.compile("用地|建筑面积|底价|容积率|机构比例|的机构|绿地|股权(?!激励)|持股|出资|编制|人员比例|密度")
_STAFFED = re.compile("^(?:设置|配备|配置|配足|配建|设|配|编制)$")
_ALLOTS = ("安排", "拿出", "统筹", "筹集", "拨付", "落实")
_BROUGHT_TO = ("到", "至", "控制在", "压缩在", "稳定在", "保持在", "缩短为", "压缩为")
"""how verbs end that bring something to a figure, so that it is a result and no norm"""
_SIZES = ("length", "mass", "area", "volume", "energy")
_SIZE = re.compile("(?:厚度|高度|宽度|深度|长度|间距|距离|重量|跨度|净宽|净高|半径|层高|坡度|直径|标高)$")
# `跨度应在`7米以上
_OBLIGED = re.compile("(?:应当?|须|必须|不得)(?:在|为|达到)?$")
_AIMED = re.compile("力争|争取|确保|达到|建成|完成|实现|累计|新增|突破|提高|提升|压缩|缩短|降低|保持|稳定|维持|推动")


def judge(stretch: Stretch, reading: Reading, begins: str, *, dated: bool) -> Kind:
    """What the quantity is for; `begins` are the two characters that it begins with, `dated` where a deadline governs it."""
    dimension = stretch.quantity.dimension
    around = stretch.left + "|" + stretch.right
    if stretch.opener in ("（", "("):
        around = stretch.before[-40:] + around
    indicator = reading.indicator or ""
    if _PENALTY.search(around):
        return "other"
    if (
        dimension == "money"
        and reading.verb in ("安排", "拨付", "下达", "发放")
        and stretch.right.startswith(("支持", "用于", "对"))
    ):
        return "incentive"
    if _given(stretch.quantity, around, indicator, reading):
        return "incentive"
    if _QUOTA.search(indicator) and "安排" in around:
        return "incentive"
    if "不得" in (begins, reading.bound[:2]) and not dated and reading.change == "level":
        return "limit"
    return "limit" if begins != "突破" and _limits(stretch, reading, dimension, indicator, dated=dated) else "target"


def is_price(quantity: Quantity, indicator: str) -> bool:
    """True for what a thing is to cost each: 水价每立方米2.35元, 水价2.35元/立方米."""
    unit = quantity.unit or ""
    return "/" in unit and quantity.dimension == "money" and bool(_PRICE.search(indicator))


def _given(quantity: Quantity, around: str, indicator: str, reading: Reading) -> bool:
    dimension = quantity.dimension
    if dimension not in ("money", "share"):
        return False
    if _SHARE_NORM.search(indicator) or (dimension == "share" and "支付" in indicator):
        return False
    if (
        quantity.says == "decrease"
        or reading.verb in ("给予", "可申请", "可申领")
        or (reading.behind and reading.verb in _ALLOTS and dimension == "money")
    ):
        return True
    if words.tail(indicator, "grant") or _FUND.search(indicator):
        return not _SPENT.search(indicator)
    if reading.change == "decrease":
        return bool(_CUT.search(indicator + around)) and not _SPENT.search(indicator)
    return bool(_GIVEN.search(around)) and not _SPENT.search(indicator) and reading.change == "level"


def _limits(stretch: Stretch, reading: Reading, dimension: str, indicator: str, *, dated: bool) -> bool:
    quantity = stretch.quantity
    if dimension == "bare" and "容积率" in indicator:
        return True
    if reading.change != "level":
        return False
    if dimension == "count" and _STRUCTURE.search(indicator):
        return not dated and (quantity.op in ("..", "<=") or (quantity.low <= 3 and "链" not in indicator))
    if (
        dimension == "share"
        and _SHARE_NORM.search(indicator)
        and "增加值" not in indicator
        and "利用率" not in indicator
        and "使用率" not in indicator
    ):
        return True
    if not dated and dimension in _SIZES and quantity.op == "<=" and "/" not in (quantity.unit or ""):
        return True
    if dated or (reading.verb.endswith(_BROUGHT_TO) and reading.bound != "上限"):
        return False
    if dimension == "time" or is_price(quantity, indicator) or _STAFFED.match(reading.verb):
        return True
    if quantity.op == "<=" or reading.bound in ("不超过", "不得超过", "上限"):
        return True
    return _floors(stretch, reading, dimension, indicator)


def _floors(stretch: Stretch, reading: Reading, dimension: str, indicator: str) -> bool:
    """True for the floor of a norm: of size, of staff, of what the lexicon calls a norm."""
    quantity = stretch.quantity
    if dimension in _SIZES and _bounds_below(quantity) and not _AIMED.search(stretch.left):
        return bool(_SIZE.search(indicator) or words.tail(indicator, "norm") or _OBLIGED.search(stretch.left))
    if quantity.unit in ("名", "人") and quantity.op == ">=" and not reading.verb and not _PEOPLE.search(indicator):
        return True
    return dimension in ("count", "share") and quantity.op == ">=" and bool(words.tail(indicator, "norm"))


def _bounds_below(quantity: Quantity) -> bool:
    """True for a floor or a range that words set: not for 3000余亩."""
    return quantity.explicit and quantity.op in (">=", "..")
