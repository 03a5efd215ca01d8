"""Characters: what stands in a text, and exchange as `str.translate` does it."""

from __future__ import annotations

from ppx.characters import MANY, exchanger, finder


def test_finder_gives_each_character_once() -> None:
    assert finder("縣區]^-")("某縣某縣-[]") == {"縣", "]", "-"}


def test_exchange_takes_each_character_once_whatever_its_number() -> None:
    table = {chr(0x4E00 + n): chr(0x5E00 + n) for n in range(2 * MANY)} | {"｛": "{", "{": "("}
    exchange = exchanger(table)
    for text in ("", "甲", "｛一{", "".join(table) + "甲"):
        assert exchange(text) == text.translate(str.maketrans(table))
