"""Names and what refers to them, on the reference article, on fresh news and rule by rule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.domain.actor import Actor, ActorKind
from core.domain.text import Span
from core.nlp.analyse import read
from core.nlp.engine import Engine
from core.nlp.mentions import Found, Mention
from tests.core.nlp.marked import Marked, damaged, fresh, joined, score

GOLD = json.loads(Path(__file__).with_name("azernews_names.json").read_text("utf-8"))


def found_in(
    text: str, engine: Engine, published: str = "2024-04-28", known: tuple[Actor, ...] = ()
) -> Found:
    return read(text, published, engine=engine, known_actors=known)[1]


def names_of(found: Found) -> Marked:
    return frozenset((m.span.start, m.span.end, m.label) for m in found.mentions if m.form == "name")


def words_of(found: Found, text: str, label: str) -> list[str]:
    return [m.span.of(text) for m in found.mentions if m.form == "name" and m.label == label]


def one(found: Found, text: str, words: str) -> Mention:
    return next(m for m in found.mentions if m.span.of(text) == words)


@pytest.fixture(scope="module")
def article(engine: Engine, azernews: str) -> Found:
    return found_in(azernews, engine)


def test_hand_coding_slices_the_article(azernews: str) -> None:
    for name in (*GOLD["names"], *GOLD["references"]):
        assert azernews[name["start"] : name["end"]] == name["text"]


def test_names_of_the_article_are_those_a_careful_coder_marks(article: Found) -> None:
    right = frozenset((n["start"], n["end"], n["label"]) for n in GOLD["names"])
    precision, recall = score(names_of(article), right)
    assert precision >= 0.95
    assert recall >= 0.95


def test_names_of_the_article_link_to_their_actors(article: Found) -> None:
    at = {(m.span.start, m.span.end): m for m in article.mentions if m.form == "name"}
    wrong = [n for n in GOLD["names"] if n["actor"] and at[n["start"], n["end"]].actors != (n["actor"],)]
    assert not wrong


def test_references_of_the_article_mean_whom_the_coder_says(article: Found) -> None:
    at = {(m.span.start, m.span.end): m for m in article.mentions}
    for gold in GOLD["references"]:
        mention = at[gold["start"], gold["end"]]
        assert sorted(mention.actors) == sorted(gold["actors"]), gold["text"]
        assert mention.form in {"title", "description"}
        assert mention.reason


def test_persons_get_country_and_role_from_the_titles_of_the_text(article: Found) -> None:
    actors = {a.id: a for a in article.actors}
    aliyev = actors["person:ilham-aliyev"]
    assert (aliyev.name, aliyev.country, aliyev.role) == ("Ilham Aliyev", "AZE", "GOV")
    assert actors["person:antony-blinken"].country == "USA"
    assert actors["org:azernews"].aliases == ("Azernews",)


def test_titles_stay_outside_the_name_and_are_kept_beside_it(article: Found, azernews: str) -> None:
    titled = [m.titled.of(azernews) for m in article.mentions if m.titled]
    assert titled[:2] == [
        "U.S. Secretary of State Antony Blinken",
        "President of the Republic of Azerbaijan Ilham Aliyev",
    ]


@pytest.mark.parametrize("text", fresh(), ids=lambda t: t.text[:24])
def test_fresh_news_is_read_well(text, engine: Engine) -> None:  # type: ignore[no-untyped-def]
    precision, recall = score(names_of(found_in(text.text, engine, text.published)), text.names)
    assert min(precision, recall) >= 0.85


def test_all_fresh_news_together_reach_95(engine: Engine) -> None:
    hits = found = right = 0
    for text in fresh():
        names = names_of(found_in(text.text, engine, text.published))
        hits, found, right = hits + len(names & text.names), found + len(names), right + len(text.names)
    assert 2 * hits / (found + right) >= 0.95


def test_lists_correct_what_the_pipeline_calls_a_country(engine: Engine) -> None:
    text = "Azerbaijan and Armenia signed. Kazakh and Turkish envoys saw it near the Caspian Sea."
    found = found_in(text, engine)
    assert words_of(found, text, "GPE") == ["Azerbaijan", "Armenia"]
    assert words_of(found, text, "NORP") == ["Kazakh", "Turkish"]
    assert words_of(found, text, "LOC") == ["Caspian Sea"]


@pytest.mark.parametrize(
    ("text", "person", "titled", "country"),
    [
        (
            "He received Foreign Minister of the Russian Federation Sergey Lavrov on Monday.",
            "Sergey Lavrov",
            "Foreign Minister of the Russian Federation Sergey Lavrov",
            "RUS",
        ),
        (
            "He congratulated President of the Republic of Kazakhstan Kassym-Jomart Tokayev.",
            "Kassym-Jomart Tokayev",
            "President of the Republic of Kazakhstan Kassym-Jomart Tokayev",
            "KAZ",
        ),
        (
            "U.N. Secretary-General António Guterres urged restraint.",
            "António Guterres",
            "U.N. Secretary-General António Guterres",
            "",
        ),
        ("Moldovan President Maia Sandu left.", "Maia Sandu", "Moldovan President Maia Sandu", "MDA"),
        ("Party leader Lee Jae-myung left.", "Lee Jae-myung", "Party leader Lee Jae-myung", ""),
        ("King Abdullah II of Jordan arrived.", "Abdullah II", "King Abdullah II", "JOR"),
        (
            "Iran's Foreign Minister Ali Bagheri left.",
            "Ali Bagheri",
            "Iran's Foreign Minister Ali Bagheri",
            "IRN",
        ),
        ("The Russian ambassador, Georgy Zinoviev, left.", "Georgy Zinoviev", "", "RUS"),
        ("Jens Stoltenberg, the Norwegian prime minister, spoke.", "Jens Stoltenberg", "", "NOR"),
    ],
)
def test_a_title_is_cut_off_and_gives_the_country(
    text: str, person: str, titled: str, country: str, engine: Engine
) -> None:
    found = found_in(text, engine)
    mention = one(found, text, person)
    assert mention.label == "PERSON"
    assert (mention.titled.of(text) if mention.titled else "") == titled
    assert found.actors[-1].country == country


def test_a_conference_and_its_number_are_an_event(engine: Engine) -> None:
    text = "Ministers will meet before COP31, CMP 5 and the F16 delivery."
    assert words_of(found_in(text, engine), text, "EVENT") == ["COP31", "CMP 5"]


def test_a_name_found_once_is_found_everywhere(engine: Engine) -> None:
    text = (
        "Foreign Minister Ilvara Quenstedt spoke in Paris. Nobody had expected it. The plan, Quenstedt "
        "added later, was old. Critics of Quenstedt laughed."
    )
    persons = words_of(found_in(text, engine), text, "PERSON")
    assert persons == ["Ilvara Quenstedt", "Quenstedt", "Quenstedt"]


def test_a_title_makes_a_person_of_a_name_nobody_knows(engine: Engine) -> None:
    text = "Prime Minister Xqwarth Zblod left early."
    found = found_in(text, engine)
    assert words_of(found, text, "PERSON") == ["Xqwarth Zblod"]


def test_an_outlet_that_reports_is_an_organisation(engine: Engine) -> None:
    text = "The border will be marked this year, Zvezdanews reports."
    assert words_of(found_in(text, engine), text, "ORG") == ["Zvezdanews"]


def test_a_short_name_in_brackets_is_the_same_body(engine: Engine) -> None:
    text = "The World Food Programme (WFP) warned of famine. Later WFP lorries left."
    found = found_in(text, engine)
    assert words_of(found, text, "ORG") == ["World Food Programme", "WFP", "WFP"]
    assert {m.actors for m in found.mentions if m.label == "ORG"} == {("org:world-food-programme",)}


def test_a_capital_that_acts_stands_for_its_country(engine: Engine) -> None:
    text = "Moscow condemned the strike. The envoy flew to Moscow."
    first, second = (m for m in found_in(text, engine).mentions if m.span.of(text) == "Moscow")
    assert first.actors == ("RUS",)
    assert second.actors == ()


def test_the_projects_own_actors_win(engine: Engine) -> None:
    known = Actor(
        "person:aliyev-i", "Ilham Aliyev", ActorKind.PERSON, "AZE", "GOV", ("Ilham Heydar oglu Aliyev",)
    )
    text = "Ilham Aliyev arrived. Ilham Heydar oglu Aliyev left."
    found = found_in(text, engine, known=(known,))
    assert {m.actors for m in found.mentions if m.label == "PERSON"} == {("person:aliyev-i",)}
    assert found.actors == ()


def test_names_in_glued_words_are_exact(engine: Engine) -> None:
    text, names = joined(fresh())
    glued, right = damaged(text, names)
    assert len(glued) < len(text) - 30
    precision, recall = score(names_of(found_in(glued, engine)), right)
    assert min(precision, recall) >= 0.85


def test_without_a_pipeline_the_lists_still_work(blank: Engine) -> None:
    text = "President Ilham Aliyev of Azerbaijan flew to Almaty on 28 April 2024."
    found = found_in(text, blank)
    assert words_of(found, text, "GPE") == ["Azerbaijan", "Almaty"]
    assert one(found, text, "28 April 2024").value == "2024-04-28"


def test_every_span_slices_and_titles_hold_their_names(article: Found, azernews: str) -> None:
    for mention in article.mentions:
        assert mention.span.of(azernews).strip() == mention.span.of(azernews) != ""
        assert isinstance(mention.whole, Span)
        assert mention.whole.covers(mention.span)
