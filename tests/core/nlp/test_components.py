"""The suggestions in plain spaCy: spans, extensions, several processes, kept on disk, any kind of parser."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.actor import Actor, ActorKind
from core.nlp import components
from core.nlp.analyse import analyse
from core.nlp.engine import Engine, shipped_model

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

ROOT = Path(__file__).parents[3]
TEXT = (
    "French President Emmanuel Macron told reporters in Paris on Monday that the border would reopen. "
    "Germany condemned the attack on the embassy. He met Olaf Scholz."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    import spacy

    Engine().load()
    components.register()
    made = spacy.load(shipped_model())
    made.add_pipe("rapporteur")
    return made


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)


def said(doc: Doc, group: str) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span._.actor) for span in doc.spans[group]]


def test_spans_carry_what_was_found(doc: Doc) -> None:
    assert said(doc, "statements") == [
        ("that the border would reopen", "statement", "person:emmanuel-macron"),
        ("the attack on the embassy", "statement", "DEU"),
    ]
    assert said(doc, "speakers")[0] == (
        "French President Emmanuel Macron",
        "speaker",
        "person:emmanuel-macron",
    )
    assert said(doc, "addressees") == [("reporters", "addressee", "")]
    assert ("Emmanuel Macron", "PERSON", "person:emmanuel-macron") in said(doc, "mentions")
    assert ("condemned", "ACCUSE", "DEU") in said(doc, "events")
    assert ("Olaf Scholz", "target", "person:olaf-scholz") in said(doc, "targets")


def test_a_span_leads_to_the_rest_of_its_suggestion(doc: Doc) -> None:
    content = doc.spans["statements"][0]
    assert (content._.speaker.text, content._.cue.text) == ("French President Emmanuel Macron", "told")
    assert content._.addressee.text == "reporters"
    assert 0.5 <= content._.confidence <= 1
    assert "told" in content._.reason
    assert content._.rule.startswith("statement.")
    assert content._.suggestion.spans[0].of(doc.text) == content.text
    met = next(span for span in doc.spans["events"] if span.text == "met")
    assert [span.text for span in met._.targets] == ["Olaf Scholz"]
    assert met._.actors == ("person:emmanuel-macron",)


def test_a_span_of_somebody_else_has_nothing(doc: Doc) -> None:
    other = doc[0:2]
    assert other._.suggestion is None
    assert (other._.actor, other._.reason, other._.confidence, other._.speaker) == ("", "", 0.0, None)


def test_a_doc_that_was_not_read_has_nothing(nlp: Language) -> None:
    bare = nlp.make_doc(TEXT)
    assert bare._.statements == ()
    assert bare._.actors == ()


def test_the_doc_holds_everything_with_exact_offsets(doc: Doc) -> None:
    every = doc._.suggestions
    assert {*doc._.mentions, *doc._.statements, *doc._.events, *doc._.topics} == set(every.suggestions)
    assert {a.id for a in doc._.actors} == {"person:emmanuel-macron", "person:olaf-scholz"}


def test_it_finds_what_the_program_finds(doc: Doc, engine: Engine) -> None:
    found = analyse(TEXT, engine=engine)
    assert {one.id for one in doc._.suggestions.suggestions} == {one.id for one in found.suggestions}


def test_the_threshold_holds_for_spans_only(nlp: Language) -> None:
    import spacy

    strict = spacy.load(shipped_model())
    strict.add_pipe("rapporteur", config={"threshold": 0.9})
    doc = strict(TEXT)
    assert len(doc.spans["statements"]) == 1
    assert len(doc._.statements) == 2


def test_the_day_of_publication_dates_relative_days(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    doc._.published = "2024-05-08"
    doc = nlp(doc)
    day = next(span for span in doc.spans["mentions"] if span.text == "Monday")
    assert dict(day._.suggestion.variables)["value"] == "2024-05-06"


def test_pipe_and_processes_give_the_same(nlp: Language, doc: Doc) -> None:
    docs = list(nlp.pipe([TEXT, TEXT], n_process=2, batch_size=1))
    assert [said(one, "statements") for one in docs] == [said(doc, "statements")] * 2
    assert docs[0]._.suggestions == doc._.suggestions


def test_docs_are_kept_with_what_was_found(doc: Doc) -> None:
    import spacy
    from spacy.tokens import Doc as SpacyDoc
    from spacy.tokens import DocBin

    box = DocBin(store_user_data=True)
    box.add(doc)
    fresh = spacy.blank("en").vocab
    (again,) = DocBin().from_bytes(box.to_bytes()).get_docs(fresh)
    assert said(again, "speakers") == said(doc, "speakers")
    assert again._.suggestions == doc._.suggestions
    other = SpacyDoc(spacy.blank("en").vocab).from_bytes(doc.to_bytes())
    assert said(other, "events") == said(doc, "events")


def test_a_saved_pipeline_keeps_settings_and_actors(tmp_path: Path, nlp: Language) -> None:
    import spacy

    made = spacy.blank("de")
    pipe = made.add_pipe("rapporteur", config={"threshold": 0.2})
    assert isinstance(pipe, components.Rapporteur)
    pipe.known_actors = (Actor("person:anna", "Anna Brodzka", ActorKind.PERSON, "POL"),)
    made.to_disk(tmp_path / "own")
    back = spacy.load(tmp_path / "own")
    again = back.get_pipe("rapporteur")
    assert isinstance(again, components.Rapporteur)
    assert (again.known_actors, again.threshold, again.language) == (pipe.known_actors, 0.2, "de")
    doc = back("Anna Brodzka sprach in Kiew.")
    assert said(doc, "mentions") == [("Anna Brodzka", "PERSON", "person:anna"), ("Kiew", "GPE", "")]
    assert not doc.spans["statements"]
    assert components.Rapporteur().from_bytes(pipe.to_bytes()).known_actors == pipe.known_actors


CLEAR = (  # word, tag, pos, dep, head: as en_core_web_* gives it
    ("Germany", "NNP", "PROPN", "nsubj", 1),
    ("said", "VBD", "VERB", "ROOT", 1),
    ("that", "IN", "SCONJ", "mark", 6),
    ("the", "DT", "DET", "det", 4),
    ("border", "NN", "NOUN", "nsubjpass", 6),
    ("was", "VBD", "AUX", "auxpass", 6),
    ("closed", "VBN", "VERB", "ccomp", 1),
    ("by", "IN", "ADP", "agent", 6),
    ("rebels", "NNS", "NOUN", "pobj", 7),
    (".", ".", "PUNCT", "punct", 1),
)


def test_clearnlp_labels_are_read_too(nlp: Language) -> None:
    import spacy
    from spacy.tokens import Doc as SpacyDoc

    words, tags, pos, deps, heads = zip(*CLEAR, strict=True)
    plain = spacy.blank("en")
    plain.add_pipe("rapporteur")
    doc = SpacyDoc(
        plain.vocab,
        words=list(words),
        spaces=[True] * 8 + [False, False],
        tags=list(tags),
        pos=list(pos),
        deps=list(deps),
        heads=list(heads),
    )
    doc = plain(doc)
    assert said(doc, "speakers") == [("Germany", "speaker", "DEU")]
    assert [span.text for span in doc.spans["statements"]] == ["that the border was closed by rebels"]


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_gives_spans_of_that_text(text: str) -> None:
    doc = _plain()(text)
    for group in doc.spans.values():
        for span in group:
            one = span._.suggestion
            places = [*one.spans, *one.evidence, *(p for fill in one.slots for p in fill.spans)]
            assert any(span.start_char <= p.start < p.end <= span.end_char for p in places)


def _plain() -> Language:
    import spacy

    if not _MADE:
        components.register()
        made = spacy.blank("en")
        made.add_pipe("rapporteur", config={"threshold": 0.0})
        _MADE.append(made)
    return _MADE[0]


_MADE: list[Language] = []


def test_the_example_of_the_help_page_runs_as_it_stands() -> None:
    page = (ROOT / "resources/help/spacy.md").read_text("utf-8")
    code = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert code is not None
    ran = subprocess.run(
        [sys.executable, "-c", code[1]], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert "person:ilham-aliyev | said | that the border would reopen" in ran.stdout
    assert "thanked" in ran.stdout


def test_every_extension_of_the_help_page_is_there() -> None:
    from spacy.tokens import Doc as SpacyDoc
    from spacy.tokens import Span

    components.register()
    page = (ROOT / "resources/help/spacy.md").read_text("utf-8")
    assert all(Span.has_extension(name) for name in re.findall(r"span\._\.(\w+)", page))
    assert all(SpacyDoc.has_extension(name) for name in re.findall(r"doc\._\.(\w+)", page))
    groups = {*components.GROUPS.values(), *components.SLOTS.values()}
    assert all(f"`{name}`" in page for name in groups)
