"""Thirty texts of our own per kind of reference (`meant.txt`), and who is in office on which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.actor import Actor, ActorKind
from core.nlp.analyse import read
from core.nlp.engine import Engine

PAGE = Path(__file__).with_name("meant.txt")
LEAST = 27  # of thirty


@dataclass(frozen=True)
class Case:
    kind: str
    text: str
    words: str
    actors: tuple[str, ...]
    missed: bool  # known to be read wrongly


def cases() -> Iterator[Case]:
    for line in PAGE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, text, words, actors = (part.strip() for part in line.split("::"))
            meant = tuple(sorted(filter(None, actors.split(","))))
            yield Case(kind.removeprefix("!").strip(), text, words, meant, line.startswith("!"))


def by_kind() -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = defaultdict(list)
    for case in cases():
        found[case.kind].append(case)
    return found


def right(case: Case, engine: Engine) -> bool:
    mentions = read(case.text, "2024-04-28", engine=engine)[1].mentions
    asked = [m for m in mentions if m.span.of(case.text) == case.words]
    assert all(m.reason for m in asked if m.actors)
    return tuple(sorted(asked[-1].actors if asked else ())) == case.actors


@pytest.mark.parametrize("kind", by_kind())
def test_whom_thirty_references_mean(kind: str, engine: Engine) -> None:
    asked = by_kind()[kind]
    assert len(asked) >= 30
    wrong = [case for case in asked if not right(case, engine)]
    assert len(asked) - len(wrong) >= LEAST
    assert [case.text for case in wrong if not case.missed] == []


def test_what_is_marked_as_missed_is_missed(engine: Engine) -> None:
    assert [case.text for case in cases() if case.missed and right(case, engine)] == []


ELDER = Actor(
    "person:elder", "Jan Wrona", ActorKind.PERSON, "POL", "GOV", ("Wrona", "president"), "2010", "2015-08"
)
YOUNGER = Actor("person:younger", "Jan Wrona", ActorKind.PERSON, "POL", "LEG", ("president",), "2015-09-01")


@pytest.mark.parametrize(
    ("day", "actor"),
    [("2012-05-01", "person:elder"), ("2015-08-31", "person:elder"), ("2020-01-01", "person:younger")],
)
def test_of_two_by_one_name_the_one_in_office_is_meant(day: str, actor: str, engine: Engine) -> None:
    found = read("Jan Wrona arrived in Vilnius.", day, engine=engine, known_actors=(ELDER, YOUNGER))[1]
    assert next(m for m in found.mentions if m.label == "PERSON").actors == (actor,)


@pytest.mark.parametrize(
    ("day", "actors"),
    [("2012-05-01", ("person:elder",)), ("2020-01-01", ("person:younger",)), ("2009-01-01", ())],
)
def test_a_description_decided_before_holds_on_its_days(
    day: str, actors: tuple[str, ...], engine: Engine
) -> None:
    text = "The president arrived in Vilnius."
    found = read(text, day, engine=engine, known_actors=(ELDER, YOUNGER))[1]
    asked = [m for m in found.mentions if m.span.of(text) == "The president"]
    assert (asked[0].actors if asked else ()) == actors


def test_without_a_day_dates_do_not_matter() -> None:
    assert ELDER.holds_on("")
    assert Actor("a", "A").holds_on("1999-01-01")


@given(st.dates(), st.dates(), st.dates())
def test_dates_of_office_hold_from_the_first_to_the_last_day(
    first: object, last: object, day: object
) -> None:
    actor = Actor("a", "A", valid_from=str(first), valid_to=str(last))
    assert actor.holds_on(str(day)) == (str(first) <= str(day) <= str(last))
