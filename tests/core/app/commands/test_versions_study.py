"""A corrected text within a study: rounds, what is complete, hidden repeats, near-duplicates."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.app.checking import verify
from core.app.commands.article import Complete, SetAnswer
from core.app.commands.code import AddCoding, ChangeCoding
from core.app.commands.codebook import ConfirmRecode
from core.app.commands.parts import Edit
from core.app.commands.rounds import CloseRound, CreateRound
from core.app.commands.versions import impact_on, texts_of
from core.app.workspace import Workspace
from core.domain.article import RoundKind, Status
from core.domain.coding import Layer, Missing
from core.domain.errors import Refused
from core.domain.sampling import Plan
from core.domain.text import Span
from tests.core.app.commands.versions_kit import BETTER, add_name, correct, everything, worked_place
from tests.core.app.place import at_work


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return worked_place(tmp_path)


def complete(workspace: Workspace, article_id: str) -> None:
    workspace.execute(SetAnswer(article_id, str(Layer.STATEMENT), Missing.NOTHING_THERE))
    workspace.execute(SetAnswer(article_id, str(Layer.EVENT), Missing.NOTHING_THERE))
    workspace.execute(SetAnswer(article_id, str(Layer.TOPIC), Missing.NOTHING_THERE))
    workspace.execute(Complete(article_id, leave_unchecked=True))


@pytest.mark.parametrize("closed", [False, True])
def test_a_complete_article_comes_back_when_there_is_something_to_look_at(path: Path, closed: bool) -> None:
    with at_work(path, "coder-3") as cleo:
        how = Plan(("coder-1", "coder-2"), per_article=2, overlap=1.0, seed=1)
        cleo.execute(CreateRound("Main", RoundKind.MAIN, how, article_ids=("article-2",)))
        (round_id,) = [one.id for one in cleo.state.rounds()]
    with at_work(path, "coder-1") as ada:
        ada.execute(add_name("Almaty", "article-2"))
        complete(ada, "article-2")
    with at_work(path, "coder-2") as ben:
        ben.execute(add_name("Armenia", "article-2"))
        complete(ben, "article-2")
    with at_work(path, "coder-3") as cleo:
        if closed:
            cleo.execute(CloseRound(round_id))
        cleo.execute(correct(BETTER, "article-2"))
        new = cleo.state.versions.newest("article-2")
        given = {one.coder_id: one for one in cleo.state.given_out(round_id=round_id)}
        assert {one.article_id for one in given.values()} == {new}
        assert {one.status for one in given.values()} == {Status.COMPLETE}
        told = "" if closed else "The text was corrected: look at 1 coding again (Shift+F3)."
        assert (given["coder-1"].returned, given["coder-2"].returned) == (told, "")
    if closed:
        return
    _answer(path, new)


def _answer(path: Path, new: str) -> None:
    with at_work(path, "coder-1") as ada:
        (asked,) = ada.state.recodes()
        before = ada.state.codings(new)
        ada.execute(ConfirmRecode(asked.id))
        assert ada.state.recodes() == ()
        assert ada.state.codings(new) == before
        (coding,) = before
        ada.execute(ChangeCoding(coding.id, Edit(category="ORG")))
    with at_work(path, "coder-2") as ben, pytest.raises(Refused, match="complete"):
        ben.execute(AddCoding(new, Layer.MENTION, "GPE", (Span(0, 9),)))
    assert verify(path) == []


def test_hidden_repeats_get_the_same_text(path: Path) -> None:
    with at_work(path, "coder-3") as cleo:
        how = Plan(("coder-1",), per_article=1, overlap=0.0, seed=1, repeats=1.0)
        cleo.execute(CreateRound("Main", RoundKind.MAIN, how, article_ids=("article-2",)))
        (repeat,) = cleo.state.repeats()
    with at_work(path, "coder-1") as ada:
        ada.execute(add_name("Almaty", repeat))
    before = everything(path)
    with at_work(path, "coder-3") as cleo:
        assert impact_on(texts_of(cleo.state, repeat), BETTER).changed == 1
        cleo.execute(correct(BETTER, repeat))
        base, again = cleo.state.versions.newest("article-2"), cleo.state.versions.newest(repeat)
        assert cleo.state.article(base).text == cleo.state.article(again).text == BETTER
        assert (cleo.state.article(base).repeat_of, cleo.state.article(again).repeat_of) == ("", base)
        assert cleo.state.repeats() == {again}
        assert cleo.state.planned(again, "coder-1") is not None
        cleo.undo()
    assert everything(path) == before


def test_nearly_the_same_articles_stay_a_group_and_draws_take_the_newest(path: Path) -> None:
    with at_work(path, "coder-3") as cleo:
        cleo.execute(correct(BETTER, "article-3"))
        new = cleo.state.versions.newest("article-3")
        assert [one.id for one in cleo.state.stock()] == ["article-2", new]
        assert new in cleo.queries.design().articles
        assert "article-3" not in cleo.queries.design().articles
