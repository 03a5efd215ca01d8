"""The grammar of time expressions as composed fragments.

`expressions` tries the forms below in order. Nothing here judges whether the expression is a deadline: see `judgement`.
"""

from __future__ import annotations

import regex

GAP = r"[ \u3000\xa0]{0,2}"
DIGIT = "[0-9０-９]"
MASK = "[0-9０-９xXｘＸ×*＊]"
COUNT = "[一二三四五六七八九十两]"
DASH = rf"{GAP}(?:[-－‐–—―─~～至到]{{1,2}}){GAP}"
OPEN_QUOTE, CLOSE_QUOTE = "[“\"'‘「『＂]", "[”\"'’」』＂]"

NUMBER = rf"(?:{DIGIT}{{1,3}}|[一二三四五六七八九十百两]{{1,5}}|半)"
YEAR = rf"(?:(?<!{DIGIT})(?:[1１][9９]|[2２][0０]){MASK}{{2}}|[一二][九〇零○Ｏ][〇零○Ｏ一二三四五六七八九]{{2}})"
WORD_YEAR = "(?:今年|明年|后年|来年|本年|新的一年)"
MONTH = r"(?:[0０]?[1-9１-９]|[1１][0-2０-２]|十[一二]|[一二三四五六七八九十])"
DAY = rf"(?:[0０]?[1-9１-９]|[12１２]{DIGIT}|[3３][01０１]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
PLAN_NUMBER = "(?:十[一二三四五六七八九]|[七八九十])"
HOUR = (
    rf"(?:{GAP}[（(](?:星期|周)[一二三四五六日天][）)])?"
    rf"(?:{GAP}(?:上午|下午|中午|晚上)?{DIGIT}{{1,2}}(?:[:：]{DIGIT}{{2}}|[时点](?:{DIGIT}{{2}}分)?))?(?:下班(?=前))?"
)
"""weekday and hour behind a day; only the day is read"""


def point(tag: str) -> str:
    """The fragment of one point or period of the calendar; the names of its groups end in `tag`.

    2025年, 20xx年9月, 明年上半年, 2024年第三季度, 6月30日, 3月上旬, “十四五”, 第十五个五年规划
    """
    month = rf"(?P<month{tag}>{MONTH}){GAP}月份?(?:{GAP}(?:(?P<day{tag}>{DAY}){GAP}[日号]{HOUR}|(?P<tenday{tag}>[上中下])旬))?"
    quarter = rf"第?(?P<quarter{tag}>[一二三四1-4１-４]){GAP}季度"
    half = rf"(?P<half{tag}>[上下])半年"
    plan = (
        rf"(?:{OPEN_QUOTE}(?P<plan{tag}>{PLAN_NUMBER})五{CLOSE_QUOTE}|(?P<plan_bare{tag}>十[一二三四五六七八九])五)"
        rf"|第(?P<plan_long{tag}>{PLAN_NUMBER})个五年(?:规划|计划)?"
    )
    year = rf"(?:(?P<year{tag}>{YEAR}){GAP}年度?|(?P<word{tag}>{WORD_YEAR})度?)"
    return rf"(?:{year}(?:{GAP}(?:{month}|{quarter}|{half}))?|{month}|{quarter}|{half}|{plan})"


BEGINNING = (
    rf"(?:(?P<bare_year>{YEAR})(?={DASH}{YEAR}{GAP}年)"
    rf"|(?:(?P<year_head>{YEAR}){GAP}年)?(?P<bare_month>{MONTH})(?={DASH}{MONTH}月)|{point('')})"
)
"""where a range begins: 2023 of 2023-2025年, 2021年10 of 2021年10—12月, or any point"""
LENGTH = (
    rf"(?P<number>{NUMBER})(?:{DASH}(?P<most>{NUMBER}))?{GAP}"
    r"(?P<unit>个?工作日|个?自然日|个?日历日|个月|个?季度|个?小时|分钟|个?星期|个半?年度?|周年?|年|日|天|周)"
)
BUDGET_YEAR = rf"年度(?=竣工|完成(?!情况|率)|开工|实现|新增|投资{DIGIT})"
EDGE = "(?:时?期末|末期|年?[底末]|月[底末]|年?中(?=之?前|以前|[，,]))"
BEFORE = rf"(?:之前|以前|前(?!(?:{COUNT}|{DIGIT}{{1,2}})个?(?:季度|月|年|周|半年)))"
_TURNS = (
    "(?:评估|评价|考核|考评|评比|评选|总结|调度|通报|督查|检查|巡查|普查|核查|体检"
    "|报告|报送|更新|调整|轮训|研判|会商|复核|审核|公示|讲评|点评|评|报|查)"
)
"""what is done once in a turn: 一年一评估, 一季一通报"""
_DEED = "(?:实现|建成|完成|达到|形成|打造|培育|基本|建设|投入|新增|突破|全面|引进)"
HOLIDAYS = "元旦|春节|劳动节|五一|国庆节|国庆|十一"
"""the holidays of the lexicon, whose table has their days"""
TIME_WORD = "(?:左右)?的?时间"
YEARLY = rf"{MONTH}月份?(?:{DAY}[日号]|[底末初]|[上中下]旬)?{BEFORE}?"

