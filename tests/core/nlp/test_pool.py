"""Several processes read many articles: all are answered, deaths cost nothing, together is as alone."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.article import Article
from core.nlp.analyse import analyse
from core.nlp.batches import Answer, Batch, answers
from core.nlp.engine import Engine
from core.nlp.pool import Pool, processes_for
from core.nlp.remote import Request
from core.text.canonical import sha256_of
from core.text.places import resource

SAMPLE = resource("samples", "azernews.txt").read_text("utf-8")
SENTENCES = (
    "President Ilham Aliyev said that Azerbaijan would meet Armenia in Almaty on 3 May 2024.",
    "“We are ready,” Antony Blinken told reporters.\nThe sides agreed to go on.",
    "Police arrested twelve protesters in Paris.",
)


def request_for(name: str, text: str, model: str = "") -> Request:
    return Request(Article(name, text, sha256_of(text), published="2024-04-30"), model)


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool(2)
    yield made
    made.close()


def drained(pool: Pool) -> list[Answer]:
    found: list[Answer] = []
    while not pool.idle:
        found += pool.wait()
    return found


def test_all_are_answered_once_by_processes_of_their_own(pool: Pool) -> None:
    requests = [request_for(f"a{n:02d}", f"{SENTENCES[n % 3]} It was day {n}.") for n in range(30)]
    pool.give(requests)
    found = drained(pool)
    assert sorted(answer.article_id for answer in found) == [request.article.id for request in requests]
    assert all(answer.found and answer.found.article_id == answer.article_id for answer in found)
    assert len(pool.pids()) == 2
    assert os.getpid() not in pool.pids()
    assert pool.wait() == []


def test_a_killed_process_is_replaced_and_the_rest_goes_on(pool: Pool) -> None:
    requests = [request_for(f"a{n:02d}", SAMPLE) for n in range(16)]
    pool.give(requests)
    found = pool.wait()
    killed = pool.pids()
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    found += drained(pool)
    assert sorted(answer.article_id for answer in found) == [request.article.id for request in requests]
    assert all(answer.found for answer in found), "nothing was lost, and nothing left out"
    assert not set(pool.pids()) & set(killed)


def test_an_article_that_kills_twice_is_left_out(pool: Pool) -> None:
    pool.give([request_for("a", SAMPLE)])
    found: list[Answer] = []
    for _ in range(2):
        assert pool.wait(cancelled=lambda: True) == []
        (pid,) = pool.pids()
        os.kill(pid, signal.SIGKILL)
        found += pool.wait(cancelled=partial(next, iter((False, True))))
    assert [(a.article_id, a.failure and a.failure.code) for a in found] == [("a", "machine-stopped")]
    pool.give([request_for("b", SENTENCES[0])])
    assert [answer.found is not None for answer in drained(pool)] == [True]


def test_waiting_ends_when_it_is_cancelled(pool: Pool) -> None:
    pool.give([request_for("a", SAMPLE)])
    assert pool.wait(cancelled=lambda: True) == []
    assert not pool.idle


def test_a_model_that_is_not_there_costs_only_its_articles() -> None:
    batch = Batch((request_for("a", SENTENCES[0]), request_for("b", SENTENCES[1], "no_such_model")))
    found = {answer.article_id: answer for answer in answers(batch, {})}
    assert found["a"].found
    assert found["b"].failure
    assert found["b"].failure.code == "no-model"


def test_a_bug_in_one_article_is_told_with_its_trace_and_the_others_go_on() -> None:
    broken = Request(Article("b", SENTENCES[1], "x"), known_actors=(None,))  # type: ignore[arg-type]
    batch = Batch((request_for("a", SENTENCES[0]), broken, request_for("c", SENTENCES[2])))
    found = {answer.article_id: answer for answer in answers(batch, {})}
    assert found["a"].found
    assert found["c"].found
    assert found["b"].failure
    assert found["b"].failure.code == "analysis-failed"
    assert "Traceback" in found["b"].trace


def test_as_many_processes_as_the_work_pays_for() -> None:
    assert processes_for(10) == 1
    assert 1 <= processes_for(10**7) <= 4


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine().load()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.lists(st.sampled_from([*SENTENCES, "\n", " ", "\ud800", "“", ""]), max_size=4).map(" ".join)
        | st.text(max_size=40),
        max_size=5,
    )
)
def test_together_is_as_alone(engine: Engine, texts: list[str]) -> None:
    requests = [
        Request(Article(f"a{n}", text, "", published="2024-04-30")) for n, text in enumerate([*texts, SAMPLE])
    ]
    together = {a.article_id: a.found for a in answers(Batch(tuple(requests)), {"": engine})}
    for request in requests:
        assert together[request.article.id] == analyse(request.article, engine=engine)
