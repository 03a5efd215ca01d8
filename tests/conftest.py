"""Properties are tried on new examples at every run by hand and on the same ones in CI; no example fails for being slow."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("hand", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "hand")