_FORMS = (
    # 有效期5年, 有效期为三年, 试行期两年
    ("validity", rf"(?P<lead>有效期(?:限)?(?:为|是|暂定|：|:)?|试行期?(?:为|暂定)?){GAP}{LENGTH}"),
    # 自发布之日起施行, 自发布之日起30日后, 自印发之日起两个月内
    (
        "from_issue",
        (
            r"自(?:本[\p{Han}]{2,4})?(?P<event>发布|印发|公布|签发|下发|颁布|施行|实施|公告|发文|通过|批准)之?日(?:起|始)(?:计算)?"
            rf"(?:(?P<within>{GAP}{LENGTH}(?:之内|以内|内))|(?:满|的)?{GAP}(?P<wait>{NUMBER}){GAP}(?P<wait_unit>日|天|个月)后)?"
            r"(?:起?(?:正式)?(?:施行|实施|执行|生效|试行|实行|启用))?"
        ),
    ),
    # 三年内, 3—5年内, 20个工作日内, 半年之内
    (
        "within",
        rf"(?P<lead>未来|今后)?{LENGTH}{GAP}(?:左右)?(?:时间)?(?:（含）)?(?:之内|以内|内)(?![涝控部外容陆地需参设乱])",
    ),
    # 15个工作日办结, 五日答复
    ("within_done", rf"{LENGTH}(?=办结|办理完毕|审结|答复|反馈|出件|发证)"),
    # 利用五年时间, 用3年左右时间
    ("within_span", rf"(?P<lead>利用|用|花){GAP}{LENGTH}{TIME_WORD}"),
    # 两年左右时间建成
    ("within_time", rf"{LENGTH}{TIME_WORD}(?={_DEED})"),
    # 为期三年, 试点期限为2年, 实施期5年
    (
        "within_term",
        rf"(?:为期|(?:试点|实施|执行|过渡|建设|创建)期(?:限)?(?:为|：)?){GAP}{LENGTH}(?![以之]?[上下])",
    ),
    # 通过3—5年, 经过五年努力
    (
        "within_effort",
        rf"(?P<lead>通过|经过){GAP}{LENGTH}(?:{TIME_WORD})?(?=的?(?:左右|努力|持续|建设|发展|奋斗|攻坚|培育|整治|改造|推进|工作|[，,]))",
    ),
    # 力争三年实现…
    (
        "within_aim",
        rf"(?<=力争|争取|确保|计划){LENGTH}(?:左右)?(?:的?时间)?(?={_DEED})",
    ),
    # 未来五年, 今后三年
    ("within_coming", rf"(?P<lead>未来|今后){GAP}{LENGTH}(?:{TIME_WORD})?"),
    # 每年3月底、6月底、9月底、12月底; 每年1月31日前
    (
        "recurring_dates",
        (
            rf"每年度?的?{GAP}(?:(?P<year_end>年?[底末]{BEFORE}?)|(?:{MONTH}月(?:{DAY}[日号])?{DASH})?"
            rf"(?P<dates>{YEARLY}(?:[、和及与或]{{1,2}}{YEARLY}){{0,11}})"
            rf"(?:{DASH}(?:[次翌]年的?)?(?:(?P<last_month>{MONTH})月)?(?P<last_day>{DAY})[日号])?(?:期间|内)?)"
        ),
    ),
    # 一年一次, 两年一评估, 一月一调度
    ("frequency_once", rf"(?P<every>(?:[一二两三四五1-5](?:年|个季度|季度?|个月|月|周)|半年))(?=[一1](?:次|{_TURNS}))"),
    # 每季度, 每半年, 每两年, 每3个月, 按季度, 每月10日前
    (
        "frequency",
        (
            r"(?:每隔?|按|逐)(?P<every>(?:一个?|1个?)?(?:年度?|季度?|半年度?|月度?|周|星期|学年|学期|天|日)"
            r"|(?:[两二三四五六七八九十]|[2-9２-９]|10)(?:年|个月|个?季度|周|个星期|天|日)|半个?(?:年|月))"
            rf"(?:{GAP}{DAY}[日号]{BEFORE}?|[底末]{BEFORE}?|的?(?:第?[一二三四]季度|[上下]半年))?"
        ),
    ),
    # 2023-2025年, 2021年3月至2022年6月, 自2023年5月17日起至2024年2月8日止, 9月1—15日
    (
        "range",
        (
            rf"(?P<lead>自|从)?{BEGINNING}起?"
            rf"{DASH}(?:{point('_to')}|(?P<day_only>{DAY})[日号])(?P<tail>年?[底末]|止|期间|{BEFORE})?"
        ),
    ),
    # 从2023年起, 自2023年9月8日起施行, 2024年1月1日起施行
    (
        "from_date",
        rf"(?P<lead>自|从)?{point('')}(?:[底末]|年底)?(?:起始?|开始|之后|以后)(?:(?:正式)?(?:施行|实施|执行|生效|试行|实行|启用))?",
    ),
    # “十四五”前三年, “十五五”后两年
    (
        "plan_part",
        rf"{OPEN_QUOTE}?(?P<plan>{PLAN_NUMBER})五{CLOSE_QUOTE}?(?:期间|时期)?的?(?P<part>[前后])(?P<number>[一二两三四1-4])年",
    ),
    # 春节前, 2025年国庆节前, “五一”前
    (
        "holiday",
        rf"(?P<lead>到|至)?(?:(?P<year>{YEAR}){GAP}年|(?P<word>{WORD_YEAR}))?{OPEN_QUOTE}?(?P<holiday>{HOLIDAYS}){CLOSE_QUOTE}?(?:假期|长假)?(?:来临|到来)?{BEFORE}",
    ),
    # 年底前, 年末, 到年底, 年内, 全年, 年度
    (
        "this_year",
        (
            rf"(?P<lead>到|至)?(?:(?P<edge>年[底末]|年中(?=之?前|以前))(?P<before>{BEFORE})?|(?P<span>年内|全年|{BUDGET_YEAR})"
            r"|(?P<month_end>本?月[底末])(?:之前|以前|前))"
        ),
    ),
    # 到2025年, 2025年4月底前, 20xx年前, “十四五”末, “十四五”期间, 有效期至2027年12月31日, 2025年, 6月底
    (
        "point",
        (
            rf"(?P<lead>有效期(?:限)?(?:延长|延续)?至|截至|截止到|截止至?|不迟于|最迟(?:于|在)?|最晚(?:于|在)?|延长至|延续至|到|至)?"
            rf"{GAP}{point('')}(?:{GAP}(?P<edge>{EDGE}))?(?:{GAP}(?P<before>{BEFORE}))?(?P<span>期间|时期|期内|内|全年)?(?:为?止)?"
        ),
    ),
)

_NUMERALS = "0123456789０１２３４５６７８９一二两三四五六七八九十百半"
_FIRST = {
    "validity": "有试",
    "from_issue": "自",
    "within": _NUMERALS + "未今",
    "within_done": _NUMERALS,
    "within_span": "利用花",
    "within_effort": "通经",
    "within_aim": _NUMERALS,
    "within_coming": "未今",
    "within_time": _NUMERALS,
    "within_term": "为试实执过建创",
    "recurring_dates": "每",
    "frequency_once": "一二两三四五12345半",
    "plan_part": "“\"'‘「『＂十七八九",
    "frequency": "每按逐",
    "this_year": "到至年全本月",
}
"""what a form can begin with, so that most are not tried; one that stands not here is tried everywhere"""

FORMS = tuple((rule, _FIRST.get(rule), regex.compile(form, regex.VERSION1)) for rule, form in _FORMS)
