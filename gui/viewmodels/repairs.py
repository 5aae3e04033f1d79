"""The places where the machine assumes that text was lost: their marks, and the coder's word against them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from core.app.commands.repairs import AllowRepair, RefuseRepair
from core.domain.text import Span, hull
from gui.viewmodels.card import CardAtMark
from gui.viewmodels.observable import Observable
from gui.viewmodels.session import Refresh, Session
from gui.viewmodels.views import Seam, SeamCard

NOTHING = "The machine reads this article as it stands: nothing seems lost."
HIDDEN = "The marks of lost text are hidden. Ctrl+Shift+R shows them."
_BEFORE = re.compile(r"\S+\Z")
_AFTER = re.compile(r"\S+")
_FAR = 60  # characters looked at on either side; a longer word is cut
_OUTER = "()[]{}“”‘’\"',;:"


class Repairs:
    """The marks of the open article, and at most one of them looked at; it follows undo and new analyses."""

    def __init__(self, session: Session, card: CardAtMark) -> None:
        self._session = session
        self._card = card
        self._at = -1
        self._article = ""
        self._shown = True
        self.seams: Observable[tuple[Seam, ...]] = Observable(())
        self.view: Observable[SeamCard | None] = Observable(None)
        session.changed.subscribe(self._on_changed)
        session.current.subscribe(self._on_other)
        session.selection.subscribe(self._on_other)
        card.view.subscribe(self._on_other)

    def show(self, *, on: bool) -> None:
        """Whether the marks are drawn; words end at lost spaces either way."""
        if on == self._shown:
            return
        self._shown = on
        self.close()
        self.seams.set(self._seams())

    def open(self, at: int) -> bool:
        """Look at the mark at ``at``; false when there is none."""
        if not any(seam.at == at for seam in self.seams.value):
            return False
        self._card.close()
        self._at = at
        self._show()
        return True

    def step(self, by: int) -> bool:
        """Look at the next mark (or the one before) from where one is; round the end of the text."""
        seams = self.seams.value
        if not seams:
            self._session.say(NOTHING if self._shown else HIDDEN)
            return True
        places = [seam.at for seam in seams]
        here = self._here()
        index = bisect_right(places, here) if by > 0 else bisect_left(places, here) - 1
        seam = seams[index % len(seams)]
        if self._session.current.value:
            self._session.select("")
        self.open(seam.at)
        self._session.reveal.fire(Span(max(0, seam.at - 1), seam.at + 1))
        return True

    def turn(self) -> bool:
        """Refuse what is assumed at the mark looked at, or take the refusal back; false without a mark."""
        view, session = self.view.value, self._session
        if view is None:
            return False
        article_id, seam = session.article_id, view.seam
        if seam.refused:
            session.run(AllowRepair(article_id, seam.at, label=f"Allow {_named(seam, view.words)}"))
        else:
            session.run(RefuseRepair(article_id, seam.at, label=f"Refuse {_named(seam, view.words)}"))
        return True

    def close(self) -> bool:
        """Look at no mark any more; false when none was looked at."""
        if self._at < 0:
            return False
        self._at = -1
        self.view.set(None)
        return True

    def tip(self, at: int) -> str:
        """What the mark at ``at`` means, in a sentence; empty where there is none."""
        seam = next((seam for seam in self.seams.value if seam.at == at), None)
        if seam is None:
            return ""
        left, right = _words(self._session.text, seam)
        if seam.refused:
            return f"Read as it stands, as you said: {_joined(self._session.text, seam, left, right)}"
        if seam.end:
            return f"The machine ends a sentence here: {left.rstrip('.')}. {right}"
        return f"The machine reads a space here: {left} {right}"

    def _here(self) -> int:
        """Where one is: at the mark looked at, at the current unit, or before the text."""
        if self._at >= 0:
            return self._at
        unit = self._session.unit()
        span = hull(unit.what.spans) if unit is not None else None
        return span.start if span is not None else -1

    def _on_other(self, something: object) -> None:
        """One looks at something else now."""
        if something:
            self.close()

    def _on_changed(self, refresh: Refresh) -> None:
        if not refresh.whole and not refresh.head:
            return
        if self._session.article_id != self._article:
            self._article = self._session.article_id
            self.close()
        self.seams.set(self._seams())
        if self._at < 0:
            return
        if any(seam.at == self._at for seam in self.seams.value):
            self._show()
        else:
            self.close()

    def _seams(self) -> tuple[Seam, ...]:
        session = self._session
        made = session.state.suggestion_set(session.article_id) if session.article_id else None
        if made is None or session.hidden or not self._shown:
            return ()
        text, refused = session.text, frozenset(session.assignment.refused_repairs)
        ends = frozenset(made.boundaries)
        places = sorted({*made.repairs, *ends, *refused})
        return tuple(
            Seam(at, at in ends or (at in refused and text[at - 1].isspace()), at in refused)
            for at in places
            if 0 < at < len(text)
        )

    def _show(self) -> None:
        seams, text = self.seams.value, self._session.text
        number = next(n for n, seam in enumerate(seams) if seam.at == self._at)
        seam = seams[number]
        left, right = _words(text, seam)
        joined = _joined(text, seam, left, right)
        self.view.set(
            SeamCard(
                seam=seam,
                title=_title(seam, joined, left, right),
                detail=_detail(seam),
                verb=_verb(seam),
                words=joined,
                number=number + 1,
                total=len(seams),
                read_only=not self._session.writable,
            )
        )


def _title(seam: Seam, joined: str, left: str, right: str) -> str:
    if seam.refused:
        return f"Read as it stands: {joined}"
    return f"A sentence ends here: {left} ¦ {right}" if seam.end else f"Read as two words: {left} ¦ {right}"


def _detail(seam: Seam) -> str:
    if seam.refused:
        return "You said that nothing is lost here."
    lost = "a full stop" if seam.end else "a space"
    return f"The machine takes it that {lost} was lost. The text itself is not changed."


def _verb(seam: Seam) -> str:
    if not seam.refused:
        return "Refuse"
    return "End the sentence" if seam.end else "Read as two words"


def _named(seam: Seam, words: str) -> str:
    return f"a {'sentence end' if seam.end else 'lost space'} in “{words}”"


def _words(text: str, seam: Seam) -> tuple[str, str]:
    """The words on the two sides of a mark; a sentence end stands after the white space."""
    start = seam.at
    while seam.end and start > 0 and text[start - 1].isspace():
        start -= 1
    before = _BEFORE.search(text[max(0, start - _FAR) : start])
    after = _AFTER.match(text[seam.at : seam.at + _FAR])
    left, right = (found.group() if found else "" for found in (before, after))
    return left.lstrip(_OUTER), right.rstrip(_OUTER + ".")


def _joined(text: str, seam: Seam, left: str, right: str) -> str:
    return f"{left} {right}" if text[seam.at - 1].isspace() else f"{left}{right}"
