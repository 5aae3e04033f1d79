"""Who codes without suggestions: who may say so, when, and that nothing of the machine is left to see."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.app.checking import verify
from core.app.commands.article import Complete, SetAnswer, open_items
from core.app.commands.code import AddCoding
from core.app.commands.corpus import StoreSuggestions
from core.app.commands.decide import Accept, AcceptAll
from core.app.commands.hide import HideSuggestions, ShowSuggestions, drawn
from core.app.queries import open_queries
from core.app.workspace import Workspace
from core.domain.article import Assignment, Status, pair_id
from core.domain.coding import Layer, Missing, Provenance
from core.domain.errors import Conflict, Refused
from core.domain.text import Span
from tests.build import span_of
from tests.core.app.commands.kit import a_set, standard, standard_workspace
from tests.core.app.place import Put, add, at_work, make_place

Turn = type[HideSuggestions] | type[ShowSuggestions]
HERE = ("article-1", "coder-1")


@pytest.fixture
def alone(tmp_path: Path) -> Workspace:
    """One coder who works alone, with suggestions."""
    return standard_workspace(tmp_path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two coders, a supervisor; the first article has suggestions."""
    made = make_place(tmp_path)
    with at_work(made, "coder-3") as workspace:
        workspace.execute(StoreSuggestions(a_set(workspace.state.article("article-1"), *standard())))
    return made


def mine(workspace: Workspace, article_id: str = "article-1") -> tuple[str, str]:
    return article_id, workspace.state.coder.id


def test_who_works_alone_may_hide_and_sees_nothing_of_the_machine_then(alone: Workspace) -> None:
    state = alone.state
    assert len(state.suggestions("article-1")) == 9
    alone.execute(HideSuggestions((mine(alone),)))
    shown = state.suggestion_set("article-1")
    assert shown is not None
    assert (shown.suggestions, shown.repairs, shown.actors) == ((), (), ())
    assert dict(state.suggestions("article-1")) == {}
    assert [p for p in open_items(state, "article-1", 0.0) if p.code == "unchecked"] == []
    with pytest.raises(Refused, match="does not exist any more"):
        alone.execute(Accept("article-1", "sug-said"))
    assert alone.execute(AcceptAll("article-1", ("sug-said",))) is None
    head = alone.queries.head("article-1")
    assert head is not None
    assert (head.hidden, head.analysed, head.total, head.waiting) == (True, True, 0, ())


def test_what_is_coded_then_is_added_even_where_a_suggestion_says_the_same(alone: Workspace) -> None:
    alone.execute(HideSuggestions((mine(alone),)))
    alone.execute(AddCoding("article-1", Layer.MENTION, "PERSON", (span_of("Ilham Aliyev"),)))
    (made,) = alone.state.codings("article-1")
    assert (made.provenance, made.suggestion_id) == (Provenance.ADDED, "")
    assert dict(alone.state.decisions("article-1")) == {}
    assert alone.state.assignment("article-1").suggestions_hidden


def test_hiding_is_undone_and_done_again_as_one_act(alone: Workspace) -> None:
    before = alone.state.suggestion_set("article-1")
    alone.execute(HideSuggestions((mine(alone),), label="Hide suggestions of 1 article"))
    assert alone.history.undo_label == "Hide suggestions of 1 article"
    alone.undo()
    assert alone.state.suggestion_set("article-1") == before
    alone.redo()
    assert alone.state.hides("article-1")
    alone.execute(ShowSuggestions((mine(alone),)))
    assert alone.state.suggestion_set("article-1") == before
    assert verify(alone.where) == []


def test_it_stays_hidden_through_coding_answers_and_completing(alone: Workspace) -> None:
    alone.execute(HideSuggestions((mine(alone),)))
    for layer in Layer:
        alone.execute(SetAnswer("article-1", str(layer), Missing.NOTHING_THERE))
    alone.execute(Complete("article-1"))
    assert alone.state.hides("article-1")
    assert alone.state.assignment("article-1").status is Status.COMPLETE


def test_a_newer_analysis_is_stored_and_stays_hidden(alone: Workspace) -> None:
    alone.execute(HideSuggestions((mine(alone),)))
    newer = a_set(alone.state.article("article-1"), *standard()[:2], repairs=(5,))
    alone.execute(StoreSuggestions(newer))
    shown = alone.state.suggestion_set("article-1")
    assert shown is not None
    assert (shown.suggestions, shown.repairs) == ((), ())
    assert verify(alone.where) == []


@pytest.mark.parametrize("command", [HideSuggestions, ShowSuggestions])
def test_once_coding_began_it_is_too_late(alone: Workspace, command: Turn) -> None:
    if command is ShowSuggestions:
        alone.execute(HideSuggestions((mine(alone),)))
    alone.execute(AddCoding("article-1", Layer.MENTION, "GPE", (span_of("Almaty"),)))
    with pytest.raises(Refused, match="must not be mixed"):
        alone.execute(command((mine(alone),)))


def test_only_who_decides_sees_in_the_list_where_suggestions_are_hidden(path: Path) -> None:
    with at_work(path, "coder-3") as cleo:
        cleo.execute(HideSuggestions((("article-1", "coder-1"), ("article-1", "coder-2"))))
        assert {h.article_id: h.hidden_from for h in cleo.queries.heads() if h.hidden_from} == {
            "article-1": 2
        }
        one = cleo.queries.head("article-1")
        assert one is not None
        assert one.hidden_from == 2
    with at_work(path, "coder-1") as ada:  # she can't pick by what she has not opened
        assert {h.hidden_from for h in ada.queries.heads()} == {0}


