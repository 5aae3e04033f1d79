"""The variables of a layer: a list, and the form of the one chosen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from core.domain.codebook import Category, Variable
from core.domain.codebook_checks import LEVELS
from core.domain.codebook_edits import PutVariable, RetireVariable
from gui.panels.codebook_listed import ListedPage
from gui.qt.widgets import button
from gui.viewmodels.codebook_room import CodebookRoom

ABOUT = (
    "A value a line: code = label; @CODE behind it ties it to a category. A condition such as mode=phone "
    "asks for the variable only where another one has that value."
)


class VariablesPage(ListedPage[Variable]):
    """Binds the variables of the layer shown; “Keep” puts the form into the draft."""

    def __init__(self, room: CodebookRoom) -> None:
        super().__init__(room, "Variables", 96, ABOUT)

    @property
    def _all(self) -> tuple[Variable, ...]:
        return self._view.layer.variables if self._view is not None else ()

    def _verbs(self) -> tuple[QPushButton, ...]:
        self.keep = button("Keep variable", self._keep)
        self.new = button("New", self._new)
        self.retire = button("Retire", self._retire)
        return self.keep, self.new, self.retire

    def _line(self, one: Variable) -> str:
        return f"{one.label} · {one.level}{' · required' if one.required else ''}"

    def _form(self) -> None:
        self.default, self.condition, self.only_for = QLineEdit(), QLineEdit(), QLineEdit()
        self.level = QComboBox()
        self.level.addItems(list(LEVELS))
        self.values = QPlainTextEdit()
        self.values.setTabChangesFocus(True)
        self.values.setFixedHeight(86)
        self.required = QCheckBox("Required")
        self.reliability = QCheckBox("Counts for reliability")
        self.condition.setPlaceholderText("mode=phone")
        for text, field, *widgets in (
            ("Name, label", "name", self.name, self.label),
            ("Level", "level", self.level, self.required, self.reliability),
            ("Definition", "definition", self.definition),
            ("Values", "values", self.values),
            ("Default", "default", self.default),
            ("Condition", "condition", self.condition),
            ("Only for codes", "only_for", self.only_for),
        ):
            self.fields.line(text, field, *widgets)

    def _fill(self) -> None:
        variable = self._chosen or Variable("", "")
        self.name.setText(variable.name)
        self.name.setReadOnly(self._chosen is not None)
        self.label.setText(variable.label)
        self.level.setCurrentText(variable.level)
        self.definition.setText(variable.definition)
        self.values.setPlainText("\n".join(_said(value) for value in variable.values))
        self.default.setText(variable.default)
        self.condition.setText(variable.condition)
        self.only_for.setText(", ".join(variable.only_for))
        self.required.setChecked(variable.required)
        self.reliability.setChecked(variable.reliability)
        self.retire.setEnabled(self._chosen is not None)

    def _keep(self) -> None:
        if self._view is None:
            return
        before = self._chosen or Variable(self.name.text().strip(), "")
        known = {(value.code, value.parent): value for value in before.values}
        after = replace(
            before,
            label=self.label.text().strip() or before.name,
            level=self.level.currentText(),
            definition=self.definition.text().strip(),
            values=tuple(
                _read(line, known) for line in self.values.toPlainText().splitlines() if line.strip()
            ),
            default=self.default.text().strip(),
            condition=self.condition.text().strip(),
            only_for=tuple(filter(None, (code.strip() for code in self.only_for.text().split(",")))),
            required=self.required.isChecked(),
            reliability=self.reliability.isChecked(),
        )
        self._room.do(PutVariable(self._view.layer.layer, after))

    def _retire(self) -> None:
        chosen = self._chosen
        if chosen is not None and self._view is not None:
            self._room.do(RetireVariable(self._view.layer.layer, chosen.name))


def _said(value: Category) -> str:
    tied = f" @{value.parent}" if value.parent else ""
    return f"{value.code} = {value.label}{tied}"


def _read(line: str, known: dict[tuple[str, str], Category]) -> Category:
    """One value as it is written; what else is known of it stays."""
    said, _, parent = line.partition(" @")
    code, _, text = said.partition("=")
    key = (code.strip(), parent.strip())
    before = known.get(key) or Category(key[0], key[0], parent=key[1])
    return replace(before, label=text.strip() or before.label)
