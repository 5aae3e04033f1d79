"""What a new codebook or a corrected text has put in question of the coder's own: list and answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.app.commands.codebook import ConfirmRecode
from core.app.commands.labels import quoted
from core.domain.article import Recode
from core.domain.changes import Applied
from core.domain.codebook import Codebook
from core.domain.coding import Coding
from gui.viewmodels.observable import Observable
from gui.viewmodels.session import Session


@dataclass(frozen=True, slots=True)
class RecodeRow:
    """One coding to look at again. ``what``: its category and words; ``reason``: what changed."""

    id: str
    coding_id: str
    article_id: str
    what: str
    reason: str
    article: str = ""


class Recoding:
    """The list follows every act; a coding that is changed, removed or kept leaves it."""

    def __init__(self, session: Session, open_article: Callable[[str], None]) -> None:
        self._session = session
        self._open_article = open_article
        self.rows: Observable[tuple[RecodeRow, ...]] = Observable(self._read())
        self._stop = session.workspace.subscribe(self._on_applied)

    def close(self) -> None:
        """Stop listening."""
        self._stop()

    def jump(self, row: RecodeRow) -> None:
        """Open the article and go to the coding."""
        self._open_article(row.article_id)
        self._session.select(row.coding_id, reveal=True)

    def keep(self, row: RecodeRow) -> bool:
        """Say that the coding stays right as it is."""
        return self._session.run(ConfirmRecode(row.id, label=f"Keep {row.what}"))

    def _on_applied(self, applied: Applied) -> None:
        changed = (c.after if c.after is not None else c.before for c in applied.entry.changes.changes)
        if any(isinstance(record, Recode | Codebook) for record in changed):
            self.rows.set(self._read())

    def _read(self) -> tuple[RecodeRow, ...]:
        return tuple(self._row(asked) for asked in self._session.state.recodes())

    def _row(self, asked: Recode) -> RecodeRow:
        state = self._session.state
        coding = state.stored(Coding, asked.coding_id)
        head = self._session.workspace.queries.head(asked.article_id)
        title = (head.title or head.file_name) if head else ""
        what = "a coding that is gone"
        if coding is not None:
            words = quoted(coding, state.article(asked.article_id).text)
            what = f"{state.codebook.label(coding.layer, coding.category)} {words}".strip()
        return RecodeRow(asked.id, asked.coding_id, asked.article_id, what, asked.reason, title)
