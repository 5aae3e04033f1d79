"""Rounds and assignments: who may plan, what coders then see, and that nothing gets lost on the way."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from core.app.checking import verify
from core.app.commands.accounts import ChangeAccount
from core.app.commands.article import Complete, Reopen, SetAnswer, SetNote
from core.app.commands.assigning import AssignArticles, MoveWork, Pause, SendBack, Unassign, moves
from core.app.commands.base import Command
from core.app.commands.code import AddCoding
from core.app.commands.corpus import ImportArticles
from core.app.commands.rounds import BeginRound, CloseRound, CreateRound
from core.app.workspace import Workspace
from core.domain.article import Article, Assignment, Role, RoundKind, Status, pair_id
from core.domain.coding import Layer, Missing
from core.domain.errors import Refused
from core.domain.rules import ARTICLE
from core.domain.sampling import Plan, share_of
from core.domain.standing import Standing
from core.domain.text import Span
from tests.build import TEXT, an_article
from tests.core.app.place import at_work, make_place

BOTH = ("coder-1", "coder-2")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Ada and Ben code, Cleo supervises; 13 articles, two of them nearly the same."""
    made = make_place(tmp_path)
    with at_work(made, "coder-3") as cleo:
        cleo.execute(ImportArticles(tuple(_article(number) for number in range(4, 14))))
    return made


def _article(number: int) -> Article:
    return an_article(
        f"{TEXT} No {number}.",
        id=f"article-{number}",
        position=number,
        group="wire" if number in (4, 5) else "",
        source="AFP" if number % 2 else "Reuters",
    )


def a_round(name: str = "Main", kind: RoundKind = RoundKind.MAIN, **plan: object) -> CreateRound:
    return CreateRound(name, kind, Plan(BOTH, **{"seed": 7, "overlap": 0.5, **plan}))  # type: ignore[arg-type]


def finish(workspace: Workspace, article_id: str) -> None:
    workspace.execute(SetAnswer(article_id, ARTICLE, Missing.NOTHING_THERE))
    workspace.execute(Complete(article_id))


def listed(workspace: Workspace) -> list[str]:
    return [head.article_id for head in workspace.queries.heads(limit=1000)]


def cell(workspace: Workspace, article_id: str, coder_id: str) -> Standing:
    for row in workspace.planning.rows(limit=1000):
        for one in row.cells:
            if (one.article_id, one.coder_id) == (article_id, coder_id):
                return one.standing
    return Standing.NOT_ASSIGNED


def refused(workspace: Workspace, command: Command) -> str:
    before = workspace.state.rounds(), [e.seq for e in workspace.queries.journal(limit=1)]
    with pytest.raises(Refused) as told:
        workspace.execute(command)
    assert (workspace.state.rounds(), [e.seq for e in workspace.queries.journal(limit=1)]) == before
    return told.value.code


def test_a_round_gives_out_what_it_drew_and_coders_see_theirs_only(path: Path) -> None:
    with at_work(path, "coder-1") as ada:
        assert len(listed(ada)) == 13  # without rounds, as ever
    with at_work(path, "coder-3") as cleo:
        cleo.execute(a_round(repeats=0.5))
        (made,) = cleo.state.rounds()
        assert (made.kind, made.seed, made.codebook_version) == (RoundKind.MAIN, 7, 1)
        assert dict(made.settings)["overlap"] == "0.5"
        given = cleo.state.given_out(round_id=made.id)
        repeats = cleo.state.repeats()
        assert set(listed(cleo)) == {one.article_id for one in given}  # supervisors see all
    for coder in BOTH:
        with at_work(path, coder) as workspace:
            mine = {one.article_id for one in given if one.coder_id == coder}
            assert set(listed(workspace)) == mine
            assert workspace.queries.count() == len(mine) == workspace.queries.progress().articles
            assert {head.article_id for head in workspace.queries.heads(search="Aliyev")} == mine
            own = [one for one in mine if one not in repeats]
            assert len(mine) - len(own) == share_of(len(own), 0.5)
            for article_id in mine & repeats:
                again = workspace.state.article(article_id)
                assert again.repeat_of in own
                assert again.text == workspace.state.article(again.repeat_of).text
            for other in {one.article_id for one in given} - mine:
                assert workspace.queries.head(other) is None
                assert workspace.state.given(other) is False
    assert verify(path) == []


def test_near_duplicates_come_into_a_reliability_sample_once(path: Path) -> None:
    with at_work(path, "coder-3") as cleo:
        cleo.execute(a_round(kind=RoundKind.RELIABILITY, overlap=1.0, unique=True))
        of = Counter(one.article_id for one in cleo.state.given_out())
    assert len({"article-4", "article-5"} & set(of)) == 1
    assert set(of.values()) == {2}


