"""A coder's view: own work only, in step with every act, and values that never change in the hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.app.recent import KEPT
from core.domain.actor import Actor
from core.domain.article import Assignment, Question, Status, WorkTime, pair_id
from core.domain.coding import Decision, Provenance
from core.domain.errors import Refused
from core.domain.text import Span
from tests.build import TEXT, a_coding, an_article
from tests.core.app.place import add, at_work, change, make_place


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_place(tmp_path)


def records_of(coder: str) -> tuple[object, ...]:
    key = pair_id("article-1", coder)
    return (
        a_coding(id=f"coding-{coder}", coder_id=coder),
        Decision(f"decision-{coder}", "sug-1", "article-1", coder, Provenance.CONFIRMED, f"coding-{coder}"),
        Question(f"question-{coder}", "article-1", coder, "Why?", asked_at="1"),
        Assignment(key, "article-1", coder, Status.IN_PROGRESS),
        WorkTime(key, "article-1", coder, 5),
    )


def test_a_coder_never_sees_the_work_of_another(path: Path) -> None:
    with at_work(path, "coder-2") as other:
        for record in records_of("coder-2"):
            other.execute(add(record))  # type: ignore[arg-type]
    for coder in ("coder-1", "coder-3"):
        with at_work(path, coder) as workspace:
            state = workspace.state
            assert state.codings("article-1") == ()
            assert dict(state.decisions("article-1")) == {}
            assert state.questions("article-1") == ()
            assert state.assignment("article-1").status is Status.NEW
            assert state.work_time("article-1").seconds == 0
            for kind in ("coding", "decision", "question"):
                assert state.get(kind, f"{kind}-coder-2") is None
            for kind in ("assignment", "work_time"):
                assert state.get(kind, pair_id("article-1", "coder-2")) is None


@pytest.mark.parametrize("warm", [True, False])
def test_the_view_follows_each_act(path: Path, warm: bool) -> None:
    coding, decision, question, assignment, time = records_of("coder-1")
    with at_work(path) as workspace:
        state = workspace.state
        if warm:
            state.codings("article-1")
        workspace.execute(add(coding, decision, question, assignment, time))  # type: ignore[arg-type]
        assert state.codings("article-1") == (coding,)
        assert dict(state.decisions("article-1")) == {"sug-1": decision}
        assert state.questions("article-1") == (question,)
        assert state.assignment("article-1") == assignment
        assert state.work_time("article-1") == time
        workspace.undo()
        assert state.codings("article-1") == ()
        assert dict(state.decisions("article-1")) == {}
        assert state.questions("article-1") == ()
        assert state.assignment("article-1").status is Status.NEW
        assert state.work_time("article-1").seconds == 0


def test_what_was_read_does_not_change_afterwards(path: Path) -> None:
    with at_work(path) as workspace:
        codings, decisions = workspace.state.codings("article-1"), workspace.state.decisions("article-1")
        workspace.execute(add(*records_of("coder-1")))  # type: ignore[arg-type]
        assert codings == ()
        assert dict(decisions) == {}


def test_codings_stand_in_reading_order_after_every_change(path: Path) -> None:
    late = a_coding([Span(90, 95)], id="a")
    early = a_coding([Span(0, 5)], id="b")
    whole = a_coding([Span(0, 50)], id="c")
    with at_work(path) as workspace:
        workspace.state.codings("article-1")
        for coding in (late, early, whole):
            workspace.execute(add(coding))
        assert workspace.state.codings("article-1") == (whole, early, late)
        moved = replace(whole, spans=(Span(60, 70),), quotes=a_coding([Span(60, 70)]).quotes)
        workspace.execute(change(whole, moved))
        assert workspace.state.codings("article-1") == (early, moved, late)
        workspace.execute(change(early, None))
        assert workspace.state.codings("article-1") == (moved, late)


def test_the_projects_own_actor_comes_before_the_shipped_one(path: Path) -> None:
    own = Actor("AZE", "Republic of Azerbaijan")
    with at_work(path) as workspace:
        shipped = workspace.state.actor("AZE")
        assert shipped is not None
        workspace.execute(add(own))
        assert workspace.state.actor("AZE") == own
        assert sum(a.id == "AZE" for a in workspace.state.actors()) == 1
        workspace.undo()
        assert workspace.state.actor("AZE") == shipped
        assert workspace.state.actor("nobody") is None


def test_articles_and_their_heads_are_read_and_followed(path: Path) -> None:
    with at_work(path) as workspace:
        article = workspace.state.article("article-1")
        assert article.text == TEXT
        workspace.execute(change(article, replace(article, title="Corrected")))
        assert workspace.state.article("article-1").title == "Corrected"
        with pytest.raises(KeyError):
            workspace.state.article("nowhere")
        made = workspace.state.suggestion_set("article-1")
        assert made is not None
        assert len(made.suggestions) == 4
        assert workspace.state.suggestion_set("article-2") is None


def test_memory_stays_bounded_and_still_tells_the_truth(path: Path) -> None:
    with at_work(path) as workspace:
        texts = [f"{TEXT} again {n}" for n in range(KEPT * 2)]
        workspace.execute(
            add(*(an_article(text, id=f"more-{n}") for n, text in enumerate(texts)), undoable=False)
        )
        for n, text in enumerate(texts):
            assert workspace.state.article(f"more-{n}").text == text
            workspace.execute(add(a_coding(id=f"c-{n}", article_id=f"more-{n}")))
        assert len(workspace.state._work._values) <= KEPT
        assert [c.id for c in workspace.state.codings("more-0")] == ["c-0"]


def test_an_unknown_coder_is_refused_and_leaves_no_lock(path: Path) -> None:
    with pytest.raises(Refused), at_work(path, "nobody"):
        pass
    with at_work(path) as workspace:
        assert workspace.state.coder.name == "Ada"
        assert workspace.state.project.name == "Test"
        assert workspace.state.codebook.version == 1
