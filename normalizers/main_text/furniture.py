"""Furniture: the lines that a site puts around a document, told by their words and marks (lexicons/main_text.toml)."""

from __future__ import annotations

from typing import NamedTuple

import regex

from ppx.normalizers.main_text.phrases import phrases


class Against(NamedTuple):
    """What speaks against a line."""

    reason: str
    """why it would be dropped, from the closed list of docs/output.md"""
    evidence: str
    """the word or mark that tells"""
    weight: float
    """0 or below"""

    @property
    def sure(self) -> bool:
        """True where nothing that speaks for the line can outweigh this."""
        return self.weight <= SURE


NOTHING = Against("", "", 0.0)
FURNITURE = -6.0
"""a word of the site's own"""
SURE = -5.0
"""at this weight and below what speaks for a line no longer counts"""
LIKELY, PERHAPS = -3.5, -2.0
"""words of the site in a sentence; marks that documents use too"""
LOOSE = -2.5
"""a label that documents use too: amid document text it stays"""

BULLETS = frozenset("•·●■◆▪►▶★☆»|*#>-")
POINTS = BULLETS - {"#", "*", "-"}
"""those that are no markdown"""
BULLET = regex.compile(rf"^[\s{''.join(sorted(BULLETS - {'-'}))}-]+")
TAG = regex.compile(r"^(?:\s*</?[a-z][^<>]{0,120}>)+|(?:\s*</?[a-z][^<>]{0,120}>)+$")
"""tags at the ends of a line, where a page kept them in its text"""
CRUMBS = regex.compile(r"^.{0,40}?\S\s?(?:>{1,2}|»|›|→)\s?\S.{0,80}$")
"""`首页 > 政策文件 > 正文`"""
STAMP = regex.compile(
    r"^\(?(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s{0,3}\d{1,2}:\d\d(?::\d\d)?(?:\s?[+]\d{4})?(?:\s?UTC)?)?\)?$"
)
"""`2022-06-28 14:14`"""
STAMPED = regex.compile(
    r"^[^\t,。;:、]{2,20}\s?(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\s{1,3}\d{1,2}:\d\d(?::\d\d)?[^\t,。;:、\d]{0,12}$"
)
"""`原创 某市发布 2024-01-05 18:20 湖北`: who put the page there, and when"""
LABEL = regex.compile(r"(?P<label>\p{Han}[\p{Han}\s]{0,8}\p{Han})\s?[:]")
"""`信息来源：…`, `标　　题：…`"""
TAGGED = regex.compile(r"(?P<label>\p{Han}{2,6})\)")
"""`【发布文号】某某省人民政府令第116号 【发布日期】2016-12-06`, folded, without its first bracket"""
LABEL_REACH, TAGGED_REACH = 12, 8
"""characters that hold them"""
MARKS_REACH, WORDS_REACH = 60, 200
"""characters of the longest line that says nothing in words, and of the longest that words of the site make its own"""
CONTACT = regex.compile(
    r"^(?:(?=\(?0\d{2,3}[) -]|400|1[3-9]\d{9}$|\+86)[+\d() -]{7,20}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S+)$"
)
"""a telephone number, a mail or web address, and nothing else"""
WEB = ("http", "www.")
"""how a web address begins"""
ADDRESS = regex.compile(r"(?:路|街|大道|巷|弄)\s?\d{1,5}\s?(?:号|弄)")
"""a street and its number"""
CONTACTS = ("电话", "传真", "地址", "邮编", "手机", "联系人", "邮箱", "热线", "微信", "网址")
"""how the labels of contact lines end; documents have such lines too"""
ANNOUNCED = regex.compile(
    r"(?:全文|原文|具体)(?:内容)?(?:公布|发布|刊发|转载)?如下[:。]?$|^以下[为是].{0,60}全文[:。]?$"
)
"""the site's own sentence above a document that it prints: `某厅发布《…》，全文如下：`"""
ANNOUNCING = tuple(word + mark for word in ("如下", "全文") for mark in ("", ":", "。"))
"""how it ends"""
LINK = regex.compile(r"^\W{0,4}\(.{1,300}\)\s?\(\s?(?:https?:|/|\.)[^()]{1,600}\)$")
"""a markdown link that is all of its line, brackets folded"""
RELATED = regex.compile(
    r"(?:\(?[^()]{2,60}\)|《[^《》]{2,60}》)?(?:(?:相关|更多|推荐)(?:文章|阅读|推荐|新闻|链接|范文|资讯|报道|稿件|文档|解读)|相关\p{Han}{2}推荐):?$"
)
"""the heading of a list of other pages: `【某某实施方案】相关文章：`"""
RELATED_ENDS = frozenset("章读荐闻接文讯道件档:")
"""how it ends"""
RELATED_WORDS = ("相关", "更多", "推荐")
"""one of which it has"""
FILE = regex.compile(r"^(?!附).{1,80}\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar)\W{0,3}$", regex.IGNORECASE)
"""the name of a file to load"""
FILE_END = 8
"""characters that hold its suffix and what may follow it"""
CUT = ("...", "…")
"""a teaser that the site cut off"""
FIGURE = regex.compile(r"^[\d\s.,%<>=~+-]{0,12}\d[\d\s.,%<>=~+-]{0,12}$")
REGISTERED = regex.compile(r"[A-Z]{2,8}-(?:19|20)\d\d-\d{3,6}$")
"""the number under which a rule is registered: `HHCR-2023-01005`"""
LATIN = regex.compile(r"^[\x21-\x7e\s©]+$")
COMMENT = regex.compile(r"^<!--.*-->$")
WORD = regex.compile(r"[\p{Han}\w]")


