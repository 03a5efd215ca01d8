"""Inputs that once broke a claim, and random ones: no bytes break what the fuzz targets claim. `make fuzz` looks for more."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz.targets import TARGETS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FOUND = sorted((Path(__file__).parent / "fuzz" / "found").glob("*/*"))
MARKERS = "第一二三十条章节、（）().0123456789年月底前%亿元万局市县牵头责任单位：；。\n\t<p></p>&#\ufeff\u3000㈠①Ⅰ發裡"
official = st.text(st.sampled_from(MARKERS) | st.characters(), max_size=120).map(
    lambda text: text.encode("utf-8", "replace")
)


@pytest.mark.parametrize("case", FOUND, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_a_found_case_breaks_nothing_any_more(case: Path) -> None:
    assert TARGETS[case.parent.name](case.read_bytes()) is None


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=200) | official)
def test_no_bytes_break_a_claim(target: str, data: bytes) -> None:
    assert TARGETS[target](data) is None
