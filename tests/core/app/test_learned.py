"""A coder's decisions change what that coder is shown, from the next article opened, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.app.checking import verify
from core.app.commands.corpus import ImportArticles, StoreSuggestions
from core.app.commands.decide import Accept, AcceptAll, AcceptLikeThis, FixSuggestion, Reject
from core.app.commands.parts import Edit
from core.app.learned import counted
from core.app.workspace import Workspace
from core.domain.article import Article
from core.domain.coding import Layer, Suggestion
from core.domain.suggestion import SuggestionSet
from core.domain.text import Span
from core.domain.weights import ENOUGH, Weights, fit
from core.storage.store import Store
from tests.build import a_suggestion, an_article
from tests.core.app.place import at_work, make_place

MANY = " ".join(f"Name{number}" for number in range(ENOUGH + 20))
NEXT = "Name1 met Name2 and Someone."


def names(text: str, *, rule: str, confidence: float = 0.6) -> tuple[Suggestion, ...]:
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == " ")]
    return tuple(
        a_suggestion(
            (Span(start, start + len(text[start:].split()[0].rstrip("."))),),
            id=f"s{number}",
            rule=rule,
            confidence=confidence,
            reason="in a list",
        )
        for number, start in enumerate(starts)
    )


def analysed(article: Article, *found: Suggestion) -> SuggestionSet:
    return SuggestionSet(article.id, article.id, article.sha256, "m", suggestions=found)


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workspace]:
    """Two more articles: one of many names, and a next one with two of them and an unknown one."""
    with at_work(make_place(tmp_path)) as workspace:
        many, then = an_article(MANY, id="many", position=8), an_article(NEXT, id="next", position=9)
        workspace.execute(ImportArticles((many, then)))
        workspace.execute(StoreSuggestions(analysed(many, *names(MANY, rule="mention.list"))))
        wanted = [s for s in names(NEXT, rule="mention.list") if s.spans[0].of(NEXT).istitle()]
        workspace.execute(StoreSuggestions(analysed(then, *wanted)))
        yield workspace


def shown(workspace: Workspace, article_id: str = "next") -> dict[str, float]:
    found = workspace.state.suggestion_set(article_id)
    assert found is not None
    text = workspace.state.article(article_id).text
    return {s.spans[0].of(text): s.confidence for s in found.suggestions}


def accept(workspace: Workspace, numbers: range) -> None:
    for number in numbers:
        workspace.execute(Accept("many", f"s{number}"))


def test_enough_right_ones_make_the_next_ones_surer_and_the_card_says_so(work: Workspace) -> None:
    accept(work, range(3, ENOUGH + 3))
    assert shown(work)["Someone"] == 0.6  # nothing jumps before an article is opened
    work.state.learned.renew()
    now = shown(work)["Someone"]
    assert now > 0.85
    reason = next(s.reason for s in work.state.suggestion_set("next").suggestions if s.confidence == now)  # type: ignore[union-attr]
    assert reason == f"in a list · usually right here: {ENOUGH} of {ENOUGH}"
    assert work.state.analysis("next") == work._store.get("suggestion_set", "next")
    assert {s.confidence for s in work.state.analysis("next").suggestions} == {0.6}  # type: ignore[union-attr]


def test_taking_a_decision_back_unlearns_it(work: Workspace) -> None:
    accept(work, range(3, ENOUGH + 3))
    work.undo()
    work.state.learned.renew()
    assert shown(work)["Someone"] == 0.6
    work.redo()
    work.state.learned.renew()
    assert shown(work)["Someone"] > 0.85


def test_what_is_counted_on_the_way_is_what_the_store_says(work: Workspace) -> None:
    accept(work, range(10))
    work.execute(Reject("many", "s20"))
    work.execute(FixSuggestion("many", "s21", Edit(category="ORG")))
    work.execute(AcceptAll("many", ("s30", "s31")))
    work.undo()
    work.execute(AcceptAll("many", ("s32", "s33")))
    assert fit(work.state.learned.counts) == fit(counted(work._store, "coder-1"))


def test_the_machine_s_own_word_is_kept_with_the_decision(work: Workspace) -> None:
    accept(work, range(ENOUGH))
    work.state.learned.renew()
    work.execute(Reject("next", "s4"))
    made = work.state.decisions("next")["s4"]
    assert (made.layer, made.rule, made.confidence) == ("mention", "mention.list", 0.6)
    assert (made.category, made.words, made.looked) == ("PERSON", "Someone", True)


def test_a_name_rejected_twice_is_not_proposed_a_third_time(work: Workspace) -> None:
    again = an_article("Name1", id="again", position=10)
    work.execute(ImportArticles((again,)))
    work.execute(StoreSuggestions(analysed(again, *names("Name1", rule="mention.list", confidence=0.9))))
    work.execute(Reject("many", "s1"))
    work.state.learned.renew()
    assert shown(work)["Name1"] == 0.6
    work.execute(Reject("next", "s0"))
    work.state.learned.renew()
    assert shown(work, "again")["Name1"] < 0.5
    head = work.queries.head("again")
    assert head is not None
    assert (head.total, head.waiting) == (0, tuple(shown(work, "again").values()))
    made = work.state.suggestion_set("again")
    assert made is not None
    assert made.suggestions[0].reason == "in a list · you rejected this name twice before"


def test_a_name_taken_once_is_surer_in_the_next_article(work: Workspace) -> None:
    work.execute(Accept("many", "s1"))
    work.state.learned.renew()
    assert shown(work) == {"Name1": pytest.approx(0.822, abs=0.001), "Name2": 0.6, "Someone": 0.6}


def test_an_act_on_many_teaches_only_of_the_one_looked_at(work: Workspace) -> None:
    twice = an_article("Baku Baku", id="twice", position=10)
    work.execute(ImportArticles((twice,)))
    work.execute(StoreSuggestions(analysed(twice, *names("Baku Baku", rule="mention.list"))))
    work.execute(AcceptLikeThis("twice", "s1"))
    assert {k: d.looked for k, d in work.state.decisions("twice").items()} == {"s0": False, "s1": True}
    work.execute(AcceptAll("many", ("s1", "s2")))
    assert [d.looked for d in work.state.decisions("many").values()] == [False, False]
    assert counted(work._store, "coder-1").words.keys() == {"PERSON baku"}


def test_nobody_else_s_decisions_count(tmp_path: Path) -> None:
    path = make_place(tmp_path)
    with at_work(path) as ada:
        ada.execute(Reject("article-1", "sug-4"))
    with at_work(path, "coder-2") as ben, closing(Store.open(path, read_only=True)) as store:
        assert ben.state.learned.weights == Weights()
        assert counted(store, "coder-2").cells == {}
        assert counted(store, "coder-1").cells != {}


def test_the_work_list_counts_as_the_desk_does(work: Workspace) -> None:
    for number in range(ENOUGH + 20):
        work.execute(Reject("many", f"s{number}"))
    work.state.learned.renew()
    assert max(shown(work).values()) < 0.5
    head = work.queries.head("next")
    assert head is not None
    assert head.total == 0
    assert head in work.queries.heads()


def test_a_conflict_forgets_and_counts_anew(work: Workspace) -> None:
    accept(work, range(3))
    work.state.forget()
    work.state.learned.renew()
    assert work.state.learned.weights.record(Layer.MENTION, "mention.list").seen == 3


def test_all_of_it_verifies(work: Workspace) -> None:
    accept(work, range(5))
    assert verify(Path(work.where)) == []
