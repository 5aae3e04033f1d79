"""Where a text is corrected, within the window: made at the first visit, gone with its project."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gui.panels.window import MainWindow
from gui.viewmodels.open_project import OpenProject
from gui.viewmodels.ports import Jobs
from gui.viewmodels.program import Program

if TYPE_CHECKING:
    from gui.panels.correct_page import CorrectPage
    from gui.viewmodels.correcting import Correcting


class CorrectRoom:
    """``back`` shows the desk again."""

    def __init__(self, window: MainWindow, program: Program, jobs: Jobs, back: Callable[[], None]) -> None:
        self._window, self._program, self._jobs, self._back = window, program, jobs, back
        self._page: CorrectPage | None = None
        self._correcting: Correcting | None = None
        program.project.subscribe(self._on_project)

    def show(self, *, repairs: bool = False) -> None:
        """Correct the open article; ``repairs``: with the machine's lost spaces written in."""
        from gui.panels.correct_page import CorrectPage
        from gui.viewmodels.correcting import Correcting

        opened = self._program.project.value
        if opened is None:
            return
        desk = opened.desk
        if self._page is None or self._correcting is None:
            self._correcting = Correcting(desk.session, self._jobs, self._program.asks, desk.analysis.ensure)
            self._page = CorrectPage()
            self._page.left.connect(self._back)
            self._window.add_page(self._page)
        self._window.show_page(self._page)
        self._page.serve(self._correcting, repairs=repairs)

    def _on_project(self, _opened: OpenProject | None) -> None:
        if self._page is not None:
            self._page.end()
            self._window.drop_page(self._page)
        self._page = self._correcting = None
