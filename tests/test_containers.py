"""Containers give every record or say which they cannot give."""

from __future__ import annotations

import gzip
import io
import json
from itertools import pairwise
from pathlib import Path

import pytest
from fastwarc.warc import WarcRecord, WarcRecordType

from ppx.errors import DamagedContainerError, NotTextError, PageTooLargeError
from ppx.reading import Raw, find, read
from ppx.reading.containers import Range, Skipped, cut, lines, unpack
from ppx.reading.files import is_container

PAGE = "<html><body><h1>关于加强河道管理的通知</h1><p>一、严格审批。由县水利局负责。</p></body></html>"


def warc_record(
    number: int,
    body: bytes = PAGE.encode("gbk"),
    head: str = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gbk",
    kind: WarcRecordType = WarcRecordType.response,
) -> bytes:
    record = WarcRecord()
    record.init_headers(kind)
    record.headers["WARC-Target-URI"] = f"http://www.example.gov.cn/{number}.html"
    record.headers["WARC-Date"] = "2025-03-01T00:00:00Z"
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(f"{head}\r\n\r\n".encode() + body)
    out = io.BytesIO()
    record.write(out)
    return out.getvalue()


def container(folder: Path, name: str, data: bytes) -> Raw:
    (folder / name).write_bytes(data)
    return Raw(name, folder / name)


def packed(parts: list[bytes]) -> bytes:
    return b"".join(gzip.compress(part, mtime=0) for part in parts)


@pytest.mark.parametrize("pack", [b"".join, packed])
def test_answers_of_a_warc_are_pages_with_address_and_charset(tmp_path: Path, pack) -> None:
    raw = container(tmp_path, "crawl.warc.gz", pack([warc_record(1), warc_record(2)]))
    pages = [read(record) for record in unpack(raw) if isinstance(record, Raw)]
    assert [page.source.path for page in pages] == ["crawl.warc.gz!1", "crawl.warc.gz!2"]
    assert pages[1].source.url == "http://www.example.gov.cn/2.html"
    assert pages[1].source.fetched == "2025-03-01T00:00:00Z"
    assert pages[1].source.encoding == "gb18030"
    assert "一、严格审批。由县水利局负责。" in pages[1].text


def test_what_is_no_page_is_counted_by_its_kind(tmp_path: Path) -> None:
    parts = [
        warc_record(1, kind=WarcRecordType.request),
        warc_record(2, b"\x89PNG", "HTTP/1.1 200 OK\r\nContent-Type: image/png"),
        warc_record(3, head="HTTP/1.1 404 Not Found\r\nContent-Type: text/html"),
        warc_record(4, b"", kind=WarcRecordType.revisit),
        warc_record(5),
    ]
    found = list(unpack(container(tmp_path, "crawl.warc", b"".join(parts))))
    assert found[:4] == [Skipped("request"), Skipped("image/png"), Skipped("status 404"), Skipped("revisit")]
    assert isinstance(found[4], Raw)
    assert found[4].path == "crawl.warc!5"


@pytest.mark.parametrize("pack", [b"".join, packed])
def test_a_warc_cut_anywhere_says_so_and_gives_every_whole_record(tmp_path: Path, pack) -> None:
    parts = [warc_record(1), warc_record(2), warc_record(3)]
    data, whole = pack(parts), len(pack(parts[:2]))
    for size in range(whole + 1, len(data)):
        found = list(unpack(container(tmp_path, "crawl.warc", data[:size])))
        faults = [record.path for record in found if isinstance(record, Raw) and record.fault]
        given = [record.path for record in found if isinstance(record, Raw) and not record.fault]
        assert given[:2] == ["crawl.warc!1", "crawl.warc!2"], size
        assert len(faults) == 1, size
        assert len(found) in (3, 4), size


def test_a_packed_warc_with_a_flipped_bit_names_the_record(tmp_path: Path) -> None:
    data = bytearray(packed([warc_record(n) for n in range(1, 4)]))
    data[len(packed([warc_record(1)])) + 60] ^= 0xFF
    *_, last = unpack(container(tmp_path, "crawl.warc.gz", bytes(data)))
    assert isinstance(last, Raw)
    with pytest.raises(DamagedContainerError, match=r"crawl\.warc\.gz, record 2: .*; what follows cannot be read"):
        read(last)


