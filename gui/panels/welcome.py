"""The first page: the sample, a new project, an existing one, the recent ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.qt.widgets import Elided, button, column, emptied, frame, label, row

ABOUT = "Code who says what, on which topic, and what happens, in news articles."
SAMPLE = "The sample holds a few short articles with suggestions to check: five minutes to know it all."
FOOT = "F1 shows all keys. Everything you do is saved at once; there is no save button."


@dataclass(frozen=True, slots=True)
class Recent:
    """A project opened before: its name and where it is."""

    where: str
    name: str
    folder: str


class WelcomePage(QFrame):
    """``trigger`` carries out an action by id, ``open_project`` opens a recent one."""

    def __init__(self, trigger: Callable[[str], None], open_project: Callable[[str], object]) -> None:
        super().__init__()
        self._open = open_project
        self.setProperty("kind", "page")
        card = frame("card")
        card.setMaximumWidth(620)
        card.setMinimumWidth(420)
        line = row(0)
        line.addStretch(1)
        line.addWidget(card, 8)
        line.addStretch(1)
        outer = column(self, 24, 0)
        outer.addStretch(2)
        outer.addLayout(line)
        outer.addStretch(3)
        self._fill(column(card, 32, 10), trigger)

    def show_recent(self, recent: tuple[Recent, ...]) -> None:
        """List the recent projects, the latest first."""
        emptied(self._recents)
        self.heading.setVisible(bool(recent))
        for each in recent:
            self._recents.addWidget(self._line(each))

    def begin(self) -> None:
        """Focus on what a newcomer should press."""
        self.sample.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, layout: QVBoxLayout, trigger: Callable[[str], None]) -> None:
        layout.addWidget(label("Rapporteur", "title"))
        layout.addWidget(label(ABOUT, "quiet", wrap=True))
        layout.addSpacing(8)
        layout.addLayout(self._verbs(trigger))
        self.package = button("Open a hand-out package…", partial(trigger, "project.package"), "link")
        self.connect_to = button("Connect to team server…", partial(trigger, "project.connect"), "link")
        ways = row(0)
        for way in (self.package, self.connect_to):
            ways.addWidget(way)
        ways.addStretch(1)
        layout.addLayout(ways)
        layout.addWidget(label(SAMPLE, "small", wrap=True))
        layout.addSpacing(10)
        self.heading = label("Recent projects", "heading")
        layout.addWidget(self.heading)
        holder = QWidget()
        self._recents = column(holder, 0, 2)
        layout.addWidget(holder)
        layout.addSpacing(8)
        layout.addWidget(label(FOOT, "small", wrap=True))

    def _verbs(self, trigger: Callable[[str], None]) -> QHBoxLayout:
        self.sample = button("Open sample project", partial(trigger, "project.sample"), "accent")
        self.new = button("New project…", partial(trigger, "project.new"))
        self.open = button("Open…", partial(trigger, "project.open"))
        line = row(8)
        for widget in (self.sample, self.new, self.open):
            line.addWidget(widget)
        line.addStretch(1)
        return line

    def _line(self, recent: Recent) -> QWidget:
        made = QWidget()
        line = row(8)
        made.setLayout(line)
        name = button(recent.name, partial(self._open, recent.where), "link", recent.where)
        name.setAccessibleName(f"Open {recent.name}")
        line.addWidget(name)
        line.addWidget(Elided(recent.folder, "small"), 1)
        return made
