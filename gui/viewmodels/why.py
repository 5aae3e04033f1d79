"""Why something was suggested: the reason in words, and the words that spoke for it one after the other."""

from __future__ import annotations

from core.app.commands.labels import short
from core.domain.coding import Suggestion
from core.domain.text import Span
from gui.viewmodels.card import CardAtMark
from gui.viewmodels.cards import EARLIER
from gui.viewmodels.session import Session

OWN = "You added this yourself; no suggestion stands behind it."


class Why:
    """Each press goes on to the next of the words; what was coded from a suggestion tells it as well."""

    def __init__(self, session: Session, card: CardAtMark) -> None:
        self._session = session
        self._card = card
        self._unit = ""
        self._at = -1

    def next(self) -> bool:
        """Say why the current unit was suggested, open its card, and go to the next word of evidence."""
        session = self._session
        unit = session.unit()
        if unit is None:
            session.say("Go to a suggestion first: Space.")
            return False
        what = unit.what
        made = what if isinstance(what, Suggestion) else session.units.suggestion(what.suggestion_id)
        if made is None:
            own = not isinstance(what, Suggestion) and not what.suggestion_id
            session.say(OWN if own else f"This was {EARLIER}.")
            return False
        self._show(unit.id, made, made.evidence or what.spans)
        return True

    def _show(self, unit_id: str, made: Suggestion, evidence: tuple[Span, ...]) -> None:
        session = self._session
        self._at = (self._at + 1) % max(1, len(evidence)) if unit_id == self._unit else 0
        self._unit = unit_id
        here = evidence[self._at] if evidence else None
        self._card.open_unit(unit_id, anchor=here)
        if here is None:
            session.say(f"Why: {made.reason}")
            return
        session.reveal.fire(here)
        words = f"“{short(here.of(session.text))}”"
        place = f" ({self._at + 1} of {len(evidence)}, W goes on)" if len(evidence) > 1 else ""
        session.say(f"{words}{place}: {made.reason}")
