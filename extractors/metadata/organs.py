"""Organs: how the name of an issuing organ is known, and where joint ones part."""

from __future__ import annotations

import regex

from ppx import divisions, lexicon

_BODY = regex.compile(r"[\p{Han}“”·]{2,40}(?:[（(][\p{Han}、]{2,24}[）)])?")
_NOT_A_NAME = regex.compile(
    r"^(?:各|有关|相关|本|该|关于|根据|按照|以及|现将|负责)|[的了是在将]|网站$|(?:印发|负责|解释|通过|发布|承办|抄送|组织实施)"
)
_GOVERNMENT = regex.compile(
    r"[\p{Han}]{2,20}(?:人民政府|行政公署)(?:办公厅|办公室)?|国务院(?:办公厅)?|中共[\p{Han}]{2,12}(?:委员会|委)"
)
_STAMPED = regex.compile(r"[（(](?:盖\s?章|公\s?章|代\s?章|章)[)）]")
LEVEL = regex.compile(r"^(?:中共)?(?P<level>自治区|自治州|自治县|市(?!场)|区(?!域)|[省县州盟旗])(?=[\p{Han}]{2})")
"""a level without its place: 市人社局"""


@lexicon.cached
def _words() -> dict[str, tuple[str, ...]]:
    words = lexicon.load("issuers")
    return {name: tuple(words[name]) for name in ("ends", "vertical", "persons")}


@lexicon.cached
def national() -> dict[str, str]:
    """National organs as texts write them, each with its name written out; those of the party keep the form they sign with."""
    seals = lexicon.load("organs_national")["seals"]
    names = {short: seal.removeprefix("中华人民共和国") for short, seal in seals.items()}
    names = {short: name for short, name in names.items() if not name.startswith("中国共产党")}
    return {**names, **lexicon.load("issuers")["national"]}


@lexicon.cached
def local() -> dict[str, str]:
    """Local organs as texts write them behind their division, each written out where its seal is division and name."""
    tables = lexicon.load("organs")
    stems = [(alias, stem) for stem, aliases in tables["stems"].items() for alias in (*aliases, stem)]
    names = {alias + end: stem + official for alias, stem in stems for end, official in tables["endings"].items()}
    for short, entry in tables["organs"].items():
        if entry.get("plain", "").startswith("{d}"):
            names[short] = entry["plain"].removeprefix("{d}")
    return {**names, **lexicon.load("issuers")["local"]}


@lexicon.cached_last(1024)
def is_organ(name: str) -> bool:
    """Whether the words are one organ's name."""
    if not _BODY.fullmatch(name) or _NOT_A_NAME.search(name):
        return False
    return regex.split(r"[（(]", name)[0].endswith(_words()["ends"])


def is_national(organ: str) -> bool:
    """Whether the name opens like a national organ's, no place in it; ministries have no prefix and end in 部 or 总局."""
    return (
        organ.startswith(tuple(lexicon.load("regions")["national"]))
        or organ in national()
        or organ.endswith(("总局", "总署"))
        or (organ.endswith("部") and len(organ) < 12 and not LEVEL.match(organ))
    )


def is_signed(name: str) -> bool:
    """Whether a part of the line above a date is an organ; a company or an association may sign too."""
    return is_organ(name) and len(name) > 2


def is_tail(line: str) -> bool:
    """Whether the line may be the second half of an organ's name that was broken over two lines (`公厅`, `委员会办公室`)."""
    return bool(regex.fullmatch(r"[\p{Han}]{1,12}", line)) and line.endswith(_words()["ends"])


def is_branch(line: str) -> bool:
    """Whether the line is the name of a local office without its parent's: 广州分行, 广东监管局."""
    return line.endswith(("分行", "支行", "监管局", "税务局", "调查总队", "分局", "管理局")) and len(line) < 20


def parents() -> tuple[str, ...]:
    """Organs whose local offices bear their name in front."""
    return _words()["vertical"]


def is_government(name: str) -> bool:
    """Whether the whole name is a government's or a party committee's, or its office's."""
    return bool(_GOVERNMENT.fullmatch(name))


def is_person(line: str) -> bool:
    """Whether the line is the signature of the one who signs an order: `总理  李强`, `市 长`."""
    name = "".join(line.split())
    return len(line) < 16 and name.removeprefix("代").startswith(_words()["persons"]) and not is_organ(name)


@lexicon.cached_last(1024)
def split(text: str) -> tuple[str, ...]:
    """The organs of a signature or of a title's lead-in: parted by blanks or 、, or where a name ends and a place begins."""
    names = []
    for token in _rejoined(regex.split(r"[\s　、，,]+", _STAMPED.sub(" ", text).strip())):
        at = 0
        for cut in (*_seams(token), len(token)):
            names.append(token[at:cut])
            at = cut
    return tuple(filter(None, names))


def _rejoined(tokens: list[str]) -> list[str]:
    """Tokens with those joined that blanks tore apart (`办 公 厅`): pieces of one or two characters belong to their neighbour."""
    joined: list[str] = []
    for token in tokens:
        if joined and (len(token) < 3 or len(joined[-1]) < 3) and not joined[-1].endswith(_words()["ends"]):
            joined[-1] += token
        else:
            joined.append(token)
    return joined


def _seams(token: str) -> list[int]:
    """Where another organ begins inside the token."""
    cuts = []
    at = 0
    for (start, _), _name in divisions.find(token):
        head = token[at:start]
        if head.endswith("中共"):
            start -= 2
            head = head[:-2]
        if head and is_organ(head) and not head.endswith(_words()["vertical"]):
            cuts.append(start)
            at = start
    return cuts or _national_seams(token)


def _national_seams(token: str) -> list[int]:
    """Where a national organ begins behind another one: 财政部税务总局, 中共中央国务院."""
    table = national()
    if len(token) < 6 or token in table or token in table.values() or not is_national(token):
        return []
    for name in (*table, *table.values(), "国务院办公厅", "国务院"):
        at = token.find(name, 2)
        if at > 0 and is_organ(token[:at]) and token[:at] != "国务院":
            return [at, *(at + cut for cut in _national_seams(token[at:]))]
    return []
