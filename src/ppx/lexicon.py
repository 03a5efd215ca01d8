"""Lexicons: words are data. TOML files in `ppx/lexicons/`, checked when they are loaded; a team's own folder lies over them."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ppx.errors import LexiconError


@cache
def load(name: str, overlay: str | None = None) -> dict[str, Any]:
    """The tables of `lexicons/NAME.toml`, those of `OVERLAY/NAME.toml` laid over them.

    Raises:
        LexiconError: the file is no TOML; it names file and line.
    """
    tables = _parse(f"ppx/lexicons/{name}.toml", (files("ppx") / "lexicons" / f"{name}.toml").read_text("utf-8"))
    own = Path(overlay) / f"{name}.toml" if overlay else None
    if own and own.exists():
        for key, value in _parse(str(own), own.read_text("utf-8")).items():
            tables[key] = {**tables.get(key, {}), **value} if isinstance(value, dict) else value
    return tables


def _parse(where: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{where} is no TOML: {error}; mend it and run again") from error


@cache
def digest(overlay: str | None = None) -> str:
    """Hexadecimal digest of every lexicon in force: part of what makes a result."""
    whole = hashlib.sha256()
    own = sorted(Path(overlay).glob("*.toml")) if overlay else []
    for entry in [*sorted((files("ppx") / "lexicons").iterdir(), key=lambda e: e.name), *own]:
        if entry.is_file():
            whole.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return whole.hexdigest()[:16]
