"""What the canvas tells: each of its signals carries one of these values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.domain.text import Span


@dataclass(frozen=True, slots=True)
class MarksPressed:
    """A click on one or more marks; ``units`` innermost first, ``position`` in code points."""

    units: tuple[str, ...]
    position: int


@dataclass(frozen=True, slots=True)
class WordPressed:
    """A click on plain text; ``span`` is the word."""

    span: Span


@dataclass(frozen=True, slots=True)
class BoundaryMoved:
    """A grip was dragged, or a boundary nudged: fragment ``index`` of ``unit`` is to become ``span``."""

    unit: str
    index: int
    span: Span


@dataclass(frozen=True, slots=True)
class ZoomRequested:
    """Ctrl + wheel: ``steps`` notches, positive is larger."""

    steps: int


class Edge(StrEnum):
    """One end of a span."""

    START = "start"
    END = "end"


class Grain(StrEnum):
    """What a selection or a boundary moves by."""

    WORD = "word"
    CHARACTER = "char"
