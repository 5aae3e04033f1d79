"""A form: a name before each field, and under it what stands against what is in it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QWidget

from gui.qt.widgets import label, row

NAMES = 84  # pixels


class Fields(QFrame):
    """Fields under one another; `show_problems` says at each what is wrong with it."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, NAMES)
        self._grid.setColumnStretch(1, 1)
        self._fields: dict[str, QWidget] = {}
        self._said: dict[str, QLabel] = {}
        self._grid.addWidget(label(heading, "heading"), 0, 0, 1, 2)

    def add(self, name: str, text: str, field: QWidget, *more: QWidget) -> None:
        """A field called ``name`` by the code and ``text`` by the window; ``more`` stands behind it."""
        at = self._grid.rowCount()
        title = label(text, "quiet")
        title.setBuddy(field)
        self._grid.addWidget(title, at, 0)
        line: QHBoxLayout = row(8)
        line.addWidget(field, 1)
        for widget in more:
            line.addWidget(widget)
        self._grid.addLayout(line, at, 1)
        if not field.accessibleName():
            field.setAccessibleName(text)
        said = label("", "bad", wrap=True)
        said.hide()
        self._grid.addWidget(said, at + 1, 1)
        self._fields[name], self._said[name] = field, said

    def put(self, widget: QWidget) -> None:
        """Something under the fields there are, in their column."""
        self._grid.addWidget(widget, self._grid.rowCount(), 1)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """What stands against each field, by the code's names; nothing where it is all right."""
        for name, said in self._said.items():
            text = problems.get(name, "")
            said.setText(f"⚠ {text}" if text else "")
            said.setVisible(bool(text))
            self._fields[name].setAccessibleDescription(text)

    def focus(self, name: str) -> bool:
        """Go to a field; false when it is none of these."""
        field = self._fields.get(name)
        if field is not None:
            field.setFocus()
        return field is not None

    def text_of(self, name: str) -> str:
        """What is said under a field."""
        return self._said[name].text()
