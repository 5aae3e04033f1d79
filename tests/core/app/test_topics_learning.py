"""Topics learned from a project lie beside it, are used when they are better, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.app.queries import open_queries
from core.app.topics_learning import (
    examples_of,
    folder_of,
    forget_topics,
    learn_topics,
    learned_topics,
    topics_report,
)
from core.domain.article import Coder, Project
from core.domain.coding import Coding, Layer, Provenance
from core.domain.errors import BadInput, Unavailable
from core.domain.text import Quote, Span
from core.importing.codebook_file import load_codebook
from core.nlp import topics
from core.nlp.view import View
from core.storage.store import Store
from core.text.repair import Repaired
from tests.build import an_article

FERRY = "The ferry to the islands was late. Islanders wait for a new ferry."
GARDEN = "The rose garden opens. Gardeners planted roses and tulips."
CODES = {FERRY: "cap:2105", GARDEN: "cap:2101"}


def topic(article_id: str, code: str, **more: object) -> Coding:
    values: dict[str, object] = {
        "id": f"{article_id}-{code}",
        "article_id": article_id,
        "coder_id": "coder-1",
        "layer": Layer.TOPIC,
        "category": code,
        "spans": (),
        "quotes": (),
        "provenance": Provenance.CONFIRMED,
        **more,
    }
    return Coding(**values)  # type: ignore[arg-type]


def make(folder: Path, articles: int, *more: Coding) -> Path:
    path = folder / "study.rapporteur"
    texts = [f"{FERRY if k % 2 else GARDEN} Number {k}." for k in range(articles)]
    made = [an_article(text, id=f"article-{k}", position=k) for k, text in enumerate(texts)]
    codings = [topic(f"article-{k}", CODES[FERRY if k % 2 else GARDEN]) for k in range(articles)]
    project = Project("project-1", "Test", created_at="2026-01-01T00:00:00.000Z")
    coders = (Coder("coder-1", "Ada"), Coder("coder-2", "Ben"))
    Store.create(path, project, (*coders, load_codebook(), *made, *codings, *more)).close()
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path, 24)


def test_what_was_learned_lies_beside_the_project_and_is_used(path: Path) -> None:
    report = learn_topics(path, "coder-1")
    assert (report.n, report.used) == (24, True)
    assert topics_report(path) == report
    assert (path.parent / "study.learned").is_dir()
    learned = learned_topics(path)
    found = topics.find(View(Repaired("A ferry was late."), ()), learned)
    assert [s.category for s in found] == ["cap:2105"]


def test_a_coder_learns_from_own_codings_only(path: Path) -> None:
    assert learn_topics(path, "coder-2").n == 0
    assert learned_topics(path) is None


def test_learning_can_be_taken_back(path: Path) -> None:
    learn_topics(path, "coder-1")
    forget_topics(path)
    assert learned_topics(path) is None
    assert topics_report(path) is None
    assert not folder_of(path).exists()
    forget_topics(path)


def test_taking_back_leaves_what_others_keep_in_the_folder(path: Path) -> None:
    learn_topics(path, "coder-1")
    (folder_of(path) / "other.bin").write_bytes(b"x")
    forget_topics(path)
    assert [p.name for p in folder_of(path).iterdir()] == ["other.bin"]


def test_too_few_articles_are_told_of_and_nothing_is_kept(tmp_path: Path) -> None:
    few = make(tmp_path, 5)
    report = learn_topics(few, "coder-1")
    assert (report.n, report.used) == (5, False)
    assert learned_topics(few) is None


def test_whole_articles_count_and_passages_where_there_is_nothing_else(tmp_path: Path) -> None:
    span = Span(0, 9)
    passage = {"spans": (span,), "quotes": (Quote("The ferry", "", ""),)}
    extra = (
        topic("article-1", "cap:1007", id="passage-1", **passage),
        topic("article-1", "cap:10", id="machine", provenance=Provenance.SUGGESTED),
    )
    with open_queries(make(tmp_path, 2, *extra), "coder-1") as queries, queries.snapshot() as snapshot:
        assert [codes for _, codes in examples_of(snapshot)] == [{"cap:2101"}, {"cap:2105"}]


def test_a_damaged_file_is_named(path: Path) -> None:
    learn_topics(path, "coder-1")
    (folder_of(path) / "topics.bin").write_bytes(b"nonsense")
    with pytest.raises(BadInput) as told:
        learned_topics(path)
    assert told.value.where.endswith("topics.bin")


def test_a_folder_that_cannot_be_made_is_named(path: Path) -> None:
    folder_of(path).write_text("in the way")
    with pytest.raises(Unavailable):
        learn_topics(path, "coder-1")
