"""Sentences of our own, thirty a construction: nine in ten are right, and each known miss is named as one."""

from __future__ import annotations

import pytest

from core.nlp import events, statements
from core.nlp.analyse import read
from core.nlp.engine import Engine
from tests.core.nlp.event_cases import PUBLISHED, Case, cases, groups, misses

RIGHT = 0.9
TYPES = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
ALL = [case for group in groups() for case in cases(group)]


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.group}: {case.text}")
def test_a_sentence_tells_what_a_reader_finds_in_it(engine: Engine, case: Case) -> None:
    view, found = read(case.text, PUBLISHED, engine=engine)
    told = events.find(view, found.mentions, statements.find(view, found.mentions), PUBLISHED)
    wrong = misses(case, told)
    if case.known_miss:
        assert wrong, "this is right now: take the mark away"
    else:
        assert not wrong


@pytest.mark.parametrize("group", groups())
def test_each_construction_has_thirty_sentences_and_few_known_misses(group: str) -> None:
    of_group = cases(group)
    assert len(of_group) >= 30
    assert len({case.text for case in of_group}) == len(of_group)
    assert sum(not case.known_miss for case in of_group) >= RIGHT * len(of_group)


def test_every_type_is_among_them_at_least_ten_times() -> None:
    first = [case.wanted[0].split("/")[0] for case in ALL]
    assert {kind for kind in TYPES if first.count(kind) < 10} == set()


def test_a_known_miss_is_marked_in_the_file_and_told_apart() -> None:
    assert any(case.known_miss for case in ALL)
    assert not any(case.text.startswith("?") for case in ALL)
