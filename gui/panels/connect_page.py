"""The page on which a person connects to a project on a team server."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QProgressBar

from core.app.servers import CHECKED, ENCRYPTED, OFFERED
from gui.panels.fields import Fields
from gui.panels.page import Page
from gui.qt.bonds import Bonds
from gui.qt.widgets import button, label, row
from gui.viewmodels.connecting import Connecting, ConnectView

ABOUT = (
    "Your supervisor gives you these. What you may see of the project is fetched once; from then on you code "
    "at full speed, also while there is no connection, and everything goes to the server by itself."
)
SECURITY = {
    CHECKED: "Encrypted, and the server proves who it is",
    ENCRYPTED: "Encrypted, but anybody could pose as the server",
    OFFERED: "As the server offers it: for this computer or a tunnel only",
}
PARTS = ("host", "port", "database", "login", "certificate")


class ConnectPage(Page):
    """Binds one `Connecting`."""

    def __init__(self, room: Connecting) -> None:
        super().__init__("Connect to a team server", 720)
        self._room = room
        self.lines.addWidget(label(ABOUT, "quiet", wrap=True))
        self.fields = Fields("")
        self.lines.addWidget(self.fields)
        self.parts = {name: QLineEdit() for name in PARTS}
        for name, field in self.parts.items():
            field.textEdited.connect(lambda text, name=name: room.change(**{name: text.strip()}))
            field.returnPressed.connect(self._connect)
        self.parts["host"].setPlaceholderText("db.lab.example")
        self.parts["certificate"].setPlaceholderText("This computer's own list of authorities")
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.returnPressed.connect(self._connect)
        self.keep = QCheckBox("Keep it until Rapporteur is closed; it is never written down")
        self.tls = QComboBox()
        for mode, text in SECURITY.items():
            self.tls.addItem(text, mode)
        self.tls.activated.connect(lambda _at: room.change(tls=str(self.tls.currentData())))
        self.choose = button("Choose…", self._choose)
        self._lay_out()
        self._bonds = Bonds()
        self._bonds.watch(room.view, self._show)

    def begin(self, address: str = "", coder_id: str = "") -> None:
        """The page is entered, with an address perhaps; the focus goes to the first thing that is missing."""
        self.password.setText(self._room.show(address, coder_id))
        server = self._room.view.value.server
        empty = next((name for name in ("host", "database", "login") if not getattr(server, name)), "")
        (self.parts[empty] if empty else self.password).setFocus()

    def end(self) -> None:
        """Stop listening."""
        self._bonds.end()

    def cancel_work(self) -> None:
        """Stop what is under way."""
        self._room.cancel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape stops connecting first, and goes back then."""
        if event.key() == Qt.Key.Key_Escape and self._room.view.value.busy:
            self._room.cancel()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.fields.add("host", "Server", self.parts["host"])
        self.fields.add("port", "Port", self.parts["port"])
        self.fields.add("database", "Database", self.parts["database"])
        self.fields.add("login", "Login", self.parts["login"])
        self.fields.add("password", "Password", self.password)
        self.fields.put(self.keep)
        self.fields.add("tls", "Connection", self.tls)
        self.fields.add("certificate", "Certificate", self.parts["certificate"], self.choose)
        self.said = label("", "bad", wrap=True)
        self.fields.put(self.said)
        line = row(8)
        self.open = button("Connect", self._connect, "accent")
        self.cancel = button("Cancel", self._room.cancel, "quiet")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(140)
        self.bar.setAccessibleName("Progress")
        self.text = label("", "quiet")
        for widget in (self.open, self.cancel, self.bar, self.text):
            line.addWidget(widget)
        line.addStretch(1)
        self.lines.addLayout(line)
        self.lines.addStretch(1)

    def _show(self, view: ConnectView) -> None:
        for name, field in self.parts.items():
            value = str(getattr(view.server, name))
            if field.text().strip() != value:
                field.setText(value)
        self.tls.setCurrentIndex(max(0, self.tls.findData(view.server.tls)))
        checked = view.server.tls == CHECKED
        self.parts["certificate"].setEnabled(checked)
        self.choose.setEnabled(checked)
        self.fields.show_problems(view.problems)
        general = view.problems.get("", "")
        self.said.setText(f"⚠ {general}" if general else "")
        self.said.setVisible(bool(general))
        self._show_work(view)
        if view.problems and not view.busy:
            self.fields.focus(next(iter(view.problems)))

    def _show_work(self, view: ConnectView) -> None:
        self.open.setEnabled(not view.busy)
        for widget in (self.cancel, self.bar, self.text):
            widget.setVisible(view.busy)
        self.text.setText(view.text)
        self.bar.setRange(0, 0 if view.done < 0 else 1000)
        if view.done >= 0:
            self.bar.setValue(round(view.done * 1000))

    def _connect(self) -> None:
        self._room.connect(self.password.text(), keep=self.keep.isChecked())

    def _choose(self) -> None:
        self._room.choose_certificate()
