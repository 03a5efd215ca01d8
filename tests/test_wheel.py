"""What is installed from a wheel is all of ppx and nothing beside it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_wheel_holds_every_module_and_one_top_level_name(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    names = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    inside = {name for name in names if ".dist-info/" not in name}
    assert {name.partition("/")[0] for name in inside} == {"ppx"}
    wanted = {
        f"ppx/{file.relative_to(ROOT / 'src/ppx').as_posix()}" for file in (ROOT / "src/ppx").rglob("*") if kept(file)
    }
    for room in ("cli", "extractors", "normalizers"):
        wanted |= {f"ppx/{file.relative_to(ROOT).as_posix()}" for file in (ROOT / room).rglob("*") if kept(file)}
    assert inside == wanted


def kept(file: Path) -> bool:
    return file.is_file() and "__pycache__" not in file.parts
