"""Small makers and widgets that every panel uses; the style sheet dresses them by their kind."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui.qt.theme import tokens_for

_HELD = (
    Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
)


def frame(kind: str = "page") -> QFrame:
    """A frame of that kind; see ``resources/styles/app.qss``."""
    made = QFrame()
    made.setProperty("kind", kind)
    return made


def label(text: str = "", kind: str = "", *, wrap: bool = False) -> QLabel:
    """Words on the window; never rich text, since they may come from an article."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", kind)
    made.setWordWrap(wrap)
    return made


class _Button(QPushButton):
    """Pressed by Enter too while it has the focus, as by Space."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer Enter; the rest is a button's own business."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _HELD:
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, on: Callable[[], object] | None = None, kind: str = "", tip: str = "") -> QPushButton:
    """A push button; ``on`` is called when it is pressed."""
    made = _Button(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a press leaves the single keys alive
    if tip:
        made.setToolTip(tip)
    if on is not None:
        made.clicked.connect(lambda _checked=False: on())
    return made


def number(least: int, most: int, value: int, suffix: str = "") -> QSpinBox:
    """A field for a whole number."""
    made = QSpinBox()
    made.setRange(least, most)
    made.setValue(value)
    made.setSuffix(suffix)
    made.lineEdit().setTextMargins(8, 0, 0, 0)  # the style sheet's padding does not reach the editor within
    return made


def bold_width(font: QFont, text: str) -> int:
    """How wide ``text`` is in bold: a button whose words turn bold when chosen needs the room before."""
    bold = QFont(font)
    bold.setPixelSize(13)
    bold.setBold(True)
    return QFontMetrics(bold).horizontalAdvance(text)


def dress(widget: QWidget, **properties: str) -> None:
    """Set properties that the style sheet asks for, and have it look again if one changed."""
    changed = [name for name, value in properties.items() if widget.property(name) != value]
    for name in changed:
        widget.setProperty(name, properties[name])
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def column(parent: QWidget, margin: int = 0, gap: int = 8) -> QVBoxLayout:
    """Lay the children of ``parent`` out in a column."""
    made = QVBoxLayout(parent)
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(gap)
    return made


def row(gap: int = 8) -> QHBoxLayout:
    """A row without margins."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    return made


def emptied(layout: QLayout) -> None:
    """Take everything out of ``layout`` and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


def show_if(widget: QWidget, truth: bool) -> None:
    """Show or hide ``widget``; nothing when it is so already, which Qt takes long to find out."""
    if widget.isHidden() is truth or not widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
        widget.setVisible(truth)


def hide_within(widget: QWidget, heir: QWidget) -> None:
    """Hide ``widget``; had it the focus, ``heir`` gets it and not whatever comes next in the window."""
    focused = QApplication.focusWidget()
    if focused is not None and (focused is widget or widget.isAncestorOf(focused)):
        heir.setFocus(Qt.FocusReason.OtherFocusReason)
    widget.hide()


class SearchField(QLineEdit):
    """A line to search by: Escape empties it, and once empty tells ``left``."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer Escape; the rest is a line's own business."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self.left.emit()


class ThinBar(QWidget):
    """A thin line that fills up. `QProgressBar` would paint the window anew at once, at each value."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedHeight(4)

    @property
    def share(self) -> float:
        """How full it is, 0..1."""
        return self._share

    def set_share(self, share: float) -> None:
        """Fill it up to ``share``; painted with the window's next frame."""
        if share != self._share:
            self._share = share
            self.setAccessibleDescription(f"{round(share * 100)} %")
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the trough and what is full of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        tokens = tokens_for(QApplication.palette())
        for colour, width in (
            (tokens.trough, self.width()),
            (tokens.accent, round(self.width() * self._share)),
        ):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(0, 0, width, self.height(), 2, 2)


class Elided(QLabel):
    """One line that ends in … where there is no room; the whole of it is the tooltip."""

    def __init__(self, text: str = "", kind: str = "") -> None:
        super().__init__(" ")  # the height of a line
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._said = text

    def text(self) -> str:
        """All of it, whether there is room or not."""
        return self._said

    def setText(self, text: str) -> None:
        """Say something else; the size it takes does not depend on it, so nothing is laid out anew."""
        if text != self._said:
            self._said = text
            self.setAccessibleName(text)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what there is room for."""
        painter = QPainter(self)
        rect = self.contentsRect()
        text = self.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, rect.width())
        tip = self._said if text != self._said else ""
        if tip != self.toolTip():
            self.setToolTip(tip)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(rect, int(self.alignment()), text)


class Flow(QLayout):
    """Lays its items out like words: as many in a line as fit."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def put(self, widget: QWidget) -> None:
        """Add ``widget`` and show it now: Qt would with the next turn of the event loop, and until then
        what is hidden has no room here."""
        self.addWidget(widget)
        widget.show()

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more item."""
        self._items.append(item)

    def count(self) -> int:
        """How many items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It does not grow by itself."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Its height follows its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height all lines take."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Lay out within the room given."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """The size it likes."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Room for its widest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, tall = rect.x(), rect.y(), 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, tall = rect.x(), y + tall + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self._gap
            tall = max(tall, hint.height())
        return y + tall - rect.y()
