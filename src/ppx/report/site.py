"""The site's files: templates filled in by Jinja, which escapes whatever it puts into a page, and the assets beside them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ppx.report.names import climb, page_file, web_address
from ppx.report.shelf import script

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2 import Environment

    from ppx.report.results import Json


@cache
def labels() -> dict[str, tuple[str, str]]:
    """Every word of the interface by its key: Chinese, English."""
    tables = tomllib.loads((files("ppx.report") / "labels.toml").read_text("utf-8"))
    return {
        key if family == "interface" else f"{family}.{key}": (words[0], words[1])
        for family, table in tables.items()
        for key, words in table.items()
    }


def label(key: str) -> str:
    """The Chinese words of a key; of a code that no table knows, the code itself."""
    known = labels().get(key)
    return known[0] if known else key.rpartition(".")[2]


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # the one door of the templates

    made = Environment(
        loader=PackageLoader("ppx.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(label=label, web_address=web_address)
    made.filters.update(number=_number, duration=_duration)
    return made


def _number(value: float | None) -> str:
    """A number with thousands apart, without needless decimals."""
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"


def _duration(length: str) -> tuple[str, str]:
    """Number and unit of an ISO 8601 duration with one unit (`P30D`, `PT24H`); any other as it stands, without a unit."""
    number, unit = length.lstrip("PT")[:-1], length[-1:]
    return (number, unit) if number.isdecimal() and unit in "YMWDH" and length.startswith("P") else (length, "")


def write_page(folder: Path, name: str, template: str, **values: object) -> None:
    """Fill in a template and write it as `name` under `folder`."""
    text = _environment().get_template(template).render(root=climb(name), **values)
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", "replace", "\n")


def write_evidence(folder: Path, result: Json, **values: object) -> None:
    """The evidence page of a page result."""
    write_page(folder, page_file(result["source"]["path"]), "evidence.html", result=result, **values)


def write_assets(folder: Path) -> None:
    """Style sheets, scripts and the label table."""
    (folder / "assets").mkdir(parents=True)
    for asset in sorted(files("ppx.report").joinpath("assets").iterdir(), key=lambda entry: entry.name):
        (folder / "assets" / asset.name).write_bytes(asset.read_bytes())
    (folder / "assets" / "labels.js").write_text(f"ppx.labels = {script(labels())};\n", "utf-8", None, "\n")
