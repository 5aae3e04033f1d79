"""The composition root: makes the parts, connects them, and is the one place where errors surface."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from core.app import settings as settings_file
from core.app.settings import Settings
from core.app.workspace import Workspace
from core.domain.errors import PersonError, Unavailable
from gui.actions import When
from gui.panels.desk import DeskPanel
from gui.panels.page import Page
from gui.panels.window import MainWindow
from gui.qt.asks import QtAsks
from gui.qt.jobs import ImmediateJobs, WorkerJobs
from gui.qt.lazy import Lazy
from gui.qt.lazy_analyser import LazyAnalyser
from gui.qt.log import hush, report_of, write_log
from gui.qt.theme import ThemeName, apply_theme
from gui.viewmodels.ports import Analyser, Asks, Jobs
from gui.viewmodels.program import Notice, OpenProject, Program, Work

if TYPE_CHECKING:
    from core.app.importing import ImportReport
    from gui.panels.export_room import ExportPage
    from gui.panels.welcome import Recent, WelcomePage

P = TypeVar("P", bound=Page)
HELP = ("keys", "welcome", "coding", "export", "command-line", "about")
WIDTH = 74  # characters a line, where the user has not chosen


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
        self.program = Program(self.jobs, asks or QtAsks(self.window), self.analyser, loaded)
        self.welcome = Lazy(self._make_welcome)
        self.desk: DeskPanel | None = None
        self._pages: dict[object, Page] = {}
        self._room: ExportPage | None = None
        self._verbs = self._table()
        self._connect()
        self.window.set_geometry_state(loaded.settings.geometry)
        if loaded.message:
            self.window.banner.tell(loaded.message)

    # -- life ---------------------------------------------------------------------------------------

    def start(self, project: str = "", *, sample: bool = False) -> None:
        """Show the window, with a project when one is named."""
        if sample:
            self.program.sample()
        elif project:
            self.program.open(project)
        if self.program.project.value is None:
            self._on_project(None)
        self.window.show()

    def close(self) -> None:
        """Let everything go; the window's settings are kept."""
        layout = self.desk.layout_state() if self.desk is not None else self.program.settings.value.layout
        self.program.change(geometry=self.window.geometry_state(), layout=layout)
        self.program.close()
        if isinstance(self.jobs, WorkerJobs):
            self.jobs.stop()
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
        """Carry out an action, whichever room it belongs to."""
        verb = self._verbs.get(action)
        if verb is not None:
            verb()
        elif self.desk is not None and self.desk.knows(action):
            self._show_desk()
            self.desk.act(action)

    def knows(self, action: str) -> bool:
        """Whether somebody would carry the action out now."""
        return action in self._verbs or (self.desk is not None and self.desk.knows(action))

    def _table(self) -> dict[str, Callable[[], object]]:
        program = self.program
        return {
            "project.new": program.new,
            "project.open": program.open_asked,
            "project.sample": program.sample,
            "project.import": program.import_asked,
            "project.analyse": program.analyse,
            "project.model": self._show_models,
            "project.close": program.close,
            "work.cancel": program.cancel,
            "app.quit": self.window.close,
            "room.coding": self._show_desk,
            "room.export": self._show_export,
            "edit.preferences": self._show_preferences,
            "view.theme": self._switch_theme,
            "view.full": self._switch_full,
            "view.zoom_in": lambda: self._zoom(10),
            "view.zoom_out": lambda: self._zoom(-10),
            "view.zoom_reset": lambda: program.change(zoom=100),
            **{f"help.{name}": partial(self._show_help, name) for name in HELP},
        }

    def _connect(self) -> None:
        program, window = self.program, self.window
        program.project.subscribe(self._on_project)
        program.settings.watch(self._on_settings)
        program.work.watch(self._on_work)
        program.notice.subscribe(self._on_notice)
        program.imported.subscribe(self._on_imported)
        window.dropped.connect(program.import_files)
        window.closing.connect(self.close)
        window.painted.connect(self._after_paint)

    def _make_welcome(self) -> WelcomePage:
        from gui.panels.welcome import WelcomePage

        made = WelcomePage(self.trigger, self.program.open)
        made.show_recent(recent(self.program.settings.value))
        self.window.add_page(made)
        return made

    def _after_paint(self) -> None:
        """What need not be there at the first sight: the machine starts reading now."""
        gc.enable()
        gc.freeze()  # what the start made stays: looking through it again and again would cost frames
        if isinstance(self.jobs, WorkerJobs):
            self.jobs.release()
        self.program.analyse()

    # -- following ------------------------------------------------------------------------------------

    def _on_project(self, opened: OpenProject | None) -> None:
        self._drop_rooms()
        conditions = {When.ALWAYS}
        if opened is None:
            self.window.top.show_project("")
            self.window.setWindowTitle("Rapporteur")
            self.window.status.hide()
            self._show_welcome()
        else:
            conditions |= {When.PROJECT, When.ARTICLE, When.TEXT}
            self._show_project(opened)
        self.window.enable(conditions)

    def _show_project(self, opened: OpenProject) -> None:
        self.desk = DeskPanel(opened.desk, self.trigger)
        self.window.add_page(self.desk)
        self.window.top.show_project(opened.name)
        self.window.setWindowTitle(f"{opened.name} – Rapporteur")
        self.window.status.bind(opened.desk.status, opened.desk.head)
        self.window.status.show()
        self._dress_desk(self.program.settings.value)
        self.desk.set_layout_state(self.program.settings.value.layout)
        self._show_desk()
        self.desk.begin()
        if self.window.isVisible():
            QTimer.singleShot(0, self.program.analyse)

    def _drop_rooms(self) -> None:
        if self.desk is not None:
            self.program.change(layout=self.desk.layout_state())
            self.desk.end()
            self.window.drop_page(self.desk)
            self.desk = None
        if self._room is not None:
            self._room.end()
            self.window.drop_page(self._room)
            self._room = None
        self.window.status.end()

    def _on_settings(self, settings: Settings) -> None:
        apply_theme(self._qt, _theme(settings))
        self._dress_desk(settings)
        if self.welcome.made is not None:
            self.welcome.made.show_recent(recent(settings))

    def _dress_desk(self, settings: Settings) -> None:
        if self.desk is not None:
            self.desk.set_look(settings.zoom / 100, settings.family or "serif", settings.width or WIDTH)
            self.desk.set_advance(on=settings.advance)

    def _on_work(self, work: Work) -> None:
        self.window.status.show_work(work.text, work.done)

    def _on_notice(self, notice: Notice) -> None:
        if notice.code == "no-model":
            self.window.banner.tell(notice.text, "Choose a model…", self._show_models)
        else:
            self.window.banner.tell(notice.text)

    # -- rooms and pages --------------------------------------------------------------------------------

    def _show_welcome(self) -> None:
        self.window.show_page(self.welcome())
        self.welcome().begin()

    def _show_desk(self) -> None:
        if self.desk is not None:
            shown = self.window.stack.currentWidget() is self.desk
            self.window.show_page(self.desk, "coding")
            if not shown:
                self.desk.begin()

    def _back(self) -> None:
        if self.desk is not None:
            self._show_desk()
        else:
            self._show_welcome()

    def _show_export(self) -> None:
        from gui.panels.export_room import ExportPage
        from gui.viewmodels.export_room import ExportRoom

        opened = self.program.project.value
        if opened is None:
            return
        if self._room is None:
            self._room = ExportPage(ExportRoom(opened, self.jobs, self.program.asks))
            self._room.left.connect(self._back)
            self.window.add_page(self._room)
        self.window.show_page(self._room, "export")
        self._room.begin()

    def _page(self, kind: Callable[[], P]) -> P:
        """The page of that kind, made at the first time, now shown."""
        page = self._pages.get(kind)
        if page is None:
            page = self._pages[kind] = kind()
            page.left.connect(self._back)
            self.window.add_page(page)
        self.window.show_page(page)
        return cast("P", page)

    def _show_help(self, name: str) -> None:
        from gui.panels.help_page import HelpPage

        self._page(HelpPage).show_page(name)

    def _show_preferences(self) -> None:
        from gui.panels.preferences_page import PreferencesPage

        page = self._page(PreferencesPage)
        page.serve(self.program.change, self.program.settings.value)

    def _show_models(self) -> None:
        from core.app.analysing import installed_models
        from gui.panels.model_page import ModelPage

        page = self._page(ModelPage)
        page.serve(self.program.choose_model, installed_models(), self.program.model)

    def _on_imported(self, report: ImportReport) -> None:
        from gui.panels.report_page import ReportPage

        page = self._page(ReportPage)
        page.show_report(report)
        page.back.setFocus()

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


def _theme(settings: Settings) -> ThemeName:
    return cast("ThemeName", settings.theme) if settings.theme in ("light", "dark") else "system"


def recent(settings: Settings) -> tuple[Recent, ...]:
    """The recent projects that are still there."""
    from gui.panels.welcome import Recent

    out = []
    for where in settings.recent:
        path = Path(where)
        if "://" in where:
            out.append(Recent(where, where.rsplit("/", 1)[-1], where))
        elif path.exists():
            out.append(Recent(where, path.stem, str(path.parent)))
    return tuple(out)


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
