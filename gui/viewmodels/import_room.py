"""The import assistant: files chosen, what each is read as, columns and pattern of names, and the start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from core.app.import_reading import FIELDS, FileLook, Options, look_at, names_read
from core.domain.errors import BadInput, PersonError
from core.domain.work import Cancelled, Progress
from gui.viewmodels.observable import Observable
from gui.viewmodels.ports import Asks, JobHandle, Jobs

Start = Callable[[tuple[str, ...], Options], None]


@dataclass(frozen=True, slots=True)
class ImportView:
    """What to show. ``names``: file names with what the pattern reads out of them; ``problem``: what stands
    against the pattern; ``table``: the table whose columns are shown; ``busy``: what is being done."""

    files: tuple[FileLook, ...] = ()
    pattern: str = ""
    names: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    table: FileLook | None = None
    busy: str = ""

    @property
    def ready(self) -> bool:
        """Whether there is something to import, and nothing against the pattern."""
        return bool(self.files) and not self.problem and not self.busy


class ImportRoom:
    """``start`` imports the paths chosen; reading happens on the worker and changes nothing."""

    def __init__(self, jobs: Jobs, asks: Asks, start: Start) -> None:
        self._jobs, self._asks, self._start = jobs, asks, start
        self._paths: tuple[str, ...] = ()
        self._columns: dict[str, dict[str, str]] = {}
        self._job: JobHandle | None = None
        self.view: Observable[ImportView] = Observable(ImportView())

    def choose_files(self) -> None:
        """Ask for files."""
        self.add(self._asks.choose_files() or ())

    def choose_folder(self) -> None:
        """Ask for a folder."""
        folder = self._asks.choose_folder()
        if folder:
            self.add((folder,))

    def add(self, paths: tuple[str, ...]) -> None:
        """Look at more files and folders."""
        self._paths = tuple(dict.fromkeys((*self._paths, *paths)))
        self._look()

    def clear(self) -> None:
        """Choose anew."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._paths, self._columns = (), {}
        self.view.set(ImportView(pattern=self.view.value.pattern))

    def set_pattern(self, pattern: str) -> None:
        """Read file names by ``pattern``; empty for not at all."""
        self.view.set(self._with_names(replace(self.view.value, pattern=pattern)))

    def show_table(self, path: str) -> None:
        """Show the columns of that file, if it is a table."""
        found = next((one for one in self.view.value.files if one.path == path and one.headers), None)
        if found is not None:
            self.view.set(replace(self.view.value, table=found))

    def map(self, field: str, column: str) -> None:
        """Take ``field`` of the table shown from ``column``; from none when empty."""
        table = self.view.value.table
        if table is None or dict(table.columns).get(field, "") == column:
            return
        shown = {name: dict(table.columns).get(name, "") for name in FIELDS}
        mine = self._columns.setdefault(table.path, shown)
        mine[field] = column
        self._look()

    def begin(self) -> None:
        """Import what is chosen."""
        if self.view.value.ready:
            paths, options = self._paths, self._options()
            self.clear()
            self._start(paths, options)

    def _options(self) -> Options:
        of_file = tuple(
            (path, tuple(f"{field}={column}" for field, column in chosen.items()))
            for path, chosen in self._columns.items()
        )
        return Options(self.view.value.pattern, of_file=of_file)

    def _look(self) -> None:
        if self._job is not None:
            self._job.cancel()
        paths, options = self._paths, self._options()
        self.view.set(replace(self.view.value, busy="Looking at the files" if paths else ""))

        def work(progress: Progress) -> tuple[FileLook, ...]:
            return look_at(paths, options, progress)

        if paths:
            self._job = self._jobs.run(work, self._seen, self._failed)

    def _seen(self, files: tuple[FileLook, ...]) -> None:
        self._job = None
        shown = self.view.value.table
        tables = [one for one in files if one.headers]
        same = next((one for one in tables if shown and one.path == shown.path), None)
        table = same or next(iter(tables), None)
        self.view.set(self._with_names(replace(self.view.value, files=files, table=table, busy="")))

    def _failed(self, error: Exception) -> None:
        self._job = None
        self.view.set(replace(self.view.value, busy=""))
        if isinstance(error, PersonError):
            self.view.set(replace(self.view.value, problem=str(error)))
        elif not isinstance(error, Cancelled):
            raise error

    def _with_names(self, view: ImportView) -> ImportView:
        if not view.pattern.strip():
            return replace(view, names=(), problem="")
        try:
            names = names_read(view.pattern, (one.name for one in view.files))
        except BadInput as error:
            return replace(view, names=(), problem=error.text)
        return replace(view, names=names, problem="")