def test_an_act_on_many_is_all_or_nothing(path: Path) -> None:
    with at_work(path, "coder-1") as ada:
        ada.execute(AddCoding("article-2", Layer.MENTION, "GPE", (_first_word(ada),)))
    with at_work(path, "coder-3") as sue:
        with pytest.raises(Refused):
            sue.execute(HideSuggestions((HERE, ("article-2", "coder-1"))))
        assert sue.state.planned(*HERE) is None


def test_a_supervisor_hides_from_one_coder_and_not_from_the_other(path: Path) -> None:
    with at_work(path, "coder-3") as sue:
        applied = sue.execute(HideSuggestions((HERE, HERE)))
        assert applied is not None
        assert applied.entry.command == "HideSuggestions"
        assert len(applied.entry.changes.changes) == 1
        assert sue.execute(HideSuggestions((HERE,))) is None
        assert sue.state.suggestions("article-1")
    with at_work(path, "coder-1") as ada:
        assert not ada.state.suggestions("article-1")
        assert ada.queries.heads()[0].total == 0
    with at_work(path, "coder-2") as ben:
        assert ben.state.suggestions("article-1")
        assert ben.queries.heads()[0].total > 0


def test_an_export_of_a_coder_holds_no_hidden_suggestion(path: Path) -> None:
    with at_work(path, "coder-3") as sue:
        sue.execute(HideSuggestions((HERE,)))
    for viewer, seen in (("coder-1", False), ("coder-2", True), ("coder-3", True)):
        with open_queries(path, viewer) as queries, queries.snapshot() as picture:
            assert (picture.suggestion_set("article-1") is not None) is seen


@pytest.mark.parametrize("coder", ["coder-1", "coder-2"])
@pytest.mark.parametrize("command", [HideSuggestions, ShowSuggestions])
def test_a_coder_among_others_may_not(path: Path, coder: str, command: Turn) -> None:
    with at_work(path, "coder-3") as sue:
        sue.execute(HideSuggestions((HERE,)))
    with at_work(path, coder) as workspace:
        with pytest.raises(Refused, match="supervisor"):
            workspace.execute(command((HERE,)))
        with pytest.raises(Refused, match="supervisor"):
            workspace.state.planned("article-1", "coder-1" if coder == "coder-2" else "coder-2")


def test_no_other_command_lifts_the_hiding_or_rides_on_it(path: Path) -> None:
    with at_work(path, "coder-3") as sue:
        sue.execute(HideSuggestions((HERE,)))
        hidden = sue.state.planned(*HERE)
        assert hidden is not None
        more = replace(hidden, suggestions_hidden=False, note="by the way")
        with pytest.raises(Refused, match="another coder"):
            sue.execute(Put(((hidden, more),)))
    with at_work(path, "coder-1") as ada:
        with pytest.raises(Refused):
            ada.execute(Put(((hidden, replace(hidden, suggestions_hidden=False)),)))
        with pytest.raises(Refused):
            ada.execute(Put(((hidden, replace(more, status=Status.IN_PROGRESS)),)))
        with pytest.raises(Refused):
            ada.execute(Put(((hidden, None),)))
        ada.execute(Put(((hidden, replace(hidden, note="mine")),)))
        own = Assignment(pair_id("article-2", "coder-1"), "article-2", "coder-1", suggestions_hidden=True)
        with pytest.raises(Refused):
            ada.execute(add(own))


def test_the_hiding_can_not_be_undone_over_a_coder_who_began(path: Path) -> None:
    with at_work(path, "coder-3") as sue:
        sue.execute(HideSuggestions((HERE,)))
    with at_work(path, "coder-1") as ada:
        ada.execute(AddCoding("article-1", Layer.MENTION, "GPE", (span_of("Almaty"),)))
    with at_work(path, "coder-3") as sue, pytest.raises(Conflict, match="can't be undone"):
        sue.undo()
    assert verify(path) == []


ARTICLES = st.lists(st.uuids().map(str), unique=True, max_size=60)


@given(ARTICLES, st.floats(0, 1), st.integers())
def test_a_draw_is_the_same_whatever_the_order(ids: list[str], share: float, seed: int) -> None:
    taken = drawn(ids, share, seed)
    assert set(drawn(reversed(ids), share, seed)) == set(taken)
    assert list(taken) == [each for each in ids if each in taken]
    assert abs(len(taken) - share * len(ids)) <= 0.5


@given(ARTICLES, st.floats(0, 1), st.floats(0, 1), st.integers())
def test_a_larger_share_holds_the_smaller(ids: list[str], one: float, other: float, seed: int) -> None:
    less, more = sorted((one, other))
    assert set(drawn(ids, less, seed)) <= set(drawn(ids, more, seed))


def test_seeds_and_coders_draw_each_their_own() -> None:
    ids = [f"article-{n}" for n in range(200)]
    draws = {drawn(ids, 0.2, seed, coder) for seed in (1, 2) for coder in ("", "ada", "ben")}
    assert len(draws) == 6
    assert all(len(draw) == 40 for draw in draws)
    assert drawn(ids, 0.01, 1) == ("article-0", "article-94")  # for ever: studies are repeated by their seed


def _first_word(workspace: Workspace) -> Span:
    return Span(0, len(workspace.state.article("article-2").text.split()[0]))
