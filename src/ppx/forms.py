"""Forms: what a line of an official document is by its shape alone (GB/T 9704-2012): number, addressee, signature, title.

    form(plain("各区縣人民政府："))        # "salutation"
    form(plain("国办发〔2018〕128号"))     # "number"

Everything here reads lines folded by `ppx.folding.plain`, blanks at their ends taken off.
"""

from __future__ import annotations

import re

import regex

from ppx.lexicon import cached, load

HAN_NUMBER = "[〇零一二三四五六七八九十百]"
MARKER = re.compile(
    rf"""
      第\s{{0,2}}(?:{HAN_NUMBER}{{1,7}}|\d{{1,3}})\s{{0,2}}[编章节条]    # 第三条  第 12 條
    | {HAN_NUMBER}{{1,4}}\s?[、.,]                                       # 十二、
    | \(\s?(?:{HAN_NUMBER}{{1,4}}|\d{{1,3}})\s?\)                       # (三)  (3)
    | \d{{1,2}}\s?(?:[、)]|[.,](?!\d)|\.\d{{1,2}}(?!\d|\s?[%万亿元个倍吨亩米KkWw]))      # 3、 3. 3.1
    | [①-⑳]
    """,
    re.VERBOSE,
)
"""the marker that opens a clause: `第三条`, `十二、`, `（三）`, `3.`, `3.1`, `①`"""
MARKER_OPENS = frozenset("第〇零一二三四五六七八九十百(0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
"""how it begins"""
CUT_MARKER = regex.compile(rf"\({HAN_NUMBER}{{1,3}}(?=\p{{Han}}{{2}})(?![^)]{{0,30}}\))")
"""a marker that lost its closing bracket: `（四加强水源保护。…`"""
STRONG_MARKER = re.compile(
    rf"第\s{{0,2}}(?:{HAN_NUMBER}{{1,7}}|\d{{1,3}})\s{{0,2}}[编章节条]|{HAN_NUMBER}{{1,3}}、|\({HAN_NUMBER}{{1,3}}\)"
)
"""the markers that only rules and official documents use"""
NUMBER = regex.compile(
    r"""
      (?:\p{Han}{1,14}(?:[发字函规办令告]|(?<=[\p{Han}]))\s?)?\(\s?(?:19|20)[\dxX]{2}\s?\)\s?(?:第\s?)?[\dxX]{1,5}\s?号   # 国办发〔2018〕128号
    | (?:\p{Han}{1,20}(?:令|公告|通告))?\s{0,3}第\s?(?:\d{1,5}|[〇零一二三四五六七八九十百]{1,6})\s?号                # 第746号
    """,
    regex.VERBOSE,
)
"""a document number: `国办发〔2018〕128号`, `第746号`, `公告2021年第3号` is told by its title"""
_KIND = "通知|意见|办法|方案|规定|决定|批复|公告|通告|细则|规划|计划|措施"
NUMBER_BEHIND = regex.compile(
    rf"(?<={_KIND})\s{{0,4}}(?P<number>(?:(?!{_KIND})\p{{Han}}){{1,12}}\s?\((?:19|20)\d\d\)\s?(?:第\s?)?\d{{1,5}}\s?号)$"
)
"""the number at the end of a title's line"""
SHORTEST = 16
"""characters of such a line at least"""
DATE = regex.compile(
    r"(?:(?:19|20)\d\d|[〇零○Oo一二三四五六七八九]{4})\s?年\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?月\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?日"
)
"""the date under the seal: `2021年9月30日`, `二〇二一年九月三十日`"""
DATE_AT_END = regex.compile(rf"{DATE.pattern}$")
SEAL = 60
"""characters of a signature that stands on the line of its date, at most"""
PUBLICITY = regex.compile(
    r"""
      \(?(?:此件|本件|此文|本文)(?:有?删减|[^。()]{0,12}(?:公开|发布|删减))[^。()]{0,10}\)?$      # （此件公开发布）
    | \(?公开(?:方式|属性|类别|选项|形式)\s?[:]                                                    # 公开方式：主动公开
    | 主题词\s?:|抄\s?送\s?:|抄\s?报\s?:|分\s?送\s?:
    | (?:\p{Han}{2,40})?\s{0,40}(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s?印发$                               # 某办公室秘书处 2024年7月29日印发
    """,
    regex.VERBOSE,
)
"""the lines under the signature that are still the document's"""
ENACTED = regex.compile(
    r"\(?(?:19|20)\d\d年\d{1,2}月\d{1,2}日[^。;]{2,80}(?:通过|公布|修订|修正|批准|发布|施行|令第?\d{1,4}号)[^。]{0,40}\)?$"
)
"""the note under the title of a law: `（2020年4月10日某市人大常委会第二十次会议通过）`"""
DATED = regex.compile(rf"\({DATE.pattern}\)")
"""the date in parentheses under the title of a central document: `（2023年1月2日）`"""
LABEL = regex.compile(
    r"附\s?(?:件|表|图|录|则)?\s{0,2}(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[A-Z])?\s{0,2}(?:[:.、]|(?=\s|$|\d|\())"
)
"""the label of an attachment: `附件`, `附件2：`"""
ATTACHED = regex.compile(r"附\s?件?\s{0,2}(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s{0,2}[:.、]?\s{0,4}$")
"""a label that stands alone: the attachment begins under it"""
DUTY = regex.compile(
    r"\(?(?:牵头|责任|配合|协办|主办|落实|支持|参与|参加|承办|指导|完成)\p{Han}{0,4}(?:单位|部门|时限|领导|时间)\s?:"
)
"""a line of duties: `责任单位：…`, `牵头部门：…`, `完成时限：…`"""
DUTY_OPENS = frozenset("(牵责配协主落支参承指完")
"""how it begins"""
SENTENCE_END = re.compile(r"[。;:!?…][”\")》]?$")
"""the line closes a sentence or opens a list"""
STOPS = frozenset("。;!?")
"""how no title, addressee or signature ends"""
ENDS = frozenset('。;:!?…”")》')
"""how such a line ends"""
TAIL = regex.compile(r"(?:\s{0,3}\([^()]{1,24}\)|\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?![\d年月日]))$")
"""what may follow the kind in a title: `（试行）`, `（2021—2023年）`, the `3` of a collecting page"""
TAIL_ENDS = frozenset(")0123456789一二三四五六七八九十")
"""how it ends"""
NO_NAME = re.compile(r'[。;:,!?《"]')
"""what no line of organs has"""
FORWARD = regex.compile(
    r"(?:印发|发布|下发|转发|公布|颁布|制定)(?:给你们)?[,。]|印发(?:给|你)|(?:现|特此|予以)\p{Han}{0,4}(?:公布|发布|通知|公告|印发|通告)|(?:通知|公告|通告|批复|意见|规定)如下[:。]"
)
"""the sentence that makes a page a notice: `现印发给你们`, `现予公布`, `通知如下：`"""


@cached
def _endings() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    words = load("forms")
    return tuple(words["kinds"]["strict"]), tuple(words["kinds"]["loose"]), tuple(words["organs"]["endings"])


def is_row(line: str) -> bool:
    """True where the line is a row of a table: its cells are parted by tabs, or by the bars of markdown."""
    return "\t" in line or " | " in line or (line[:1] == "|" and line[-1] == "|")


def find_marker(line: str) -> re.Match[str] | None:
    """The marker that opens the line."""
    return MARKER.match(line) if line[:1] in MARKER_OPENS else None


def is_title(line: str, *, loose: bool = False) -> bool:
    """True where the line has the form of a document's title: no sentence, its last word a kind of document."""
    if not 5 <= len(line) <= 120 or line[-1] in "。;:!?,、" or find_marker(line):
        return False
    line = line.rstrip('"》 ')
    for _ in range(3):
        tail = TAIL.search(line) if line[-1:] in TAIL_ENDS else None
        if not tail:
            break
        line = line[: tail.start()].rstrip('"》 ')
    if "。" in line or line.count(",") > 1:
        return False
    strict, more, _ = _endings()
    return line.endswith(strict) or (loose and line.endswith(more))


def number_behind(line: str) -> int | None:
    """Where the number begins that stands behind a title on its line: `…的通知黔府办发〔2017〕76号`."""
    found = NUMBER_BEHIND.search(line) if len(line) > SHORTEST else None
    return found.start("number") if found and is_title(line[: found.start("number")].strip()) else None


def is_signature(line: str) -> bool:
    """True where the line names organs and nothing else."""
    if not 2 <= len(line) <= 60:
        return False
    endings = _endings()[2]
    if not (line.endswith(endings) or line[-1] == "、") or NO_NAME.search(line):
        return False
    return all(part.endswith(endings) for part in line.replace("、", " ").split())


def is_salutation(line: str) -> bool:
    """True where the line addresses organs or people: `各区人民政府，市政府各部门：`."""
    if not line.endswith(":") or len(line) > 400 or "。" in line or ";" in line or find_marker(line):
        return False
    body = line[:-1].rstrip(") ")
    if body.startswith("各") and len(body) <= 30:
        return True
    return body.endswith(
        (*_endings()[2], "单位", "部门", "机构", "院校", "企业", "同志", "代表", "政协", "医院", "幼儿园")
    ) and ("各" in line[:40] or "有关" in line or "," in line or "、" in line or len(body) <= 30)


def _seals(organs: str) -> bool:
    """True where what stands before a date is the signature: `某县人民政府2013年5月14日`."""
    return len(organs) <= SEAL and is_signature(organs.strip())


def form(line: str) -> str:
    """What the line is by its shape: the name of a form, `prose` for sentences, `short` for all else."""
    first, last = line[0], line[-1]
    if first in MARKER_OPENS and MARKER.match(line):
        return "marker"
    if first == "附" and LABEL.match(line):
        return "attachment"
    if last == "号" and len(line) <= 40 and NUMBER.fullmatch(line):
        return "number"
    if last == "日" and (day := DATE_AT_END.search(line)) and (not day.start() or _seals(line[: day.start()])):
        return "date"
    if len(line) <= 90 and (first in "(此本公主抄分" or line.endswith("印发")) and PUBLICITY.match(line):
        return "publicity"
    if last in ")过布订正准行号" and first in "(12" and (ENACTED.match(line) or DATED.fullmatch(line)):
        return "enacted"
    if first in DUTY_OPENS and ":" in line[:10] and DUTY.match(line):
        return "duty"
    if last not in STOPS:
        if is_salutation(line):
            return "salutation"
        if is_title(line) or (last == "号" and number_behind(line) is not None):
            return "title"
        if is_signature(line):
            return "signature"
    ended = "。" in line or (len(line) >= 15 and last in ENDS and SENTENCE_END.search(line[-2:]))
    return "prose" if ended or len(line) >= 60 else "short"
