"""The rooms of an open project and the pages over them: each made at the first visit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from core.app.codebooks import has_draft
from core.app.settings import Settings
from core.app.whereabouts import warning
from core.domain.changes import Applied
from gui.panels.desk import DeskPanel
from gui.panels.package_rooms import PackageRooms
from gui.panels.page import Page
from gui.panels.team_rooms import TeamRooms
from gui.panels.window import MainWindow
from gui.qt.lazy import Lazy
from gui.qt.looks import wear
from gui.viewmodels.places import sample_path, usual_folder
from gui.viewmodels.ports import Jobs
from gui.viewmodels.program import OpenProject, Program

if TYPE_CHECKING:
    from core.app.importing import ImportReport
    from gui.panels.codebook_room import CodebookPage
    from gui.panels.export_room import ExportPage
    from gui.panels.import_page import ImportPage
    from gui.panels.learning_page import LearningPage
    from gui.panels.model_page import Choice, ModelInfo
    from gui.panels.new_page import NewPage
    from gui.panels.rounds_page import RoundsPage
    from gui.panels.welcome import Recent, WelcomePage

P = TypeVar("P", bound=Page)
HELP = (
    *("keys", "welcome", "new-project", "import", "coding", "searching", "export", "learning", "codebook"),
    *("rounds", "people", "packages", "server", "command-line", "languages", "spacy", "about"),
)
SAFE_WAYS = (("Hand-out packages…", "project.packages"), ("Team server…", "project.connect"))
DRAFT = "A draft of the codebook is kept from an earlier time. Resume or discard it in the room Codebook."
WIDTH = 74  # characters a line, where the user has not chosen


class Rooms:
    """What stands in the window's middle. ``desk`` is there while a project is open."""

    def __init__(
        self,
        window: MainWindow,
        program: Program,
        jobs: Jobs,
        trigger: Callable[[str], None],
        training: Jobs,
    ) -> None:
        self._window, self._program, self._jobs, self._trigger = window, program, jobs, trigger
        self.desk: DeskPanel | None = None
        self.welcome = Lazy(self._make_welcome)
        self._export: ExportPage | None = None
        self._import: ImportPage | None = None
        self._training = training
        self._learning: LearningPage | None = None
        self._rounds: RoundsPage | None = None
        self._codebook: CodebookPage | None = None
        self.packages = PackageRooms(window, program, jobs, self._back)
        self.team = TeamRooms(window, program, jobs, self._back)
        self._new: NewPage | None = None
        self._pages: dict[object, Page] = {}

    def enter(self, opened: OpenProject) -> None:
        """Make the desk of a project and show it."""
        settings = self._program.settings.value
        wear(opened.workspace.state.codebook)
        opened.workspace.subscribe(lambda applied: self._follow_looks(opened, applied))
        self.desk = DeskPanel(opened.desk, self._trigger)
        self._window.add_page(self.desk)
        self.follow(settings)
        self.desk.set_layout_state(settings.layout)
        self.show_desk()
        self.desk.begin()
        state = opened.workspace.state
        if state.decides_design and has_draft(state.project.id, state.coder.id):
            self._window.banner.tell(DRAFT, "Codebook", partial(self._trigger, "room.codebook"))

    def leave(self) -> None:
        """Let the rooms of the project go; the widths of the columns are remembered."""
        if self.desk is not None:
            self._program.change(layout=self.desk.layout_state())
            self.desk.end()
            wear(None)
            self._window.drop_page(self.desk)
            self.desk = None
        if self._export is not None:
            self._export.end()
            self._window.drop_page(self._export)
            self._export = None
        if self._import is not None:
            self._import.end()
            self._window.drop_page(self._import)
            self._import = None
        if self._learning is not None:
            self._learning.end()
            self._window.drop_page(self._learning)
            self._learning = None
        if self._rounds is not None:
            self._rounds.end()
            self._window.drop_page(self._rounds)
            self._rounds = None
        self.packages.leave()
        self.team.leave()
        if self._codebook is not None:
            self._codebook.end()
            self._window.drop_page(self._codebook)
            self._codebook = None

    def _follow_looks(self, opened: OpenProject, applied: Applied) -> None:
        """Another version of the codebook may give categories other colours."""
        if self.desk is not None and any(one.kind == "codebook" for one in applied.entry.changes.changes):
            wear(opened.workspace.state.codebook)
            self.desk.text.canvas.redress()
            self.desk.cards.cards.redress()
            if self.desk.cards.topics.made is not None:
                self.desk.cards.topics.made.list.viewport().update()

    def follow(self, settings: Settings) -> None:
        """Take the user's settings on."""
        if self.desk is not None:
            self.desk.set_look(settings.zoom / 100, settings.family or "serif", settings.width or WIDTH)
            self.desk.set_advance(on=settings.advance)
            self.desk.set_lost(on=settings.lost)
        if self.welcome.made is not None:
            self.welcome.made.show_recent(recent(settings))

    def warn_of_place(self, opened: OpenProject) -> None:
        """Say that a project lies where it is not safe, and offer what is; the sample is no study."""
        said = warning(opened.where) if opened.where != str(sample_path()) else ""
        if said:
            self._window.place.tell(said)
            for verb, act in SAFE_WAYS:
                self._window.place.offer(verb, partial(self._trigger, act))

    def show_welcome(self) -> None:
        """The first page."""
        self._window.show_page(self.welcome())
        self.welcome().begin()

    def show_desk(self) -> None:
        """The coding desk; the focus goes to the text when one comes from elsewhere."""
        if self.desk is not None:
            shown = self._window.stack.currentWidget() is self.desk
            self._window.show_page(self.desk, "coding")
            if not shown:
                self.desk.begin()

    def _back(self) -> None:
        if self.desk is not None:
            self.show_desk()
        else:
            self.show_welcome()

    def show_export(self) -> None:
        """The export room."""
        from gui.panels.export_room import ExportPage
        from gui.viewmodels.export_room import ExportRoom

        opened = self._program.project.value
        if opened is None:
            return
        if self._export is None:
            self._export = ExportPage(ExportRoom(opened, self._jobs, self._program.asks))
            self._export.left.connect(self._back)
            self._window.add_page(self._export)
        self._window.show_page(self._export, "export")
        self._export.begin()

    def show_learning(self) -> None:
        """The room where the project's own models are trained."""
        from gui.panels.learning_page import LearningPage
        from gui.viewmodels.learning import LearningRoom

        opened = self._program.project.value
        if opened is None:
            return
        if self._learning is None:
            self._learning = LearningPage(LearningRoom(opened, self._training))
            self._learning.left.connect(self._back)
            self._window.add_page(self._learning)
        self._window.show_page(self._learning, "learning")
        self._learning.begin()

    def show_codebook(self) -> None:
        """The room where the codebook is read and changed."""
        from gui.panels.codebook_room import CodebookPage
        from gui.viewmodels.codebook_room import CodebookRoom
        from gui.viewmodels.trial import try_codebook

        opened = self._program.project.value
        if opened is None:
            return
        if self._codebook is None:
            room = CodebookRoom(opened.workspace, lambda book: try_codebook(self._program, book))
            self._codebook = CodebookPage(room, self._program.asks)
            self._codebook.left.connect(self._back)
            self._window.add_page(self._codebook)
        self._window.show_page(self._codebook, "codebook")
        self._codebook.begin()

    def show_rounds(self) -> None:
        """The room where it is planned who codes what."""
        from gui.panels.rounds_page import RoundsPage
        from gui.viewmodels.rounds import RoundsRoom

        opened = self._program.project.value
        if opened is None:
            return
        if self._rounds is None:
            self._rounds = RoundsPage(RoundsRoom(opened, self._jobs))
            self._rounds.left.connect(self._back)
            self._rounds.packages.connect(self.packages.show)
            self._window.add_page(self._rounds)
        self._window.show_page(self._rounds, "rounds")
        self._rounds.begin()

    def _page(self, kind: Callable[[], P]) -> P:
        """The page of that kind, made at the first time, now shown."""
        page = self._pages.get(kind)
        if page is None:
            page = self._pages[kind] = kind()
            page.left.connect(self._back)
            self._window.add_page(page)
        self._window.show_page(page)
        return cast("P", page)

    def show_help(self, name: str) -> None:
        """A page of the help."""
        from gui.panels.help_page import HelpPage

        self._page(HelpPage).show_page(name)

    def show_preferences(self) -> None:
        """The preferences."""
        from gui.panels.preferences_page import PreferencesPage

        page = self._page(PreferencesPage)
        page.serve(self._program.change, self._program.settings.value)

    def show_models(self) -> None:
        """The languages and pipelines to choose from."""
        from core.app.own_models import own_models
        from gui.panels.model_page import ModelPage

        reading, opened = self._program.reading, self._program.project.value
        choice = _choice(own_models(opened.where) if opened else ())
        self._page(ModelPage).serve(reading.choose, choice, reading.language, reading.model)

    def show_new(self, paths: tuple[str, ...] = ()) -> None:
        """The new-project assistant, with more files to import; what is typed stays until it is made."""
        from gui.panels.new_page import NewPage
        from gui.viewmodels.new_project import NewProject

        if self._new is None:
            folder = usual_folder(self._program.settings.value.recent)
            room = NewProject(self._program, self._jobs, folder)
            self._new = NewPage(room, _choice(()))
            self._new.left.connect(self._back)
            room.made.subscribe(lambda _where: self._end_new())
            self._window.add_page(self._new)
        self._window.show_page(self._new)
        self._new.begin()
        if paths:
            self._new.room.articles.add(paths)

    def take(self, paths: tuple[str, ...]) -> None:
        """Files dropped on the window: for the open project, or for the one that is about to be made."""
        if self.packages.take(paths):
            return
        if self._program.project.value is None or self._window.stack.currentWidget() is self._new:
            self.show_new(paths)
        else:
            self._program.importing.take(paths)

    def _end_new(self) -> None:
        if self._new is not None:
            self._new.end()
            self._window.drop_page(self._new)
            self._new = None

    def show_suggestions(self) -> None:
        """Who codes without suggestions."""
        from gui.panels.suggestions_page import SuggestionsPage

        opened = self._program.project.value
        if opened is not None:
            self._page(SuggestionsPage).serve(opened.desk.hiding)

    def show_people(self) -> None:
        """Who works in the project."""
        from gui.panels.people_page import PeoplePage

        opened = self._program.project.value
        if opened is not None:
            self._page(PeoplePage).serve(self._program.people(opened))

    def show_import(self, paths: tuple[str, ...] = ()) -> None:
        """The import assistant, with more files to look at."""
        from gui.panels.import_page import ImportPage
        from gui.viewmodels.import_room import ImportRoom

        if self._program.project.value is None:
            return
        if self._import is None:
            room = ImportRoom(self._jobs, self._program.asks, self._program.importing.files)
            self._import = ImportPage(room)
            self._import.left.connect(self._back)
            self._window.add_page(self._import)
        self._window.show_page(self._import)
        self._import.begin()
        self._import.room.add(paths)

    def show_report(self, report: ImportReport) -> None:
        """What became of imported files."""
        from gui.panels.report_page import ReportPage

        page = self._page(ReportPage)
        page.show_report(report, self._program.importing.save_report)
        page.back.setFocus()

    def _make_welcome(self) -> WelcomePage:
        from gui.panels.welcome import WelcomePage

        made = WelcomePage(self._trigger, self._program.open)
        made.show_recent(recent(self._program.settings.value))
        self._window.add_page(made)
        return made


def _choice(own: Sequence[ModelInfo]) -> Choice:
    """The languages and pipelines there are; ``own``: those trained for a project."""
    from core.app.analysing import installed_models, languages, reading_with, resting
    from gui.panels.model_page import Choice

    return Choice(languages(), (*installed_models(), *own), reading_with, resting)


def recent(settings: Settings) -> tuple[Recent, ...]:
    """The recent projects that are still there."""
    from gui.panels.welcome import Recent

    out = []
    for where in settings.recent:
        path = Path(where)
        if "://" in where:
            out.append(Recent(where, *_of_server(where, settings.coders.get(where, ""))))
        elif path.exists():
            out.append(Recent(where, path.stem, str(path.parent)))
    return tuple(out)


def _of_server(address: str, coder_id: str) -> tuple[str, str]:
    """Name and place of a project on a server, and what of this person's is not there yet."""
    from core.app.servers import parsed
    from core.app.team.joining import waiting_acts

    server, _ = parsed(address)
    waits = waiting_acts(server, coder_id)
    acts = f" · ↑ {waits} act{'' if waits == 1 else 's'} not yet on the server" if waits else ""
    return server.name, server.shown + acts
