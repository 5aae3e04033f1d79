"""Where the program's own data files lie."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2] / "resources"


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder: ``resource("codebooks", "default.json")``."""
    return _ROOT.joinpath(*parts)