def test_a_body_packed_by_the_server_is_unpacked(tmp_path: Path) -> None:
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip"
    raw = container(tmp_path, "crawl.warc", warc_record(1, gzip.compress(PAGE.encode()), head) + warc_record(2))
    first, _ = unpack(raw)
    assert isinstance(first, Raw)
    assert first.data == PAGE.encode()


def test_a_bomb_in_a_record_is_too_large_and_the_next_record_is_read(tmp_path: Path) -> None:
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip"
    bomb = gzip.compress(bytes(1 << 20)) * 80
    first, second = unpack(container(tmp_path, "crawl.warc", warc_record(1, bomb, head) + warc_record(2)))
    assert isinstance(first, Raw)
    with pytest.raises(PageTooLargeError, match=r"crawl\.warc!1"):
        read(first)
    assert isinstance(second, Raw)
    assert second.fault is None


def test_a_file_that_is_no_warc_says_so(tmp_path: Path) -> None:
    (found,) = unpack(container(tmp_path, "crawl.warc", b"not a warc at all\n" * 30))
    assert isinstance(found, Raw)
    assert isinstance(found.fault, DamagedContainerError)


def test_lines_give_html_or_text_with_what_they_say_of_it(tmp_path: Path) -> None:
    rows = [
        {"url": "http://www.example.gov.cn/a", "fetched": "2025-03-01", "html": PAGE},
        {"site": "县政府网", "text": "一、严格审批。"},
    ]
    data = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    pages = [read(record) for record in unpack(container(tmp_path, "pages.jsonl", data)) if isinstance(record, Raw)]
    assert [page.source.path for page in pages] == ["pages.jsonl!1", "pages.jsonl!3"]
    assert pages[0].source.url == "http://www.example.gov.cn/a"
    assert pages[0].is_html
    assert pages[1].source.site == "县政府网"
    assert pages[1].text == "一、严格审批。"


@pytest.mark.parametrize("line", [b"{", b"[1]", b"7", b"{}", b'{"html": 3}', b"\xff\xfe", b"[" * 100_000])
def test_a_bad_line_is_a_record_with_a_fault_and_the_rest_is_read(tmp_path: Path, line: bytes) -> None:
    good = json.dumps({"text": "一、严格审批。"}).encode()
    bad, following = unpack(container(tmp_path, "pages.jsonl", line + b"\n" + good + b"\n"))
    assert isinstance(bad, Raw)
    with pytest.raises(DamagedContainerError, match=r"pages\.jsonl, line 1: "):
        read(bad)
    assert isinstance(following, Raw)
    assert read(following).text == "一、严格审批。"


def test_a_lone_surrogate_is_no_character(tmp_path: Path) -> None:
    (record,) = unpack(container(tmp_path, "pages.jsonl", b'{"text": "\\ud800a"}'))
    assert isinstance(record, Raw)
    assert read(record).text == "?a"


