"""Find in article: every place a phrase occurs, and the way from one to the next."""

from __future__ import annotations

import re

from core.domain.text import Span
from gui.viewmodels.observable import Observable
from gui.viewmodels.session import Refresh, Session
from gui.viewmodels.views import FoundView


class Find:
    """Case does not matter, nor how many blanks or line ends lie between two words."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._query = ""  # one of the search over all articles, which has words of its own
        self.view: Observable[FoundView] = Observable(FoundView())
        session.changed.subscribe(self._on_changed)

    def search(self, query: str) -> None:
        """Find ``query``; the current place is the first at or after the current one."""
        spans = self._places(query)
        before = self.view.value
        here = before.spans[before.current].start if before.current >= 0 else 0
        current = next((i for i, s in enumerate(spans) if s.start >= here), 0 if spans else -1)
        self._show(FoundView(query, spans, current))

    def look_for(self, query: str) -> None:
        """Find what the search over all articles finds here, from the first place on."""
        self._query = query
        self.view.set(FoundView())
        self.search(query)

    def next(self) -> bool:
        """Go to the next place, from the last one to the first."""
        return self._step(1)

    def previous(self) -> bool:
        """Go to the place before."""
        return self._step(-1)

    def close(self) -> None:
        """Put the places out."""
        self._query = ""
        self.view.set(FoundView())

    def _step(self, step: int) -> bool:
        view = self.view.value
        if not view.spans:
            return False
        self._show(FoundView(view.query, view.spans, (view.current + step) % len(view.spans)))
        return True

    def _show(self, view: FoundView) -> None:
        self.view.set(view)
        if view.current >= 0:
            self._session.reveal.fire(view.spans[view.current])

    def _on_changed(self, refresh: Refresh) -> None:
        if refresh.whole and self.view.value.query:
            before = self.view.value
            spans = self._places(before.query)
            self.view.set(FoundView(before.query, spans, before.current if spans == before.spans else -1))

    def _places(self, query: str) -> tuple[Span, ...]:
        session = self._session
        if not query or query != self._query:
            return places(query, session.text)
        made = session.state.suggestion_set(session.article_id) if session.article_id else None
        from core.app.searching import spans_in

        return spans_in(query, session.text, made.repairs if made else ())


def places(query: str, text: str) -> tuple[Span, ...]:
    """Where ``query`` occurs in ``text``, in code points, without overlaps."""
    parts = [re.escape(part) for part in query.split()]
    if not parts:
        return ()
    # Matching with IGNORECASE keeps positions; folding the text would shift them (ß, İ).
    pattern = re.compile(r"\s+".join(parts), re.IGNORECASE)
    return tuple(Span(m.start(), m.end()) for m in pattern.finditer(text))
