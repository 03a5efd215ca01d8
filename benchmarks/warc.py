"""A big WARC in constant memory: seconds, records/s and the peak memory of the run and of its workers, at two sizes.

    python benchmarks/warc.py [--gigabytes 0.25 1] [--pages 4000] [--jobs 1 2] [--containers 1] [--keep FOLDER]

A container is what a crawler keeps: pages (the generated ones of `refresh.py`, and the sample pages among them), images, errors,
revisits, requests, each a gzip member of its own. `--pages` is of a gigabyte; images of random bytes fill the rest, so that the file
has its size without hours of pages: real crawls hold more pages a gigabyte. `--containers 2` cuts the same records into two files.
"""

from __future__ import annotations

import argparse
import gzip
import random
import sys
import tempfile
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import harness
import refresh

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = sorted(p for p in (harness.ROOT / "data" / "raw").rglob("*") if p.suffix in (".txt", ".html", ".htm", ".md"))
SAMPLED = 50
"""every such page is one of the sample pages"""
TYPES = {".txt": "text/plain", ".md": "text/markdown"}
GIGABYTE = 10**9
HEAD = [
    "MB", "containers", "jobs", "records", "pages", "failed",
    "seconds", "CPU s", "records/s", "pages/s", "run MB", "worker MB",
]  # fmt: skip
DATE = "2025-08-01T00:00:00Z"


class Record(NamedTuple):
    """A record of a WARC."""

    kind: str
    status: str
    media_type: str
    body: bytes


def main() -> None:
    """Print a row a size and number of jobs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gigabytes", type=float, nargs="+", default=[0.25, 1.0])
    parser.add_argument("--pages", type=int, default=4000, help="of each gigabyte")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--containers", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for the containers and results, kept; else a temporary one")
    options = parser.parse_args()
    harness.say(harness.machine() + "\n")
    rows = []
    with tempfile.TemporaryDirectory() as temporary:
        for gigabytes in options.gigabytes:
            folder = (options.keep or Path(temporary)) / f"{gigabytes:g}"
            records = fill(folder / "raw", gigabytes, options.pages, options.containers)
            for jobs in options.jobs:
                rows.append(run(folder, jobs, records))
                harness.say(" ".join(rows[-1]), sys.stderr)
    harness.say(harness.table(HEAD, rows))


def run(folder: Path, jobs: int, records: int) -> list[str]:
    """Run ppx over the containers of a folder and give the row."""
    raw = folder / "raw"
    arguments = ["extract", str(raw), str(folder / f"out-{jobs}"), "--jobs", str(jobs), "--fresh"]
    done = harness.watched([sys.executable, "-m", "ppx", *arguments])
    files = list(raw.iterdir())
    told = harness.ended(folder / f"out-{jobs}")
    pages = sum(page["records"] for page in told["pages"])
    failed = sum(page["records_failed"] + (page["error"] is not None) for page in told["pages"])
    size = sum(file.stat().st_size for file in files) / 1e6
    times = [done.seconds, done.cpu, records / done.seconds, pages / done.seconds]
    figures = [records, pages, failed, *times, done.run, done.worker]
    return [f"{size:.0f}", str(len(files)), str(jobs), *(f"{figure:,.0f}" for figure in figures)]


def fill(raw: Path, gigabytes: float, pages: int, containers: int) -> int:
    """Write the containers and return how many records they hold."""
    raw.mkdir(parents=True, exist_ok=True)
    number, size = 0, int(gigabytes * GIGABYTE)
    image = max(2000, (GIGABYTE // pages - 3000) // 2)  # two images a page
    files = [(raw / f"crawl-{n:02}.warc.gz").open("wb") for n in range(containers)]
    for record in records(random.Random(7), image):  # noqa: S311 - filler, no secret
        file = files[number % containers]
        number += 1
        size -= file.write(gzip.compress(shaped(number, record), 1, mtime=0))
        if size <= 0:
            break
    for file in files:
        file.close()
    return number


def records(chance: random.Random, image: int) -> Iterator[Record]:
    """Pages without end, each with what a crawler keeps around it."""
    samples = cycle(SAMPLES)
    for number in cycle(range(1_000_000)):
        yield Record("request", "", "", b"GET / HTTP/1.1\r\nHost: www.example.gov.cn\r\n\r\n")
        yield (
            sampled(next(samples))
            if number % SAMPLED == 0
            else Record("response", "200 OK", "text/html; charset=utf-8", refresh.page(number | 1).encode())
        )
        for _ in range(2):
            size = chance.randrange(image // 2, image * 3 // 2)
            yield Record("response", "200 OK", "image/jpeg", chance.randbytes(size))
        if number % 5 == 0:
            yield Record("response", "404 Not Found", "text/html", b"<html><body><h1>404</h1></body></html>")
        if number % 10 == 0:
            yield Record("revisit", "200 OK", "text/html", b"")


def sampled(file: Path) -> Record:
    """A sample page as a crawler would have met it."""
    return Record("response", "200 OK", TYPES.get(file.suffix, "text/html"), file.read_bytes())


def shaped(number: int, record: Record) -> bytes:
    """The bytes of a record (ISO 28500)."""
    body = record.body
    if record.status:
        body = f"HTTP/1.1 {record.status}\r\nContent-Type: {record.media_type}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {record.kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
        f"WARC-Date: {DATE}\r\nWARC-Target-URI: http://www.example.gov.cn/{number}.html\r\n"
        f"Content-Type: application/http; msgtype={'request' if record.kind == 'request' else 'response'}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


if __name__ == "__main__":
    main()