def bare(text: str) -> str:
    """The line, which has no blanks at its ends, without markup and bullets."""
    if "<" not in text and "**" not in text and text[:1] not in BULLETS:
        return text or "-"
    if "<" in text:
        text = TAG.sub("", text).strip()
    shown = text.replace("**", "")
    if shown[:1] in BULLETS or shown[:1].isspace():
        shown = BULLET.sub("", shown)
    return shown.strip() or text or "-"


def is_row(shown: str) -> bool:
    """True where a line is a row of a markdown table: `| 1 | 品种改良 | 县农业农村局 |`."""
    return shown.startswith("|") and shown.endswith("|") and shown.count("|") > 2


def furniture(text: str, shown: str, shape: str) -> Against:
    """What speaks against a line, `text` being its bare form and `shape` its form; `NOTHING` where nothing does."""
    text = text.strip("()|/ ") or text
    against = _by_marks(text, shape) if len(text) <= MARKS_REACH else NOTHING
    if against is NOTHING:
        if text.find(":", 0, LABEL_REACH) > 0 or ")" in text[:TAGGED_REACH]:
            against = _by_label(text)
        if len(text) <= WORDS_REACH and (word := _by_words(text, shape)).weight < against.weight:
            against = word
    return _by_shape(text, shown, shape) if against is NOTHING else against


def _by_marks(text: str, shape: str) -> Against:
    """Lines that say nothing in words: times, numbers, addresses."""
    if ":" in text and ("20" in text or "19" in text) and text[-1] != "。" and STAMPED.match(text):
        return Against("byline", "name, date and time", LIKELY)
    if _is_worded(text) and "@" not in text and not text.startswith(WEB):
        return NOTHING
    if STAMP.match(text) and shape not in ("date", "enacted"):
        return Against("byline", "date and time", FURNITURE)
    if CONTACT.match(text):
        return Against("contact", text, FURNITURE)
    if FIGURE.match(text):
        return Against("noise", "figures only", -0.3)
    if COMMENT.match(text):
        return Against("noise", "comment", FURNITURE)
    return Against("noise", "no Chinese", -3.0) if LATIN.match(text) and not REGISTERED.match(text) else NOTHING


