"""Readings: what the words around a quantity say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ppx.extractors.targets.verbs import Change

JOINTS = ("、", "和", "及", "以及", "与", "或", "并", "暨")
# `拟按3%`安排
SET_BEHIND = ("安排", "执行", "确定", "掌握", "把握", "控制", "配置", "配备", "配建", "设置", "设定", "核定", "计算")


class Reading(NamedTuple):
    """What the words around a quantity say of it."""

    indicator: str | None
    subject: str | None
    change: Change = "level"
    verb: str = ""
    """the verb of making, reaching or giving that governs it; empty where none does"""
    behind: bool = False
    """True where the indicator stands behind the quantity"""
    reached: bool = False
    """True where so many of a kind reach a class (`3个开发区达到千亿级规模`)"""
    dimension: str = ""
    """of the unit"""
    bound: str = ""
    """a comparator that stands apart from the number (`最高资助3000万元`)"""
