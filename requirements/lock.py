"""Pin every dependency for every Python that ppx runs on, with hashes: `make lock`.

run.lock is what ppx needs, build.lock what an editable install needs, dev.lock all of it and what the tests
need, fuzz.lock the fuzzer.
"""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
BUILD = ("hatchling", "editables")


def main() -> None:
    """Write the three lock files beside this one."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))
    run, dev = project["project"]["dependencies"], project["dependency-groups"]["dev"]
    pin("dev", [*run, *dev])
    pin("run", run, "dev")
    pin("fuzz", ["atheris<3.1"])  # 3.1 has no wheel for Python 3.11
    pin("build", [need for need in dev if need.startswith(BUILD)], "dev")


def pin(name: str, needs: list[str], within: str | None = None) -> None:
    """Resolve `needs` into NAME.lock, with the versions of WITHIN.lock where one is given."""
    command = ["uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
    command += ["--no-header", "--no-annotate", "--output-file", f"{name}.lock", "-"]
    if within:
        command += ["--constraint", f"{within}.lock"]
    subprocess.run(command, input="\n".join(needs), text=True, check=True, cwd=HERE)


if __name__ == "__main__":
    main()
