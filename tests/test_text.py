"""Every span of a Text leads back to exactly the raw characters that it stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppx.text import Edit, Text


@st.composite
def rewrites(draw: st.DrawFn) -> tuple[str, Text]:
    """A raw page of distinct characters, and what up to four rounds of edits made of it."""
    raw = "".join(chr(0x4E00 + n) for n in range(draw(st.integers(0, 24))))
    text = Text.of(raw)
    for _ in range(draw(st.integers(0, 4))):
        edits, at = [], 0
        for _ in range(draw(st.integers(0, 4))):
            start = draw(st.integers(at, len(text)))
            end = draw(st.integers(start, min(len(text), start + 3)))
            edits.append(Edit(start, end, draw(st.text("xyz", max_size=3))))
            at = end
        text = text.rewrite(edits)
    return raw, text


@given(rewrites())
def test_an_untouched_character_leads_to_itself(made: tuple[str, Text]) -> None:
    raw, text = made
    for index, character in enumerate(text.value):
        if character not in "xyz":
            start, end = text.raw_span(index, index + 1)
            assert character in raw[start:end]


@given(rewrites())
def test_spans_stay_in_order_and_inside_the_page(made: tuple[str, Text]) -> None:
    raw, text = made
    reached = 0
    for index in range(len(text)):
        start, end = text.raw_span(index, index + 1)
        assert 0 <= start <= end <= len(raw)
        assert reached <= end
        reached = end


@given(rewrites(), st.data())
def test_a_span_covers_the_spans_of_its_parts(made: tuple[str, Text], data: st.DataObject) -> None:
    _, text = made
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    whole = text.raw_span(start, end)
    for index in range(start, end):
        part = text.raw_span(index, index + 1)
        assert whole[0] <= part[0]
        assert part[1] <= whole[1]


def test_an_even_edit_keeps_characters_apart() -> None:
    text = Text.of("發展改革").rewrite([Edit(0, 4, "发展改革")])
    assert [text.raw_span(n, n + 1) for n in range(4)] == [(0, 1), (1, 2), (2, 3), (3, 4)]


def test_a_deletion_beside_a_word_does_not_widen_it() -> None:
    text = Text.of("首页\n  市财政局").rewrite([Edit(0, 5, "")])
    assert text.raw_span(0, 4) == (5, 9)
    assert text.rewrite([Edit(0, 1, "X市")]).raw_span(0, 5) == (5, 9)


def test_a_longer_word_maps_as_a_whole() -> None:
    text = Text.of("用網路吧").rewrite([Edit(1, 3, "互联网")])
    assert text.raw_span(2, 3) == (1, 3)
    assert text.raw_span(4, 5) == (3, 4)


def test_a_rewrite_without_effect_gives_the_text_itself() -> None:
    text = Text.of("一二三")
    assert text.rewrite([Edit(0, 2, "一二")]) is text


@pytest.mark.parametrize("edits", [[Edit(0, 2, "x"), Edit(1, 3, "y")], [Edit(2, 9, "")], [Edit(2, 1, "")]])
def test_overlapping_edits_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="Edit"):
        Text.of("一二三").rewrite(edits)
