"""From bytes to text: which encoding a page is in, whatever it says of itself.

A byte order mark settles it, and so does UTF-8 that fits. Else every candidate decodes a sample, and the one whose text
looks most like Chinese wins; the page's own declaration breaks near ties and no more, since templates and recoded copies
leave wrong ones behind.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import regex

from ppx import lexicon
from ppx.errors import NotTextError
from ppx.reading import sniffing
from ppx.records import Caution

MARKS = (  # byte order marks beside that of UTF-8; UTF-32 before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
SAMPLE = 16384
"""Bytes that stand for the page where it is longer."""
CONTROLS = tuple(map(chr, (*range(1, 9), *range(14, 27), *range(28, 32))))
"""Characters that no text shows: C0 without NUL, white space and ESC."""
CONTROLLED = 0.05
"""Share of them from which damaged bytes are no text."""
TIE = 0.05
"""What a declaration is worth beside looks, which go from about -1 (wrong) to 0.9 (prose)."""
CHINESE = 0.3
"""Looks above which a text is Chinese."""
GARBLED, READABLE = 0.2, 0.1
"""Bytes are no text where more than the first share of the characters beyond ASCII cannot be read and fewer than the second are common."""

SHIFTED = ("hz", "iso2022_jp", "iso2022_kr", "utf-7")
"""Encodings whose bytes all look like ASCII."""
NO_ENCODINGS = frozenset(("idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"))
"""What Python lists among its text encodings and no page is in."""

_DECLARED = regex.compile(
    rb"""<meta\b[^<>]{0,300}?\bcharset\s*=\s*["']?\s*(?P<meta>[\w.:-]{2,30})   # <meta charset="gb2312">
       | \A\s*<\?xml\b[^<>]{0,200}?\bencoding\s*=\s*["'](?P<xml>[\w.:-]{2,30})  # <?xml version="1.0" encoding="big5"?>
    """,
    regex.IGNORECASE | regex.VERBOSE,
)
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "utf-16": "utf-16-le",
    "iso8859-1": "cp1252",
    "ascii": "utf-8",
    "euc_kr": "cp949",
}
"""By declared codec the one that reads it and more: browsers do the same (WHATWG Encoding Standard)."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page and how it came about."""

    text: str
    encoding: str
    cautions: tuple[Caution, ...] = ()


def decode(path: str, data: bytes, charset: str | None = None, told: str | None = None) -> Decoded:
    """The text of a page's bytes; `charset` is what a MIME header declares, `told` what the project says, which settles it.

    Raises `NotTextError` for what is no text.
    """
    kind = sniffing.binary(data)
    if kind:
        raise NotTextError(f"{path} is {kind}, not a page; convert it to text or HTML, or leave it out with --exclude")
    if told:
        return _finished(path, data.removeprefix(codecs.BOM_UTF8) if told == "utf-8" else data, told, [])
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _finished(path, data[len(mark) :], encoding, [])
    marked = data.startswith(codecs.BOM_UTF8)
    data = data.removeprefix(codecs.BOM_UTF8)
    declared = "utf-8" if marked else _known(charset) or _declared(data)
    if declared in (None, "utf-8") or (data.isascii() and declared not in SHIFTED):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            if text.count("\0") * 4 <= len(text):
                return _checked(path, text, "utf-8", [])
    encoding, sure = _choose(data, declared)
    return _finished(path, data, encoding, _remarks(path, encoding, declared, sure))


def _remarks(path: str, encoding: str, declared: str | None, sure: bool) -> list[Caution]:
    if declared and declared != encoding:
        message = f"{path} declares {declared}, but its bytes are {encoding}; it was read as {encoding}"
        return [Caution("encoding_mismatch", message)]
    if not sure:
        message = f"{path} declares no encoding that fits; it was read as {encoding} by its looks: check a few words"
        return [Caution("encoding_guess", message)]
    return []


def codec(name: str) -> str | None:
    """The codec that reads what is called by a name (`gb2312`: gb18030); None where no page is in such an encoding."""
    return _known(name)


def _declared(data: bytes) -> str | None:
    """What the page itself declares, as the codec that reads it."""
    head = data[:8192].lower()
    match = _DECLARED.search(data, 0, 8192) if b"charset" in head or b"encoding" in head else None
    name = _known((match["meta"] or match["xml"]).decode("ascii", "replace")) if match else None
    return None if name and name.startswith(("utf-16", "utf-32")) else name  # its own ASCII bytes belie it


def _known(name: str | None) -> str | None:
    try:
        codec = codecs.lookup(name or "")
    except (LookupError, ValueError):
        return None
    if not codec._is_text_encoding or codec.name.replace("-", "_") in NO_ENCODINGS:
        return None
    return _WIDER.get(codec.name, codec.name)


def _choose(data: bytes, declared: str | None) -> tuple[str, bool]:
    """The encoding whose text looks best, and whether it looks good enough to be sure."""
    striped = _striped(data[:SAMPLE])
    if striped:
        return striped, True
    sample = _sample(data)
    scores = {name: looks(_tried(sample, name)) for name in ("utf-8", "gb18030", "big5hkscs")}
    if len(data) % 2 == 0 or b"\0" in data:
        wide = {name: looks(_tried(data[:SAMPLE], name)) for name in ("utf-16-le", "utf-16-be")}
        scores |= {name: score for name, score in wide.items() if score > CHINESE}
    if declared:
        scores[declared] = TIE + scores.get(declared, looks(_tried(sample, declared)))
    best = max(scores, key=scores.__getitem__)
    if scores[best] > CHINESE:
        return best, True
    if declared and _fits(data, declared):
        return declared, True
    western = sum(byte >= 0x80 for byte in sample) * 5 < len(sample) and b"\0" not in sample
    return "cp1252" if western and best != "utf-8" else best, False


def _striped(head: bytes) -> str | None:
    """UTF-16 of mostly ASCII text, as markup is: NUL in every second byte."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if 4 * max(even, odd) < len(head) // 2 or 20 * min(even, odd) > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeError:
        return False
    return True


def _sample(data: bytes) -> bytes:
    """Lines with bytes beyond ASCII, since the others look alike in every encoding (no line break is half a character)."""
    if data.isascii():
        return data[:SAMPLE]
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    return b"\n".join(lines)[:SAMPLE]


def _tried(sample: bytes, encoding: str) -> str:
    """The sample decoded, a character cut off at its end left out."""
    try:
        return codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    except (UnicodeError, LookupError):
        return ""


@lexicon.cached
def _common() -> frozenset[str]:
    tables = lexicon.load("encodings")["common"]
    return frozenset("\u3000".join(tables.values())) - {"\n"}


@lexicon.cached
def _common_runs() -> re.Pattern[str]:
    """Runs of common characters beyond ASCII."""
    held = "".join(map(re.escape, sorted(c for c in _common() if not c.isascii())))
    return re.compile(f"[{held}][{held}]*")


_WRONG = re.compile(r"[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd\U00010000-\U0010ffff]")
"""C0 without white space, private characters, those beyond the basic plane, and what stands for bytes that could not be read"""


def looks(text: str) -> float:
    """How much a text looks like Chinese: the share of common characters among those beyond ASCII, less what looks wrong.

    Laws and plans in both scripts, in pieces of 1,500 characters, give 0.68 to 0.92 in their own encoding and at most 0.03
    in another.
    """
    wrong = "".join(_WRONG.findall(text))
    total = _beyond(text) + len(wrong) - _beyond(wrong)
    common = sum(map(len, _common_runs().findall(text)))
    return (common - 2 * len(wrong)) / total if total else 0.0 if text else -1.0


def _beyond(text: str) -> int:
    """How many characters stand beyond ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _finished(path: str, data: bytes, encoding: str, cautions: list[Caution]) -> Decoded:
    text = data.decode(encoding, "replace")
    if encoding == "big5hkscs" and "\ufffd" in text:
        other = data.decode("cp950", "replace")
        if other.count("\ufffd") < text.count("\ufffd"):
            text, encoding = other, "cp950"
    return _checked(path, text, encoding, cautions)


def _checked(path: str, text: str, encoding: str, cautions: list[Caution]) -> Decoded:
    """The text with a caution for damage; NUL, which no table can hold, becomes U+FFFD."""
    nulls, lost = text.count("\0"), text.count("\ufffd")
    if not nulls + lost:
        return Decoded(text, encoding, tuple(cautions))
    beyond = _beyond(text)
    garbled = lost > 8 and lost > GARBLED * beyond and lost > 0.02 * len(text)
    controls = sum(map(text.count, CONTROLS))
    if (
        2 * nulls > len(text)
        or controls > CONTROLLED * len(text)
        or (garbled and sum(map(_common().__contains__, text)) < READABLE * beyond)
    ):
        raise NotTextError(f"{path} is no text in any known encoding; save it as UTF-8, or leave it out with --exclude")
    text = text.replace("\0", "\ufffd")
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    message = (
        f"{path} has {nulls + lost} unreadable characters (read as {encoding}), now U+FFFD; the first in line {line}"
    )
    return Decoded(text, encoding, (*cautions, Caution("encoding_damage", message)))
