"""The slider, the sure ones taken at once, the reason of a suggestion, and coding without any."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from core.app.commands.corpus import StoreSuggestions
from core.domain.coding import Layer, Missing
from core.domain.errors import Refused
from gui.viewmodels.desk import DeskOptions, DeskViewModel
from gui.viewmodels.threshold import HIDDEN, ThresholdView
from tests.build import an_article, span_of
from tests.core.app.commands.kit import a_set, a_workspace, standard, standard_workspace
from tests.core.app.place import at_work, make_place
from tests.gui.viewmodels.kit import ALMATY, NAME, SAID, TOPIC, HeldJobs, a_desk, closed, codings, lines


def looked_at(desk: DeskViewModel) -> ThresholdView:
    desk.slider.refresh()
    return desk.slider.view.value


def test_sliding_counts_and_changes_nothing_until_it_settles(desk: DeskViewModel) -> None:
    shown = list(desk.marks.value)
    desk.slider.slide(0.2)
    assert (desk.slider.view.value.shown, desk.slider.view.value.below) == (9, 0)
    desk.slider.slide(0.95)
    assert (desk.slider.view.value.shown, desk.slider.view.value.below) == (0, 9)
    assert list(desk.marks.value) == shown
    desk.slider.settle()
    assert not list(desk.marks.value)
    assert desk.threshold == 0.95


def test_counts_are_by_layer_and_leave_out_what_is_decided_or_answered(desk: DeskViewModel) -> None:
    desk.review.reject(ALMATY)
    desk.answers.answer("topic", Missing.NOT_CODABLE)
    told = {each.layer: (each.shown, each.below) for each in looked_at(desk).layers}
    assert told == {Layer.MENTION: (4, 1), Layer.STATEMENT: (1, 0), Layer.EVENT: (1, 0)}


def test_the_slider_keeps_unit_draft_and_card_list(desk: DeskViewModel) -> None:
    desk.cards.show(Layer.EVENT)
    desk.session.select(SAID)
    desk.slots.begin(Layer.EVENT, (span_of("would meet"),))
    draft = desk.session.draft.value
    desk.session.current.set(SAID)
    desk.set_threshold(1.0)
    assert desk.session.draft.value == draft
    assert desk.current.value == SAID
    assert desk.session.units.get(SAID) is not None
    assert desk.cards.list.value.layer is Layer.EVENT
    desk.session.select("")
    assert desk.session.units.get(SAID) is None
    desk.set_threshold(0.5)
    assert desk.session.units.get(SAID) is not None


@given(st.lists(st.integers(0, 20), min_size=1, max_size=8), st.data())
@settings(max_examples=20, deadline=None)
def test_wherever_it_was_before_it_shows_what_it_says(steps: list[int], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder, closed(a_desk(standard_workspace(Path(folder)))) as desk:
        desk.open("article-1")
        for step in steps:
            if data.draw(st.booleans()):
                desk.review.next()
            desk.set_threshold(step / 20)
        desk.session.select("")
        view = looked_at(desk)
        open_ = {u.id for u in desk.session.units.shown() if u.open}
        assert open_ == {s.id for s in standard() if s.confidence >= steps[-1] / 20}
        assert (view.shown, view.below) == (len(open_), 9 - len(open_))


def test_work_list_and_head_follow_the_slider_for_every_article(tmp_path: Path) -> None:
    articles = [an_article(id=f"article-{n}", position=n) for n in (1, 2)]
    found = [a_set(article, *standard()) for article in articles]
    with closed(a_desk(a_workspace(tmp_path, *articles, found=found))) as desk:
        for number in (2, 1):
            desk.open(f"article-{number}")
            desk.review.accept(NAME)
        assert [row.progress for row in desk.work.rows.value] == ["1 / 8", "1 / 8"]
        desk.set_threshold(0.0)
        assert [row.progress for row in desk.work.rows.value] == ["1 / 9", "1 / 9"]
        desk.work.refresh()
        assert [row.progress for row in desk.work.rows.value] == ["1 / 9", "1 / 9"]


def test_moving_it_asks_the_database_nothing(desk: DeskViewModel) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    engine = desk.session.workspace._store._connection.engine
    event.listen(engine, "before_cursor_execute", note)
    desk.review.next()
    for step in range(0, 101, 5):
        desk.set_threshold(step / 100)
    assert asked == []
    desk.work.refresh()
    assert asked  # the listener hears
    event.remove(engine, "before_cursor_execute", note)


# -- whose threshold --------------------------------------------------------------------------------------


def test_who_has_not_chosen_follows_the_project_and_its_undo(desk: DeskViewModel) -> None:
    told: list[float | None] = []
    desk.slider.chosen.subscribe(told.append)
    desk.set_threshold(0.75)
    assert desk.slider.make_default()
    assert looked_at(desk).default == 0.75
    desk.slider.reset()
    assert told == [0.75, None]
    desk.undo()
    assert (looked_at(desk).default, desk.threshold) == (0.5, 0.5)


def test_a_chosen_one_stays_whatever_the_project_says(desk: DeskViewModel) -> None:
    desk.set_threshold(0.75)
    desk.slider.make_default()
    desk.set_threshold(0.25)
    desk.undo()
    assert desk.threshold == 0.25


def test_a_desk_opens_with_the_projects_or_with_ones_own(tmp_path: Path) -> None:
    workspace = standard_workspace(tmp_path)
    with closed(DeskViewModel(workspace, jobs=HeldJobs(), options=DeskOptions(0.3))) as desk:
        assert desk.threshold == 0.3
    with closed(a_desk(standard_workspace(tmp_path))) as desk:
        assert desk.threshold == 0.5


def test_a_coder_among_others_does_not_set_the_projects(tmp_path: Path) -> None:
    with at_work(make_place(tmp_path), "coder-1") as workspace:
        desk = a_desk(workspace)
        desk.open("article-1")
        assert not looked_at(desk).decides
        desk.slider.slide(0.8)
        assert not desk.slider.make_default()
        assert "supervisor" in desk.status.value.message
        desk.close()


def test_what_the_project_asks_for_keeps_an_article_open_below_ones_slider(desk: DeskViewModel) -> None:
    desk.set_threshold(1.0)
    assert not desk.complete()
    assert desk.threshold == 0.5
    assert "from 50 % on are shown" in desk.status.value.message
    assert [item for item in desk.open_items.value if item.code == "unchecked"]


# -- the sure ones ----------------------------------------------------------------------------------------


def test_all_sure_ones_are_one_act_that_says_how_to_take_it_back(desk: DeskViewModel) -> None:
    before = lines(desk)
    assert looked_at(desk).takes == 8
    assert desk.slider.accept_sure()
    assert lines(desk) == before + 1
    assert len(codings(desk)) == 8
    assert desk.status.value.message == (
        "Accepted 8 suggestions of 90 % or more. Ctrl+Z takes them all back."
    )
    assert desk.status.value.undo == "Accept all suggestions of 90 % or more"
    assert looked_at(desk).takes == 0
    desk.undo()
    assert not codings(desk)
    assert looked_at(desk).takes == 8


def test_one_list_alone_and_never_what_the_slider_hides(desk: DeskViewModel) -> None:
    desk.slider.keep_to(Layer.MENTION)
    assert (desk.slider.view.value.takes, desk.slider.view.value.only) == (5, Layer.MENTION)
    desk.slider.slide(0.95)
    assert (desk.slider.view.value.sure, desk.slider.view.value.takes) == (0.95, 0)
    assert not desk.slider.accept_sure()
    assert desk.status.value.message == "No open suggestion is 95 % sure or more."
    desk.slider.slide(0.1)
    assert desk.slider.view.value.sure == 0.9
    assert desk.slider.accept_sure()
    assert len(codings(desk)) == 5


def test_a_draft_survives_taking_the_sure_ones(desk: DeskViewModel) -> None:
    desk.slots.begin(Layer.STATEMENT, (span_of("readiness to help"),))
    assert desk.slider.accept_sure()
    assert desk.session.draft.value is not None


# -- why --------------------------------------------------------------------------------------------------


def test_why_says_the_reason_and_goes_from_word_to_word(desk: DeskViewModel) -> None:
    went: list[object] = []
    desk.reveal.subscribe(went.append)
    assert not desk.why.next()
    desk.session.select(SAID)
    assert desk.why.next()
    assert desk.status.value.message == "“emphasized”: because a test says so"
    assert went == [span_of("emphasized")]
    assert desk.card.view.value is not None
    assert desk.card.view.value.unit is not None
    assert desk.card.view.value.unit.id == SAID


def test_a_topic_of_the_article_has_its_card_at_the_words_that_spoke_for_it(tmp_path: Path) -> None:
    words = (span_of("meet"), span_of("Almaty"))
    article = an_article()
    found = [replace(s, evidence=words) if s.id == TOPIC else s for s in standard()]
    with closed(a_desk(a_workspace(tmp_path, article, found=(a_set(article, *found),)))) as desk:
        desk.open("article-1")
        desk.session.select(TOPIC)
        anchors = []
        for _ in range(3):
            assert desk.why.next()
            assert desk.card.view.value is not None
            anchors.append(desk.card.view.value.anchor)
        assert anchors == [words[0], words[1], words[0]]


def test_a_coding_tells_what_suggested_it_and_ones_own_says_so(desk: DeskViewModel) -> None:
    desk.review.advance = False
    desk.review.accept(SAID)
    desk.session.select(next(c.id for c in codings(desk).values()))
    card = desk.cards.card(desk.current.value)
    assert card is not None
    assert card.reason == "suggested because: because a test says so"
    assert desk.why.next()
    desk.card.open_selection((span_of("readiness"),))
    desk.card.pick("mention:EVENT")
    assert not desk.why.next()
    assert desk.status.value.message.startswith("You added this yourself")


# -- without suggestions ----------------------------------------------------------------------------------


@pytest.fixture
def unaided(desk: DeskViewModel) -> DeskViewModel:
    """A desk whose coder works alone and hid the suggestions while looking at them."""
    desk.session.select(SAID)
    assert desk.hiding.turn("article-1", desk.session.state.coder.id)
    return desk


def test_nothing_of_the_machine_is_left_on_the_desk(unaided: DeskViewModel) -> None:
    desk = unaided
    assert desk.head.value is not None
    assert (desk.head.value.hidden, desk.head.value.total, desk.head.value.repairs) == (True, 0, ())
    assert not list(desk.marks.value)
    assert not desk.evidence.value
    assert desk.current.value == ""
    assert desk.card.view.value is None
    assert not desk.repairs.seams.value
    for layer in Layer:
        desk.cards.show(layer)
        assert (desk.cards.list.value.ids, desk.cards.list.value.hidden) == ((), 0)
    assert not any(row.suggested for row in desk.topics.view.value.rows)
    assert (looked_at(desk).shown, looked_at(desk).below, looked_at(desk).takes) == (0, 0, 0)
    assert not desk.slider.accept_sure()
    assert desk.status.value.message == HIDDEN
    assert not desk.review.next()
    desk.slots.begin(Layer.STATEMENT)
    assert not desk.slots.candidates.value.choices
    assert (desk.work.rows.value[0].progress, desk.work.rows.value[0].hidden) == ("new ⊘", True)
    labels = [choice.label for choice in desk.actors.search("blinken")]
    assert labels == ["New actor “blinken”"]  # only the analysis describes the other


def test_undo_brings_the_suggestions_back_at_once(unaided: DeskViewModel) -> None:
    unaided.undo()
    assert unaided.head.value is not None
    assert (unaided.head.value.hidden, unaided.head.value.total) == (False, 8)
    assert list(unaided.marks.value)


def test_an_unread_article_is_analysed_and_stays_hidden(tmp_path: Path) -> None:
    with closed(a_desk(a_workspace(tmp_path, an_article()))) as desk:
        desk.open("article-1")
        desk.hiding.turn("article-1", desk.session.state.coder.id)
        desk.session.run(StoreSuggestions(a_set(an_article(), *standard())))
        assert not list(desk.marks.value)
        assert not desk.analysis.ensure()


def test_the_page_draws_what_nobody_has_begun_and_says_so_first(tmp_path: Path) -> None:
    articles = [an_article(id=f"article-{n}", position=n) for n in range(1, 11)]
    with closed(a_desk(a_workspace(tmp_path, *articles))) as desk:
        desk.open("article-1")
        desk.answers.answer("topic", Missing.NOTHING_THERE)
        desk.hiding.refresh()
        desk.hiding.choose(share=50, seed=3)
        view = desk.hiding.view.value
        assert view.many == 5  # of nine that are new, rounded
        assert view.preview.startswith("Hides the suggestions on 5 of 10 articles from Coder 1.")
        assert "1 article begun already" in view.preview
        before = lines(desk)
        assert desk.hiding.hide()
        assert lines(desk) == before + 1
        assert desk.status.value.undo == "Hide 5 articles of suggestions (50 %, seed 3)"
        hidden = {row.article_id for row in desk.work.rows.value if row.hidden}
        assert len(hidden) == 5
        assert "article-1" not in hidden
        desk.hiding.refresh()
        assert (desk.hiding.view.value.many, desk.hiding.view.value.back) == (0, 5)
        assert desk.hiding.show_again()
        assert not any(row.hidden for row in desk.work.rows.value)
        assert not desk.hiding.turn("article-1", desk.session.state.coder.id)
        assert "must not be mixed" in desk.status.value.message


def test_a_supervisor_draws_for_each_or_the_same_for_all(tmp_path: Path) -> None:
    with at_work(make_place(tmp_path), "coder-3") as workspace:
        desk = a_desk(workspace)
        desk.hiding.refresh()
        desk.hiding.choose(share=34, seed=1, alike=True)
        assert desk.hiding.hide()
        design = workspace.queries.design()
        assert {coder for _, coder in design.hidden} == {"coder-1", "coder-2"}
        assert len({article for article, _ in design.hidden}) == 1
        entries = desk.hiding.entries(next(iter(design.hidden))[0])
        assert [(e.name, e.hidden) for e in entries] == [("Ada", True), ("Ben", True)]
        desk.close()


def test_a_coder_among_others_learns_nothing_of_the_design(tmp_path: Path) -> None:
    with at_work(make_place(tmp_path), "coder-1") as workspace:
        desk = a_desk(workspace)
        assert desk.hiding.entries("article-1") == ()
        assert not desk.hiding.turn("article-1", "coder-1")
        desk.hiding.refresh()
        assert desk.hiding.view.value.problem
        assert not desk.hiding.hide()
        with pytest.raises(Refused):
            workspace.queries.design()
        desk.close()