def test_packed_lines_that_break_off_say_so(tmp_path: Path) -> None:
    data = gzip.compress(b"".join(json.dumps({"text": f"第{n}条 严格审批。"}).encode() + b"\n" for n in range(2000)))
    *given, last = unpack(container(tmp_path, "pages.jsonl.gz", data[: len(data) // 2]))
    assert len(given) > 500
    assert all(isinstance(record, Raw) and record.fault is None for record in given)
    assert isinstance(last, Raw)
    assert isinstance(last.fault, DamagedContainerError)


def test_a_line_beyond_the_limit_is_too_large_and_the_next_is_read(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(lines, "LONGEST", 64)
    rows = [json.dumps({"text": "长" * 500}), json.dumps({"text": "短"})]
    first, second = unpack(container(tmp_path, "pages.jsonl", "\n".join(rows).encode()))
    assert isinstance(first, Raw)
    assert isinstance(first.fault, PageTooLargeError)
    assert isinstance(second, Raw)
    assert second.path == "pages.jsonl!2"


def test_a_record_of_bytes_that_are_no_text_is_an_error_of_its_own(tmp_path: Path) -> None:
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html"
    raw = container(tmp_path, "crawl.warc", warc_record(1, bytes(range(256)) * 20, head))
    (record,) = unpack(raw)
    assert isinstance(record, Raw)
    with pytest.raises(NotTextError, match=r"crawl\.warc!1"):
        read(record)


def test_containers_are_found_by_name(tmp_path: Path) -> None:
    for name in ("a.warc", "b.WARC.GZ", "c.jsonl", "d.jsonl.gz", "e.ndjson", "f.gz", "g.json", ".h.warc"):
        (tmp_path / name).write_bytes(b"")
    found = [raw.path for raw in find(tmp_path)]
    assert found == ["a.warc", "b.WARC.GZ", "c.jsonl", "d.jsonl.gz", "e.ndjson"]
    assert all(map(is_container, found))


def several(folder: Path, kind: str) -> Raw:
    """A container of some records of each kind, JSON Lines with empty lines and one without its line break."""
    if kind == "jsonl":
        rows = [json.dumps({"text": f"第{n}条" * n * n}) if n % 5 else "" for n in range(60)]
        return container(folder, "pages.jsonl", "\n".join(rows).encode())
    records = [warc_record(n, bytes(n * 997)) if n % 3 else warc_record(n) for n in range(12)]
    if kind == "warc":
        return container(folder, "crawl.warc", b"".join(records))
    return container(folder, "crawl.warc.gz", packed(records))


@pytest.mark.parametrize("kind", ["jsonl", "warc", "warc.gz"])
@pytest.mark.parametrize("size", [1, 300, 3000])
def test_the_ranges_of_a_container_hold_its_records_under_their_names(tmp_path: Path, kind: str, size: int) -> None:
    raw = several(tmp_path, kind)
    found = cut(raw, size)
    assert len(found) > 1 or kind == "jsonl"  # lines are looked for some 64 kB apart
    assert all(before.end == after.start for before, after in pairwise(found))
    assert [r for piece in found or [None] for r in unpack(raw, piece)] == list(unpack(raw))


def test_lines_are_cut_behind_their_breaks(tmp_path: Path) -> None:
    rows = [json.dumps({"text": "字" * length}) for length in (9, 40_000, 8, 30_000, 7, 6)]
    raw = container(tmp_path, "pages.jsonl", "\n".join(rows).encode())
    found = cut(raw, 1)
    assert found[0] == Range(0, len("\n".join(rows[:2])) + 1, 0)
    assert [r for piece in found for r in unpack(raw, piece)] == list(unpack(raw))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-1],  # cut off
        lambda data: data[: len(data) // 2] + b"\x00" + data[len(data) // 2 + 1 :],  # a byte of a disk that fails
        lambda data: data + b"\x00" * 512,  # filled up
        lambda data: gzip.compress(gzip.decompress(data)),  # one member
        lambda data: packed([b"\n" + gzip.decompress(data)]),
        lambda data: b"",
    ],
)
def test_what_is_damaged_or_packed_otherwise_is_not_cut(tmp_path: Path, spoil) -> None:
    raw = several(tmp_path, "warc.gz")
    raw.file.write_bytes(spoil(raw.file.read_bytes()))
    assert cut(raw, 300) == ()


def test_a_warc_that_is_cut_off_and_a_packed_list_are_not_cut(tmp_path: Path) -> None:
    raw = several(tmp_path, "warc")
    raw.file.write_bytes(raw.file.read_bytes()[:-1])
    assert cut(raw, 300) == ()
    packed_list = container(tmp_path, "pages.jsonl.gz", gzip.compress(several(tmp_path, "jsonl").file.read_bytes()))
    assert cut(packed_list, 300) == ()
    assert cut(Raw("gone.jsonl", tmp_path / "gone.jsonl"), 300) == ()
