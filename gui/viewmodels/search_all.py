"""Search over all articles: as one types, off the window's thread; what was found opens at its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from core.app.searching import LIMIT, SearchHit, SearchResult, check_query, search
from core.domain.errors import PersonError
from gui.viewmodels.find import Find
from gui.viewmodels.observable import Observable
from gui.viewmodels.ports import JobHandle, Jobs
from gui.viewmodels.session import Session
from gui.viewmodels.work_list import WorkList


@dataclass(frozen=True, slots=True)
class SearchView:
    """What was typed and found. ``total``: articles in all, of which ``hits`` are the first; ``problem``:
    why nothing can be found for it; ``busy``: the answer is still to come."""

    typed: str = ""
    hits: tuple[SearchHit, ...] = ()
    total: int = 0
    problem: str = ""
    busy: bool = False

    @property
    def said(self) -> str:
        """The line over the list."""
        if self.problem:
            return self.problem
        if not self.typed.strip():
            return ""
        if self.busy:
            return "Searching…"
        if not self.total:
            return "Nothing found in your articles."
        counted = f"{self.total:,} {'article' if self.total == 1 else 'articles'}"
        return counted if len(self.hits) == self.total else f"{counted}, best first"


class SearchAll:
    """Looks in the articles of the work list; only the answer to what was typed last is shown."""

    def __init__(
        self, session: Session, jobs: Jobs, work: WorkList, find: Find, go_to: Callable[[str], None]
    ) -> None:
        self._session, self._jobs, self._work, self._find, self._go_to = session, jobs, work, find, go_to
        self._asked: JobHandle | None = None
        self.view: Observable[SearchView] = Observable(SearchView())

    def look(self, typed: str) -> None:
        """Search for ``typed``; what can't be meant is said, and what was found before stays meanwhile."""
        self.close()
        try:
            some = check_query(typed)
        except PersonError as error:
            self.view.set(SearchView(typed, problem=error.text))
            return
        if not some:
            self.view.set(SearchView(typed))
            return
        before = self.view.value
        self.view.set(replace(before, typed=typed, problem="", busy=True))
        self._ask(typed, 0)

    def again(self) -> None:
        """Search once more: articles may have come, or changed, since."""
        self.look(self.view.value.typed)

    def more(self) -> bool:
        """Ask for the next page; false when all are here, or on their way."""
        view = self.view.value
        if self._asked is not None or view.busy or len(view.hits) >= view.total:
            return False
        self._ask(view.typed, len(view.hits))
        return True

    def open(self, hit: SearchHit) -> None:
        """Open the article at its first hit; all are marked, and “Find next” goes on to the others."""
        self._go_to(hit.article_id)
        self._find.look_for(self.view.value.typed)

    def list_found(self) -> bool:
        """Show only what was found in the work list; false when nothing was."""
        view = self.view.value
        if view.busy or not view.total:
            return False
        self._work.only_found(view.typed)
        return True

    def close(self) -> None:
        """Wait for no answer any more."""
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None

    def _ask(self, typed: str, offset: int) -> None:
        where, who = self._session.workspace.where, self._session.state.coder.id
        answered = False

        def done(result: SearchResult) -> None:
            nonlocal answered
            answered, self._asked = True, None
            before = self.view.value.hits if offset else ()
            self.view.set(SearchView(typed, (*before, *result.hits), result.total))

        def failed(error: Exception) -> None:
            nonlocal answered
            answered, self._asked = True, None
            if not isinstance(error, PersonError):
                self.view.set(SearchView(typed))
                raise error
            self.view.set(SearchView(typed, problem=error.text))

        asked = self._jobs.run(
            lambda _progress: search(where, who, typed, limit=LIMIT, offset=offset), done, failed
        )
        self._asked = None if answered else asked
