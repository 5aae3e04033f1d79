"""The dialog in which a person says who they are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.viewmodels.ports import Person


class SignIn(QDialog):
    """Names to choose from, and a line for the password where the account has one."""

    def __init__(self, parent: QWidget | None, people: tuple[Person, ...], chosen: str, said: str) -> None:
        super().__init__(parent)
        self._people = people
        self.setWindowTitle("Sign in")
        self.setMinimumWidth(340)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 18, 20, 16)
        lines.setSpacing(10)
        lines.addWidget(_label("Who are you?", "heading"))
        lines.addWidget(_label("What you code is kept under your name; nobody else's is shown.", "quiet"))
        self.names = QListWidget()
        self.names.setAccessibleName("Accounts")
        for person in people:
            self.names.addItem(QListWidgetItem(_line(person)))
        lines.addWidget(self.names)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText("Password")
        self.password.setAccessibleName("Password")
        lines.addWidget(self.password)
        self.said = _label(said, "bad")
        self.said.setVisible(bool(said))
        lines.addWidget(self.said)
        lines.addWidget(self._buttons())
        self.names.currentRowChanged.connect(self._on_name)
        self.names.itemActivated.connect(lambda _item: self._take())
        self.names.setCurrentRow(next((n for n, p in enumerate(people) if p.id == chosen), 0))
        (self.password if said and self.password.isVisibleTo(self) else self.names).setFocus()

    @property
    def answer(self) -> tuple[str, str]:
        """The id of who was chosen, and the password given."""
        return self._people[self.names.currentRow()].id, self.password.text()

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox()
        self.take = box.addButton("Sign in", QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setProperty("kind", "accent")
        self.take.setDefault(True)
        box.addButton(QDialogButtonBox.StandardButton.Cancel)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def _on_name(self, row: int) -> None:
        needed = 0 <= row < len(self._people) and self._people[row].with_password
        self.password.setVisible(needed)
        self.password.clear()
        self.take.setEnabled(0 <= row < len(self._people))

    def _take(self) -> None:
        """Enter on a name goes on to the password, where there is one."""
        if self.password.isVisibleTo(self) and not self.password.text():
            self.password.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.accept()


def _line(person: Person) -> str:
    lock = " · password" if person.with_password else ""
    return f"{person.name} · {person.role}{lock}"


def _label(text: str, kind: str) -> QLabel:
    made = QLabel(text)
    made.setProperty("kind", kind)
    made.setWordWrap(True)
    return made
