"""The two pages about team servers, each made at the first visit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gui.panels.window import MainWindow
from gui.viewmodels.ports import Jobs
from gui.viewmodels.program import Program

if TYPE_CHECKING:
    from gui.panels.connect_page import ConnectPage
    from gui.panels.team_page import TeamPage


class TeamRooms:
    """``back`` goes to where one was before."""

    def __init__(self, window: MainWindow, program: Program, jobs: Jobs, back: Callable[[], None]) -> None:
        self._window, self._program, self._jobs, self._back = window, program, jobs, back
        self.connecting: ConnectPage | None = None
        self.page: TeamPage | None = None
        program.connect_to.subscribe(self.show_connect)

    def show_connect(self, address: str = "") -> None:
        """Where one connects; without an address the server of before is offered."""
        from gui.panels.connect_page import ConnectPage
        from gui.viewmodels.connecting import Connecting

        program, settings = self._program, self._program.settings.value
        if self.connecting is None:
            room = Connecting(self._jobs, program.asks, program.enter_server)
            self.connecting = ConnectPage(room)
            self.connecting.left.connect(self._leave)
            self._window.add_page(self.connecting)
            address = address or next((where for where in settings.recent if "://" in where), "")
        self._window.show_page(self.connecting)
        self.connecting.begin(address, settings.coders.get(address, ""))

    def show(self) -> None:
        """How the open project stands with its server; for a project in a file, the way to one."""
        from gui.panels.team_page import TeamPage

        opened = self._program.project.value
        if opened is None or opened.team is None:
            self.show_connect()
            return
        if self.page is None:
            self.page = TeamPage()
            self.page.left.connect(self._back)
            self._window.add_page(self.page)
        self._window.banner.hide()  # what it said is here
        self._window.show_page(self.page)
        self.page.serve(opened.team)

    def leave(self) -> None:
        """The project is left."""
        if self.page is not None:
            self.page.end()
            self._window.drop_page(self.page)
            self.page = None

    def _leave(self) -> None:
        if self.connecting is not None:
            self.connecting.cancel_work()
        self._back()
