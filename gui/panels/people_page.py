"""Who works in the project: a list of accounts, the chosen one's particulars, and a line to add somebody."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QListWidget, QWidget

from core.app.passwords import LEAST
from core.domain.article import Coder, Role
from gui.panels.page import Page
from gui.qt.bonds import Bonds
from gui.qt.widgets import button, label, row
from gui.viewmodels.people import People, PeopleView

ABOUT = (
    "Each person codes under their own name and sees nobody else's codings. A supervisor plans the study "
    "and reads all; a researcher reads and exports. A password keeps others from working under a name in "
    "this program; it does not lock the project file itself: keep the file where only the team can reach it."
)
SERVED = (
    "Each person signs in to the team server with a login of their own, and the server itself keeps a coder "
    "from the work of others. Whoever has no login codes on packages. A login is closed as soon as "
    "somebody no longer works in the project."
)
_ROLES = (Role.CODER, Role.SUPERVISOR, Role.RESEARCHER)


class PeoplePage(Page):
    """`serve` gives it the accounts of the open project. Every change is kept at once and can be undone."""

    def __init__(self) -> None:
        super().__init__("People", 680)
        self._people: People | None = None
        self._bonds = Bonds()
        self._filling = False
        self.about = label(ABOUT, "quiet", wrap=True)
        self.lines.addWidget(self.about)
        self.list = QListWidget()
        self.list.setAccessibleName("Accounts")
        self.list.setFixedHeight(150)
        self.lines.addWidget(self.list)
        self.name, self.role, self.password = QLineEdit(), _roles(), _secret("New password")
        self.set_password = button("Set password", self._set_password)
        self.active = QCheckBox("Works in this project")
        self._line("Name", self.name)
        self._line("Role", self.role)
        self.login, self.new_login = _login(), _login()
        self._login_line = self._line("Login", self.login)
        self._line("Password", self.password, self.set_password)
        self._line("", self.active)
        self.said = label("", "bad", wrap=True)
        self.lines.addWidget(self.said)
        self.lines.addWidget(label("Add somebody", "heading"))
        self.new_name, self.new_role, self.new_password = QLineEdit(), _roles(), _secret("Password, if any")
        self.new_name.setPlaceholderText("Name")
        self.add = button("Add", self._add, "accent")
        self._line("", self.new_name, self.new_role, self.new_login, self.new_password, self.add)
        self.lines.addWidget(label("Ctrl+Z takes the last change back.", "small"))
        self.lines.addStretch(1)
        self._connect()

    def serve(self, people: People) -> None:
        """Show these accounts from now on."""
        self._bonds.end()
        if self._people is not None:
            self._people.close()
        self._people = people
        self._bonds.watch(people.view, self._show)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    @property
    def chosen(self) -> Coder | None:
        """The account whose particulars are shown."""
        people, at = self._people, self.list.currentRow()
        found = people.view.value.people if people is not None else ()
        return found[at] if 0 <= at < len(found) else None

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda _row: self._fill())
        self.name.editingFinished.connect(self._rename)
        self.role.activated.connect(lambda _at: self._set_role())
        self.active.clicked.connect(self._set_active)
        self.password.returnPressed.connect(self._set_password)
        self.new_name.returnPressed.connect(self._add)
        self.new_password.returnPressed.connect(self._add)

    def _show(self, view: PeopleView) -> None:
        before = self.chosen
        row_before = self.list.currentRow()
        self._filling = True
        self.list.clear()
        self.list.addItems([_line_of(person) for person in view.people])
        ids = [person.id for person in view.people]
        self.list.setCurrentRow(ids.index(before.id) if before and before.id in ids else row_before)
        self._filling = False
        self.said.setText(view.said or ("" if view.decides else "Only a supervisor changes accounts."))
        self.said.setVisible(bool(self.said.text()))
        self.about.setText(SERVED if view.served else ABOUT)
        for part in (self._login_line, self.login, self.new_login):
            part.setVisible(view.served)
        for field in (
            self.name,
            self.role,
            self.login,
            self.password,
            self.set_password,
            self.active,
            self.add,
        ):
            field.setEnabled(view.decides)
        name = " ".join(self.new_name.text().split())
        if not view.said and any(person.name == name for person in view.people):  # was just added
            for field in (self.new_name, self.new_login, self.new_password):
                field.clear()
        self._fill()

    def _fill(self) -> None:
        person = self.chosen
        if person is None or self._filling:
            return
        self.name.setText(person.name)
        self.role.setCurrentIndex(_ROLES.index(person.role))
        self.active.setChecked(person.active)
        self.password.clear()
        self.login.setText(person.login)
        self.set_password.setText("Change password" if person.secret or person.login else "Set password")

    def _rename(self) -> None:
        person = self.chosen
        if person is not None and self._people is not None and self.name.text() != person.name:
            self._people.rename(person.id, self.name.text())
            self._fill()

    def _set_role(self) -> None:
        person = self.chosen
        if person is not None and self._people is not None:
            self._people.set_role(person.id, _ROLES[self.role.currentIndex()])
            self._fill()

    def _set_active(self) -> None:
        person = self.chosen
        if person is not None and self._people is not None:
            self._people.set_active(person.id, self.active.isChecked())
            self._fill()

    def _set_password(self) -> None:
        person = self.chosen
        if person is not None and self._people is not None:
            self._people.set_password(person.id, self.password.text(), self.login.text())

    def _add(self) -> None:
        if self._people is None:
            return
        role = _ROLES[self.new_role.currentIndex()]
        self._people.add(self.new_name.text(), role, self.new_password.text(), self.new_login.text())

    def _line(self, text: str, *fields: QWidget) -> QWidget:
        line = row(12)
        name = label(text, "quiet")
        name.setFixedWidth(90)
        line.addWidget(name)
        for field in fields:
            if text and not field.accessibleName():
                field.setAccessibleName(text)
            line.addWidget(field)
        line.addStretch(1)
        self.lines.addLayout(line)
        return name


def _roles() -> QComboBox:
    made = QComboBox()
    made.setAccessibleName("Role")
    made.addItems([str(role) for role in _ROLES])
    return made


def _login() -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText("Login")
    made.setAccessibleName("Login on the server")
    made.setToolTip("Small letters, digits and underscores; how the person signs in to the server")
    return made


def _secret(hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setPlaceholderText(hint)
    made.setAccessibleName(hint)
    made.setToolTip(f"At least {LEAST} characters")
    return made


def _line_of(person: Coder) -> str:
    guard = f"signs in as {person.login}" if person.login else "password" if person.secret else ""
    parts = (str(person.role), guard, "" if person.active else "has left")
    return " · ".join((person.name, *filter(None, parts)))
