"""What the benchmarks share: an environment for the peers, a child process for each tool, a table, the machine's name.

The peers live in `.venv-peers` at the top of the repository, never beside ppx. A tool runs in a process of its own, which reads
JSON and writes JSON; a tool that is not installed, breaks or takes too long leaves a sentence that says so, and no figure.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ppx.reading import encodings, mht

if TYPE_CHECKING:
    from ppx.reading import Raw

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PEERS = ROOT / ".venv-peers"
WANTED = ROOT / "requirements" / "peers.in"


class Tool(NamedTuple):
    """A tool in a benchmark."""

    name: str
    """its key in the child script"""
    package: str
    """what PyPI calls it; empty for ppx"""


class Peers(NamedTuple):
    """What is in the peers' environment."""

    missing: dict[str, str]
    """why each package that is not there is not"""
    forced: dict[str, str]
    """what was said against each package that is there all the same"""


class Watched(NamedTuple):
    """What a command took."""

    seconds: float
    """of the wall, with its start"""
    cpu: float
    """processor seconds of it and its workers"""
    run: float
    """peak resident memory of the command itself, MB"""
    worker: float
    """that of the largest process that it started, MB; 0 without any"""


def watched(command: list[str]) -> Watched:
    """Run a command to its end, looking at its memory 20 times a second.

    Raises:
        CalledProcessError: it ended with another status than 0 or 1 (some pages failed).
    """
    import resource  # not on Windows

    import psutil  # comes with the tools of `make test`

    def spent() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    began, cpu, run, worker = time.perf_counter(), spent(), 0, 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=installed()) as process:  # noqa: S603 - our own command
        root = psutil.Process(process.pid)
        while process.poll() is None:
            with contextlib.suppress(psutil.Error):
                run = max(run, root.memory_info().rss)
                for child in root.children(recursive=True):
                    with contextlib.suppress(psutil.Error):
                        worker = max(worker, child.memory_info().rss)
            time.sleep(0.05)
    if process.returncode not in (0, 1):
        raise subprocess.CalledProcessError(process.returncode, command)
    return Watched(time.perf_counter() - began, spent() - cpu, run / 1e6, worker / 1e6)


def installed() -> dict[str, str]:
    """The environment of a command that keeps its bytecode, as an installed one does."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def ended(out: Path) -> dict[str, Any]:
    """The run.json of a run."""
    told: dict[str, Any] = json.loads((out / "run.json").read_bytes())
    return told


def prepare() -> Peers:
    """Make the peers' environment where it is missing or older than its list.

    A package that asks for a newer Python only is installed against its word, since it may well run; the table says so.
    """
    wanted = [line.split("#")[0].strip() for line in WANTED.read_text("utf-8").splitlines()]
    wanted = [line for line in wanted if line]
    digest = hashlib.sha256("\n".join([platform.python_version(), *wanted]).encode()).hexdigest()
    stamp = PEERS / "installed.json"
    if stamp.exists():
        known = json.loads(stamp.read_text("utf-8"))
        if known["digest"] == digest:
            return Peers(known["missing"], known["forced"])
    if PEERS.exists():
        shutil.rmtree(PEERS)
    _run([sys.executable, "-m", "venv", str(PEERS)])
    (PEERS / ".gitignore").write_text("*\n", "utf-8")
    peers = Peers({}, {})
    for line in wanted:
        _install(line, peers)
    stamp.write_text(json.dumps({"digest": digest, **peers._asdict()}), "utf-8")
    return peers


def _install(line: str, peers: Peers) -> None:
    say(f"installing {line}", sys.stderr)
    command = [str(python()), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    package = line.split("==")[0]
    done = _run([*command, line])
    if not done.returncode:
        return
    newer = re.search(r"Requires-Python ([^;\s]+)", done.stderr)
    if newer and not _run([*command, "--ignore-requires-python", line]).returncode:
        peers.forced[package] = f"asks for Python {newer[1]} and was installed all the same"
    else:
        peers.missing[package] = f"asks for Python {newer[1]}" if newer else _complaint(done.stderr)


def python() -> Path:
    """The interpreter of the peers' environment."""
    return PEERS / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ask(tool: Tool, script: str, task: dict[str, Any], seconds: float, peers: Peers) -> dict[str, Any]:
    """What `script` of this folder answers for the tool, or `{"fault": why there is no answer}`."""
    if tool.package in peers.missing:
        return {"fault": f"does not install here: {peers.missing[tool.package]}"}
    interpreter = python() if tool.package else Path(sys.executable)
    say(f"running {tool.name}", sys.stderr)
    try:
        done = _run([str(interpreter), str(HERE / script), tool.name], json.dumps(task), seconds)
    except subprocess.TimeoutExpired:
        return {"fault": f"stopped after {seconds:.0f} s"}
    if done.returncode:
        return {"fault": f"breaks: {_complaint(done.stderr)}"}
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _run(command: list[str], given: str = "", seconds: float | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(  # noqa: S603 - our own scripts and pip, no shell
        command,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=seconds,
        env=environment,
        check=False,
    )


def _complaint(text: str) -> str:
    """The line of an error output that says most."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    told = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    told = told or [line for line in lines if re.match(r"\w+Error: ", line)]  # of a package's own build
    return (told or lines or ["no message"])[0 if told else -1][:160]


def decode(raw: Raw) -> str:
    """The markup or text of a raw page, taken out of its MHTML wrapping.

    Raises:
        PageError: it is no text.
    """
    data = raw.file.read_bytes()
    if not mht.is_mht(data):
        return encodings.decode(raw.path, data).text
    body = mht.unpack(raw.path, data)
    return encodings.decode(raw.path, body.data, body.charset).text


def machine() -> str:
    """One line: Python, processor, cores in use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{platform.python_implementation()} {platform.python_version()} on {_processor()}, {cores} cores"


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table, the first column set left and the others right."""
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]

    def line(row: list[str]) -> str:
        cells = [
            cell.ljust(w) if n == 0 else cell.rjust(w) for n, (cell, w) in enumerate(zip(row, widths, strict=True))
        ]
        return f"| {' | '.join(cells)} |"

    rule = "|" + "|".join("-" * (w + 1) + ("-" if n == 0 else ":") for n, w in enumerate(widths)) + "|"
    return "\n".join([line(head), rule, *map(line, rows)])


def say(text: str, stream: Any = None) -> None:
    """Write a line now."""
    stream = stream or sys.stdout
    stream.write(text + "\n")
    stream.flush()
