"""What was painted once is kept as a picture, for as long as it is in view and looks the same."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPixmap

MOST = 2_500_000  # pixels of one picture: a paragraph of many screens is painted where it shows only


@dataclass(frozen=True, slots=True)
class Ground:
    """What is painted on: from ``left`` (in the painter's pixels), so wide, on a screen of this ``ratio``."""

    left: int
    width: int
    ratio: float


@dataclass(frozen=True, slots=True)
class Look:
    """What a picture shows; it is painted anew when any of these is another one."""

    plan: object
    state: Hashable
    tokens: object
    ground: Ground

    def same(self, other: Look) -> bool:
        """Whether both look alike. Plans are compared by identity: what changes is planned anew."""
        mine, theirs = (self.state, self.ground), (other.state, other.ground)
        return self.plan is other.plan and self.tokens is other.tokens and mine == theirs


class Sheets:
    """One picture for each thing, a paragraph or a card."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[Look, QPixmap]] = {}

    def fits(self, ground: Ground, top: float, height: float) -> bool:
        """Whether a picture can stand for a thing: on whole pixels of the screen, and not too large."""
        whole = ground.ratio.is_integer() and top.is_integer() and height.is_integer()
        return whole and 0 < ground.width * height * ground.ratio**2 <= MOST

    def put(
        self,
        painter: QPainter,
        thing: Hashable,
        look: Look,
        box: tuple[float, float],
        paint: Callable[[QPainter], None],
        colour: QColor,
    ) -> None:
        """Put the picture of a thing at its ``box`` (top, height), painting it first where need be."""
        kept = self._kept.get(thing)
        if kept is None or not kept[0].same(look):
            kept = self._kept[thing] = (look, _picture(look.ground, box, paint, colour))
        painter.drawPixmap(QPointF(look.ground.left, box[0]), kept[1])

    def keep(self, things: Container[Hashable]) -> None:
        """Let go of all others: they are out of view."""
        for thing in [each for each in self._kept if each not in things]:
            del self._kept[thing]

    def clear(self) -> None:
        """Let go of all."""
        self._kept.clear()


def _picture(
    ground: Ground, box: tuple[float, float], paint: Callable[[QPainter], None], colour: QColor
) -> QPixmap:
    top, height = box
    made = QPixmap(round(ground.width * ground.ratio), round(height * ground.ratio))
    made.setDevicePixelRatio(ground.ratio)
    made.fill(colour)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-ground.left, -top)
    paint(painter)
    painter.end()
    return made
