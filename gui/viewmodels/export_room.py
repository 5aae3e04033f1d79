"""The export room: what would be written, choices, and the writing itself on the worker."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from core.app.exporting import ENDINGS, WORKBOOK, Choices, ExportReport, export_file
from core.domain.errors import PersonError
from core.domain.work import Cancelled, Progress
from gui.viewmodels.observable import Observable
from gui.viewmodels.ports import Asks, JobHandle, Jobs
from gui.viewmodels.program import OpenProject


@dataclass(frozen=True, slots=True)
class ExportView:
    """How the room stands. ``rows``: what was written last, by sheet or kind; ``problem``: why not."""

    target: str = ""
    pseudonyms: bool = False
    include_suggestions: bool = False
    busy: bool = False
    text: str = ""
    done: float = -1.0
    written: str = ""
    rows: tuple[tuple[str, int], ...] = ()
    warnings: tuple[str, ...] = ()
    problem: str = ""
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def ending(self) -> str:
        """The format that the name of the target asks for; empty when there is none of that ending."""
        ending = Path(self.target).suffix.lower()
        return ending if ending in ENDINGS else ""


class ExportRoom:
    """One per open project."""

    def __init__(self, opened: OpenProject, jobs: Jobs, asks: Asks) -> None:
        self._opened, self._jobs, self._asks = opened, jobs, asks
        self._job: JobHandle | None = None
        self.view: Observable[ExportView] = Observable(ExportView(target=self._suggested()))

    def look(self) -> None:
        """Count what there is to write."""
        queries = self._opened.workspace.queries
        self._set(counts=(("articles", queries.count()), ("complete", queries.progress().complete)))

    def choose_target(self) -> None:
        """Ask where to write."""
        path = self._asks.choose_save_workbook(self.view.value.target)
        if path:
            self._set(target=path, written="", problem="")

    def set_target(self, path: str) -> None:
        """Write to ``path``."""
        self._set(target=path)

    def set_format(self, ending: str) -> None:
        """Write in another format: the target's name gets its ending."""
        target = self.view.value.target.strip()
        if target and Path(target).suffix.lower() != ending:
            known = Path(target).suffix.lower() in ENDINGS
            renamed = Path(target).with_suffix(ending) if known else Path(target + ending)
            self._set(target=str(renamed), written="", rows=(), problem="")

    def set_choices(self, *, pseudonyms: bool, include_suggestions: bool) -> None:
        """Names or pseudonyms; open suggestions too or not."""
        self._set(pseudonyms=pseudonyms, include_suggestions=include_suggestions)

    def write(self) -> None:
        """Write the file on the worker."""
        view = self.view.value
        if view.busy:
            return
        if not view.target.strip():
            self._set(problem="Say where to write the file.")
            return
        target = Path(view.target).expanduser()
        choices = Choices(view.pseudonyms, view.include_suggestions)
        where, coder = self._opened.where, self._opened.workspace.state.coder.id
        self._set(
            busy=True, problem="", written="", rows=(), warnings=(), text="Reading the codings", done=-1.0
        )

        def work(progress: Progress) -> ExportReport:
            return export_file(where, coder, target, choices, progress)

        self._job = self._jobs.run(work, self._written, self._failed, self._told)

    def cancel(self) -> None:
        """Stop writing; nothing new stands on the disk."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._set(busy=False, text="")

    def _written(self, report: ExportReport) -> None:
        self._job = None
        self._set(busy=False, text="", written=str(report.path), rows=report.rows, warnings=report.warnings)

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._set(busy=False, text="")
        if isinstance(error, PersonError):
            self._set(problem=str(error))
        elif not isinstance(error, Cancelled):
            raise error

    def _told(self, done: float, text: str) -> None:
        self._set(done=done, text=text)

    def _set(self, **changes: object) -> None:
        self.view.set(replace(self.view.value, **changes))  # type: ignore[arg-type]

    def _suggested(self) -> str:
        where = self._opened.where
        if self._opened.team is not None:  # its copy lies where nobody looks
            return str(Path.home() / f"{self._opened.name}{WORKBOOK}")
        return str(Path(where).with_suffix(WORKBOOK))
