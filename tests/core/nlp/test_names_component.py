"""Names of one text agree with each other and with the lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy import blank  # noqa: TID253 -- what is tested is spaCy's guest
from spacy.tokens import Doc, Span  # noqa: TID253 -- what is tested is spaCy's guest

from core.nlp.names_component import FACTORY
from core.nlp.registration import register

register()
NLP = blank("en")
NLP.add_pipe(FACTORY)

LABELS = ("PERSON", "ORG", "LOC", "NORP", "DATE", "EVENT")


def named(words: str, *ents: tuple[int, int, str]) -> list[tuple[str, str]]:
    doc = Doc(NLP.vocab, words=words.split())
    doc.set_ents([Span(doc, *ent) for ent in ents])
    for _, pipe in NLP.pipeline:
        doc = pipe(doc)
    return [(e.text, e.label_) for e in doc.ents]


@pytest.mark.parametrize(
    ("name", "label"),
    [("Azerbaijan", "LOC"), ("Armenians", "NORP"), ("NATO", "ORG"), ("Tashkent", "LOC"), ("Europe", "LOC")],
)
def test_listed_names_are_labelled_as_listed(name: str, label: str) -> None:
    assert named(f"{name} agreed", (0, 1, "PERSON")) == [(name, label)]


def test_everyday_words_and_longer_names_are_left_alone() -> None:
    assert named("Victoria agreed", (0, 1, "PERSON")) == [("Victoria", "PERSON")]
    assert named("Bank of Azerbaijan agreed", (0, 3, "ORG")) == [("Bank of Azerbaijan", "ORG")]


def test_one_word_is_one_kind_of_name_when_most_say_so() -> None:
    words = "Zorvan , Zorvan and Zorvan"
    assert named(words, (0, 1, "ORG"), (2, 3, "ORG"), (4, 5, "LOC")) == [("Zorvan", "ORG")] * 3
    assert named(words, (0, 1, "ORG"), (4, 5, "LOC")) == [("Zorvan", "ORG"), ("Zorvan", "LOC")]


def test_a_surname_is_the_person_of_the_full_name() -> None:
    words = "Mira Zorvan spoke . Zorvan left"
    assert named(words, (0, 2, "PERSON"), (4, 5, "ORG")) == [("Mira Zorvan", "PERSON"), ("Zorvan", "PERSON")]


def test_a_person_does_not_end_with_a_verb() -> None:
    words = "Mira Zorvan says so"
    assert named(words, (0, 3, "PERSON")) == [("Mira Zorvan", "PERSON")]
    doc = Doc(NLP.vocab, words=["Kim", "Jong", "-", "un"], spaces=[True, False, False, False])
    doc.set_ents([Span(doc, 0, 4, "PERSON")])
    assert [e.text for e in NLP.get_pipe(FACTORY)(doc).ents] == ["Kim Jong-un"]


@given(st.lists(st.sampled_from(LABELS), min_size=6, max_size=6), st.permutations(range(6)))
def test_names_keep_their_words(labels: list[str], order: list[int]) -> None:
    forms = ["Baku", "Paris", "Zorvan", "Zorvan", "French", "UN"]
    words = " , ".join(forms[i] for i in order)
    ents = [(2 * i, 2 * i + 1, label) for i, label in enumerate(labels)]
    found = named(words, *ents)
    assert [text for text, _ in found] == words.split(" , ")
    assert found == named(words, *((a, b, label) for (a, b, _), (_, label) in zip(ents, found, strict=True)))
