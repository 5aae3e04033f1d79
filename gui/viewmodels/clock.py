"""Time on task: what lies between two acts counts, unless it is so long that nobody was there."""

from __future__ import annotations

from collections.abc import Callable

from core.app.commands.article import AddTime
from gui.viewmodels.session import Session

IDLE = 60.0  # seconds without a sign of life that are not counted
SAVE_AFTER = 30.0  # active seconds that are worth a line in the journal


class WorkClock:
    """Counts active seconds on the open article and stores them now and then.

    ``clock`` gives seconds that only grow, such as `time.monotonic`.
    """

    def __init__(self, session: Session, clock: Callable[[], float]) -> None:
        self._session = session
        self._clock = clock
        self._last: float | None = None
        self._active = 0.0

    def activity(self) -> None:
        """A key, a click, a scroll: somebody is there."""
        now = self._clock()
        if self._last is not None and self._session.article_id:
            gap = now - self._last
            if gap <= IDLE:
                self._active += gap
        self._last = now

    def tick(self) -> None:
        """Store what has come together; called about once a minute."""
        if self._active >= SAVE_AFTER:
            self.flush()

    def flush(self) -> None:
        """Store all whole seconds now: the article is left, completed, or the window closes."""
        seconds = int(self._active)
        if seconds and self._session.article_id and not self._session.workspace.read_only:
            said = self._session.message.value
            self._session.run(AddTime(self._session.article_id, seconds))
            self._session.say(said)  # storing time is no news
            self._active -= seconds

    def restart(self) -> None:
        """Begin anew: another article is open."""
        self._active = 0.0
        self._last = self._clock()
