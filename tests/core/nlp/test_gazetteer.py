"""The shipped lists of names."""

from __future__ import annotations

import pytest

from core.importing.actors_file import load_actors
from core.nlp.gazetteer import Entry, Gazetteer, Kind, country_names, gazetteer


def found(text: str) -> list[tuple[str, str, str]]:
    return [(text[h.start : h.end], h.entry.label, h.entry.actor) for h in gazetteer().find(text)]


@pytest.mark.parametrize(
    ("words", "label", "actor"),
    [
        ("Republic of Azerbaijan", "GPE", "AZE"),
        ("U.S.", "GPE", "USA"),
        ("Kazakh", "NORP", "KAZ"),
        ("South Sudan", "GPE", "SSD"),
        ("South Caucasus", "LOC", ""),
        ("Republic of China", "GPE", "TWN"),
        ("Tbilisi", "GPE", "GEO"),
        ("European Union", "ORG", "EUR"),
        ("Reuters", "ORG", ""),
        ("AZERBAIJAN", "GPE", "AZE"),
    ],
)
def test_a_form_has_its_type_and_actor(words: str, label: str, actor: str) -> None:
    assert found(f"It is {words}, they say.") == [(words, label, actor)]


def test_the_longest_form_wins() -> None:
    assert found("the Democratic Republic of the Congo and South Korea") == [
        ("Democratic Republic of the Congo", "GPE", "COD"),
        ("South Korea", "GPE", "KOR"),
    ]


def test_forms_are_whole_words() -> None:
    assert found("Iranians") == [("Iranians", "NORP", "IRN")]
    assert found("Omanyala Malice #Iran user@Chad.example US$ 5") == []


def test_a_form_may_follow_a_prefix_and_a_hyphen() -> None:
    assert found("pro-Russian and anti-American") == [("Russian", "NORP", "RUS"), ("American", "NORP", "USA")]
    assert found("Smith-Jordan") == []


def test_the_genitive_stays_outside() -> None:
    assert found("Armenia's and Iran’s") == [("Armenia", "GPE", "ARM"), ("Iran", "GPE", "IRN")]


def test_every_country_of_the_lists_is_one_of_the_shipped_actors() -> None:
    assert set(country_names()) <= {a.id for a in load_actors()}


def test_a_listed_body_is_the_actor_that_projects_begin_with() -> None:
    assert found("NATO and the IMF") == [("NATO", "ORG", "org:nato"), ("IMF", "ORG", "org:imf")]


def test_own_lists_can_be_searched_too() -> None:
    lists = Gazetteer({"Ilvara Q.": Entry(Kind.BODY), "Ilvara": Entry(Kind.REGION)})
    hits = lists.find("Ilvara Q. met Ilvara.")
    assert [h.entry.kind for h in hits] == [Kind.BODY, Kind.REGION]
