"""The new-project assistant: what is wished for, what stands against it, and the start with the import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from core.app.codebooks import schemes
from core.app.settings import without_recent
from core.app.starting import Wish, codebook_of, file_name, make, problems, shipped_with
from core.app.whereabouts import remark
from core.domain.codebook import Codebook
from core.domain.codebook_edits import UseScheme
from core.domain.coding import Layer
from core.domain.errors import PersonError
from core.domain.work import Cancelled, Progress
from gui.viewmodels.import_room import ImportRoom
from gui.viewmodels.observable import Event, Observable
from gui.viewmodels.ports import Jobs
from gui.viewmodels.program import Program

CODEBOOK, PATTERN = "codebook", "pattern"  # fields that are no part of the wish
LAYERS = (Layer.TOPIC, Layer.EVENT)  # those there are ready schemes for
_BAD_PATTERN = "Mend the pattern of file names, or empty it."


@dataclass(frozen=True, slots=True)
class NewView:
    """``problems``: field → what stands against it, of the fields a person has been at; ``chosen``: the
    scheme of each layer; ``file``: the codebook file instead of them; ``book``: what is in it, in words;
    ``place``: what speaks against the folder, which may be taken all the same."""

    wish: Wish = field(default_factory=Wish)
    problems: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[Layer, UseScheme] = field(default_factory=dict)
    file: str = ""
    book: str = ""
    place: str = ""
    busy: str = ""


class NewProject:
    """``folder``: where the file goes unless the person says otherwise; its name follows the project's."""

    def __init__(self, program: Program, jobs: Jobs, folder: Path) -> None:
        self._program, self._jobs, self._folder = program, jobs, folder
        self._touched: set[str] = set()
        self._own_place = False
        self._file: Codebook | None = None
        self._file_problem = ""
        self.made: Event[Path] = Event()  # once it is open and its import has begun
        self.articles = ImportRoom(jobs, program.asks, program.importing.files)
        chosen = {layer: self.schemes(layer)[0] for layer in LAYERS}
        wish = Wish(language=program.settings.value.language)
        self.view: Observable[NewView] = Observable(NewView(wish, chosen=chosen))
        self._end = self.articles.view.subscribe(lambda _view: self._show())

    @staticmethod
    def schemes(layer: Layer) -> tuple[UseScheme, ...]:
        """The ready schemes for a layer, the one that comes along first."""
        return tuple(use for use in schemes() if use.layer == layer)

    def close(self) -> None:
        """Listen no longer, and forget what was typed."""
        self._end()
        self.articles.clear()
        self.view.set(NewView())

    # -- what is wished for -------------------------------------------------------------------------

    def set(self, **parts: str | bool) -> None:
        """Wish otherwise; what is typed is checked at once."""
        wish = replace(self.view.value.wish, **parts)  # type: ignore[arg-type]
        self._touched |= parts.keys()
        if "where" in parts:
            self._own_place = bool(wish.where.strip())
        elif "name" in parts and not self._own_place:
            wish = replace(wish, where=str(self._folder / file_name(wish.name)) if wish.name.strip() else "")
            self._touched.add("where")
        if "language" in parts:
            wish = replace(wish, model="")
        self._show(wish=wish)

    def choose_place(self) -> None:
        """Ask where the file goes."""
        name = file_name(self.view.value.wish.name)
        where = self._program.asks.choose_new_project(str(self._folder / name))
        if where is not None:
            self._folder = Path(where).parent
            self.set(where=where)

    def use(self, scheme: UseScheme) -> None:
        """Take a ready scheme for its layer."""
        self._show(chosen={**self.view.value.chosen, scheme.layer: scheme})

    def choose_codebook(self) -> None:
        """Ask for a codebook file and read it."""
        path = self._program.asks.choose_codebook()
        if path is None:
            return
        self._file, self._file_problem = None, ""
        self._show(file=path, book="", busy="Reading the codebook")

        def read(_progress: Progress) -> Codebook:
            return codebook_of(Path(path))

        self._jobs.run(read, self._have_read, self._cannot_read)

    def forget_codebook(self) -> None:
        """Take the ready schemes after all."""
        self._file, self._file_problem = None, ""
        self._show(file="", book="")

    # -- making it ----------------------------------------------------------------------------------

    def make(self) -> str:
        """Make the project, open it and start the import; else the first field that stands against it."""
        if self.view.value.busy:
            return ""
        self._touched |= {each.name for each in fields(Wish)}
        self._show()
        against = self.view.value.problems
        if against:
            return next(iter(against))
        wish, file = self.view.value.wish, self._file
        chosen = tuple(self.view.value.chosen.values())

        def work(_progress: Progress) -> Path:
            return make(wish, file or shipped_with(chosen))

        self._show(busy="Making the project")
        self._jobs.run(work, self._have_made, self._cannot_make)
        return ""

    # -- within -------------------------------------------------------------------------------------

    def _have_read(self, book: Codebook) -> None:
        self._file = book
        parts = (f"{layer.label} {len(layer.offered)}" for layer in book.layers)
        self._show(busy="", book=f"{book.name}: {', '.join(parts)}")

    def _cannot_read(self, error: Exception) -> None:
        self._file_problem = self._told(error)
        self._show(busy="")

    def _have_made(self, where: Path) -> None:
        wish = self.view.value.wish
        self._show(busy="")
        self._program.change(language=wish.language)
        self._program.remember(without_recent(self._program.settings.value, where))  # one that was there once
        if self._program.open(str(where), password=wish.password):
            self.articles.begin()
        self.made.fire(where)

    def _cannot_make(self, error: Exception) -> None:
        told = self._told(error)
        self._show(busy="")
        view = self.view.value
        self.view.set(replace(view, problems={**view.problems, "where": told}))

    @staticmethod
    def _told(error: Exception) -> str:
        if isinstance(error, PersonError):
            return str(error)
        if isinstance(error, Cancelled):
            return "Stopped; nothing was made."
        raise error

    def _show(self, **parts: object) -> None:
        view = replace(self.view.value, **parts)  # type: ignore[arg-type]
        found = {name: text for name, text in problems(view.wish).items() if name in self._touched}
        if view.file and self._file_problem:
            found[CODEBOOK] = self._file_problem
        if self.articles.view.value.problem:
            found[PATTERN] = _BAD_PATTERN
        place = remark(view.wish.path) if view.wish.where.strip() and "where" not in found else ""
        self.view.set(replace(view, problems=found, place=place))
