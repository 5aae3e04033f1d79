"""Whom titles, descriptions and pronouns mean, and the reason given."""

from __future__ import annotations

import pytest

from core.nlp.analyse import read
from core.nlp.engine import Engine
from core.nlp.mentions import Mention

CALL = (
    "U.S. Secretary of State Antony Blinken called President of Azerbaijan Ilham Aliyev by phone. "
    "They agreed on a telephone call next week. "
)
MEETING = "Turkish President Recep Tayyip Erdogan met German Chancellor Olaf Scholz in Ankara. "


def meant(text: str, words: str, engine: Engine, published: str = "2024-04-28") -> Mention:
    found = read(text, published, engine=engine)[1]
    return next(m for m in reversed(found.mentions) if m.span.of(text) == words)


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        (CALL + "The head of state thanked him.", "The head of state", ("person:ilham-aliyev",)),
        (CALL + "Secretary of State expressed hope.", "Secretary of State", ("person:antony-blinken",)),
        (CALL + "The president smiled.", "The president", ("person:ilham-aliyev",)),
        (MEETING + "The chancellor smiled.", "The chancellor", ("person:olaf-scholz",)),
        (MEETING + "The Turkish leader smiled.", "The Turkish leader", ("person:recep-tayyip-erdogan",)),
        (MEETING + "The German side agreed.", "The German side", ("DEU",)),
        (
            MEETING + "The sides agreed to go on.",
            "The sides",
            ("person:recep-tayyip-erdogan", "person:olaf-scholz"),
        ),
        (
            "Relations between France and Italy cooled. The two countries have quarrelled.",
            "The two countries",
            ("FRA", "ITA"),
        ),
        (
            "The foreign ministers of Azerbaijan and Armenia will meet.",
            "The foreign ministers of Azerbaijan and Armenia",
            ("AZE", "ARM"),
        ),
        (MEETING + "Scholz praised his country.", "his country", ("DEU",)),
        ("Iraqi President Abdul Latif Rashid praised reforms in the country.", "the country", ("IRQ",)),
    ],
)
def test_a_reference_means(text: str, words: str, actors: tuple[str, ...], engine: Engine) -> None:
    mention = meant(text, words, engine)
    assert mention.actors == actors
    assert 0 < mention.confidence < 1


def test_the_secretary_of_state_is_no_head_of_state(engine: Engine) -> None:
    text = "President of Azerbaijan Ilham Aliyev spoke. U.S. Secretary of State Antony Blinken left. "
    mention = meant(text + "The head of state went on.", "The head of state", engine)
    assert mention.actors == ("person:ilham-aliyev",)
    assert mention.reason == "“head of state” = last head of state named: Ilham Aliyev"


def test_the_reason_of_a_repeated_title_names_the_title(engine: Engine) -> None:
    mention = meant(CALL + "Secretary of State expressed hope.", "Secretary of State", engine)
    assert mention.reason == "title repeated: Secretary of State = Antony Blinken"
    assert mention.form == "title"


def test_a_planned_meeting_has_no_parties_yet(engine: Engine) -> None:
    text = (
        MEETING
        + "Italian Premier Giorgia Meloni will meet French President Emmanuel Macron. The sides agreed."
    )
    assert meant(text, "The sides", engine).actors == ("person:recep-tayyip-erdogan", "person:olaf-scholz")


def test_an_object_is_never_the_subject_of_its_own_verb(engine: Engine) -> None:
    found = read("The United States commends it.", "", engine=engine)[1]
    assert [m for m in found.mentions if m.form == "pronoun"] == []


def test_nobody_is_guessed_when_nobody_fits(engine: Engine) -> None:
    text = "The head of state spoke in Paris."
    assert meant(text, "The head of state", engine).actors == ()


def test_the_president_of_a_body_is_no_head_of_state(engine: Engine) -> None:
    text = "European Commission President Ursula von der Leyen arrived. The head of state waved."
    assert meant(text, "The head of state", engine).actors == ()


def test_a_title_belongs_to_the_name_it_stands_before(engine: Engine) -> None:
    text = "He met Annalena Baerbock, French President Emmanuel Macron and Giorgia Meloni."
    actors = {a.id: a.country for a in read(text, "", engine=engine)[1].actors}
    assert actors["person:annalena-baerbock"] == ""
    assert actors["person:emmanuel-macron"] == "FRA"


def test_what_says_what_somebody_is_does_not_refer(engine: Engine) -> None:
    text = "President Ilham Aliyev spoke. Macron is the president."
    found = read(text, "", engine=engine)[1]
    assert all(m.span.of(text) != "the president" for m in found.mentions)
