"""Which article's text is a corrected version of which other's; read on first use and kept in step."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from core.domain.article import Article
from core.domain.changes import Change, Record
from core.domain.suggestion import SuggestionSet
from core.storage.store import Store

_WORK = ("assignment", "work_time", "coding", "decision", "question", "recode")


class Versions:
    """The chains of versions. Most projects have none, so that this costs one question.

    ``check``: raises `Refused` for who may not correct texts.
    """

    def __init__(self, store: Store, check: Callable[[], None]) -> None:
        self._store = store
        self._check = check
        self.forget()

    def forget(self) -> None:
        """Drop what is known, so that the next question is asked of the store."""
        self._newer: dict[str, str] | None = None  # article → the one that corrects it

    def follow(self, change: Change) -> None:
        """Follow an article that came or went."""
        if isinstance(change.after or change.before, Article):
            self.forget()

    def is_older(self, article_id: str) -> bool:
        """Whether there is a newer version of the article's text."""
        return article_id in self._known

    def newest(self, article_id: str) -> str:
        """The newest version; the article itself where none corrects it."""
        known = self._known
        while article_id in known:
            article_id = known[article_id]
        return article_id

    def chain(self, article_id: str) -> tuple[str, ...]:
        """All versions from the text as it was imported on; the article alone where there is one only."""
        older = {new: old for old, new in self._known.items()}
        found = [self.newest(article_id)]
        while found[-1] in older:
            found.append(older[found[-1]])
        return tuple(reversed(found))

    def work_on(self, article_id: str) -> list[Record]:
        """What everybody recorded on the article, to be taken along to another version; never to be shown.

        Raises `Refused` for who does not decide on the design.
        """
        self._check()
        return [one for kind in _WORK for one in self._store.select(kind, article_id=article_id)]

    def analysis_of(self, article_id: str) -> SuggestionSet | None:
        """The stored analysis, whoever it is hidden from; `Refused` as in `work_on`."""
        self._check()
        return cast("SuggestionSet | None", self._store.get("suggestion_set", article_id))

    def repeats_of(self, article_id: str) -> list[str]:
        """The newest versions of the article's hidden repeats; `Refused` as in `work_on`."""
        self._check()
        return [one for one in self._store.repeats_of(article_id) if not self.is_older(one)]

    @property
    def _known(self) -> dict[str, str]:
        if self._newer is None:
            self._newer = {old: new for new, old in self._store.versions()}
        return self._newer