def test_a_round_is_one_act_that_undo_takes_back_whole(path: Path) -> None:
    with at_work(path, "coder-3") as cleo:
        before = listed(cleo)
        cleo.execute(a_round(repeats=1.0))
        cleo.undo()
        assert (listed(cleo), cleo.state.rounds(), cleo.state.given_out()) == (before, (), ())
        cleo.redo()
        assert len(cleo.state.rounds()) == 1
    assert verify(path) == []


def test_a_share_is_coded_without_suggestions_and_repeats_alike(path: Path) -> None:
    with at_work(path, "coder-3") as cleo:
        cleo.execute(CreateRound("Anchors", RoundKind.MAIN, Plan(BOTH, 2, 1.0, repeats=1.0), hidden=0.5))
        given = {(one.article_id, one.coder_id): one for one in cleo.state.given_out()}
        repeats = cleo.state.repeats()
        for coder in BOTH:
            own = [one for one in given.values() if one.coder_id == coder and one.article_id not in repeats]
            assert sum(one.suggestions_hidden for one in own) == share_of(len(own), 0.5)
        for (article_id, coder), one in given.items():
            if article_id in repeats:
                first = given[cleo.state.article(article_id).repeat_of, coder]
                assert one.suggestions_hidden == first.suggestions_hidden


def test_a_second_round_draws_from_what_is_left_and_from_nothing_begun(path: Path) -> None:
    with at_work(path, "coder-1") as ada:
        ada.execute(AddCoding("article-2", Layer.MENTION, "GPE", (Span(0, 9),)))
    with at_work(path, "coder-3") as cleo:
        cleo.execute(a_round("Training", RoundKind.TRAINING, articles=4))
        first = {one.article_id for one in cleo.state.given_out() if one.round_id}
        cleo.execute(a_round("Main"))
        made = cleo.state.rounds()[1]
        second = {one.article_id for one in cleo.state.given_out(round_id=made.id)}
        assert len(first) == 4
        assert len(second) == 8
        assert not first & second
        assert "article-2" not in first | second
        assert refused(cleo, a_round("Third")) == "no-articles"
        assert (
            refused(cleo, CreateRound("Third", RoundKind.MAIN, Plan(BOTH), 0.0, ("article-2",))) == "not-free"
        )
        cleo.execute(AssignArticles(made.id, (("article-2", "coder-1"),)))  # what was begun is taken in
    with at_work(path, "coder-1") as ada:
        assert "article-2" in listed(ada)
        assert len(ada.state.codings("article-2")) == 1


def test_only_who_decides_plans(path: Path) -> None:
    with at_work(path, "coder-3") as cleo:
        cleo.execute(a_round())
        round_id = cleo.state.rounds()[0].id
    with at_work(path, "coder-1") as ada:
        pair = (listed(ada)[0], "coder-1")
        for command in (
            a_round("Mine"),
            CloseRound(round_id),
            AssignArticles(round_id, (pair,)),
            Unassign((pair,)),
            MoveWork("coder-2", ("coder-1",)),
            Pause((pair,)),
            SendBack(*pair, "again"),
        ):
            assert refused(ada, command) == "not-yours"
        with pytest.raises(Refused, match="who codes what"):
            _ = ada.planning


def test_what_makes_no_sense_is_refused_and_changes_nothing(path: Path) -> None:
    with at_work(path, "coder-3") as cleo:
        cleo.execute(a_round())
        for command, code in (
            (a_round("  "), "no-name"),
            (a_round("MAIN"), "same-name"),
            (CreateRound("X", RoundKind.MAIN, Plan(("nobody",), 1)), "no-coder"),
            (CreateRound("X", RoundKind.MAIN, Plan(BOTH), hidden=2.0), "no-articles"),
            (CloseRound("nowhere"), "no-round"),
            (AssignArticles("nowhere", ()), "no-round"),
            (AssignArticles(cleo.state.rounds()[0].id, (("nowhere", "coder-1"),)), "no-article"),
            (Unassign((("article-1", "coder-3"),)), "not-assigned"),
            (MoveWork("coder-1", ("coder-1",)), "no-coders"),
        ):
            assert refused(cleo, command) == code


def test_who_has_left_or_only_reads_is_given_nothing(path: Path) -> None:
    with at_work(path, "coder-3") as cleo:
        cleo.execute(ChangeAccount("coder-1", active=False))
        assert refused(cleo, a_round()) == "left"
        cleo.execute(ChangeAccount("coder-1", active=True, role=Role.RESEARCHER))
        assert refused(cleo, a_round()) == "left"


