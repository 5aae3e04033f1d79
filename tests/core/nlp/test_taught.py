"""Topics a project has learned reach its analysis, alone and together with others, and no one else's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.domain.article import Article
from core.domain.coding import Layer
from core.domain.errors import BadInput
from core.domain.suggestion import SuggestionSet
from core.nlp.batches import Batch, answers
from core.nlp.engine import Engine
from core.nlp.remote import Request, _answer
from core.nlp.taught import taught, taught_mark
from core.nlp.topics_learned import Learned, TopicsReport
from core.text.canonical import sha256_of

TEXT = "The herring fleet left the harbour. Herring prices rose, said the fishers. The herring is back."
ARTICLE = Article("a", TEXT, sha256_of(TEXT))
WEIGHTS = Learned(
    TopicsReport(20, 1, 0.2, 0.9, used=True, reason="clearly better"),
    {"herring": 1.0},
    {"cap:0402": {"herring": 40.0}},
    {"cap:0402": -2.0},
)


@pytest.fixture
def topics(tmp_path: Path) -> Path:
    path = tmp_path / "study.learned" / "topics.bin"
    path.parent.mkdir()
    path.write_bytes(WEIGHTS.to_bytes())
    return path


def rules(found: SuggestionSet | None) -> set[str]:
    assert found is not None
    return {one.rule for one in found.of(Layer.TOPIC)}


def test_they_reach_an_article_alone_and_among_others(topics: Path, engine: Engine) -> None:
    request = Request(ARTICLE, topics=str(topics))
    engines = {"": engine}
    alone = _answer(request, {"": engine}, lambda _done, _text: None)
    (among,) = answers(Batch((request,)), engines)
    assert "topic.learned.article" in rules(alone)
    assert among.found == alone
    assert "topic.learned.article" not in rules(_answer(Request(ARTICLE), {"": engine}, lambda *_: None))


def test_those_that_are_not_better_are_not_heeded(topics: Path, engine: Engine) -> None:
    topics.write_bytes(replace(WEIGHTS, report=replace(WEIGHTS.report, used=False)).to_bytes())
    request = Request(ARTICLE, topics=str(topics))
    assert "topic.learned.article" not in rules(_answer(request, {"": engine}, lambda *_: None))
    assert taught_mark(str(topics)) == ""


def test_the_mark_follows_the_file(topics: Path) -> None:
    assert taught_mark("") == taught_mark(str(topics.with_name("none"))) == ""
    first = taught_mark(str(topics))
    assert first == WEIGHTS.id
    topics.unlink()
    assert taught(str(topics)) is None


def test_a_damaged_file_is_told(topics: Path) -> None:
    topics.write_bytes(b"no topics")
    with pytest.raises(BadInput) as told:
        taught(str(topics))
    assert told.value.code == "bad-topics"
