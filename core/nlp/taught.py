"""Topics a project has learned, read from their file once for as long as it stays the same."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from core.nlp.topics_learned import Learned


def taught(path: str) -> Learned | None:
    """What the file at ``path`` holds; ``None`` when there is none. Raises BadInput ``bad-topics``."""
    try:
        return _read(path, Path(path).stat().st_mtime_ns) if path else None
    except FileNotFoundError:
        return None


def taught_mark(path: str) -> str:
    """What changes when other topics are learned; empty while none are heeded."""
    found = taught(path)
    return found.id if found and found.report.used else ""


@lru_cache(maxsize=4)
def _read(path: str, _changed: int) -> Learned:
    return Learned.from_bytes(Path(path).read_bytes())
