"""`ppx report` over many documents: seconds, size, memory; in a Chromium also how long a search takes and its longest stall.

    python benchmarks/report.py data/raw --times 250 [--chromium /usr/bin/chromium]

The page results of a folder are multiplied: each copy has its own path, so each has its own evidence page.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import resource

WORDS = "财政"
STALLS = """window.stalls = []; new PerformanceObserver(list => list.getEntries().forEach(entry => stalls.push(entry.duration)))
    .observe({type: 'longtask', buffered: true})"""
MARKED = "word => [...document.querySelectorAll('#results mark')].some(mark => mark.textContent === word)"
SETTLED = """before => document.getElementById('progress').hidden && document.getElementById('status').textContent !== before"""
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
STALL = 200
"""milliseconds without an answer that a reader may notice; the benchmark fails beyond"""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("raw", type=Path)
    parser.add_argument("--times", type=int, default=250, help="copies of each page result")
    parser.add_argument("--chromium", help="a Chromium to search with")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        once, out = Path(folder) / "once", Path(folder) / "out"
        _run("extract", options.raw, once)
        multiply(once, out, options.times)
        used = _run("report", out)
        size = sum(f.stat().st_size for f in (out / "report").rglob("*") if f.is_file())
        counts = f"{len(list((out / 'report/pages').rglob('*.html'))):,} pages"
        seconds, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        print(f"{counts}: {seconds:.1f} s, {size / 1e6:.0f} MB, {memory:.0f} MB of memory")  # noqa: T201
        if options.chromium:
            search(out / "report", options.chromium)


def _run(*arguments: str | Path) -> resource.struct_rusage:
    """What a ppx command used; this process stays small, since a child's peak counts what it was forked from."""
    child = subprocess.Popen([sys.executable, "-m", "ppx", *arguments], stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"ppx {arguments[0]} ended with status {os.waitstatus_to_exitcode(status)}")
    return used


def multiply(once: Path, out: Path, times: int) -> None:
    """Copies of every page result under paths of their own."""
    for file in sorted((once / "pages").rglob("*.json")):
        result = json.loads(file.read_bytes())
        path = result["source"]["path"]
        for copy in range(times):
            result["source"]["path"] = f"{copy:04}/{path}"
            target = out / "pages" / f"{copy:04}/{path}.json"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(json.dumps(result, ensure_ascii=False), "utf-8")


def search(site: Path, chromium: str) -> None:
    """Search all clauses twice: shards to be read, then at hand."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page()
        page.set_default_timeout(120_000)
        page.add_init_script(STALLS)
        page.goto(f"{site.as_uri()}/search.html")
        page.wait_for_selector("#results li")
        page.click("#tab-clauses")
        for words in (WORDS, f"{WORDS} 奖励"):
            before = page.locator("#status").inner_text()
            began = time.perf_counter()
            page.fill("#query", words)
            page.wait_for_function(MARKED, arg=words.split()[-1])
            first = time.perf_counter() - began
            page.wait_for_function(SETTLED, arg=before)
            seconds, found = time.perf_counter() - began, page.locator("#status").inner_text()
            print(f"search {words}: first results {first:.2f} s, all {seconds:.2f} s, {found}")  # noqa: T201
        stall = max(page.evaluate("stalls"), default=0)
        print(f"longest stall {stall:.0f} ms")  # noqa: T201
        browser.close()
    if stall > STALL:
        raise SystemExit(f"a stall of {stall:.0f} ms is beyond {STALL} ms")


if __name__ == "__main__":
    main()
