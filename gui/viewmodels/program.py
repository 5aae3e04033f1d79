"""The program around the desk: which project is open, what is remembered, and the long work on projects."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.app import settings as settings_file
from core.app.commands.base import Command
from core.app.commands.corpus import SetLanguage
from core.app.reading_all import Which
from core.app.settings import Settings, with_recent, with_threshold, with_unfinished, without_recent
from core.app.workspace import Workspace
from core.domain.errors import PersonError
from core.domain.work import Cancelled, Progress
from gui.viewmodels.analysing_all import AnalysingAll, Outcome
from gui.viewmodels.desk import DeskOptions, DeskViewModel
from gui.viewmodels.observable import Event, Observable
from gui.viewmodels.people import People
from gui.viewmodels.ports import Analyser, Asks, JobHandle, Jobs

SUFFIX = ".rapporteur"
_TABLES = (".csv", ".tsv", ".xlsx", ".jsonl")
_OTHER_MODEL = "The other articles keep their suggestions until they are analysed with the new choice."

if TYPE_CHECKING:
    from core.app.import_reading import Options
    from core.app.importing import ImportReport


@dataclass(frozen=True, slots=True)
class OpenProject:
    """The project that is open."""

    where: str
    name: str
    desk: DeskViewModel
    workspace: Workspace


@dataclass(frozen=True, slots=True)
class Work:
    """What the worker does for the project; no text when it rests."""

    text: str = ""
    done: float = -1.0


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell in the window; ``code`` names what it is about."""

    text: str
    code: str = ""


