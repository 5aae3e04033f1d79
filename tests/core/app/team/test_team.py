"""What a coder does reaches the server once; what others do comes from there, each seeing what is theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.app.checking import verify
from core.app.team.messages import Bug
from core.domain.actor import Actor
from core.domain.article import Assignment, Question, Round, RoundKind, WorkTime, pair_id
from core.domain.changes import Origin, Record
from core.domain.errors import Conflict, Refused
from core.storage.store import Store
from tests.build import a_coding, an_article
from tests.core.app.team.desks import Desk
from tests.core.storage.served import ServedProject

OpenDesk = Callable[..., Desk]


def on_server(served: ServedProject, kind: str) -> list[Record]:
    store = Store.open(served.admin, read_only=True)
    try:
        return store.select(kind)
    finally:
        store.close()


def test_an_act_is_at_hand_at_once_and_on_the_server_soon(served: ServedProject, desk: OpenDesk) -> None:
    ada = desk(served.coders[0])
    coding = a_coding(coder_id="coder-1")
    ada.make(coding)
    assert ada.workspace.state.codings("article-1") == (coding,)
    assert ada.team.view.waiting == 1
    ada.settle()
    assert on_server(served, "coding") == [coding]
    ada.workspace.undo()
    ada.settle()
    assert on_server(served, "coding") == []
    ada.workspace.redo()
    ada.settle()
    assert on_server(served, "coding") == [coding]
    assert verify(served.admin) == []


def test_what_others_share_appears_and_their_own_work_does_not(served: ServedProject, desk: OpenDesk) -> None:
    ada, ben = desk(served.coders[0]), desk(served.coders[1])
    actor = Actor("org:x", "X")
    ada.make(actor, a_coding(coder_id="coder-1"))
    ben.until(lambda: ben.workspace.state.actor("org:x") == actor)
    assert ben.heard[-1].origin is Origin.REMOTE
    assert ben.mirror.select("coding") == []
    ben.change(actor, replace(actor, name="Y"))
    ada.until(lambda: ada.workspace.state.actor("org:x") == replace(actor, name="Y"))
    with pytest.raises(Conflict):
        ada.workspace.undo()


def test_a_supervisor_sees_all_and_a_coder_hears_what_is_for_them(
    served: ServedProject, desk: OpenDesk
) -> None:
    sue, ada, ben = desk(served.supervisor), desk(served.coders[0]), desk(served.coders[1])
    question = Question("q-1", "article-1", "coder-1", "Who is this?", asked_at="2026-01-01T00:00:00Z")
    ada.make(question)
    sue.until(lambda: sue.mirror.select("question") == [question])
    answered = replace(question, answer="The minister.", settled=True)
    sue.change(question, answered)
    ada.until(lambda: ada.workspace.state.questions("article-1") == (answered,))
    ben.settle()
    assert ben.mirror.select("question") == []


def test_an_article_given_out_comes_with_what_is_known_of_it(served: ServedProject, desk: OpenDesk) -> None:
    sue, ada = desk(served.supervisor), desk(served.coders[0])
    more = an_article("Something else happened in Almaty.", id="article-2")
    given = Assignment(pair_id("article-2", "coder-1"), "article-2", "coder-1", round_id="r-1")
    sue.make(more, Round("r-1", "Round 1", RoundKind.MAIN), given)
    ada.until(lambda: ada.workspace.state.given("article-2"))
    ada.until(lambda: "article-2" in ada.mirror.article_ids())
    assert ada.workspace.state.article("article-2") == more
    ada.until(lambda: not ada.workspace.state.given("article-1"))


def test_acts_of_the_same_coder_elsewhere_join_the_history(served: ServedProject, desk: OpenDesk) -> None:
    here, there = desk(served.coders[0], home="desktop"), desk(served.coders[0], home="laptop")
    coding = a_coding(coder_id="coder-1")
    here.make(coding, label="Code it")
    there.until(lambda: there.workspace.state.codings("article-1") == (coding,))
    there.until(lambda: there.workspace.history.undo_label == "Code it")
    there.workspace.undo()
    here.until(lambda: here.workspace.state.codings("article-1") == ())
    assert verify(served.admin) == []
    there.settle()
    store = Store.open(served.admin, read_only=True)
    last = store.entry(store.last_seq())
    store.close()
    assert (last.origin, last.step) == (Origin.UNDO, last.seq - 1)


def test_a_second_opening_finds_the_copy_and_the_history(served: ServedProject, desk: OpenDesk) -> None:
    ada = desk(served.coders[0])
    ada.make(a_coding(coder_id="coder-1"), label="Code it")
    ada.settle()
    ada.close()
    again = desk(served.coders[0])
    assert again.workspace.history.undo_label == "Code it"
    fresh = desk(served.coders[0], home="another computer")
    assert fresh.workspace.history.undo_label == "Code it"
    fresh.workspace.undo()
    fresh.settle()
    assert on_server(served, "coding") == []


def test_time_on_task_at_two_desks_is_added(served: ServedProject, desk: OpenDesk) -> None:
    here, there = desk(served.coders[0], home="desktop"), desk(served.coders[0], home="laptop")
    spent = WorkTime(pair_id("article-1", "coder-1"), "article-1", "coder-1", 10)
    there.leave()
    here.make(spent)
    here.settle()
    there.make(replace(spent, seconds=5))
    there.come_back()
    there.settle()
    both = replace(spent, seconds=15)
    assert on_server(served, "work_time") == [both]
    there.until(lambda: there.mirror.select("work_time") == [both])
    here.until(lambda: here.mirror.select("work_time") == [both])


def test_an_act_the_server_refuses_is_kept_told_and_can_be_done_again(
    served: ServedProject, desk: OpenDesk
) -> None:
    ada, ben = desk(served.coders[0]), desk(served.coders[1])
    actor = Actor("org:x", "X")
    theirs, mine = replace(actor, name="Theirs"), replace(actor, name="Mine")
    ada.make(actor)
    ben.until(lambda: ben.workspace.state.actor("org:x") == actor)
    ben.leave()
    ada.change(actor, theirs)
    ada.settle()
    ben.change(actor, mine, "Rename")
    coding = a_coding(coder_id="coder-2")
    ben.make(coding)
    ben.come_back()
    ben.settle()
    assert ben.team.view.held == 1
    assert ben.workspace.state.actor("org:x") == theirs
    assert on_server(served, "coding") == [coding]  # the next act is none the worse
    (held,) = ben.team.held()
    assert held.entry.label == "Rename"
    assert "changed the same thing" in held.said
    ben.leave()
    ben.come_back()
    assert [one.entry.label for one in ben.team.held()] == ["Rename"]
    ben.team.do_again(held.entry.seq)
    ben.settle()
    assert on_server(served, "actor") == [mine]
    assert ben.team.held() == []
    ben.workspace.undo()
    ben.settle()
    assert on_server(served, "actor") == [theirs]
    assert verify(served.admin) == []


def test_a_refused_act_may_be_let_be(served: ServedProject, desk: OpenDesk) -> None:
    ada, ben = desk(served.coders[0]), desk(served.coders[1])
    actor = Actor("org:x", "X")
    ada.make(actor)
    ben.until(lambda: ben.workspace.state.actor("org:x") == actor)
    ben.leave()
    ada.change(actor, None)
    ada.settle()
    ben.change(actor, replace(actor, name="Mine"))
    ben.workspace.undo()
    ben.come_back()
    ben.settle()
    assert ben.workspace.state.actor("org:x") is None
    for held in ben.team.held():
        ben.team.let_be(held.entry.seq)
    assert ben.team.held() == []
    with pytest.raises(Refused):
        ben.team.let_be(held.entry.seq)
    assert on_server(served, "actor") == []


def test_time_on_an_article_that_was_taken_away_does_not_stop_what_comes_after(
    served: ServedProject, desk: OpenDesk
) -> None:
    sue, ada = desk(served.supervisor), desk(served.coders[0])
    ada.leave()
    given = Assignment(pair_id("article-2", "coder-1"), "article-2", "coder-1", round_id="r-1")
    sue.make(an_article("More.", id="article-2"), Round("r-1", "Round 1", RoundKind.MAIN), given)
    sue.settle()
    actor = Actor("org:x", "X")
    ada.make(WorkTime(pair_id("article-1", "coder-1"), "article-1", "coder-1", 10), label="Time")
    ada.make(actor)
    ada.come_back()
    ada.settle()
    assert on_server(served, "actor") == [actor]
    assert on_server(served, "work_time") == []
    assert [one.entry.label for one in ada.team.held()] == ["Time"]


def test_a_fault_while_closing_leaves_nobody_at_the_server(served: ServedProject, desk: OpenDesk) -> None:
    ada = desk(served.coders[0])
    ada.settle()
    ada.make(Actor("org:x", "X"))
    ada.team._hear(Bug(ValueError("unforeseen")))
    with pytest.raises(ValueError, match="unforeseen"):
        ada.team.close()
    assert not ada.team._worker._thread.is_alive()
