"""What a refresh costs: seconds of a first run, of one where nothing changed, and of one where 1 % of the pages did.

    python benchmarks/refresh.py [--pages 10000] [--jobs 2] [--keep FOLDER]

The pages are made from the templates below, each another: departments, dates and figures go round. Seconds are of the wall, the
whole command with its start; `× first` is the share of the first run; memory is the peak of the run itself and of its largest worker.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

import harness

PLACES = ("清河", "东林", "南川", "平原", "高山", "临江")
SUBJECTS = ("数字经济发展", "园区提质", "节约用水", "养老服务", "乡村道路养护", "中小企业帮扶", "绿色建筑推广")
ORGANS = ("财政局", "发展改革委", "教育局", "民政局", "水利局", "农业农村局", "工业和信息化局", "交通运输局")
SECTIONS = ("总体要求", "主要目标", "重点任务", "保障措施")
ACTIONS = (
    "推进{subject}项目建设，到{year}年底完成投资{number}亿元，同比增长{share}%以上。（牵头单位：市{organ}；配合单位：市{other}、各县区政府）",
    "完善{subject}工作机制，{year}年{month}月底前建立台账，覆盖率达到{share}%。（责任单位：市{organ}）",
    "对符合条件的企业给予不超过{number}万元的一次性奖励，由市{organ}会同市{other}组织实施。",
    "加强{subject}宣传引导，市{organ}应当自本方案印发之日起{month}个工作日内公布办事指南。",
)
TEXT = "{place}市{subject}实施方案\n\n各县区人民政府，市政府各部门：\n{body}\n{place}市人民政府办公室\n{year}年{month}月8日\n"
HTML = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}-{place}市人民政府</title></head><body><div class='nav'>"
    "<a href='/'>首页</a> <a href='/zw'>政务公开</a> <a href='/fw'>办事服务</a></div><div id='article'>{paragraphs}</div>"
    "<div class='footer'>主办：{place}市人民政府办公室 备案号：00000000</div></body></html>"
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="folder for raw/ and out/, kept; else a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        raw, out = folder / "raw", folder / "out"
        size = sum(write(raw, number) for number in range(options.pages))
        harness.say(f"{options.pages:,} pages, {size / 1e6:.1f} MB; {harness.machine()}\n")
        first = run("first run", raw, out, options.jobs)
        run("nothing changed", raw, out, options.jobs, first)
        for number in range(0, options.pages, 100):
            write(raw, number, edition=1)
        run("1 % changed", raw, out, options.jobs, first)
        run("nothing changed", raw, out, options.jobs, first)


def run(name: str, raw: Path, out: Path, jobs: int, first: float | None = None) -> float:
    """Run ppx, print a row, give the seconds."""
    watched = harness.watched([sys.executable, "-m", "ppx", "extract", str(raw), str(out), "--jobs", str(jobs)])
    seconds, done = watched.seconds, harness.ended(out)["counts"]["done"]
    share, memory = seconds / (first or seconds), f"run {watched.run:4.0f} MB, worker {watched.worker:4.0f} MB"
    harness.say(
        f"{name:<16} {done:>8,} done {seconds:8.2f} s {watched.cpu:8.2f} CPU s   × first {share:.3f}   {memory}"
    )
    return seconds


def write(raw: Path, number: int, edition: int = 0) -> int:
    """Write a page and return its size in bytes."""
    text = page(number, edition)
    file = raw / f"{number // 500:03}" / f"{number:06}.{'html' if number % 2 else 'txt'}"
    file.parent.mkdir(parents=True, exist_ok=True)
    return file.write_bytes(text.encode())


def page(number: int, edition: int = 0) -> str:
    """A page; every second one is HTML."""
    place, subject = PLACES[number % len(PLACES)], SUBJECTS[number % len(SUBJECTS)]
    body = list(paragraphs(number + edition, subject))
    facts = {"place": place, "subject": subject, "year": 2024 + number % 5, "month": 1 + number % 12}
    text = TEXT.format(body="\n".join(body), **facts)
    if number % 2 == 0:
        return text
    title, *lines = text.split("\n")
    shown = "".join(f"<p>{line}</p>\n" for line in (title, *lines) if line)
    return HTML.format(title=title, paragraphs=shown, place=place)


def paragraphs(seed: int, subject: str) -> list[str]:
    """Four sections of four items, the figures and organs by the seed."""
    made, organs, at = [], cycle(ORGANS), seed
    for section, heading in zip("一二三四", SECTIONS, strict=True):
        made.append(f"{section}、{heading}")
        for item in range(1, 5):
            at = (at * 31 + item) % 9973
            organ, other = islice(organs, at % 7, at % 7 + 2)
            facts = {"organ": organ, "other": other, "subject": subject, "year": 2025 + at % 6, "month": 1 + at % 12}
            made.append(f"{item}. " + ACTIONS[at % 4].format(number=1 + at % 90, share=1 + at % 30, **facts))
    return made


if __name__ == "__main__":
    main()
