"""What every reader gives: one article as found in a file, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import TypeAlias

from core.domain.errors import BadInput, PersonError
from core.domain.work import Cancelled


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as read: ``text`` is decoded but not yet canonical; ``told`` says what a person should know.

    ``title``, ``source``, ``published`` (ISO date) and ``language`` (as it is called there) are empty where
    the file does not say; ``where``: the row, line or number of the article, empty where the file is one.
    """

    text: str
    raw_sha256: str = ""
    encoding: str = ""
    told: tuple[str, ...] = ()
    title: str = ""
    source: str = ""
    published: str = ""
    language: str = ""
    metadata: tuple[tuple[str, str], ...] = ()
    where: str = ""


Item: TypeAlias = RawArticle | BadInput  # a fault is an item too: what comes after it is read all the same


class foreign:  # noqa: N801 - read as a word: "with foreign(…)"
    """Calls into a library that reads somebody else's file: whatever it raises means the file is bad."""

    def __init__(self, what: str, where: str) -> None:
        self._what, self._where = what, where

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Turn a library's error into one that a person can act on."""
        if isinstance(error, Exception) and not isinstance(error, PersonError | Cancelled):
            said = f"This {self._what} is damaged or is none, and can't be read: open it in the program"
            text = f"{said} it came from and save it anew."
            raise BadInput("damaged-file", text, where=self._where) from error
