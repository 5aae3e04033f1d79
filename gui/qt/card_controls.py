"""The real buttons of the current card: slots and variables as see-through buttons, verbs below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton, QWidget

from gui.qt.card_face import BUTTONS_HEIGHT, PAD, Face, Region
from gui.qt.models import worn
from gui.viewmodels.views import Choice, State, UnitCard


@dataclass(frozen=True, slots=True)
class CardAct:
    """What the person wants of a card.

    ``verb``: select, slot, choose (a value), variable (type one), type, accept, fix, reject, recall, finish,
    cancel; ``name`` and ``index`` of the slot or variable; ``value`` of the variable.
    """

    unit: str
    verb: str
    name: str = ""
    index: int = -1
    value: str = ""


@dataclass(frozen=True, slots=True)
class _Verb:
    name: str
    text: str
    kind: str = ""


_SUGGESTED = (_Verb("accept", "Accept ⏎", "accent"), _Verb("fix", "Fix F2"), _Verb("reject", "Reject ⌫"))
_CODED = (_Verb("fix", "Fix F2"), _Verb("reject", "Remove ⌫"))
_REJECTED = (_Verb("recall", "Take back"),)
_DRAFT_IN_SLOT = (_Verb("finish", "Done ⏎", "accent"), _Verb("cancel", "Discard"))  # Esc leaves the slot
_DRAFT = (_Verb("finish", "Done ⏎", "accent"), _Verb("cancel", "Discard Esc"))


def verbs_of(card: UnitCard) -> tuple[_Verb, ...]:
    """The verbs a card offers as it stands."""
    if card.draft:
        started = any(s.words or s.actors for s in card.slots)
        return _DRAFT_IN_SLOT if started and any(s.focused for s in card.slots) else _DRAFT
    if card.state is State.SUGGESTED:
        return _SUGGESTED
    return _REJECTED if card.state is State.REJECTED else _CODED


class _Glass(QAbstractButton):
    """A see-through button over a painted row: pressed, focused and spoken like any other."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is in view."""
        if not (self.hasFocus() or self.underMouse()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = worn()
        colour = QColor(tokens.accent if self.hasFocus() else tokens.outline)
        painter.setPen(QPen(colour, 2.0 if self.hasFocus() else 1.0))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)


class Controls:
    """Places real buttons over the current card; one set serves whichever card is current."""

    def __init__(self, viewport: QWidget, tell: Callable[[CardAct], None]) -> None:
        self._viewport = viewport
        self._tell = tell
        self._glasses: list[_Glass] = []
        self._buttons: list[QPushButton] = []
        self._card: UnitCard | None = None
        self._face: Face | None = None

    def hide(self) -> None:
        """No card is current."""
        self._card = self._face = None
        for widget in (*self._glasses, *self._buttons):
            if not widget.isHidden():
                widget.hide()

    def show_for(self, card: UnitCard, face: Face, at: QPointF, width: float) -> None:
        """Cover ``card``, painted at ``at``."""
        self._card, self._face = card, face
        corner = QPoint(int(at.x()), int(at.y()))
        for index, region in enumerate(face.regions):
            glass = self._glass(index)
            glass.setGeometry(region.rect.toRect().translated(corner))
            glass.setAccessibleName(region.spoken)
            glass.setToolTip("Choose, then click the words" if region.kind == "slot" else "Change")
            if glass.isHidden():
                glass.show()
        for glass in self._glasses[len(face.regions) :]:
            if not glass.isHidden():
                glass.hide()
        self._show_buttons(card, QRect(corner.x(), corner.y(), int(width), int(face.height)))

    def focus_first(self) -> None:
        """Focus on the first row of the current card, else on its first verb."""
        for widget in (*self._glasses, *self._buttons):
            if widget.isVisible():
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _show_buttons(self, card: UnitCard, rect: QRect) -> None:
        x = rect.left() + int(PAD)
        top = rect.bottom() - int(BUTTONS_HEIGHT) + 2
        verbs = verbs_of(card)
        for index, verb in enumerate(verbs):
            button = self._button(index)
            if button.text() != verb.text:
                button.setText(verb.text)
            if button.property("kind") != verb.kind:
                button.setProperty("kind", verb.kind)
                button.style().unpolish(button)
                button.style().polish(button)
            size = button.sizeHint()
            button.setGeometry(x, top, size.width(), size.height())
            if button.isHidden():
                button.show()
            x += size.width() + 7
        for button in self._buttons[len(verbs) :]:
            button.hide()

    def _glass(self, index: int) -> _Glass:
        while index >= len(self._glasses):
            glass = _Glass(self._viewport)
            glass.setCursor(Qt.CursorShape.PointingHandCursor)
            glass.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            number = len(self._glasses)
            glass.clicked.connect(lambda _checked=False, at=number: self._on_region(at))
            self._glasses.append(glass)
        return self._glasses[index]

    def _button(self, index: int) -> QPushButton:
        while index >= len(self._buttons):
            button = QPushButton(self._viewport)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            number = len(self._buttons)
            button.clicked.connect(lambda _checked=False, at=number: self._on_button(at))
            self._buttons.append(button)
        return self._buttons[index]

    def _on_button(self, index: int) -> None:
        if self._card is not None:
            self._tell(CardAct(self._card.id, verbs_of(self._card)[index].name))

    def _on_region(self, index: int) -> None:
        if self._card is None or self._face is None:
            return
        region = self._face.regions[index]
        if region.kind == "slot":
            self._tell(CardAct(self._card.id, "slot", region.name, region.index))
        elif region.kind == "category":
            self._popup(self._menu(self._card.id, "type", "", self._card.choices), self._glasses[index])
        else:
            self._on_variable(self._card, region, self._glasses[index])

    def _on_variable(self, card: UnitCard, region: Region, glass: _Glass) -> None:
        row = next(v for v in card.variables if v.name == region.name)
        if not row.choices:
            self._tell(CardAct(card.id, "variable", row.name, value=row.value))
            return
        menu = self._menu(card.id, "choose", row.name, row.choices)
        if row.value:
            menu.addSeparator()
            menu.addAction("Leave open").triggered.connect(
                lambda: self._tell(CardAct(card.id, "choose", row.name, value=""))
            )
        self._popup(menu, glass)

    @staticmethod
    def _popup(menu: QMenu, glass: _Glass) -> None:
        menu.popup(glass.mapToGlobal(glass.rect().bottomLeft()))

    def _menu(self, unit: str, verb: str, name: str, choices: tuple[Choice, ...]) -> QMenu:
        menu = QMenu(self._viewport)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        for choice in choices:
            entry = menu.addAction(f"{choice.key}  {choice.label}" if choice.key else choice.label)
            entry.setCheckable(True)
            entry.setChecked(choice.chosen)
            entry.setToolTip(choice.detail)
            entry.triggered.connect(
                lambda _checked=False, value=choice.code: self._tell(CardAct(unit, verb, name, value=value))
            )
        return menu
