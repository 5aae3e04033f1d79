"""Learning topics from confirmed codings: it must beat the lists on articles held back, or stay off."""

from __future__ import annotations

import pickle
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.coding import value_of
from core.domain.errors import BadInput
from core.nlp import topics
from core.nlp.topics_learned import Learned, TopicsReport
from core.nlp.topics_training import LEAST_ARTICLES, Example, evaluate, train
from core.nlp.view import View
from core.text.repair import Repaired

# A project with a habit of its own: ferry news is coded as state property (2008), which no list would guess.
FERRY = ("The ferry to the islands was late.", "Islanders wait for the new ferry.", "A ferry ran aground.")
GARDEN = ("The rose garden opens.", "Gardeners planted roses and tulips.", "Tulips bloom in the garden.")
REST = (
    "It was a mild day.",
    "Many people came by.",
    "The mayor smiled.",
    "Nobody was hurt.",
    "Music played.",
)


def article(kind: tuple[str, ...], seed: int) -> str:
    dice = random.Random(seed)
    said = [*dice.sample(kind, 2), *dice.sample(REST, 3)]
    dice.shuffle(said)
    return " ".join(said) + f" Number {seed}."


def habit(n: int = 30) -> list[Example]:
    ferries = [(article(FERRY, k), frozenset({"cap:2008"})) for k in range(n // 2)]
    gardens = [(article(GARDEN, k), frozenset({"cap:2101"})) for k in range(n // 2, n)]
    return [*ferries, *gardens]


TARIFFS = ("Tariffs rose again.", "The trade war goes on.", "Exports fell.", "The trade deficit grew.")


def as_the_lists_say(n: int = 30) -> list[Example]:
    """What the lists know already, and codes at random for the rest: nothing can be learned from it."""
    dice = random.Random(7)
    known = [article(TARIFFS, k) + " Import tariffs on steel. A customs union." for k in range(n // 2)]
    said = [(text, frozenset(s.category for s in topics.find(view(text)) if not s.spans)) for text in known]
    codes = ["cap:2008", "cap:2101", "cap:602", "cap:601", "cap:1001"]
    others = [(article(FERRY + GARDEN, k), frozenset({dice.choice(codes)})) for k in range(n // 2, n)]
    return said + others


@pytest.fixture(scope="module")
def learned() -> Learned:
    found = train(habit())
    assert found is not None
    return found


def view(text: str) -> View:
    return View(Repaired(text), ())


def test_a_habit_of_the_coders_is_learned_and_used(learned: Learned) -> None:
    report = learned.report
    assert (report.n, report.codes, report.used) == (30, 2, True)
    assert report.lists < 0.2
    assert report.learned > 0.8
    assert "30 coded articles" in report.reason


def test_a_learned_topic_names_its_words_and_lights_them(learned: Learned) -> None:
    text = "Fog stopped the ferry today. Islanders stayed at home."
    first = topics.find(view(text), learned)[0]
    assert (first.category, first.rule, value_of(first, "rank")) == (
        "cap:2008",
        "topic.learned.article",
        "primary",
    )
    assert "ferry" in first.reason
    assert any("ferry" in span.of(text) for span in first.evidence)
    assert "cap:2008" not in {s.category for s in topics.find(view(text))}


def test_what_was_not_learned_still_comes_from_the_lists(learned: Learned) -> None:
    text = "The ferry was late. Tariffs rose in the trade war, exports fell and the trade deficit grew."
    found = topics.find(view(text), learned)
    assert "topic.cap.article" in {s.rule for s in found}
    ranks = [value_of(s, "rank") for s in found if s.category.startswith("cap:") and not s.spans]
    assert ranks.count("primary") == 1


def test_codes_without_a_pattern_are_reported_and_not_used() -> None:
    found = train(as_the_lists_say())
    assert found is not None
    assert not found.report.used
    assert "stay in use" in found.report.reason
    for text in ("A ferry ran aground.", "Tariffs rose again. Exports fell in the trade war."):
        assert topics.find(view(text), found) == topics.find(view(text))


def test_too_few_articles_train_nothing_and_say_so() -> None:
    few = habit(LEAST_ARTICLES - 2)
    assert train(few) is None
    report = evaluate(few)
    assert (report.n, report.used) == (LEAST_ARTICLES - 2, False)
    assert str(LEAST_ARTICLES) in report.reason
    assert evaluate([]).n == 0
    assert train([(f"Text {k}", frozenset({f"cap:{k}"})) for k in range(40)]) is None


def test_training_does_not_depend_on_the_order_of_the_articles(learned: Learned) -> None:
    again = train(habit()[::-1])
    assert again is not None
    assert again.to_bytes() == learned.to_bytes()


def test_weights_survive_a_file_and_a_pipe(learned: Learned) -> None:
    text = "Islanders wait for the ferry and the garden."
    for copy in (Learned.from_bytes(learned.to_bytes()), pickle.loads(pickle.dumps(learned))):  # noqa: S301
        assert copy.judge(Repaired(text)) == learned.judge(Repaired(text))
        assert copy.report == learned.report
        assert copy.id == learned.id


@given(st.binary(max_size=60))
def test_any_other_file_is_a_clear_message(data: bytes) -> None:
    with pytest.raises(BadInput, match="Train them again"):
        Learned.from_bytes(data)


def test_a_damaged_file_is_a_clear_message(learned: Learned) -> None:
    with pytest.raises(BadInput):
        Learned.from_bytes(learned.to_bytes()[:-20])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(["ferry ", "garden ", "\n", "😀 ", "e\u0301"]), st.text(max_size=8)))
)
def test_any_text_is_judged_and_its_evidence_slices(parts: list[str]) -> None:
    text = "".join(parts).encode("utf-8", "replace").decode()
    model = Learned(
        TopicsReport(12, 1, 0.0, 1.0, True, ""),
        {"ferry": 2.0, "garden": 1.0},
        {"cap:2008": {"ferry": 9.0, "garden": -9.0}},
        {"cap:2008": -1.0},
    )
    for unit in topics.find(view(text), model):
        assert 0 < unit.confidence <= 1
        assert all(span.of(text) for span in unit.evidence)
