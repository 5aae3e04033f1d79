"""The machine's part in the open project: which model reads it, and the reading of all articles."""

from __future__ import annotations

from collections.abc import Callable

from core.app.commands.corpus import SetLanguage
from core.app.reading_all import Which
from core.app.settings import Settings, with_unfinished
from core.domain.errors import PersonError
from gui.viewmodels.analysing_all import AnalysingAll, Outcome
from gui.viewmodels.observable import Event, Observable
from gui.viewmodels.open_project import Notice, OpenProject
from gui.viewmodels.ports import Analyser, Jobs

_OTHER_MODEL = "The other articles keep their suggestions until they are analysed with the new choice."


class Reading:
    """What was asked for is remembered with the settings, so that it goes on at the next start."""

    def __init__(
        self,
        project: Observable[OpenProject | None],
        settings: Observable[Settings],
        remember: Callable[[Settings], None],
        notice: Event[Notice],
        machine: tuple[Jobs, Analyser],
    ) -> None:
        self._project, self._settings, self._remember, self._notice = project, settings, remember, notice
        self.all = AnalysingAll(*machine)
        self.all.ended.subscribe(self._on_ended)

    def go_on(self) -> None:
        """Have the machine read what it has not read yet, and go on with what was asked before; silently."""
        opened = self._project.value
        asked = self._settings.value.unfinished.get(opened.where, "") if opened else ""
        if self.all.view.value.paused:
            return
        if self.all.running:
            self.all.look_again()
            return
        self._start(Which(asked) if asked in set(Which) else Which.NEW, told=bool(asked))

    def outdated(self) -> None:
        """Have the machine read what it or this model has not read; goes on at the next start."""
        self._ask(Which.OUTDATED)

    def again(self) -> None:
        """Have every article read again for which anything has changed that the machine looks at."""
        self._ask(Which.CHANGED)

    def pause(self) -> None:
        """Pause the analysis of all articles, or go on with it."""
        opened = self._project.value
        if opened is None:
            return
        if self.all.running:
            self.all.pause()
        else:
            self.all.go_on(opened.desk.session.article_id)

    def cancel(self) -> None:
        """Analyse no further articles; the next start asks only for those never analysed."""
        self.all.cancel()
        self.remember_run("")

    @property
    def model(self) -> str:
        """The pipeline of the open project; empty for the shipped one."""
        opened = self._project.value
        return opened.workspace.state.project.model if opened is not None else ""

    @property
    def language(self) -> str:
        """The code of the open project's language; without a project, that of the next new one."""
        opened = self._project.value
        return opened.workspace.state.project.language if opened else self._settings.value.language

    def choose(self, language: str, model: str) -> None:
        """Say which language the articles are in and which pipeline makes the suggestions from now on."""
        opened = self._project.value
        if opened is None:
            return
        try:
            changed = opened.workspace.execute(SetLanguage(language, model))
        except PersonError as error:
            self._tell(error)
            return
        opened.desk.analyse_again()
        if changed is not None and opened.workspace.queries.count() > 1:
            self._notice.fire(Notice(_OTHER_MODEL, "other-model"))

    def remember_run(self, which: str) -> None:
        """Remember what was asked for until it is done; empty: nothing."""
        opened = self._project.value
        if opened is not None:
            self._remember(with_unfinished(self._settings.value, opened.where, which))

    def _ask(self, which: Which) -> None:
        self.remember_run(which)
        self._start(which, told=True)

    def _start(self, which: Which, *, told: bool) -> None:
        opened = self._project.value
        if opened is None or opened.workspace.read_only:
            return
        first, desk = opened.desk.session.article_id, opened.desk.analysis
        self.all.start(opened.workspace, opened.where, which, first=first, told=told, after=desk.busy)

    def _on_ended(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            self._tell(outcome.error)
            return
        self.remember_run("")
        if outcome.text:
            self._notice.fire(Notice(outcome.text, "analysed"))

    def _tell(self, error: PersonError) -> None:
        self._notice.fire(Notice(str(error), error.code))
