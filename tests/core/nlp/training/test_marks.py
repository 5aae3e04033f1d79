"""One idea of what a name is, whatever corpus it comes from."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.nlp.training.damage import glued, headline, shouted, variants
from core.nlp.training.evaluate import Score, gold
from core.nlp.training.marks import (
    LABELS,
    MISC,
    Marked,
    Name,
    in_groups,
    joined,
    mapped,
    marked,
    spaced,
)


def names(text: Marked) -> list[tuple[str, str]]:
    return [(" ".join(text.words[n.start : n.end]), n.label) for n in text.names]


@pytest.mark.parametrize(
    ("words", "name", "right"),
    [
        ("the European Union said", Name(0, 3, "ORG"), [("European Union", "ORG")]),
        ("President Barack Obama said", Name(0, 3, "PERSON"), [("Barack Obama", "PERSON")]),
        ("the President said", Name(0, 2, "PERSON"), []),
        ("French voters", Name(0, 1, MISC), [("French", "NORP")]),
        ("Americans voted", Name(0, 1, "PERSON"), [("Americans", "NORP")]),
        ("the Vietnam War ended", Name(0, 3, MISC), [("Vietnam War", "EVENT")]),
        ("the Mona Lisa hangs", Name(0, 3, MISC), []),
        ("Lavrov 's words", Name(0, 2, "PERSON"), [("Lavrov", "PERSON")]),
        ("- - -", Name(0, 3, "ORG"), []),
    ],
)
def test_names_are_cut_and_labelled_alike(words: str, name: Name, right: list[tuple[str, str]]) -> None:
    assert names(marked(words.split(), [name])) == right


def test_layers_a_corpus_lacks_are_filled_by_lists_and_rules() -> None:
    words = ["Turkish", "forces", "left", "on", "Monday", "."]
    assert names(marked(words, [])) == [("Turkish", "NORP"), ("Monday", "DATE")]
    assert names(marked(words, [], dates=True)) == [("Turkish", "NORP")]
    assert names(marked(words, [Name(0, 2, "ORG")])) == [("Turkish forces", "ORG"), ("Monday", "DATE")]


def test_iob_tags_of_both_styles_give_the_same_names() -> None:
    labels = {"per": "PERSON", "loc": "LOC"}
    assert mapped(["I-PER", "I-PER", "O", "I-LOC"], labels) == [Name(0, 2, "PERSON"), Name(3, 4, "LOC")]
    assert mapped(["B-PER", "I-PER", "B-PER", "B-X"], labels) == [Name(0, 2, "PERSON"), Name(2, 3, "PERSON")]


def test_printed_text_of_tokens() -> None:
    tokens = "He said : \" It 's the parties ' ( long ) post - war plan , not mine . \""
    words = tokens.split()
    text = Marked(tuple(words), tuple(spaced(words)), ()).text
    assert text.strip() == "He said: \"It's the parties' (long) post-war plan, not mine.\""


words_and_names = st.lists(
    st.sampled_from(["Paris", "the", "Mr.", "Aliyev", "said", ",", "'s", "French", "2004", "in", '"']),
    min_size=1,
    max_size=12,
).flatmap(
    lambda words: st.tuples(
        st.just(words),
        st.lists(
            st.tuples(
                st.integers(0, len(words) - 1), st.integers(1, 4), st.sampled_from([*LABELS, MISC])
            ).map(lambda n: Name(n[0], min(len(words), n[0] + n[1]), n[2])),
            max_size=4,
        ),
    )
)


@given(words_and_names)
def test_names_never_overlap_and_slice_the_text(told: tuple[list[str], list[Name]]) -> None:
    text = marked(*told)
    ends = 0
    for name in text.names:
        assert ends <= name.start < name.end <= len(text.words)
        assert name.label in LABELS
        ends = name.end
    for start, end, _ in gold(text):
        assert text.text[start:end].strip() == text.text[start:end] != ""


@given(words_and_names, words_and_names)
def test_joining_keeps_all_names(
    one: tuple[list[str], list[Name]], other: tuple[list[str], list[Name]]
) -> None:
    first, second = marked(*one), marked(*other)
    assert names(joined([first, second])) == names(first) + names(second)


@given(words_and_names, st.integers(0, 9))
def test_damage_keeps_names_whole(told: tuple[list[str], list[Name]], seed: int) -> None:
    text = marked(*told)
    rng = random.Random(seed)
    assert [n.lower() for n, _ in names(shouted(text, rng))] == [n.lower() for n, _ in names(text)]
    assert names(glued(text, rng)) == names(text)
    short = headline(text, rng)
    assert len(short.names) <= len(text.names)
    assert all(n.end <= len(short.words) for n in short.names)


def test_groups_hold_every_text_once_and_damaged_copies_are_a_share() -> None:
    texts = [marked(f"Paris is {i} .".split(), [Name(0, 1, "LOC")]) for i in range(200)]
    grouped = list(in_groups(texts, (1, 3), random.Random(1)))
    assert sum(len(g.names) for g in grouped) == 200
    assert 0 < len(variants(texts, 0.1, random.Random(1))) < 60


def test_scores() -> None:
    assert Score(5, 10, 10).f == 50.0
    assert Score(0, 0, 0).f == 0.0
