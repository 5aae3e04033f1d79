"""The room “Rounds”: the plan of a round at the left, who stands where at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QLayout,
    QLineEdit,
    QMenu,
    QTableView,
    QWidget,
)

from core.domain.standing import Cell, Standing
from gui.panels.page import Page
from gui.panels.rounds_form import RoundsForm
from gui.qt.bonds import Bonds
from gui.qt.matrix import MatrixModel
from gui.qt.widgets import button, column, label, row
from gui.viewmodels.rounds import RoundsRoom, RoundsView

ROW_HEIGHT = 28


class RoundsPage(Page):
    """Binds one `RoundsRoom`. The menu of a cell opens with the right button, Enter or the menu key."""

    def __init__(self, room: RoundsRoom) -> None:
        super().__init__("Rounds", 1600, scrolls=False)
        self._room = room
        self._edition = -1
        self.back.setText("Back to coding")
        self.forbidden = label("", "warn", wrap=True)
        self.lines.addWidget(self.forbidden)
        self.body = QWidget()
        halves = row(16)
        self.body.setLayout(halves)
        self.form = RoundsForm(room)
        halves.addWidget(self.form)
        halves.addWidget(self._matrix(), 1)
        self.lines.addWidget(self.body, 1)
        self._bonds = Bonds()
        self._bonds.watch(room.view, self._show)

    def end(self) -> None:
        """Stop listening."""
        self._bonds.end()
        self._room.close()

    def begin(self) -> None:
        """The room is entered."""
        self._room.look()
        self.form.name.setFocus()

    def _matrix(self) -> QWidget:
        holder = QWidget()
        lines = column(holder, 0, 8)
        head = row(8)
        self.rounds = QComboBox()
        self.rounds.setAccessibleName("Round shown")
        self.rounds.setMinimumWidth(180)
        self.rounds.activated.connect(lambda at: self._room.choose(str(self.rounds.itemData(at))))
        self.close_round = button("Close this round", self._room.close_round)
        self.move_all = button(
            "Move all of…", self._ask_whose, tip="Give what somebody has not begun to others"
        )
        for widget in (self.rounds, self.close_round, self.move_all):
            head.addWidget(widget)
        head.addStretch(1)
        lines.addLayout(head)
        self.counts = label("", "quiet", wrap=True)
        lines.addWidget(self.counts)
        self.table = _Table(self.open_menu)
        self.model = MatrixModel(self._room, self.table)
        self.table.setModel(self.model)
        self.table.customContextMenuRequested.connect(self._at)
        lines.addWidget(self.table, 1)
        self._back_line(lines.addLayout)
        self.said = label("", "quiet", wrap=True)
        lines.addWidget(self.said)
        return holder

    def _back_line(self, add: Callable[[QLayout], None]) -> None:
        line = row(8)
        self.why = QLineEdit()
        self.why.setPlaceholderText("What is to be looked at again")
        self.why.setAccessibleName("What is to be looked at again")
        self.send = button("Send back", self._send_back)
        self.why.returnPressed.connect(self._send_back)
        line.addWidget(self.why, 1)
        line.addWidget(self.send)
        self._why_line = (self.why, self.send)
        add(line)

    def _show(self, view: RoundsView) -> None:
        self.forbidden.setText(view.forbidden)
        self.forbidden.setVisible(bool(view.forbidden))
        self.body.setVisible(not view.forbidden)
        self.form.show_view(view)
        self.counts.setText(view.counts)
        self.said.setText(view.said)
        if view.edition == self._edition:
            return
        self._edition = view.edition
        self.model.renew()
        self.table.fit()
        self._show_rounds(view)
        for widget in self._why_line:
            widget.setVisible(bool(view.rounds))

    def _show_rounds(self, view: RoundsView) -> None:
        self.rounds.clear()
        self.rounds.addItem("All articles", "")
        for one in view.rounds:
            closed = ", closed" if one.closed else ""
            self.rounds.addItem(f"{one.name} ({one.kind}{closed})", one.id)
        self.rounds.setCurrentIndex(max(0, self.rounds.findData(view.chosen)))
        chosen = next((one for one in view.rounds if one.id == view.chosen), None)
        self.close_round.setEnabled(chosen is not None)
        self.close_round.setText("Open this round again" if chosen and chosen.closed else "Close this round")
        self.move_all.setEnabled(bool(view.rounds) and len(view.people) > 1)

    # -- the cell -------------------------------------------------------------------------------------

    def current(self) -> Cell | None:
        """The cell the cursor is on, where its coder has something to do with the article."""
        index = self.table.currentIndex()
        return self._room.cell(index.row(), index.column() - 1) if index.isValid() else None

    def menu(self) -> QMenu | None:
        """What can be done with the cell."""
        cell = self.current()
        if cell is None or not cell.round_id:
            return None
        room, menu = self._room, QMenu(self)
        new, paused = cell.standing is Standing.NEW, cell.standing is Standing.PAUSED
        done = cell.standing is Standing.COMPLETE
        menu.addAction("Go on" if paused else "Pause", lambda: room.pause(cell)).setEnabled(not done)
        menu.addAction("Send back…", self.why.setFocus).setEnabled(done)
        hides = "Show suggestions" if cell.hidden else "Hide suggestions"
        menu.addAction(hides, lambda: room.turn_suggestions(cell)).setEnabled(new)
        menu.addAction("Take back", lambda: room.take_back(cell)).setEnabled(new)
        to = menu.addMenu("Move to")
        to.setEnabled(new)
        for person in room.view.value.people:
            if person.id != cell.coder_id:
                to.addAction(person.name, _calling(room.move, cell, person.id))
        return menu

    def open_menu(self) -> None:
        """Open the menu of the cell at its place."""
        menu = self.menu()
        if menu is None:
            return
        corner = self.table.visualRect(self.table.currentIndex()).bottomLeft()
        menu.popup(self.table.viewport().mapToGlobal(corner))

    def _at(self, place: QPoint) -> None:
        index = self.table.indexAt(place)
        if index.isValid():
            self.table.setCurrentIndex(index)
        self.open_menu()

    def _send_back(self) -> None:
        cell = self.current()
        if cell is None:
            self.said.setText("Choose an article and a coder in the table first.")
        elif self._room.send_back(cell, self.why.text()):
            self.why.clear()

    def _ask_whose(self) -> None:
        menu = QMenu(self)
        for person in self._room.view.value.columns:
            menu.addAction(person.name, _calling(self._room.move_all, person.id))
        menu.popup(self.move_all.mapToGlobal(self.move_all.rect().bottomLeft()))


def _calling(verb: Callable[..., object], *given: object) -> Callable[[], object]:
    def call() -> object:
        return verb(*given)

    return call


class _Table(QTableView):
    """Rows of one height; Enter opens the menu of the cell."""

    def __init__(self, enter: Callable[[], None]) -> None:
        super().__init__()
        self.setAccessibleName("Articles and coders")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.hide()
        self.horizontalHeader().setDefaultSectionSize(120)
        self.horizontalHeader().setHighlightSections(False)
        self._enter = enter

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the menu; the rest is a table's own business."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def fit(self) -> None:
        """The article's column is wide."""
        self.setColumnWidth(0, 300)
