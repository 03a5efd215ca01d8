"""What the sentence around a chain of agencies makes of it: nothing, a role, a duty."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import regex

from ppx import lexicon
from ppx.extractors.agencies.vocabulary import vocabulary
from ppx.grammar import alternatives

if TYPE_CHECKING:
    from ppx.records import Role

_BEFORE, _AFTER, _FAR = 30, 60, 700
"""characters looked at before and behind a chain, and behind one in a list of persons"""
# 等部门 | 等5个单位 | 行政主管部门 | 等有关部门（以下简称…）
_TRAIL = (
    r"(?:或部门)?(?:(?:行政|主管|管理|监管|监督)*部门)?"
    r"(?:等(?:[\d一二三四五六七八九十]+个?)?(?:市级|省级|县级|市直|省直|国家)?(?:相关|有关|职能|主管|成员)*(?:部门|单位|机构)?(?:和单位)?)?"
    r"(?:[（(][^（()）\n]{1,40}[)）])?"
)
_TRAILING = regex.compile(_TRAIL)
_COUNT = r"[\d一二三四五六七八九十]+"
_CLAUSE = "[^，。；：]"
# （及其）有关部门 | 各部委: a relative body of the organ
_RELATIVE = regex.compile(
    r"(?:及其)?(?:其他|其它|各)?(?:有关|相关)(?:工作|职能|组成)?(?:部门|单位)|各(?:部委|部门|委办|直属)|成员单位"
)
_HONOURED = ("党中央、", "中共中央、", "党中央和", "党中央")
# 关于…的通知 | 《…》 | 印发的《…》 | 令第5号
_CITING = regex.compile(
    _TRAIL + r"[、 \n]?(?:办公[厅室])?(?:关于(?!.{0,12}(?:工作)?的?(?:领导|统一))|[：:]?《|令|公告第|〔|批转|转发)"
    r"|(?:联合)?(?:印发|发布|出台|制定|下发|颁布|公布|批准|修订)(?:的|了|实施的)?《"
)
# 环评司有关负责人: a person of an office inside the organ
_STAFF = regex.compile(
    r"(?!会同|牵头|负责|组织|召集|要求|和|与|及|由|报|请|等)[\u4e00-\u9fff]{1,9}?[司局处室厅部科股](?:主要|有关|相关)?(?:负责人|负责同志|新闻发言人|副?[司局处厅]长|副?主任)"
)
# 某市人民政府2024年9月5日, the date of a signature or an issue; not 各县人民政府2024年9月底前完成…
_DATE = regex.compile(
    r"(?:秘书[一二三]?处|文电处)?[ 　\n]{0,4}(?:[12]\d{3}|20[xX]{2}|二[〇○Oo0]..)年"
    r"(?!(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[上下]半年|第?[一二三四]季度)?(?:[年月]?[底末初中]|之?前|以前|[起内]))"
)
_EVENT = regex.compile(rf"第?{_COUNT}[届次]|常务会议|全会|全体会议|工作会议|常委会|党组会|专题会议|联席会议")
_AGREED = regex.compile(r"(?:经|提请|报|由)[^，。；]{0,6}$")
_HOSTING = ("设在", "挂靠", "挂靠在", "设于", "依托")
_JOINED = regex.compile(r"(?r)(?:会同|商)(?:当地|同级|省|市)?")
_HANDED = regex.compile(r"(?:由|报|向|经|会同|请|交|抄送|报送|授权|委托)$")
_OPENS = regex.compile(
    r"(?:^|[，。；：:、．.\n（()） 　\t“]|\d|[由报向经与请并交送给和及且但至或]|会同|抄送|报送|授权|委托)$"
)
_FORMULA = regex.compile(r"引导|主导|推动|搭台|统筹|负责制")
_NO_BUSINESS = r"(?!务|业|品|贸|会|标|户|事|定|议|圈|城)"
# 牵头 | 要会同 | 按照职责分工负责 | 应当积极配合
_VERB = regex.compile(
    rf"(?:要|应当?|须|必须|将|可以?|均|共同|分别|具体|主要|统一|适时|积极|切实|直接|统筹|全面|做好|密切|予以|给予|加强|依法|定期|每年|每[\u4e00-\u9fff]{{1,3}}"
    rf"|按照?{_CLAUSE}{{0,14}}?(?:职责|分工|权限|要求|规定|原则|属地管理){_CLAUSE}{{0,6}}?，?|根据{_CLAUSE}{{0,12}}?(?:职责|分工)|要?履行好|认真|进一步)*"
    rf"(?P<verb>牵头|会同|商{_NO_BUSINESS}|负责(?!人|同志|制|{_CLAUSE}{{2,20}}的(?:部门|机构))|配合|参与|协助|负主要责任|负总责)"
)
# 在人力物力保障上配合 | 对…负责
_WITHIN = regex.compile(rf"[在对就从以]{_CLAUSE}{{2,24}}?(?P<verb>牵头|负责(?!人|同志)|配合(?!饲料))")
# ，负责日常工作 | ：负责指导
_THEN = regex.compile(
    r"[，,](?:具体|主要)?(?P<verb>负责(?!人|同志)|牵头|配合)|[：:](?P<verb>牵头|负责(?!人|同志)|配合|参与|协助)"
)
# 、各镇（街）配合: names that are none of the lexicon's stand between the chain and its verb
_LISTED = regex.compile(
    r"(?:(?:[、和及与]|以及)(?:[^，。；：、（）]|（[^）]{1,12}）){1,16}?){1,4}(?:按职责(?:分工)?)?(?P<verb>牵头|负责(?!人|同志|制|[^，。；：]{2,20}的(?:部门|机构))|配合|参与|协助)(?!管理|单位|部门)"
)
# 是集聚区创建工作的责任主体
_MAIN = regex.compile(
    rf"{_CLAUSE}{{0,24}}(?:是|为|作为){_CLAUSE}{{0,30}}?(?P<what>责任主体|责任单位|牵头单位|牵头部门|配合单位|责任部门|实施主体|第一责任)"
)
# 是本市燃气行政主管部门，负责…: what the organ is, and its duty behind it
_IS = regex.compile(rf"是{_CLAUSE}{{2,30}}(?:部门|机构)[，,](?:具体|主要)?(?P<verb>负责|牵头)")
_PREDICATE = regex.compile(r"是(?:本|全|我)?[市省县区]?[^，。；：]{0,20}$")
# 领导小组办公室设在县交通运输局，负责日常工作: the office is responsible
_SEATED = regex.compile(rf"设在{_CLAUSE}{{2,24}}[，,](?:具体|主要)?(?:负责|承担)")
# what one of these patterns finds has one of these words; alternatives of words alone are fast in `re`
_DUTY = re.compile("牵头|会同|商|负|配合|参与|协助|设在|责任|主体")
_ROLES: dict[str, Role] = {
    "牵头": "lead", "会同": "lead", "商": "lead", "负责": "responsible", "负主要责任": "responsible", "负总责": "responsible",
    "配合": "cooperate", "参与": "cooperate", "协助": "cooperate",
}  # fmt: skip


class Context(NamedTuple):
    """What stands around a chain, on its own line before it."""

    before: str
    after: str
    far: str
    """more of what stands behind it, for lists of persons"""


@lexicon.cached
def _words(name: str) -> str:
    return alternatives(vocabulary().words["sentences"][name])


@lexicon.cached
def _person() -> regex.Pattern[str]:
    """等部门负责人 | 主要领导 | 分管领导."""
    return regex.compile(rf"{_TRAIL}{_words('before_person')}*(?:{_words('persons')}|领导(?!{_words('no_person')}))")


@lexicon.cached
def _persons_ahead() -> regex.Pattern[str]:
    """、统计局、金融办等部门负责人为成员: a list of persons goes on to its end."""
    return regex.compile(
        r"(?:(?:[、，]|和|及|与)[^。；：、，\n]{1,24}[局厅委办部会院行关联协社队府心区室处站]){1,40}?"
        r"(?:等(?:相关|有关)?(?:部门|单位)?)?(?:主要|分管|有关|相关)*(?:负责人|负责同志|领导(?!小组|机构|下)|同志)"
    )


@lexicon.cached
def _ritual() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """按照…要求 | 贯彻落实…《…》: what stands before and behind an organ that is only honoured."""
    return (
        regex.compile(rf"{_words('ritual_before')}[^，。；：、]{{0,12}}[、和]?$"),
        regex.compile(rf"“|{_CLAUSE}{{0,24}}?{_words('ritual_after')}"),
    )


@lexicon.cached
def _decreed() -> regex.Pattern[str]:
    """决策部署 | 的坚强领导 behind an organ."""
    return regex.compile(
        rf"(?:的|各项|重大|有关|关于[^，。]{{0,20}})*(?:{_words('decreed')}|的?{_words('strong')}(?:领导|关怀|关心|重视)|的?领导下)"
    )


@lexicon.cached
def _elsewhere() -> regex.Pattern[str]:
    """Names of other things that begin with an organ: 国务院大督查, 市政府网站, 教育部直属师范大学."""
    return regex.compile(rf"(?:门户)?{_words('other_things')}|[\u4e00-\u9fff]{{0,8}}?{_words('other_bodies')}")


@lexicon.cached
def _acts() -> regex.Pattern[str]:
    return regex.compile(_TRAIL + r"[：:，]?" + alternatives(vocabulary().words["acts"]["verbs"]))


def around(text: str, start: int, end: int) -> Context:
    """The context of a chain at `[start, end)`."""
    before = text[max(0, start - _BEFORE) : start]
    return Context(before[before.rfind("\n") + 1 :], text[end : end + _AFTER], text[end : end + _FAR])


def is_excluded(context: Context, *, department: bool) -> bool:
    """Whether the sentence cites, honours, dates or names persons; `department`: the chain ends in a field with 部门."""
    before, after, far = context
    if department and _PREDICATE.search(before):
        return True
    if not department and after.startswith(("部门", "组成部门")):
        return True
    if before.endswith(_HONOURED) or _persons_ahead().match(far) or _person().match(after) or _STAFF.match(after):
        return True
    for pattern in (_CITING, _elsewhere(), _DATE, _decreed(), _RELATIVE):
        if pattern.match(after):
            return True
    if _EVENT.match(after) and not _AGREED.search(before):
        return True
    ahead, behind = _ritual()
    return bool(ahead.search(before) and behind.match(after))


def gives_duty(context: Context, *, first: bool) -> bool:
    """Whether the sentence gives the body a duty: it acts, or something is handed to it; `first`: it opens its chain."""
    before = context.before if first else "、"
    if not _OPENS.search(before) or _FORMULA.match(context.after):
        return False
    return bool(_HANDED.search(before)) or _acts().match(context.after) is not None


def role(context: Context) -> Role:
    """The role that the words around a chain give it."""
    before, after, _ = context
    if before.endswith(_HOSTING):
        return "mention"
    if _JOINED.match(before):
        return "cooperate"
    if not _DUTY.search(after):
        return "mention"
    tail = _TRAILING.match(after)
    rest = after[tail.end() :] if tail else after
    if _SEATED.match(rest):
        return "responsible"
    main = _MAIN.match(rest)
    if main:
        return "lead" if "牵头" in main["what"] else "cooperate" if "配合" in main["what"] else "responsible"
    found = _VERB.match(rest) or _IS.match(rest) or _THEN.match(rest) or _WITHIN.match(rest) or _LISTED.match(rest)
    return _ROLES[found["verb"]] if found else "mention"
