"""The codebook room over a real project, and hands to use it with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.app.commands.code import AddCoding
from core.app.workspace import Workspace
from core.domain.codebook import Codebook
from core.domain.coding import Layer
from gui.panels.codebook_room import CodebookPage
from gui.viewmodels.codebook_room import CodebookRoom
from tests.build import span_of
from tests.core.app.place import at_work, make_place
from tests.gui.whole import Answers


class Stage:
    """A page over an open project."""

    def __init__(self, workspace: Workspace, qtbot: QtBot, folder: Path) -> None:
        self.workspace = workspace
        self.tried: list[Codebook] = []
        self.asks = Answers(folder)
        self.room = CodebookRoom(workspace, self.tried.append)
        self.page = CodebookPage(self.room, self.asks)
        qtbot.addWidget(self.page)
        self.page.resize(1280, 760)
        self.page.show()
        self.page.begin()

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def choose(self, code: str) -> None:
        """Go to a category in the tree."""
        at = next(n for n, row in enumerate(self.page.model.rows) if row.code == code)
        self.page.list.setCurrentIndex(self.page.model.index(at))

    @property
    def changes(self) -> str:
        """What stands at the foot."""
        foot = self.page.changes
        said = [one.text() for one in foot.findChildren(QLabel)]
        return "\n".join((*said, *(one.text() for one in foot.findChildren(QCheckBox))))


@contextmanager
def staged(place: Path, qtbot: QtBot, who: str) -> Iterator[Stage]:
    with at_work(place, who) as workspace:
        stage = Stage(workspace, qtbot, place.parent)
        yield stage
        stage.page.end()


def a_place(folder: Path) -> Path:
    """A project in which one name is coded as GPE."""
    made = make_place(folder)
    with at_work(made, "coder-1") as workspace:
        workspace.execute(AddCoding("article-2", Layer.MENTION, "GPE", (span_of("Armenia"),)))
    return made
