"""The open article and what the coder is doing in it: the one place the desk's view-models share."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from core.app.commands import labels
from core.app.commands.base import Command
from core.app.commands.code import ChangeCoding
from core.app.commands.decide import Accept, FixSuggestion
from core.app.commands.parts import Edit
from core.app.state import State
from core.app.workspace import Workspace
from core.domain.actor import Actor
from core.domain.article import Article, Assignment, Question, Status, WorkTime
from core.domain.changes import Applied, Record
from core.domain.codebook import Codebook
from core.domain.coding import Coding, Layer, Unitlike
from core.domain.errors import Conflict, PersonError
from core.domain.standing import status_of
from core.domain.suggestion import SuggestionSet
from core.domain.text import Span, hull
from core.domain.versions import replaced
from gui.viewmodels.drafts import DRAFT, Draft, Focus
from gui.viewmodels.observable import Event, Observable
from gui.viewmodels.unit_index import Unit, Units
from gui.viewmodels.views import State as Shown


@dataclass(frozen=True, slots=True)
class Refresh:
    """What has to be shown anew. ``whole``: another article, or the same one read again."""

    whole: bool = False
    units: frozenset[str] = frozenset()
    layers: frozenset[Layer] = frozenset()  # of these units
    head: bool = False  # status, answers, title …
    questions: bool = False
    actors: bool = False
    elsewhere: frozenset[str] = frozenset()  # other articles that changed


class Session:
    """One coder at one article. Commands run through here; refusals become words at the foot of the desk."""

    def __init__(self, workspace: Workspace, threshold: float) -> None:
        self.workspace = workspace
        self.threshold = threshold
        self.units = Units()
        self.article_id = ""
        self._was_hidden = False
        self.current: Observable[str] = Observable("")
        self.selection: Observable[tuple[Span, ...]] = Observable(())
        self.draft: Observable[Draft | None] = Observable(None)
        self.focus: Observable[Focus | None] = Observable(None)
        self.message: Observable[str] = Observable("")
        self.changed: Event[Refresh] = Event()
        self.reveal: Event[Span] = Event()
        self._made = ""
        self._going = False
        self._stop = workspace.subscribe(self._on_applied)
        self.current.subscribe(self._on_current)

    # -- reading ------------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        """What the coder may read."""
        return self.workspace.state

    @property
    def article(self) -> Article | None:
        """The open article."""
        return self.state.article(self.article_id) if self.article_id else None

    @property
    def text(self) -> str:
        """The open article's text, empty when none is open."""
        article = self.article
        return article.text if article else ""

    @property
    def repairs(self) -> tuple[int, ...]:
        """Offsets before which the machine assumes a lost space; word boundaries for the coder too."""
        made = self.state.suggestion_set(self.article_id) if self.article_id else None
        if made is None:
            return ()
        refused = self.assignment.refused_repairs
        return tuple(at for at in made.repairs if at not in refused) if refused else made.repairs

    @property
    def hidden(self) -> bool:
        """Whether the study design hides the machine's suggestions on the open article."""
        return bool(self.article_id) and self.state.hides(self.article_id)

    @property
    def codebook(self) -> Codebook:
        """The codebook in force."""
        return self.state.codebook

    @property
    def assignment(self) -> Assignment:
        """The coder's assignment of the open article."""
        return self.state.assignment(self.article_id)

    @property
    def writable(self) -> bool:
        """Whether codings can be changed here and now."""
        if not self.article_id or self.workspace.read_only:
            return False
        return status_of(self.assignment) is not Status.COMPLETE and self.state.given(self.article_id)

    def unit(self, unit_id: str = "") -> Unit | None:
        """The unit of this id, or the current one."""
        return self.units.get(unit_id or self.current.value)

    def actor(self, actor_id: str) -> Actor | None:
        """The actor; one that only a suggestion names is known from the analysis."""
        known = self.state.actor(actor_id)
        if known is not None or not self.article_id:
            return known
        made = self.state.suggestion_set(self.article_id)
        draft = self.draft.value
        told = (*(made.actors if made else ()), *(draft.actors if draft else ()))
        return next((a for a in told if a.id == actor_id), None)

    def unitlike(self, unit_id: str) -> Unitlike | None:
        """The unit or the draft of this id."""
        if unit_id == DRAFT:
            return self.draft.value
        unit = self.units.get(unit_id)
        return unit.what if unit else None

    # -- opening ------------------------------------------------------------------------------------

    def open(self, article_id: str) -> None:
        """Make ``article_id`` the open article; empty closes it. What was learned is used from here on."""
        self._let_go()
        self.article_id = article_id
        self.state.learned.renew()
        self.reload()

    def reload(self) -> None:
        """Read the open article's units anew."""
        with _uncollected():
            self._read()

    def _read(self) -> None:
        self.units = Units(self.text, self.threshold, self.current.value)
        if self.article_id:
            made = self.state.suggestion_set(self.article_id)
            self.units.load(
                self.state.codings(self.article_id),
                made.suggestions if made else (),
                self.state.decisions(self.article_id),
            )
        self._was_hidden = self.hidden
        if self.units.get(self.current.value) is None:
            self.current.set("")
        self.changed.fire(Refresh(whole=True, head=True, questions=True, actors=True))

    def show_from(self, least: float) -> None:
        """Show suggestions from this confidence on; nothing is read anew, and who is looked at stays."""
        self.threshold = least
        self.reload()

    def close(self) -> None:
        """Stop listening; the view is gone."""
        self._stop()
        gc.unfreeze()  # what was read may be garbage now

    def select(self, unit_id: str, *, reveal: bool = False) -> None:
        """Make a unit the current one; ``reveal`` brings it to the eye's line."""
        focus = self.focus.value
        if focus is not None and focus.unit not in (unit_id, DRAFT):
            self.focus.set(None)
        self.current.set(unit_id)
        unit = self.units.get(unit_id)
        span = hull(unit.what.spans) if unit else None
        if reveal and span is not None:
            self.reveal.fire(span)

    # -- acting -------------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Put a sentence at the foot of the desk."""
        self.message.set(text)

    def run(self, command: Command) -> bool:
        """Do one act; what a rule or the disk says against it is told in words. True when it was done."""
        self.message.set("")
        self._made = ""
        try:
            applied = self.workspace.execute(command)
        except PersonError as error:
            self.told(error)
            return False
        self._made = _coding_made(applied)
        return True

    @property
    def made(self) -> str:
        """The id of the coding the latest act made; empty when it made none."""
        return self._made

    def told(self, error: PersonError) -> None:
        """Say an error; after a conflict the article is read again, because it is not what it was."""
        if isinstance(error, Conflict):
            self.reload()
        self.say(error.text)

    def label(self, verb: str, unit: Unitlike) -> str:
        """What an act on a unit is called."""
        return labels.named(verb, unit, self.text, self.codebook)

    def edit(self, unit: Unit, edit: Edit, actors: tuple[Actor, ...] = (), label: str = "") -> bool:
        """Change a coding, or take a suggestion with changes: one act either way."""
        called = label or labels.changed(unit.what, edit, self.text, self.codebook)
        if isinstance(unit.what, Coding):
            return self.run(ChangeCoding(unit.id, edit, actors, label=called))
        if _says_nothing_new(unit.what, edit):
            return self.run(Accept(self.article_id, unit.id, label=self.label("Accept", unit.what)))
        return self.run(FixSuggestion(self.article_id, unit.id, edit, actors, label=called))

    # -- following ----------------------------------------------------------------------------------

    def _on_applied(self, applied: Applied) -> None:
        moved = replaced(applied.entry.changes)
        if moved:
            self._follow_versions(moved)
            return
        records = [c.after if c.after is not None else c.before for c in applied.entry.changes.changes]
        if any(isinstance(r, SuggestionSet) and r.article_id == self.article_id for r in records):
            self.reload()
            return
        if any(isinstance(r, Codebook) for r in records):
            self.reload()
            return
        if self.hidden != self._was_hidden:  # the study design says otherwise now
            self.select("")
            self.reload()
            return
        here = [c for c in applied.entry.changes.changes if self._is_here(c.after or c.before)]
        touched = self.units.apply(here)
        if touched:
            self._follow_current()
        self.changed.fire(
            Refresh(
                units=frozenset(touched),
                layers=frozenset(touched.values()),
                head=any(isinstance(c.after or c.before, Assignment | Article | WorkTime) for c in here),
                questions=any(isinstance(c.after or c.before, Question) for c in here),
                actors=any(isinstance(r, Actor) for r in records),
                elsewhere=applied.article_ids - {self.article_id},
            )
        )

    def _follow_versions(self, moved: Mapping[str, str]) -> None:
        """A text was corrected, or a correction taken back: go where the work is now."""
        heir = moved.get(self.article_id, self.article_id)
        if heir != self.article_id:
            self.article_id, self.units = heir, Units()  # what was open may be gone
        self.open(heir)
        self.changed.fire(Refresh(head=True, elsewhere=frozenset({*moved, *moved.values()})))

    def _is_here(self, record: Record | None) -> bool:
        if isinstance(record, Article):
            return record.id == self.article_id
        mine = getattr(record, "coder_id", "") == self.state.coder.id
        return mine and getattr(record, "article_id", "") == self.article_id

    def _on_current(self, unit_id: str) -> None:
        """A suggestion below the slider stays only while it is looked at."""
        gone = self.units.release() if unit_id != self.units.kept else {}
        if gone:
            self.changed.fire(Refresh(units=frozenset(gone), layers=frozenset(gone.values()), head=True))

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """For an act after which another unit is gone to: nobody needs to see what the present one became."""
        before, self._going = self._going, True
        try:
            yield
        finally:
            self._going = before
            self._follow_current()

    def _follow_current(self) -> None:
        """Whoever looked at a suggestion looks at the coding it became, and the other way round."""
        if self._going:
            return
        now = self.current.value
        then = self.units.successor(now)
        focus = self.focus.value
        if focus is not None and focus.unit != DRAFT and self.units.get(focus.unit) is None:
            heir = self.units.successor(focus.unit)
            self.focus.set(Focus(heir, focus.slot, focus.index) if heir else None)
        if now and then != now:
            unit = self.units.get(then)
            self.current.set(then if unit is not None and unit.state is not Shown.REJECTED else "")

    def _let_go(self) -> None:
        self.draft.set(None)
        self.focus.set(None)
        self.selection.set(())
        self.message.set("")
        self.current.set("")


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage among the thousands of values a long article is made of.

    They stay while it is open, and go by their counts when it is left: nothing in them is circular.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
            gc.freeze()


def _coding_made(applied: Applied | None) -> str:
    changes = applied.entry.changes.changes if applied else ()
    born = (c.after for c in changes if c.before is None)
    return next((after.id for after in born if isinstance(after, Coding)), "")


def _says_nothing_new(unit: Unitlike, edit: Edit) -> bool:
    return all(
        new is None or new == old
        for new, old in (
            (edit.category, unit.category),
            (edit.spans, unit.spans),
            (edit.slots, unit.slots),
            (edit.variables, unit.variables),
            (edit.note, ""),
        )
    )
