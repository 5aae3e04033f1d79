"""The program around the desk: which project is open, what is remembered, and its long work."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

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
    ) -> None:
        self._jobs, self.asks, self._analyser = jobs, asks, analyser
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

        ``ask``: have the person say who they are, also where nothing is in the way; ``password``: the
        one they gave already.
        """
        from gui.viewmodels.signing_in import signed_in

        place = where if "://" in where else str(Path(where).absolute())
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
        desk = DeskViewModel(
            workspace,
            jobs=self._jobs,
            asks=self.asks,
            analyser=self._analyser,
            clock=time.monotonic,
            options=DeskOptions(self.settings.value.thresholds.get(place)),
        )
        desk.slider.chosen.subscribe(
            lambda least: self.remember(with_threshold(self.settings.value, place, least))
        )
        opened = OpenProject(place, workspace.state.project.name, desk, workspace)
        desk.open_next()
        self.project.set(opened)
        self.remember(with_recent(self.settings.value, place, workspace.state.coder.id))
        return True

    def people(self, opened: OpenProject) -> People:
        """The accounts of the open project."""
        return People(opened.workspace, self._jobs)

    def switch(self) -> bool:
        """Let somebody else sign in to the open project."""
        opened = self.project.value
        if opened is None:
            return False
        self.close()
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
