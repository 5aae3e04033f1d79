"""The main window: top bar, banners, the page or room shown, status bar; menus made from the action table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QIcon,
    QKeySequence,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QStackedWidget, QWidget

from core.text.places import resource
from gui.actions import ACTIONS, MENUS, When
from gui.panels.banner import Banner
from gui.panels.status_bar import StatusBar
from gui.panels.top_bar import TopBar
from gui.qt.native_keys import native
from gui.qt.widgets import column, frame, label

SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """``painted`` comes once, after the first paint; ``closing`` before the window goes."""

    painted = Signal()
    closing = Signal()
    dropped = Signal(tuple)

    def __init__(self, trigger: Callable[[str], None]) -> None:
        super().__init__()
        self._trigger = trigger
        self._was_painted = False
        self.setWindowTitle("Rapporteur")
        self.setWindowIcon(QIcon(str(resource("icons", "rapporteur.svg"))))
        self.setAcceptDrops(True)
        self.resize(*SIZE)
        self._body = body = QFrame()
        self.setCentralWidget(body)
        lines = column(body, 0, 0)
        self.top = TopBar()
        self.top.room_chosen.connect(lambda room: trigger(f"room.{room}"))
        self.banner = Banner()
        self.trouble = Banner()
        self.place = Banner()  # where the project lies; stays until it is closed, whatever else is told
        self.stack = QStackedWidget()
        self.status = StatusBar(trigger)
        lines.addWidget(self.top)
        lines.addWidget(self.trouble)
        lines.addWidget(self.place)
        lines.addWidget(self.banner)
        lines.addWidget(self.stack, 1)
        lines.addWidget(self.status)
        self.actions_by_id: dict[str, QAction] = {}
        self._make_actions()
        self._drop_hint = self._hint(body)
        self.status.hide()

    def add_page(self, page: QWidget) -> None:
        """Have a page ready to be shown."""
        self.stack.addWidget(page)

    def drop_page(self, page: QWidget) -> None:
        """Let a page go."""
        self.stack.removeWidget(page)
        page.hide()
        page.setParent(None)
        page.deleteLater()

    def show_page(self, page: QWidget, room: str = "") -> None:
        """Show a page; ``room`` is the room it is, if it is one."""
        self.stack.setCurrentWidget(page)
        self.top.show_room(room)

    def enable(self, conditions: set[When], refused: Mapping[str, str]) -> None:
        """Enable what works under ``conditions``; keys of the rest are dead. ``refused``: what this person
        may not do, with the reason, which the menu shows in its place."""
        for each in ACTIONS:
            made = self.actions_by_id.get(each.id)
            if made is not None:
                why = refused.get(each.id, "")
                made.setEnabled(each.when in conditions and not why)
                made.setToolTip(why or each.tip or each.text)

    def report_trouble(self, text: str) -> None:
        """Something nobody foresaw: say it, offer the report, go on."""
        self.trouble.tell(
            "Something went wrong – your work is saved.",
            "Copy report",
            lambda: QApplication.clipboard().setText(text),
        )

    def geometry_state(self) -> str:
        """Place and size, to be remembered."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def set_geometry_state(self, state: str) -> None:
        """Place and size as remembered; nonsense is passed over."""
        if state:
            self.restoreGeometry(QByteArray.fromBase64(state.encode("ascii", "ignore")))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and tell after the first time, when everything is on the screen."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of everything on closing."""
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are dragged in."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._drop_hint.setGeometry(self._body.rect().adjusted(16, 60, -16, -50))
            self._drop_hint.raise_()
            self._drop_hint.show()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """The files were dragged away."""
        self._drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped files."""
        self._drop_hint.hide()
        paths = tuple(url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile())
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    @staticmethod
    def _hint(parent: QWidget) -> QFrame:
        made = frame("drop")
        made.setParent(parent)
        made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box = frame("popup")
        column(box, 22).addWidget(label("Drop files here to import them", "heading"))
        column(made).addWidget(box, 0, Qt.AlignmentFlag.AlignCenter)
        made.hide()
        return made

    def _make_actions(self) -> None:
        for menu_name in MENUS:
            menu = self.top.menus.addMenu(menu_name)
            menu.setToolTipsVisible(True)
            group = 0
            for each in (a for a in ACTIONS if a.menu == menu_name):
                if each.group != group:
                    menu.addSeparator()
                    group = each.group
                menu.addAction(
                    self._action(each.id, each.text, each.keys, each.tip, live=each.when is not When.TEXT)
                )
        for each in ACTIONS:
            if not each.menu and each.when is not When.TEXT and each.id != "escape":
                self.addAction(self._action(each.id, each.text, each.keys, each.tip, live=True))

    def _action(self, name: str, text: str, keys: tuple[str, ...], tip: str, *, live: bool) -> QAction:
        made = QAction(text, self)
        made.setObjectName(name)
        made.setToolTip(tip or text)
        if live:
            made.setShortcuts([QKeySequence(key) for key in keys])
        elif keys:
            made.setText(f"{text}\t{native(keys[0])}")  # shown only: the key lives on the text and the cards
        made.triggered.connect(lambda _checked=False: self._trigger(name))
        self.addAction(made)
        self.actions_by_id[name] = made
        return made
