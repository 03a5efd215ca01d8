"""Conditions: quantities that select or describe, and promise nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ppx.extractors.targets import grants, words

if TYPE_CHECKING:
    from ppx.extractors.targets.readings import Reading
    from ppx.extractors.targets.stretches import Stretch

# `前35名`, `位居末5名`
_RANKED = re.compile("(?:前|末|后|倒数|排名|第[0-9一二三四五六七八九十]{1,3}至?第?|位居|位列|名列|居)$")
# `每晋升1位`, `每新增1家`
_STEP = re.compile(
    "每(?:新?增|增加|晋升|提升|提高|进|前进|超|引进|完成|培育|下降|降低|招|上升|认定|吸纳|建|推荐|介绍|成功|达到|多|满|少"
    "|延长|逾期)[^，。；每]{0,10}$|(?:^|[，；。])每$"
)
# `设立满3年`, `连续两年`
_LASTED = re.compile("(?:满|连续|近|最近|自|超过?|第|过去|以来|连续[^，。；]{1,6})$")
# `年产30万吨甲醇`, `总投资10亿元`
_CAPACITY = re.compile("(?:年产|日产|月产|年处理|日处理|年加工|年均产|占地|总投资|投资额|装机|库容)(?:约|近)?$")
# `等9个中心`, `我市17个`: how many there are
_LISTED = re.compile(
    "(?:等|这|该|上述|原|原有|现有|已有|全部|所有|其他|其余|另外|该类|前述|下列|如下|以下|涉及|分为|包括|包含|含|共有|划分为"
    "|由|聚焦|围绕|重点围绕|列入|将|把|对|取消)(?:的|共|全市|全省|全国|全区|重点培育的?|重点)?$"
)
# `对`投资500万元以上`建设的物流平台，`
_ADDRESSED = re.compile("(?:^|[，；。])(?:对(?![标接口外比照于应策内])|凡)[^，。；]{0,60}$")
# `企业年营业收入超过2000万元`，给予50万元奖励; `，经认定后，按投资额的10%给予补助`
_REWARDED = re.compile("[，,](?:[^，。；]{2,16}[，,])?[^，。；]{0,24}?(?:给予|奖励|奖补|补助|补贴|资助)")
_INTENDS = re.compile("力争|争取|确保|到20|目标|计划|推动|培育|引进|新增|建成|实现|完成|应|须|要")
_STATED = ("", "达到", "达", "超过", "突破", "为", "在", "投资", "投入")
"""verbs that only state a figure"""
_OPENED = re.compile("(?:^|[，；。])(?:对|凡|符合|满足|具备|经|属于|若|如|当|在)[^，。；]{0,60}$")
_CLOSED = re.compile("^[^，。；、]{0,24}的(?:，|$)")
_GIVES = re.compile("给予|奖励|补助|资助|补贴|支持")
_GRANTS = re.compile("给予|奖励|补助|资助|支持|按|不超过|安排|设立")
_OFFERS = ("申请", "申领", "提供", "发放", "享受")
_RATE_BEHIND = re.compile("的?(?:比例|标准|幅度|额度|一次性|资金|经费|专项)")
_CLASS_BEHIND = re.compile("[^，。；、]{0,12}(?:项目|企业|园区|产业|单位|开发区|集群)")
# `推动7个实验室建设运行`: they exist; projects to be started or finished count
_RUNNING = re.compile("(?:推动|推进|加快)[^，]{0,6}$")
_AS_BEFORE = re.compile("(?:建设|运行|发展|落地|实施|落实)$")
# `责任单位：…17个集团`
_LABEL = re.compile("(?:责任|牵头|配合|参加|参与|支持|落实|主办|协办)(?:单位|部门)[：:]")
# `在1个自然年度内`, `选择1所`
_WITHIN = re.compile("(?<![制持定维])在$")
_CHOSEN = re.compile("(?:选择|选定|选取|申请|填报|任选)$")
# `人均预期寿命提高1岁`; other ages select
_AGED = re.compile("寿命|提高|延长|增长")
_SCORED = re.compile("得分|评分|满意度|分值|分数|平均分|总分")
_EVERY = re.compile("每(?:[0-9两半一]?(?:年|季度|季|月|周|日|天|个月|学期|学年|星期)|[0-9]{1,3}(?:日|天|年))")
_STOP = re.compile("[，。；：,;（(）)\n]")
_HELD = re.compile("(?:有|共|为|是|包括|分为|现有|拥有|含|涉及|等)$|[共现拥建全市县区省国]有|已|现有|目前|年产")
# `由每人每年380元`提高到420元: where a change begins
_FROM = re.compile("(?:从|由)[^从由，。；]{0,20}$")
_TO = re.compile(
    "^[^，。；]{0,6}?(?:提高|增加|增长|提升|扩大|上升|下降|降低|减少|缩短|压缩|调整|缩减|下调|上调|延长|放宽|精简|压减)(?:到|至|为)"
)
# `百亿元以上产业链达到`15条
_REACHES = re.compile("(?:达到|达)$")
_FINITE = re.compile("达到|达|引进|培育|新增|建成|实现|完成")
# `扩大到全国`50%以上的城市
_SPREAD = re.compile("[到至](?:全[国省市县区])?$")
_JOINTS = ("、", "和", "及")
_SIZES = ("area", "length", "mass", "energy", "volume")
"""dimensions whose bound in front of a noun makes a class of it: 10千伏及以下|并网工程"""
_SOME = ("一批", "若干", "一些")
_VOLTAGES = ("千伏", "千伏安", "兆瓦", "兆瓦时")
"""units that in front of a noun name its class: 500千伏|线路"""
_LONGEST_ITEM = 24

SCALED = re.compile(
    "(?:指数|容积率|系数|得分|评分|水平|密度|强度|满意度|能级|人口|人数|就业|劳动力|比|率|值|数|度|评价)$"
)
"""nouns whose number needs no unit"""


def selects(stretch: Stretch) -> bool:
    """True where the quantity only selects who qualifies, or describes what there is."""
    quantity, left, right = stretch.quantity, stretch.left, stretch.right
    dimension = quantity.dimension
    if _RANKED.search(left) or _STEP.search(left) or _LABEL.search(stretch.before):
        return True
    if right and (left.endswith((*_SOME, "时速")) or (quantity.unit in _VOLTAGES and not right.startswith("的"))):
        return True
    if dimension != "share" and _CAPACITY.search(left):
        return True
    if dimension == "time" and _lasts(stretch):
        return True
    if dimension == "count" and (
        recurs(stretch) or left.endswith("涉及") or (quantity.unit == "分" and not _SCORED.search(left))
    ):
        return True
    if (
        not quantity.explicit
        and dimension == "count"
        and (_WITHIN.search(left) or (_CHOSEN.search(left) and quantity.low == 1))
    ):
        return True
    if not quantity.explicit and dimension == "count" and _LISTED.search(left):
        return True
    if not quantity.explicit and _RUNNING.search(left) and _AS_BEFORE.search(right):
        return True
    if right == "的" and stretch.closer in ("，", ",", "；", "、", "：", ""):
        return dimension == "time" or not words.tail(left, "make")
    if not right and stretch.closer in ("，", ",") and quantity.explicit and _ADDRESSED.search(left):
        return not _GRANTS.search(left)
    return "禁止" not in left and _relative(stretch)


def _lasts(stretch: Stretch) -> bool:
    """True for a time that must have passed, or that is only tried (`再延长30年试点`)."""
    if (
        _LASTED.search(stretch.left)
        or "试点" in stretch.right[:8]
        or stretch.right.startswith(("内", "后", "前", "期"))
        or (not stretch.quantity.explicit and stretch.right.startswith(("累计", "共", "合计", "总计", "以来")))
    ):
        return True
    if stretch.quantity.unit in ("岁", "周岁"):
        return not _AGED.search(stretch.left)
    return stretch.quantity.op == "~" and "左右" not in stretch.right


def recurs(stretch: Stretch) -> bool:
    """True for a frequency (`每季度召开1次`, `每年检修不少于2次`)."""
    return stretch.quantity.unit in ("次", "场", "场次", "轮") and bool(_EVERY.search(stretch.left))


def _relative(stretch: Stretch) -> bool:
    """True inside `对…Q…的X，` and in `Q以上的X` without a verb that makes or gives it."""
    quantity, left, right = stretch.quantity, stretch.left, stretch.right
    if _RATE_BEHIND.match(right) or left.endswith(_OFFERS):
        return False
    dimension = quantity.dimension
    opened = _OPENED.search(left) and not _GRANTS.search(left)
    if opened and (_CLOSED.match(right + stretch.closer) or (dimension in ("money", "time") and "的" in right)):
        return True
    made = words.tail(left, "make")
    if dimension == "money" and made in words.of("make_noun"):
        made = ""
    if not quantity.explicit or made or not right:
        return False
    if right.endswith("的") and stretch.closer in ("，", ",", "；"):
        return not _GRANTS.search(left)
    if dimension in _SIZES and not left and not right.startswith("的"):
        return True
    if right.startswith("的") and (grants.behind(right) or _SPREAD.search(left)):
        return False
    if dimension == "time" and right.startswith("的") and len(right) > 1:
        return True
    if right.startswith("的") and len(right) > 1:
        return not (words.tail(left, "reach") or _GRANTS.search(left[-8:]))
    if dimension != "money" or _GIVES.search(left[-10:] + right[:10]):
        return False
    return bool(_CLASS_BEHIND.match(right))


def earns(stretch: Stretch, reading: Reading, behind: str) -> bool:
    """True for a figure that earns what the sentence gives behind the comma: 企业年营业收入超过2000万元，给予50万元奖励."""
    if stretch.quantity.op != ">=" or reading.behind or reading.verb not in _STATED or reading.change != "level":
        return False
    front = stretch.before + stretch.left
    return bool(_REWARDED.match(behind)) and not (_GRANTS.search(front) or _INTENDS.search(front))


def listed(stretch: Stretch, reading: Reading) -> bool:
    """True for an item of a plan that is all noun and number: `供水工程3个；`, `赤字规模5.66万亿元，`."""
    indicator = reading.indicator
    if not indicator or reading.behind or stretch.right or stretch.quantity.spelled or _HELD.search(stretch.left):
        return False
    if stretch.closer not in ("", "\n", *"，；。,;、）)（(") or len(stretch.left) > _LONGEST_ITEM:
        return False
    if stretch.quantity.dimension == "count":
        return not words.tail(indicator, "place")
    return bool(words.tail(indicator, "measure"))


def nested(first: Stretch, between: str, second: Stretch) -> bool:
    """True where the first quantity stands inside the noun that the second counts: 百亿元以上项目|2个."""
    if second.quantity.dimension != "count" or _STOP.search(between):
        return False
    if second.right and not second.right.startswith("的"):
        return False
    dimension = first.quantity.dimension
    if not first.quantity.explicit and dimension not in ("money", "area", "mass", "length", "energy"):
        return False
    if not between:
        return True
    if between.endswith(_JOINTS):
        return False
    if between.startswith(_JOINTS):
        return "的" in between
    return not _FINITE.search(_REACHES.sub("", between) if first.quantity.op == ">=" else between)


def inside(first: Stretch, between: str, second: Stretch) -> bool:
    """True where the second quantity stands inside the noun that the first counts: 25个|工业总产值超百亿元园区."""
    if first.quantity.dimension != "count" or second.quantity.dimension == "count":
        return False
    if not between or "、" in between or _STOP.search(between) or not second.right:
        return False
    return bool(words.tail(first.left, "make")) and not words.tail(between, "make")


def chained(between: str, second: Stretch) -> bool:
    """True where the next quantity, a condition, is joined to this one: `人数超过30人、井深超过800米的矿山`."""
    if not between.startswith(("、", "或", "且")) or _STOP.search(between):
        return False
    return second.quantity.explicit and second.right.startswith("的")


def begins(first: Stretch, between: str) -> bool:
    """True where the quantity is what a change begins from."""
    return bool(_FROM.search(first.left) and _TO.match(between))
