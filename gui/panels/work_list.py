"""The coder's articles: search, filter by status, order, open one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QListView, QMenu, QWidget

from gui.qt.bonds import Bonds
from gui.qt.models import RowsView, WorkDelegate, WorkModel
from gui.qt.widgets import SearchField, column, hide_within, label, row, show_if
from gui.viewmodels.hiding import Hiding
from gui.viewmodels.views import WorkRow
from gui.viewmodels.work_list import WorkList

STATUSES = (("", "All"), ("new", "New"), ("in progress", "In progress"), ("complete", "Complete"))
ORDERS = (("position", "In order"), ("title", "By title"), ("published", "By date"), ("source", "By source"))
_TYPING = 120  # ms to wait for the next letter before searching


class WorkListPanel(QFrame):
    """Binds the work list; rows come in pages as one scrolls. ``opened`` tells that an article was chosen."""

    opened = Signal()
    unaided = Signal()  # the page about coding without suggestions is asked for

    def __init__(self, work: WorkList, parent: QWidget | None = None, hiding: Hiding | None = None) -> None:
        super().__init__(parent)
        self._work, self._hiding = work, hiding
        self.setProperty("kind", "left")
        layout = column(self, 12, 8)
        self.search = SearchField()
        self.search.setPlaceholderText("Find in my articles…")
        self.search.setAccessibleName("Find in my articles")
        layout.addWidget(self.search)
        layout.addLayout(self._filters())
        self.list = RowsView()
        self.list.setProperty("kind", "plain")
        self.list.setAccessibleName("My articles")
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.model = WorkModel(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(WorkDelegate(self.list))
        layout.addWidget(self.list, 1)
        self.empty = label("", "quiet", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.empty.setContentsMargins(0, 24, 0, 0)
        layout.addWidget(self.empty, 1)
        self._connect()
        self._bonds = Bonds()
        self._bonds.watch(work.rows, self._show)

    def end(self) -> None:
        """Stop listening."""
        self._timer.stop()
        self._bonds.end()

    def _filters(self) -> QHBoxLayout:
        line = row(6)
        self.status = _combo(STATUSES, "Status")
        self.order = _combo(ORDERS, "Order")
        line.addWidget(self.status, 1)
        line.addWidget(self.order, 1)
        return line

    def _connect(self) -> None:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING)
        self._timer.timeout.connect(lambda: self._work.search(self.search.text()))
        self.search.textEdited.connect(lambda _text: self._timer.start())
        self.search.textChanged.connect(lambda text: None if text else self._timer.start())
        self.search.returnPressed.connect(self._open_first)
        self.status.activated.connect(lambda at: self._work.filter(STATUSES[at][0]))
        self.order.activated.connect(lambda at: self._work.sort(ORDERS[at][0]))
        self.list.clicked.connect(self._open)
        self.list.activated.connect(self._open)
        self.list.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_menu)

    def _show(self, rows: tuple[WorkRow, ...]) -> None:
        self.model.set_rows(rows)
        here = self._work.here
        if here >= 0 and self.list.currentIndex().row() != here:
            self.list.setCurrentIndex(self.model.index(here))
        searching = bool(self.search.text()) or self.status.currentIndex() > 0
        self.empty.setText(
            "Nothing matches. Clear the search or the filter."
            if searching
            else "No articles yet. Drop text files on the window, or choose Project › Import articles."
        )
        show_if(self.empty, not rows)
        if rows:
            self.list.show()
        else:
            hide_within(self.list, self.search)

    def _open(self, index: QModelIndex) -> None:
        work = index.data(Qt.ItemDataRole.UserRole)
        if work is not None and not work.current:
            self._work.open(work.article_id)
            self.opened.emit()

    def _open_first(self) -> None:
        self._timer.stop()
        self._work.search(self.search.text())
        if self.model.rows:
            self._work.open(self.model.rows[0].article_id)
            self.opened.emit()

    def _on_menu(self, place: QPoint) -> None:
        """By the right button, or by the menu key for the row that has the focus."""
        index = self.list.indexAt(place)
        work = (index if index.isValid() else self.list.currentIndex()).data(Qt.ItemDataRole.UserRole)
        menu = self.menu_of(work) if work is not None else None
        if menu is not None:
            menu.popup(self.list.viewport().mapToGlobal(place))

    def menu_of(self, work: WorkRow) -> QMenu | None:
        """What can be said of an article here; nothing for who does not decide on the study's design."""
        entries = self._hiding.entries(work.article_id) if self._hiding is not None else ()
        if self._hiding is None or not entries:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in entries:
            whose = f"{entry.name}: code" if len(entries) > 1 else "Code"
            late = " (coding has begun)" if entry.begun else ""
            made = menu.addAction(f"{whose} without suggestions{late}")
            made.setCheckable(True)
            made.setChecked(entry.hidden)
            made.setEnabled(not entry.begun)
            turn = partial(self._turn, work.article_id, entry.coder_id)
            made.triggered.connect(lambda _checked=False, turn=turn: turn())
        menu.addSeparator()
        menu.addAction("A random share…", self.unaided.emit)
        return menu

    def _turn(self, article_id: str, coder_id: str) -> None:
        if self._hiding is not None:
            self._hiding.turn(article_id, coder_id)

    def _on_scrolled(self, value: int) -> None:
        if value >= self.list.verticalScrollBar().maximum() - 200:
            self._work.more()


def _combo(entries: tuple[tuple[str, str], ...], name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setMinimumContentsLength(6)
    for code, text in entries:
        made.addItem(text, code)
    return made
