"""Misread sentences are put right without moving a word, and heads never go round in a circle."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.nlp.analyse import read
from core.nlp.engine import Engine
from core.nlp.events_lexicon import triggers
from core.nlp.events_reread import reread
from core.nlp.verb_forms import forms_of
from core.nlp.view import Token, View
from core.text.repair import Repaired

IN_ROME = (("in", "IN", "case", 3), ("Rome", "NNP", "nmod", 1))


def view_of(*words: tuple[str, str, str, int]) -> View:
    """A view of (word, tag, label, head) as a parser might have read it."""
    tokens, start = [], 0
    for i, (text, tag, dep, head) in enumerate(words):
        end = start + len(text)
        tokens.append(Token(i, text, text.lower(), text.lower(), tag, "", dep, head, start, end, 0, 0, ""))
        start = end + 1
    return View(Repaired(" ".join(w[0] for w in words)), tuple(tokens))


def told(view: View) -> tuple[str, list[str], list[str]]:
    """The verb at the root with its subject and object."""
    root = next(t for t in view.tokens if t.head < 0)
    sides = [[view.tokens[k].text for k in view.kids(root.i, d)] for d in ("nsubj", "obj")]
    return root.lemma, sides[0], sides[1]


@pytest.mark.parametrize(
    ("view", "right"),
    [
        (
            view_of(
                *(("Two", "CD", "nummod", 1), ("gunmen", "NNS", "compound", 2), ("shot", "NN", "root", -1)),
                *(("a", "DT", "det", 4), ("judge", "NN", "obj", 2), (".", ".", "punct", 2)),
            ),
            ("shoot", ["gunmen"], ["judge"]),
        ),
        (
            view_of(
                *(("Seoul", "NNP", "compound", 2), ("accused", "VBN", "amod", 2)),
                *(("Pyongyang", "NNP", "root", -1), (".", ".", "punct", 2)),
            ),
            ("accuse", ["Seoul"], ["Pyongyang"]),
        ),
        (
            view_of(
                *(("Portugal", "NNP", "root", -1), ("praised", "VBD", "acl", 0)),
                *(("Brazil", "NNP", "obj", 1), (".", ".", "punct", 0)),
            ),
            ("praise", ["Portugal"], ["Brazil"]),
        ),
        (
            view_of(
                *(("Ireland", "NNP", "nsubj", 4), ("will", "MD", "aux", 4), ("back", "VB", "case", 4)),
                *(("the", "DT", "det", 4), ("resolution", "NN", "root", -1)),
            ),
            ("back", ["Ireland"], ["resolution"]),
        ),
    ],
)
def test_a_verb_taken_for_something_else_gets_its_subject_and_object(
    view: View, right: tuple[str, list[str], list[str]]
) -> None:
    again = reread(view, triggers().forms)
    assert told(again) == right
    assert [(t.text, t.start, t.end) for t in again.tokens] == [(t.text, t.start, t.end) for t in view.tokens]


def test_a_passive_read_as_an_adjective_is_one() -> None:
    view = view_of(
        *(("The", "DT", "det", 1), ("bill", "NN", "nsubj", 3), ("was", "VBD", "cop", 3)),
        *(("vetoed", "JJ", "root", -1), ("by", "IN", "case", 6), ("the", "DT", "det", 6)),
        ("president", "NN", "obl", 3),
    )
    again = reread(view, triggers().forms)
    assert [again.tokens[i].dep for i in (1, 2, 6)] == ["nsubj:pass", "aux:pass", "obl:agent"]
    assert again.tokens[3].lemma == "veto"


@pytest.mark.parametrize(
    "words",
    [
        (("Iran", "NNP", "compound", 1), ("talks", "NNS", "root", -1), *IN_ROME),
        (("Rain", "NN", "nsubj", 1), ("slept", "VBD", "root", -1), (".", ".", "punct", 1)),
        (("A", "DT", "det", 1), ("shot", "NN", "root", -1), *IN_ROME),
    ],
)
def test_what_is_read_well_stays_as_it_is(words: tuple[tuple[str, str, str, int], ...]) -> None:
    view = view_of(*words)
    assert reread(view, triggers().forms).tokens == view.tokens


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("stop", {"stop", "stops", "stopped", "stopping"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("seize", {"seize", "seizes", "seized", "seizing"}),
        ("expel", {"expel", "expels", "expelled", "expelling"}),
        ("meet", {"meet", "meets", "met", "meeting"}),
        ("withdraw", {"withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"}),
        ("veto", {"veto", "vetoes", "vetoed", "vetoing"}),
        ("attack", {"attack", "attacks", "attacked", "attacking"}),
    ],
)
def test_the_forms_of_a_verb(lemma: str, forms: set[str]) -> None:
    assert forms <= forms_of(lemma)


WORDS = st.sampled_from(
    [
        *("Iran", "and", "gunmen", "shot", "the", "met", "will", "was", "not", "to", "attacked", "ban"),
        *("by", "in", "talks", "that", "he", "said", ",", ".", "praised"),
    ]
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=16).map(" ".join))
def test_heads_end_at_a_root_whatever_the_words(engine: Engine, text: str) -> None:
    view = reread(read(text, "", engine=engine)[0], triggers().forms)
    for token in view.tokens:
        climbed = 0
        while token.head >= 0:
            token = view.tokens[token.head]
            climbed += 1
            assert climbed <= len(view.tokens)


@given(st.data())
def test_heads_end_at_a_root_whatever_the_parser_says(data: st.DataObject) -> None:
    n = data.draw(st.integers(1, 9))
    heads = [-1, *(data.draw(st.integers(0, i - 1)) for i in range(1, n))]
    order = data.draw(st.permutations(range(n)))
    place = {old: new for new, old in enumerate(order)}
    words: list[tuple[str, str, str, int]] = [("", "", "", -1)] * n
    for old, head in enumerate(heads):
        word = data.draw(
            st.sampled_from(["shot", "will", "was", "Iran", "vetoed", "ban", "attacks", "of", "striking"])
        )
        tag = data.draw(st.sampled_from(["NN", "NNS", "VBD", "VBN", "VB", "MD", "JJ", "NNP", "IN", "VBG"]))
        dep = data.draw(
            st.sampled_from(["nsubj", "obj", "acl", "conj", "amod", "case", "cop", "compound", "nmod"])
        )
        words[place[old]] = (word, tag, dep if head >= 0 else "root", place[head] if head >= 0 else -1)
    view = reread(view_of(*words), triggers().forms)
    for token in view.tokens:
        seen = set()
        while token.head >= 0:
            assert token.i not in seen
            seen.add(token.i)
            token = view.tokens[token.head]
