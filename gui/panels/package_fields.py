"""The field for a passphrase."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit


def passphrase_field(hint: str) -> QLineEdit:
    """A line whose letters nobody reads over the shoulder."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setPlaceholderText(hint)
    made.setAccessibleName(hint)
    made.setToolTip("At least 8 characters. Tell it to the other person, but not by the way the file goes.")
    return made
