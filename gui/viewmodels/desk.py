"""The coding desk without Qt: what panels show and the verbs they call.

How to bind (every value is an `Observable`: ``.value``, ``.subscribe(fn) -> unsubscribe``, ``.watch(fn)``;
every event an `Event`)::

    desk = DeskViewModel(workspace, jobs=…, asks=…, analyser=…, clock=time.monotonic, options=DeskOptions())

    desk.head           Observable[ArticleView | None]     title, source, date, minutes, 7 of 55, read only
    desk.marks          Observable[MarkSheet]              → canvas.set_marks
    desk.current        Observable[str]                    unit id → canvas.set_current
    desk.evidence       Observable[tuple[Span, …]]         → canvas.set_evidence
    desk.reveal         Event[Span]                        → canvas.reveal (scroll to the eye's line)
    desk.status         Observable[StatusView]             the bar at the bottom
    desk.open_items     Observable[tuple[OpenItem, …]]     what keeps the article from being complete
    desk.definition     Observable[Definition | None]      codebook at hand
    desk.open(article_id) · open_next() · close() · undo() · redo() · steps(limit) -> tuple[Step, …]
    desk.complete() -> bool · reopen() · jump(OpenItem) · set_threshold(float) · analyse_again()
    desk.set_metadata(title=, source=, published=) · show_definition(layer, code) · say(text)

    desk.pointer        what the canvas's signals go to
        .pressed(units, position) · .word(span) · .selected(spans) · .boundary(unit, index, span)
    desk.keys           keys whose meaning depends on what is going on; True when taken
        .enter() · .escape() · .delete() · .digit(n) · .arrow(±1) · .tab(±1)
    desk.work           work list: .rows Observable[tuple[WorkRow, …]]
        .search(text) · .only_found(query) · .filter(status) · .sort(order) · .open(article_id) · .more()
    desk.search         all articles: .view Observable[SearchView]
        .look(typed) · .more() · .open(hit) · .list_found() · .again()
    desk.cards          card lists: .list Observable[CardsView] · .changed Event[frozenset[str]]
        .show(layer) · .card(unit_id) -> UnitCard | None (same object until it changes; rejected too)
        .select(unit_id) · .counts() -> dict[Layer, int]
    desk.card           card at the mark: .view Observable[MarkCard | None]
        .open_unit(unit_id) · .open_selection(spans) · .close() · .pick(code)
    desk.why            .next() says why the current unit was suggested, and goes on through its evidence
    desk.review         review run: .filter Observable[Layer | None] · .advance bool
        .next() · .previous() · .only(layer | None) · .accept() · .reject() · .recall(id)
        .accept_like_this() · .accept_all(ids) · .reject_all(ids)
        .set_category(code, unit="") · .set_variable(name, value, unit="") · .remove(unit="")
    desk.slots          click order and candidates: .candidates Observable[CandidatesView]
        .begin(layer, spans=()) · .focus(unit_id, slot, index=-1) · .blur()
        .fill_words(spans) · .fill_mention(unit_id)
        .fill_actor(actor_id) · .step(±1) · .take() · .take_number(n) · .skip(±1) · .clear(unit_id, index)
        .set_type(code) · .set_variable(name, value) · .cancel() · .finish()
    desk.slider         how sure suggestions must be: .view Observable[ThresholdView] · .chosen Event
        .slide(least) · .settle() · .reset() · .make_default() · .keep_to(layer | None) · .accept_sure()
    desk.hiding         who codes without suggestions: .view Observable[HidingView] · .entries(article_id)
        .turn(article_id, coder_id) · .choose(share=, seed=, coder=, alike=) · .hide() · .show_again()
    desk.boundary       .move(unit, index, span) · .nudge(edge "start"|"end", ±1, by "word"|"character")
        .add_fragment(spans) · .drop_fragment(index)
    desk.topics         .view Observable[TopicsView]
        .search(text) · .toggle(code, rank) · .code_selection(code) · .recent(n)
    desk.actors         .search(text) -> tuple[Choice, …] · .choose(actor_id, unit="") · .unlink(unit="")
        .create(name, kind, country="", unit="") · .alias(actor_id, text)
    desk.find           .view Observable[FoundView] · .search(text) · .look_for(query)
        .next() · .previous() · .close()
    desk.answers        .answer(layer | "article", missing) · .note(text) · .note_on(unit_id, text)
        .ask(text, about="") · .withdraw(question_id) · .questions Observable[tuple[QuestionRow, …]]
    desk.recoding       what a new codebook put in question: .rows Observable[tuple[RecodeRow, …]]
        .jump(row) · .keep(row)
    desk.repairs        lost spaces and sentence ends: .seams Observable[tuple[Seam, …]]
        .view Observable[SeamCard | None] · .open(at) · .step(±1) · .turn() · .close() · .tip(at)
    desk.clock          .activity() on any input · .tick() about once a minute
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from core.app.commands.article import Complete, Reopen, SetMetadata
from core.app.commands.labels import short
from core.app.workspace import Workspace
from core.domain.changes import Applied
from core.domain.coding import Decision, Layer
from core.domain.errors import PersonError
from core.domain.versions import replaced
from gui.viewmodels.actors_search import ActorSearch
from gui.viewmodels.analysis import Analysis
from gui.viewmodels.answers import Answers
from gui.viewmodels.boundary import Boundary
from gui.viewmodels.card import CardAtMark
from gui.viewmodels.cards import Cards
from gui.viewmodels.clock import WorkClock
from gui.viewmodels.find import Find
from gui.viewmodels.hiding import Hiding
from gui.viewmodels.keys import Keys
from gui.viewmodels.marks import Marks
from gui.viewmodels.mention_map import MentionMap
from gui.viewmodels.overview import Overview
from gui.viewmodels.pointer import Pointer
from gui.viewmodels.ports import Analyser, Asks, Jobs
from gui.viewmodels.recoding import Recoding
from gui.viewmodels.repairs import Repairs
from gui.viewmodels.review import Review
from gui.viewmodels.search_all import SearchAll
from gui.viewmodels.session import Session
from gui.viewmodels.slots import Slots
from gui.viewmodels.threshold import Threshold, per_cent
from gui.viewmodels.topics import Topics
from gui.viewmodels.views import OpenItem, State, Step
from gui.viewmodels.why import Why
from gui.viewmodels.work_list import WorkList


@dataclass(frozen=True, slots=True)
class DeskOptions:
    """How the desk behaves. ``threshold``: least confidence of suggestions shown, ``None``: as the project
    has it; ``advance``: go on to the next suggestion after a decision."""

    threshold: float | None = None
    advance: bool = True


class DeskViewModel:
    """The facade: makes the parts, binds them to one session, and has the verbs that concern all of them."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        jobs: Jobs,
        asks: Asks | None = None,
        analyser: Analyser | None = None,
        clock: Callable[[], float] = time.monotonic,
        options: DeskOptions | None = None,
        searching: Jobs | None = None,
    ) -> None:
        chosen = options or DeskOptions()
        self.session = session = Session(workspace, _least(chosen, workspace))
        self.asks = asks  # for panels; the coding flow itself never opens a dialog
        mentions = MentionMap(session)
        marks = Marks(session)
        self.marks, self.evidence = marks.all, marks.evidence
        self.current, self.reveal = session.current, session.reveal
        self.slots = Slots(session, mentions)
        self.cards = Cards(session, mentions)
        self.topics = Topics(session)
        self.card = CardAtMark(
            session, cards=self.cards, slots=self.slots, topics=self.topics, retype=self._retype
        )
        self.why = Why(session, self.card)
        self.review = Review(session, self.slots, self.card, advance=chosen.advance)
        self.slider = Threshold(session, chosen.threshold)
        self.hiding = Hiding(session)
        self.boundary = Boundary(session)
        self.pointer = Pointer(session, self.card, self.slots, self.boundary)
        self.actors = ActorSearch(session, self.slots)
        self.find, self.answers = Find(session), Answers(session)
        self.recoding = Recoding(session, self.open)
        self.repairs = Repairs(session, self.card)
        self.work = WorkList(session, self.open)
        self.search = SearchAll(session, searching or jobs, self.work, self.find, self.open)
        self.clock = WorkClock(session, clock)
        self.keys = Keys(
            session,
            cards=self.cards,
            card=self.card,
            slots=self.slots,
            review=self.review,
            topics=self.topics,
        )
        self.analysis = Analysis(session, jobs, analyser)
        self.overview = Overview(session, self.analysis)
        self.head, self.status = self.overview.head, self.overview.status
        self.open_items, self.definition = self.overview.open_items, self.overview.definition
        self.work.refresh()

    def touched(self) -> None:
        """Somebody acts: the time counts, and what was said before no longer applies."""
        self.clock.activity()
        if self.session.message.value and self.session.draft.value is None:
            self.session.say("")

    # -- opening ------------------------------------------------------------------------------------

    def open(self, article_id: str) -> None:
        """Open an article; time on the one before is stored, its analysis waited for no longer."""
        if article_id == self.session.article_id:
            return
        self.clock.flush()
        self.analysis.cancel()
        self.session.open(article_id)
        self.clock.restart()
        self.review.restart()
        self.analysis.ensure()

    def open_next(self) -> bool:
        """Open the next article that is not complete, or the first of the list when all are."""
        ahead = self.work.after(self.session.article_id)
        rows = self.work.rows.value
        if not ahead and not self.session.article_id and rows:
            ahead = rows[0].article_id
        if ahead:
            self.open(ahead)
        return bool(ahead)

    def close(self) -> None:
        """Store the time, stop waiting, stop listening; the workspace stays open."""
        self.clock.flush()
        self.analysis.cancel()
        self.search.close()
        self.slider.close()
        self.hiding.close()
        self.recoding.close()
        self.session.close()

    # -- history ------------------------------------------------------------------------------------

    def undo(self) -> bool:
        """Take the latest step back, on whatever article it was, and say which."""
        return self._turn(self.session.workspace.undo, "Undid")

    def redo(self) -> bool:
        """Do again what was undone last."""
        return self._turn(self.session.workspace.redo, "Did again")

    def steps(self, limit: int = 200) -> tuple[Step, ...]:
        """The coder's history, newest first, with the article each step was on."""
        titles: dict[str, str] = {}
        return tuple(
            Step(step.seq, step.at, step.label, self._title(step.article_id, titles), step.undone)
            for step in self.session.workspace.history.steps(limit)
        )

    def _turn(self, verb: Callable[[], Applied], said: str) -> bool:
        session = self.session
        try:
            applied = verb()
        except PersonError as error:
            session.told(error)
            return False
        label = applied.entry.label
        moved = replaced(applied.entry.changes)
        if moved:
            self.analysis.ensure()
        elsewhere = applied.article_ids - {session.article_id} if not moved else frozenset()
        if elsewhere:
            label += f" (in “{self._title(min(elsewhere), {})}”)"
        else:
            self._show_turned(applied)
        session.say(f"{said}: {label}")
        return True

    def _show_turned(self, applied: Applied) -> None:
        """Go to the unit an undo or redo changed, so that one sees what happened."""
        for change in applied.entry.changes.changes:
            some = change.after if change.after is not None else change.before
            touched = some.suggestion_id if isinstance(some, Decision) else change.id
            for unit_id in (change.id, touched):
                unit = self.session.units.get(unit_id)
                if unit is not None and unit.state is not State.REJECTED:
                    self.session.select(unit.id, reveal=True)
                    return

    def _title(self, article_id: str, known: dict[str, str]) -> str:
        if article_id not in known:
            head = self.session.workspace.queries.head(article_id) if article_id else None
            known[article_id] = (head.title or head.file_name) if head else ""
        return known[article_id]

    # -- the whole article ----------------------------------------------------------------------------

    def complete(self) -> bool:
        """Mark the article complete, or list what is open and go to the first of it."""
        session = self.session
        if not session.article_id:
            return False
        self.clock.flush()
        least = min(session.threshold, session.state.project.threshold)
        if session.run(Complete(session.article_id, least, label=f"Complete {self._called()}")):
            return True
        self._show_what_is_asked(least)
        first = self.overview.list_open_items()
        if first is not None:
            said = session.message.value
            self.jump(first)
            session.say(said)
        return False

    def _show_what_is_asked(self, least: float) -> None:
        """What the project wants checked can't stay below one's own slider."""
        session = self.session
        said = session.message.value
        if session.threshold > least:
            self.set_threshold(least)
            session.say(f"{said} Suggestions from {per_cent(least)} on are shown: the project asks for them.")

    def reopen(self) -> bool:
        """Open a complete article for changes again."""
        session = self.session
        return session.run(Reopen(session.article_id, label=f"Reopen {self._called()}"))

    def forget_open_items(self) -> None:
        """Nobody looks at the list of open items any more; it is not kept up to date."""
        self.open_items.set(())

    def jump(self, item: OpenItem) -> None:
        """Go to what an open item is about: its unit, or its layer's cards."""
        if item.layer in {str(layer) for layer in Layer}:
            self.cards.show(Layer(item.layer))
        if item.unit:
            self.session.select(item.unit, reveal=True)
            self.card.open_unit(item.unit)

    @property
    def threshold(self) -> float:
        """The least confidence of the suggestions shown."""
        return self.session.threshold

    def set_threshold(self, threshold: float) -> None:
        """Show suggestions from this confidence on; the others wait unseen."""
        self.slider.slide(threshold)
        self.slider.settle()

    def set_metadata(
        self, title: str | None = None, source: str | None = None, published: str | None = None
    ) -> bool:
        """Correct the article's head; ``None`` leaves a field as it is."""
        session = self.session
        label = f"Correct the head of {self._called()}"
        return session.run(SetMetadata(session.article_id, title, source, published, label=label))

    def analyse_again(self) -> bool:
        """Ask the machine anew; decisions on suggestions it makes again stay."""
        return self.analysis.run()

    def show_definition(self, layer: Layer, code: str) -> None:
        """Show what the codebook says of a category."""
        self.overview.show_definition(layer, code)

    def say(self, text: str) -> None:
        """Put a sentence at the foot of the desk."""
        self.session.say(text)

    def _called(self) -> str:
        article = self.session.article
        return f"“{short(article.title or article.file_name)}”" if article else "the article"

    def _retype(self, code: str, unit_id: str) -> bool:
        return self.review.set_category(code, unit_id)


def _least(options: DeskOptions, workspace: Workspace) -> float:
    return workspace.state.project.threshold if options.threshold is None else options.threshold
