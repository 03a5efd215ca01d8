"""Look for bytes that break a target, guided by coverage (atheris): `make fuzz [TARGETS="page decode"] [SECONDS=60]`.

    python -m fuzz TARGET SECONDS        # from the folder tests

A case that breaks the target is kept under found/TARGET/ and asked for ever after by test_fuzz.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import atheris

FOUND = Path(__file__).parent / "found"
GROWN = Path(__file__).parents[2] / "out" / "fuzz"
"""where inputs that reach new code are kept between runs, outside the tree that git knows"""
SAMPLES = Path(__file__).parents[2] / "data" / "raw"
LONGEST = 4096
"""bytes of an input: enough for a page, few enough for thousands a minute"""


def main() -> None:
    """Fuzz one target for a while; ends with the status of atheris, 0 where nothing was found."""
    name, seconds = sys.argv[1], sys.argv[2]
    with atheris.instrument_imports(include=["ppx", "fuzz"]):
        from fuzz.targets import TARGETS
    kept, grown = FOUND / name, GROWN / name
    for folder in (kept, grown):
        folder.mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        "-timeout=20",
        "-rss_limit_mb=2048",
        f"-artifact_prefix={kept}/",
    ]
    if os.environ.get("CI"):
        options.append("-seed=1")  # the same inputs at every run
    atheris.Setup([sys.argv[0], *options, *map(str, (grown, kept, SAMPLES))], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
