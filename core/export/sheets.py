"""Named tables of plain values: what an export holds, before any file format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

Value = str | int | float | date | datetime | None
Row = tuple[Value, ...]


class Kind(StrEnum):
    """How the cells of a column are typed; ``CODE`` is text even where it looks like a number."""

    TEXT = "text"
    CODE = "code"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"  # date and time, UTC


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``name`` is stable: lower case, ASCII, starting with a letter, at most 32 characters."""

    name: str
    kind: Kind = Kind.TEXT
    about: str = ""
    width: int = 0  # in characters; 0: by kind
    wrap: bool = False  # show long texts on several lines


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. ``rows`` may be read once only; ``size`` is how many are expected, for progress."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    size: int = 0


def column_name(label: str) -> str:
    """``label`` as a name that R and SPSS take as it is: ``Has e-mail?`` becomes ``has_e_mail``."""
    plain = re.sub(r"[^a-z0-9]+", "_", label.lower().encode("ascii", "ignore").decode()).strip("_")
    return (plain if plain[:1].isalpha() else f"x_{plain}".rstrip("_"))[:32].rstrip("_")


class Names:
    """Hands out column names, each once; a second ``date`` becomes ``date_2``."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, label: str) -> str:
        """A name made of ``label`` that nobody has yet."""
        base = column_name(label)
        name = next(n for n in self._tries(base) if n not in self._taken)
        self._taken.add(name)
        return name

    @staticmethod
    def _tries(base: str) -> Iterator[str]:
        yield base
        for number in range(2, 1_000_000):
            yield f"{base[:25]}_{number}"


def day_of(iso: str) -> date | None:
    """The calendar day ``iso`` names; ``None`` for a year, a month or nothing."""
    try:
        return date.fromisoformat(iso) if len(iso) == 10 else None
    except ValueError:
        return None


def moment_of(iso: str) -> datetime | None:
    """``iso`` as UTC without a zone, as workbooks want it; ``None`` when empty."""
    if not iso:
        return None
    if iso.endswith("Z"):
        return datetime.fromisoformat(iso[:19])
    moment = datetime.fromisoformat(iso)
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0) if moment.tzinfo else moment
