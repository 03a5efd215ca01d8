"""Every marker style of official documents, as patterns.

They are of the module `regex`; what goes over a whole text only to say where to look closer is of `re`, whose sets are faster.
"""

from __future__ import annotations

import re

import regex

HAN = r"[一二三四五六七八九十百零〇]"
OPEN, SHUT = r"[(（〔﹝【［\[]", r"[)）〕﹞】］\]]"
FIGURE = r"[0-9]"

# 第一章 总则 / 第 12 条 / 第一部分 / 第一百二十条之一
NTH = r"[一二三四五六七八九十百千零〇—－ー亠ニ士土干+几儿入人王西]"
NAMED = (
    rf"[第笫]\s?(?P<nth>{NTH}{{1,8}}|{FIGURE}{{1,4}})\s?(?P<unit>部分|分编|[编編篇章节節条條])"
    r"(?:之[一二三四五六七八九十]{1,2})?"
)
# 一、总体要求 / 十二．保障措施 — not 三、四线城市, 一、二类
HAN_STOP = rf"(?P<han>{HAN}{{1,5}})\s?[、．.](?!{HAN}{{1,2}}[级类线等产、季期])"
# （三）加强领导 / 〔十一〕 / ㈡
PAREN_HAN = rf"{OPEN}\s?(?P<paren_han>{HAN}{{1,5}})\s?{SHUT}(?!\s?[、和或至])|(?P<han_sign>[㈠-㈩])"
# 三）加强领导
HALF_HAN = r"(?P<half_han>[一二三四五六七八九十]{1,3})[)）]"
# 1.2 编制依据 / 5.1.3 轻伤一级 — not 1.5倍, 5.2%
DECIMAL = rf"(?P<decimal>{FIGURE}{{1,2}}(?:[.．]{FIGURE}{{1,2}}){{1,4}})[.．、]?(?=[^\S\n]|[\u4e00-\u9fff“《])(?![ ]?[倍年元万亿千百米吨亩个%％])"
# 3．优化 / 12、2024年新认定的 / ⒊ — not 3、0 and 2.5
DIGIT = rf"(?P<digit>{FIGURE}{{1,3}})\s?(?P<stop>[.．、])(?!{FIGURE}(?!{FIGURE}{{3}}年))|(?P<digit_sign>[⒈-⒛])"
# （2）推行 / ⑵
PAREN_DIGIT = rf"{OPEN}\s?(?P<paren_digit>{FIGURE}{{1,3}})\s?{SHUT}(?!\s?[、和或至])|(?P<paren_sign>[⑴-⒇])"
# 2)推行
HALF_DIGIT = rf"(?P<half_digit>{FIGURE}{{1,2}})[)）]"
# ③
CIRCLED = r"(?P<circled>[①-⑳])"
# a)植物生存状态 / Ⅱ、 / IV.
LETTER = r"(?P<letter>[A-Za-z])[)）.．、](?![A-Za-z0-9])|(?:(?P<roman>[Ⅰ-Ⅻ])|(?P<small_roman>[ⅰ-ⅻ]))[.．、]?"

INNER = rf"{NAMED}|{HAN_STOP}|{PAREN_HAN}|{DIGIT}|{PAREN_DIGIT}|{CIRCLED}"
WHOLE = rf"{INNER}|{DECIMAL}|{HALF_HAN}|{HALF_DIGIT}|{LETTER}"

# 1，加强领导 / 2：强化资金 — careless forms, at line starts only
SOFT_DIGIT = rf"(?P<soft_digit>{FIGURE}{{1,2}})(?P<soft_stop>[，,：:])(?=[\u4e00-\u9fff“《])"

