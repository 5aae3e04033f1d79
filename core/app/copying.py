"""A project copied from a file to a server or back, with everything it holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.domain.errors import Refused
from core.domain.work import Progress, Quiet
from core.storage.store import Store

_PART = (
    "This login sees a part of the project only. A supervisor's login or the administrator's copies it whole."
)


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied and compared: table → number of rows."""

    rows: tuple[tuple[str, int], ...]

    @property
    def text(self) -> str:
        """In words."""
        said = {"article": "articles", "coding": "codings", "journal": "lines of the journal"}
        counts = dict(self.rows)
        return ", ".join(f"{counts[name]:,} {words}" for name, words in said.items())


def copy_project(source: Path | str, target: Path | str, progress: Progress | None = None) -> Copied:
    """Copy the whole project: records, contents, journal, ids and numbers. The source is only read.

    Raises `Refused` (``exists``, ``not-empty``, ``not-yours``, ``older-file``, what opening raises),
    `Unavailable` and `Cancelled`; then nothing is left at ``target``.
    """
    store = Store.open(source, read_only=True)
    try:
        if store.login is not None and store.login.role == "coder":
            raise Refused("not-yours", _PART, where=store.where)
        return Copied(tuple(store.copy_to(target, progress or Quiet()).items()))
    finally:
        store.close()
