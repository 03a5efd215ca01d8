"""jieba behind one door, with nothing planted behind it."""

from __future__ import annotations

import marshal
import subprocess
import sys
from pathlib import Path

from ppx import words


def test_words_join_to_the_phrase_and_a_planted_cache_is_not_read(tmp_path: Path) -> None:
    planted = tmp_path / "jieba.cache"
    planted.write_bytes(marshal.dumps(({"东湖高新区市": 10**9}, 10**9)))
    code = "from ppx import words; import sys; sys.stdout.buffer.write('|'.join(words.split('东湖高新区市场主体')).encode())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"TMPDIR": str(tmp_path), "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        check=True,
    )
    cut = done.stdout.decode()
    assert cut.replace("|", "") == "东湖高新区市场主体"
    assert "市场主体" in cut
    assert sorted(p.name for p in tmp_path.iterdir()) == ["jieba.cache"]


def test_common_words_are_told_from_names() -> None:
    assert words.ordinary(["协会", "国务院", "柳州", "东湖高新区", "建设"]) == {"协会", "建设"}
