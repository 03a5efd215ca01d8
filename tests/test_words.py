"""jieba behind one door, with nothing planted behind it."""

from __future__ import annotations

import marshal
import subprocess
import sys
from pathlib import Path

from ppx import words


def test_common_words_are_told_from_names() -> None:
    assert words.ordinary(["协会", "国务院", "柳州", "东湖高新区", "建设"]) == {"协会", "建设"}


def test_a_planted_cache_is_neither_read_nor_written(tmp_path: Path) -> None:
    planted = tmp_path / "jieba.cache"
    planted.write_bytes(marshal.dumps(({"东湖高新区": 10**9}, 10**9)))
    before = planted.read_bytes()
    code = "from ppx import words; print(sorted(words.ordinary(['东湖高新区', '协会'])) == ['协会'])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"TMPDIR": str(tmp_path), "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "True\n"
    assert [p.name for p in tmp_path.iterdir()] == ["jieba.cache"]
    assert planted.read_bytes() == before
