"""The program around the desk: which project is open, what is remembered, and its long work."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.app import settings as settings_file
from core.app.settings import Settings, with_recent, with_threshold, without_recent
from core.domain.errors import PersonError
from gui.viewmodels.desk import DeskOptions, DeskViewModel
from gui.viewmodels.importing import Importing
from gui.viewmodels.observable import Event, Observable
from gui.viewmodels.open_project import Notice, OpenProject, Work
from gui.viewmodels.people import People
from gui.viewmodels.places import SUFFIX, data_home, sample_path
from gui.viewmodels.ports import Analyser, Asks, Jobs
from gui.viewmodels.reading import Reading
from gui.viewmodels.running import Running

if TYPE_CHECKING:
    from core.app.servers import Server
    from core.app.team.joining import Joined
    from core.app.workspace import Workspace
    from gui.viewmodels.team_desk import TeamDesk

_WAITS = "Some of your acts are not yet on the server. They are kept here and go there at the next opening."

__all__ = ["SUFFIX", "Notice", "OpenProject", "Program", "Work", "data_home", "sample_path"]


class Program:
    """Opens and closes projects; ``importing`` and ``reading`` are the long work on the one that is open."""

    def __init__(
        self,
        jobs: Jobs,
        asks: Asks,
        analyser: Analyser,
        loaded: settings_file.Loaded,
        background: Jobs | None = None,
        post: Callable[[Callable[[], None]], None] | None = None,
    ) -> None:
        self._post = post or (lambda _what: None)
        self.connect_to: Event[str] = Event()
        self._jobs, self.asks, self._analyser = jobs, asks, analyser
        self.searching = jobs  # what waits for nothing longer
        self.settings: Observable[Settings] = Observable(loaded.settings)
        self.project: Observable[OpenProject | None] = Observable(None)
        self.notice: Event[Notice] = Event()
        self.running = Running(jobs, self._tell)
        self.reading = Reading(
            self.project, self.settings, self.remember, self.notice, (background or jobs, analyser)
        )
        self.importing = Importing(self.project, self.running, asks, self.notice, self.reading.go_on)

    # -- projects -----------------------------------------------------------------------------------

    def open(self, where: str, *, ask: bool = False, password: str = "") -> bool:
        """Open the project at ``where``; what stands against it is told. The one before is closed.

        An address of a server is gone to on the page for that, which asks for the password.
        ``ask``: have the person say who they are, also where nothing is in the way; ``password``: the
        one they gave already.
        """
        from gui.viewmodels.signing_in import signed_in

        if "://" in where:
            self.connect_to.fire(where)
            return False
        place = str(Path(where).absolute())
        known = self.settings.value.coders.get(place, "")
        try:
            workspace = signed_in(place, known, self.asks, ask_first=ask, password=password)
        except PersonError as error:
            self._tell(error)
            if error.code == "missing-file":
                self.remember(without_recent(self.settings.value, place))
            return False
        if workspace is None:
            return False
        self.close()
        self._enter(place, place, workspace)
        return True

    def enter_server(self, server: Server, password: str, joined: Joined) -> bool:
        """Open the copy of a project on a server, and keep it in step from now on."""
        from core.app.team.team import open_copy
        from gui.viewmodels.team_desk import TeamDesk

        self.close()
        try:
            copy = open_copy(joined.path, joined.coder_id)
        except PersonError as error:
            self._tell(error)
            return False
        team = TeamDesk(server, copy, password, self._post)
        team.refused.subscribe(lambda said: self.notice.fire(Notice(said, "held")))
        self._enter(str(joined.path), server.address, copy.workspace, team)
        if joined.said:
            self.notice.fire(Notice(joined.said, "offline"))
        return True

    def _enter(self, file: str, place: str, workspace: Workspace, team: TeamDesk | None = None) -> None:
        """``place``: what is remembered of it; the file, or the address of a server."""
        desk = DeskViewModel(
            workspace,
            jobs=self._jobs,
            asks=self.asks,
            analyser=self._analyser,
            clock=time.monotonic,
            options=DeskOptions(self.settings.value.thresholds.get(place)),
            searching=self.searching,
        )
        desk.slider.chosen.subscribe(
            lambda least: self.remember(with_threshold(self.settings.value, place, least))
        )
        opened = OpenProject(file, workspace.state.project.name, desk, workspace, team)
        desk.open_next()
        self.project.set(opened)
        self.remember(with_recent(self.settings.value, place, workspace.state.coder.id))

    def people(self, opened: OpenProject) -> People:
        """The accounts of the open project."""
        team = opened.team
        return People(opened.workspace, self._jobs, (lambda: team.address) if team is not None else None)

    def switch(self) -> bool:
        """Let somebody else sign in to the open project."""
        opened = self.project.value
        if opened is None:
            return False
        self.close()
        if opened.team is not None:
            self.connect_to.fire(replace(opened.team.server, login="").address)
            return False
        return self.open(opened.where, ask=True)

    def open_asked(self) -> bool:
        """Ask which project, and open it."""
        where = self.asks.choose_open_project()
        return where is not None and self.open(where)

    def sample(self) -> bool:
        """Open the sample project, made at the first time; the machine reads it once the window is up."""
        from core.app.projects import make_sample

        where = sample_path()
        if not where.exists():
            try:
                where.parent.mkdir(parents=True, exist_ok=True)
                make_sample(where)
            except PersonError as error:
                self._tell(error)
                return False
        return self.open(str(where))

    def close(self) -> None:
        """Close the open project; everything is saved already."""
        self.cancel()
        opened = self.project.value
        if opened is not None:
            self.project.set(None)
            opened.desk.close()
            try:
                if opened.team is not None and not opened.team.close():
                    self.notice.fire(Notice(_WAITS, "waits"))
            finally:  # whatever the last word from the server was: the file is closed
                opened.workspace.close()

    # -- what is remembered ---------------------------------------------------------------------------

    def change(self, **changes: object) -> None:
        """Change the user's settings."""
        self.remember(replace(self.settings.value, **changes))  # type: ignore[arg-type]

    def remember(self, settings: Settings) -> None:
        """Take and store the user's settings; a disk that refuses costs a message."""
        if settings == self.settings.value:
            return
        self.settings.set(settings)
        try:
            settings_file.save(settings)
        except PersonError as error:
            self._tell(error)

    def cancel(self) -> None:
        """Stop the work under way, the desk's too; what is done stays done."""
        self.reading.all.cancel()
        opened = self.project.value
        if opened is not None:
            opened.desk.analysis.cancel()
        self.running.cancel()

    def _tell(self, error: PersonError) -> None:
        self.notice.fire(Notice(str(error), error.code))
