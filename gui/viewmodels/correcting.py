"""Correcting the text of the open article: what is written, what it changes, what becomes of codings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from core.app.access import Right
from core.app.commands.labels import short
from core.app.commands.versions import CorrectText, Text, checked_text, impact_on, texts_of
from core.app.correcting import REPAIRED, Corrected, read_corrected, readable_versions, repaired_text
from core.app.state import State
from core.domain.article import Article
from core.domain.errors import PersonError
from core.domain.versions import reason_of
from core.domain.work import Cancelled, Progress, check
from core.text.difference import Part, Piece, differences
from gui.viewmodels.observable import Observable
from gui.viewmodels.ports import Asks, JobHandle, Jobs
from gui.viewmodels.session import Session
from gui.viewmodels.views import VersionRow

NO_ARTICLE = "Open an article first: its text is then corrected here."
OLDER = "This is an older version of the text. Open its newest version and correct that."
READ_ONLY = "This project is read-only: nothing can be corrected in it."
ONE_FILE = "Choose one file: it takes the place of this article's text."
_CONTEXT = 48  # characters of unchanged text shown on either side of a change
_SHOWN = 300  # pieces of a comparison that are shown

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CorrectingView:
    """``text`` and ``reason``: what the fields begin with, anew with each ``edition``; ``fresh``: of another
    article than before; ``pieces``: the
    comparison with the text as it is, unchanged stretches cut short; ``more``: changes that are not shown;
    ``impact``: what becomes of the codings; ``problem``: what stands against it; ``forbidden``: why nothing
    can be corrected at all; ``lost``: whether the machine takes something for lost."""

    title: str = ""
    text: str = ""
    reason: str = ""
    edition: int = 0
    fresh: bool = True
    pieces: tuple[Piece, ...] = ()
    more: int = 0
    impact: str = ""
    problem: str = ""
    forbidden: str = ""
    lost: bool = False
    busy: bool = False
    ready: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    pieces: tuple[Piece, ...]
    more: int
    impact: str


class Correcting:
    """What is typed stays until it is kept or another article is corrected; ``asks``: for a file."""

    def __init__(self, session: Session, jobs: Jobs, asks: Asks, ensure_read: Callable[[], object]) -> None:
        self._session, self._jobs, self._asks, self._ensure_read = session, jobs, asks, ensure_read
        self._article: Article | None = None
        self._new = Corrected("")
        self._job: JobHandle | None = None
        self.view: Observable[CorrectingView] = Observable(CorrectingView())

    def begin(self) -> None:
        """Turn to the open article; a correction of it that was begun goes on."""
        article, forbidden = self._session.article, self._forbidden()
        if article is None or forbidden:
            self._article = None
            self._drop()
            self.view.set(CorrectingView(forbidden=forbidden or NO_ARTICLE, edition=self._next()))
            return
        if self._article is None or self._article.id != article.id:
            self._article = article
            self._load(Corrected(article.text), fresh=True)

    def write(self, text: str) -> None:
        """The text as it is now written; what it does is worked out beside the window."""
        self._new = replace(self._new, text=text)
        self._look()

    def take_repairs(self) -> bool:
        """Write the machine's lost spaces and sentence ends into the text; false when there are none."""
        if self._article is None:
            return False
        try:
            text = repaired_text(self._session.state, self._article.id, self._new.text)
        except PersonError as error:
            self._change(problem=error.text)
            return False
        self._load(replace(self._new, text=text), reason=REPAIRED)
        return True

    def take_file(self) -> None:
        """Have a file chosen, whose text takes the place of what is written."""
        chosen = self._asks.choose_files() if self._article is not None else None
        if not chosen:
            return
        if len(chosen) > 1:
            self._change(problem=ONE_FILE)
            return
        path = Path(chosen[0])
        self._run(lambda _progress: read_corrected(path), self._load)

    def keep(self, reason: str) -> bool:
        """Make what is written the newest version; what stands against it is told in the view."""
        article, session, new = self._article, self._session, self._new
        if article is None:
            return False
        label = f"Correct the text of “{short(article.title or article.file_name)}”"
        command = CorrectText(article.id, new.text, reason, new.raw_sha256, new.encoding, label)
        if not session.run(command):
            self._change(problem=session.message.value)
            return False
        self._article = None
        self._drop()
        self._ensure_read()
        session.say(f"Corrected. {self.view.value.impact}".strip())
        return True

    def close(self) -> None:
        """Wait for nothing any more."""
        self._drop()

    def _forbidden(self) -> str:
        session = self._session
        if session.workspace.read_only:
            return READ_ONLY
        if not session.state.decides_design:
            return str(Right.CORRECT)
        return OLDER if session.state.versions.is_older(session.article_id) else ""

    def _load(self, new: Corrected, *, reason: str = "", fresh: bool = False) -> None:
        article = self._article
        if article is None:
            return
        self._new = new
        title = article.title or article.file_name
        lost = _lost(self._session.state, article.id)
        self.view.set(CorrectingView(title, new.text, reason, self._next(), fresh, lost=lost))
        self._look()

    def _look(self) -> None:
        article, text = self._article, self._new.text
        self._drop()
        if article is None:
            return
        try:
            new, texts = checked_text(article, text), texts_of(self._session.state, article.id)
        except PersonError as error:
            same = error.code == "same-text"
            self._change(pieces=(), more=0, impact="", problem="" if same else error.text, ready=False)
            return
        self._change(busy=True, problem="")
        self._run(lambda progress: _seen(article.text, new, texts, progress), self._show)

    def _show(self, seen: _Seen) -> None:
        self._change(pieces=seen.pieces, more=seen.more, impact=seen.impact, busy=False, ready=True)

    def _run(self, work: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        self._drop()
        self._job = self._jobs.run(work, done, self._failed)

    def _failed(self, error: Exception) -> None:
        self._change(busy=False, problem=error.text if isinstance(error, PersonError) else "")
        if not isinstance(error, PersonError | Cancelled):
            raise error  # a bug: it surfaces where all bugs do

    def _drop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _next(self) -> int:
        return self.view.value.edition + 1

    def _change(self, **changes: object) -> None:
        self.view.set(replace(self.view.value, **changes))  # type: ignore[arg-type]


def versions_of(state: State, article: Article) -> tuple[VersionRow, ...]:
    """The versions of the article's text that can be read, the newest first; empty where there is one."""
    rows = [
        VersionRow(
            one.id, number, _said(number, one), not state.versions.is_older(one.id), one.id == article.id
        )
        for number, one in readable_versions(state, article)
    ]
    return tuple(reversed(rows))


def _said(number: int, article: Article) -> str:
    why = reason_of(article)
    return f"Version {number}, {article.imported_at[:10]}: {why}" if why else f"Version {number}, as imported"


def _lost(state: State, article_id: str) -> bool:
    made = state.analysis(article_id)
    return made is not None and bool(made.repairs or made.boundaries)


def _seen(old: str, new: str, texts: tuple[Text, ...], progress: Progress) -> _Seen:
    pieces = differences(old, new)
    check(progress)
    shown = tuple(_cut(pieces[:_SHOWN]))
    left = sum(piece.part is not Part.SAME for piece in pieces[_SHOWN:])
    return _Seen(shown, left, impact_on(texts, new).text)


def _cut(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """Unchanged stretches by their ends: what stands before and after a change is enough to find it."""
    for at, piece in enumerate(pieces):
        text = piece.text
        if piece.part is not Part.SAME or len(text) <= 2 * _CONTEXT:
            yield piece
            continue
        head = text[:_CONTEXT].rpartition(" ")[0] if at else ""
        tail = text[-_CONTEXT:].partition(" ")[2] if at < len(pieces) - 1 else ""
        yield Piece(Part.SAME, f"{head} …" + (f"\n\n… {tail}" if at and tail else f" {tail}"))
