"""The small card at a place of lost text: what the machine reads there, and the button against it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from core.domain.text import Span
from gui.qt.bonds import Bonds
from gui.qt.canvas import ArticleCanvas
from gui.qt.canvas_voice import say
from gui.qt.widgets import button, column, hide_within, label, row
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.views import SeamCard

WIDTH = 300
_GAP = 5


class SeamCardPanel(QFrame):
    """Hangs at its sign inside the text's viewport, below it or above; it takes no focus from the text."""

    def __init__(self, desk: DeskViewModel, canvas: ArticleCanvas, trigger: Callable[[str], None]) -> None:
        super().__init__(canvas.viewport())
        self._corrects = desk.session.state.decides_design
        self._repairs, self._canvas = desk.repairs, canvas
        self._view: SeamCard | None = None
        self.setProperty("kind", "popup")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._lines = lines = column(self, 11, 6)
        self.what = label("", "strong", wrap=True)
        self.why = label("", "small", wrap=True)
        lines.addWidget(self.what)
        lines.addWidget(self.why)
        verbs = row(6)
        self.turn = button("", self._turn, "accent")
        self.keep = button("Keep  Esc", self._keep)
        self.count = label("", "small")
        verbs.addWidget(self.turn)
        verbs.addWidget(self.keep)
        verbs.addStretch(1)
        verbs.addWidget(self.count)
        lines.addLayout(verbs)
        self.write = button(
            "Write all of them into the text…",
            lambda: trigger("article.correct_repairs"),
            "quiet",
            "A corrected version of the article; codings are carried over",
        )
        lines.addWidget(self.write)
        self.hide()
        canvas.viewed.connect(self.place)
        self._bonds = Bonds()
        self._bonds.watch(desk.repairs.view, self._show)

    def end(self) -> None:
        """Stop listening."""
        self._bonds.end()
        self._canvas.viewed.disconnect(self.place)

    def place(self) -> None:
        """Hang at the sign again; hidden while it is scrolled out of sight."""
        if self._view is None:
            return
        self._lines.invalidate()
        self._lines.activate()
        width = max(WIDTH, self._lines.minimumSize().width())
        self.setFixedSize(width, self._lines.heightForWidth(width))
        at = self._view.seam.at
        anchor = self._canvas.rect_of(Span(at - 1, at + 1))
        room = self._canvas.viewport().rect()
        self.setVisible(anchor.intersects(room))
        self.move(_spot(anchor, room, self.rect()))
        self.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the card; every other key goes on to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self._keep()
            return
        event.ignore()

    def _show(self, view: SeamCard | None) -> None:
        self._view = view
        if view is None:
            hide_within(self, self._canvas)
            return
        self.what.setText(view.title)
        self.why.setText(view.detail)
        self.turn.setText(f"{view.verb}  R")
        self.turn.setEnabled(not view.read_only)
        self.write.setVisible(self._corrects and not view.seam.refused)
        self.keep.setText("Leave  Esc" if view.seam.refused else "Keep  Esc")
        self.count.setText(f"{view.number} of {view.total}  L")
        self.count.setToolTip("The next place: L, the one before: Shift+L")
        self.place()
        say(self._canvas, f"{view.title}. {view.detail}")

    def _turn(self) -> None:
        self._repairs.turn()
        self._canvas.setFocus()

    def _keep(self) -> None:
        self._repairs.close()
        self._canvas.setFocus()


def _spot(anchor: QRect, room: QRect, card: QRect) -> QPoint:
    """Below the sign where there is room, else above; always inside sideways."""
    x = max(0, min(anchor.center().x() - card.width() // 4, room.width() - card.width()))
    below = anchor.bottom() + _GAP
    fits = below + card.height() <= room.height() or anchor.top() < card.height()
    return QPoint(x, below if fits else anchor.top() - _GAP - card.height())
