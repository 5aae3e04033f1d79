"""What was painted once is kept as a picture, for as long as it is in view and looks the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Container, Hashable
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPixmap, QRegion

Paint = Callable[[QPainter], None]
Mend = Callable[["Look"], tuple[QRegion, Paint] | None]
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
        self._kept: OrderedDict[Hashable, tuple[Look, QPixmap]] = OrderedDict()  # longest not seen first

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
        paint: Paint,
        colour: QColor,
        mend: Mend | None = None,
    ) -> None:
        """Put the picture of a thing at its ``box`` (top, height), painting it first where need be.

        ``mend`` says, of how it looked until now, where that differs and what paints it there, in the
        painter's pixels; ``None`` where all is to be painted.
        """
        self.renew(thing, look, box, paint, colour, mend)
        painter.drawPixmap(QPointF(look.ground.left, box[0]), self._kept[thing][1])

    def renew(
        self,
        thing: Hashable,
        look: Look,
        box: tuple[float, float],
        paint: Paint,
        colour: QColor,
        mend: Mend | None = None,
    ) -> QRegion:
        """Paint the picture of a thing where it looks otherwise than before; returns where that was."""
        kept = self._kept.get(thing)
        if kept is not None:
            self._kept.move_to_end(thing)
            if kept[0].same(look):
                return QRegion()
        found = _mended(kept, look, box, colour, mend) if kept is not None and mend is not None else None
        if found is not None and kept is not None:
            self._kept[thing] = (look, kept[1])
            return found
        self._kept[thing] = (look, _picture(look.ground, box, paint, colour))
        return QRegion(look.ground.left, round(box[0]), look.ground.width, round(box[1]))

    def keep(self, things: Container[Hashable], spare: int = 0) -> None:
        """Let go of all others: they are out of view; but for so many that were seen last."""
        others = [each for each in self._kept if each not in things]
        for thing in others[: len(others) - spare] if len(others) > spare else ():
            del self._kept[thing]

    def clear(self) -> None:
        """Let go of all."""
        self._kept.clear()


def _picture(ground: Ground, box: tuple[float, float], paint: Paint, colour: QColor) -> QPixmap:
    top, height = box
    made = QPixmap(round(ground.width * ground.ratio), round(height * ground.ratio))
    made.setDevicePixelRatio(ground.ratio)
    made.fill(colour)
    painter = _painter(made, ground, top)
    paint(painter)
    painter.end()
    return made


def _mended(
    kept: tuple[Look, QPixmap], look: Look, box: tuple[float, float], colour: QColor, mend: Mend
) -> QRegion | None:
    """Paint the picture kept over where it differs, and say where; `None` when it can't serve."""
    before, picture = kept
    alike = before.tokens is look.tokens and before.ground == look.ground
    found = mend(before) if alike and picture.height() == round(box[1] * look.ground.ratio) else None
    if found is None:
        return None
    region, paint = found
    painter = _painter(picture, look.ground, box[0])
    painter.setClipRegion(region)
    painter.fillRect(region.boundingRect(), colour)
    paint(painter)
    painter.end()
    return region


def _painter(picture: QPixmap, ground: Ground, top: float) -> QPainter:
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-ground.left, -top)
    return painter
