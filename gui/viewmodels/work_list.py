"""The work list: the coder's articles, a page at a time, with how far each is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from time import monotonic

from core.domain.article import Status
from core.domain.heads import ArticleHead
from core.domain.standing import status_of
from core.text.search_query import SearchQuery, parse_query
from gui.viewmodels.observable import Observable
from gui.viewmodels.session import Refresh, Session
from gui.viewmodels.views import WorkRow

PAGE = 200
_EVERY = 0.25  # s between two readings of a list that fills


class WorkList:
    """Searching and sorting happen in the store; only the lines of articles that changed are read again."""

    def __init__(self, session: Session, open_article: Callable[[str], None]) -> None:
        self._session = session
        self._open = open_article
        self._search: str | SearchQuery = ""
        self._status = ""
        self._order = "position"
        self._heads: list[ArticleHead] = []
        self._shown: list[WorkRow] = []
        self._places: dict[str, int] = {}
        self._here = ""
        self._least = session.threshold
        self._filling = self._stale = False  # articles come act by act; some are not shown yet
        self._touched = False  # something about the open article changed since it was opened
        self._next = 0.0  # not read anew before, by the clock, while it fills
        self.found: Observable[str] = Observable("")  # the search that the list is limited to
        self.rows: Observable[tuple[WorkRow, ...]] = Observable(())
        self.total: Observable[int] = Observable(0)
        session.changed.subscribe(self._on_changed)

    @property
    def here(self) -> int:
        """The row of the open article; -1 when it is not among those listed."""
        return self._places.get(self._here, -1)

    def search(self, text: str) -> None:
        """Show articles whose title, source or text holds these words."""
        self._search = text
        self.found.set("")
        self.refresh()

    def only_found(self, query: str) -> None:
        """Show what the search over all articles finds only; raises `BadInput` for what can't be meant."""
        self._search = parse_query(query)
        self.found.set(query)
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
        self._add(self._page(len(self._heads)))
        return True

    def refresh(self) -> None:
        """Read the first page anew: articles came, or the search changed."""
        self._stale, self._next = False, monotonic() + _EVERY
        self._heads, self._shown, self._places = [], [], {}
        self.total.set(self._session.workspace.queries.count(search=self._search, status=self._status))
        self._add(self._page(0))

    def fill(self, *, begins: bool) -> None:
        """While articles come act by act, from its beginning to its end, the list is read now and then."""
        self._filling, self._next = begins, 0.0
        if self._stale and not begins:
            self.refresh()

    def _came(self) -> None:
        """Articles came that the list does not show yet."""
        if self._filling and monotonic() < self._next:
            self._stale = True
        else:
            self.refresh()

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

    def _add(self, heads: list[ArticleHead]) -> None:
        for head in heads:
            self._places[head.article_id] = len(self._heads)
            self._heads.append(head)
            self._shown.append(_row(head, "", self._least))
        self._publish()

    def _on_changed(self, refresh: Refresh) -> None:
        self._touched = self._touched or self._here == self._session.article_id
        changed = refresh.elsewhere | ({self._session.article_id} - {""} if refresh.head else set())
        if not changed <= self._places.keys() and not refresh.whole:
            self._came()
            return
        for article_id in refresh.elsewhere & self._places.keys():
            head = self._session.workspace.queries.head(article_id)
            if head is not None:
                self._put(head)
        self._publish()

    def _publish(self) -> None:
        """Show the open article as it stands now; the one before is not the current one any more."""
        before, self._here = self._here, self._session.article_id
        if self._least != self._session.threshold:
            self._least = self._session.threshold
            self._shown = [_row(head, self._here, self._least) for head in self._heads]
        if before != self._here and before in self._places:
            left = self._session.workspace.queries.head(before) if self._touched else None  # as it was left
            self._put(left or self._heads[self._places[before]])
        self._touched = self._touched and before == self._here
        if self._here in self._places:
            at = self._places[self._here]
            if self._heads[at].hidden != self._session.hidden:  # the study's design says otherwise now
                self._heads[at] = self._session.workspace.queries.head(self._here) or self._heads[at]
            self._shown[at] = _row(self._present(self._heads[at]), self._here, 0.0)
        self.rows.set(tuple(self._shown))

    def _put(self, head: ArticleHead) -> None:
        at = self._places[head.article_id]
        self._heads[at] = head
        self._shown[at] = _row(head, self._here, self._least)

    def _present(self, head: ArticleHead) -> ArticleHead:
        """The open article's line comes from the desk, not from the store: it changes with every act."""
        session = self._session
        article = session.article
        if article is None:
            return head
        answered = [key for key, _ in session.assignment.answers]
        checked, left = session.units.checked, session.units.open_count(answered)
        asked = session.state.questions(head.article_id)
        return replace(
            head,
            title=article.title,
            source=article.source,
            published=article.published,
            status=status_of(session.assignment),
            returned=session.assignment.returned,
            checked=checked,
            total=checked + left,
            hidden=session.hidden,
            waiting=(1.0,) * left,  # how sure they are does not matter: they are shown
            questions=sum(not q.settled for q in asked),
        )


def _row(head: ArticleHead, current: str, least: float) -> WorkRow:
    return WorkRow(
        article_id=head.article_id,
        title=head.title or head.file_name,
        source=head.source,
        published=head.published,
        status=str(head.status),
        progress=_progress(head, head.checked + len(head.waiting) - bisect_left(head.waiting, least))
        + (" ⊘" if head.hidden_from else ""),
        unaided=head.hidden_from,
        hidden=head.hidden,
        questions=head.questions,
        current=head.article_id == current,
    )


def _progress(head: ArticleHead, total: int) -> str:
    if head.status is Status.COMPLETE:
        return "✓ complete"
    if head.returned:
        return "↩ sent back"
    if head.questions:
        return "? question"
    if head.status is Status.NEW:
        return "new"
    return f"{head.checked} / {total}" if total else "in progress"
