"""How far the analysis of all articles is, in the status bar: words, a thin line, pause and cancel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from gui.qt.widgets import Elided, ThinBar, button, row
from gui.viewmodels.analysing_all import AllView

_LEAST, _WORDS, _LINE = 60, 360, 60  # pixels


class AllArticlesBar(QFrame):
    """Shows an `AllView`; nothing of it is there while nothing runs. ``trigger`` carries out actions."""

    def __init__(self, trigger: Callable[[str], None]) -> None:
        super().__init__()
        self.setAccessibleName("Analysis of all articles")
        layout = row(6)
        self.setLayout(layout)
        self.words = Elided("", "quiet")
        self.words.setMinimumWidth(_LEAST)
        self.words.setMaximumWidth(_WORDS)
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.line = ThinBar()
        self.line.setFixedWidth(_LINE)
        self.line.setAccessibleName("Articles analysed")
        self.rest = button("Pause", lambda: trigger("project.pause"), "quiet", "Ctrl+Shift+P")
        self.stop = button("Cancel", lambda: trigger("project.stop_analysis"), "quiet")
        layout.addWidget(self.words, 1)
        for widget in (self.line, self.rest, self.stop):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.stop.setToolTip("Stop; what is done is kept")
        self.show_view(AllView())

    def show_view(self, view: AllView) -> None:
        """Say how far it is."""
        self.setVisible(bool(view.text))
        self.words.setText(view.text)
        self.line.set_share(max(0.0, view.share))
        verb = "Go on" if view.paused else "Pause"
        if verb != self.rest.text():
            self.rest.setText(verb)
