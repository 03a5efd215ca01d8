"""Styles of a Word file: what a paragraph takes over from its style and the styles that this is based on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Element = Any

NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONGEST = 20
"""styles based on one another that are followed; a loop ends there"""


def child(parent: Element | None, name: str) -> Element | None:
    """The child element of that name, or None."""
    return None if parent is None else parent.find(f"{NAMESPACE}{name}")


def value(element: Element | None, name: str = "val", *, absent: str = "", default: str = "") -> str:
    """An attribute of an element; `absent` where there is no element or, without a `default`, no attribute."""
    if element is None:
        return absent
    found: str | None = element.get(f"{NAMESPACE}{name}")
    return found if found is not None else default or absent


def flag(element: Element | None) -> bool:
    """Whether a property is set: `<w:vanish/>`, but not `<w:vanish w:val="0"/>`."""
    return element is not None and value(element, default="1") not in ("0", "false", "off")


class Styles:
    """The paragraph styles of a file."""

    def __init__(self, root: Element | None) -> None:
        """Take the root of styles.xml, None where the file has none."""
        found = [] if root is None else root.findall(f"{NAMESPACE}style")
        self._styles = {value(style, "styleId"): style for style in found}
        self._default = next(
            (
                value(s, "styleId")
                for s in found
                if value(s, "type") == "paragraph" and value(s, "default") in ("1", "true")
            ),
            "",
        )

    def name(self, paragraph: Element) -> str:
        """The name of a paragraph's style."""
        style = self._styles.get(self._id(paragraph))
        return value(child(style, "name"))

    def properties(self, paragraph: Element) -> Iterator[tuple[Element, str]]:
        """The `pPr` of the paragraph and of its styles, the nearest first, each with the style's id (its own has none)."""
        own = child(paragraph, "pPr")
        if own is not None:
            yield own, ""
        at = self._id(paragraph)
        for _ in range(LONGEST):
            style = self._styles.get(at)
            if style is None:
                return
            properties = child(style, "pPr")
            if properties is not None:
                yield properties, at
            at = value(child(style, "basedOn"))

    def centered(self, paragraph: Element) -> bool:
        """Whether the paragraph is set centred."""
        for properties, _ in self.properties(paragraph):
            justified = child(properties, "jc")
            if justified is not None:
                return value(justified) == "center"
        return False

    def numbered(self, style: str) -> str:
        """The `numId` that a numbering style names."""
        numbering = child(child(self._styles.get(style), "pPr"), "numPr")
        return value(child(numbering, "numId"))

    def _id(self, paragraph: Element) -> str:
        return value(child(child(paragraph, "pPr"), "pStyle"), absent=self._default)
