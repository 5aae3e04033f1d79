"""Lays a unit card out as pieces of text and chips; painting is only drawing them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from core.domain.coding import Layer
from gui.qt.tokens import TINTS
from gui.viewmodels.views import SlotRow, State, UnitCard, VariableRow

PAD = 13.0
LABEL_WIDTH = 80.0
INDENT = 14.0
BUTTONS_HEIGHT = 44.0
_CHIP_PAD = 8.0
_LINES = 2
_KEPT = 4_000  # texts broken into lines

_STATE_WORDS = {
    State.SUGGESTED: ("suggested", "warn"),
    State.CONFIRMED: ("✓ confirmed", "good"),
    State.FIXED: ("✓ fixed", "good"),
    State.ADDED: ("+ added", "good"),
    State.REJECTED: ("✕ rejected", "quiet"),
}


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of a card, derived from the interface's own."""

    body: QFont
    bold: QFont
    italic: QFont
    label: QFont
    small: QFont
    state: QFont

    @classmethod
    def of(cls, base: QFont) -> Fonts:
        """Derive all from ``base``, whose size is in pixels."""
        size = base.pixelSize() if base.pixelSize() > 0 else 13

        def font(pixels: int, *, bold: bool = False, italic: bool = False) -> QFont:
            made = QFont(base)
            made.setPixelSize(pixels)
            made.setBold(bold)
            made.setItalic(italic)
            return made

        return cls(
            font(size),
            font(size, bold=True),
            font(size, italic=True),
            font(size - 1),
            font(size - 2),
            font(size - 1, bold=True),
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """One run of text; ``ink`` and ``ground`` name tokens, an empty ground draws none."""

    rect: QRectF
    text: str
    font: str
    ink: str
    ground: str = ""
    right: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """A place of the card that can be pressed; ``name`` and ``index`` as in the row it shows."""

    kind: str  # "slot", "variable" or "category"
    name: str
    index: int
    rect: QRectF
    focused: bool = False
    spoken: str = ""  # what a screen reader says


@dataclass(frozen=True, slots=True)
class Face:
    """A laid-out card, its own corner at (0, 0); its height is whole pixels, so that all stand on such."""

    height: float
    pieces: tuple[Piece, ...]
    regions: tuple[Region, ...]


class FaceMaker:
    """Lays cards out for one set of fonts and one width."""

    def __init__(self, fonts: Fonts, width: float) -> None:
        self.fonts = fonts
        self.width = width
        self._metrics: dict[str, QFontMetricsF] = {}
        self._wrapped: dict[tuple[str, str, float, int], list[str]] = {}  # labels and actors come again

    def face(self, card: UnitCard) -> Face:
        """Lay ``card`` out; the current one leaves room for its buttons."""
        return _Layout(self, card).face

    def metrics(self, font: str) -> QFontMetricsF:
        """Metrics of the font of that name."""
        found = self._metrics.get(font)
        if found is None:
            found = self._metrics[font] = QFontMetricsF(getattr(self.fonts, font))
        return found

    def wrap(self, text: str, font: str, width: float, lines: int = _LINES) -> list[str]:
        """Break ``text`` at spaces into at most ``lines`` lines; the last is elided."""
        asked = text, font, width, lines
        known = self._wrapped.get(asked)
        if known is None:
            if len(self._wrapped) >= _KEPT:
                self._wrapped.clear()
            known = self._wrapped[asked] = self._broken(text, font, width, lines)
        return known

    def _broken(self, text: str, font: str, width: float, lines: int) -> list[str]:
        metrics = self.metrics(font)
        if metrics.horizontalAdvance(text) <= width:
            return [text]
        out: list[str] = []
        words = text.split(" ")
        while words and len(out) < lines - 1:
            line = words.pop(0)
            while words and metrics.horizontalAdvance(f"{line} {words[0]}") <= width:
                line += f" {words.pop(0)}"
            out.append(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width))
        if words:
            out.append(metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width))
        return out