class Program:
    """Opens and closes projects, and runs import and analysis on the worker; commits happen here."""

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
        self.work: Observable[Work] = Observable(Work())
        self.notice: Event[Notice] = Event()
        self.imported: Event[ImportReport] = Event()
        self.look_first: Event[tuple[str, ...]] = Event()
        self.analysing = AnalysingAll(background or jobs, analyser)
        self.analysing.ended.subscribe(self._on_ended)
        self._job: JobHandle | None = None

    # -- projects -----------------------------------------------------------------------------------

    def open(self, where: str, *, ask: bool = False) -> bool:
        """Open the project at ``where``; what stands against it is told. The one before is closed.

        ``ask``: have the person say who they are, also where nothing is in the way.
        """
        from gui.viewmodels.signing_in import signed_in

        place = where if "://" in where else str(Path(where).absolute())
        known = self.settings.value.coders.get(place, "")
        try:
            workspace = signed_in(place, known, self.asks, ask_first=ask)
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

    def new(self) -> bool:
        """Ask where, make an empty project there for articles in the language chosen, and open it."""
        from core.app.projects import create_project

        where = self.asks.choose_new_project()
        if where is None:
            return False
        try:
            name, language = Path(where).name.removesuffix(SUFFIX), self.settings.value.language
            create_project(where, name, "Coder 1", language=language)
        except PersonError as error:
            self._tell(error)
            return False
        return self.open(where)

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

    # -- long work ------------------------------------------------------------------------------------

    def import_asked(self) -> None:
        """Ask for files and import them."""
        paths = self.asks.choose_files()
        if paths:
            self.take(paths)

    def take(self, paths: tuple[str, ...]) -> None:
        """Import files; tables and folders are shown first, since they may need a word on how to be read."""
        if self.project.value and any(p.lower().endswith(_TABLES) or Path(p).is_dir() for p in paths):
            self.look_first.fire(paths)
        else:
            self.import_files(paths)

    def import_files(self, paths: tuple[str, ...], options: Options | None = None) -> None:
        """Read files on the worker, store them here in small parts, report, and analyse what is new."""
        from core.app import importing

        opened = self.project.value
        if opened is None:
            self.notice.fire(Notice("Open a project first, or make a new one; then drop the files again."))
            return

        def stored(report: importing.ImportReport) -> None:
            self._rest()
            self.imported.fire(report)
            if report.articles and not opened.desk.head.value:
                opened.desk.open(report.articles[0].id)
            self.analyse()

        def have_read(report: importing.ImportReport) -> None:
            self._store_all(opened, importing.commands(report), lambda: stored(report))

        def read(progress: Progress) -> importing.ImportReport:
            return importing.read_articles(opened.where, paths, progress, options)

        self._begin("Reading files", read, have_read)

    def save_report(self, report: ImportReport) -> None:
        """Ask where, and write what became of imported files as text."""
        path = self.asks.choose_save_text("import report.txt")
        if path is None:
            return
        try:
            Path(path).write_text(report.text + "\n", encoding="utf-8")
        except OSError as error:
            self.notice.fire(Notice(f"The report can't be written to {path}: {error.strerror or error}."))
        else:
            self.notice.fire(Notice(f"Written: {path}", "written"))

    def _store_all(self, opened: OpenProject, commands: Iterator[Command], end: Callable[[], None]) -> None:
        """Carry the commands out one by one; between two the window has its turn."""
        command = next(commands, None)
        if self.project.value is not opened:
            return
        if command is None:
            end()
            return
        try:
            opened.workspace.execute(command)
        except PersonError as error:
            self._failed(error)
            return

        def go_on(_nothing: None) -> None:
            self._store_all(opened, commands, end)

        self._begin("Storing articles", _nothing_to_do, go_on)

    def analyse(self) -> None:
        """Have the machine read what it has not read yet, and go on with what was asked before; silently."""
        opened = self.project.value
        asked = self.settings.value.unfinished.get(opened.where, "") if opened else ""
        if self.analysing.view.value.paused:
            return
        if self.analysing.running:
            self.analysing.look_again()
            return
        self._analyse(Which(asked) if asked in set(Which) else Which.NEW, told=bool(asked))

    def analyse_all(self) -> None:
        """Have the machine read what it or this model has not read; goes on at the next start."""
        self._ask(Which.OUTDATED)

    def analyse_again(self) -> None:
        """Have every article read again for which anything has changed that the machine looks at."""
        self._ask(Which.CHANGED)

    def pause(self) -> None:
        """Pause the analysis of all articles, or go on with it."""
        opened = self.project.value
        if opened is None:
            return
        if self.analysing.running:
            self.analysing.pause()
        else:
            self.analysing.go_on(opened.desk.session.article_id)

    def cancel_analysis(self) -> None:
        """Analyse no further articles; the next start asks only for those never analysed."""
        self.analysing.cancel()
        self._remember_run("")

    def _ask(self, which: Which) -> None:
        self._remember_run(which)
        self._analyse(which, told=True)

    def _analyse(self, which: Which, *, told: bool) -> None:
        opened = self.project.value
        if opened is None or opened.workspace.read_only:
            return
        first, desk = opened.desk.session.article_id, opened.desk.analysis
        self.analysing.start(opened.workspace, opened.where, which, first=first, told=told, after=desk.busy)

    def _remember_run(self, which: str) -> None:
        opened = self.project.value
        if opened is not None:
            self.remember(with_unfinished(self.settings.value, opened.where, which))

    def _on_ended(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            self._tell(outcome.error)
            return
        self._remember_run("")
        if outcome.text:
            self.notice.fire(Notice(outcome.text, "analysed"))

    @property
    def model(self) -> str:
        """The pipeline of the open project; empty for the shipped one."""
        opened = self.project.value
        return opened.workspace.state.project.model if opened is not None else ""

    @property
    def language(self) -> str:
        """The code of the open project's language; without a project, that of the next new one."""
        opened = self.project.value
        return opened.workspace.state.project.language if opened else self.settings.value.language

    def choose_reading(self, language: str, model: str) -> None:
        """Say which language the articles are in and which pipeline makes the suggestions from now on."""
        opened = self.project.value
        if opened is None:
            return
        try:
            changed = opened.workspace.execute(SetLanguage(language, model))
        except PersonError as error:
            self._tell(error)
            return
        opened.desk.analyse_again()
        if changed is not None and opened.workspace.queries.count() > 1:
            self.notice.fire(Notice(_OTHER_MODEL, "other-model"))

    def cancel(self) -> None:
        """Stop the work under way, the desk's too; what is done stays done."""
        self.analysing.cancel()
        opened = self.project.value
        if opened is not None:
            opened.desk.analysis.cancel()
        if self._job is not None:
            self._job.cancel()
        self._rest()

    def _begin(self, text: str, work: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        self.work.set(Work(text))

        def told(share: float, said: str) -> None:
            self.work.set(Work(f"{text}: {said}" if said else text, share))

        self._job = self._jobs.run(work, done, self._failed, told)

    def _failed(self, error: Exception) -> None:
        self._rest()
        if isinstance(error, PersonError):
            self._tell(error)
        elif not isinstance(error, Cancelled):
            raise error

    def _rest(self) -> None:
        self._job = None
        self.work.set(Work())

    def _tell(self, error: PersonError) -> None:
        self.notice.fire(Notice(str(error), error.code))


def _nothing_to_do(_progress: Progress) -> None:
    """A turn of the worker without work: the window gets its own meanwhile."""


def sample_path() -> Path:
    """Where the sample project lives: with the user's own data."""
    return data_home() / f"sample{SUFFIX}"


def data_home() -> Path:
    """The folder of what the program keeps for the user."""
    import os

    other = os.environ.get("RAPPORTEUR_HOME", "")
    if other:
        return Path(other)
    from platformdirs import user_data_path

    return user_data_path("rapporteur", appauthor=False)
