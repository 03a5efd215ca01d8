"""Does `ppx verify` catch what is damaged? Seeded corruptions of a folder that `ppx extract` wrote, one at a time.

python benchmarks/corruptions.py OUT RAW [COUNT]     # prints caught/COUNT, and every one that was missed
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import damage_files
import damage_outputs
import damage_pages

from ppx.review.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OF_FILES = {"file": damage_files.ALL, "output": damage_outputs.SEALED, "unsealed": damage_outputs.UNSEALED}
KINDS = [("page", name) for name in damage_pages.ALL] + [
    (kind, name) for kind, found in OF_FILES.items() for name in found
]


def corrupt(kind: str, name: str, out: Path, raw: Path, random: Random) -> bool:
    """Do one damage to OUT or RAW; False where they hold nothing of its kind."""
    if kind in OF_FILES:
        done = OF_FILES[kind][name](out, raw, random)
        if done and kind != "unsealed":
            damage_outputs.seal(out)
        return done
    damage = damage_pages.ALL[name]
    files = sorted((out / "pages").rglob("*.json"))
    random.shuffle(files)
    change: Callable[..., bool] = partial(damage, random=random)
    return any(damage_files.edit_json(file, lambda page: change(page)) for file in files)


def cases(count: int) -> Iterator[tuple[int, str, str]]:
    """Seed, kind and name of so many corruptions: every kind with seed 0, then with seed 1, and on."""
    numbered = ((seed, kind, name) for seed in range(count) for kind, name in KINDS)
    return islice(numbered, count)


def caught(seed: int, kind: str, name: str, out: Path, raw: Path) -> Counter[str] | None:
    """The claims that fail on a damaged copy; None where there is nothing to damage."""
    with tempfile.TemporaryDirectory() as folder:
        copies = Path(folder, "out"), Path(folder, "raw")
        shutil.copytree(out, copies[0])
        shutil.copytree(raw, copies[1])
        if not corrupt(kind, name, *copies, Random(f"{seed}{name}")):
            return None
        return Counter(fault.claim for fault in verify(*copies))


def main(out: Path, raw: Path, count: int) -> int:
    """Print a line a corruption and the sum; the number of those that were missed."""
    tried = missed = 0
    for seed, kind, name in cases(count * 2):
        claims = caught(seed, kind, name, out, raw)
        if claims is None:
            sys.stdout.write(f"-     {name}: nothing to damage\n")
            continue
        tried += 1
        missed += not claims
        shown = ", ".join(f"{claim} {times}" for claim, times in claims.most_common(4))
        sys.stdout.write(f"{'ok' if claims else 'MISS':<6}{name} ({seed}): {shown}\n")
        if tried == count:
            break
    sys.stdout.write(f"caught {tried - missed}/{tried} of {len(KINDS)} kinds\n")
    return missed


if __name__ == "__main__":
    sys.exit(min(1, main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 200)))
