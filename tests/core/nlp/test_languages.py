"""Articles in other languages: names at once, with or without a pipeline; rules that don't read them rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.actor import Actor, ActorKind
from core.domain.article import Article
from core.domain.coding import Layer
from core.domain.errors import BadInput
from core.domain.languages import LANGUAGES
from core.domain.suggestion import SuggestionSet
from core.nlp.analyse import analyse
from core.nlp.countries_cases import cases
from core.nlp.engine import Engine
from core.nlp.gazetteer import Kind
from core.nlp.languages import READ_BY, Rules, language_code, languages, pipeline_for, reads, rests
from core.nlp.mentions_abroad import gazetteer_abroad

GERMAN = (
    "Außenministerin Petra Winkelhaus sprach am Montag in Kiew mit Vertretern Frankreichs und der "
    "Vereinigten Staaten. „Die NATO steht bereit“, sagte Winkelhaus. Der Bund Freier Imker lobte die "
    "Europäische Union."
)
FRENCH = (
    "Le président Armand Tisserot a rencontré à Moscou une délégation d’Azerbaïdjan. Selon l’ONU, la France "
    "et les États-Unis ont signé l’accord. L'OTAN se tait."
)
RUSSIAN = (
    "Президент России прилетел в Ереван на переговоры с премьер-министром Армении. США и Францией подписан "
    "документ, сообщили в Организации Объединенных Наций."
)


def names(found: SuggestionSet, text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (one.spans[0].of(text), one.category, one.slots[0].actors if one.slots else ())
        for one in found.of(Layer.MENTION)
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "de",
            GERMAN,
            [
                ("Kiew", "GPE", ()),
                ("Frankreichs", "GPE", ("FRA",)),
                ("Vereinigten Staaten", "GPE", ("USA",)),
                ("NATO", "ORG", ("org:nato",)),
                ("Europäische Union", "ORG", ("EUR",)),
            ],
        ),
        (
            "fr",
            FRENCH,
            [
                ("Moscou", "GPE", ()),
                ("Azerbaïdjan", "GPE", ("AZE",)),
                ("ONU", "ORG", ("UNO",)),
                ("France", "GPE", ("FRA",)),
                ("États-Unis", "GPE", ("USA",)),
                ("OTAN", "ORG", ("org:nato",)),
            ],
        ),
        (
            "ru",
            RUSSIAN,
            [
                ("России", "GPE", ("RUS",)),
                ("Ереван", "GPE", ()),
                ("Армении", "GPE", ("ARM",)),
                ("США", "GPE", ("USA",)),
                ("Францией", "GPE", ("FRA",)),
                ("Организации Объединенных Наций", "ORG", ("UNO",)),
            ],
        ),
    ],
)
def test_without_a_pipeline_lists_find_names(
    language: str, text: str, expected: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    found = analyse(text, engine=Engine(f"blank:{language}"), language=language)
    assert names(found, text) == expected
    assert {one.layer for one in found.suggestions} == {Layer.MENTION}
    assert all(one.reason for one in found.suggestions)


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A pipeline as a person might have it: German, with the labels of de_core_news_*."""
    import spacy
    from spacy.pipeline import EntityRuler

    nlp = spacy.blank("de")
    ruler = nlp.add_pipe("entity_ruler")
    assert isinstance(ruler, EntityRuler)
    ruler.add_patterns(
        [
            {"label": "PER", "pattern": "Petra Winkelhaus"},
            {"label": "PER", "pattern": "Winkelhaus"},
            {"label": "LOC", "pattern": "Kiew"},
            {"label": "LOC", "pattern": "Frankreichs"},
            {"label": "ORG", "pattern": "Bund Freier Imker"},
            {"label": "MISC", "pattern": "Montag"},
        ]
    )
    place = tmp_path_factory.mktemp("model") / "de_own"
    nlp.to_disk(place)
    return Engine(str(place))


def test_with_a_pipeline_its_names_are_taken_and_persons_become_actors(german: Engine) -> None:
    found = analyse(GERMAN, engine=german, language="de")
    assert names(found, GERMAN) == [
        ("Petra Winkelhaus", "PERSON", ("person:petra-winkelhaus",)),
        ("Kiew", "GPE", ()),
        ("Frankreichs", "GPE", ("FRA",)),
        ("Vereinigten Staaten", "GPE", ("USA",)),
        ("NATO", "ORG", ("org:nato",)),
        ("Winkelhaus", "PERSON", ("person:petra-winkelhaus",)),
        ("Bund Freier Imker", "ORG", ("org:bund-freier-imker",)),
        ("Europäische Union", "ORG", ("EUR",)),
    ]
    assert {a.id for a in found.actors} == {"person:petra-winkelhaus", "org:bund-freier-imker"}


