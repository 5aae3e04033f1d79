"""Fixing where a unit begins and ends: by its handles, by keys, fragment by fragment."""

from __future__ import annotations

from core.app.commands.parts import Edit
from core.domain.text import Span, merged
from core.text.offsets import next_word, previous_word, word_at
from gui.viewmodels.session import Session
from gui.viewmodels.unit_index import Unit

START, END = "start", "end"
WORD, CHARACTER = "word", "character"


class Boundary:
    """Moves the edges of the current unit's own words; each move is one act."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def move(self, unit_id: str, index: int, span: Span) -> bool:
        """Let fragment ``index`` of a unit cover ``span``."""
        unit = self._session.unit(unit_id)
        if unit is None or not 0 <= index < len(unit.what.spans):
            return False
        spans = unit.what.spans
        return self._set(unit, (*spans[:index], span, *spans[index + 1 :]))

    def nudge(self, edge: str, step: int, by: str = WORD, unit_id: str = "") -> bool:
        """Move the first or last edge of the current unit by a word or a character."""
        unit = self._session.unit(unit_id)
        if unit is None or not unit.what.spans:
            return False
        spans = unit.what.spans
        at = 0 if edge == START else len(spans) - 1
        moved = self._nudged(spans[at], edge, step, by)
        if moved is None or moved == spans[at]:
            self._session.say("It can't be moved any further.")
            return False
        return self._set(unit, (*spans[:at], moved, *spans[at + 1 :]))

    def add_fragment(self, spans: tuple[Span, ...], unit_id: str = "") -> bool:
        """Let the unit cover these words too."""
        unit = self._session.unit(unit_id)
        if unit is None or not unit.what.spans:
            return False
        return self._set(unit, (*unit.what.spans, *spans))

    def drop_fragment(self, index: int, unit_id: str = "") -> bool:
        """Take a fragment away; the last one stays."""
        unit = self._session.unit(unit_id)
        if unit is None or not 0 <= index < len(unit.what.spans):
            return False
        if len(unit.what.spans) == 1:
            self._session.say("These are its only words. Reject or remove it instead.")
            return False
        return self._set(unit, (*unit.what.spans[:index], *unit.what.spans[index + 1 :]))

    def _set(self, unit: Unit, spans: tuple[Span, ...]) -> bool:
        return self._session.edit(unit, Edit(spans=merged(spans)))

    def _nudged(self, span: Span, edge: str, step: int, by: str) -> Span | None:
        text, repairs = self._session.text, self._session.repairs
        if edge == START:
            start = span.start + step if by == CHARACTER else _start(text, span.start, step, repairs)
            return Span(start, span.end) if start is not None and 0 <= start < span.end else None
        end = span.end + step if by == CHARACTER else _end(text, span.end, step, repairs)
        return Span(span.start, end) if end is not None and span.start < end <= len(text) else None


def _start(text: str, at: int, step: int, repairs: tuple[int, ...]) -> int | None:
    """Where a first edge at ``at`` goes by a word: to the word before, or past the one it stands on."""
    if step < 0:
        found = previous_word(text, at, repairs)
    else:
        here = word_at(text, at, repairs)
        found = next_word(text, max(at + 1, here.end if here else at), repairs)
    return found.start if found else None


def _end(text: str, at: int, step: int, repairs: tuple[int, ...]) -> int | None:
    """Where a last edge at ``at`` goes by a word: over the next word, or back before the one it ends."""
    if step > 0:
        found = next_word(text, at, repairs)
    else:
        here = word_at(text, at - 1, repairs) if at else None
        found = previous_word(text, min(at - 1, here.start if here else at), repairs)
    return found.end if found else None
