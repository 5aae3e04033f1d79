"""The machine's own process: real progress, clear refusals, a cancel that ends it, a harmless death."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from core.domain.article import Article
from core.domain.coding import Layer
from core.domain.errors import Unavailable
from core.domain.work import Cancelled
from core.nlp.remote import Machine, Request
from core.text.canonical import sha256_of

TEXT = "President Ilham Aliyev said that Azerbaijan would meet Armenia in Almaty on 3 May 2024."


@pytest.fixture
def machine() -> Iterator[Machine]:
    made = Machine()
    yield made
    made.close()


def request_for(model: str = "") -> Request:
    return Request(Article("a1", TEXT, sha256_of(TEXT), title="Talks", published="2024-04-30"), model)


def test_it_tells_its_progress_and_finds_names_and_statements(machine: Machine) -> None:
    told: list[str] = []
    found = machine.analyse(request_for(), lambda _share, text: told.append(text))
    assert found.article_id == "a1"
    assert {s.spans[0].of(TEXT) for s in found.of(Layer.MENTION)} >= {"Ilham Aliyev", "Azerbaijan", "Almaty"}
    assert found.of(Layer.STATEMENT)
    assert told[-1] == "Reading “Talks”"
    assert len(set(told)) > 2, "loading has stages, and each is told"


def test_the_pipeline_stays_loaded_for_the_next_article(machine: Machine) -> None:
    machine.analyse(request_for(), lambda _share, _text: None)
    told: list[str] = []
    machine.analyse(request_for(), lambda _share, text: told.append(text))
    assert told == ["Reading “Talks”"]


def test_a_model_that_is_not_there_is_a_message_and_the_next_request_works(machine: Machine) -> None:
    with pytest.raises(Unavailable) as caught:
        machine.analyse(request_for("no_such_model"), lambda _share, _text: None)
    assert caught.value.code == "no-model"
    assert "no_such_model" in str(caught.value)
    assert machine.analyse(request_for(), lambda _share, _text: None).suggestions


def test_cancelling_ends_the_process_and_the_next_request_starts_another(machine: Machine) -> None:
    with pytest.raises(Cancelled):
        machine.analyse(request_for(), lambda _share, _text: None, cancelled=lambda: True)
    assert machine.analyse(request_for(), lambda _share, _text: None).suggestions


def test_a_killed_process_is_a_message_and_nothing_worse(machine: Machine) -> None:
    machine.analyse(request_for(), lambda _share, _text: None)
    process = machine._process
    assert process is not None
    assert process.pid is not None

    def kill(_share: float, _text: str) -> None:
        os.kill(process.pid or 0, signal.SIGKILL)

    with pytest.raises(Unavailable) as caught:
        machine.analyse(request_for(), kill)
    assert caught.value.code == "machine-stopped"
    assert machine.analyse(request_for(), lambda _share, _text: None).suggestions
