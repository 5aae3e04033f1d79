"""The import assistant: what is to be imported and how it is read, and the start."""

from __future__ import annotations

from gui.panels.import_choice import ImportChoice, in_words
from gui.panels.page import Page
from gui.qt.widgets import button, dress, label, row
from gui.viewmodels.import_room import ImportRoom, ImportView


class ImportPage(Page):
    """Serves one `ImportRoom`; everything can be reached with Tab."""

    def __init__(self, room: ImportRoom) -> None:
        super().__init__("Import articles", 860)
        self.room = room
        self.choice = ImportChoice(room)
        dress(self.choice.choose, kind="accent")
        self.lines.addWidget(self.choice)
        end = row(8)
        self.said = label("", "quiet", wrap=True)
        end.addWidget(self.said, 1)
        self.start = button("Import", room.begin, "accent")
        end.addWidget(self.start)
        self.lines.addLayout(end)
        self.lines.addStretch(1)
        self._end = room.view.watch(self._show)

    def begin(self) -> None:
        """Let the keyboard start at the files."""
        self.choice.choose.setFocus()

    def end(self) -> None:
        """Listen no longer."""
        self.choice.end()
        self._end()

    def _show(self, view: ImportView) -> None:
        self.said.setText(in_words(view))
        self.start.setEnabled(view.ready)
