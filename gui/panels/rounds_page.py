"""The room “Rounds”: the plan of a round at the left, who stands where at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
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

from core.domain.standing import Cell
from gui.panels.page import Page
from gui.panels.rounds_form import RoundsForm
from gui.qt.bonds import Bonds
from gui.qt.matrix import MatrixModel
from gui.qt.widgets import SearchField, button, column, label, row
from gui.viewmodels.rounds import RoundsRoom, RoundsView
from gui.viewmodels.rounds_hand import Picked, counted

ROW_HEIGHT = 28
KEYS = (
    "Pick cells with the mouse, or Shift and the arrow keys. A assigns · Del takes back · "
    "P pauses or goes on · B sends back · Enter shows all"
)


class RoundsPage(Page):
    """Binds one `RoundsRoom`. The menu of what is picked: right button, Enter, or the menu key.

    ``packages`` asks for the page where packages are handed out.
    """

    packages = Signal()

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
        self.search = SearchField()
        self.search.setPlaceholderText("Find articles…")
        self.search.setAccessibleName("Find articles in the table")
        self.search.textChanged.connect(self._room.search)
        self.to_packages = button(
            "Packages…", self.packages.emit, tip="Hand out to work without a connection"
        )
        for widget in (self.rounds, self.close_round, self.move_all, self.to_packages):
            head.addWidget(widget)
        head.addWidget(self.search, 1)
        lines.addLayout(head)
        self.counts = label("", "quiet", wrap=True)
        lines.addWidget(self.counts)
        self.table = _Table(self._press)
        self.model = MatrixModel(self._room, self.table)
        self.table.setModel(self.model)
        self.table.customContextMenuRequested.connect(self._at)
        lines.addWidget(self.table, 1)
        lines.addWidget(label(KEYS, "small", wrap=True))
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

    def picked(self) -> Picked:
        """What the selected cells are about."""
        places = ((one.row(), one.column() - 1) for one in self.table.selectedIndexes())
        return self._room.picked(sorted(places))

    def menu(self) -> QMenu | None:
        """What can be done with the selected cells; nothing where there is no coder."""
        some = self.picked()
        if not some.free and not some.given:
            return None
        room, menu = self._room, QMenu(self)
        if some.given:
            pause = "Pause" if some.running or not some.paused else "Go on"
            can = bool(some.running or some.paused)
            menu.addAction(f"{pause}\tP", _calling(room.pause, some)).setEnabled(can)
            menu.addAction("Send back…\tB", self.why.setFocus).setEnabled(bool(some.complete))
            hides = "Hide" if not all(cell.hidden for cell in some.new) or not some.new else "Show"
            turn = menu.addAction(f"{hides} suggestions", _calling(room.turn_suggestions, some))
            turn.setEnabled(bool(some.new))
            back = menu.addAction("Take back\tDel", _calling(room.take_back, some))
            back.setEnabled(bool(some.new))
            self._add_moves(menu, some)
        if some.free:
            self._add_assign(menu, some)
        return menu

    def _add_moves(self, menu: QMenu, some: Picked) -> None:
        to = menu.addMenu("Move to")
        to.setEnabled(bool(some.coder_id))
        for person in self._room.view.value.people:
            if person.id != some.coder_id:
                to.addAction(person.name, _calling(self._room.move, some, person.id))

    def _add_assign(self, menu: QMenu, some: Picked) -> None:
        """One round: a line; several: a menu of them; none: a line that says what is missing."""
        rounds, what = self._room.open_rounds(), counted(some.free)
        if not rounds:
            menu.addAction("Assign: no round is open. Give one out, or begin one empty.").setEnabled(False)
        elif len(rounds) == 1:
            verb = _calling(self._room.assign, some, rounds[0])
            menu.addAction(f"Assign {what} in {rounds[0].name}\tA", verb)
        else:
            which = menu.addMenu(f"Assign {what} in")
            for one in rounds:
                which.addAction(one.name, _calling(self._room.assign, some, one))

    def _press(self, key: Qt.Key) -> bool:
        """A key on the table; whether it was one of its verbs."""
        some, rounds = self.picked(), self._room.open_rounds()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_menu()
        elif key == Qt.Key.Key_A and some.free and len(rounds) == 1:
            self._room.assign(some, rounds[0])
        elif key == Qt.Key.Key_A:
            self.open_menu()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._room.take_back(some)
        elif key == Qt.Key.Key_P:
            self._room.pause(some)
        elif key == Qt.Key.Key_B:
            self.why.setFocus()
        else:
            return False
        return True

    def open_menu(self) -> None:
        """Open the menu of the cell at its place."""
        menu = self.menu()
        if menu is None:
            return
        corner = self.table.visualRect(self.table.currentIndex()).bottomLeft()
        menu.popup(self.table.viewport().mapToGlobal(corner))

    def _at(self, place: QPoint) -> None:
        index = self.table.indexAt(place)
        if index.isValid() and not self.table.selectionModel().isSelected(index):
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
    """Rows of one height; ``press`` is asked first what a key means. Shift and Ctrl pick several cells."""

    def __init__(self, press: Callable[[Qt.Key], bool]) -> None:
        super().__init__()
        self.setAccessibleName("Articles and coders")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.hide()
        self.horizontalHeader().setDefaultSectionSize(120)
        self.horizontalHeader().setHighlightSections(False)
        self._press = press

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the room's own verbs; with Ctrl or Alt, and all others, they are a table's business."""
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if not (plain and self._press(Qt.Key(event.key()))):
            super().keyPressEvent(event)

    def fit(self) -> None:
        """The article's column is wide."""
        self.setColumnWidth(0, 300)
