"""Charts as geometry: numbers in, rectangles out. The template draws them as SVG, with a table that says the same.

bars([Item("广东省", (Part("document", 12),))])      # one bar a row, its parts side by side
columns([Item("2024", (Part("document", 12),))])     # one column an item, in the order given
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 560
WIDE = 1140
"""of a chart across both columns of the page"""
LABEL = 150
"""of the bars' names; a Chinese character takes 13"""
ROW = 26
THICK = 14
NUMBER = 52
"""room for the number behind a bar"""
HEIGHT = 220
FOOT = 26
HEAD = 18


@dataclass(frozen=True, slots=True)
class Part:
    """A share of an item."""

    kind: str
    """colour class: `document`, `agency`, `role-lead`, `target-incentive`, …"""
    value: int


@dataclass(frozen=True, slots=True)
class Item:
    """What a bar or a column stands for."""

    name: str
    """shown as it is; empty where `label` is given"""
    parts: tuple[Part, ...]
    label: str = ""
    """key of the label table, for names that are translated"""
    href: str = ""
    """where a click leads"""

    @property
    def value(self) -> int:
        """All its parts together."""
        return sum(part.value for part in self.parts)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of one part."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Figure:
    """An item with where it is drawn."""

    item: Item
    boxes: tuple[Box, ...]
    x: float
    """of its middle in columns, of its end in bars"""
    y: float
    """of its top in columns, of its middle in bars"""
    named: bool = True
    """False where there is no room for the column's name"""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart."""

    shape: str
    """bars or columns"""
    width: int
    height: int
    figures: tuple[Figure, ...]
    lines: tuple[tuple[float, int], ...] = ()
    """grid lines of columns: height and number"""


def bars(items: Sequence[Item]) -> Chart:
    """Bars from the left, the longest as long as there is room."""
    most = max((item.value for item in items), default=0) or 1
    room = WIDTH - LABEL - NUMBER
    figures = []
    for row, item in enumerate(items):
        x, y = float(LABEL), row * ROW + (ROW - THICK) / 2
        boxes = []
        for part in item.parts:
            width = round(room * part.value / most, 1)
            boxes.append(Box(part.kind, round(x, 1), y, max(width, 1.0) if part.value else 0.0, THICK))
            x += width
        figures.append(Figure(item, tuple(boxes), round(x, 1), row * ROW + ROW / 2))
    return Chart("bars", WIDTH, max(ROW, ROW * len(items)), tuple(figures))


def columns(items: Sequence[Item], *, width: int = WIDTH, named: int = 1) -> Chart:
    """Columns from the floor; every `named`th has its name, fewer where they would run into each other."""
    most = _ceiling(max((item.value for item in items), default=0))
    step = (width - 40) / max(1, len(items))
    thick = min(34.0, step * 0.72)
    room = HEIGHT - FOOT - HEAD
    widest = max((len(item.name) for item in items), default=1) * 8 + 6
    every = named * max(1, -(-widest // max(1, int(step * named))))
    figures = []
    for place, item in enumerate(items):
        x, y = 34 + step * place + (step - thick) / 2, float(HEIGHT - FOOT)
        boxes = []
        for part in item.parts:
            height = round(room * part.value / most, 1)
            y -= height
            boxes.append(Box(part.kind, round(x, 1), round(y, 1), round(thick, 1), height))
        figures.append(Figure(item, tuple(boxes), round(x + thick / 2, 1), round(y, 1), place % every == 0))
    lines = tuple((round(HEIGHT - FOOT - room * share / 2, 1), most * share // 2) for share in (0, 1, 2))
    return Chart("columns", width, HEIGHT, tuple(figures), lines)


def _ceiling(most: int) -> int:
    """An even round number at or above `most`, so that its half is whole."""
    ten = 1
    while True:
        for lead in (2, 4, 6, 8, 10):
            if lead * ten >= most:
                return lead * ten
        ten *= 10
