"""The work list: the coder's articles, a page at a time, with how far each is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.domain.article import Status
from core.domain.heads import ArticleHead
from gui.viewmodels.observable import Observable
from gui.viewmodels.session import Refresh, Session
from gui.viewmodels.views import WorkRow

PAGE = 200


class WorkList:
    """Searching and sorting happen in the store; only the lines of articles that changed are read again."""

    def __init__(self, session: Session, open_article: Callable[[str], None]) -> None:
        self._session = session
        self._open = open_article
        self._search = ""
        self._status = ""
        self._order = "position"
        self._heads: list[ArticleHead] = []
        self.rows: Observable[tuple[WorkRow, ...]] = Observable(())
        self.total: Observable[int] = Observable(0)
        session.changed.subscribe(self._on_changed)

    def search(self, text: str) -> None:
        """Show articles whose title, source or text holds these words."""
        self._search = text
        self.refresh()

    def filter(self, status: str) -> None:
        """Show articles of one status only; empty: all."""
        self._status = status
        self.refresh()

    def sort(self, order: str) -> None:
        """Sort by position, title, source, published or words; ``-`` before it turns the order round."""
        self._order = order
        self.refresh()

    def open(self, article_id: str) -> None:
        """Open an article of the list."""
        self._open(article_id)

    def more(self) -> bool:
        """Read the next page; false when all are here."""
        if len(self._heads) >= self.total.value:
            return False
        self._heads += self._page(len(self._heads))
        self._publish()
        return True

    def refresh(self) -> None:
        """Read the first page anew: articles came, or the search changed."""
        self._heads = self._page(0)
        self.total.set(self._session.workspace.queries.count(search=self._search, status=self._status))
        self._publish()

    def after(self, article_id: str) -> str:
        """The next article in the list that is not complete, from the top again at its end; empty: none."""
        ids = [h.article_id for h in self._heads]
        at = ids.index(article_id) + 1 if article_id in ids else 0
        order = [*self._heads[at:], *self._heads[:at]]
        waiting = (h.article_id for h in order if h.status is not Status.COMPLETE)
        return next((found for found in waiting if found != article_id), "")

    def _page(self, offset: int) -> list[ArticleHead]:
        return self._session.workspace.queries.heads(
            search=self._search, status=self._status, order=self._order, limit=PAGE, offset=offset
        )

    def _on_changed(self, refresh: Refresh) -> None:
        changed = set(refresh.elsewhere)
        if refresh.head or refresh.whole:
            changed.add(self._session.article_id)
        known = {head.article_id: at for at, head in enumerate(self._heads)}
        if not changed <= known.keys() | {""} and not refresh.whole:
            self.refresh()  # articles came that the list does not show yet
            return
        for article_id in changed & known.keys():
            head = self._session.workspace.queries.head(article_id)
            if head is not None:
                self._heads[known[article_id]] = head
        self._publish()

    def _publish(self) -> None:
        here = self._session.article_id
        self.rows.set(tuple(_row(self._present(h) if h.article_id == here else h, here) for h in self._heads))

    def _present(self, head: ArticleHead) -> ArticleHead:
        """The open article's counts come from the desk, not from the store: they change with every act."""
        session = self._session
        answered = [key for key, _ in session.assignment.answers]
        checked = session.units.checked
        asked = session.state.questions(head.article_id)
        return replace(
            head,
            status=session.assignment.status,
            checked=checked,
            total=checked + session.units.open_count(answered),
            questions=sum(not q.settled for q in asked),
        )


def _row(head: ArticleHead, current: str) -> WorkRow:
    return WorkRow(
        article_id=head.article_id,
        title=head.title or head.file_name,
        source=head.source,
        published=head.published,
        status=str(head.status),
        progress=_progress(head),
        questions=head.questions,
        current=head.article_id == current,
    )


def _progress(head: ArticleHead) -> str:
    if head.status is Status.COMPLETE:
        return "✓ complete"
    if head.questions:
        return "? question"
    if head.status is Status.NEW:
        return "new"
    return f"{head.checked} / {head.total}" if head.total else "in progress"
