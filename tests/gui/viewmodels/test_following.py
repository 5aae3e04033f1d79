"""After any acts the desk shows what it would show opened anew, the file is whole, and acts cost no more."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from hypothesis import given, settings
from hypothesis import strategies as st

from core.app.checking import verify
from core.domain.actor import ActorKind
from core.domain.coding import Layer, Missing, SlotFill, Suggestion
from core.domain.text import Span
from gui.viewmodels.desk import DeskViewModel
from tests.build import TEXT, a_suggestion, an_article, fragments
from tests.core.app.commands.kit import a_set, a_workspace, snapshot, standard_workspace
from tests.gui.viewmodels.kit import MEET, NAME, SAID, TOPIC, a_desk, closed, drag

Act = Callable[[DeskViewModel], object]

VERBS: dict[str, Act] = {
    "next": lambda d: d.review.next(),
    "previous": lambda d: d.review.previous(),
    "enter": lambda d: d.keys.enter(),
    "delete": lambda d: d.keys.delete(),
    "escape": lambda d: d.keys.escape(),
    "one": lambda d: d.keys.digit(1),
    "three": lambda d: d.keys.digit(3),
    "like this": lambda d: d.review.accept_like_this(),
    "accept all": lambda d: d.review.accept_all((NAME, MEET, TOPIC)),
    "reject all": lambda d: d.review.reject_all((NAME, SAID)),
    "recall": lambda d: d.review.recall(NAME),
    "remove": lambda d: d.review.remove(),
    "wider": lambda d: d.boundary.nudge("end", 1),
    "narrower": lambda d: d.boundary.nudge("start", 1, "character"),
    "link": lambda d: d.actors.choose("KAZ"),
    "new actor": lambda d: d.actors.create("John Doe", ActorKind.PERSON),
    "statement": lambda d: d.slots.begin(Layer.STATEMENT),
    "event": lambda d: d.slots.begin(Layer.EVENT),
    "focus": lambda d: d.slots.focus(d.current.value, "source"),
    "step": lambda d: d.keys.arrow(1),
    "skip": lambda d: d.keys.tab(1),
    "select": lambda d: drag(d, "readiness to help"),
    "press": lambda d: d.pointer.pressed((NAME, SAID), 12),
    "topic": lambda d: d.topics.toggle("cap:1925", "primary"),
    "other topic": lambda d: d.topics.toggle("cap:1921", "primary"),
    "passage": lambda d: d.topics.code_selection("cap:1925"),
    "no events": lambda d: d.answers.answer("event", Missing.NOTHING_THERE),
    "ask": lambda d: d.answers.ask("Why?", d.current.value),
    "complete": lambda d: d.complete(),
    "reopen": lambda d: d.reopen(),
    "more": lambda d: d.set_threshold(0.2),
    "undo": lambda d: d.undo(),
    "undo again": lambda d: d.undo(),
    "redo": lambda d: d.redo(),
}


def shown(desk: DeskViewModel) -> dict[str, object]:
    """All the desk shows of what is stored, without what is only looked at."""
    desk.slots.cancel()
    desk.session.select("")
    lists = {}
    for layer in Layer:
        desk.cards.show(layer)
        view = desk.cards.list.value
        lists[layer] = (view, [desk.cards.card(i) for i in (*view.ids, *view.rejected)])
    return {
        "head": desk.head.value,
        "marks": list(desk.marks.value),
        "cards": lists,
        "counts": desk.cards.counts(),
        "topics": [(r.code, r.rank, r.passages, r.suggested) for r in desk.topics.view.value.rows],
        "questions": desk.answers.questions.value,
        "work": desk.work.rows.value,
        "undo": (desk.status.value.undo, desk.status.value.redo, desk.status.value.questions),
        "like": {u.id: desk.session.units.alike(u) for u in desk.session.units.shown() if u.open},
        "actors": desk.actors.search("j"),
    }


@given(st.lists(st.sampled_from(sorted(VERBS)), max_size=25))
@settings(max_examples=25, deadline=None)
def test_any_acts_leave_the_desk_as_if_opened_anew(acts: list[str]) -> None:
    with TemporaryDirectory() as folder, closed(a_desk(standard_workspace(Path(folder)))) as desk:
        desk.open("article-1")
        desk.session.units.alike(next(desk.session.units.shown()))
        for act in acts:
            VERBS[act](desk)
        # What these acts teach shows at the next opening; the second desk is to show what the first does.
        desk.session.state.learned.renew = lambda: None  # type: ignore[method-assign]
        again = a_desk(desk.session.workspace)
        again.set_threshold(desk.session.threshold)
        again.open("article-1")
        now, fresh = shown(desk), shown(again)
        for part, value in now.items():
            assert value == fresh[part], part
        again.close()
        kept = snapshot(desk.session.workspace)
        desk.session.state.forget()
        assert snapshot(desk.session.workspace) == kept
        assert verify(desk.session.workspace.where) == []


@given(fragments(TEXT), st.sampled_from(["PERSON", "GPE"]))
@settings(max_examples=25, deadline=None)
def test_any_words_can_be_coded_shown_undone_and_reopened(spans: tuple[Span, ...], category: str) -> None:
    with TemporaryDirectory() as folder, closed(a_desk(standard_workspace(Path(folder)))) as desk:
        desk.open("article-1")
        before = list(desk.marks.value)
        desk.card.open_selection(spans)
        done = desk.card.pick(f"mention:{category}")
        blank = any(not span.of(TEXT).strip() for span in spans)
        assert done is not blank
        if done:
            (coding,) = desk.session.state.codings("article-1")
            assert [q.exact for q in coding.quotes] == [s.of(TEXT) for s in spans]
            assert any(m.unit == coding.id and m.spans == spans for m in desk.marks.value)
            desk.undo()
        desk.session.select("")
        assert list(desk.marks.value) == before


def calls_of(act: Callable[[], object]) -> int:
    """How many Python calls within the view-models ``act`` makes."""
    count = 0

    def look(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        if event == "call" and "viewmodels" in frame.f_code.co_filename:
            count += 1

    sys.setprofile(look)
    try:
        act()
    finally:
        sys.setprofile(None)
    return count


def a_long_desk(folder: Path, names: int) -> DeskViewModel:
    folder.mkdir()
    article = an_article(" ".join(f"Baku{n}" for n in range(names)))
    found: list[Suggestion] = []
    at = 0
    for n in range(names):
        span = Span(at, at + len(f"Baku{n}"))
        slots = (SlotFill("actor", actors=("AZE",)),)
        found.append(a_suggestion((span,), id=f"sug-{n}", category="GPE", slots=slots))
        at = span.end + 1
    desk = a_desk(a_workspace(folder, article, found=(a_set(article, *found),)))
    desk.open("article-1")
    desk.review.next()
    desk.keys.enter()
    return desk


def test_an_act_makes_no_more_calls_in_a_long_article(tmp_path: Path) -> None:
    counts = []
    for names in (20, 2000):
        with closed(a_long_desk(tmp_path / str(names), names)) as desk:
            counts.append(calls_of(desk.keys.enter))
    assert counts[1] <= counts[0] * 1.1
