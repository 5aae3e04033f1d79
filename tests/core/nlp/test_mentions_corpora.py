"""Lists and rules help, or at least do no harm, on a corpus they were not written for."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.nlp.analyse import read
from core.nlp.engine import Engine
from tests.core.nlp.marked import Marked

POLITICS = Path(__file__).parents[4] / "shared/corpora/CrossNER/ner_data/politics/test.txt"
OURS = {
    **dict.fromkeys(("politician", "person", "scientist", "researcher", "writer"), "PERSON"),
    **dict.fromkeys(("politicalparty", "organisation", "university"), "ORG"),
    **dict.fromkeys(("country", "location"), "LOC"),
}
SENTENCES = 200


def sentences() -> list[tuple[str, Marked]]:
    """The first sentences of the corpus (CrossNER, Liu et al. 2021, MIT): text and names."""
    out = []
    for block in POLITICS.read_text("utf-8").split("\n\n")[:SENTENCES]:
        text = ""
        names: list[tuple[int, int, str]] = []
        for line in block.splitlines():
            word, tag = line.split("\t")
            start = len(text)
            text += word + " "
            if tag.startswith("B-"):
                names.append((start, start + len(word), tag[2:]))
            elif tag.startswith("I-"):
                names[-1] = (names[-1][0], start + len(word), tag[2:])
        out.append((text.rstrip(), frozenset((a, b, OURS[t]) for a, b, t in names if t in OURS)))
    return out


def f1(hits: int, found: int, right: int) -> float:
    return 2 * hits / (found + right)


def test_rules_do_no_harm_on_political_wikipedia(engine: Engine) -> None:
    if not POLITICS.exists():
        pytest.skip("the corpora in ../shared are not here")
    plain, ruled = [0, 0, 0], [0, 0, 0]
    for text, right in sentences():
        (doc,) = engine.pipe([text])
        model = {(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in set(OURS.values())}
        mentions = read(text, "", engine=engine)[1].mentions
        names = {
            (m.span.start, m.span.end, "LOC" if m.label == "GPE" else m.label)
            for m in mentions
            if m.form == "name" and m.label in {"PERSON", "ORG", "LOC", "GPE"}
        }
        for counts, found in ((plain, model), (ruled, names)):
            counts[0] += len(found & right)
            counts[1] += len(found)
            counts[2] += len(right)
    assert f1(*ruled) >= f1(*plain) - 0.002
    assert f1(*ruled) >= 0.75
