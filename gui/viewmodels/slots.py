"""Filling slots by click order: of a draft until it is finished, of a unit one act a click."""

from __future__ import annotations

from dataclasses import replace

from core.app.commands.parts import Edit
from core.domain.actor import Actor
from core.domain.coding import Layer, SlotFill
from core.domain.text import Span, merged
from gui.viewmodels.candidates import Candidate, Candidates
from gui.viewmodels.drafting import recorded
from gui.viewmodels.drafts import (
    ACTOR,
    CLICK_ORDER,
    DRAFT,
    OWN_WORDS,
    TYPE,
    Draft,
    Focus,
    missing,
    next_empty,
    order_of,
    slot_of,
)
from gui.viewmodels.edits import retyped, set_value
from gui.viewmodels.filling import Filling
from gui.viewmodels.mention_map import MentionMap, actors_of
from gui.viewmodels.session import Session


class Slots:
    """What a click or a candidate fills. A draft is one act, at `finish`; a unit's slot one act a click."""

    def __init__(self, session: Session, mentions: MentionMap) -> None:
        self._session = session
        self._mentions = mentions
        self._filling = Filling(session, mentions)
        self._candidates = Candidates(session, mentions)
        self.candidates = self._candidates.view

    # -- beginning and ending -------------------------------------------------------------------------

    def begin(self, layer: Layer, spans: tuple[Span, ...] = ()) -> None:
        """Begin a statement or an event; words selected already are its content or trigger."""
        session = self._session
        if layer not in CLICK_ORDER or not session.article_id:
            return
        if not session.writable:
            session.say("This article can't be changed here. Reopen it first.")
            return
        category = str(Layer.STATEMENT) if layer is Layer.STATEMENT else ""
        session.select("")
        draft = Draft(layer, category, merged(spans))
        session.draft.set(draft)
        self._filling.focus_draft(next_empty(draft))

    def finish(self) -> bool:
        """Record the draft as one act."""
        draft = self._session.draft.value
        if draft is None:
            return False
        lacking, said = missing(draft)
        if lacking:
            self._session.say(said)
            self._filling.focus_draft(lacking)
            return False
        session = self._session
        command = recorded(draft, session.article_id, session.text, session.codebook)
        if not session.run(command):
            return False
        made = session.made
        self.cancel()
        session.select(made)
        return True

    def cancel(self) -> None:
        """Throw the draft away, and what was said of it."""
        self._session.draft.set(None)
        self._session.focus.set(None)
        self._session.say("")

    # -- focus ----------------------------------------------------------------------------------------

    def focus(self, unit_id: str, slot: str, index: int = -1) -> None:
        """Let the next click fill this slot; its candidates light up."""
        if self._session.unitlike(unit_id) is None:
            return
        if unit_id != DRAFT:
            self._session.select(unit_id)
        self._session.focus.set(Focus(unit_id, slot, index))

    def focus_first(self, unit_id: str) -> None:
        """Focus the first slot of the unit's order."""
        unit = self._session.unitlike(unit_id)
        if unit is not None:
            self.focus(unit_id, order_of(unit, self._session.codebook)[0])

    @property
    def takes_names(self) -> bool:
        """Whether a pressed name fills the focused slot as a name; cues and contents take bare words."""
        focus = self._session.focus.value
        unit = self._session.unitlike(focus.unit) if focus else None
        if focus is None or unit is None:
            return False
        known = slot_of(unit, focus.slot, self._session.codebook)
        return focus.slot == ACTOR or (known is not None and known.takes != "text")

    def blur(self) -> None:
        """Let no slot take clicks."""
        self._session.focus.set(None)

    def skip(self, step: int = 1) -> bool:
        """Move the focus along the click order without filling; past the ends it goes."""
        focus = self._session.focus.value
        unit = self._session.unitlike(focus.unit) if focus else None
        if focus is None or unit is None:
            return False
        order = order_of(unit, self._session.codebook)
        at = order.index(focus.slot) + step if focus.slot in order else 0
        if 0 <= at < len(order):
            self._session.focus.set(Focus(focus.unit, order[at]))
        else:
            self.blur()
        return True

    # -- filling --------------------------------------------------------------------------------------

    def fill_words(self, spans: tuple[Span, ...]) -> bool:
        """Fill the focused slot with words; a name among them brings its actor."""
        focus = self._session.focus.value
        found = merged(spans)
        if focus is None or not found:
            return False
        unit = self._session.unitlike(focus.unit)
        if unit is None or not self._takes_fill(focus):
            return False
        if focus.slot == OWN_WORDS[unit.layer]:
            return self._filling.put_own(focus, found)
        if focus.slot == ACTOR:
            mention = self._mentions.at(found[0])
            return self._filling.link(focus, actors_of(mention) if mention else ())
        return self._filling.put(focus, self._filling.fill_of(focus.slot, unit, found))

    def fill_word(self, span: Span) -> bool:
        """Fill with one clicked word; while a draft awaits its content, a click on a word names the cue."""
        focus = self._session.focus.value
        unit = self._session.unitlike(focus.unit) if focus else None
        if focus is None or unit is None:
            return False
        if focus.slot == "content" and isinstance(unit, Draft):
            return self._filling.put(Focus(focus.unit, "cue"), SlotFill("cue", (span,)))
        if focus.slot == "content":
            self._session.say("Drag over the words that were said.")
            return False
        return self.fill_words((span,))

    def fill_mention(self, unit_id: str) -> bool:
        """Fill the focused slot with a marked name and the actor it means."""
        focus = self._session.focus.value
        mention = self._session.units.get(unit_id)
        unit = self._session.unitlike(focus.unit) if focus else None
        if focus is None or mention is None or unit is None or mention.layer is not Layer.MENTION:
            return False
        if not self._takes_fill(focus):
            return False
        if focus.slot == ACTOR:
            return self._filling.link(focus, actors_of(mention))
        if focus.slot == OWN_WORDS[unit.layer]:
            return self._filling.put_own(focus, mention.what.spans)
        return self._filling.put(
            focus, self._filling.fill_of(focus.slot, unit, mention.what.spans, mention), mention
        )

    def fill_actor(self, actor_id: str, made: Actor | None = None) -> bool:
        """Fill the focused slot with an actor not named at this place; ``made``: one the project lacks."""
        focus = self._session.focus.value
        unit = self._session.unitlike(focus.unit) if focus else None
        if focus is None or unit is None:
            return False
        if focus.slot == ACTOR:
            return self._filling.link(focus, (actor_id,), made)
        known = slot_of(unit, focus.slot, self._session.codebook)
        if known is None or known.takes != ACTOR:
            self._session.say("Nobody can stand here. Select the words in the text.")
            return False
        return self._filling.put(focus, SlotFill(focus.slot, actors=(actor_id,), inferred=True), made=made)

    def set_type(self, code: str) -> bool:
        """Give the draft its type."""
        draft = self._session.draft.value
        if draft is None:
            return False
        edit = retyped(draft, code, self._session.codebook)
        self._session.draft.set(replace(draft, category=code, variables=edit.variables or ()))
        self._filling.advance(TYPE)
        return True

    def set_variable(self, name: str, value: str) -> bool:
        """Set a variable of the draft."""
        draft = self._session.draft.value
        if draft is None:
            return False
        self._session.draft.set(replace(draft, variables=set_value(draft.variables, name, value)))
        return True

    def clear(self, unit_id: str, index: int) -> bool:
        """Empty one filler of a slot."""
        unit = self._session.unitlike(unit_id)
        if unit is None or not 0 <= index < len(unit.slots):
            return False
        slots = (*unit.slots[:index], *unit.slots[index + 1 :])
        if isinstance(unit, Draft):
            self._session.draft.set(replace(unit, slots=slots))
            return True
        return self._filling.edit(unit_id, Edit(slots=slots))

    def clear_focused(self) -> bool:
        """Empty the slot in focus, one filler a time; its own words can't be emptied."""
        focus = self._session.focus.value
        unit = self._session.unitlike(focus.unit) if focus else None
        if focus is None or unit is None:
            return False
        held = [i for i, fill in enumerate(unit.slots) if fill.slot == focus.slot]
        index = focus.index if focus.index >= 0 else (held[-1] if held else -1)
        return self.clear(focus.unit, index)

    def more_words(self, spans: tuple[Span, ...]) -> bool:
        """Whether a selection adds fragments to what a draft says already, and takes them if so."""
        draft = self._session.draft.value
        if draft is None or not draft.spans or not set(draft.spans) < set(spans):
            return False
        self._session.draft.set(replace(draft, spans=merged(spans)))
        return True

    # -- candidates -----------------------------------------------------------------------------------

    def step(self, step: int) -> bool:
        """Light the next (or the previous) candidate of the focused slot."""
        return self._candidates.step(step)

    def take(self) -> bool:
        """Fill the focused slot with the candidate that is lit; false when none was stepped to."""
        chosen = self._candidates.chosen
        return chosen is not None and self._take(chosen)

    def take_number(self, number: int) -> bool:
        """Fill with the candidate at this place in the list, from 0."""
        listed = self._candidates.listed
        return 0 <= number < len(listed) and self._take(listed[number])

    def _takes_fill(self, focus: Focus) -> bool:
        """Whether words can fill what has the focus; a type is chosen, not pointed at."""
        if focus.slot == TYPE:
            self._session.say("Choose the type: its number, or ← → and Enter.")
        return focus.slot != TYPE

    def _take(self, chosen: Candidate) -> bool:
        if chosen.category:
            return self.set_type(chosen.category)
        return self.fill_mention(chosen.mention) if chosen.mention else self.fill_actor(chosen.actors[0])