def test_what_is_paused_leaves_the_list_and_cannot_be_coded(path: Path) -> None:
    with at_work(path, "coder-3") as cleo:
        cleo.execute(a_round())
    with at_work(path, "coder-1") as ada:
        article_id = listed(ada)[0]
    with at_work(path, "coder-3") as cleo:
        cleo.execute(Pause(((article_id, "coder-1"),)))
        assert cell(cleo, article_id, "coder-1") is Standing.PAUSED
    with at_work(path, "coder-1") as ada:
        assert article_id not in listed(ada)
        code = refused(ada, AddCoding(article_id, Layer.MENTION, "GPE", (Span(0, 9),)))
        assert code == "not-given"
    with at_work(path, "coder-3") as cleo:
        cleo.execute(Pause(((article_id, "coder-1"),), paused=False))
        assert cell(cleo, article_id, "coder-1") is Standing.NEW
    with at_work(path, "coder-1") as ada:
        ada.execute(AddCoding(article_id, Layer.MENTION, "GPE", (Span(0, 9),)))
    assert verify(path) == []


def test_a_closed_round_is_coded_no_more_until_it_is_opened(path: Path) -> None:
    with at_work(path, "coder-3") as cleo:
        cleo.execute(a_round())
        made = cleo.state.rounds()[0]
        cleo.execute(CloseRound(made.id))
        assert refused(cleo, AssignArticles(made.id, (("article-1", "coder-1"),))) == "closed"
    with at_work(path, "coder-1") as ada:
        assert listed(ada) == []
        assert refused(ada, SetAnswer("article-1", ARTICLE, Missing.NOTHING_THERE)) == "not-given"
    with at_work(path, "coder-3") as cleo:
        cleo.execute(CloseRound(made.id, closed=False))
    with at_work(path, "coder-1") as ada:
        assert listed(ada)


def test_sent_back_is_open_again_until_its_coder_completes_it(path: Path) -> None:
    with at_work(path, "coder-3") as cleo:
        cleo.execute(a_round())
    with at_work(path, "coder-1") as ada:
        article_id = listed(ada)[0]
        finish(ada, article_id)
        pair = (article_id, "coder-1")
    with at_work(path, "coder-3") as cleo:
        assert refused(cleo, SendBack(*pair, " ")) == "no-words"
        cleo.execute(SendBack(*pair, "Look at the second quote."))
        assert refused(cleo, SendBack(*pair, "Once more.")) == "not-complete"
        assert cell(cleo, *pair) is Standing.SENT_BACK
    with at_work(path, "coder-1") as ada:
        head = ada.queries.head(article_id)
        assert head is not None
        assert (head.status, head.returned) == (Status.IN_PROGRESS, "Look at the second quote.")
        assert ada.queries.count(status="complete") == 0
        ada.execute(SetAnswer(article_id, ARTICLE, None))
        assert ada.state.assignment(article_id).status is Status.IN_PROGRESS
        ada.undo()
        ada.redo()
        finish(ada, article_id)
        assert ada.state.assignment(article_id).returned == ""
        ada.undo()
        assert ada.state.assignment(article_id).returned == "Look at the second quote."
        ada.redo()
        ada.execute(Reopen(article_id))
    with at_work(path, "coder-3") as cleo:
        assert cell(cleo, *pair) is Standing.IN_PROGRESS
    assert verify(path) == []


def test_what_is_not_begun_is_taken_back_and_what_is_begun_is_not(path: Path) -> None:
    with at_work(path, "coder-3") as cleo:
        cleo.execute(a_round())
    with at_work(path, "coder-1") as ada:
        first, second, third = listed(ada)[:3]
        ada.execute(SetNote(first, "odd"))
        finish(ada, second)
    with at_work(path, "coder-3") as cleo:
        for begun in (first, second):
            assert refused(cleo, Unassign(((third, "coder-1"), (begun, "coder-1")))) == "begun"
        cleo.execute(Unassign(((third, "coder-1"),)))
        assert cell(cleo, third, "coder-1") is Standing.NOT_ASSIGNED
        cleo.undo()
        assert cell(cleo, third, "coder-1") is Standing.NEW


