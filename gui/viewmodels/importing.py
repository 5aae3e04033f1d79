"""Brings files into the open project: read on the worker, stored here in small parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from core.app.commands.base import Command
from core.app.commands.corpus import ImportArticles
from core.domain.errors import PersonError
from core.domain.work import Progress
from gui.viewmodels.observable import Event, Observable
from gui.viewmodels.open_project import Notice, OpenProject
from gui.viewmodels.ports import Asks
from gui.viewmodels.running import Running

if TYPE_CHECKING:
    from core.app.import_reading import Options
    from core.app.importing import ImportReport

_TABLES = (".csv", ".tsv", ".xlsx", ".jsonl")


class Importing:
    """``imported`` gives the report; ``look_first`` the files that should be shown before they are read.

    ``analyse`` is called when articles were stored.
    """

    def __init__(
        self,
        project: Observable[OpenProject | None],
        running: Running,
        asks: Asks,
        notice: Event[Notice],
        analyse: Callable[[], None],
    ) -> None:
        self._project, self._running, self._asks = project, running, asks
        self._notice, self._analyse = notice, analyse
        self.imported: Event[ImportReport] = Event()
        self.look_first: Event[tuple[str, ...]] = Event()

    def ask(self) -> None:
        """Ask for files and import them."""
        paths = self._asks.choose_files()
        if paths:
            self.take(paths)

    def take(self, paths: tuple[str, ...]) -> None:
        """Import files; tables and folders are shown first, since they may need a word on how to be read."""
        if self._project.value and any(p.lower().endswith(_TABLES) or Path(p).is_dir() for p in paths):
            self.look_first.fire(paths)
        else:
            self.files(paths)

    def files(self, paths: tuple[str, ...], options: Options | None = None) -> None:
        """Read files on the worker, store them here in small parts, report, and analyse what is new."""
        from core.app import importing

        opened = self._project.value
        if opened is None:
            self._notice.fire(Notice("Open a project first, or make a new one; then drop the files again."))
            return

        def stored(report: importing.ImportReport) -> None:
            self._running.rest()
            self.imported.fire(report)
            if report.articles and not opened.desk.head.value:
                opened.desk.open(report.articles[0].id)
            self._analyse()

        def have_read(report: importing.ImportReport) -> None:
            acts = _counted(importing.commands(report), len(report.articles))
            opened.desk.work.fill(begins=True)
            self._store_all(opened, acts, lambda: stored(report))

        def read(progress: Progress) -> importing.ImportReport:
            return importing.read_articles(opened.where, paths, progress, options)

        self._running.begin("Reading files", read, have_read)

    def save_report(self, report: ImportReport) -> None:
        """Ask where, and write what became of imported files as text."""
        path = self._asks.choose_save_text("import report.txt")
        if path is None:
            return
        try:
            Path(path).write_text(report.text + "\n", encoding="utf-8")
        except OSError as error:
            self._notice.fire(Notice(f"The report can't be written to {path}: {error.strerror or error}."))
        else:
            self._notice.fire(Notice(f"Written: {path}", "written"))

    def _store_all(
        self, opened: OpenProject, acts: Iterator[tuple[Command, str]], end: Callable[[], None]
    ) -> None:
        """Carry the acts out one by one, each with how far it brings the whole, in words; between two the
        window has its turn."""
        command, told = next(acts, (None, ""))
        if self._project.value is not opened:
            return
        if command is None:
            opened.desk.work.fill(begins=False)
            end()
            return
        try:
            opened.workspace.execute(command)
        except PersonError as error:
            opened.desk.work.fill(begins=False)
            self._running.failed(error)
            return

        def go_on(_nothing: None) -> None:
            self._store_all(opened, acts, end)

        self._running.begin(f"Storing articles{told}", _nothing_to_do, go_on)


def _counted(commands: Iterator[Command], many: int) -> Iterator[tuple[Command, str]]:
    """Each act with how many of the articles are stored after it, in words."""
    done = 0
    for command in commands:
        done += len(command.articles) if isinstance(command, ImportArticles) else 0
        yield command, f", {done:,} of {many:,}"


def _nothing_to_do(_progress: Progress) -> None:
    """A turn of the worker without work: the window gets its own meanwhile."""
