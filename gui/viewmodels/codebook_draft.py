"""Keeps the draft of a codebook on the disk, so that closing the window or a crash does not lose it."""

from __future__ import annotations

from datetime import datetime

from core.app.codebooks import KeptDraft, forget_draft, in_words, keep_draft, kept_draft, rebased
from core.app.workspace import Workspace
from core.domain.codebook import Codebook
from core.domain.errors import PersonError


class DraftKeeper:
    """One draft per project and person. ``waiting``: one of earlier, nobody has said what becomes of it."""

    def __init__(self, workspace: Workspace) -> None:
        state = workspace.state
        self._whose = (state.project.id, state.coder.id)
        self.waiting: KeptDraft | None = None
        self._unread = ""

    def look(self, book: Codebook) -> None:
        """See whether a draft of earlier waits; one that changes nothing of ``book`` is forgotten."""
        try:
            self.waiting, self._unread = kept_draft(*self._whose), ""
        except PersonError as error:
            self.waiting, self._unread = None, error.text
        if self.waiting is not None and rebased(self.waiting.book, book) == book:
            self.forget()

    def told(self, book: Codebook) -> str:
        """What waits, in words; empty when nothing does."""
        if self._unread:
            return f"A draft of earlier can't be read: {self._unread} Discard it to go on."
        if self.waiting is None:
            return ""
        at = datetime.fromisoformat(self.waiting.at).astimezone()
        many = len(in_words(book, rebased(self.waiting.book, book)))
        said = f"Your draft of {at:%Y-%m-%d, %H:%M}, is kept: {many} change{'' if many == 1 else 's'}."
        made_on = self.waiting.book.version
        if made_on != book.version:
            said += (
                f" It was made on version {made_on}; version {book.version} is in force by now. Resume puts "
                "it on top: codes it does not know are retired by it, so read the list of changes."
            )
        return said

    def resume(self, book: Codebook) -> Codebook:
        """The draft that waited, on top of ``book``; ``book`` itself when it can't be read."""
        waiting, self.waiting, self._unread = self.waiting, None, ""
        return book if waiting is None else rebased(waiting.book, book)

    def keep(self, draft: Codebook) -> str:
        """Keep what the draft has become; returns why that failed, empty when it did not."""
        try:
            keep_draft(*self._whose, draft)
        except PersonError as error:
            return f"The draft can't be kept on this computer: {error.text}"
        return ""

    def forget(self) -> None:
        """There is no draft any more."""
        self.waiting, self._unread = None, ""
        forget_draft(*self._whose)
