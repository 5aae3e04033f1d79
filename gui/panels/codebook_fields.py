"""Lines of a form with names at the left, each with room for what is wrong with it."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from gui.qt.widgets import label, row


class Fields(QGridLayout):
    """`line` adds a field; `show_fault` says what is wrong at the one it is about, and nowhere else."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(10)
        self.setVerticalSpacing(6)
        self.faults: dict[str, QLabel] = {}

    def line(self, text: str, field: str, *widgets: QWidget) -> None:
        """Add widgets in one line under a name; ``field``: what the codebook calls it."""
        at = self.rowCount()
        name = label(text, "quiet")
        name.setBuddy(widgets[0])
        self.addWidget(name, at, 0)
        holder = QWidget()
        line = row(8)
        holder.setLayout(line)
        for widget in widgets:
            if not isinstance(widget, QCheckBox):
                widget.setAccessibleName(text)
            line.addWidget(widget, 1)
        self.addWidget(holder, at, 1)
        fault = self.faults[field] = label("", "bad", wrap=True)
        fault.hide()
        self.addWidget(fault, at + 1, 1)

    def show_fault(self, problem: str, field: str) -> None:
        """Say what is wrong beside the field; an empty ``field`` clears all."""
        for name, fault in self.faults.items():
            here = name == field
            fault.setText(f"⚠ {problem}" if here else "")
            fault.setVisible(here)