def test_the_work_of_who_leaves_goes_to_others_and_what_is_begun_is_told(path: Path) -> None:
    with at_work(path, "coder-3") as cleo:
        cleo.execute(a_round(repeats=0.2))
        given = cleo.state.given_out()
    with at_work(path, "coder-1") as ada:
        begun, done = listed(ada)[:2]
        ada.execute(AddCoding(begun, Layer.MENTION, "GPE", (Span(0, 9),)))
        finish(ada, done)
    with at_work(path, "coder-3") as cleo:
        found = moves(cleo.state, "coder-1", ("coder-2",))
        assert [one.article_id for one in found.begun] == [begun]
        both = {one.article_id for one in given if one.coder_id == "coder-2"}
        assert {one.article_id for one in found.stuck} <= both
        assert found.moved
        assert found.dropped
        cleo.execute(MoveWork("coder-1", ("coder-2",)))
        left = {one.article_id for one in cleo.state.given_out(coder_id="coder-1")}
        assert left == {begun, done, *(one.article_id for one in found.stuck)}
        has = {one.article_id for one in cleo.state.given_out(coder_id="coder-2")}
        assert {one.article_id for one, _ in found.moved} <= has
        assert f"To others: {len(found.moved)}; begun" in found.text
        cleo.undo()
        assert len(cleo.state.given_out()) == len(given)
    assert verify(path) == []


def test_a_move_fills_up_who_has_least_to_do(path: Path) -> None:
    with at_work(path, "coder-3") as cleo:
        cleo.execute(CreateRound("Solo", RoundKind.MAIN, Plan(("coder-1",), 1)))
        cleo.execute(MoveWork("coder-1", ("coder-2", "coder-3")))
        load = Counter(one.coder_id for one in cleo.state.given_out())
    assert sorted(load.values()) == [6, 7]


def test_the_matrix_and_its_counts_agree(path: Path) -> None:
    with at_work(path, "coder-3") as cleo:
        cleo.execute(a_round())
        cleo.execute(a_round("More", articles=1)) if cleo.state.stock() else None
    with at_work(path, "coder-2") as ben:
        finish(ben, listed(ben)[0])
    with at_work(path, "coder-3") as cleo:
        seen = cleo.planning.overview()
        made = cleo.state.rounds()[0]
        rows = cleo.planning.rows(round_id=made.id, limit=1000)
        cells = [one for row in rows for one in row.cells]
        assert len(rows) == cleo.planning.count(round_id=made.id) == 13
        for coder in BOTH:
            counted = Counter(one.standing for one in cells if one.coder_id == coder)
            assert seen.of_coder(coder) == seen.of(coder, made.id) == dict(counted)
        assert seen.of_round(made.id) == dict(Counter(one.standing for one in cells))
        assert seen.of_coder("coder-2")[Standing.COMPLETE] == 1
        pages = [row for at in range(0, 13, 4) for row in cleo.planning.rows(limit=4, offset=at)]
        assert [row.article_id for row in pages] == [row.article_id for row in rows]
        assert [row.source for row in cleo.planning.rows(search="reuters")].count("Reuters") == 5


def test_without_rounds_what_somebody_began_is_told_as_it_is(path: Path) -> None:
    with at_work(path, "coder-1") as ada:
        finish(ada, "article-1")
    with at_work(path, "coder-3") as cleo:
        assert cell(cleo, "article-1", "coder-1") is Standing.COMPLETE
        assert cleo.planning.overview().of_coder("coder-1") == {Standing.COMPLETE: 1}


def test_a_supervisor_never_changes_the_work_itself(path: Path) -> None:
    from tests.core.app.place import change

    with at_work(path, "coder-3") as cleo:
        cleo.execute(a_round())
        one = cleo.state.given_out(coder_id="coder-1")[0]
        done = Assignment(
            pair_id(one.article_id, "coder-1"),
            one.article_id,
            "coder-1",
            Status.COMPLETE,
            round_id=one.round_id,
        )
        assert refused(cleo, change(one, done)) == "not-yours"


def test_a_round_begun_empty_is_filled_by_hand_and_taken_back(path: Path) -> None:
    with at_work(path, "coder-3") as cleo:
        cleo.execute(BeginRound("By hand", RoundKind.TRAINING))
        (made,) = cleo.state.rounds()
        assert (made.kind, dict(made.settings)) == (RoundKind.TRAINING, {"assigned": "by hand"})
        cleo.execute(AssignArticles(made.id, (("article-1", "coder-1"), ("article-2", "coder-2"))))
        assert refused(cleo, BeginRound(" by HAND ", RoundKind.MAIN)) == "same-name"
        assert refused(cleo, BeginRound(" ", RoundKind.MAIN)) == "no-name"
    with at_work(path, "coder-1") as ada:
        assert listed(ada) == ["article-1"]
        assert refused(ada, BeginRound("Mine", RoundKind.MAIN)) == "not-yours"
    with at_work(path, "coder-3") as cleo:
        cleo.undo()
        cleo.undo()
        assert (cleo.state.rounds(), cleo.state.given_out()) == ((), ())
    assert verify(path) == []