def _is_worded(text: str) -> bool:
    """True where a line begins with a Chinese character, or ends with one or its marks; 日 ends dates too."""
    return "\u4e00" <= text[0] <= "\u9fff" or ("\u3001" <= text[-1] <= "\u9fff" and text[-1] != "日")


def _by_label(text: str) -> Against:
    """Fields of the site: `来源：…`, `浏览次数：…`, `【发布日期】2016-12-06`."""
    if text[0].isascii():  # both begin with a Chinese character
        return NOTHING
    words = phrases()
    if ")" in text[:TAGGED_REACH] and (tagged := TAGGED.match(text)) and tagged["label"] in words.labels:
        return Against("byline", tagged["label"], FURNITURE)
    if not (first := LABEL.match(text)) or (len(text) > 120 and "http" not in text):
        return NOTHING
    more = LABEL.finditer(text, first.end()) if ":" in text[first.end() :] else ()
    named = ["".join(match["label"].split()) for match in (first, *more)]
    label = named[0]
    sure = [name for name in named if name in words.labels]
    if sure and (label in sure or len(named) > 1):
        return Against("byline", sure[0], FURNITURE)
    if label in words.loose and len(text) <= 60:
        return Against("byline", label, LOOSE)
    contact = len(text) <= 60 and (
        label.endswith(CONTACTS) or (("号" in text or "弄" in text) and ADDRESS.search(text))
    )
    return Against("contact", label, -1.2) if contact else NOTHING


def _by_words(text: str, shape: str) -> Against:
    """Words of the lexicon: all of the line, at its head, in it."""
    size, words = len(text), phrases()
    if size <= 40 and (reason := words.button(text)):
        return Against(reason, text, FURNITURE)
    if (
        size <= 100
        and text[-1] in RELATED_ENDS
        and any(word in text for word in RELATED_WORDS)
        and (found := RELATED.match(text))
    ):
        return Against("related", found.group()[-6:], FURNITURE)
    if size <= 160 and text.endswith(ANNOUNCING) and (found := ANNOUNCED.search(text)):
        return Against("intro", found.group(), FURNITURE)
    start = words.start.match(text) if text[0] in words.starts_open else None
    reason = words.starts[start.group()] if start else ""
    if start and (size <= 80 or reason == "footer"):
        field = text[start.end() : start.end() + 1] == ":" and size <= 80
        weight = FURNITURE if field else {"title": PERHAPS, "prose": LIKELY}.get(shape, FURNITURE)
        told = text[-1] == "。" and start.group() in words.subjects and not words.held.search(text)
        return Against(reason, start.group(), PERHAPS if told else FURNITURE if reason == "footer" else weight)
    if held := words.held.search(text):
        reason = words.inside[held.group()]
        sure = reason in ("footer", "intro") or (size <= 80 and shape != "prose")
        return Against(reason, held.group(), FURNITURE if sure else PERHAPS)
    return NOTHING


def _by_shape(text: str, shown: str, shape: str) -> Against:
    """Breadcrumbs, links, teasers, bullets."""
    if shown[-1:] == ")" and LINK.match(shown):
        return Against("related", "link", FURNITURE)
    if (
        shape != "prose"
        and len(text) <= 120
        and (">" in text or "»" in text or "›" in text or "→" in text)
        and CRUMBS.match(text)
    ):
        return Against("navigation", "breadcrumbs", FURNITURE)
    if "." in text[-FILE_END:] and FILE.match(text):
        return Against("related", "file", LIKELY)
    if text.endswith(CUT) and shape != "title":
        return Against("related", "cut off", FURNITURE if shape == "short" else LIKELY)
    if len(text) <= 40 and shown[:1] in POINTS and not is_row(shown):
        return Against("navigation", "bullet", PERHAPS)
    return (
        NOTHING if text[0].isalpha() or text[0].isdecimal() or WORD.search(text) else Against("noise", "no words", -0.5)
    )