def test_the_project_s_actors_are_found_by_name_and_alias() -> None:
    known = (
        Actor("person:anna-brodzka", "Anna Brodzka", ActorKind.PERSON, "POL", aliases=("Brodzka",)),
        Actor("org:imkerbund", "Bund Freier Imker", ActorKind.ORGANISATION),
        Actor("POL", "Poland", ActorKind.COUNTRY, aliases=("Republik Polen",)),
    )
    text = "Brodzka trat gestern vor den Bund Freier Imker. Die Republik Polen schweigt."
    found = analyse(text, engine=Engine("blank:de"), language="de", known_actors=known)
    assert names(found, text) == [
        ("Brodzka", "PERSON", ("person:anna-brodzka",)),
        ("Bund Freier Imker", "ORG", ("org:imkerbund",)),
        ("Republik Polen", "GPE", ("POL",)),
    ]
    assert found.actors == ()


def test_an_article_s_own_language_goes_before_the_project_s() -> None:
    article = Article("a", "Paris liegt in Frankreich.", "", language="de")
    found = analyse(article, engine=Engine("blank:de"), language="en")
    assert [words for words, _, _ in names(found, article.text)] == ["Paris", "Frankreich"]
    assert found.of(Layer.TOPIC) == ()


def test_lost_spaces_are_assumed_in_english_only(azernews: str) -> None:
    found = analyse(azernews, engine=Engine("blank:de"), language="de")
    assert found.repairs == ()


def test_every_family_of_rules_declares_its_languages() -> None:
    assert set(READ_BY) == set(Rules)
    assert all(reads(rules, "en") for rules in Rules)
    assert not any(reads(rules, "de") for rules in Rules)


def test_what_rests_is_one_sentence_and_nothing_rests_in_english() -> None:
    assert rests("en") == ""
    assert rests("fr") == "Statements, events and topics are suggested for English only."


@pytest.mark.parametrize(
    ("given", "code"),
    [("de", "de"), ("de-AT", "de"), ("pt_BR", "pt"), ("German", "de"), (" FRENCH ", "fr"), ("", "")],
)
def test_a_language_is_given_by_code_or_name(given: str, code: str) -> None:
    assert language_code(given) == code


@pytest.mark.parametrize("given", ["d", "42", "Klingonisch", "de!"])
def test_what_is_no_language_is_refused_in_words(given: str) -> None:
    with pytest.raises(BadInput) as told:
        language_code(given)
    assert (told.value.code, told.value.where) == ("no-language", given)


def test_the_pipeline_follows_the_language(german: Engine) -> None:
    assert pipeline_for("en") == ""
    assert pipeline_for("de") == "blank:de"
    assert pipeline_for("qq") == "blank:xx"
    assert pipeline_for("de", german.model) == german.model
    assert pipeline_for("fr", german.model) == "blank:fr"
    assert pipeline_for("", german.model) == german.model
    assert pipeline_for("de", "xx_not_there") == "xx_not_there"  # the engine says that it isn't there


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_each_language_has_its_countries(language: str) -> None:
    lists = gazetteer_abroad(language)
    assert len({entry.actor for _, entry in lists.items() if entry.kind == Kind.COUNTRY}) > 185
    assert Engine(f"blank:{language}").language == language


def test_every_language_has_a_name() -> None:
    assert next(iter(languages())) == "en"
    assert all(languages().values())


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Россия", "Россией"),
        ("Саудовская Аравия", "Саудовской Аравии"),
        ("Иран", "Ираном"),
        ("Уругвай", "Уругвае"),
        ("Беларусь", "Беларуси"),
        ("Соединенные Штаты", "Соединенных Штатах"),
    ],
)
def test_russian_names_are_bent(name: str, form: str) -> None:
    assert form in cases("ru", name)
    assert cases("ru", name)[0] == name


@pytest.mark.parametrize("name", ["Чили", "США", "Баку", "Конго"])
def test_names_that_nothing_bends_stay(name: str) -> None:
    assert cases("ru", name) == (name,)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["de", "ru", "xx", "tr"]))
def test_any_text_in_any_language_gives_spans_that_slice(text: str, language: str) -> None:
    found = analyse(text, engine=_blank(language), language=language)
    for one in found.suggestions:
        assert all(span.of(text) for span in one.spans)


_ENGINES: dict[str, Engine] = {}


def _blank(language: str) -> Engine:
    return _ENGINES.setdefault(language, Engine(f"blank:{language}").load())


def test_the_shipped_list_names_its_source() -> None:
    notice = (Path(__file__).parents[3] / "resources/lexicons/NOTICE-names.md").read_text("utf-8")
    assert "countries_abroad.json" in notice
    assert "Unicode" in notice
