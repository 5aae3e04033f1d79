"""The view: offsets in the article's own text, one kind of tree whatever the label set, sane cuts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.nlp.analyse import read
from core.nlp.engine import Engine
from core.nlp.labels import Node, neutral
from core.nlp.pieces import dateline, pieces
from core.nlp.view import view_of, view_of_pieces
from core.text.repair import Repaired


def tree(*rows: tuple[str, str, str, str, int]) -> list[Node]:
    """Rows of word, tag, part of speech, label, head."""
    return [Node(word.lower(), tag, pos, dep, head) for word, tag, pos, dep, head in rows]


def told(nodes: list[Node]) -> list[tuple[str, str, str]]:
    return [(n.lower, n.dep, nodes[n.head].lower if n.head >= 0 else "-") for n in nodes]


def test_clearnlp_prepositions_become_cases_of_their_noun() -> None:
    nodes = tree(
        ("He", "PRP", "PRON", "nsubj", 1),
        ("spoke", "VBD", "VERB", "ROOT", -1),
        ("with", "IN", "ADP", "prep", 1),
        ("Macron", "NNP", "PROPN", "pobj", 2),
        ("of", "IN", "ADP", "prep", 3),
        ("France", "NNP", "PROPN", "pobj", 4),
    )
    neutral(nodes)
    assert told(nodes) == [
        ("he", "nsubj", "spoke"),
        ("spoke", "root", "-"),
        ("with", "case", "macron"),
        ("macron", "obl", "spoke"),
        ("of", "case", "france"),
        ("france", "nmod", "macron"),
    ]


def test_clearnlp_passive_agent_and_object_get_their_ud_names() -> None:
    nodes = tree(
        ("Rebels", "NNS", "NOUN", "nsubjpass", 2),
        ("were", "VBD", "AUX", "auxpass", 2),
        ("beaten", "VBN", "VERB", "ROOT", -1),
        ("by", "IN", "ADP", "agent", 2),
        ("troops", "NNS", "NOUN", "pobj", 3),
    )
    neutral(nodes)
    assert [n.dep for n in nodes] == ["nsubj:pass", "aux:pass", "root", "case", "obl:agent"]


def test_clearnlp_copula_becomes_a_leaf_of_what_is_said() -> None:
    nodes = tree(
        ("She", "PRP", "PRON", "nsubj", 1),
        ("said", "VBD", "VERB", "ROOT", -1),
        ("it", "PRP", "PRON", "nsubj", 3),
        ("was", "VBD", "AUX", "ccomp", 1),
        ("a", "DT", "DET", "det", 5),
        ("step", "NN", "NOUN", "attr", 3),
    )
    neutral(nodes)
    assert told(nodes)[2:] == [
        ("it", "nsubj", "step"),
        ("was", "cop", "step"),
        ("a", "det", "step"),
        ("step", "ccomp", "said"),
    ]


def test_clearnlp_chains_of_conjuncts_hang_on_the_first() -> None:
    nodes = tree(
        ("Chile", "NNP", "PROPN", "dobj", -1),
        ("Peru", "NNP", "PROPN", "conj", 0),
        ("Cuba", "NNP", "PROPN", "conj", 1),
    )
    neutral(nodes)
    assert [n.head for n in nodes] == [-1, 0, 0]


def test_ud_subtypes_that_no_rule_needs_are_dropped() -> None:
    nodes = tree(("Baku", "NNP", "PROPN", "nsubj:outer", 1), ("spoke", "VBD", "VERB", "ROOT", -1))
    neutral(nodes)
    assert [n.dep for n in nodes] == ["nsubj", "root"]


LABELS = st.sampled_from(
    [
        *("prep", "pobj", "pcomp", "agent", "dative", "attr", "acomp", "conj"),
        *("obl", "nmod", "nsubj", "dobj", "ccomp", "ROOT"),
    ]
)


@given(st.lists(st.tuples(LABELS, st.integers(-1, 11), st.sampled_from(["is", "by", "x"])), max_size=12))
def test_no_tree_however_broken_makes_the_renaming_fail(rows: list[tuple[str, int, str]]) -> None:
    size = len(rows)
    nodes = [
        Node(word, "NN", "NOUN", dep, head if head < size and head != i else -1)
        for i, (dep, head, word) in enumerate(rows)
    ]
    neutral(nodes)
    assert all(-1 <= n.head < size for n in nodes)
    for i in range(size):
        steps = 0
        while i >= 0:
            i, steps = nodes[i].head, steps + 1
            assert steps <= size


def test_words_across_a_lost_space_have_offsets_of_the_article_itself(engine: Engine) -> None:
    text = "Talks between Armeniaand Azerbaijan ended."
    repaired = Repaired(text, (text.index("and"),))
    (doc,) = engine.pipe([repaired.text])
    view = view_of(doc, repaired)
    assert [text[t.start : t.end] for t in view.tokens] == [t.text for t in view.tokens]
    assert "Armenia" in {t.text for t in view.tokens}


def test_no_sentence_and_no_arc_crosses_a_line(engine: Engine) -> None:
    text = "The minister said\nthat the border was open. It was not."
    (doc,) = engine.pipe([text])
    view = view_of(doc, Repaired(text))
    for token in view.tokens:
        assert token.head < 0 or view.tokens[token.head].para == token.para
    assert len(view.sents) == 3
    assert [view.tokens[a].text for a, _ in view.sents] == ["The", "that", "It"]


def test_a_view_without_a_parser_has_words_and_lines_only(blank: Engine) -> None:
    view, _ = read("One line.\nAnother line.", "", engine=blank)
    assert [t.head for t in view.tokens] == [-1] * 6
    assert {t.para for t in view.tokens} == {0, 1}


def test_an_empty_text_has_an_empty_view(engine: Engine) -> None:
    view, _ = read("", "", engine=engine)
    assert not view.tokens
    assert not view.sents


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (" date 2024-04-28 (MENAFN- AzerNews) On April 28, he left.", "On April 28, he left."),
        ("BAKU, Azerbaijan, April 28 (Reuters) - The talks began.", "The talks began."),
        ("KYIV, March 3 — Troops left.", "Troops left."),
        ("Ministers sign\n\nGENEVA, 3 June 2024 (Reuters) - They met.", "They met."),
        (
            "Strike\nBy Ann Lee\n\nOSLO, May 2 (AP) — Ships waited.\nLONDON - No.",
            "Ships waited.\nLONDON - No.",
        ),
        ("The talks began in Baku.", "The talks began in Baku."),
        ("UN (United Nations) troops left.", "UN (United Nations) troops left."),
    ],
)
def test_the_dateline_is_cut_off_where_there_is_one(text: str, rest: str) -> None:
    assert text[dateline(text)[1] :] == rest


@given(st.text(max_size=300), st.sets(st.integers(0, 300)))
def test_pieces_cover_every_word_once(text: str, ends: set[int]) -> None:
    ranges = pieces(text, {end for end in ends if end <= len(text)})
    assert all(a < b for a, b in ranges)
    assert all(x[1] <= y[0] for x, y in pairwise(ranges))
    inside = "".join(text[a:b] for a, b in ranges)
    assert "".join(inside.split()) == "".join(text.split())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120))
def test_every_word_of_a_view_slices_to_itself(engine: Engine, text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    docs = [(start, next(iter(engine.pipe([text[start:end]])))) for start, end in pieces(text)]
    view = view_of_pieces(docs, Repaired(text))
    assert [text[t.start : t.end] for t in view.tokens] == [t.text for t in view.tokens]
    for token in view.tokens:
        assert token.i in view.subtree(token.i)
        assert token.head < len(view.tokens)
