"""The composition root: makes the parts, connects them, and is the one place where errors surface."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Protocol, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from core.app import settings as settings_file
from core.app.settings import Settings
from core.app.workspace import Workspace
from core.domain.errors import PersonError, Unavailable
from gui.actions import When
from gui.panels.correct_room import CorrectRoom
from gui.panels.desk import DeskPanel
from gui.panels.rooms import HELP, Rooms
from gui.panels.window import MainWindow
from gui.qt.asks import QtAsks
from gui.qt.jobs import ImmediateJobs, WorkerJobs
from gui.qt.lazy_analyser import LazyAnalyser
from gui.qt.log import hush, report_of, write_log
from gui.qt.posts import Posts
from gui.qt.theme import ThemeName, apply_theme
from gui.viewmodels.analysing_all import Outcome
from gui.viewmodels.ports import Analyser, Asks, Jobs
from gui.viewmodels.program import Notice, OpenProject, Program, Work
from gui.viewmodels.rights import may_change_rights, refusals


class Machine(Analyser, Protocol):
    """What suggests, and can be ended."""

    def close(self) -> None:
        """End it; safe to call twice."""
        ...


class App:
    """One window and what it shows. Heavy parts are made when they are first needed."""

    def __init__(
        self,
        qt: QApplication,
        *,
        asks: Asks | None = None,
        jobs: Jobs | None = None,
        analyser: Machine | None = None,
    ) -> None:
        self._qt = qt
        loaded = settings_file.load()
        apply_theme(qt, _theme(loaded.settings))
        self.window = MainWindow(self.trigger)
        self.jobs = jobs or WorkerJobs(self.window, held=True)
        self.analyser = analyser or LazyAnalyser()
        self.background = jobs or WorkerJobs(self.window, held=True)  # hours of reading; held up by nothing
        posts = Posts(self.window)
        self.program = Program(
            self.jobs, asks or QtAsks(self.window), self.analyser, loaded, self.background, posts
        )
        self.program.searching = self.searching = jobs or WorkerJobs(self.window)  # as one types
        self.training = jobs or WorkerJobs(self.window)  # minutes of learning beside all that
        self.rooms = Rooms(self.window, self.program, self.jobs, self.trigger, self.training)
        self.correcting = CorrectRoom(self.window, self.program, self.jobs, self.rooms.show_desk)
        self._verbs = self._table()
        self._conditions, self._refused = {When.ALWAYS}, dict[str, str]()
        self._connect()
        self.window.set_geometry_state(loaded.settings.geometry)
        if loaded.message:
            self.window.banner.tell(loaded.message)

    @property
    def desk(self) -> DeskPanel | None:
        """The desk of the open project."""
        return self.rooms.desk

    # -- life ---------------------------------------------------------------------------------------

    def start(self, project: str = "", *, sample: bool = False) -> None:
        """Show the window, with a project when one is named."""
        if sample:
            self.program.sample()
        elif project and "://" not in project:
            self.program.open(project)
        if self.program.project.value is None:
            self._on_project(None)
        if "://" in project:
            self.program.open(project)  # on the page that asks for the password
        self.window.show()

    def close(self) -> None:
        """Let everything go; the window's settings are kept."""
        self.program.change(geometry=self.window.geometry_state())
        self.program.close()
        for jobs in (self.jobs, self.background, self.training, self.searching):
            if isinstance(jobs, WorkerJobs):
                jobs.stop()
        self.program.reading.all.close()
        self.analyser.close()

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Every error nobody caught ends here: told to the person, or logged as a bug; work goes on."""
        if isinstance(error, KeyboardInterrupt):
            self.window.close()
        elif isinstance(error, PersonError):
            self.window.banner.tell(str(error))
        else:
            report = report_of(kind, error, trace)
            write_log(report)
            self.window.report_trouble(report)

    # -- actions --------------------------------------------------------------------------------------

    def trigger(self, action: str) -> None:
        """Carry out an action, whichever room it belongs to; what this person may not do is said instead."""
        why = self._refused.get(action)
        if why:
            self.window.banner.tell(why)
            return
        verb = self._verbs.get(action)
        if verb is not None:
            verb()
        elif self.desk is not None and self.desk.knows(action):
            self.rooms.show_desk()
            self.desk.act(action)

    def knows(self, action: str) -> bool:
        """Whether somebody would carry the action out now."""
        return action in self._verbs or (self.desk is not None and self.desk.knows(action))

    def _table(self) -> dict[str, Callable[[], object]]:
        program = self.program
        return {
            "project.new": self.rooms.show_new,
            "project.open": program.open_asked,
            "project.sample": program.sample,
            "project.people": self.rooms.show_people,
            "project.packages": self.rooms.packages.show,
            "project.package": self.rooms.packages.show_opening,
            "project.switch": program.switch,
            "project.connect": self.rooms.team.show_connect,
            "project.team": self.rooms.team.show,
            "project.import": program.importing.ask,
            "project.import_look": self.rooms.show_import,
            "project.analyse": program.reading.outdated,
            "project.analyse_again": program.reading.again,
            "project.pause": program.reading.pause,
            "project.stop_analysis": program.reading.cancel,
            "project.model": self.rooms.show_models,
            "project.unaided": self.rooms.show_suggestions,
            "room.rounds": self.rooms.show_rounds,
            "article.correct": self.correcting.show,
            "article.correct_repairs": partial(self.correcting.show, repairs=True),
            "project.close": program.close,
            "work.cancel": program.cancel,
            "app.quit": self.window.close,
            "room.coding": self.rooms.show_desk,
            "room.export": self.rooms.show_export,
            "room.learning": self.rooms.show_learning,
            "room.codebook": self.rooms.show_codebook,
            "edit.preferences": self.rooms.show_preferences,
            "view.theme": self._switch_theme,
            "view.repairs": lambda: self.program.change(lost=not self.program.settings.value.lost),
            "view.full": self._switch_full,
            "view.zoom_in": lambda: self._zoom(10),
            "view.zoom_out": lambda: self._zoom(-10),
            "view.zoom_reset": lambda: program.change(zoom=100),
            **{f"help.{name}": partial(self.rooms.show_help, name) for name in HELP},
        }

    def _connect(self) -> None:
        program, window = self.program, self.window
        program.project.subscribe(self._on_project)
        program.settings.watch(self._on_settings)
        program.running.view.watch(self._on_work)
        program.notice.subscribe(self._on_notice)
        program.reading.all.view.watch(window.status.show_all_articles)
        program.reading.all.ended.subscribe(_log_trace)
        program.importing.imported.subscribe(self.rooms.show_report)
        window.dropped.connect(self.rooms.take)
        program.importing.look_first.subscribe(self.rooms.show_import)
        window.closing.connect(self.close)
        window.painted.connect(self._after_paint)

    def _after_paint(self) -> None:
        """What need not be there at the first sight: the machine starts reading now."""
        gc.enable()
        gc.freeze()  # what the start made stays: looking through it again and again would cost frames
        for jobs in (self.jobs, self.background):
            if isinstance(jobs, WorkerJobs):
                jobs.release()
        self.program.reading.go_on()

    # -- following ------------------------------------------------------------------------------------

    def _on_project(self, opened: OpenProject | None) -> None:
        self.rooms.leave()
        self.window.status.end()
        self.window.place.hide()
        conditions = {When.ALWAYS}
        if opened is None:
            self.window.top.show_project("")
            self.window.setWindowTitle("Rapporteur")
            self.window.status.hide()
            self.rooms.show_welcome()
        else:
            if self.window.isVisible():
                self.window.banner.hide()  # what it said was about where one was before
            conditions |= {When.PROJECT, When.ARTICLE, When.TEXT}
            self._show_project(opened)
        self._conditions = conditions
        self._follow_rights(opened)

    def _follow_rights(self, opened: OpenProject | None) -> None:
        self._refused = refusals(opened.workspace) if opened is not None else {}
        self.window.enable(self._conditions, self._refused)

    def _show_project(self, opened: OpenProject) -> None:
        opened.workspace.subscribe(
            lambda applied: self._follow_rights(opened) if may_change_rights(applied) else None
        )
        self.window.top.show_project(opened.name)
        self.window.setWindowTitle(f"{opened.name} – Rapporteur")
        self.window.status.bind(opened.desk.status, opened.desk.head)
        if opened.team is not None:
            self.window.status.bind_team(opened.team)
        self.window.status.show()
        self.rooms.enter(opened)
        self.rooms.warn_of_place(opened)
        if self.window.isVisible():
            QTimer.singleShot(0, self.program.reading.go_on)

    def _on_settings(self, settings: Settings) -> None:
        apply_theme(self._qt, _theme(settings))
        self.rooms.follow(settings)

    def _on_work(self, work: Work) -> None:
        self.window.status.show_work(work.text, work.done)

    def _on_notice(self, notice: Notice) -> None:
        if notice.code == "no-model":
            self.window.banner.tell(notice.text, "Choose a model…", self.rooms.show_models)
        elif notice.code == "other-model":
            self.window.banner.tell(notice.text, "Analyse all articles", self.program.reading.outdated)
        elif notice.code == "held":
            self.window.banner.tell(notice.text, "Show…", self.rooms.team.show)
        else:
            self.window.banner.tell(notice.text)

    # -- the look ---------------------------------------------------------------------------------------

    def _switch_theme(self) -> None:
        dark = self._qt.palette().window().color().lightness() < 128
        self.program.change(theme="light" if dark else "dark")

    def _switch_full(self) -> None:
        if self.window.isFullScreen():
            self.window.showNormal()
        else:
            self.window.showFullScreen()

    def _zoom(self, by: int) -> None:
        self.program.change(zoom=max(60, min(250, self.program.settings.value.zoom + by)))


def _log_trace(outcome: Outcome) -> None:
    if outcome.trace:
        write_log(outcome.trace)


def _theme(settings: Settings) -> ThemeName:
    return cast("ThemeName", settings.theme) if settings.theme in ("light", "dark") else "system"


def application() -> QApplication:
    """The one `QApplication`, named."""
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("Rapporteur")
    qt.setDesktopFileName("rapporteur")
    return qt


def run(project: str = "", *, sample: bool = False) -> int:
    """Run the window until it is closed; returns the exit code."""
    qt = application()
    app = App(qt)
    sys.excepthook = app.catch
    app.start(project, sample=sample)
    return qt.exec()


def take_screenshots(folder: Path) -> int:
    """Write the pictures of README and help: the sample, analysed and partly coded, in both themes."""
    from gui.panels import gallery

    qt = application()
    hush()
    app = App(qt, jobs=ImmediateJobs())
    sys.excepthook = app.catch
    app.start(sample=True)
    opened = app.program.project.value
    if opened is None or app.desk is None:
        app.close()
        raise Unavailable("no-sample", "The sample project can't be opened.")
    gallery.take(
        gallery.Stage(qt, app.window, app.desk, opened.desk, app.trigger, app.program.change), folder
    )
    app.close()
    return 0


def headless_sample() -> int:
    """What ``--sample`` does where no window can be: project, analysis, workbook and pictures in a folder."""
    from core.app.exporting import export_workbook
    from gui.viewmodels.program import data_home, sample_path

    folder = data_home() / "sample without a display"
    say = sys.stdout.write
    say("There is no display, so no window can be shown. The sample is worked through without one.\n")
    take_screenshots(folder)
    where = sample_path()
    say(f"Project, analysed: {where}\n")
    workbook = folder / "sample.xlsx"
    with open_briefly(where) as workspace:
        export_workbook(where, workspace.state.coder.id, workbook)
    say(f"Workbook: {workbook}\nPictures of the desk: {folder}\n")
    return 0


@contextmanager
def open_briefly(where: Path) -> Iterator[Workspace]:
    """A project without a window."""
    from core.app.projects import open_workspace

    workspace = open_workspace(where)
    try:
        yield workspace
    finally:
        workspace.close()
