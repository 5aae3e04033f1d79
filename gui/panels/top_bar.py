"""The bar at the top: brand, menus, the project's name, the rooms there are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenuBar, QSizePolicy, QWidget

from gui.qt.widgets import Elided, bold_width, button, label, row

ROOMS = (("coding", "Coding"), ("export", "Export"), ("learning", "Learning"))


class TopBar(QFrame):
    """``room_chosen`` carries the room's id."""

    room_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "topbar")
        self.setFixedHeight(44)
        layout = row(4)
        layout.setContentsMargins(16, 0, 12, 0)
        self.setLayout(layout)
        layout.addWidget(label("Rapporteur", "brand"))
        layout.addSpacing(10)
        self.menus = QMenuBar(self)
        self.menus.setProperty("kind", "plain")
        self.menus.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        layout.addWidget(self.menus)
        layout.addSpacing(12)
        self.project = Elided("", "quiet")
        layout.addWidget(self.project, 1)
        self._group = QButtonGroup(self)
        self._rooms = QWidget(self)
        rooms = row(6)
        self._rooms.setLayout(rooms)
        for room, text in ROOMS:
            place = button(text, lambda room=room: self.room_chosen.emit(room), "place")  # type: ignore[misc]
            place.setCheckable(True)
            place.setMinimumWidth(bold_width(place.font(), text) + 26)
            place.setObjectName(f"room-{room}")
            self._group.addButton(place)
            rooms.addWidget(place)
        layout.addWidget(self._rooms)
        self.show_project("")

    def show_project(self, name: str) -> None:
        """Name the open project; without one there are no rooms."""
        self.project.setText(name)
        self.project.setAccessibleName(f"Project {name}" if name else "No project")
        self._rooms.setVisible(bool(name))

    def show_room(self, room: str) -> None:
        """Mark the room the person is in; any other page unmarks all."""
        self._group.setExclusive(False)
        for place, (each, _) in zip(self._group.buttons(), ROOMS, strict=True):
            place.setChecked(each == room)
        self._group.setExclusive(True)
