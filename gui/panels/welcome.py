"""The first page: the sample, a new project, an existing one, those of late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from gui.qt.widgets import Elided, button, column, emptied, frame, label, row


@dataclass(frozen=True, slots=True)
class Recent:
    """A project opened of late: its name, where it is, and how far it is."""

    where: str
    name: str
    folder: str
    progress: str = ""


class WelcomePage(QFrame):
    """``trigger`` carries out an action by id, ``open_project`` opens a recent one."""

    def __init__(self, trigger: Callable[[str], None], open_project: Callable[[str], None]) -> None:
        super().__init__()
        self._open = open_project
        self.setProperty("kind", "page")
        outer = column(self, 24, 0)
        outer.addStretch(2)
        card = frame("card")
        card.setMaximumWidth(620)
        card.setMinimumWidth(420)
        line = row(0)
        line.addStretch(1)
        line.addWidget(card, 8)
        line.addStretch(1)
        outer.addLayout(line)
        outer.addStretch(3)
        layout = column(card, 32, 10)
        layout.addWidget(label("Rapporteur", "title"))
        layout.addWidget(
            label(
                "Code who says what, on which topic, and what happens, in news articles.", "quiet", wrap=True
            )
        )
        layout.addSpacing(8)
        self.sample = button("Open sample project", lambda: trigger("project.sample"), "accent")
        self.new = button("New project…", lambda: trigger("project.new"))
        self.open = button("Open…", lambda: trigger("project.open"))
        verbs = row(8)
        for widget in (self.sample, self.new, self.open):
            verbs.addWidget(widget)
        verbs.addStretch(1)
        layout.addLayout(verbs)
        layout.addWidget(
            label(
                "The sample is one real article with suggestions to check: five minutes to know it all.",
                "small",
                wrap=True,
            )  # fmt: skip
        )
        layout.addSpacing(10)
        self.heading = label("Of late", "heading")
        layout.addWidget(self.heading)
        holder = QWidget()
        self._recents = column(holder, 0, 2)
        layout.addWidget(holder)
        keys = label("F1 shows all keys. Everything you do is saved at once; there is no save button.", "small",
                     wrap=True)  # fmt: skip
        layout.addSpacing(8)
        layout.addWidget(keys)

    def show_recent(self, recent: tuple[Recent, ...]) -> None:
        """List the projects of late, the latest first."""
        emptied(self._recents)
        self.heading.setVisible(bool(recent))
        for each in recent:
            self._recents.addWidget(self._line(each))

    def _line(self, recent: Recent) -> QWidget:
        made = QWidget()
        line = row(8)
        made.setLayout(line)
        name = button(recent.name, lambda: self._open(recent.where), "link", recent.where)
        name.setAccessibleName(f"Open {recent.name}")
        line.addWidget(name)
        folder = Elided(recent.folder, "small")
        folder.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(folder, 1)
        if recent.progress:
            line.addWidget(label(recent.progress, "small"))
        return made

    def begin(self) -> None:
        """Focus on what a newcomer should press."""
        self.sample.setFocus(Qt.FocusReason.OtherFocusReason)