class _Layout:
    """The pen going down one card."""

    def __init__(self, maker: FaceMaker, card: UnitCard) -> None:
        self._maker = maker
        self._card = card
        self._left = PAD + INDENT * min(card.depth, 3)
        self._y = 12.0
        self._pieces: list[Piece] = []
        self._regions: list[Region] = []

    @cached_property
    def face(self) -> Face:
        self._head()
        if self._card.layer is Layer.EVENT or (self._card.layer is Layer.MENTION and self._card.current):
            self._category()
        for slot in self._card.slots:
            if self._wants_slot(slot):
                self._slot(slot)
        for variable in self._card.variables:
            if self._wants_variable(variable):
                self._variable(variable)
        self._foot()
        height = self._y + 8.0
        if self._card.current:
            height += BUTTONS_HEIGHT
        return Face(float(ceil(height)), tuple(self._pieces), tuple(self._regions))

    def _wants_slot(self, slot: SlotRow) -> bool:
        """Names stand close together: who it is shows only where the words do not say it."""
        if self._card.current or slot.problem or slot.required:
            return True
        if self._card.layer is Layer.MENTION:
            return bool(slot.actors) and slot.actors != (self._card.title,)
        return bool(slot.actors or slot.words)

    def _wants_variable(self, variable: VariableRow) -> bool:
        if self._card.current or variable.problem:
            return True
        return bool(variable.value) and self._card.layer is not Layer.MENTION

    @property
    def _right(self) -> float:
        return self._maker.width - PAD

    @property
    def _value_left(self) -> float:
        return self._left + LABEL_WIDTH

    def _head(self) -> None:
        words, ink = _STATE_WORDS[self._card.state]
        if self._card.draft:
            words, ink = "in the making", "accent"
        elif self._card.state is State.SUGGESTED and self._card.confidence:
            words = f"suggested · {round(self._card.confidence * 100)} %"
        font = "label" if ink == "warn" else "state"
        state_width = self._maker.metrics(font).horizontalAdvance(words) + 2
        height = self._maker.metrics("bold").height()
        top = self._y
        self._title(self._right - self._left - state_width - 8, height)
        self._put(QRectF(self._right - state_width, top, state_width, height), words, font, ink, right=True)
        self._y += 8

    def _title(self, width: float, height: float) -> None:
        card = self._card
        if card.layer is not Layer.MENTION:
            for line in self._maker.wrap(card.title, "bold", width):
                self._put(QRectF(self._left, self._y, width, height), line, "bold", "ink")
                self._y += height
            return
        tint = TINTS.get(card.category, "other")
        title = self._maker.wrap(card.title, "body", width - 2 * _CHIP_PAD, 1)[0]
        chip = self._maker.metrics("body").horizontalAdvance(title) + 2 * _CHIP_PAD
        self._put(QRectF(self._left, self._y, chip, height + 1), title, "body", f"{tint}_ink", ground=tint)
        self._y += height

    def _slot(self, row: SlotRow) -> None:
        top = self._y
        self._label(row.label)
        if row.actors:
            self._chips(row.actors, TINTS.get(row.tint, "other"))
            if row.words and self._says_more(row):
                self._lines(f"“{' … '.join(row.words)}”", "small", "quiet", self._value_left)
        elif row.words:
            self._words(row)
        else:
            self._empty(row)
        if row.hint and (row.actors or row.words):
            self._lines(row.hint, "small", "quiet", self._value_left)
        if row.problem:
            self._lines(f"! {row.problem}", "small", "bad", self._value_left)
        spoken = f"{row.label}: {', '.join(row.actors) or ' … '.join(row.words) or 'empty'}"
        self._region("slot", row.name, row.index, top, focused=row.focused, spoken=spoken)

    @staticmethod
    def _says_more(row: SlotRow) -> bool:
        """The words are shown beside the actor only where they are not its name."""
        return not row.hint and any(w.casefold() not in a.casefold() for w in row.words for a in row.actors)

    def _words(self, row: SlotRow) -> None:
        if row.tint:
            self._chips(tuple(row.words), TINTS.get(row.tint, "other"))
        elif row.name == "cue":
            self._lines(" … ".join(row.words), "italic", "ink", self._value_left)
        else:
            self._lines(f"“{' … '.join(row.words)}”", "body", "ink", self._value_left)

    def _empty(self, row: SlotRow) -> None:
        if row.focused:
            text, ink = row.hint or "click the words, ←→ for candidates", "accent"
        elif row.required:
            text, ink = "still empty", "warn"
        else:
            text, ink = "—", "quiet"
        self._lines(text, "label", ink, self._value_left)

    def _variable(self, row: VariableRow) -> None:
        top = self._y
        self._label(row.label)
        text = row.value_label or row.value or "—"
        mark = "  ▾" if self._card.current and row.choices else ""
        self._lines(text + mark, "body", "ink" if row.value else "quiet", self._value_left)
        if row.problem:
            self._lines(f"! {row.problem}", "small", "bad", self._value_left)
        self._region("variable", row.name, -1, top, spoken=f"{row.label}: {text}")

    def _category(self) -> None:
        top, card = self._y, self._card
        self._label("Type")
        text = card.category_label if card.category else "choose its type"
        mark = "  ▾" if card.current and card.choices else ""
        self._lines(text + mark, "body", "ink" if card.category else "accent", self._value_left)
        self._region("category", "category", -1, top, spoken=f"Type: {text}")

    def _foot(self) -> None:
        card = self._card
        if card.current and card.reason:
            self._y += 2
            self._lines(card.reason, "small", "quiet", self._left, lines=3)
        said = {s.problem for s in card.slots} | {v.problem for v in card.variables}
        for problem in card.problems:
            if problem not in said:
                self._lines(f"! {problem}", "small", "bad", self._left, lines=3)
        if card.note:
            self._lines(f"Note: {card.note}", "small", "quiet", self._left)
        if card.question:
            self._lines(f"? {card.question}", "small", "accent", self._left)

    def _label(self, text: str) -> None:
        height = self._maker.metrics("body").height()
        label = self._maker.wrap(text, "label", LABEL_WIDTH - 8, 1)[0]
        self._put(QRectF(self._left, self._y, LABEL_WIDTH - 8, height), label, "label", "quiet")

    def _chips(self, texts: tuple[str, ...], tint: str) -> None:
        metrics = self._maker.metrics("body")
        x, height = self._value_left, metrics.height()
        for text in texts:
            shown = self._maker.wrap(text, "body", self._right - self._value_left - 2 * _CHIP_PAD, 1)[0]
            width = metrics.horizontalAdvance(shown) + 2 * _CHIP_PAD
            if x > self._value_left and x + width > self._right:
                x, self._y = self._value_left, self._y + height + 5
            self._put(QRectF(x, self._y - 0.5, width, height + 1), shown, "body", f"{tint}_ink", ground=tint)
            x += width + 5
        self._y += height + 2

    def _lines(self, text: str, font: str, ink: str, left: float, lines: int = _LINES) -> None:
        height = self._maker.metrics(font).height() + (2 if font in ("body", "italic") else 1)
        for line in self._maker.wrap(text, font, self._right - left, lines):
            self._put(QRectF(left, self._y, self._right - left, height), line, font, ink)
            self._y += height

    def _region(
        self, kind: str, name: str, index: int, top: float, *, focused: bool = False, spoken: str = ""
    ) -> None:
        rect = QRectF(self._left - 6, top - 4, self._right - self._left + 12, self._y - top + 7)
        self._regions.append(Region(kind, name, index, rect, focused, spoken))
        self._y += 6

    def _put(
        self, rect: QRectF, text: str, font: str, ink: str, *, ground: str = "", right: bool = False
    ) -> None:
        self._pieces.append(Piece(rect, text, font, ink, ground, right))
