"""The mean of a network's parameters over the steps of a training."""

from __future__ import annotations

import pytest
from spacy import blank  # noqa: TID253 -- what is tested is spaCy's guest
from spacy.language import Language  # noqa: TID253 -- likewise

from core.nlp.training.mean import Mean


def network() -> Language:
    nlp = blank("en")
    nlp.add_pipe("tagger").add_label("A")  # type: ignore[attr-defined]
    nlp.initialize()
    return nlp


def parameters(nlp: Language) -> list[float]:
    model = nlp.get_pipe("tagger").model  # type: ignore[attr-defined]
    return [float(n.get_param(p).sum()) for n in model.walk() for p in n.param_names if n.has_param(p)]


def shift(nlp: Language, by: float) -> None:
    model = nlp.get_pipe("tagger").model  # type: ignore[attr-defined]
    for node in model.walk():
        for name in node.param_names:
            if node.has_param(name):
                node.set_param(name, node.get_param(name) + by)


def test_the_first_are_left_out_and_the_rest_count_alike() -> None:
    nlp, mean = network(), Mean(skip=1)
    mean.add(nlp)
    shift(nlp, 1.0)
    mean.add(nlp)
    middle = network()
    shift(nlp, 2.0)
    mean.add(nlp)
    shift(nlp, -1.0)
    right = parameters(nlp)
    shift(nlp, 5.0)
    mean.put(nlp)
    assert mean.counted == 2
    assert parameters(nlp) == pytest.approx(right, rel=1e-4, abs=1e-2)
    assert parameters(middle) != pytest.approx(right, rel=1e-4, abs=1e-2)


def test_a_mean_of_nothing_is_refused() -> None:
    nlp, mean = network(), Mean(skip=3)
    mean.add(nlp)
    with pytest.raises(ValueError, match="no step"):
        mean.put(nlp)
