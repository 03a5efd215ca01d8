from __future__ import annotations

import random

import pytest

from ppx.errors import NotTextError
from ppx.reading.encodings import decode

HANS = "各市、县人民政府，省政府各部门：为进一步优化营商环境，支持中小企业发展，现就有关事项通知如下。一、加大财政支持力度。"
HANT = "各縣市政府、本府各單位：為進一步優化經營環境，協助中小企業發展，現就有關事項通知如下。一、加強財政支援。"
SHORT = "一、总体要求"


def codes(data: bytes, charset: str | None = None) -> list[str]:
    return [caution.code for caution in decode("a.txt", data, charset).cautions]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (HANS, "utf-8"),
        (HANT, "utf-8"),
        (HANS, "gb18030"),
        (HANT, "gb18030"),
        (HANT, "big5hkscs"),
        (HANS, "utf-16-le"),
        (HANT, "utf-16-be"),
        ("Notice No. 1", "utf-16-le"),
        (SHORT, "gb18030"),
        ("一、總體要求", "big5hkscs"),
        ("𠮷㑇" + HANS, "gb18030"),
    ],
)
@pytest.mark.parametrize("pad", ["", "\n", "<p>a</p>\n" * 3000])
def test_encodings_are_found_without_a_declaration(text, encoding, pad):
    decoded = decode("a.txt", (pad + text).encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.cautions) == (pad + text, encoding, ())


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\x84\x31\x95\x33", "gb18030"),
        (b"\xff\xfe\0\0", "utf-32-le"),
    ],
)
def test_a_byte_order_mark_settles_it_and_is_no_text(mark, encoding):
    decoded = decode("a.txt", mark + HANS.encode(encoding))
    assert (decoded.text, decoded.encoding) == (HANS, encoding)


@pytest.mark.parametrize(
    ("declared", "text", "encoding", "cautions"),
    [
        ('<meta charset="gb2312">', HANS + "镕", "gb18030", []),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GBK">', HANS, "gb18030", []),
        ("<meta charset=Big5>", HANT, "big5hkscs", []),
        ('<?xml version="1.0" encoding="GB2312"?>', HANS, "gb18030", []),
        ("<meta charset=utf-8>", HANS, "gb18030", ["encoding_mismatch"]),
        ("<meta charset=gb2312>", HANS, "utf-8", ["encoding_mismatch"]),
        ("<meta charset=gb2312>", HANT, "big5hkscs", ["encoding_mismatch"]),
        ("<meta charset=big5>", HANS, "gb18030", ["encoding_mismatch"]),
        ("<meta charset=no-such>", HANS, "gb18030", []),
        ("<meta charset=utf-16>", HANS, "utf-8", []),
        ("<meta charset=euc-kr>", "정부는 중소기업 지원 정책을 발표하였다", "cp949", []),
    ],
)
def test_a_declaration_counts_only_where_it_fits(declared, text, encoding, cautions):
    decoded = decode("a.html", (declared + text).encode(encoding))
    assert decoded.text == declared + text
    assert decoded.encoding == encoding
    assert [caution.code for caution in decoded.cautions] == cautions


def test_a_header_declares_before_the_page():
    data = ("<meta charset=big5>" + SHORT).encode("gb18030")
    assert codes(data, "gbk") == []


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_page_cut_off_in_a_character_keeps_the_rest(encoding):
    decoded = decode("a.txt", (HANS * 9).encode(encoding)[:-1])
    assert decoded.text.rstrip("�").startswith(HANS)
    assert [caution.code for caution in decoded.cautions] == ["encoding_damage"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs"])
def test_damaged_bytes_do_not_change_the_encoding(encoding):
    text = HANT if encoding == "big5hkscs" else HANS
    data = bytearray((f"{text}\n" * 20).encode(encoding))
    chance = random.Random(1)
    for _ in range(len(data) // 50):
        data[chance.randrange(len(data))] = 0xFF
    decoded = decode("a.txt", bytes(data))
    assert decoded.encoding == encoding
    assert [caution.code for caution in decoded.cautions] == ["encoding_damage"]


def test_a_page_of_two_encodings_keeps_the_greater_part():
    decoded = decode("a.txt", (HANS * 3).encode() + b"\n" + SHORT.encode("gb18030"))
    assert decoded.text.startswith(HANS)
    assert decoded.cautions[0].code == "encoding_damage"
    assert "line 2" in decoded.cautions[0].message


def test_nul_becomes_a_replacement_in_its_place():
    decoded = decode("a.txt", f"{SHORT}\0{SHORT}".encode())
    assert decoded.text == f"{SHORT}�{SHORT}"
    assert [caution.code for caution in decoded.cautions] == ["encoding_damage"]


def test_lone_surrogates_become_replacements():
    decoded = decode("a.txt", b"\xff\xfe" + HANS.encode("utf-16-le") + b"\x00\xd8" + b"A\0")
    assert decoded.text == HANS + "�A"


def test_a_guess_is_said_to_be_one():
    assert codes("naïve café, tête-à-tête and so on".encode("cp1252")) == ["encoding_guess"]
    assert codes(b"") == codes(b"plain ASCII") == []


@pytest.mark.parametrize(
    "data", [random.Random(1).randbytes(5000), b"\0" * 999, b"\x89PNG\r\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"]
)
def test_what_is_no_text_is_an_error(data):
    with pytest.raises(NotTextError, match=r"a\.txt is"):
        decode("a.txt", data)