# (十加强区域合作 / l.加强领导 / ）大力培育 / （－）加强 / 第十二 本办法 / 第三早 总则
CUT_PAREN = rf"{OPEN}\s?(?P<cut_paren>{HAN}{{1,3}})(?!{HAN}|[^)）〕\n]{{0,30}}{SHUT})"
LONE = r"(?P<lone>[)）])"
BLUR_PAREN = rf"{OPEN}\s?(?P<blur_paren>[一二三四五六七八九十—－\-–ー亠ニ士干千+土几儿入人力七王西]{{0,3}})\s?{SHUT}(?!\s?[、和或至])"
BLUR_STOP = r"(?P<blur_stop>[—－\-–ー亠ニ士干+土几儿入人力]{1,3})、"
BLUR_DIGIT = r"(?P<blur_digit>[0-9]{0,2}[lI|][0-9]?|[0-9][lI|Oo])(?P<blur_dot>[.．、])(?=[\u4e00-\u9fff“《])"
CUT_NAMED = r"第\s?(?P<cut_named>[一二三四五六七八九十百零〇—－ー亠ニ士干千+土几儿入人力]{1,7})(?P<cut_unit>[条章早系务]?)(?=[^\S\n])"

LINE_START = regex.compile(
    rf"^(?:[^\S\n]|\u200b)*+(?:{BLUR_DIGIT}|{WHOLE}|{SOFT_DIGIT}|{CUT_PAREN}|{LONE}|{BLUR_PAREN}|{BLUR_STOP}|{CUT_NAMED})[^\S\n]*",
    regex.MULTILINE,
)
PLAIN = regex.compile(
    rf"^[^\S\n]*+(?P<plain>{FIGURE}{{1,2}})(?:[^\S\n]++(?![年月日])|(?![年月日时分个家项人名条处座亩万亿千百元倍号楼级类期届次张所台吨米天周件套款种份户]))(?=[\u4e00-\u9fff])",
    regex.MULTILINE,
)
# 。（二） | ；2. — where a sentence or a title ended, and what follows may be a marker
BLANKS = r" \t\x0b\x0c\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""white space but the line break, for a character class"""
LEAD = re.compile(
    rf"[。；;：:！？!?)）〕】”{BLANKS}](?=[{BLANKS}]{{0,8}}[第笫(（〔﹝【［\[0-9一二三四五六七八九十①-⒛㈠-㈩])"
)
INLINE = regex.compile(rf"[。；;：:！？!?)）〕】”\s][^\S\n]{{0,8}}+(?:{INNER})[^\S\n]*")
FIRST = regex.compile(r"(?<=[\u4e00-\u9fff])[(（](?P<paren_han>一)[)）]")
ARTICLE = regex.compile(
    rf"(?<=[\u4e00-\u9fff。；）)])(?<![照据反合按法例定自依由对本的、和及至或与第至])[^\S\n]{{0,4}}{NAMED}[^\S\n]{{0,4}}(?=[\u4e00-\u9fff])"
)
ORDINAL = re.compile("[第笫]")
NAMED_INLINE = regex.compile(rf"[。；;]{NAMED}[^\S\n]{{1,4}}(?=[\u4e00-\u9fff])")
CITED = regex.compile(r"[、，,。；和与及至或]|规定|所称|所列|所指|第[一二三四五六七八九十](?![人方者次])|的(?!确)")

CHAPTER_TITLE = regex.compile(rf"[\u4e00-\u9fff、 \u3000]{{2,20}}?(?:第{NTH}{{1,8}}条|$)", regex.MULTILINE)
GENERAL = regex.compile(r"总[^\S\n]*则[^\S\n]*$", regex.MULTILINE)
"""the title that only a first chapter has"""

SIGNS = {
    "han_sign": ("paren_han", "㈠"),
    "digit_sign": ("digit_dot", "⒈"),
    "paren_sign": ("paren_digit", "⑴"),
    "circled": ("circled", "①"),
    "roman": ("roman", "Ⅰ"),
    "small_roman": ("roman", "ⅰ"),
}
DAMAGED = {
    "lone": ("lone", "lone"),
    "cut_paren": ("paren_han", "cut_paren"),
    "blur_paren": ("paren_han", "blur_paren"),
    "blur_stop": ("han", "blur_stop"),
    "cut_unit": ("cut_named", "cut_named"),
    "blur_dot": ("digit_dot", "blur_digit"),
}
BLANK = " \u3000\xa0\u2002\u2003\u200b"
BLURRED = str.maketrans("—－-–ー亠ニ士干千+土几儿入人力王西lI|Oo", "一一一一一一二十十十十十九八八八九五四11100")
