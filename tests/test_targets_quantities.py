"""The grammar of numbers, units and comparators, tested whole."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppx.extractors.targets import comparators, figures, quantities, units

SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12, "千万": 10**7, "百": 100}
DASHES = "-－–—~～至到"


def only(text: str) -> quantities.Quantity:
    """The one quantity of a text."""
    (quantity,) = quantities.find(text)
    return quantity


@pytest.mark.parametrize("unit", sorted(set(units.dimensions()) - {"％", "百分点", "成", "折"}))
def test_every_unit_before_and_after_every_comparator(unit: str) -> None:
    for word, op in comparators.BEFORE.items():
        quantity = only(f"指标{word}5{unit}。")
        assert (quantity.op, quantity.unit, quantity.low) == (op, unit, 5), word
        assert quantity.start == 2, word
    for word, op in comparators.AFTER.items():
        quantity = only(f"指标达到5{unit}{word}。")
        assert (quantity.op, quantity.unit, quantity.low) == (op, unit, 5), word
        assert quantity.end == len(f"指标达到5{unit}{word}"), word


@pytest.mark.parametrize(("scale", "factor"), SCALES.items())
@pytest.mark.parametrize("digits", ["1", "12", "1,200", "3.5", "0.07", "999999"])
def test_scales_are_exact(digits: str, scale: str, factor: int) -> None:
    quantity = only(f"投资{digits}{scale}元。")
    assert quantity.low == quantity.high == Decimal(digits.replace(",", "")) * factor
    assert "E" not in str(quantity.low)


@pytest.mark.parametrize("dash", DASHES)
def test_ranges_share_their_scale(dash: str) -> None:
    first, second, third = only(f"15{dash}20万元"), only(f"5%{dash}20%"), only(f"100万元{dash}200万元")
    assert (first.op, first.low, first.high, first.unit) == ("..", 150000, 200000, "元")
    assert (second.op, second.low, second.high, second.unit) == ("..", 5, 20, "%")
    assert (third.op, third.low, third.high, third.unit) == ("..", 1000000, 2000000, "元")


@pytest.mark.parametrize(
    ("text", "op", "low", "unit"),
    [
        ("不少于70%左右", ">=", "70", "%"),
        ("超100亿元以上", ">=", "10000000000", "元"),
        ("300万元/亩以上", ">=", "3000000", "元/亩"),
        ("每平方米37元", "=", "37", "元/平方米"),
        ("20余家", ">=", "20", "家"),
        ("5000多亿元", ">=", "500000000000", "元"),
        ("两个百分点", "=", "2", "个百分点"),
        ("百分之十二点五", "=", "12.5", "%"),
        ("千分之三", "=", "0.3", "%"),
        ("万分之五", "=", "0.05", "%"),
        ("三成", "=", "30", "%"),
        ("八折", "=", "80", "%"),
        ("翻一番", "=", "2", "倍"),
        ("翻两番", "=", "4", "倍"),
        ("减半", "=", "50", "%"),
        ("86％", "=", "86", "%"),
        ("1.4万亿斤左右", "~", "1400000000000", "斤"),
        ("突破千亿元", ">=", "100000000000", "元"),
    ],
)
def test_shapes(text: str, op: str, low: str, unit: str) -> None:
    quantity = only(text)
    assert (quantity.op, quantity.low, quantity.unit) == (op, Decimal(low), unit)


@pytest.mark.parametrize("denied", ["不应", "不得", "不能", "不宜", "不"])
@pytest.mark.parametrize(("word", "op"), [("超过", "<="), ("低于", ">="), ("少于", ">="), ("高于", "<=")])
def test_a_denied_comparator_turns_round(denied: str, word: str, op: str) -> None:
    assert only(f"高度{denied}{word}54米。").op == op


@pytest.mark.parametrize(
    "text",
    [
        "2025年", "2025年3月1日", "2021-2025年", "第5个", "国发〔2020〕7号", "14:14:52", "“5+5”产业", "5G基站", "千亿级园区", "50亿元级项目",
        "11人制足球", "成立75周年", "倍增计划", "三免两减半政策", "一次性奖励", "一个中心", "万元GDP能耗", "千亿元园区", "%E5%80%81",
    ],
)  # fmt: skip
def test_what_is_no_quantity(text: str) -> None:
    assert list(quantities.find(text)) == []


@pytest.mark.parametrize("text", ["最近3家", "节约30%", "集约5亩", "签约3个"])
def test_a_word_that_ends_like_a_comparator_is_none(text: str) -> None:
    assert only(text).op == "="


def test_a_range_in_the_wording_of_laws() -> None:
    for text, low, high in (("一千元以上五千元以下", 1000, 5000), ("2万元以上10万元以下", 20000, 100000)):
        quantity = only(f"处{text}罚款")
        assert (quantity.op, quantity.low, quantity.high) == ("..", low, high)


def test_a_lost_decimal_point_of_a_plot_ratio() -> None:
    assert only("容积率上限可提高至3、5。").low == Decimal("3.5")


FIGURES = (
    *"0123456789一二两三十百千万亿零.,，第翻倍减双至到分以上下超过约不低于每的个家元%％亩",
    "百分之", "千分之", "翻一番", "倍增", "减半", "三个", "两千亩", "5000万元", "1.5∶1", "至少一家", "二至三家", "万人以上", "百分之五至百分之十",
)  # fmt: skip


@given(st.lists(st.sampled_from(FIGURES), max_size=30).map("".join))
def test_no_quantity_is_missed_for_what_it_begins_with(text: str) -> None:
    found, end = [], 0
    for start in range(len(text)):
        match = figures.pattern().match(text, start) if start >= end else None
        quantity = match and quantities._read(text, match)
        if quantity:
            found.append(quantity)
            end = quantity.end
    assert list(quantities.find(text)) == found


def test_a_scale_is_no_share() -> None:
    assert list(quantities.find("配置图比例尺不小于一千二百分之一，位置图不小于五千分之一。")) == []
