"""The two pages about packages, each made at the first visit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gui.panels.window import MainWindow
from gui.viewmodels.places import usual_folder
from gui.viewmodels.ports import Jobs
from gui.viewmodels.program import Program

if TYPE_CHECKING:
    from gui.panels.package_opening import OpenPackagePage
    from gui.panels.packages_page import PackagesPage


class PackageRooms:
    """``back`` goes to where one was before."""

    def __init__(self, window: MainWindow, program: Program, jobs: Jobs, back: Callable[[], None]) -> None:
        self._window, self._program, self._jobs, self._back = window, program, jobs, back
        self.page: PackagesPage | None = None
        self.opening: OpenPackagePage | None = None

    def show(self) -> None:
        """Packages: out and in for who supervises, the way back for who works in one."""
        from gui.panels.packages_page import PackagesPage
        from gui.viewmodels.package_coder import Sending
        from gui.viewmodels.packages import PackagesRoom

        opened, asks = self._program.project.value, self._program.asks
        if opened is None:
            return
        if self.page is None:
            room = PackagesRoom(opened, self._jobs, asks)
            self.page = PackagesPage(room, Sending(opened, self._jobs, asks))
            self.page.left.connect(self._back)
            self._window.add_page(self.page)
        self._window.show_page(self.page)
        self.page.begin()

    def show_opening(self) -> None:
        """Where a coder opens a package that came."""
        from gui.panels.package_opening import OpenPackagePage
        from gui.viewmodels.package_coder import OpeningPackage

        program = self._program
        if self.opening is None:
            home = str(usual_folder(program.settings.value.recent))
            self.opening = OpenPackagePage(OpeningPackage(program.open, self._jobs, program.asks, home))
            self.opening.left.connect(self._back)
            self._window.add_page(self.opening)
        self._window.show_page(self.opening)
        self.opening.begin()

    def take(self, paths: tuple[str, ...]) -> bool:
        """Files dropped on the page of packages; false when it is not the one shown."""
        if self.page is None or self._window.stack.currentWidget() is not self.page:
            return False
        self.page.take(paths)
        return True

    def leave(self) -> None:
        """Let the page of the project go."""
        if self.page is not None:
            self.page.end()
            self._window.drop_page(self.page)
            self.page = None
